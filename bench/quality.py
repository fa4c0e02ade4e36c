"""How good sound is predicted to be: DNSMOS, in pieces of 9.01 s.

    pip install speechmos librosa

It doubles what is shorter, and scores it nine times: so what is short is repeated here, every sound alike.
"""

from __future__ import annotations

import importlib.util
from typing import Any

import numpy as np

PIECE = 144_160
"""Samples of 9.01 s at 16 kHz."""
RATE = 16000


def is_here() -> bool:
    """Whether the packages are installed."""
    return all(importlib.util.find_spec(name) for name in ("speechmos", "librosa"))


def scores(sound: Any, rate: int) -> list[float]:
    """The DNSMOS of every whole piece of a sound, fractions, at its own level; of a short one, repeated."""
    import librosa
    from speechmos import dnsmos

    whole = librosa.resample(np.asarray(sound, np.float32), orig_sr=rate, target_sr=RATE)
    if len(whole) < PIECE:
        whole = np.tile(whole, -(-PIECE // max(1, len(whole))))[:PIECE]
    pieces = (whole[at : at + PIECE] for at in range(0, len(whole) - PIECE + 1, PIECE))
    return [float(dnsmos.run(np.clip(piece, -1, 1), RATE)["ovrl_mos"]) for piece in pieces]


def score(sound: Any, rate: int) -> float:
    """The mean of a take, int16, brought to one level first."""
    whole = np.asarray(sound, np.float32)
    return float(np.mean(scores(whole / max(float(np.abs(whole).max()), 1e-6) * 0.7, rate)))
