"""How alike two voices sound, as measured (bench/likeness.py), for whoever gives them out."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from narrate.model import Voice

ALIKE = 0.8
"""From here on two voices of a talk are easily taken for each other; one voice with other words has 0.97."""


def likeness(one: Voice, other: Voice) -> float:
    """0 to 1: 1 for one voice, however it is tuned, 0 where nothing was measured."""
    if (one.engine, one.name) == (other.engine, other.name):
        return 1.0
    if one.engine != other.engine:
        return 0.0
    table = _measured().get(one.engine, {})
    return table.get(f"{one.name} {other.name}", table.get(f"{other.name} {one.name}", 0.0))


@cache
def _measured() -> dict[str, dict[str, float]]:
    return tomllib.loads(files("narrate").joinpath("likeness.toml").read_text(encoding="utf-8"))
