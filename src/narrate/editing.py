"""From a cue sheet and takes to a chapter's sound: takes trimmed, levelled and joined by pauses, with marks.

No chapter is ever in memory: `edit` measures the chapter take by take, and the clips it hands out are read,
cut and forgotten one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from narrate.audio.decode import resample
from narrate.audio.encode import AAC_FRAME
from narrate.audio.loudness import BLOCK, SILENCE, STEPS, Powers, block_powers, integrated
from narrate.audio.measure import KEPT_HEAD, KEPT_TAIL, TakeAnalysis, analyse_take
from narrate.errors import LostTakeError
from narrate.manners import LOUDER
from narrate.model import Chapter, Cue, Mark, Take, Voice
from narrate.takes import is_by_another
from narrate.units import Decibels, Hertz, Seconds, ratio, samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]
    Floats = NDArray[np.float32]

EDITING = 4
"""Changes when the same takes would be put together otherwise."""
HEAD: Seconds = 0.75
TAIL: Seconds = 2.0
"""Quiet before and, at least, after a chapter; stores ask for 0.5 to 1 and 1 to 5 seconds."""
_ENOUGH: Seconds = 5.0
_FARTHEST: Decibels = 2.0
"""How much a voice must say in a chapter to be levelled by that, and how far from its calibration it may come."""
_APART: Decibels = 0.4
"""How far from the common loudness whoever says that much may be, acted lines and all; so two of them are within 1 LU."""
_FADE_IN: Seconds = 0.003
_FADE_OUT: Seconds = 0.012


@dataclass(frozen=True)
class Cut:
    """One chapter as it will sound: its marks, length and loudness (in LUFS, before anything is limited) are known, its samples
    are made when `clips` is called."""

    number: int
    title: str
    duration: Seconds
    rate: Hertz
    marks: tuple[Mark, ...]
    loudness: Decibels
    clips: Callable[[], Iterator[Floats]]


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud everybody is to be: `speech` in LUFS, and the gain of each voice by its calibration, its own gain included."""

    speech: Decibels
    gains: Mapping[Voice, Decibels]

    def gain(self, voice: Voice, steps: Sequence[Powers]) -> Decibels:
        """The gain of a voice that says this much in a chapter. Enough of it tells more than the calibration does, which is not
        left far behind all the same."""
        known = self.gains.get(voice, 0.0)
        if sum(map(len, steps)) < _ENOUGH * STEPS:
            return known
        measured = integrated(np.concatenate([block_powers(powers) for powers in steps]))
        return round(min(known + _FARTHEST, max(known - _FARTHEST, self.speech + voice.gain - measured)), 2)

    def alone(self, voice: Voice, steps: Sequence[Powers]) -> Decibels:
        """The gain of takes that the voice's calibration tells nothing of: another engine's, or acted."""
        measured = integrated(np.concatenate([_blocks(powers) for powers in steps]))
        return round(self.speech + voice.gain - measured, 2) if measured > SILENCE else 0.0


def edit(
    chapter: Chapter[Cue],
    take: Callable[[str], Take | None],
    levels: Levels,
    rate: Hertz,
    analyses: Mapping[str, TakeAnalysis],
) -> Cut:
    """Measure a chapter. `take` finds takes by key; `rate` is the edition's.

    `analyses` holds what was heard in takes that were just recorded, in samples at `rate`: those are not read.
    """
    takes = _Takes(take, rate, dict(analyses))
    marks: list[Mark] = []
    places: list[int] = []
    place = samples(HEAD, rate)
    for cue in chapter.body:
        speech = takes.analysis(cue)
        places.append(place)
        end = place + speech.stop - speech.start
        words = tuple(min(max(place, place + start * rate - speech.start), end) / rate for start in speech.words)
        manner = "" if cue.spoken_with.manner == "plain" else cue.spoken_with.manner
        marks.append(Mark(start=place / rate, end=end / rate, speaker=cue.speaker, text=cue.shown, words=words, manner=manner))
        place = end + _gap(cue, rate)
    quiet = samples(TAIL, rate)
    quiet += -(place + quiet) % AAC_FRAME  # so that chapters can be encoded apart, and joined
    place += quiet
    gains = takes.gains(chapter, levels)

    def clips() -> Iterator[Floats]:
        yield np.zeros(samples(HEAD, rate), np.float32)
        for cue, gain in zip(chapter.body, gains, strict=True):
            speech = takes.analysis(cue)
            yield levelled(takes.sound(cue)[speech.start : speech.stop], rate, gain)
            yield np.zeros(_gap(cue, rate), np.float32)
        yield np.zeros(quiet, np.float32)

    return Cut(
        number=chapter.number,
        title=chapter.title,
        duration=place / rate,
        rate=rate,
        marks=tuple(marks),
        loudness=takes.loudness(chapter, places, gains, place),
        clips=clips,
    )


