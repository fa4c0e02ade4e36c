"""Kokoro: 54 voices in one model, and any blend of two of them: `kokoro:af_heart+bf_emma`.

The most natural voices narrate knows, and by far the slowest. The first letter of a voice's name is its language (a American,
b British), the second its gender. A voice is made higher by speaking slower by the same factor and saying that the sound has a
higher rate. Kokoro adds no noise: the same text gives the same bytes.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from narrate.bank import Installed, how_to_install, installed, sum_of
from narrate.engines import IPA, PALETTE, Out, Pace, VoiceEntry
from narrate.engines.acting import acting
from narrate.engines.drawing import draw
from narrate.errors import EngineError
from narrate.installation import how_to_add
from narrate.model import Gender, Voice
from narrate.units import Hertz

EXTRA = "kokoro"
RATE: Hertz = 24000
_SLOWEST, _FASTEST = 0.5, 2.0
"""What the library takes for a speed."""
_LAG_SLOW, _LAG_FAST = 0.05, 0.025
"""How much of a change of speed is not heard: the first and last moments of a sound keep their length. Measured with four voices,
0.7 to 1.4."""
_LANGUAGES = {"a": "en-us", "b": "en-gb", "e": "es", "f": "fr-fr", "h": "hi", "i": "it", "j": "ja", "p": "pt-br", "z": "cmn"}
"""A name's first letter, and what eSpeak NG calls the language."""
_CHINESE = "cmn"
_digest = lru_cache(maxsize=8)(sum_of)


@dataclass(frozen=True, slots=True)
class _Part:
    """A palette name's voice, and how it is changed: `pitch` in semitones, `pace` a factor of speed."""

    style: str
    pitch: float = 0.0
    pace: float = 1.0


PARTS = {
    "narrator": _Part("af_heart"),
    "woman-1": _Part("bf_emma"),
    "woman-2": _Part("af_bella"),
    "woman-3": _Part("af_nicole+af_kore"),
    "woman-4": _Part("bf_isabella"),
    "man-1": _Part("am_michael"),
    "man-2": _Part("bm_george"),
    "man-3": _Part("am_fenrir"),
    "man-4": _Part("bm_fable"),
    "old-woman": _Part("bf_alice", -1.5, 0.88),
    "old-man": _Part("bm_lewis", -1.0, 0.88),
    "girl": _Part("af_sky", 3.0),
    "boy": _Part("am_puck", 5.5),
    "telephone": _Part("am_echo"),
}
"""American and British, so that two who talk are told apart."""

_MOST_SPEAK = 17.5
_CHARACTERS = {"narrator": 17.9, "woman-1": 18.9, "girl": 19.2, "man-1": 16.2, "man-2": 16.1, "old-woman": 16.0, "old-man": 15.5}
"""Characters a second at speed 1, where they are not as those of most voices."""


