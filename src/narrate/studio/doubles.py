"""Two names that may be one person: they never take turns, although they are about at the same time.

People who talk are heard one after the other. Two names of which one is a common noun ("the baronet"), whose quotations stand in
the same conversations and yet never answer each other, are likely one person's.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TypedDict

from narrate.model import Character, Line, Script

_LEAST, _NEAR, _MOST = 2, 40, 12
"""Quotations that a name must have; lines within which two names count as about together; pairs that are shown."""


class Double(TypedDict):
    """Two names, how many quotations each has, and how often they stand near each other without answering."""

    who: str
    into: str
    near: int


def suspected(script: Script) -> list[Double]:
    """The pairs that may be one person, the likeliest first; `into` is the one with a name, or with more to say."""
    spoken = [line for line in script.bodies() if line.kind == "dialogue"]
    places: dict[str, list[int]] = {}
    for number, line in enumerate(script.bodies()):
        if line.kind == "dialogue":
            places.setdefault(line.speaker, []).append(number)
    answers = _answers(spoken)
    people = [c for c in script.characters if c.lines >= _LEAST]
    found: list[Double] = []
    for noun in (c for c in people if _is_noun(c.name)):
        for other in people:
            if other is noun or not _fit(noun, other) or (_is_noun(other.name) and other.lines < noun.lines):
                continue
            near = _near(places[noun.name], places[other.name])
            if near and not answers[frozenset((noun.name, other.name))]:
                found.append({"who": noun.name, "into": other.name, "near": near})
    return sorted(found, key=lambda pair: -pair["near"])[:_MOST]


def _answers(spoken: list[Line]) -> Counter[frozenset[str]]:
    """How often two speak one after the other in different paragraphs close by."""
    pairs = ((a, b) for a, b in pairwise(spoken) if a.speaker != b.speaker and b.paragraph - a.paragraph <= 2)
    return Counter(frozenset((a.speaker, b.speaker)) for a, b in pairs)


def _near(one: list[int], other: list[int]) -> int:
    """How many lines of the first have one of the second near them."""
    return sum(any(abs(place - there) <= _NEAR for there in other) for place in one)


def _fit(one: Character, other: Character) -> bool:
    """Whether nothing that is known of two speaks against their being one."""
    return "unknown" in (one.gender, other.gender) or one.gender == other.gender


def _is_noun(name: str) -> bool:
    return name[:1].islower()