class _Takes:
    """A chapter's takes at the edition's rate, each looked at once."""

    def __init__(self, take: Callable[[str], Take | None], rate: Hertz, analyses: dict[str, TakeAnalysis]) -> None:
        self._take, self._rate, self._analyses = take, rate, analyses
        self._others: set[str] = set()
        self._words: dict[str, tuple[Seconds, ...]] = {}

    def sound(self, cue: Cue) -> Samples:
        """The samples, read and resampled."""
        found = self._take(cue.key)
        if found is None:
            raise LostTakeError(f"A take is missing from the take store (“{cue.shown[:60]}”). Render again to record it.")
        self._words[cue.key] = found.words
        if is_by_another(found):
            self._others.add(cue.key)
        return resample(found.samples, found.sample_rate, self._rate)

    def analysis(self, cue: Cue) -> TakeAnalysis:
        """Where its speech is, and how loud."""
        if cue.key not in self._analyses:
            measured = analyse_take(self.sound(cue), self._rate)
            self._analyses[cue.key] = replace(measured, words=self._words[cue.key])
        return self._analyses[cue.key]

    def gains(self, chapter: Chapter[Cue], levels: Levels) -> list[Decibels]:
        """The gain of every cue of a chapter, when all of it has been heard."""
        own = {cue.key: cue for cue in chapter.body if cue.key not in self._others}
        steps: dict[Voice, list[Powers]] = {}
        for key, cue in own.items():
            steps.setdefault(_levelled_as(cue), []).append(self._analyses[key].powers)
        voices = {
            voice: levels.gain(voice, powers) if voice.manner == "plain" else levels.alone(voice, powers)
            for voice, powers in steps.items()
        }
        gains = [
            voices[_levelled_as(cue)] + cue.spoken_with.gain - _levelled_as(cue).gain
            if cue.key in own
            else levels.alone(cue.spoken_with, [self._analyses[cue.key].powers])
            for cue in chapter.body
        ]
        shifts = self._shifts(chapter, gains, levels.speech)
        return [round(gain + shifts[cue.speaker], 2) for cue, gain in zip(chapter.body, gains, strict=True)]

    def loudness(self, chapter: Chapter[Cue], places: Sequence[int], gains: Sequence[Decibels], length: int) -> Decibels:
        """Of the whole chapter, whose takes begin at these samples: what each step of a take holds falls into two of the
        chapter's."""
        step = self._rate // STEPS
        powers = np.zeros(length // step + 2)
        for cue, place, gain in zip(chapter.body, places, gains, strict=True):
            loud = self._analyses[cue.key].powers * ratio(2 * gain)
            first, late = place // step, place % step / step
            powers[first : first + len(loud)] += loud * (1 - late)
            powers[first + 1 : first + 1 + len(loud)] += loud * late
        return integrated(block_powers(powers))

    def _shifts(self, chapter: Chapter[Cue], gains: Sequence[Decibels], speech: Decibels) -> dict[str, Decibels]:
        """What keeps each speaker near the common loudness: who mostly whispers would be softer than all others, and two who
        share a voice may use it otherwise. What a person set or directed is not evened."""
        said: dict[str, list[Powers]] = {}
        for cue, gain in zip(chapter.body, gains, strict=True):
            voice = cue.spoken_with
            directed = voice.gain - voice.acted * LOUDER.get(voice.manner, 0.0)
            said.setdefault(cue.speaker, []).append(self._analyses[cue.key].powers * ratio(2 * (gain - directed)))
        shifts = dict.fromkeys(said, 0.0)
        for speaker, powers in said.items():
            if sum(map(len, powers)) >= _ENOUGH * STEPS:
                off = integrated(np.concatenate([block_powers(each) for each in powers])) - speech
                shifts[speaker] = max(-_FARTHEST, min(_FARTHEST, max(-_APART, min(_APART, off)) - off))
        return shifts


def _levelled_as(cue: Cue) -> Voice:
    """With what its loudness is measured: a line that is only slower or louder with all others of its voice."""
    return cue.voice if cue.spoken_with.manner == "plain" else cue.spoken_with


def _blocks(powers: Powers) -> Powers:
    """A take's blocks; one that is shorter than a block is drawn out to one."""
    return block_powers(np.pad(powers, (0, max(0, BLOCK - len(powers))), mode="edge"))


def _gap(cue: Cue, rate: Hertz) -> int:
    """Samples of silence after a cue: its pause is counted from where speech is heard to end to where it is heard again."""
    return max(0, samples(cue.pause - KEPT_TAIL - KEPT_HEAD, rate)) if cue.pause else 0


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
