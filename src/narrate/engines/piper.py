"""Piper: any voice of its many, from a file that a person has installed.

A voice file may hold many speakers; each is a voice, NAME/SPEAKER. Piper has no pitch of its own: a voice is made higher by
speaking slower by the same factor and saying that the sound has a higher rate, which moves its timbre along.
Piper's network adds noise from a generator that cannot be set back; so it is given the same noise for every cue (see `noise`).
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from narrate.bank import how_to_install, installed, sum_of
from narrate.engines import IPA, PALETTE, Out, Pace, VoiceEntry
from narrate.engines.acting import acting
from narrate.engines.drawing import draw
from narrate.errors import EngineError
from narrate.installation import how_to_add
from narrate.model import Gender, Voice
from narrate.units import Hertz

EXTRA = "piper"
_MOST_SPEAKERS = 40
"""Of one file that the palette is drawn from."""
_CHARACTERS, _MORE = 20.3, 0.2
"""Of the voice joe: characters a second, and the seconds that every text takes besides."""
_UNHURRIED = 0.9
"""The pace of the palette in English. By itself joe reads a book at 175 to 190 words a minute, which is a hurried audiobook."""
_EVEN = 3.0
"""dB over a voice's level above which its loud moments rise half as far: Piper's have many, which a limiter would hold down."""
_digest = lru_cache(maxsize=64)(sum_of)


@dataclass(frozen=True, slots=True)
class _Part:
    """A palette name's voice: which file and speaker, and how it is changed."""

    name: str
    pitch: float = 0.0
    pace: float = 1.0


