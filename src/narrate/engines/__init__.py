"""The seam to speech: what an engine is, which ones there are, and the palette of names they share.

An engine knows nothing of characters, chapters, files or tags. It always runs in a booth (see `booth`),
a process of its own, so that a hang or a crash costs one cue.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from narrate.errors import EngineError, did_you_mean
from narrate.model import Age, Gender, Voice

if TYPE_CHECKING:
    from narrate.units import Hertz, Seconds

GROUP = "narrate.engines"
PREFERRED = ("hibari", "pyttsx3", "scratch")
"""Best first: what `engine: auto` takes."""
PLAIN = ("pyttsx3", "scratch")
"""What every installation has; the others are extras."""
HEEDING = ("hibari",)
"""Engines that let a sentence's ending be heard: their fingerprint of a voice with an `ending` is another."""
IPA = re.compile(r"\[([^\[\]]*)\]\(/[^/\s()]*/\)")
"""A word with its pronunciation, as in `[Igor](/ˈiːɡɔː/)`: an engine that takes no IPA says the word."""
FALLBACK = "pyttsx3"
"""Speaks what another engine cannot."""

PALETTE: dict[str, tuple[Gender, Age]] = {
    "narrator": ("male", "adult"),
    "woman-1": ("female", "adult"),
    "woman-2": ("female", "adult"),
    "woman-3": ("female", "adult"),
    "woman-4": ("female", "adult"),
    "man-1": ("male", "adult"),
    "man-2": ("male", "adult"),
    "man-3": ("male", "adult"),
    "man-4": ("male", "adult"),
    "old-woman": ("female", "old"),
    "old-man": ("male", "old"),
    "girl": ("female", "child"),
    "boy": ("male", "child"),
    "telephone": ("unknown", "adult"),
}
"""The names under which every engine lists its voices, with the gender and age they are meant for."""


@dataclass(frozen=True, slots=True)
class VoiceEntry:
    """One voice an engine offers. `palette` is its name there, empty when it has none."""

    name: str
    palette: str
    gender: Gender
    age: Age
    language: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a text lasts at speed 1: `characters` of its spoken form a second, and `more` seconds whatever it is."""

    characters: float
    more: Seconds = 0.0

    def seconds(self, text: str, speed: float) -> Seconds:
        """From where speech is heard to where it is heard no more."""
        return max(_SHORTEST, len(text) / self.characters + self.more) / speed


_SHORTEST: Seconds = 0.3
Out = Callable[[bytes], None]
"""Takes the next piece of sound."""


@runtime_checkable
class Engine(Protocol):
    """Turns text into sound."""

    name: str
    rate: Hertz
    """What it mostly speaks at; an edition has the highest rate of its engines."""

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Every voice, those of the palette first."""
        ...

    def pace(self, voice: Voice) -> Pace:
        """How fast this voice speaks, as measured; of a voice that is not known, about."""
        ...

    def fingerprint(self, voice: Voice) -> str:
        """Changes when the same text may sound different: version of the engine and digest of the voice's files."""
        ...

    def language(self, voice: Voice) -> str:
        """The language that this voice speaks, in two letters: the asked one where the engine has it. Raises EngineError."""
        ...

    def choose(self, voice: Voice) -> None:
        """Get ready to speak with this voice; called between utterances too, when nobody waits.

        Raises EngineError when there is no such voice.
        """
        ...

    def synthesize(self, text: str, voice: Voice, out: Out) -> Hertz:
        """Give `out` the sound piece by piece, int16 mono as bytes in the machine's order; the rate. Any text; never
        downloads; raises only EngineError. An engine that knows when each word of it begins leaves that, in seconds, in
        `word_starts`."""
        ...


def _points() -> dict[str, EntryPoint]:
    return _points_on(tuple(sys.path))


@cache
def _points_on(_path: tuple[str, ...]) -> dict[str, EntryPoint]:
    """All metadata on the path are read for it."""
    return {point.name: point for point in entry_points(group=GROUP)}


def engine_names() -> list[str]:
    """The registered engines, preferred ones first."""
    names = _points()
    return [n for n in PREFERRED if n in names] + sorted(set(names) - set(PREFERRED))


def missing_engines() -> dict[str, str]:
    """The registered engines that cannot be loaded here, and how to get them."""
    missing = {}
    for name in engine_names():
        try:
            load_engine(name)
        except EngineError as error:
            missing[name] = str(error)
    return missing


def first_engine(names: Iterable[str]) -> str:
    """The first of these engines that can be loaded. Raises EngineError where none can."""
    for name in names:
        try:
            return load_engine(name).name
        except EngineError:
            continue
    raise EngineError("No speech engine is installed. Install narrate again.")


def load_engine(name: str) -> Engine:
    """A new instance; what its library needs is looked for only when it speaks."""
    point = _points().get(name)
    if point is None:
        names = engine_names()
        raise EngineError(f"There is no engine “{name}”{did_you_mean(name, names)}; there are: {', '.join(names)}.")
    try:
        engine = point.load()()
    except ImportError as error:
        raise EngineError(f"The engine “{name}” cannot be loaded: {error}. Install narrate again.") from error
    assert isinstance(engine, Engine)
    return engine
