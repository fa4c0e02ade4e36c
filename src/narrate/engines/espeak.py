"""eSpeak NG itself, through pyttsx3's bindings: found, and as good as new for every utterance.

eSpeak NG's sound depends on what the library has spoken before, and no call of its own sets that back. So before every
utterance it is ended, its variables are made what they were when it was loaded, and it is started again: as much as loading
it anew, for half of the time (docs/notebook/speed.md).
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from narrate.engines import Out
from narrate.engines.statics import Statics
from narrate.errors import EngineError
from narrate.installation import pip_install
from narrate.units import Hertz

RATE: Hertz = 22050
SEED = 1
_SONAME = "libespeak-ng.so.1"
_SYNCHRONOUS = 2
_BUFFER = 5000
"""Milliseconds of sound that eSpeak NG hands over at a time; the samples are the same whatever it is."""
_OPEN_FILES = Path("/proc/self/fd")
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_KEPT_BYTES = 16 << 20
"""For mallopt of GNU's C library (malloc.h)."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A voice that is there. `file` names it so that the library need not look through its list of voices, which takes
    five times as long as all else; None where a system has no such names, and `name` must do."""

    name: str
    file: str | None


class Espeak:
    """The library in this process, for one thread. Get it by `espeak`: there is one set of its variables."""

    def __init__(self) -> None:
        self._out: Out = lambda _: None
        self._dll, self._home = _loaded()
        self._statics = Statics(self._dll.espeak_Initialize)
        self.source = "the eSpeak NG wheel" if self._home else "the system's eSpeak NG"
        self._started = self._fresh = False
        self._open: dict[Path, int] = {}
        _ = self._bindings

    @cached_property
    def _bindings(self) -> Any:
        """pyttsx3's; they look for the library by its name, under which it is loaded already."""
        try:
            return importlib.import_module("pyttsx3.drivers._espeak")
        except (ImportError, OSError, RuntimeError) as error:
            raise EngineError(f"pyttsx3 cannot start: {error}") from error

    @cached_property
    def _hears(self) -> Any:
        """What eSpeak NG calls with each piece of sound."""

        def heard(samples: int | None, count: int, _: int | None) -> int:
            if samples and count > 0:
                self._out(ctypes.string_at(samples, 2 * count))
            return 0

        return ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(heard)

    def hear(self, out: Out) -> None:
        """Where the sound goes from now on, piece by piece, int16 at RATE."""
        self._out = out

    def anew(self) -> Any:
        """The library as it is before it ever spoke, ready to."""
        if self._started:
            self._dll.espeak_Terminate()
        self._statics.put_back()
        self._started, self._fresh = True, False
        if self._dll.espeak_Initialize(_SYNCHRONOUS, _BUFFER, self._home, 0) != RATE:
            raise EngineError(f"eSpeak NG does not start. {_how_to_mend()}")
        self._dll.espeak_SetSynthCallback(self._hears)
        return self._dll

    def get_ready(self) -> None:
        """Start anew for the next utterance, if that is not done: worth doing while nobody waits for it."""
        if not self._fresh:
            self.anew()
            self._fresh = True

    @cached_property
    def _info(self) -> tuple[str, Path]:
        info = self.anew().espeak_Info
        info.restype = ctypes.c_char_p
        path = ctypes.c_char_p()
        version = info(ctypes.byref(path)).decode()
        return version, Path((path.value or b"").decode())

    @property
    def version(self) -> str:
        """As the library tells it."""
        return self._info[0]

    @property
    def data(self) -> Path:
        """The folder with the voices' files, as the library names it."""
        return self._info[1]

    def voices(self) -> list[str]:
        """The identifiers of all base voices (`gmw/en-US` style), as listed."""
        list_voices = self.anew().espeak_ListVoices
        list_voices.restype = ctypes.POINTER(ctypes.POINTER(self._bindings.VOICE))
        found, names = list_voices(None), []
        for entry in found:
            if not entry:
                break
            names.append(entry.contents.identifier.decode())
        return names

    def variants(self) -> list[str]:
        """What may follow a voice's name after a `+`."""
        return sorted(p.name for p in (self.data / "voices" / "!v").iterdir())

    def choose(self, name: str) -> Chosen:
        """A voice by name, `gmw/en-us+steph2` style. eSpeak NG takes an unknown variant for the plain voice without a word:
        that is an EngineError here."""
        base, _, variant = name.partition("+")
        known = not variant or variant in self.variants()
        dll = self.anew()
        if not known or dll.espeak_SetVoiceByName(name.encode()) != 0:
            raise EngineError(f"eSpeak NG has no voice “{name}”. See: narrate voices --engine pyttsx3")
        current = dll.espeak_GetCurrentVoice
        current.restype = ctypes.POINTER(self._bindings.VOICE)
        got = current().contents.identifier.decode()
        if not got.endswith(variant) or base.split("/")[-1].lower() not in got.lower():
            raise EngineError(
                f"eSpeak NG has no voice “{name}” (it would speak as “{got}”). See: narrate voices --engine pyttsx3"
            )
        file = self.data / "lang" / got.partition("+")[0]
        return Chosen(name, f"{self._name_of(file)}+{variant}".rstrip("+") if _OPEN_FILES.is_dir() and file.is_file() else None)

    def _name_of(self, file: Path) -> str:
        """A short name in small letters for a file, which is all that eSpeak NG opens: that of its open descriptor."""
        if file not in self._open:
            self._open[file] = os.open(file, os.O_RDONLY)
        return str(_OPEN_FILES / str(self._open[file]))

    def say(self, text: str, voice: Chosen, how: tuple[int, int, int | None], out: Out) -> None:
        """One utterance, piece by piece into `out`, int16 at RATE. `how` is words a minute, pitch, and liveliness where it is not
        the voice's own, both from 0 to 100. Raises EngineError."""
        self.get_ready()
        dll, low, self._fresh = self._dll, self._bindings, False
        by_file = voice.file is not None and hasattr(dll, "espeak_ng_SetVoiceByFile")
        if not (by_file and dll.espeak_ng_SetVoiceByFile(str(voice.file).encode()) == 0):
            dll.espeak_SetVoiceByName(voice.name.encode())
        words_a_minute, pitch, lively = how
        dll.espeak_SetParameter(low.RATE, words_a_minute, 0)
        dll.espeak_SetParameter(low.PITCH, pitch, 0)
        if lively is not None:
            dll.espeak_SetParameter(low.RANGE, lively, 0)
        with contextlib.suppress(AttributeError):
            dll.espeak_ng_SetRandSeed(SEED)
        _libc().srand(SEED)  # some voices' breath comes from the C library's numbers, which are not eSpeak NG's to put back
        heard = 0

        def hear(piece: bytes) -> None:
            nonlocal heard
            heard += len(piece)
            out(piece)

        self.hear(hear)
        said = text.encode("utf-8")
        flags = low.ENDPAUSE | low.CHARS_UTF8
        if dll.espeak_Synth(said, ctypes.c_size_t(len(said) + 1), 0, 0, 0, flags, None, None) != 0:
            raise EngineError("eSpeak NG refused the text.")
        if not heard:
            raise EngineError("eSpeak NG made no sound.")


