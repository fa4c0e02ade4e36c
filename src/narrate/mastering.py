"""The sound as delivered: every voice at one level, no peak above the ceiling, a quiet room instead of digital silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from narrate.audio import FULL_SCALE
from narrate.audio.measure import level, peak
from narrate.model import Take
from narrate.units import Decibels, Hertz, ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

CALIBRATION = "She looked up from the letter and smiled, and nobody in the room said another word until the clock struck nine."
"""What every voice says once, to have its level measured."""
_LOUDEST_GAIN: Decibels = 24.0
"""Hibari speaks at -29 to -36 dBFS; what is softer yet is hardly a voice."""
_ROOM_SECONDS, _ROUNDS = 10, 4
"""The room begins again after so many seconds, and stands in memory so many times over: a clip is seldom longer."""


@dataclass(frozen=True, slots=True)
class Spec:
    """`speech` is the RMS of spoken parts, `peak` the ceiling, `room` the RMS of the room tone: dBFS."""

    speech: Decibels = -19.0
    peak: Decibels = -3.5
    room: Decibels = -76.0


def voice_gain(take: Take, spec: Spec) -> Decibels:
    """What brings a voice to the common level, from its calibration take; rounded so that it never wavers."""
    measured = level(take.samples, take.sample_rate)
    if measured <= -100:
        return 0.0
    return round(min(_LOUDEST_GAIN, max(-_LOUDEST_GAIN, spec.speech - measured)), 1)


def master(clips: Iterable[Samples], spec: Spec, rate: Hertz) -> Iterator[Samples]:
    """The clips one by one, limited, with the room under them; as many samples out as in."""
    ceiling = np.float32(ratio(spec.peak) * FULL_SCALE)
    tone = _room(rate, spec.room)
    place = 0
    for clip in clips:
        if not len(clip):
            continue
        room = _at(tone, place, len(clip))
        place += len(clip)
        yield _limited(clip, ceiling, rate) + room


def _limited(clip: Samples, ceiling: np.float32, rate: Hertz) -> Samples:
    """Turn the gain down around peaks, over 5 ms frames, in straight lines: no frame jumps, nothing passes the ceiling."""
    if peak(clip) <= ceiling:
        return clip
    frame = max(2, rate // 200)
    count = -(-len(clip) // frame)
    padded = np.zeros(count * frame, np.int16)
    padded[: len(clip)] = clip
    frames = padded.reshape(count, frame)
    peaks = np.maximum(frames.max(axis=1).astype(np.float64), -frames.min(axis=1).astype(np.float64))
    wide = np.ones(count + 4)
    wide[2:-2] = np.minimum(1.0, ceiling / np.maximum(peaks, 1.0))
    gain = np.minimum.reduce([wide[at : at + count] for at in range(5)])
    touched = np.flatnonzero(np.minimum.reduce([np.append(gain[1:], 1), gain, np.append(1, gain[:-1])]) < 1)
    curve = _lines(np.concatenate([gain[:1], gain, gain[-1:]]), touched, frame)
    frames[touched] = np.rint(np.clip(frames[touched] * curve, -ceiling, ceiling))
    return padded[: len(clip)]


def _lines(gain: NDArray[np.float64], frames: NDArray[np.intp], size: int) -> NDArray[np.float64]:
    """The gain of every sample of these frames, `(frames, size)`: straight lines between the middles of the frames, for which
    `gain` holds one number each, and one more at either end."""
    place = np.arange(size) - size / 2
    here = gain[frames + 1][:, None]
    before, after = here - gain[frames][:, None], gain[frames + 2][:, None] - here
    early = before / size * (place + size) + gain[frames][:, None]
    return np.where(place < 0, early, after / size * place + here)


@cache
def _room(rate: Hertz, loudness: Decibels) -> Samples:
    """Ten seconds of room, again and again: smoothed noise from a frozen generator, the same everywhere; a few steps, so that it
    and speech under the ceiling stay within 16 bits."""
    noise = np.random.RandomState(19).uniform(-1, 1, rate * _ROOM_SECONDS)
    soft = np.convolve(noise, np.ones(4) / 4, "same")
    return np.tile(np.asarray(np.rint(soft / soft.std() * ratio(loudness) * FULL_SCALE), np.int16), _ROUNDS)


def _at(tone: Samples, place: int, length: int) -> Samples:
    start = place % (len(tone) // _ROUNDS)
    if start + length > len(tone):
        tone = np.tile(tone, -(-(start + length) // len(tone)))
    return tone[start : start + length]
