"""The decoders, all PyAV: files to blocks of sound, chapters, and another sample rate."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from narrate.audio import Samples
from narrate.units import Hertz, Seconds


def resample(sound: Samples, rate: Hertz, wanted: Hertz) -> Samples:
    """The same sound at another rate."""
    if rate == wanted:
        return sound
    import av

    resampler = av.AudioResampler(format="s16", layout="mono", rate=wanted)
    frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = rate
    parts = [f.to_ndarray().reshape(-1) for f in [*resampler.resample(frame), *resampler.resample(None)]]
    return np.concatenate(parts).astype(np.int16)


def chapters(path: Path) -> list[tuple[Seconds, Seconds, str]]:
    """The chapters a file tells of: (start, end, title), in order of time."""
    import av

    with av.open(str(path)) as container:
        found = []
        for chapter in container.chapters():
            base = float(chapter["time_base"] or 0)
            found.append((chapter["start"] * base, chapter["end"] * base, str(chapter["metadata"].get("title", ""))))
        return sorted(found)
