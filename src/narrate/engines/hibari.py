"""hibari: a natural English voice that comes inside its package, and a whole cast made of it.

Its network says, 80 times a second, how loud each frequency is and at what pitch, before anything sounds. So one voice
becomes many: the spectrum is stretched as a longer or shorter vocal tract would, and the pitch is moved and its
liveliness changed; then the library's own vocoder makes the sound. Figures of the palette: bench/palette.py.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrate.bank import how_to_install, installed, sum_of
from narrate.engines import PALETTE, Out, VoiceEntry
from narrate.errors import EngineError
from narrate.model import Voice
from narrate.units import Hertz, samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

RATE: Hertz = 24000
EXTRA = "neural"
_SEED = 1
"""Of the noise in breath and hiss: with it the same text gives the same bytes."""
_REFERENCE = 200.0
"""Hz: the middle of the packaged voice's pitch, around which its liveliness is scaled."""
_VOICED = 40.0
"""Hz: the vocoder takes lower pitches for no voice at all."""
_LEVEL = 0.35 * 32767
"""Low voices peak well above 1 in the vocoder's own measure."""
_BINS, _BIN_HZ = 601, 20.0
_NEPERS = 0.1151
"""A decibel."""
_TILT_FROM = 1000.0
_PADS = 2
"""Of the phonemes of a text: with nothing between them there is nothing to say."""
_MOMENT = 0.1
_OFF_LINE = 3.0
"""Nepers that a telephone takes from what it does not let through: 26 dB."""
_digest = lru_cache(maxsize=8)(sum_of)


@dataclass(frozen=True, slots=True)
class Colour:
    """What makes another person of a voice: `pitch` in semitones; `tract` is 1 / the vocal tract's length, so 0.85 is a
    tall man's; `range` scales intonation; `pace` is a factor of speed; `tilt` is dB an octave, above 0 brighter; `breath` is
    dB more of noise."""

    model: str = "heart"
    pitch: float = 0.0
    tract: float = 1.0
    range: float = 1.0
    pace: float = 1.0
    tilt: float = 0.0
    breath: float = 0.0
    telephone: bool = False


COLOURS: dict[str, Colour] = {
    "narrator": Colour(),
    "woman-1": Colour(pitch=-0.7, tract=0.90),
    "woman-2": Colour(pitch=0.8, tract=1.07, tilt=2, breath=6),
    "woman-3": Colour(pitch=-0.8, tract=0.97, range=1.2, tilt=-2),
    "woman-4": Colour(pitch=2.4, tract=1.09, range=0.7),
    "man-1": Colour(pitch=-7.4, tract=0.80, tilt=2),
    "man-2": Colour(pitch=-10, tract=0.88, range=0.85, tilt=1, breath=3),
    "man-3": Colour(pitch=-11.8, tract=0.95, tilt=2),
    "man-4": Colour(pitch=-11.5, tract=0.79, range=1.3),
    "old-woman": Colour(pitch=-1.5, tract=0.95, range=0.85, pace=0.86, tilt=-1, breath=5),
    "old-man": Colour(pitch=-10.5, tract=0.92, range=1.2, pace=0.86, tilt=-1, breath=5),
    "girl": Colour(pitch=3.5, tract=1.14, tilt=1),
    "boy": Colour(pitch=2.1, tract=1.12, range=1.2, tilt=-1, breath=3, pace=1.04),
    "telephone": Colour(pitch=-6, tract=0.90, tilt=2, telephone=True),
}


