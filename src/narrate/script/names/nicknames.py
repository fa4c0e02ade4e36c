"""Short names and the full ones they stand for, so that Lizzy and Elizabeth can be one person."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_LEAST = 3
"""Letters of a name that has a form with a pet's ending."""


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in files("narrate.script").joinpath("words", "nicknames.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            full, *short = line.split()
            for name in short:
                table[name] = table.get(name, frozenset()) | {full}
    return table


def full_forms(name: str) -> frozenset[str]:
    """The full forms of a given name, lower-cased: "Nellie" may be Eleanor or Helen; the name itself when it is no nickname."""
    low = name.lower()
    return _table().get(low, frozenset({low}))


def are_variants(one: str, other: str) -> bool:
    """Whether two given names may be forms of one: Jim and Jimmy, but not Molly and Polly, though either may be Mary."""
    shared = full_forms(one) & full_forms(other)
    return bool(shared and (one[:1].lower() == other[:1].lower() or {one.lower(), other.lower()} & shared))


def is_full_form(name: str) -> bool:
    """Whether a given name is no short form."""
    return name.lower() in full_forms(name)


def pet_stems(name: str) -> set[str]:
    """The names of which this one is the form with a pet's ending: Kitty is Kit, Skaggsy Skaggs."""
    stems: set[str] = set()
    for ending in ("y", "ie", "ey"):
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            stems.add(stem)
            if stem[-1:] in ("s", "t") or stem[-1:] == stem[-2:-1]:
                stems.add(stem[:-1])
    return {stem for stem in stems if len(stem) >= _LEAST}
