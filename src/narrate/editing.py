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
from narrate.audio.measure import peak, speech_bounds
from narrate.errors import LostTakeError
from narrate.model import Chapter, Cue, Mark, Take, Voice
from narrate.units import Hertz, Seconds, ratio, samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

HEAD: Seconds = 0.75
TAIL: Seconds = 2.0
"""Quiet before and, at least, after a chapter; stores ask for 0.5 to 1 and 1 to 5 seconds."""
_FADE_IN: Seconds = 0.003
_FADE_OUT: Seconds = 0.012
_KNEE, _CEILING = np.float32(22000.0), np.float32(32000.0)
"""Of 32768: where loud peaks begin to be bent, and what they never reach."""


@dataclass(frozen=True)
class Cut:
    """One chapter as it will sound: its marks and length are known, its samples are made when `clips` is called."""

    number: int
    title: str
    duration: Seconds
    rate: Hertz
    marks: tuple[Mark, ...]
    clips: Callable[[], Iterator[Samples]]


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
        place = end + samples(cue.pause, rate)
    quiet = samples(TAIL, rate)
    quiet += -(place + quiet) % AAC_FRAME  # so that chapters can be encoded apart, and joined
    place += quiet

    def clips() -> Iterator[Samples]:
        yield np.zeros(samples(HEAD, rate), np.int16)
        for cue in chapter.body:
            start, stop = bounds[cue.key]
            yield levelled(_sound(cue, take, rate)[start:stop], rate, gains.get(cue.voice, 0.0))
            yield np.zeros(samples(cue.pause, rate), np.int16)
        yield np.zeros(quiet, np.int16)

    return Cut(chapter.number, chapter.title, place / rate, rate, tuple(marks), clips)


def _sound(cue: Cue, take: Callable[[str], Take | None], rate: Hertz) -> Samples:
    found = take(cue.key)
    if found is None:
        raise LostTakeError(f"A take is missing from the take store (“{cue.shown[:60]}”). Render again to record it.")
    return resample(found.samples, found.sample_rate, rate)


def levelled(sound: Samples, rate: Hertz, gain: float) -> Samples:
    """The sound with its gain, faded at both ends so that no cut clicks; loud peaks are bent, never clipped flat."""
    factor = np.float32(ratio(gain))
    out = sound * factor
    rise, fall = min(samples(_FADE_IN, rate), len(out)), min(samples(_FADE_OUT, rate), len(out))
    if rise:
        out[:rise] *= _slope(0, 1, rise)
    if fall:
        out[-fall:] *= _slope(1, 0, fall)
    if peak(sound) * factor > _KNEE:
        near = int(_KNEE / factor) - 1  # samples of 16 bits are looked through in half the time
        high = np.flatnonzero((sound > near) | (sound < -near))
        high = high[np.abs(out[high]) > _KNEE]
        over = (np.abs(out[high]) - _KNEE) / (_CEILING - _KNEE)
        out[high] = np.sign(out[high]) * (_KNEE + (_CEILING - _KNEE) * over / (1 + over))
    np.rint(out, out=out)
    return out.astype(np.int16)


@cache
def _slope(start: int, end: int, count: int) -> NDArray[np.float32]:
    return np.linspace(start, end, count, dtype=np.float32)
