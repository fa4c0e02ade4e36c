"""Speech by pyttsx3: eSpeak NG on Linux (the library inside a wheel, else the system's), the system's own voices elsewhere.

Two facts shape this file. pyttsx3's eSpeak loop returns before speech is made, throws away properties and costs more
than the speech itself, so here its bindings of the library are called directly, in eSpeak's synchronous mode, where
nothing waits and nothing races. And eSpeak NG's sound depends on what the process spoke before, so the engine says
`keeps_state` and the booth gives every cue a child of its own.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib
import io
import os
import sys
import tempfile
import unicodedata
import wave
from array import array
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from narrate.engines import IPA, PALETTE, Out, VoiceEntry
from narrate.errors import EngineError
from narrate.model import Age, Gender, Voice
from narrate.units import Hertz

_SYSTEM_SPEECH = sys.platform in ("win32", "darwin")
_SONAME = "libespeak-ng.so.1"
_SYNCHRONOUS = 2
_BUFFER = 200
"""Milliseconds of sound that eSpeak NG hands over at a time."""
_RATE = 22050
BASE_RATE = 165
"""Words a minute at speed 1: about 180 spoken, pauses included, an unhurried narrator."""
_SEMITONES_TO_PITCH = 50 / 12
"""eSpeak's pitch 0..100 spans two octaves around 50."""

# Base voice and variant: variants of eSpeak NG 1.52 that lie far apart by long-term spectrum and pitch and do not
# change from one process to the next. bench/palette.py measures the distances; gender and age go by pitch.
_VOICES: dict[str, tuple[str, str]] = {
    "narrator": ("gmw/en-us", ""),
    "woman-1": ("gmw/en-us", "steph2"),
    "woman-2": ("gmw/en-us", "f4"),
    "woman-3": ("gmw/en-us", "Andrea"),
    "woman-4": ("gmw/en-us", "belinda"),
    "man-1": ("gmw/en-us", "david"),
    "man-2": ("gmw/en-us", "Reed"),
    "man-3": ("gmw/en-us", "ian"),
    "man-4": ("gmw/en-us", "Marco"),
    "old-woman": ("gmw/en-us", "grandma"),
    "old-man": ("gmw/en-us", "travis"),
    "girl": ("gmw/en-us", "anika"),
    "boy": ("gmw/en-us", "zac"),
    "telephone": ("gmw/en-us", "kaukovalta"),
}
_PACE = {"Marco": 1.25}
"""Variants that speak slower than their rate says, and by how much (measured)."""