class PiperEngine:
    """The installed voices of Piper."""

    name = "piper"
    rate: Hertz = 22050

    def __init__(self) -> None:
        if importlib.util.find_spec("piper") is None:
            raise EngineError(f"The engine “piper” is not installed. Run: {how_to_add(EXTRA)}")
        self._here = {voice.name: voice for voice in installed(self.name)}
        if not self._here:
            raise EngineError(f"The engine “piper” has no voice yet. {how_to_install(self.name)}")
        self._loaded: dict[str, Any] = {}
        self._drawn: dict[str, dict[str, _Part]] = {}

    def voices(self) -> tuple[VoiceEntry, ...]:
        """The palette, drawn from what is installed; then every speaker of every file."""
        parts, own = self._palette("en"), self._own()
        genders = dict(own)
        return tuple(
            VoiceEntry(
                name=name,
                palette=name,
                gender=genders.get(parts[name].name, "unknown"),
                age=age,
                language=self._speaks(parts[name].name),
                note=_described(parts[name]),
            )
            for name, (_, age) in PALETTE.items()
        ) + tuple(
            VoiceEntry(name=name, palette="", gender=gender, age="adult", language=self._speaks(name), note="")
            for name, gender in own
        )

    def pace(self, voice: Voice) -> Pace:
        """That of one measured voice, and how much slower a voice's own settings make it; the rest is found out when a book is
        rendered."""
        part = self._part(voice)
        faster = part.pace * acting(voice).speed / _slowed(self._file(part.name, ".json"))
        return Pace(_CHARACTERS * faster, _MORE / faster)

    def fingerprint(self, voice: Voice) -> str:
        """Versions of Piper and of what computes it, the voice's two files, and how the palette changes it."""
        part = self._part(voice)
        sums = [_digest(self._file(part.name, suffix)) for suffix in (".onnx", ".json")]
        as_it_is = not voice.pitch and voice.speed == 1 and (part.pitch, part.pace) == (0, 1)
        made = f"{5 if as_it_is else 6} {version('piper-tts')} {version('onnxruntime')} {sums} {part}"
        return f"piper-{hashlib.sha256(made.encode()).hexdigest()[:20]}"

    def language(self, voice: Voice) -> str:
        """What the settings of its file say."""
        return self._speaks(self._part(voice).name)

    def choose(self, voice: Voice) -> None:
        """Load the voice's network."""
        self._model(self._part(voice).name)

    def synthesize(self, text: str, voice: Voice, out: Out) -> Hertz:
        """Sentence by sentence; a moment's silence where there is nothing to say."""
        part = self._part(voice)
        model, (_, speakers, rate) = self._model(part.name), _settings(self._file(part.name, ".json"))
        style = acting(voice)
        higher = 2 ** ((part.pitch + voice.pitch + style.pitch) / 12)
        manner = importlib.import_module("piper").SynthesisConfig(
            speaker_id=speakers.get(_speaker(part.name)) if speakers else None,
            length_scale=model.config.length_scale * higher / (voice.speed * part.pace * style.speed),
        )
        from narrate.engines.wave import acted, evened, pcm, telephoned

        silent = True
        for chunk in model.synthesize(_sayable(text), manner):
            sound = chunk.audio_float_array
            sound = evened(sound, rate, _EVEN) if len(sound) else sound
            out(pcm(acted(telephoned(sound, rate) if voice.name == "telephone" else sound, rate, style)))
            silent = silent and not len(sound)
        if silent:
            out(bytes(2 * (rate // 10)))
        return round(rate * higher)

    def _own(self) -> list[tuple[str, Gender]]:
        """Every voice by its own name, and whose it sounds like."""
        found: list[tuple[str, Gender]] = []
        for voice in self._here.values():
            speakers = _settings(self._file(voice.name, ".json"))[1]
            found += [(f"{voice.name}/{speaker}", voice.gender) for speaker in speakers] or [(voice.name, voice.gender)]
        return found

    def _palette(self, language: str) -> dict[str, _Part]:
        """Drawn once for each language, of the voices that speak it; of all if none does."""
        if language not in self._drawn:
            every = self._own()
            own = [pair for voice in self._here.values() for pair in _first(every, voice.name)]
            speaking = [pair for pair in own if self._speaks(pair[0]) == language]
            drawn = draw(speaking or own, shared=language != "en")
            pace = _UNHURRIED if language == "en" else 1.0
            self._drawn[language] = {
                name: _Part(part.name, part.pitch, round(pace * part.pace, 3)) for name, part in drawn.items()
            }
        return self._drawn[language]

    def _speaks(self, name: str) -> str:
        return _settings(self._file(name, ".json"))[0]

    def _part(self, voice: Voice) -> _Part:
        if voice.name in PALETTE:
            return self._palette(voice.language)[voice.name]
        file, speaker = voice.name.partition("/")[0], _speaker(voice.name)
        if file in self._here:
            speakers = _settings(self._file(file, ".json"))[1]
            if speaker in speakers or (not speaker and not speakers):
                return _Part(voice.name)
            if not speaker:
                return _Part(f"{file}/{next(iter(speakers))}")
        raise EngineError(
            f"piper has no voice “{voice.name}” here; it has {', '.join(self._here)}. {how_to_install(self.name, file)}"
        )

    def _file(self, name: str, suffix: str) -> Path:
        file = self._here[name.partition("/")[0]].file(suffix)
        if file is None or not file.is_file():
            raise EngineError(f"The files of piper's voice “{name}” are not all there. {how_to_install(self.name, name)}")
        return file

    def _model(self, name: str) -> Any:
        file = self._file(name, ".onnx")
        if str(file) not in self._loaded:
            try:
                from narrate.engines import noise, tempo

                config = importlib.import_module("piper.config").PiperConfig.from_dict(
                    json.loads(self._file(name, ".json").read_bytes())
                )
                network = importlib.import_module("onnx").load(str(file))
                noise.make_still(network)
                tempo.keep_to_speed(network, config.length_scale)
                piper = importlib.import_module("piper")
                self._loaded[str(file)] = piper.PiperVoice(session=tempo.session(network), config=config)
            except Exception as error:
                raise EngineError(f"piper's voice “{name}” cannot be loaded: {error}") from error
        return self._loaded[str(file)]


def _sayable(text: str) -> str:
    """The text with its pronunciations as Piper takes them, in double brackets, and no other double brackets."""
    clean = text.replace("\0", " ").replace("[[", "[ [").encode("utf-8", "ignore").decode()
    return IPA.sub(lambda match: f"[[{match.group().partition('](/')[2][:-2]}]]", clean)


def _first(own: list[tuple[str, Gender]], name: str) -> list[tuple[str, Gender]]:
    return [pair for pair in own if pair[0].partition("/")[0] == name][:_MOST_SPEAKERS]


def _speaker(name: str) -> str:
    return name.partition("/")[2]


def _described(part: _Part) -> str:
    more = [f"{part.pitch:+g} semitones"] * bool(part.pitch) + [f"pace {part.pace:g}"] * (part.pace != 1)
    return ", ".join([part.name, *more])


@lru_cache(maxsize=64)
def _slowed(file: Path) -> float:
    """How many times longer than its network says a voice is to speak, by its own settings."""
    try:
        scale = float(json.loads(file.read_bytes()).get("inference", {}).get("length_scale", 1.0))
    except (OSError, ValueError, TypeError, AttributeError):
        return 1.0
    return scale if 0.1 < scale < 10 else 1.0


@lru_cache(maxsize=64)
def _settings(file: Path) -> tuple[str, dict[str, int], Hertz]:
    """A voice's own settings: its language, its speakers if they are many, its rate."""
    try:
        config = json.loads(file.read_bytes())
        speakers = {str(name): int(number) for name, number in (config.get("speaker_id_map") or {}).items()}
        if not speakers and int(config["num_speakers"]) > 1:
            speakers = {str(number): number for number in range(int(config["num_speakers"]))}
        sound = str((config.get("espeak") or {}).get("voice", ""))
        language = str((config.get("language") or {}).get("family", sound.partition("-")[0] or "en"))
        return language, speakers, int(config["audio"]["sample_rate"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineError(f"{file} is not the settings file of a Piper voice ({error}).") from error
