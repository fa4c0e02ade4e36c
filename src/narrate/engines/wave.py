"""What engines that make sound as fractions share: from fractions to samples, and through a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from narrate.units import Hertz

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LINE = (300.0, 3400.0)
"""Hz that a telephone lets through."""


def pcm(sound: Floats) -> bytes:
    """`(n,)` from -1 to 1 as int16 in the machine's order."""
    return np.rint(np.clip(sound, -1, 1) * 32767).astype(np.int16).tobytes()


def telephoned(sound: Floats, rate: Hertz) -> Floats:
    """`(n,)` with only what a telephone lets through, the edges of the band rounded off, about as loud as before."""
    if not len(sound):
        return sound
    hertz = np.fft.rfftfreq(len(sound), 1 / rate)
    gain = 1 / (1 + (LINE[0] / np.maximum(hertz, 1)) ** 8) / (1 + (hertz / LINE[1]) ** 12)
    heard = np.fft.irfft(np.fft.rfft(sound) * gain, len(sound))
    level = float(np.sqrt(np.mean(np.square(sound)) / max(float(np.mean(np.square(heard))), 1e-12)))
    made: Floats = (heard * min(level, 3.0)).astype(np.float32)
    return made