class Pyttsx3Engine:
    """pyttsx3 with utterances that are complete, in order, in the right voice and at the right rate."""

    name = "pyttsx3"
    rate = _RATE
    keeps_state = not _SYSTEM_SPEECH
    pace = 14.0

    def __init__(self) -> None:
        self._chosen: Voice | None = None
        self._out: Out = lambda _: None

    # ---------------------------------------------------------------- the library

    @cached_property
    def _library(self) -> SimpleNamespace:
        """Where eSpeak NG comes from: `source`, and `data`, the folder with the voices' files where it is not the library's own.

        The wheel's comes first: a system's may be older, without some of the palette's voices. Loaded, it is what pyttsx3
        finds under the library's name.
        """
        try:
            import espeakng_loader

            library, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
            if (Path(data) / "phontab").exists():
                ctypes.CDLL(library)
                os.environ["ESPEAK_DATA_PATH"] = data
                return SimpleNamespace(source="the eSpeak NG wheel", data=Path(data))
            trouble = "its data is incomplete"
        except (ImportError, OSError, RuntimeError) as error:
            trouble = str(error)
        try:
            ctypes.CDLL(_SONAME)
            return SimpleNamespace(source="the system's eSpeak NG", data=None)
        except OSError:
            raise EngineError(
                f"eSpeak NG cannot be loaded ({trouble}). Run: pip install --force-reinstall espeakng-loader"
            ) from None

    @cached_property
    def _speech(self) -> Any:
        """pyttsx3 with the system's own speech."""
        try:
            return importlib.import_module("pyttsx3").init()
        except (ImportError, OSError, RuntimeError, KeyError) as error:
            raise EngineError(f"pyttsx3 cannot start: {error}") from error

    @cached_property
    def _espeak(self) -> Any:
        """pyttsx3's bindings of eSpeak NG, made ready to speak in the calling thread; loaded once per process."""
        _ = self._library
        try:
            low: Any = importlib.import_module("pyttsx3.drivers._espeak")
        except (ImportError, OSError, RuntimeError) as error:
            raise EngineError(f"pyttsx3 cannot start: {error}") from error
        if low.Initialize(_SYNCHRONOUS, _BUFFER) != _RATE:
            raise EngineError("eSpeak NG does not start. Run: pip install --force-reinstall espeakng-loader")
        low.dll.espeak_SetSynthCallback(self._hears)
        return low

    @cached_property
    def _hears(self) -> Any:
        """What eSpeak NG calls with each piece of sound."""

        def hear(samples: int | None, count: int, _: int | None) -> int:
            if samples and count > 0:
                self._out(ctypes.string_at(samples, 2 * count))
            return 0

        return ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(hear)

    @cached_property
    def _version(self) -> str:
        info = self._espeak.dll.espeak_Info
        info.restype = ctypes.c_char_p
        path = ctypes.c_char_p()
        return str(info(ctypes.byref(path)).decode())

    @cached_property
    def _data(self) -> Path:
        """The folder with the voices' files, as the library itself names it."""
        info = self._espeak.dll.espeak_Info
        info.restype = ctypes.c_char_p
        path = ctypes.c_char_p()
        info(ctypes.byref(path))
        return Path((path.value or b"").decode())

    # ---------------------------------------------------------------- voices

    def voices(self) -> tuple[VoiceEntry, ...]:
        """The palette, then every English base voice and variant (`en-us+steph2` style)."""
        if _SYSTEM_SPEECH:
            return self._system_voices()
        palette = [
            VoiceEntry(_identifier(*_VOICES[n]), n, gender, age, "en", f"eSpeak NG, {self._library.source}")
            for n, (gender, age) in PALETTE.items()
        ]
        bases = [v.identifier.decode() for v in self._espeak.ListVoices(None) if b"gmw/en" in v.identifier]
        variants = sorted(p.name for p in (self._data / "voices" / "!v").iterdir())
        named = {entry.name for entry in palette}
        plain = [VoiceEntry(b, "", "unknown", "adult", "en") for b in sorted(set(bases)) if b not in named]
        others = [f"gmw/en-us+{v}" for v in variants]
        return (
            *palette,
            *plain,
            *(VoiceEntry(n, "", "unknown", "adult", "en") for n in others if n not in named),
        )

    def _system_voices(self) -> tuple[VoiceEntry, ...]:
        found = list(self._speech.getProperty("voices"))
        told: dict[str, Gender] = {"female": "female", "male": "male"}
        genders = [told.get(str(getattr(v, "gender", "") or "").lower().removeprefix("voicegender"), "unknown") for v in found]
        entries: list[VoiceEntry] = []
        used: dict[str, int] = {}
        for name, (gender, age) in PALETTE.items():
            fitting = [i for i, g in enumerate(genders) if gender in (g, "unknown")] or list(range(len(found)))
            if fitting:
                index = fitting[used.get(gender, 0) % len(fitting)]
                used[gender] = used.get(gender, 0) + 1
                entries.append(VoiceEntry(str(found[index].id), name, gender, age, "en", str(found[index].name)))
        adult: Age = "adult"
        return (
            *entries,
            *(VoiceEntry(str(v.id), "", g, adult, "", str(v.name)) for v, g in zip(found, genders, strict=True)),
        )

    def fingerprint(self, voice: Voice) -> str:
        """eSpeak NG's version and a digest of the dictionary, the phonemes, the base voice and the variant."""
        if _SYSTEM_SPEECH:
            return f"{sys.platform}-system"
        base, _, variant = self._resolve(voice.name).partition("+")
        data = self._data
        files = [data / n for n in ("en_dict", "phontab", "phonindex", "phondata", "intonations")]
        files += sorted((data / "lang").rglob(base.split("/")[-1])) + sorted((data / "lang" / "gmw").glob("en*"))
        files += [data / "voices" / "!v" / variant] if variant else []
        digest = hashlib.sha256(f"1 {self._version}".encode())
        for file in files:
            if file.is_file():
                digest.update(file.name.encode() + b"\0" + file.read_bytes())
        return f"espeak-{self._version.split()[0]}-{digest.hexdigest()[:16]}"

    def _resolve(self, name: str) -> str:
        """The identifier of a palette name, or the name as written."""
        return _identifier(*_VOICES[name]) if name in _VOICES else name

    def load(self, voice: Voice) -> None:
        """The list of voices, which eSpeak NG would read again in every child."""
        self.voices()

    def choose(self, voice: Voice) -> None:
        """eSpeak NG takes an unknown variant for the plain voice without a word: that is an error here."""
        self._chosen = None
        if _SYSTEM_SPEECH:
            ids = {e.palette: e.name for e in self._system_voices() if e.palette}
            self._speech.setProperty("voice", ids.get(voice.name, voice.name))
            self._chosen = voice
            return
        wanted = self._resolve(voice.name)
        base, _, variant = wanted.partition("+")
        known = bool(variant) <= (self._data / "voices" / "!v" / variant).is_file()
        variants = {p.name for p in (self._data / "voices" / "!v").iterdir()} if variant else set()
        if not known or (variant and variant not in variants) or self._espeak.SetVoiceByName(wanted.encode()) != 0:
            raise EngineError(f"eSpeak NG has no voice “{voice.name}”. See: narrate voices --engine pyttsx3")
        got = self._espeak.GetCurrentVoice().contents.identifier.decode()
        if not got.endswith(variant) or base.split("/")[-1].lower() not in got.lower():
            raise EngineError(
                f"eSpeak NG has no voice “{voice.name}” (it would speak as “{got}”). See: narrate voices --engine pyttsx3"
            )
        self._chosen = voice

    # ---------------------------------------------------------------- speaking

    def synthesize(self, text: str, voice: Voice, out: Out) -> Hertz:
        """One utterance. Rate, pitch and voice are set for it alone."""
        if self._chosen != voice:
            self.choose(voice)
        clean = speakable(text)
        if not clean:
            out(bytes(_RATE // 10))
            return _RATE
        pace = _PACE.get(self._resolve(voice.name).partition("+")[2], 1.0)
        rate = round(BASE_RATE * voice.speed * pace)
        if _SYSTEM_SPEECH:
            self._speech.setProperty("rate", rate)
            sound, rate = self._to_file(clean)
            out(sound)
            return rate
        low = self._espeak
        low.SetParameter(low.RATE, rate, 0)
        low.SetParameter(low.PITCH, round(min(100.0, max(0.0, 50 + voice.pitch * _SEMITONES_TO_PITCH))), 0)
        with contextlib.suppress(AttributeError):
            low.dll.espeak_ng_SetRandSeed(1)
        heard = 0

        def hear(piece: bytes) -> None:
            nonlocal heard
            heard += len(piece)
            out(piece)

        self._out = hear
        if low.Synth(clean.encode("utf-8"), flags=low.ENDPAUSE | low.CHARS_UTF8) != 0:
            raise EngineError("eSpeak NG refused the text.")
        if not heard:
            raise EngineError("eSpeak NG made no sound.")
        return _RATE

    def _to_file(self, text: str) -> tuple[bytes, Hertz]:
        """System voices write only to real files."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "take.wav"
            self._speech.save_to_file(text, str(path))
            self._speech.runAndWait()
            if not path.exists():
                raise EngineError("The system's speech wrote nothing.")
            return _samples(path.read_bytes())


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
    kept = []
    for char in IPA.sub(r"\1", text):
        category = unicodedata.category(char)
        if category in {"Cf", "Mn"} and char not in "\u0301\u0308":
            continue
        kept.append(" " if category in {"Cc", "Cs", "Co", "Cn", "So", "Sk"} or char in "*<>[]{}|\\^~#" else char)
    joined = " ".join("".join(kept).split())
    return joined if any(c.isalnum() for c in joined) else ""
