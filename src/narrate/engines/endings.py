"""How a sentence ends, made to be heard where hibari's network takes no heed of its marks: "…" trails off, a dash breaks off, "!"
is stronger, and a single short word is not said too fast."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.engines.acting import Acting
from narrate.units import Hertz, Seconds, ratio, samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_SHORT_PACE = 0.78
"""Of a text of few letters: the network says "No." in 0.38 s, Kokoro in 0.59."""
_TRAILING, _DRAWN = 30, 1.4
"""Frames of an eightieth of a second before speech ends, and how many times longer they last where it trails off."""
_UNDER_SPEECH = ratio(-25)
"""Of the loudest: softer than that, speech is over."""
_FADING: Seconds = 0.45
_FADED = -9.0
"""dB: what trails off is softer by this at its end."""
_BROKEN: Seconds = 0.05
_FALL: Seconds = 0.008
"""Where speech breaks off, so much is cut of its end, and it falls silent in so long."""
_LOUDER = 1.5
"""dB of what is exclaimed."""


def stopped(asked: Acting, ending: str) -> Acting:
    """What is asked of a voice whose sentence ends so."""
    marks = ending.split()
    pace = _SHORT_PACE if "short" in marks else 0.96 if "trails" in marks else 1.0
    asked = replace(asked, speed=asked.speed * pace)
    if "strong" in marks:
        return replace(asked, pitch=asked.pitch + 0.5, range=asked.range * 1.15, tilt=asked.tilt + 0.5)
    return asked


def drawn_out(heard: list[Floats], ending: str) -> list[Floats]:
    """The network's answer, its last frames repeated where speech trails off; the last part is the pitch, `(frames,)`."""
    import numpy as np

    if "trails" not in ending:
        return heard
    harmonics = heard[0]
    loud = np.exp(np.minimum(harmonics[:200], 7)).sum(axis=0)
    spoken = np.flatnonzero(loud > loud.max() * _UNDER_SPEECH)
    last = int(spoken[-1]) + 1 if len(spoken) else len(loud)
    first = max(0, last - _TRAILING)
    tail = np.linspace(first, last - 1, round((last - first) * _DRAWN))
    frames = np.concatenate([np.arange(first), np.rint(tail), np.arange(last, len(loud))]).astype(np.int64)
    return [part[..., frames] for part in heard]


def ended(sound: Floats, rate: Hertz, ending: str) -> Floats:
    """The sound `(n,)` of a sentence that ends so."""
    import numpy as np

    marks = ending.split()
    if "strong" in marks:
        sound = sound * np.float32(ratio(_LOUDER))
    if not {"trails", "breaks"} & set(marks) or not len(sound):
        return sound
    spoken = np.flatnonzero(np.abs(sound) > float(np.abs(sound).max()) * _UNDER_SPEECH)
    last = int(spoken[-1]) + 1
    if "trails" in marks:
        first = max(0, last - samples(_FADING, rate))
        curve = np.interp(np.arange(len(sound)), [first, last], [0.0, _FADED])
        return (sound * 10 ** (curve / 20)).astype(np.float32)
    end = max(1, last - samples(_BROKEN, rate))
    fall = min(end, samples(_FALL, rate))
    made = sound[:end].copy()
    made[end - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)
    return made
