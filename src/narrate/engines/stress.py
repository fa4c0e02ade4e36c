"""Words that are printed with stress, made to be heard: a little longer, louder and higher."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from narrate.engines.durations import FRAMES_A_STEP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_LONGER = 1.15
_LOUDER = 0.23
"""Nepers: 2 dB."""
_HIGHER = 1.75
"""Semitones, at the word's middle."""
_GENTLY = 3
"""Frames over which a word grows louder."""


def word_spans(signs: Sequence[str], durations: Sequence[float]) -> list[tuple[int, int]]:
    """The phonemes of each word: the first, and the one behind its last. `durations` has one entry more at either end."""
    found: list[tuple[int, int]] = []
    start = 0
    for at, sign in enumerate([*signs[: len(durations) - 1], " "]):
        if sign == " ":
            if any(each.isalpha() for each in signs[start:at]):
                found.append((start, at))
            start = at + 1
    return found


def stressed(
    output: list[Floats], durations: Sequence[float], spans: Sequence[tuple[int, int]]
) -> tuple[list[Floats], list[float]]:
    """The network's answer (the last part is the pitch, `(frames,)`) and its durations, with these spans of phonemes stressed."""
    import numpy as np

    steps, lasting = np.concatenate([[0.0], np.cumsum(durations)]), list(durations)
    harmonics, phases, noise, rest, rest_phases, f0 = (part.copy() for part in output)
    places: list[NDArray[np.int64]] = []
    end = 0
    for first, last in spans:
        start, stop = (min(len(f0), round(float(steps[at + 1]) * FRAMES_A_STEP)) for at in (first, last))
        length = stop - start
        if length < 1:
            continue
        f0[start:stop] *= (2 ** (_HIGHER / 12 * np.hanning(length + 2)[1:-1])).astype(np.float32)
        edge = np.minimum(np.arange(1, length + 1), np.arange(length, 0, -1)) / _GENTLY
        for part in (harmonics, noise, rest):
            part[:, start:stop] += (_LOUDER * np.minimum(1, edge)).astype(np.float32)
        longer = np.rint(np.linspace(start, stop - 1, round(length * _LONGER))).astype(np.int64)
        places += [np.arange(end, start), longer]
        end = stop
        lasting[first + 1 : last + 1] = [each * _LONGER for each in lasting[first + 1 : last + 1]]
    frames = np.concatenate([*places, np.arange(end, len(f0))])
    return [part[..., frames] for part in (harmonics, phases, noise, rest, rest_phases, f0)], lasting
