"""Speech by pyttsx3: eSpeak NG on Linux (the library inside a wheel, else the system's), the system's own voices elsewhere.

pyttsx3's eSpeak loop returns before speech is made, throws away properties and costs more than the speech itself, so
here the library is called directly through its bindings (see `espeak`), in eSpeak's synchronous mode, where nothing waits
and nothing races.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import re
import sys
import tempfile
import unicodedata
import wave
from array import array
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from narrate.engines import IPA, PALETTE, Out, Pace, VoiceEntry
from narrate.engines.acting import Acting, acting
from narrate.engines.espeak import RATE, Chosen, espeak
from narrate.errors import EngineError
from narrate.model import Age, Gender, Voice
from narrate.units import Hertz

_SYSTEM_SPEECH = sys.platform in ("win32", "darwin")
BASE_RATE = 157
"""Words a minute, as eSpeak NG counts, at speed 1: a book, pauses and all, is read at 150 to 170."""
_PLAIN = re.compile(r"[\sA-Za-z0-9.,;:!?'\"‘’“”—…-]+")
"""Nothing to take out."""
_SEMITONES_TO_PITCH = 50 / 12
"""eSpeak's pitch 0..100 spans two octaves around 50."""

# Variants of eSpeak NG 1.52 that lie far apart by long-term spectrum and pitch and do not change from one process to the next.
# The base voice is the language's. bench/palette.py measures the distances; gender and age go by pitch.
_ENGLISH = "gmw/en-us"
_VARIANTS: dict[str, str] = {
    "narrator": "",
    "woman-1": "steph2",
    "woman-2": "f4",
    "woman-3": "Andrea",
    "woman-4": "belinda",
    "man-1": "david",
    "man-2": "Reed",
    "man-3": "ian",
    "man-4": "Marco",
    "old-woman": "grandma",
    "old-man": "travis",
    "girl": "anika",
    "boy": "zac",
    "telephone": "kaukovalta",
}
_PACE = {"Marco": (1.25, 0.88, 0.8), "Andrea": (0.88, 1.05, 1.1), "anika": (0.88, 1.05, 1.1), "f4": (1.0, 1.02, 1.06)}
"""Variants that do not keep to the rate they are given (measured): a factor, and the powers of a slower and of a faster speed
that they do keep to."""

_ORDINARY, _UNHURRIED, _MOST = 80, 0.08, 0.1
"""eSpeak NG takes as much time for the end of a short text as for that of a long one: books of short lines drag, books of long
sentences run. So a text of so many characters is said at the voice's rate; longer ones are slower by this power of their
length, shorter ones faster, by a tenth at most."""

_MOST_SPEAK, _MORE = 15.7, -0.26
_CHARACTERS = {"narrator": 15.5, "woman-2": 14.6, "woman-3": 16.1, "man-3": 15.5, "man-4": 14.3, "old-man": 15.5, "girl": 16.1}
"""Characters a second at speed 1, where they are not as those of most voices."""


