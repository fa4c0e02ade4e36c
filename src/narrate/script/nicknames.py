"""Short names and the full ones they stand for, so that Lizzy and Elizabeth can be one person."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in files("narrate.script").joinpath("words", "nicknames.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            full, *short = line.split()
            table.update(dict.fromkeys(short, full))
    return table


def formal(name: str) -> str:
    """The full form of a given name, lower-cased; the name itself when it is no nickname."""
    low = name.lower()
    return _table().get(low, low)
