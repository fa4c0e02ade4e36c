"""Another person's voice out of hibari's network: its spectra stretched, levelled, tilted, and its pitch moved.

The network tells of every eightieth of a second (harmonics, their phases, noise, rest, its phases, pitch), each spectrum
`(601, frames)` in nepers at steps of 20 Hz. The palette was chosen by bench/colours.py; bench/palette.py measures it.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from narrate.engines.acting import LINE, Acting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_REFERENCE = 200.0
"""Hz: the middle of the packaged voice's pitch, around which its liveliness is scaled."""
_VOICED = 40.0
"""Hz: the vocoder takes lower pitches for no voice at all."""
_BINS, _BIN_HZ = 601, 20.0
_NEPERS = 0.1151
"""A decibel."""
_TILT_FROM, _HISS_FROM = 1000.0, 4000.0
"""Hz: a brighter voice is no brighter above the second, where its s would hiss."""
_MOUTH, _GENTLY = 1500.0, 200.0
"""Hz: where the mouth's resonances begin, and how gently."""
_AROUND = 20
"""Bins to each side, 400 Hz, among which a resonance stands out."""
_ENVELOPE, _DEPTH = 9, 9.0
"""Bins over which the envelope is smoothed, 180 Hz, and nepers below its top that count: less is no resonance."""
_NEARLY = 1 - 1e-6
"""Of half a turn: the whole of it would be infinite."""
_OFF_LINE = 2.5
"""Nepers that a telephone takes from what it does not let through: 22 dB."""


@dataclass(frozen=True, slots=True)
class Colour:
    """What makes another person of a voice: `pitch` in semitones; `tract` is 1 / the vocal tract's length, so 0.85 is a
    tall man's, and `mouth` the same for what sounds above 1.5 kHz (0: as the tract); `contrast` is how far resonances stand out,
    below 1 softer; `range` scales intonation; `pace` is a factor of speed; `tilt` is dB an octave, above 0 brighter; of a voice
    with loud moments, what is `even` dB and more over its level is raised half as far; `minimum` gives it minimum phases in
    place of the network's, which were learned at the network's own pitch."""

    model: str = "heart"
    pitch: float = 0.0
    tract: float = 1.0
    mouth: float = 0.0
    contrast: float = 1.0
    range: float = 1.0
    pace: float = 1.0
    tilt: float = 0.0
    telephone: bool = False
    even: float = field(default=0.0, repr=False)
    minimum: bool = field(default=False, repr=False)


COLOURS: dict[str, Colour] = {
    "narrator": Colour(),
    "woman-1": Colour(pitch=-1.2, tract=0.94, mouth=0.88, contrast=1.15, tilt=-1),
    "woman-2": Colour(pitch=0.1, tract=0.99, mouth=0.92, contrast=0.6, range=1.2, tilt=3, even=3),
    "woman-3": Colour(pitch=-2.8, tract=0.87, mouth=0.99, contrast=1.15, range=1.4, tilt=2, minimum=True),
    "woman-4": Colour(pitch=-3.4, tract=0.95, mouth=1.00, contrast=0.6, range=1.4, tilt=-1, even=3, minimum=True),
    "man-1": Colour(pitch=-12.7, tract=0.87, mouth=0.87, range=0.7, tilt=-2, minimum=True),
    "man-2": Colour(pitch=-11.6, tract=0.78, mouth=0.69, contrast=0.75, range=0.85, tilt=3, even=3),
    "man-3": Colour(pitch=-9.2, tract=0.80, mouth=0.76, contrast=0.6, range=0.85, tilt=-1),
    "man-4": Colour(pitch=-12.5, tract=0.92, mouth=0.95, range=0.7, tilt=1),
    "old-woman": Colour(pitch=-1.8, tract=0.88, mouth=0.75, contrast=1.15, range=0.7, tilt=1, pace=0.86),
    "old-man": Colour(pitch=-12.6, tract=0.85, mouth=0.88, contrast=0.6, range=0.7, tilt=1, pace=0.86, even=3),
    "girl": Colour(pitch=3.2, tract=1.15, mouth=1.02, contrast=1.15, range=1.2, tilt=-2),
    "boy": Colour(pitch=3.0, tract=1.15, mouth=1.02, contrast=0.9, tilt=3, pace=1.04, minimum=True),
    "telephone": Colour(pitch=-8.6, tract=0.97, mouth=1.01, contrast=0.9, range=1.4, telephone=True, even=3),
}


def acted(colour: Colour, acting: Acting) -> Colour:
    """The colour of a voice that is acted. A whisper keeps no tilt, for its breath has one of its own, and no resonances that
    stand out, for those are heard as a voice."""
    whispers = acting.whisper == 1
    return replace(
        colour,
        pitch=colour.pitch + acting.pitch,
        tract=colour.tract * acting.tract,
        mouth=colour.mouth * acting.mouth,
        range=colour.range * acting.range,
        pace=colour.pace * acting.speed,
        contrast=min(1.0, colour.contrast) if whispers else colour.contrast,
        tilt=0.0 if whispers else colour.tilt + acting.tilt,
    )


