"""How alike two voices sound, as measured (bench/likeness.py), for whoever gives them out."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from narrate.model import Voice

ALIKE = 0.8
"""From here on two voices of a talk are easily taken for each other; one voice with other words has 0.97."""


def likeness(one: Voice, other: Voice) -> float:
    """0 to 1: 1 for one voice, however it is tuned, 0 where nothing was measured. A tuned voice is as alike as it was measured to
    be; where it was not, as the voice that it is tuned from."""
    if (one.engine, one.name) == (other.engine, other.name):
        return 1.0
    if one.engine != other.engine:
        return 0.0
    table = _measured().get(one.engine, {})
    pairs = [(a, b) for a in _labels(one) for b in _labels(other)]
    return next((table[key] for a, b in pairs for key in (f"{a} {b}", f"{b} {a}") if key in table), 0.0)


def _labels(voice: Voice) -> tuple[str, ...]:
    """What the table may call a voice: "woman-3-1" (a semitone lower), "woman-2x1.03" (a longer vocal tract), its plain name."""
    tuned = voice.name + (f"{voice.pitch:+g}" if voice.pitch else "") + (f"x{voice.timbre:g}" if voice.timbre != 1 else "")
    return tuple(dict.fromkeys((tuned, voice.name)))


@cache
def _measured() -> dict[str, dict[str, float]]:
    return tomllib.loads(files("narrate").joinpath("likeness.toml").read_text(encoding="utf-8"))
