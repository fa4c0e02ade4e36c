"""The part of a sentence that one of its voices says, out of hibari's network's answer for all of it.

“Come in,” she said: spoken alone, "she said" would begin anew at the height of a sentence's beginning. So the network is given
the whole, and its answer is cut where it is quiet between the parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.engines.durations import FRAMES_A_STEP
from narrate.units import ratio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LONGEST = 480
"""Phonemes that the network takes at once; it learned from no more than 510."""

_LOWER, _LOWEST, _LOW_FRAMES = 1.0, 3.0, 48
"""Semitones by which a part that follows another begins lower than the network has it, at least and at most, and the frames
(0.6 s) over which that goes back: a change of voice is heard as a new beginning. Long parts the network begins high."""
_ONSET, _UNDER_MIDDLE = 16, 0.5
"""Frames (0.2 s) that are its beginning, and the semitones by which they are to lie under the middle of the part."""
_UNDER_SPEECH, _VOICED = ratio(-25), 50.0
"""Of the loudest frame, and Hz: the network's pitch runs on where nothing sounds."""


@dataclass(frozen=True, slots=True)
class SharedSentence:
    """A sentence in phonemes, of which `own` is said by one voice and the rest by others, before it and after it."""

    own: str
    before: str = ""
    after: str = ""

    @property
    def phonemes(self) -> str:
        """All of it."""
        return " ".join(part for part in (self.before, self.own, self.after) if part)


def excerpt(output: list[Floats], durations: list[float], signs: tuple[int, int, int]) -> tuple[list[Floats], list[float]]:
    """The answer's frames and durations of a sentence's own part. `durations` are the steps of each sign, with one entry more at
    either end for the quiet there; `signs` counts those before (the space behind them included), of the part, and after it. The
    first duration is that of the quiet before the part."""
    before, own, after = signs
    ends = [0.0]
    for steps in durations:
        ends.append(ends[-1] + steps)
    frames = output[0].shape[-1]
    start = _quietest(output, ends[before - 1], ends[before + 1]) if before else 0
    stop = _quietest(output, ends[before + own], ends[before + own + 2]) if after else frames
    first = before + 1
    lead = ends[first] - start / FRAMES_A_STEP
    *spectra, f0 = (part[..., start:stop] for part in output)
    return [*spectra, _begun_low(spectra[0], f0) if before else f0], [max(0.0, lead), *durations[first : first + own], 0.0]


def _begun_low(harmonics: Floats, f0: Floats) -> Floats:
    """The pitch, `(frames,)`, of what goes on in the midst of a sentence: it begins lower than it mostly is."""
    import numpy as np

    loud = np.exp(np.minimum(harmonics, 7)).sum(axis=0)
    heard = f0[(loud > loud.max(initial=0) * _UNDER_SPEECH) & (f0 > _VOICED)]
    above = 12 * float(np.log2(np.median(heard[:_ONSET]) / np.median(heard))) if len(heard) else 0.0
    lower = np.zeros(len(f0), np.float32)
    count = min(len(f0), _LOW_FRAMES)
    lower[:count] = np.linspace(min(_LOWEST, max(_LOWER, above + _UNDER_MIDDLE)) / -12, 0, count, dtype=np.float32)
    return f0 * np.exp2(lower)


def _quietest(output: list[Floats], first: float, last: float) -> int:
    """The quietest frame from one step to another: the middle of those that are equally quiet."""
    import numpy as np

    start = round(first * FRAMES_A_STEP)
    stop = min(output[0].shape[-1], max(start + 1, round(last * FRAMES_A_STEP)))
    harmonics, _, noise, rest, *_ = output
    loud = sum(np.exp(np.minimum(part[:, start:stop], 7)).sum(axis=0) for part in (harmonics, noise, rest))
    quiet = np.flatnonzero(loud <= loud.min() * 2)
    return start + int(quiet[len(quiet) // 2])
