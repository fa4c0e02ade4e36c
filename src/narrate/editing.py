"""From a cue sheet and takes to a chapter's sound: takes trimmed, levelled and joined by pauses, with marks.

No chapter is ever in memory: `edit` measures the chapter take by take, and the clips it hands out are read,
cut and forgotten one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from narrate.audio import resample
from narrate.errors import NarrateError
from narrate.model import Chapter, Cue, Mark, Take, Voice
from narrate.units import Hertz, Seconds, ratio, samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

HEAD: Seconds = 0.75
TAIL: Seconds = 2.0
"""Quiet before and after a chapter; stores ask for 0.5 to 1 and 1 to 5 seconds."""
_THRESHOLD = 90
"""Of 32768: about -51 dBFS. Quieter samples at the ends of a take are not speech."""
_KEEP_HEAD: Seconds = 0.012
_KEEP_TAIL: Seconds = 0.045
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
    clips: Callable[[], Iterator[Samples]]


def edit(chapter: Chapter[Cue], take: Callable[[str], Take | None], gains: Mapping[Voice, float], rate: Hertz) -> Cut:
    """Measure a chapter. `take` finds takes by key; `gains` holds dB per voice; `rate` is the edition's."""
    bounds: dict[str, tuple[int, int]] = {}
    marks: list[Mark] = []
    place = samples(HEAD, rate)
    for cue in chapter.body:
        if cue.key not in bounds:
            bounds[cue.key] = _bounds(_sound(cue, take, rate), rate)
        start, stop = bounds[cue.key]
        end = place + stop - start
        marks.append(Mark(place / rate, end / rate, cue.speaker, cue.shown))
        place = end + samples(cue.pause, rate)
    place += samples(TAIL, rate)

    def clips() -> Iterator[Samples]:
        yield np.zeros(samples(HEAD, rate), np.int16)
        for cue in chapter.body:
            start, stop = bounds[cue.key]
            yield levelled(_sound(cue, take, rate)[start:stop], rate, gains.get(cue.voice, 0.0))
            yield np.zeros(samples(cue.pause, rate), np.int16)
        yield np.zeros(samples(TAIL, rate), np.int16)

    return Cut(chapter.number, chapter.title, place / rate, rate, tuple(marks), clips)


def _sound(cue: Cue, take: Callable[[str], Take | None], rate: Hertz) -> Samples:
    found = take(cue.key)
    if found is None:
        raise NarrateError(f"A take is missing from the take store (“{cue.shown[:60]}”). Render again to record it.")
    return resample(found.samples, found.sample_rate, rate)


def _bounds(sound: Samples, rate: Hertz) -> tuple[int, int]:
    """Where speech begins and ends, with a little room; the whole of a sound that is quiet throughout."""
    loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > _THRESHOLD)
    if not len(loud):
        return 0, len(sound)
    return max(0, int(loud[0]) - samples(_KEEP_HEAD, rate)), min(len(sound), int(loud[-1]) + 1 + samples(_KEEP_TAIL, rate))


def levelled(sound: Samples, rate: Hertz, gain: float) -> Samples:
    """The sound with its gain, faded at both ends so that no cut clicks; loud peaks are bent, never clipped flat."""
    out = sound.astype(np.float32)
    if gain:
        out *= np.float32(ratio(gain))
    rise, fall = min(samples(_FADE_IN, rate), len(out)), min(samples(_FADE_OUT, rate), len(out))
    if rise:
        out[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    if fall:
        out[-fall:] *= np.linspace(1, 0, fall, dtype=np.float32)
    knee, ceiling = np.float32(22000.0), np.float32(32000.0)
    high = np.abs(out) > knee
    if high.any():
        over = (np.abs(out[high]) - knee) / (ceiling - knee)
        out[high] = np.sign(out[high]) * (knee + (ceiling - knee) * over / (1 + over))
    return np.rint(out).astype(np.int16)
