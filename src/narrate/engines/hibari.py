"""hibari: a natural English voice that comes inside its package, and a whole cast made of it.

Its network says, 80 times a second, how loud each frequency is and at what pitch, before anything sounds. There one voice
becomes many (colours.py); then the library's own vocoder makes the sound.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
from dataclasses import replace
from functools import cached_property, lru_cache
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrate.bank import how_to_install, installed, sum_of
from narrate.engines import PALETTE, Out, Pace, VoiceEntry
from narrate.engines.acting import Acting, acting
from narrate.engines.colours import COLOURS, Colour, acted, coloured, described, intoned
from narrate.engines.durations import exact, word_starts
from narrate.engines.endings import drawn_out, ended, risen, stopped
from narrate.engines.excerpt import LONGEST, SharedSentence, excerpt
from narrate.engines.stress import stressed, word_spans
from narrate.engines.whispering import whispered
from narrate.errors import EngineError
from narrate.installation import how_to_add
from narrate.manners import ENDINGS, words_of
from narrate.model import Voice
from narrate.units import Hertz, Seconds, samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

RATE: Hertz = 24000
EXTRA = "neural"
PACE = 0.92
"""Of the network's own pace: at speed 1 a book, pauses and all, is read at 155 to 170 words a minute."""
_CHARACTERS, _MORE = 16.1, -0.2
"""Of its pace, measured on 60 sentences of stories in every voice of the palette: 15.7 to 15.8; a little
more over whole stories."""
_SEED = 1
"""Of the noise in breath and hiss: with it the same text gives the same bytes."""
_LEVEL = 0.35 * 32767
"""Low voices peak well above 1 in the vocoder's own measure."""
_PADS = 2
"""Of the phonemes of a text: with nothing between them there is nothing to say."""
_MOMENT = 0.1
_HIGH_RISE = 0.7
"""Of a question's rise, in a child's voice: more costs it quality."""
_digest = lru_cache(maxsize=8)(sum_of)


class HibariEngine:
    """The voices of hibari, each as it is or coloured."""

    name = "hibari"
    rate = RATE

    def __init__(self) -> None:
        if importlib.util.find_spec("hibari") is None or importlib.util.find_spec("onnxruntime") is None:
            raise EngineError(f"The engine “hibari” is not installed. Run: {how_to_add(EXTRA)}")
        self._loaded: dict[str, Any] = {}
        self.word_starts: list[Seconds] = []
        """When each word of what was said last begins."""
        self._noise = Noise()

    @cached_property
    def _voices(self) -> dict[str, dict[str, Any]]:
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
                self._loaded[model] = importlib.import_module("hibari").Hibari(model, model=exact(file.read_bytes()), threads=1)
            except Exception as error:
                raise EngineError(f"hibari's voice “{model}” cannot be loaded: {error}") from error
        return self._loaded[model]

    def voices(self) -> tuple[VoiceEntry, ...]:
        """The palette, then hibari's own voices as far as their files are here."""
        version = _version("hibari-tts")
        palette = tuple(
            VoiceEntry(
                name=n,
                palette=n,
                gender="female" if n == "narrator" else gender,
                age=age,
                language="en",
                note=f"hibari {version}, {described(COLOURS[n])}",
            )
            for n, (gender, age) in PALETTE.items()
        )
        own = tuple(
            VoiceEntry(
                name=n,
                palette="",
                gender=entry["gender"],
                age="adult",
                language=entry["language"],
                note=f"{entry['accent']}, as it is",
            )
            for n, entry in self._voices.items()
            if self._file(n) is not None
        )
        return palette + own

    def pace(self, voice: Voice) -> Pace:
        """All voices are one, at the pace of their colour."""
        return Pace(_CHARACTERS * COLOURS.get(voice.name, Colour()).pace * acting(voice).speed, _MORE)

    def fingerprint(self, voice: Voice) -> str:
        """Versions of hibari and of what computes it, its voice's file, and the voice's colour."""
        colour = self._colour(voice)
        file = self._file(colour.model)
        if file is None:
            raise EngineError(
                f"hibari's voice “{colour.model}” is not on this computer. {how_to_install(self.name, colour.model)}"
            )
        backend = importlib.import_module("hibari.dsp").FFT_BACKEND
        made = f"6 {PACE} {_version('hibari-tts')} {_version('onnxruntime')} {backend} {_digest(file)} {_as_in_keys(colour)}"
        made += f" even {colour.even}" if colour.even else ""
        made += " minimum phases 1" if colour.minimum else ""
        made += f" {voice.ending} {ENDINGS}" if voice.ending else ""
        return f"hibari-{hashlib.sha256(made.encode()).hexdigest()[:20]}"

    def language(self, voice: Voice) -> str:
        """English alone."""
        return "en"

    def choose(self, voice: Voice) -> None:
        """Load the voice's network."""
        self._model(self._colour(voice).model)

    def _colour(self, voice: Voice) -> Colour:
        if voice.name in COLOURS:
            return COLOURS[voice.name]
        if voice.name in self._voices:
            return Colour(voice.name)
        raise EngineError(f"hibari has no voice “{voice.name}”; it has {', '.join([*COLOURS, *self._voices])}.")

    def synthesize(self, text: str, voice: Voice, out: Out) -> Hertz:
        """Sentence by sentence. Text without a word that the voice knows (Cyrillic, emoji) gives a moment's silence."""
        import numpy as np

        style = _acting_of(voice)
        colour = acted(self._colour(voice), style)
        speaker = self._model(colour.model)
        self._noise.begin()
        phonemic_sentences = [phonemes for phonemes in speaker.phonemize(text) if len(speaker.ids(phonemes)) > _PADS]
        self.word_starts, length = [], 0
        if not phonemic_sentences:
            out(bytes(2 * samples(_MOMENT, RATE)))
        sentences, wanted, spoken = (
            _shared_sentences(speaker, phonemic_sentences, voice),
            _stressed_words(phonemic_sentences, text, voice),
            0,
        )
        for number, sentence in enumerate(sentences, 1):
            spectra, durations = _predicted(speaker, sentence, voice.speed * colour.pace * PACE)
            signs = [sign for sign in sentence.own if sign in speaker.vocab]
            if wanted:
                spans = word_spans(signs, durations)
                spectra, durations = stressed(spectra, durations, [s for n, s in enumerate(spans, spoken) if n in wanted])
                spoken += len(spans)
            ending = voice.ending if number == len(phonemic_sentences) else ""
            if "asks" in ending:  # a colour that is livelier, or higher than the network's own voice, needs less
                spectra = risen(spectra, signs, durations, 1 / max(1.0, colour.range) * (_HIGH_RISE if colour.pitch > 1 else 1.0))
            sound = self._synthesized(drawn_out(spectra, ending), colour, voice, style)
            sound = ended(sound, RATE, ending)
            out(np.rint(np.clip(sound * _LEVEL, -32767, 32767)).astype(np.int16).tobytes())
            starts = word_starts(signs, durations)
            self.word_starts += [length / RATE + start for start in starts]
            length += len(sound)
        return RATE

    def _synthesized(self, output: list[Floats], colour: Colour, voice: Voice, style: Acting) -> Floats:
        """The sound of the network's answer in this voice, as fractions."""
        from narrate.engines.wave import banded, evened

        *spectra, f0 = coloured(output, colour, voice.timbre)
        f0 = intoned(f0, 2 ** ((colour.pitch + voice.pitch) / 12), colour.range * voice.range, style.slope)
        if style.whisper:
            spectra, f0 = whispered(spectra, f0, style.whisper)
        sound: Floats = importlib.import_module("hibari.dsp").synth(*spectra, f0, self._noise)
        sound = evened(sound, RATE, colour.even) if colour.even else sound
        return banded(sound, RATE, style.band) if style.band else sound


