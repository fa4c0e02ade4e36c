"""What a sound is like: levels, where speech begins and ends, and what a finished file shows when it is decoded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from narrate.audio import FULL_SCALE, Samples, gathered
from narrate.audio.decode import opened
from narrate.audio.loudness import (
    REACH,
    Powers,
    block_powers,
    integrated,
    peaks_around,
    powers_at_once,
    quick_powers,
    step_powers,
)
from narrate.errors import ProofError
from narrate.units import Hertz, Seconds, samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HISS_CROSSES, _HISS_WAVERS = 0.3, 0.25
"""White noise crosses zero at half of its samples and wavers by 0.04; speech at a tenth, and by 0.6 to 1.2."""
_HEARD = 90 / FULL_SCALE
"""About -51 dBFS: in a finished file, where speech is at one level, quieter samples are the room."""
_EDGE: Seconds = 0.005
_UNDER_SPEECH = 10 ** (-45 / 10)
"""Of the power of a take's speech: quieter edges are not heard. At -40 dB the first sound of "He" or "Thanks" still is."""
_SPEECH = np.float32(1e-3)
"""Of the power of the loudest frame: softer ones are not taken for speech when its level is measured."""
_HALVES = 4
"""Half seconds that are looked at together: 20 of 48 kHz leave a core's own memory, and take three times as long."""
KEPT_HEAD: Seconds = 0.012
KEPT_TAIL: Seconds = 0.045
"""Quiet that stays around the speech of a take, for fades."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What decoding a file to its end shows. The duration counts decoded samples; `peak`, `rms` and `floor`, the RMS of the
    quietest half second, are in dBFS, `true_peak` in dBTP, `loudness` in LUFS; `head` and `tail` are seconds without speech at
    the ends; `blocks` are the powers that loudness is made of, one for every tenth of a second."""

    duration: Seconds
    rate: Hertz
    codec: str
    kilobits: int
    peak: float
    true_peak: float
    rms: float
    floor: float
    loudness: float
    head: Seconds
    tail: Seconds
    blocks: Powers


def peak(sound: Samples) -> int:
    """The largest sample, 0 to 32768; 0 for no sound."""
    return max(int(sound.max()), -int(sound.min())) if len(sound) else 0


