"""Loudness as ITU-R BS.1770-5 defines it (the measure of EBU R 128), and true peaks.

Loudness is the power of K-weighted sound in blocks of 0.4 s that begin every 0.1 s, without the blocks below two gates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from narrate.audio import gathered
from narrate.units import Decibels, Hertz

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Powers: TypeAlias = "NDArray[np.float64]"

SILENCE: Decibels = -120.0
_STANDARD_RATE = 48000
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""The K-weighting's two filters at 48 kHz (BS.1770-5, Annex 1, tables 1 and 2)."""
_OFFSET: Decibels = -0.691
_ABSOLUTE_GATE: Decibels = -70.0
_RELATIVE_GATE: Decibels = -10.0
STEPS = 10
"""Powers a second."""
BLOCK = 4
"""Steps of a block."""
_AT_ONCE, _SETTLING = 10, 0.25
"""Seconds weighted at a time, and before them so that the filters have settled: the slower rings for 20 ms."""
_TIMES, REACH = 4, 12
"""A true peak is looked for at four times the rate, from so many samples to each side."""


def loudness(sound: NDArray[Any], rate: Hertz) -> Decibels:
    """The integrated loudness in LUFS of a sound that is at hand, `(n,)` int16 or fractions. One shorter than a block is taken as
    a whole; silence is SILENCE."""
    powers = np.concatenate([*step_powers([sound], rate), np.empty(0)])
    if len(powers) < BLOCK:
        whole = _weighted(_fractions(sound), rate) if len(sound) else np.zeros(1, np.float32)
        return _decibels(float(np.mean(np.square(whole, dtype=np.float64))))
    return integrated(block_powers(powers))


def step_powers(blocks: Iterable[NDArray[Any]], rate: Hertz) -> Iterator[Powers]:
    """The K-weighted power of every tenth of a second of a stream, about ten seconds at a time; what is left at the end is no
    step. At rates above 48 kHz what lies above 24 kHz is not weighted as the standard would."""
    step, settling = rate // STEPS, round(_SETTLING * rate)
    before = np.zeros(settling, np.float32)
    for block in gathered(blocks, _AT_ONCE * STEPS * step):
        samples = np.concatenate([before, _fractions(block)])
        before = samples[-settling:]
        weighted = _weighted(samples, rate)[settling:]
        whole = weighted[: len(weighted) // step * step].reshape(-1, step)
        yield np.einsum("ij,ij->i", whole, whole, dtype=np.float64) / step


def powers_at_once(sound: NDArray[Any], rate: Hertz) -> Powers:
    """As `step_powers`, of a sound that is at hand, by the spectrum of each step: a fifth of the time, and within 0.1 dB for
    speech."""
    step = rate // STEPS
    frames = _fractions(sound[: len(sound) // step * step]).reshape(-1, step)
    spectra = np.fft.rfft(frames)
    found: Powers = (spectra.real**2 + spectra.imag**2) @ _step_weights(rate)
    return found


def quick_powers(blocks: Iterable[NDArray[Any]], rate: Hertz) -> Iterator[Powers]:
    """As `step_powers`, by `powers_at_once`."""
    for block in gathered(blocks, _AT_ONCE * STEPS * (rate // STEPS)):
        yield powers_at_once(block, rate)


@cache
def _step_weights(rate: Hertz) -> NDArray[np.float64]:
    """What each line of a step's spectrum adds to its power: all but the first and last stand for two."""
    step = rate // STEPS
    twice = np.full(step // 2 + 1, 2.0)
    twice[0] = 1
    twice[-1] = 1 if step % 2 == 0 else 2
    found: NDArray[np.float64] = twice * np.abs(_curve(rate, step)) ** 2 / step**2
    return found


def block_powers(steps: Powers) -> Powers:
    """The power of each block of four steps."""
    if len(steps) < BLOCK:
        return np.empty(0)
    found: Powers = np.lib.stride_tricks.sliding_window_view(steps, BLOCK).mean(axis=1)
    return found


def integrated(blocks: Powers) -> Decibels:
    """The loudness of blocks in LUFS, gated at -70 LUFS and at 10 LU under what remains."""
    loud = blocks[blocks > _power(_ABSOLUTE_GATE)]
    if not len(loud):
        return SILENCE
    loud = loud[loud > loud.mean() * 10 ** (_RELATIVE_GATE / 10)]
    return _decibels(float(loud.mean()))


def true_peak(sound: Floats) -> float:
    """The largest amplitude of `(n,)` fractions or samples, between the samples too, in their own measure; 0 for no sound."""
    return float(true_peaks(np.pad(sound, REACH)[None])[0]) if len(sound) else 0.0


def true_peaks(rows: Floats) -> Floats:
    """Of each row: the largest amplitude at and between its samples. The first and last REACH samples of a row are what is heard
    around it: they are not looked at themselves."""
    across = np.ascontiguousarray(rows.T)  # short rows side by side: twice as fast as one after the other
    length = len(across) - 2 * REACH
    found: Floats = np.abs(across[REACH : REACH + length]).max(axis=0)
    between = np.empty((length + 1, len(rows)), np.float32)
    part = np.empty_like(between)
    for weights in _between_samples():
        between.fill(0)
        for at, weight in enumerate(weights):
            between += np.multiply(across[at : at + length + 1], weight, out=part)
        np.maximum(found, np.abs(between, out=between).max(axis=0), out=found)
    return found


@cache
def _between_samples() -> Floats:
    """`(3, 24)`: the weights of 24 samples for the three places between the middle two, a sinc under a Hann window."""
    place = np.arange(1 - REACH, REACH + 1) - np.arange(1, _TIMES)[:, None] / _TIMES
    weights = np.sinc(place) * np.cos(np.pi * place / (2 * REACH)) ** 2
    made: Floats = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return made


def _fractions(sound: NDArray[Any]) -> Floats:
    return sound.astype(np.float32) / np.float32(32768) if sound.dtype == np.int16 else sound.astype(np.float32)


def _weighted(sound: Floats, rate: Hertz) -> Floats:
    """Filtered by the spectrum: what wraps around lands in the zeros behind the sound."""
    size = _fast_size(len(sound) + round(_SETTLING * rate))
    spectrum = np.fft.rfft(sound, size)
    spectrum *= _curve(rate, size)
    return np.fft.irfft(spectrum, size)[: len(sound)].astype(np.float32, copy=False)


def _fast_size(least: int) -> int:
    """The next size of the form 2^n, 3 · 2^n or 5 · 2^n."""
    return min(odd << max(0, (-(-least // odd) - 1).bit_length()) for odd in (1, 3, 5))


@lru_cache(maxsize=16)
def _curve(rate: Hertz, size: int) -> NDArray[np.complex64]:
    """The standard's filters at the frequencies of a spectrum: the filters at 48 kHz, whatever the sound's rate is."""
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(size, 1 / rate) / _STANDARD_RATE)
    response = np.ones(len(turn), complex)
    for above, below in (_SHELF, _HIGH_PASS):
        response *= np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn)
    return response.astype(np.complex64)


def _power(decibels: Decibels) -> float:
    return float(10 ** ((decibels - _OFFSET) / 10))


def _decibels(power: float) -> Decibels:
    return float(_OFFSET + 10 * np.log10(power)) if power > 1e-12 else SILENCE