class HibariEngine:
    """The voices of hibari, each as it is or coloured."""

    name = "hibari"
    rate = RATE
    pace = 15.0

    def __init__(self) -> None:
        if importlib.util.find_spec("hibari") is None or importlib.util.find_spec("onnxruntime") is None:
            raise EngineError(f"The engine “hibari” is not installed. Run: pip install 'narrate[{EXTRA}]'")
        self._loaded: dict[str, Any] = {}
        self._noise = Noise()

    @cached_property
    def _known(self) -> dict[str, dict[str, Any]]:
        """hibari's own table of voices."""
        return dict(importlib.import_module("hibari.voices").VOICES)

    def _file(self, model: str) -> Path | None:
        """A voice's file if it is here: in the package, in the bank, or where hibari keeps its own. Nothing is fetched."""
        banked = next((voice.file(".onnx") for voice in installed(self.name) if voice.name == model), None)
        if banked is not None and banked.is_file():
            return banked
        try:
            return Path(importlib.import_module("hibari.voices").voice_path(model, download_missing=False))
        except (FileNotFoundError, ValueError):
            return None

    def _model(self, model: str) -> Any:
        if model not in self._loaded:
            file = self._file(model)
            if file is None:
                raise EngineError(f"hibari's voice “{model}” is not on this computer. {how_to_install(self.name, model)}")
            try:
                self._loaded[model] = importlib.import_module("hibari").Hibari(model, model=str(file), threads=1)
            except Exception as error:
                raise EngineError(f"hibari's voice “{model}” cannot be loaded: {error}") from error
        return self._loaded[model]

    def voices(self) -> tuple[VoiceEntry, ...]:
        """The palette, then hibari's own voices as far as their files are here."""
        version = _version("hibari-tts")
        palette = tuple(
            VoiceEntry(n, n, "female" if n == "narrator" else gender, age, "en", f"hibari {version}, {_described(COLOURS[n])}")
            for n, (gender, age) in PALETTE.items()
        )
        own = tuple(
            VoiceEntry(n, "", told["gender"], "adult", told["language"], f"{told['accent']}, as it is")
            for n, told in self._known.items()
            if self._file(n) is not None
        )
        return palette + own

    def fingerprint(self, voice: Voice) -> str:
        """Versions of hibari and of what computes it, its voice's file, and the voice's colour."""
        colour = self._colour(voice)
        file = self._file(colour.model)
        if file is None:
            raise EngineError(
                f"hibari's voice “{colour.model}” is not on this computer. {how_to_install(self.name, colour.model)}"
            )
        backend = importlib.import_module("hibari.dsp").FFT_BACKEND
        made = f"3 {_version('hibari-tts')} {_version('onnxruntime')} {backend} {_digest(file)} {colour}"
        return f"hibari-{hashlib.sha256(made.encode()).hexdigest()[:20]}"

    def choose(self, voice: Voice) -> None:
        """Load the voice's network."""
        self._model(self._colour(voice).model)

    def _colour(self, voice: Voice) -> Colour:
        if voice.name in COLOURS:
            return COLOURS[voice.name]
        if voice.name in self._known:
            return Colour(voice.name)
        raise EngineError(f"hibari has no voice “{voice.name}”; it has {', '.join([*COLOURS, *self._known])}.")

    def synthesize(self, text: str, voice: Voice, out: Out) -> Hertz:
        """Sentence by sentence. Text without a word that the voice knows (Cyrillic, emoji) gives a moment's silence."""
        import numpy as np

        colour = self._colour(voice)
        speaker, synth = self._model(colour.model), importlib.import_module("hibari.dsp").synth
        self._noise.begin()
        pitch = 2 ** ((colour.pitch + voice.pitch) / 12)
        said = [ids for phonemes in speaker.phonemize(text) if len(ids := speaker.ids(phonemes)) > _PADS]
        if not said:
            out(bytes(2 * samples(_MOMENT, RATE)))
        for phonemes in said:
            ids = np.asarray([phonemes], np.int64)
            speed = np.asarray([voice.speed * colour.pace], np.float32)
            heard = [part[0] for part in speaker.sess.run(None, {"ids": ids, "speed": speed})]
            *spectra, f0 = _coloured(heard, replace(colour, tract=colour.tract / voice.timbre))
            sound = synth(*spectra, _intoned(f0, pitch, colour.range * voice.range), self._noise)
            out(np.rint(np.clip(sound * _LEVEL, -32767, 32767)).astype(np.int16).tobytes())
        return RATE