def is_hiss(sound: Samples, rate: Hertz) -> bool:
    """Whether a sound of half a second or more is steady noise: it crosses zero as often as noise does, and is as loud in every
    fiftieth of a second as in the next. Speech does neither for so long."""
    frame = rate // 50
    if len(sound) < 25 * frame or np.count_nonzero((sound[1:] ^ sound[:-1]) < 0) <= _HISS_CROSSES * len(sound):
        return False
    frames = sound[: len(sound) // frame * frame].astype(np.float32).reshape(-1, frame)
    loudness = np.sqrt((frames**2).mean(axis=1))
    return float(loudness.std()) < _HISS_WAVERS * float(loudness.mean())


@dataclass(frozen=True, slots=True)
class TakeAnalysis:
    """A take as it is edited: where its speech begins and ends, in samples, and how loud each tenth of a second of that is; when
    each of its words begins, in seconds, where that is known."""

    start: int
    stop: int
    powers: Powers
    words: tuple[Seconds, ...] = ()


def analyse_take(sound: Samples, rate: Hertz) -> TakeAnalysis:
    """What editing wants to know of a take."""
    start, stop = speech_bounds(sound, rate)
    return TakeAnalysis(start, stop, powers_at_once(sound[start:stop], rate))


def speech_bounds(sound: Samples, rate: Hertz) -> tuple[int, int]:
    """Where speech begins and ends, with KEPT_HEAD and KEPT_TAIL as far as they are there; the whole of a sound without any.

    Speech is what is louder than 45 dB under the level of the take itself, whatever that is, in frames of 5 ms.
    """
    frame = max(1, round(_EDGE * rate))
    powers = _powers(sound, frame)
    speech = powers[powers > powers.max(initial=0.0) * _SPEECH]
    loud = np.flatnonzero(powers > speech.mean() * _UNDER_SPEECH) if len(speech) else speech
    if not len(loud):
        return 0, len(sound)
    first, last = int(loud[0]) * frame, min(len(sound), (int(loud[-1]) + 1) * frame)
    return max(0, first - samples(KEPT_HEAD, rate)), min(len(sound), last + samples(KEPT_TAIL, rate))


def _powers(sound: Samples, frame: int) -> NDArray[np.float32]:
    """The mean square of each frame, the last one filled up with silence."""
    loud = np.zeros(-(-len(sound) // frame) * frame, np.float32)
    loud[: len(sound)] = sound
    frames = loud.reshape(-1, frame)
    found: NDArray[np.float32] = np.einsum("ij,ij->i", frames, frames) / np.float32(frame * FULL_SCALE**2)
    return found


def measure(path: Path, *, quickly: bool = False) -> Measured:
    """Decode a file to its end. Raises ProofError when it does not decode.

    `quickly`, its loudness is within 0.1 LU, in half the time.
    """
    with opened(path) as file:
        rate, seen = file.rate, _StreamMeter(file.rate)
        heard = seen.through(gathered(file.blocks, _HALVES * (rate // 2)))
        steps = quick_powers(heard, rate) if quickly else step_powers(heard, rate)
        blocks = block_powers(np.concatenate([*steps, np.empty(0)]))
    if not seen.count:
        raise ProofError(f"{path}: holds no sound.")
    lasts, rms = seen.count / rate, (seen.power / seen.count) ** 0.5
    floor = rms if math.isinf(seen.floor) else seen.floor**0.5
    head, tail = (seen.first / rate, (seen.count - 1 - seen.last) / rate) if seen.first >= 0 else (lasts, lasts)
    return Measured(
        duration=lasts,
        rate=rate,
        codec=file.codec,
        kilobits=file.kilobits,
        peak=decibels(seen.peak),
        true_peak=decibels(seen.true_peak),
        rms=decibels(rms),
        floor=decibels(floor),
        loudness=integrated(blocks),
        head=head,
        tail=tail,
        blocks=blocks,
    )


def rms(blocks: Iterable[Samples]) -> float:
    """Of a stream, in dBFS."""
    power, count = 0.0, 0
    for block in blocks:
        loud = block.astype(np.float32)
        power += float(np.vdot(loud, loud))
        count += len(block)
    return decibels((power / max(1, count)) ** 0.5 / FULL_SCALE)


class _StreamMeter:
    """What is noticed of a stream as it goes by."""

    def __init__(self, rate: Hertz) -> None:
        self.rate = rate
        self.count, self.first = 0, -1
        self.peak = self.true_peak = self.power = 0.0
        self.floor = math.inf
        self._before = np.zeros(2 * REACH, np.float32)
        self._latest = 0, self._before
        """The last block with speech in it: where it begins, and how loud it is."""

    @property
    def last(self) -> int:
        """The last sample of speech; -1 if there is none."""
        start, loud = self._latest
        return start + len(loud) - 1 - int((loud[::-1] > _HEARD).argmax()) if self.first >= 0 else -1

    def through(self, blocks: Iterable[NDArray[np.float32]]) -> Iterator[NDArray[np.float32]]:
        """The blocks, of whole half seconds but for the last."""
        for block in blocks:
            around = np.concatenate([self._before, block])
            loud = np.abs(around)
            highest = float(loud[2 * REACH :].max())
            if highest > _HEARD:
                self._note_speech(loud[2 * REACH :])
            self._look_for_peaks(around, loud, highest)
            half = self.rate // 2
            halves = block[: len(block) // half * half].reshape(-1, half)
            powers = np.einsum("ij,ij->i", halves, halves)
            self.floor = min(self.floor, float(powers.min(initial=math.inf)) / half)
            rest = block[halves.size :]
            self.power += float(powers.sum()) + float(np.vdot(rest, rest))
            self.count += len(block)
            self._before = around[-2 * REACH :]
            yield block
        self.true_peak = max(self.true_peak, self.peak)

    def _note_speech(self, loud: NDArray[np.float32]) -> None:
        if self.first < 0:
            self.first = self.count + int((loud > _HEARD).argmax())
        self._latest = self.count, loud

    def _look_for_peaks(self, around: NDArray[np.float32], loud: NDArray[np.float32], highest: float) -> None:
        """Between the samples only where they are so loud that there can be a new peak (see `peaks_around`)."""
        self.peak = max(self.peak, highest)
        self.true_peak = max(self.true_peak, self.peak)
        if float(loud[REACH:-REACH].max(initial=0.0)) > self.true_peak / 2:
            places = REACH + np.flatnonzero(loud[REACH:-REACH] > self.true_peak / 2)
            self.true_peak = max(self.true_peak, float(peaks_around(around, places).max(initial=0.0)))


def decibels(amplitude: float) -> float:
    """Full scale is 0; silence is -120, not minus infinity."""
    return float(20 * np.log10(max(amplitude, 1e-6)))


def level(sound: Samples, rate: Hertz) -> float:
    """The RMS in dBFS of the parts that are loud enough to be speech; -120 for silence."""
    powers = _powers(sound, max(1, rate // 50))
    loud = powers[powers > powers.max(initial=0.0) * _SPEECH]
    return decibels(float(loud.mean()) ** 0.5) if len(loud) else -120.0
