"""A voice without its voice: the breath of a whisper in place of the harmonics that hibari's network tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_BIN_HZ, _BINS = 20.0, 601
_NEPERS = 0.1151
"""A decibel."""
_VOICED = 40.0
"""Hz: lower pitches are none."""
_WIDE = 9
"""Bins over which the envelope is smoothed: 180 Hz, wider than the gap between two harmonics."""
_POWER = 0.75
"""Of the noise that has a harmonic's power in each of its bins: Hann's window lets so much through."""
_SLOPE, _MIDDLE, _TOP, _BOTTOM = 6.5, 1000.0, 3500.0, 300.0
"""dB an octave by which a whisper is brighter than a voice, around which frequency, up to which, and from which (Hz)."""
_REST, _HUM = -15.0, 1500.0
"""dB of what else sounds while there is a voice, and under how many Hz: its hum."""


def whispered(parts: list[Floats], f0: Floats, share: float) -> tuple[list[Floats], Floats]:
    """The five spectra, `(601, frames)` in nepers, and the pitch `(frames,)`, with that share of the voice as breath: all of it
    leaves no pitch."""
    import numpy as np

    harmonics, phases, noise, rest, rest_phases = parts
    voiced = f0 >= _VOICED
    pitch = np.maximum(f0, _VOICED)
    wide = np.pad(harmonics, ((_WIDE // 2 + 1, _WIDE // 2), (0, 0)), mode="edge").cumsum(axis=0)
    smooth = (wide[_WIDE:] - wide[:-_WIDE]) / np.float32(_WIDE)
    breath = smooth + np.float32(0.5) * np.log(np.float32(_POWER * _BIN_HZ) / pitch).astype(np.float32) + _tilt()
    louder = np.logaddexp(noise, breath + np.float32(np.log(share)))
    hum = np.float32(_REST * _NEPERS * share) * (np.arange(_BINS)[:, None] * _BIN_HZ < _HUM)
    noise = np.where(voiced, louder, noise).astype(np.float32)
    rest = np.where(voiced, rest + hum, rest).astype(np.float32)
    if share >= 1:
        return [harmonics, phases, noise, rest, rest_phases], np.zeros_like(f0)
    return [harmonics + np.float32(np.log(1 - share)), phases, noise, rest, rest_phases], f0


def _tilt() -> Floats:
    """Nepers to add at each frequency, `(601, 1)`."""
    import numpy as np

    hertz = np.maximum(np.arange(_BINS) * _BIN_HZ, _BIN_HZ)
    more = _SLOPE * np.log2(np.minimum(hertz, _TOP) / _MIDDLE)
    more -= 24.0 * np.log2(np.maximum(1.0, _BOTTOM / hertz))
    column: Floats = (more * _NEPERS)[:, None].astype(np.float32)
    return column
