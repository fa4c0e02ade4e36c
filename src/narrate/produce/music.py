"""Music under the titles: a person's own file, softer while somebody speaks, and gone when the story is under way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, takewhile
from typing import TYPE_CHECKING

import numpy as np

from narrate.audio import FULL_SCALE
from narrate.audio.decode import opened, resample
from narrate.audio.encode import AAC_FRAME
from narrate.config import Music
from narrate.editing import HEAD, TAIL, Cut
from narrate.errors import ConfigError, ProofError, why_no_file
from narrate.model import Chapter, Cue, Mark
from narrate.produce.plan import Plan
from narrate.units import Decibels, Hertz, Seconds, ratio, samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_LEVEL: Decibels = -26.0
"""The RMS of music that is heard alone, in dBFS: 5 dB or so under speech."""
_DUCKED: Decibels = -12.0
_RAMP: Seconds = 0.3
_LEAD: Seconds = 2.0
"""How long it is heard before anybody speaks. The quiet at a chapter's beginning stays before it, as stores ask for."""
_LONGEST: Seconds = 90.0
_LARGEST = 512 << 20


@dataclass(frozen=True)
class Bed:
    """A piece of music as `(n,)` float32 in steps of 16 bits, at the edition's rate and its level; what it is made of, hashed."""

    sound: Floats
    rate: Hertz
    fade: Seconds
    key: str


class TitleMusic:
    """The music of one book, if it has any."""

    def __init__(self, plan: Plan, rate: Hertz) -> None:
        self._bed = bed_of(plan.music, rate) if plan.music else None
        self._credits = plan.credits
        self._headings = frozenset(number for number, line in enumerate(plan.script.bodies()) if line.kind == "heading")

    def under(self, cut: Cut, chapter: Chapter[Cue]) -> Cut:
        """The chapter with music under its title; of credits under all of them."""
        if self._bed is None:
            return cut
        said = (chapter in self._credits or cue.line in self._headings for cue in chapter.body)
        return laid_under(cut, self._bed, sum(1 for _ in takewhile(bool, said)))

    def recipe(self, chapter_recipe: str) -> str:
        """What a chapter's sound is made of, the music included."""
        return hashlib.sha256(f"{chapter_recipe} {self._bed.key}".encode()).hexdigest() if self._bed else chapter_recipe


def bed_of(music: Music, rate: Hertz) -> Bed:
    """The beginning of a music file. Raises ConfigError at the place that names it, where it is no sound."""
    try:
        if why := why_no_file(music.file):
            raise ConfigError(f"{music.where}: music: {music.file}: {why}. The path is seen from the folder of voices.yaml.")
        if not 0 < music.file.stat().st_size <= _LARGEST:
            raise ConfigError(f"{music.where}: music: {music.file}: no sound file of at most {_LARGEST >> 20} MB.")
        with music.file.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        sound = _read(music, rate)
    except OSError as error:
        raise ConfigError(f"{music.where}: music: {music.file}: cannot be read: {error.strerror or error}.") from None
    except ProofError as error:
        raise ConfigError(f"{music.where}: music: {error}") from None
    loudness = float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) if len(sound) else 0.0
    if not loudness:
        raise ConfigError(f"{music.where}: music: {music.file}: there is nothing to hear in its first {_LONGEST:.0f} s.")
    level = ratio(_LEVEL + music.gain) * FULL_SCALE / loudness
    return Bed(sound * np.float32(level), rate, music.fade, f"{digest} {music.gain} {music.fade}")


def _read(music: Music, rate: Hertz) -> Floats:
    parts: list[Floats] = []
    with opened(music.file) as file:
        most = samples(_LONGEST, file.rate)
        for block in file.blocks:
            parts.append(block)
            most -= len(block)
            if most <= 0:
                break
        whole = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        whole = np.rint(np.clip(whole, -1, 1) * (FULL_SCALE - 1)).astype(np.int16)
        return resample(whole, file.rate, rate).astype(np.float32) if len(whole) else whole.astype(np.float32)


def laid_under(cut: Cut, bed: Bed, titles: int) -> Cut:
    """The chapter with the music under its title, which is its first `titles` marks; all is spoken later by as long as the music
    is heard alone, and ends later where the music would reach into the quiet at the end."""
    rate = cut.rate
    lead = round(_LEAD * rate / AAC_FRAME) * AAC_FRAME  # chapters stay as long as whole frames
    marks = tuple(_later(mark, lead / rate) for mark in cut.marks)
    begin = samples(HEAD, rate)
    ends = samples(marks[titles - 1].end, rate) if titles else begin + lead
    music = bed.sound[: ends - begin + samples(bed.fade, rate)]
    reaches = begin + len(music) - (samples(cut.duration - TAIL, rate) + lead)
    longer = max(0, -(-reaches // AAC_FRAME)) * AAC_FRAME
    music = music * _level(marks, HEAD, len(music), rate) * _faded(len(music), samples(bed.fade, rate), samples(_RAMP, rate))

    def clips() -> Iterator[Floats]:
        place = -begin
        for clip in chain([np.zeros(lead, np.float32)], cut.clips(), [np.zeros(longer, np.float32)]):
            over = music[max(0, place) : max(0, place + len(clip))]
            if len(over):
                clip = clip.copy()
                clip[max(0, -place) : max(0, -place) + len(over)] += over
            place += len(clip)
            yield clip

    return replace(cut, duration=cut.duration + (lead + longer) / rate, marks=marks, clips=clips)


def _later(mark: Mark, seconds: Seconds) -> Mark:
    words = tuple(word + seconds for word in mark.words)
    return replace(mark, start=mark.start + seconds, end=mark.end + seconds, words=words)


def _level(marks: tuple[Mark, ...], start: Seconds, length: int, rate: Hertz) -> Floats:
    """A factor for each sample of music that begins at a time: lower while a mark is heard, in straight lines."""
    level = np.ones(length, np.float32)
    low, times = ratio(_DUCKED), start + np.arange(length) / rate
    for mark in marks:
        if mark.start - _RAMP > start + length / rate:
            break
        corners = (mark.start - _RAMP, mark.start, mark.end, mark.end + _RAMP)
        level = np.minimum(level, np.interp(times, corners, (1.0, low, low, 1.0)).astype(np.float32))
    return level


def _faded(length: int, fall: int, rise: int) -> Floats:
    """A factor for each sample: a cosine up at the beginning, and one down at the end."""
    fall, rise = min(fall, length), min(rise, length)
    out = np.ones(length, np.float32)
    out[:rise] *= (0.5 - 0.5 * np.cos(np.pi * np.arange(rise) / max(1, rise))).astype(np.float32)
    out[length - fall :] *= (0.5 + 0.5 * np.cos(np.pi * np.arange(1, fall + 1) / max(1, fall))).astype(np.float32)
    return out