class Noise:
    """A generator of normal noise that says the same after each `begin`. What it said once it keeps, because drawing
    noise takes a third of the vocoder's time; a cue of twenty seconds wants 8 MB."""

    def __init__(self) -> None:
        import numpy as np

        self._source = np.random.default_rng(_SEED)
        self._drawn: Floats = np.empty(0, np.float32)
        self._at = 0

    def begin(self) -> None:
        """From the first number again."""
        self._at = 0

    def standard_normal(self, size: tuple[int, ...], dtype: Any) -> Floats:
        """As NumPy's Generator says it, of which the vocoder asks nothing else; a copy, for it works in place."""
        import numpy as np

        start, self._at = self._at, self._at + prod(size)
        missing = self._at - len(self._drawn)
        if missing > 0:
            self._drawn = np.concatenate([self._drawn, self._source.standard_normal(missing, np.float32)])
        return self._drawn[start : self._at].reshape(size).astype(dtype)


def _coloured(heard: list[Floats], colour: Colour) -> list[Floats]:
    """The network's answer with its spectra stretched: (harmonics, their phases, noise, rest, its phases, pitch)."""
    import numpy as np

    harmonics, phases, noise, rest, rest_phases, f0 = heard
    if colour.tract != 1:
        place = np.minimum(np.arange(_BINS, dtype=np.float32) / np.float32(colour.tract), _BINS - 1)
        harmonics, noise, rest = (_between(part, place) for part in (harmonics, noise, rest))
        nearest = np.rint(place).astype(np.int64)
        phases, rest_phases = phases[nearest], rest_phases[nearest]
    more = _filter(colour)
    if more is not None:
        harmonics, noise, rest = harmonics + more, noise + more, rest + more
    if colour.breath:
        noise = noise + np.float32(colour.breath * _NEPERS)
    return [harmonics, phases, noise, rest, rest_phases, f0]


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


@lru_cache(maxsize=32)
def _filter(colour: Colour) -> Floats | None:
    """Nepers to add at each frequency, `(601, 1)`; None where the colour leaves them alone."""
    import numpy as np

    from narrate.engines.wave import LINE

    if not colour.tilt and not colour.telephone:
        return None
    hertz = np.maximum(np.arange(_BINS) * _BIN_HZ, _BIN_HZ)
    more = colour.tilt * _NEPERS * np.log2(hertz / _TILT_FROM)
    if colour.telephone:
        more = more - _OFF_LINE * ((hertz < LINE[0]) | (hertz > LINE[1]))
    column: Floats = more[:, None].astype(np.float32)
    return column


def _intoned(f0: Floats, pitch: float, liveliness: float) -> Floats:
    """The pitch curve moved by a factor and drawn out around its middle; frames without a voice stay so."""
    import numpy as np

    if pitch == 1 and liveliness == 1:
        return f0
    voiced = f0 >= _VOICED
    moved = pitch * _REFERENCE * (np.maximum(f0, _VOICED) / _REFERENCE) ** liveliness
    return np.where(voiced, np.maximum(moved, _VOICED + 1), 0).astype(np.float32)


def _described(colour: Colour) -> str:
    parts = [f"{colour.pitch:+g} semitones" if colour.pitch else "", f"tract {colour.tract:g}" if colour.tract != 1 else ""]
    parts += [f"tilt {colour.tilt:+g} dB" if colour.tilt else "", f"breath {colour.breath:+g} dB" if colour.breath else ""]
    parts += [f"range {colour.range:g}" if colour.range != 1 else "", f"pace {colour.pace:g}" if colour.pace != 1 else ""]
    parts.append("through a telephone" if colour.telephone else "")
    return ", ".join(["heart", *(part for part in parts if part)])


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)