def _as_in_keys(colour: Colour) -> str:
    """A colour as the keys of takes have it: once it had `breath` too, and takes of voices without any stay valid."""
    return str(colour).replace("telephone=", "breath=0.0, telephone=")


def _shared_sentences(speaker: Any, phonemic_sentences: list[str], voice: Voice) -> list[SharedSentence]:
    """What is said, sentence by sentence, with what others say of the first and the last where the network can take it."""
    before, after = (
        " ".join(phonemes for part in rest.split("\n") if part for phonemes in speaker.phonemize(part))
        for rest in (voice.before, voice.after)
    )  # part by part, so that the whole is the same for each of them
    sentences = [SharedSentence(phonemes) for phonemes in phonemic_sentences]
    for place, part in ((0, {"before": before}), (-1, {"after": after})):
        if (
            phonemic_sentences
            and any(part.values())
            and len(speaker.ids((made := replace(sentences[place], **part)).phonemes)) <= LONGEST
        ):
            sentences[place] = made
    return sentences


def _predicted(speaker: Any, sentence: SharedSentence, speed: float) -> tuple[list[Floats], list[float]]:
    """The network's answer for a part of a sentence, and how long each of its phonemes lasts."""
    import numpy as np

    ids = np.asarray([speaker.ids(sentence.phonemes)], np.int64)
    *spectra, durations = speaker.sess.run(None, {"ids": ids, "speed": np.asarray([speed], np.float32)})
    heard, steps = [part[0] for part in spectra], durations.tolist()
    if not (sentence.before or sentence.after):
        return heard, steps
    parts = f"{sentence.before} " if sentence.before else "", sentence.own, sentence.after
    before, own, after = (sum(sign in speaker.vocab for sign in part) for part in parts)
    return excerpt(heard, steps, (before, own, after))


def _stressed_words(phonemic_sentences: list[str], text: str, voice: Voice) -> frozenset[int]:
    """The numbers of the stressed words; none where a text has other words in phonemes than in letters."""
    words = sum(any(sign.isalpha() for sign in word) for phonemes in phonemic_sentences for word in phonemes.split(" "))
    return frozenset(map(int, voice.stressed.split())) if words == len(words_of(text)) else frozenset()


def _acting_of(voice: Voice) -> Acting:
    """What a voice is to act; hardly a word is understood of a child's whisper, so children murmur."""
    child = voice.name in PALETTE and PALETTE[voice.name][1] == "child"
    style = acting(replace(voice, manner="murmur") if child and voice.manner == "whisper" else voice)
    return stopped(style, voice.ending) if voice.ending else style


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


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)