class KokoroEngine:
    """The styles of the installed Kokoro model."""

    name = "kokoro"
    rate = RATE

    def __init__(self) -> None:
        if importlib.util.find_spec("kokoro_onnx") is None:
            raise EngineError(f"The engine “kokoro” is not installed. Run: {how_to_add(EXTRA)}")
        models: list[Installed] = sorted(installed(self.name), key=lambda voice: voice.name != "kokoro")
        if not models:
            raise EngineError(f"The engine “kokoro” has no voice yet. {how_to_install(self.name)}")
        self._here = models[0]
        self._loaded: Any = None
        self._drawn: dict[str, dict[str, _Part]] = {"en": PARTS}

    def voices(self) -> tuple[VoiceEntry, ...]:
        """The palette, then every style as it is."""
        return tuple(
            VoiceEntry(
                name=name, palette=name, gender=_gender(PARTS[name].style), age=age, language="en", note=_described(PARTS[name])
            )
            for name, (_, age) in PALETTE.items()
        ) + tuple(
            VoiceEntry(name=name, palette="", gender=_gender(name), age="adult", language=_language_of(name), note="")
            for name in self._styles()
        )

    def pace(self, voice: Voice) -> Pace:
        """As measured; styles differ, and blends lie between theirs."""
        return Pace(_CHARACTERS.get(voice.name, _MOST_SPEAK) * acting(voice).speed)

    def fingerprint(self, voice: Voice) -> str:
        """Versions of the libraries that speak, compute and pronounce, the two files, and how the palette changes the voice."""
        part = self._part(voice)
        form = 1 if voice.speed * part.pace == 2 ** ((part.pitch + voice.pitch) / 12) else 2
        made = [version(package) for package in ("kokoro-onnx", "onnxruntime", "espeakng-loader")]
        made += [_digest(self._file(suffix)) for suffix in (".onnx", ".bin")]
        return f"kokoro-{hashlib.sha256(f'{form} {made} {part}'.encode()).hexdigest()[:20]}"

    def language(self, voice: Voice) -> str:
        """That of the first letter of its style."""
        return _language_of(self._part(voice).style)

    def choose(self, voice: Voice) -> None:
        """Load the model."""
        self._part(voice)
        self._model()

    def synthesize(self, text: str, voice: Voice, out: Out) -> Hertz:
        """The whole text at once; the library cuts it at 510 sounds. A moment's silence where there is nothing to say."""
        from narrate.engines.wave import acted, pcm, telephoned

        part, model = self._part(voice), self._model()
        style = acting(voice)
        higher = 2 ** ((part.pitch + voice.pitch + style.pitch) / 12)
        speed = min(_FASTEST, max(_SLOWEST, _asked(voice.speed * style.speed * part.pace / higher)))
        styles = [model.get_voice_style(name) for name in part.style.split("+")]
        sounds = self._sounds(text, _LANGUAGES.get(part.style[:1], "en-us"))
        if sounds:
            sound, rate = model.create(sounds, sum(styles) / len(styles), speed, is_phonemes=True)
            out(pcm(acted(telephoned(sound, rate) if voice.name == "telephone" else sound, rate, style)))
        else:
            out(bytes(2 * (RATE // 10)))
        return round(RATE * higher)

    def _sounds(self, text: str, language: str) -> str:
        """The text in the phonetic alphabet; what stands in it in that alphabet already stays."""
        model = self._model()
        clean = text.replace("\0", " ").encode("utf-8", "ignore").decode()
        sounds, place = [], 0
        for match in IPA.finditer(clean):
            sounds += [model.tokenizer.phonemize(clean[place : match.start()], language), match.group().partition("](/")[2][:-2]]
            place = match.end()
        sounds.append(model.tokenizer.phonemize(clean[place:], language))
        joined = " ".join(part for part in sounds if part.strip())
        return joined if any(c.isalpha() and c in model.tokenizer.vocab for c in joined) else ""

    def _styles(self) -> list[str]:
        try:
            with ZipFile(self._file(".bin")) as table:
                return sorted(name.removesuffix(".npy") for name in table.namelist())
        except (OSError, BadZipFile) as error:
            raise EngineError(f"Kokoro's voices cannot be read: {error}. {how_to_install(self.name)}") from error

    def _part(self, voice: Voice) -> _Part:
        known = self._styles()
        part = self._palette(voice.language).get(voice.name, _Part(voice.name))
        names = part.style.split("+")
        missing = [name for name in names if name not in known]
        if missing or len(names) > 2:
            raise EngineError(
                f"kokoro has no voice “{voice.name}”; it has {', '.join(known)}, and blends of two: {known[0]}+{known[-1]}."
            )
        return part

    def _palette(self, language: str) -> dict[str, _Part]:
        """English has its own; another language's is drawn from the styles that speak it, if there are any."""
        if language not in self._drawn:
            own = [(name, _gender(name)) for name in self._styles() if _language_of(name) == language]
            drawn = draw(own) if own else {}
            self._drawn[language] = {name: _Part(part.name, part.pitch, part.pace) for name, part in drawn.items()} or PARTS
        return self._drawn[language]

    def _file(self, suffix: str) -> Path:
        file = self._here.file(suffix)
        if file is None or not file.is_file():
            raise EngineError(f"Kokoro's files are not all there. {how_to_install(self.name, self._here.name)}")
        return file

    def _model(self) -> Any:
        if self._loaded is None:
            try:
                from narrate.engines import tempo

                network = importlib.import_module("onnx").load(str(self._file(".onnx")))
                tempo.keep_to_speed(network, 1.0)
                session = tempo.session(network)
                session._model_path = str(self._file(".onnx"))  # the library asks every session for the file it is from
                kokoro = importlib.import_module("kokoro_onnx").Kokoro
                self._loaded = kokoro.from_session(session, str(self._file(".bin")))
            except EngineError:
                raise
            except Exception as error:
                raise EngineError(f"Kokoro's model cannot be loaded: {error}") from error
        return self._loaded


def _asked(speed: float) -> float:
    """What the network is asked for, to be heard at a speed."""
    return speed * math.exp((_LAG_SLOW if speed < 1 else _LAG_FAST) * abs(math.log(speed)))


def _language_of(style: str) -> str:
    language = _LANGUAGES.get(style[:1], "en")
    return "zh" if language == _CHINESE else language[:2]


def _gender(style: str) -> Gender:
    genders: dict[str, Gender] = {"f": "female", "m": "male"}
    return genders.get(style[1:2], "unknown")


def _described(part: _Part) -> str:
    more = [f"{part.pitch:+g} semitones"] * bool(part.pitch) + [f"pace {part.pace:g}"] * (part.pace != 1)
    return ", ".join([part.style, *more])
