"""How far apart the palette's voices are: long-term spectrum in 21 bands and median pitch, nearest neighbours first.

    python bench/palette.py [ENGINE] [VOICE …]     voices outside the palette are compared with it

A distance is the RMS difference of the bands in dB plus 12 for each octave of pitch. Under 3 two voices are one person to
this measure (narrator and grandpa: 1.7); the palette keeps above 5.
"""

from __future__ import annotations

import itertools
import sys
from typing import Any

import numpy as np

from narrate.engines import PALETTE
from narrate.engines.booth import Booth
from narrate.model import Voice

TEXT = "The old house stood at the end of the lane, and nobody had opened its green door since the winter when the river froze."
FRAME = 1024


def portrait(sound: Any, rate: int) -> tuple[Any, float]:
    """(21 bands in dB around their mean, median pitch in Hz)."""
    frames = np.lib.stride_tricks.sliding_window_view(sound.astype(float), FRAME)[:: FRAME // 2] * np.hanning(FRAME)
    power = (frames**2).mean(axis=1)
    frames = frames[power > power.max() * 1e-3]
    spectrum = (np.abs(np.fft.rfft(frames)) ** 2).mean(axis=0)
    pitches = np.fft.rfftfreq(FRAME, 1 / rate)
    edges = np.geomspace(100, 10_000, 22)
    bands = [10 * np.log10(spectrum[(pitches >= a) & (pitches < b)].sum() + 1e-3) for a, b in itertools.pairwise(edges)]
    found = []
    for frame in frames:
        echo = np.correlate(frame, frame, "full")[FRAME - 1 :]
        low, high = int(rate / 450), int(rate / 70)
        peak = low + int(np.argmax(echo[low:high]))
        if echo[peak] > 0.4 * echo[0]:
            found.append(rate / peak)
    return np.array(bands) - np.mean(bands), float(np.median(found)) if found else 0.0


def apart(one: tuple[Any, float], other: tuple[Any, float]) -> float:
    return float(np.sqrt(((one[0] - other[0]) ** 2).mean()) + 12 * abs(np.log2(one[1] / other[1])))


def main() -> None:
    engine, *more = sys.argv[1:] or ["pyttsx3"]
    with Booth(engine) as booth:
        portraits = {name: portrait(*booth.speak(TEXT, Voice(engine, name))) for name in [*PALETTE, *more]}
    for name, mine in portraits.items():
        near = sorted((apart(mine, portraits[other]), other) for other in PALETTE if other != name)[:3]
        print(f"{name:24} {mine[1]:4.0f} Hz   " + "   ".join(f"{other} {distance:.1f}" for distance, other in near))


if __name__ == "__main__":
    main()
