"""How a sentence ends, made to be heard where hibari's network takes no heed of its marks: "…" trails off, a dash breaks off, "!"
is stronger, a question rises, and a single short word is not said too fast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from narrate.engines.acting import Acting
from narrate.engines.durations import FRAMES_A_STEP
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

_RISE, _DIP = 6.0, -0.5
"""Semitones at the end of a question, and on the way there."""
_RISING = 12
"""Frames that a rise takes at least."""
_VOICED = 50.0
"""Hz: lower pitches are none."""
_STRESSED = "ˈ"
"""Stands before the vowel of a stressed syllable."""


def stopped(acting: Acting, ending: str) -> Acting:
    """What is asked of a voice whose sentence ends so."""
    marks = ending.split()
    pace = _SHORT_PACE if "short" in marks else 0.96 if "trails" in marks else 1.0
    acting = replace(acting, speed=acting.speed * pace)
    if "strong" in marks:
        return replace(acting, pitch=acting.pitch + 0.5, range=acting.range * 1.15, tilt=acting.tilt + 0.5)
    return acting


def risen(output: list[Floats], signs: Sequence[str], durations: Sequence[float], much: float) -> list[Floats]:
    """The network's answer, its pitch rising `much` as far as a question's: from the last stressed syllable to the end of what
    is heard, slowly at first. `durations` are the steps of each phoneme, with one more at either end."""
    import numpy as np

    *spectra, f0 = output
    loud = np.exp(np.minimum(spectra[0], 7)).sum(axis=0)
    spoken = np.flatnonzero((loud > loud.max() * _UNDER_SPEECH) & (f0 > _VOICED))
    if not len(spoken):
        return output
    end = int(spoken[-1]) + 1
    stressed = max((place for place, sign in enumerate(signs) if sign == _STRESSED), default=0)
    start = max(0, min(round(sum(durations[: stressed + 1]) * FRAMES_A_STEP), end - _RISING))
    way = np.linspace(0, 1, end - start)
    rise = np.full(len(f0), much * _RISE)
    rise[:start], rise[start:end] = 0, much * _RISE * way**2 + _DIP * np.sin(np.pi * np.minimum(1, 2 * way))
    return [*spectra, (f0 * np.exp2(rise / 12)).astype(np.float32)]


def drawn_out(output: list[Floats], ending: str) -> list[Floats]:
    """The network's answer, its last frames repeated where speech trails off; the last part is the pitch, `(frames,)`."""
    import numpy as np

    if "trails" not in ending:
        return output
    harmonics = output[0]
    loud = np.exp(np.minimum(harmonics[:200], 7)).sum(axis=0)
    spoken = np.flatnonzero(loud > loud.max() * _UNDER_SPEECH)
    last = int(spoken[-1]) + 1 if len(spoken) else len(loud)
    first = max(0, last - _TRAILING)
    tail = np.linspace(first, last - 1, round((last - first) * _DRAWN))
    frames = np.concatenate([np.arange(first), np.rint(tail), np.arange(last, len(loud))]).astype(np.int64)
    return [part[..., frames] for part in output]


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