@cache
def espeak() -> Espeak:
    """This process's eSpeak NG. Raises EngineError where there is none."""
    return Espeak()


def _how_to_mend() -> str:
    return f"Run: {pip_install('--force-reinstall', 'espeakng-loader')}"


def _loaded() -> tuple[Any, bytes | None]:
    """The library, and the folder with its voices' files where it is not the library's own.

    The wheel's comes first: a system's may be older, without some of the palette's voices.
    """
    try:
        import espeakng_loader

        library, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
        if (Path(data) / "phontab").exists():
            return ctypes.CDLL(library), os.fsencode(data)
        trouble = "its data is incomplete"
    except (ImportError, OSError, RuntimeError) as error:
        trouble = str(error)
    try:
        return ctypes.CDLL(_SONAME), None
    except OSError:
        raise EngineError(f"eSpeak NG cannot be loaded ({trouble}). {_how_to_mend()}") from None


@cache
def _libc() -> Any:
    """The C library. GNU's is told to keep the memory that eSpeak NG gives back when it ends, for when it starts again: having it
    from the system anew takes a quarter of a millisecond."""
    library = ctypes.CDLL(None)
    with contextlib.suppress(AttributeError):
        library.mallopt(_M_MMAP_THRESHOLD, _KEPT_BYTES)
        library.mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)
    return library