def coloured(output: list[Floats], colour: Colour, length: float) -> list[Floats]:
    """The network's answer as another person's: (harmonics, their phases, noise, rest, its phases, pitch). The person's vocal
    tract is `length` times as long."""
    import numpy as np

    harmonics, phases, noise, rest, rest_phases, f0 = output
    place = places(colour, length)
    if place is not None:
        harmonics, noise, rest = (_between(part, place) for part in (harmonics, noise, rest))
        nearest = np.rint(place).astype(np.int64)
        phases, rest_phases = phases[nearest], rest_phases[nearest]
    if colour.contrast != 1:
        harmonics = contrasted(harmonics, colour.contrast)
    more = _filter(colour)
    if more is not None:
        harmonics, noise, rest = harmonics + more, noise + more, rest + more
    if colour.minimum:
        phases = minimum_phases(harmonics)
    return [harmonics, phases, noise, rest, rest_phases, f0]


@lru_cache(maxsize=256)
def places(colour: Colour, length: float) -> Floats | None:
    """For each bin the place in the network's spectrum that sounds there, `(601,)`; None where all stays in its place. Between
    the resonances of the tract and those of the mouth the scale changes gently."""
    import numpy as np

    tract, mouth = colour.tract / length, (colour.mouth or colour.tract) / length
    if tract == mouth == 1:
        return None
    hertz = np.arange(_BINS) * _BIN_HZ
    share = 1 / (1 + np.exp((_MOUTH - hertz) / _GENTLY))
    step = (1 - share) / tract + share / mouth
    place: Floats = np.concatenate([[0.0], np.cumsum((step[1:] + step[:-1]) / 2)]).astype(np.float32)
    return np.minimum(place, np.float32(_BINS - 1))


def contrasted(part: Floats, contrast: float) -> Floats:
    """A spectrum whose resonances stand out more or less from what is around them."""
    import numpy as np

    wide = np.pad(part, ((_AROUND + 1, _AROUND), (0, 0)), mode="edge").cumsum(axis=0)
    broad: Floats = (wide[2 * _AROUND + 1 :] - wide[: -2 * _AROUND - 1]) * np.float32((1 - contrast) / (2 * _AROUND + 1))
    broad += part * np.float32(contrast)
    return broad


def minimum_phases(harmonics: Floats) -> Floats:
    """The phases of the filter with these magnitudes that answers soonest, as the vocoder takes them: it makes π tanh(x) of each.
    By the folded cepstrum of the envelope."""
    import numpy as np

    dsp = importlib.import_module("hibari.dsp")
    size = 2 * (_BINS - 1)
    wide = np.pad(harmonics, ((_ENVELOPE // 2 + 1, _ENVELOPE // 2), (0, 0)), mode="edge").cumsum(axis=0)
    smooth = ((wide[_ENVELOPE:] - wide[:-_ENVELOPE]) / np.float32(_ENVELOPE)).T
    cepstrum = dsp.irfft(np.maximum(smooth, smooth.max(axis=1, keepdims=True) - _DEPTH), size, 1)
    cepstrum[:, 1 : size // 2] *= 2
    cepstrum[:, size // 2 + 1 :] = 0
    turns = dsp.rfft(cepstrum, 1).imag.T / np.float32(np.pi)
    wrapped = (turns + 1) % 2 - 1
    found: Floats = np.arctanh(np.clip(wrapped, -_NEARLY, _NEARLY)).astype(np.float32)
    return found


def _between(part: Floats, place: Floats) -> Floats:
    """The rows of a spectrum at places between its bins."""
    import numpy as np

    low = place.astype(np.int64)
    share = (place - low).astype(np.float32)[:, None]
    found, above = part[low], part[np.minimum(low + 1, _BINS - 1)]
    found *= 1 - share
    above *= share
    found += above
    return found


@lru_cache(maxsize=256)
def _filter(colour: Colour) -> Floats | None:
    """Nepers to add at each frequency, `(601, 1)`; None where the colour leaves them alone."""
    import numpy as np

    if not colour.tilt and not colour.telephone:
        return None
    hertz = np.maximum(np.arange(_BINS) * _BIN_HZ, _BIN_HZ)
    top = _HISS_FROM if colour.tilt > 0 else hertz[-1]
    more = colour.tilt * _NEPERS * np.log2(np.minimum(hertz, top) / _TILT_FROM)
    if colour.telephone:
        more = more - _OFF_LINE * ((hertz < LINE[0]) | (hertz > LINE[1]))
    column: Floats = more[:, None].astype(np.float32)
    return column


def intoned(f0: Floats, pitch: float, liveliness: float, slope: float = 0.0) -> Floats:
    """The pitch curve moved by a factor and drawn out around its middle, and raised by so many semitones from its beginning to
    its end; frames without a voice stay so."""
    import numpy as np

    if pitch == 1 and liveliness == 1 and not slope:
        return f0
    voiced = f0 >= _VOICED
    moved = pitch * _REFERENCE * (np.maximum(f0, _VOICED) / _REFERENCE) ** liveliness
    if slope:
        moved *= 2 ** (np.linspace(-slope / 2, slope / 2, len(f0)) / 12)
    return np.where(voiced, np.maximum(moved, _VOICED + 1), 0).astype(np.float32)


def described(colour: Colour) -> str:
    """The colour in words, for the list of voices."""
    parts = [f"{colour.pitch:+g} semitones" if colour.pitch else "", f"tract {colour.tract:g}" if colour.tract != 1 else ""]
    parts += [f"mouth {colour.mouth:g}" if colour.mouth else "", f"contrast {colour.contrast:g}" if colour.contrast != 1 else ""]
    parts += [f"tilt {colour.tilt:+g} dB" if colour.tilt else ""]
    parts += [f"range {colour.range:g}" if colour.range != 1 else "", f"pace {colour.pace:g}" if colour.pace != 1 else ""]
    parts.append("through a telephone" if colour.telephone else "")
    return ", ".join(["heart", *(part for part in parts if part)])
