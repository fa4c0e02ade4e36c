"""What engines share that make sound of fractions: from fractions to samples, brighter or duller, and through a telephone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from narrate.engines.acting import LINE, Acting, Band
from narrate.units import Hertz, fast_length

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_MIDDLE, _LOWEST, _HIGHEST = 1000.0, 150.0, 5000.0
"""Hz: around which a sound is made brighter or duller, and between which."""
_LOUDEST = 3.0
"""The factor by which the rest of a sound may be raised that lost much."""


def pcm(sound: Floats) -> bytes:
    """`(n,)` from -1 to 1 as int16 in the machine's order."""
    return np.rint(np.clip(sound, -1, 1) * 32767).astype(np.int16).tobytes()


def acted(sound: Floats, rate: Hertz, acting: Acting) -> Floats:
    """`(n,)` as bright and through as narrow a band as a manner asks for: all that can be done to finished sound."""
    if acting.tilt and len(sound):
        sound = _brightened(sound, rate, acting.tilt)
    return banded(sound, rate, acting.band) if acting.band else sound


def telephoned(sound: Floats, rate: Hertz) -> Floats:
    """`(n,)` through a telephone."""
    return banded(sound, rate, LINE)


def banded(sound: Floats, rate: Hertz, band: Band) -> Floats:
    """`(n,)` with only what lies in a band, its edges rounded off, about as loud as before."""
    if not len(sound):
        return sound
    low, high = band
    hertz = np.fft.rfftfreq(len(sound), 1 / rate)
    let_through = 1 / (1 + (low / np.maximum(hertz, 1)) ** 8) / (1 + (hertz / high) ** 12)
    return _as_loud(np.fft.irfft(np.fft.rfft(sound) * let_through, len(sound)), sound)


def evened(sound: Floats, rate: Hertz, over: float) -> Floats:
    """`(n,)` whose moments that are so many dB over its level and more rise half as far above that, in frames of 12.5 ms."""
    frame = rate // 80
    count = -(-len(sound) // frame)
    whole = np.zeros(count * frame, np.float32)
    whole[: len(sound)] = sound
    power = (whole.reshape(count, frame) ** 2).mean(axis=1, dtype=np.float64) + 1e-12
    power = np.convolve(np.pad(power, 1, mode="edge"), (0.25, 0.5, 0.25), "valid")
    level = 10 * np.log10(power[power > power.max() * 1e-3].mean())
    less = np.maximum(0.0, 10 * np.log10(power) - level - over) / 2
    curve = np.interp(np.arange(len(sound)), np.arange(count) * frame + frame / 2, less)
    made: Floats = (sound * 10 ** (-curve / 20)).astype(np.float32)
    return made


def _brightened(sound: Floats, rate: Hertz, decibels: float) -> Floats:
    """`(n,)` tilted by so many dB an octave, as loud as before. Silence behind it makes a length that is transformed fast."""
    size = fast_length(len(sound))
    spectrum = np.fft.rfft(sound, size)
    spectrum *= _tilt(rate, size, decibels)
    return _as_loud(np.fft.irfft(spectrum, size)[: len(sound)], sound)


@lru_cache(maxsize=32)
def _tilt(rate: Hertz, size: int, decibels: float) -> Floats:
    octaves = np.log2(np.clip(np.fft.rfftfreq(size, 1 / rate), _LOWEST, _HIGHEST) / _MIDDLE)
    factor: Floats = (10 ** (decibels * octaves / 20)).astype(np.float32)
    return factor


def _as_loud(heard: NDArray[np.floating], before: Floats) -> Floats:
    """What became of a sound, as loud as that was."""
    level = float(np.sqrt(np.mean(np.square(before)) / max(float(np.mean(np.square(heard))), 1e-12)))
    made: Floats = (heard * min(level, _LOUDEST)).astype(np.float32)
    return made