class Pyttsx3Engine:
    """pyttsx3 with utterances that are complete, in order, in the right voice and at the right rate."""

    name = "pyttsx3"
    rate = RATE

    def __init__(self) -> None:
        self._chosen: dict[str, Chosen] = {}

    # ---------------------------------------------------------------- the library

    @cached_property
    def _speech(self) -> Any:
        """pyttsx3 with the system's own speech."""
        try:
            return importlib.import_module("pyttsx3").init()
        except (ImportError, OSError, RuntimeError, KeyError) as error:
            raise EngineError(f"pyttsx3 cannot start: {error}") from error

    # ---------------------------------------------------------------- voices

    def voices(self) -> tuple[VoiceEntry, ...]:
        """The palette, then every base voice, and every variant of the English one (`en-us+steph2` style)."""
        if _SYSTEM_SPEECH:
            return self._system_voices()
        palette = [
            VoiceEntry(
                name=_identifier(_ENGLISH, _VARIANTS[n]),
                palette=n,
                gender=gender,
                age=age,
                language="en",
                note=f"eSpeak NG, {espeak().source}",
            )
            for n, (gender, age) in PALETTE.items()
        ]
        bases = espeak().voices()
        variants = espeak().variants()
        named = {entry.name for entry in palette}
        plain = [VoiceEntry(b, "", "unknown", "adult", _language_of(b)) for b in sorted(set(bases)) if b not in named]
        others = [f"gmw/en-us+{v}" for v in variants]
        return (
            *palette,
            *plain,
            *(VoiceEntry(n, "", "unknown", "adult", "en") for n in others if n not in named),
        )

    def _system_voices(self) -> tuple[VoiceEntry, ...]:
        found = list(self._speech.getProperty("voices"))
        known: dict[str, Gender] = {"female": "female", "male": "male"}
        genders = [known.get(str(getattr(v, "gender", "") or "").lower().removeprefix("voicegender"), "unknown") for v in found]
        entries: list[VoiceEntry] = []
        used: dict[str, int] = {}
        for name, (gender, age) in PALETTE.items():
            fitting = [i for i, g in enumerate(genders) if gender in (g, "unknown")] or list(range(len(found)))
            if fitting:
                index = fitting[used.get(gender, 0) % len(fitting)]
                used[gender] = used.get(gender, 0) + 1
                entries.append(
                    VoiceEntry(
                        name=str(found[index].id),
                        palette=name,
                        gender=gender,
                        age=age,
                        language="en",
                        note=str(found[index].name),
                    )
                )
        adult: Age = "adult"
        return (
            *entries,
            *(
                VoiceEntry(name=str(v.id), palette="", gender=g, age=adult, language="", note=str(v.name))
                for v, g in zip(found, genders, strict=True)
            ),
        )

    def pace(self, voice: Voice) -> Pace:
        """As measured on sentences of stories."""
        return Pace(_CHARACTERS.get(voice.name, _MOST_SPEAK) * acting(voice).speed, _MORE)

    def fingerprint(self, voice: Voice) -> str:
        """eSpeak NG's version and a digest of the dictionary, the phonemes, the base voice and the variant."""
        if _SYSTEM_SPEECH:
            return f"{sys.platform}-system"
        base, _, variant = self.identifier(voice).partition("+")
        data, version = espeak().data, espeak().version
        spoken = _language_of(base)
        files = [data / n for n in (f"{spoken}_dict", "phontab", "phonindex", "phondata", "intonations")]
        files += sorted((data / "lang").rglob(base.split("/")[-1]))
        files += sorted((data / "lang" / "gmw").glob("en*")) if spoken == "en" else []
        files += [data / "voices" / "!v" / variant] if variant else []
        digest = hashlib.sha256(f"3 {version} {self.words_a_minute(voice)}".encode())
        for file in files:
            if file.is_file():
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
        return f"espeak-{version.split()[0]}-{digest.hexdigest()[:16]}"

    def identifier(self, voice: Voice) -> str:
        """eSpeak NG's name of a voice of the palette in its language, or the name as written."""
        if voice.name not in _VARIANTS:
            return voice.name
        return _identifier(_base(voice.language), _VARIANTS[voice.name])

    def language(self, voice: Voice) -> str:
        """That of eSpeak NG's base voice; of the system's own voices nobody tells."""
        return voice.language if _SYSTEM_SPEECH else _language_of(self.identifier(voice))

    def words_a_minute(self, voice: Voice, text: str = "") -> int:
        """What eSpeak NG, or the system's speech, is told for a text; without one, for a text of ordinary length."""
        factor, slower, faster = _PACE.get(self.identifier(voice).partition("+")[2], (1.0, 1.0, 1.0))
        total_speed = voice.speed * acting(voice).speed
        speed: float = total_speed ** (slower if total_speed < 1 else faster)
        brisk = (len(text) / _ORDINARY) ** -_UNHURRIED if text else 1.0
        return round(BASE_RATE * factor * speed * min(1 + _MOST, max(1 - _MOST, brisk)))

    def choose(self, voice: Voice) -> None:
        """Look the voice up, once; have a fresh copy of the library ready to speak."""
        if _SYSTEM_SPEECH:
            ids = {e.palette: e.name for e in self._system_voices() if e.palette}
            self._speech.setProperty("voice", ids.get(voice.name, voice.name))
            return
        identifier = self.identifier(voice)
        if identifier not in self._chosen:
            self._chosen[identifier] = espeak().choose(identifier)
        espeak().get_ready()

    # ---------------------------------------------------------------- speaking

    def synthesize(self, text: str, voice: Voice, out: Out) -> Hertz:
        """One utterance. Rate, pitch and voice are set for it alone."""
        self.choose(voice)
        clean = speakable(text)
        if not clean:
            out(bytes(RATE // 10))
            return RATE
        rate = self.words_a_minute(voice, clean)
        if _SYSTEM_SPEECH:
            self._speech.setProperty("rate", rate)
            sound, rate = self._to_file(clean)
            out(sound)
            return rate
        style = acting(voice)
        pitch = _setting(50 + (voice.pitch + style.pitch) * _SEMITONES_TO_PITCH)
        chosen, lively = self._chosen[self.identifier(voice)], None if style.range == 1 else _setting(50 * style.range)
        if style.tilt or style.band:
            pieces: list[bytes] = []
            espeak().say(clean, chosen, (rate, pitch, lively), pieces.append)
            out(_filtered(b"".join(pieces), style))
        else:
            espeak().say(clean, chosen, (rate, pitch, lively), out)
        return RATE

    def _to_file(self, text: str) -> tuple[bytes, Hertz]:
        """System voices write only to real files."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "take.wav"
            self._speech.save_to_file(text, str(path))
            self._speech.runAndWait()
            if not path.exists():
                raise EngineError("The system's speech wrote nothing.")
            return _samples(path.read_bytes())


def _setting(value: float) -> int:
    """One of eSpeak NG's settings, 0 to 100."""
    return round(min(100.0, max(0.0, value)))


def _filtered(sound: bytes, acting: Acting) -> bytes:
    """An utterance with what a manner asks for that eSpeak NG has no setting for."""
    import numpy as np

    from narrate.engines.wave import acted, pcm

    return pcm(acted(np.frombuffer(sound, np.int16).astype(np.float32) / np.float32(32768), RATE, acting))


@cache
def _base(language: str) -> str:
    """eSpeak NG's base voice of a language: the one named by its two letters, else the first of its dialects; English if none."""
    if language == "en":
        return _ENGLISH
    fitting = [name for name in espeak().voices() if _language_of(name) == language]
    return min(fitting, key=lambda name: (name.split("/")[-1] != language, name), default=_ENGLISH)


def _language_of(base: str) -> str:
    return base.partition("+")[0].split("/")[-1].split("-")[0].lower()


def _identifier(base: str, variant: str) -> str:
    return f"{base}+{variant}" if variant else base


def _samples(data: bytes) -> tuple[bytes, Hertz]:
    """The first channel of a WAV file."""
    if not data:
        raise EngineError("pyttsx3 made no sound.")
    with wave.open(io.BytesIO(data)) as file:
        sound = array("h", file.readframes(file.getnframes()))
        return sound[:: file.getnchannels()].tobytes(), file.getframerate()


def speakable(text: str) -> str:
    """The text without what eSpeak would cut at, spell or call by name: controls, marks inside words, asterisks, emoji."""
    kept: Iterable[str] = text if _PLAIN.fullmatch(text) else _pronounceable(IPA.sub(r"\1", text))
    joined = " ".join("".join(kept).split())
    return joined if any(c.isalnum() for c in joined) else ""


def _pronounceable(text: str) -> Iterator[str]:
    for char in text:
        category = unicodedata.category(char)
        if category in {"Cf", "Mn"} and char not in "\u0301\u0308":
            continue
        yield " " if category in {"Cc", "Cs", "Co", "Cn", "So", "Sk"} or char in "*<>[]{}|\\^~#" else char
