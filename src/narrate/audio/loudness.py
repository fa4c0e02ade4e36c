"""Loudness as ITU-R BS.1770-5 defines it (the measure of EBU R 128), and true peaks.

Loudness is the power of K-weighted sound in blocks of 0.4 s that begin every 0.1 s, without the blocks below two gates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from narrate.audio import gathered
from narrate.units import Decibels, Hertz, Seconds, fast_length

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Powers: TypeAlias = "NDArray[np.float64]"
_Filter: TypeAlias = tuple[tuple[float, float, float], tuple[float, float, float]]

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
_IN_CACHE = 2
"""Seconds that a core's own memory holds: ten of 48 kHz take twice as long for each."""
_LONGEST_LAG: Seconds = 0.0007
_LONGEST_LOW_LAG: Seconds = 0.03
"""When the shelf and the high-pass have died away: after 15 samples at 22.05 kHz, and 31 of the coarse ones."""
_COMPARED: Hertz = 12_000
"""Of so many samples a second at least it is asked how alike they are to later ones, where all of a file is measured: with a
quarter of those of 48 kHz the loudness of speech is within 0.01 LU of that with all, each tenth of a second within 0.1 dB."""
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


def powers_at_once(sound: NDArray[Any], rate: Hertz, every: int = 1) -> Powers:
    """As `step_powers`, of a sound that is at hand, by how alike it is to itself a few samples later (Wiener and Khinchin), which
    takes a sixth of the time and is within 0.1 dB for speech. A thousand samples a second tell what the high-pass takes.

    `every` so many samples one is asked how alike it is to those after it."""
    step = rate // STEPS
    whole = _fractions(sound[: len(sound) // step * step])
    coarse = _coarse(step)
    low: Floats = whole.reshape(-1, coarse) @ np.full(coarse, 1 / coarse, np.float32)
    shelved = _likeness(whole, step, _lag_weights(_SHELF, rate, _LONGEST_LAG), every)
    kept = _likeness(low, step // coarse, _lag_weights(_HIGH_PASS, rate // coarse, _LONGEST_LOW_LAG))
    found: Powers = np.maximum(shelved + kept - _likeness(low, step // coarse, np.ones(1)), 0.0)
    return found


def _likeness(sound: Floats, frame: int, weights: NDArray[np.float64], every: int = 1) -> Powers:
    """Of each frame: the weighted sum of its mean products with what is heard so many samples later."""
    count, reach = len(sound) // every, -(-len(weights) // every)
    combs = np.empty((every, count + reach), np.float32)
    combs[:, :count] = sound.reshape(-1, every).T
    combs[:, count:] = 0
    frames = combs[0, :count].reshape(-1, frame // every)
    found: Powers = np.zeros(len(frames))
    for lag, weight in enumerate(weights):
        ahead, comb = divmod(lag, every)
        found += weight * np.einsum("ij,ij->i", frames, combs[comb, ahead : ahead + count].reshape(frames.shape))
    return found / frames.shape[1]


@cache
def _coarse(step: int) -> int:
    """How many samples of a step are taken together where only its lowest sounds matter: about a millisecond's."""
    return max(size for size in range(1, step // 100 + 1) if step % size == 0)


def quick_powers(blocks: Iterable[NDArray[Any]], rate: Hertz) -> Iterator[Powers]:
    """As `step_powers`, by `powers_at_once` and some _COMPARED samples a second."""
    step = rate // STEPS
    every = max(size for size in range(1, max(1, rate // _COMPARED) + 1) if step % size == 0)
    for block in gathered(blocks, _IN_CACHE * STEPS * step):
        yield powers_at_once(block, rate, every)


@cache
def _lag_weights(filter_: _Filter, rate: Hertz, longest: Seconds) -> NDArray[np.float64]:
    """With what a sound's likeness to itself so many samples later counts in its filtered power: the filter's own likeness to
    itself; each lag stands for the one before it too."""
    likeness: NDArray[np.float64] = np.fft.irfft(np.abs(_response((filter_,), rate, 4096)) ** 2)
    weights = likeness[: 1 + round(longest * rate)]
    weights[1:] *= 2
    return weights


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
    if not len(sound):
        return 0.0
    around, loud = np.pad(sound, REACH), np.abs(sound)
    return float(peaks_around(around, np.flatnonzero(loud > loud.max() / 2) + REACH).max(initial=0.0))


def peaks_around(sound: Floats, places: NDArray[np.intp]) -> Floats:
    """The largest amplitude within three quarters of a sample of each place, which has REACH samples to each side. Only loud
    samples need be asked about: no peak was found more than 6 dB above the samples that it lies between."""
    around = np.lib.stride_tricks.sliding_window_view(sound, 2 * REACH + 1)[places - REACH]
    columns = np.ascontiguousarray((around @ _around_a_sample()).T)  # the largest of so short rows takes seven times as long
    found: Floats = np.abs(columns).max(axis=0, initial=0.0)
    return found


@cache
def _around_a_sample() -> Floats:
    """`(25, 7)`: the weights of 25 samples for the middle one and the three places to each side of it, a sinc under a Hann
    window."""
    place = np.arange(-REACH, REACH + 1)[:, None] - np.arange(1 - _TIMES, _TIMES) / _TIMES
    weights = np.sinc(place) * np.cos(np.pi * np.clip(place / (2 * REACH), -0.5, 0.5)) ** 2
    made: Floats = (weights / weights.sum(axis=0)).astype(np.float32)
    return made


def _fractions(sound: NDArray[Any]) -> Floats:
    found: Floats = np.multiply(sound, np.float32(1 / 32768), dtype=np.float32) if sound.dtype == np.int16 else sound
    return found.astype(np.float32, copy=False)


def _weighted(sound: Floats, rate: Hertz) -> Floats:
    """Filtered by the spectrum: what wraps around lands in the zeros behind the sound."""
    size = fast_length(len(sound) + round(_SETTLING * rate))
    spectrum = np.fft.rfft(sound, size)
    spectrum *= _curve(rate, size)
    return np.fft.irfft(spectrum, size)[: len(sound)].astype(np.float32, copy=False)


@lru_cache(maxsize=16)
def _curve(rate: Hertz, size: int) -> NDArray[np.complex64]:
    """The standard's filters at the frequencies of a spectrum."""
    return _response((_SHELF, _HIGH_PASS), rate, size).astype(np.complex64)


def _response(filters: Iterable[_Filter], rate: Hertz, size: int) -> NDArray[np.complex128]:
    """Filters at the frequencies of a spectrum: as they are at 48 kHz, whatever the sound's rate is."""
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(size, 1 / rate) / _STANDARD_RATE)
    response = np.ones(len(turn), complex)
    for above, below in filters:
        response *= np.polyval(above[::-1], turn) / np.polyval(below[::-1], turn)
    return response


def _power(decibels: Decibels) -> float:
    return float(10 ** ((decibels - _OFFSET) / 10))


def _decibels(power: float) -> Decibels:
    return float(_OFFSET + 10 * np.log10(power)) if power > 1e-12 else SILENCE
