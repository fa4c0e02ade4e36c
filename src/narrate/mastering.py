"""The sound as delivered: every voice equally loud, no peak above the ceiling, a quiet room instead of digital silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from narrate.audio import FULL_SCALE
from narrate.audio.loudness import REACH, loudness, peaks_around
from narrate.audio.measure import speech_bounds
from narrate.model import Take
from narrate.units import Decibels, Hertz, ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]
    Floats = NDArray[np.float32]

CALIBRATION = (
    "She looked up from the letter and smiled, and nobody in the room said another word until the clock struck nine.",
    "Do you really think that he would come all this way for a hat?",
    "No, no, I will not have it in this house, and that is my last word!",
    "Well. Perhaps. We shall see, my dear.",
)
"""What every voice says once, to have its loudness measured: equal in a long statement, voices differ in a short reply."""
_LOUDEST_GAIN: Decibels = 24.0
"""Hibari speaks at -29 to -36 dBFS; what is softer yet is hardly a voice."""
_SILENT: Decibels = -100.0
_ROOM_SECONDS, _ROUNDS = 10, 4
"""The room begins again after so many seconds, and stands in memory so many times over: a clip is seldom longer."""
_KNEE, _NEVER = np.float32(0.75), np.float32(1.25)
"""Of the ceiling: where peaks begin to be bent, and what they never reach. They are a few samples long, and bending them is heard
less than turning the sound down around them."""
_FRAMES = 400
"""A second."""
_BETWEEN = np.float32(0.5)
"""Of the ceiling: no true peak above it was found (6 dB) where all samples are below this part of it."""


@dataclass(frozen=True, slots=True)
class Spec:
    """`speech` is the loudness of every voice in LUFS, `peak` the ceiling of true peaks in dBTP before encoding, `room` the
    RMS of the room tone in dBFS."""

    speech: Decibels = -19.0
    peak: Decibels = -2.4
    room: Decibels = -76.0

    def under(self, lower: Decibels) -> Spec:
        """The same with a ceiling that is so much lower."""
        return replace(self, peak=self.peak - lower) if lower else self


def voice_gain(takes: Iterable[Take], spec: Spec) -> Decibels:
    """What brings a voice to the common loudness, from its calibration takes of one rate; rounded so that it never wavers."""
    voiced_takes = [take for take in takes if len(take.samples)]
    if not voiced_takes:
        return 0.0
    rate = voiced_takes[0].sample_rate
    measured = loudness(np.concatenate([take.samples[slice(*speech_bounds(take.samples, rate))] for take in voiced_takes]), rate)
    if measured <= _SILENT:
        return 0.0
    return round(min(_LOUDEST_GAIN, max(-_LOUDEST_GAIN, spec.speech - measured)), 1)


def master(clips: Iterable[Floats], spec: Spec, rate: Hertz, gain: Decibels = 0.0) -> Iterator[Samples]:
    """The clips one by one, turned up by the gain, limited, with the room under them; as many samples out as in."""
    factor = np.float32(ratio(gain))
    ceiling = np.float32(ratio(spec.peak) * FULL_SCALE)
    tone = _room(rate, spec.room)
    place = 0
    for clip in clips:
        if not len(clip):
            continue
        sound = limited(clip * factor if gain else clip, ceiling, rate) + _at(tone, place, len(clip))
        place += len(clip)
        yield np.rint(sound, out=sound).astype(np.int16)


def limited(clip: Floats, ceiling: np.float32, rate: Hertz) -> Floats:
    """The clip with no peak above the ceiling, between the samples neither. Single peaks are bent; what that leaves too loud is
    turned down in frames of 2.5 ms, in straight lines, so that no frame jumps."""
    loud = np.flatnonzero(np.abs(clip) > _BETWEEN * ceiling)
    if not len(loud):
        return clip
    frame = max(2, rate // _FRAMES)
    count = -(-len(clip) // frame)
    around = np.zeros(count * frame + 2 * REACH, np.float32)
    around[REACH : REACH + len(clip)] = clip
    _bend(around, loud + REACH, ceiling)
    frames = around[REACH:-REACH].reshape(count, frame)
    wide = np.ones(count + 2)
    wide[1:-1] = np.minimum(1.0, ceiling / np.maximum(_peaks(around, loud + REACH, frames), 1.0))
    gain = np.minimum.reduce([wide[at : at + count] for at in range(3)])
    touched = np.flatnonzero(np.minimum.reduce([np.append(gain[1:], 1), gain, np.append(1, gain[:-1])]) < 1)
    curve = _lines(np.concatenate([gain[:1], gain, gain[-1:]]), touched, frame)
    frames[touched] = np.clip(frames[touched] * curve, -ceiling, ceiling)
    return around[REACH : REACH + len(clip)]


def _bend(sound: Floats, loud: NDArray[np.intp], ceiling: np.float32) -> None:
    """Press together what is above the knee, in place, so that no sample reaches _NEVER; all of that is among the loud."""
    knee, room = _KNEE * ceiling, (_NEVER - _KNEE) * ceiling
    high = loud[np.abs(sound[loud]) > knee]
    over = (np.abs(sound[high]) - knee) / room
    sound[high] = np.sign(sound[high]) * (knee + room * over / (1 + over))


def _peaks(around: Floats, loud: NDArray[np.intp], frames: Floats) -> Floats:
    """The true peak of each frame, 0 where none of its samples is loud. `around` is what the frames are cut out of, with REACH
    samples before and after."""
    peaks: Floats = np.zeros(len(frames), np.float32)
    np.maximum.at(peaks, (loud - REACH) // frames.shape[1], np.maximum(np.abs(around[loud]), peaks_around(around, loud)))
    return peaks


def _lines(gain: NDArray[np.float64], frames: NDArray[np.intp], size: int) -> NDArray[np.float64]:
    """The gain of every sample of these frames, `(frames, size)`: straight lines between the middles of the frames, for which
    `gain` holds one number each, and one more at either end."""
    place = np.arange(size) - size / 2
    here = gain[frames + 1][:, None]
    before, after = here - gain[frames][:, None], gain[frames + 2][:, None] - here
    early = before / size * (place + size) + gain[frames][:, None]
    return np.where(place < 0, early, after / size * place + here)


@cache
def _room(rate: Hertz, loudness: Decibels) -> Floats:
    """Ten seconds of room, again and again: smoothed noise from a frozen generator, the same everywhere; a few steps, so that it
    and speech under the ceiling stay within 16 bits."""
    noise = np.random.RandomState(19).uniform(-1, 1, rate * _ROOM_SECONDS)
    soft = np.convolve(noise, np.ones(4) / 4, "same")
    return np.tile(np.asarray(np.rint(soft / soft.std() * ratio(loudness) * FULL_SCALE), np.float32), _ROUNDS)


def _at(tone: Floats, place: int, length: int) -> Floats:
    start = place % (len(tone) // _ROUNDS)
    if start + length > len(tone):
        tone = np.tile(tone, -(-(start + length) // len(tone)))
    return tone[start : start + length]
