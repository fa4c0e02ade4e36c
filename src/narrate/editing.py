"""From a cue sheet and takes to a chapter's sound: takes trimmed, levelled and joined by pauses, with marks.

No chapter is ever in memory: `edit` measures the chapter take by take, and the clips it hands out are read,
cut and forgotten one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from narrate.audio.decode import resample
from narrate.audio.encode import AAC_FRAME
from narrate.audio.measure import KEPT_HEAD, KEPT_TAIL, speech_bounds
from narrate.errors import LostTakeError
from narrate.model import Chapter, Cue, Mark, Take, Voice
from narrate.units import Hertz, Seconds, ratio, samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]
    Floats = NDArray[np.float32]

HEAD: Seconds = 0.75
TAIL: Seconds = 2.0
"""Quiet before and, at least, after a chapter; stores ask for 0.5 to 1 and 1 to 5 seconds."""
_FADE_IN: Seconds = 0.003
_FADE_OUT: Seconds = 0.012


@dataclass(frozen=True)
class Cut:
    """One chapter as it will sound: its marks and length are known, its samples are made when `clips` is called."""

    number: int
    title: str
    duration: Seconds
    rate: Hertz
    marks: tuple[Mark, ...]
    clips: Callable[[], Iterator[Floats]]


def edit(
    chapter: Chapter[Cue],
    take: Callable[[str], Take | None],
    gains: Mapping[Voice, float],
    rate: Hertz,
    known: Mapping[str, tuple[int, int]],
) -> Cut:
    """Measure a chapter. `take` finds takes by key; `gains` holds dB per voice; `rate` is the edition's.

    `known` holds where speech begins and ends in takes that were just recorded, in samples at `rate`: those are not read.
    """
    bounds: dict[str, tuple[int, int]] = {}
    marks: list[Mark] = []
    place = samples(HEAD, rate)
    for cue in chapter.body:
        if cue.key not in bounds:
            bounds[cue.key] = known.get(cue.key) or speech_bounds(_sound(cue, take, rate), rate)
        start, stop = bounds[cue.key]
        end = place + stop - start
        marks.append(Mark(place / rate, end / rate, cue.speaker, cue.shown))
        place = end + _gap(cue, rate)
    quiet = samples(TAIL, rate)
    quiet += -(place + quiet) % AAC_FRAME  # so that chapters can be encoded apart, and joined
    place += quiet

    def clips() -> Iterator[Floats]:
        yield np.zeros(samples(HEAD, rate), np.float32)
        for cue in chapter.body:
            start, stop = bounds[cue.key]
            yield levelled(_sound(cue, take, rate)[start:stop], rate, gains.get(cue.voice, 0.0))
            yield np.zeros(_gap(cue, rate), np.float32)
        yield np.zeros(quiet, np.float32)

    return Cut(chapter.number, chapter.title, place / rate, rate, tuple(marks), clips)


def _gap(cue: Cue, rate: Hertz) -> int:
    """Samples of silence after a cue: its pause is counted from where speech is heard to end to where it is heard again."""
    return max(0, samples(cue.pause - KEPT_TAIL - KEPT_HEAD, rate)) if cue.pause else 0


def _sound(cue: Cue, take: Callable[[str], Take | None], rate: Hertz) -> Samples:
    found = take(cue.key)
    if found is None:
        raise LostTakeError(f"A take is missing from the take store (“{cue.shown[:60]}”). Render again to record it.")
    return resample(found.samples, found.sample_rate, rate)


def levelled(sound: Samples, rate: Hertz, gain: float) -> Floats:
    """The sound with its gain, in samples but neither rounded nor clipped; faded at both ends so that no cut clicks."""
    out = sound * np.float32(ratio(gain))
    rise, fall = min(samples(_FADE_IN, rate), len(out)), min(samples(_FADE_OUT, rate), len(out))
    if rise:
        out[:rise] *= _slope(0, 1, rise)
    if fall:
        out[-fall:] *= _slope(1, 0, fall)
    return out


@cache
def _slope(start: int, end: int, count: int) -> Floats:
    return np.linspace(start, end, count, dtype=np.float32)
