"""A palette drawn from whatever voices there are: each name gets one of its sex, changed as often as it has been given before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from narrate.engines import PALETTE
from narrate.model import Gender

_SHIFTS = (0.0, -1.2, 1.2, -2.4, 2.4)
"""Semitones by which a voice differs from its own earlier appearances in the palette."""
_OLD, _CHILD, _OTHER_SEX = -1.0, 3.0, 4.5
_OLD_PACE = 0.88


@dataclass(frozen=True, slots=True)
class Drawn:
    """A voice by its own name, its change in semitones, and its pace as a factor of speed."""

    name: str
    pitch: float
    pace: float


def draw(own: Sequence[tuple[str, Gender]], *, shared: bool = False) -> dict[str, Drawn]:
    """The palette of voices given with whose they sound like. `shared`: where nobody knows that of any, no voice is given twice
    before each was given once."""
    sounds = dict(own)
    queues = _queues(own, shared)
    given: dict[str, int] = {}
    parts: dict[str, Drawn] = {}
    for name, (sex, age) in PALETTE.items():
        gender: Gender = "male" if sex == "unknown" else sex
        voice = next(queues[gender])
        times = given[voice] = given.get(voice, -1) + 1
        pitch = _SHIFTS[times % len(_SHIFTS)] + 0.3 * (times // len(_SHIFTS))
        if sounds[voice] not in ("unknown", gender):
            pitch += _OTHER_SEX if gender == "female" else -_OTHER_SEX
        pitch += {"child": _CHILD, "old": _OLD}.get(age, 0.0)
        parts[name] = Drawn(voice, round(pitch, 2), _OLD_PACE if age == "old" else 1.0)
    return parts


def _queues(own: Sequence[tuple[str, Gender]], shared: bool) -> dict[Gender, Iterator[str]]:
    every = [name for name, _ in own]
    if shared and all(gender == "unknown" for _, gender in own):
        return dict.fromkeys(("female", "male"), cycle(every))
    unsure = [name for name, gender in own if gender == "unknown"]
    sexes: tuple[Gender, Gender] = ("female", "male")
    return {sex: cycle([name for name, gender in own if gender == sex] or unsure or every) for sex in sexes}
