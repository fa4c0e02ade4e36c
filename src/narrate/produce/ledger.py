"""What a rendered book was made of: so that the next plan can say what has changed and why, and takes nobody needs can go."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Literal

from narrate.model import Book, Chapter, Cue, Voice
from narrate.produce.sealed import DamagedError, read_sealed, write_sealed
from narrate.units import Seconds

LEDGER = ".narrate.takes"
Reason = Literal["new", "text changed", "voice changed", "engine changed", "take lost", "stand-in"]


@dataclass(frozen=True, slots=True)
class Length:
    """Of a chapter as last rendered: seconds, and how many were expected by the voices' pace alone. 0 where it never was."""

    measured: Seconds = 0.0
    expected: Seconds = 0.0


@dataclass(frozen=True)
class Ledger:
    """The book's takes as last rendered: key → (text, voice), and of each chapter a digest of its cues, empty where it was never
    rendered, and its length."""

    takes: dict[str, tuple[str, str]]
    chapters: tuple[str, ...]
    lengths: tuple[Length, ...] = ()
    damaged: bool = False
    """Whether there was a ledger that could not be used."""

    def reasons(self, cues: Iterable[Cue], stood_in: Callable[[str], bool]) -> dict[Reason, int]:
        """Why cues without a take have none, and how many for each reason, the most frequent first. `stood_in` says of a key
        whether something stands in for its take."""
        spoken: dict[str, set[str]] = {}
        for text, voice in self.takes.values():
            spoken.setdefault(text, set()).add(voice)

        def reason(cue: Cue) -> Reason:
            if stood_in(cue.key):
                return "stand-in"
            if cue.key in self.takes:
                return "take lost"
            if cue.line < 0:  # it sets a voice's level, and says the same in every voice
                return "voice changed" if all(self.chapters) and self.takes else "new"
            text = _words_of(cue)
            if text not in spoken:
                return "text changed" if all(self.chapters) and self.takes else "new"
            return "engine changed" if _name(cue.spoken_with) in spoken[text] else "voice changed"

        return dict(Counter(reason(cue) for cue in cues).most_common())

    def outdated(self, sheet: Book[Cue]) -> set[int]:
        """The numbers of a sheet's chapters that were never rendered, or have changed since."""
        known = ((chapter, self._chapter(chapter.number)) for chapter in sheet.chapters)
        return {chapter.number for chapter, digest in known if not digest or digest != _digest(chapter)}

    def rendered(self, sheet: Book[Cue], requested: Collection[Chapter[Cue]], calibrations: Iterable[Cue]) -> Ledger:
        """The ledger after these chapters of a sheet are rendered. What is known of the others stays."""
        cues = [*calibrations, *(cue for chapter in requested for cue in chapter.body)]
        takes = {cue.key: (_words_of(cue), _name(cue.spoken_with)) for cue in cues}
        if len(requested) == len(sheet.chapters):
            return Ledger(takes, tuple(_digest(chapter) for chapter in requested), self.lengths)
        digests = {chapter.number: _digest(chapter) for chapter in requested}
        chapters = (digests.get(chapter.number, self._chapter(chapter.number)) for chapter in sheet.chapters)
        return Ledger({**self.takes, **takes}, tuple(chapters), self.lengths)

    def lasting(self, lengths: Mapping[int, Length]) -> Ledger:
        """The ledger with the lengths of the chapters that were rendered, by number. What is known of the others stays."""
        all_lengths = {**dict(enumerate(self.lengths, 1)), **lengths}
        return replace(self, lengths=tuple(all_lengths.get(n, Length()) for n in range(1, len(self.chapters) + 1)))

    def measured(self, number: int) -> Seconds:
        """How long a chapter lasted; 0 where that is not known."""
        return self.lengths[number - 1].measured if number <= len(self.lengths) else 0.0

    def _chapter(self, number: int) -> str:
        return "".join(self.chapters[number - 1 : number])


def read_ledger(folder: Path) -> Ledger:
    """The ledger of a book's folder; an empty one where nothing was rendered yet, or where it is damaged."""
    try:
        stored = read_sealed(folder / LEDGER)
        if stored is None:
            return Ledger({}, ())
        takes = {key: (text, voice) for key, (text, voice) in stored["takes"].items()}
        return Ledger(takes, tuple(stored["chapters"]), tuple(Length(*pair) for pair in stored.get("lengths", ())))
    except (DamagedError, KeyError, TypeError, ValueError, AttributeError):
        return Ledger({}, (), damaged=True)


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Keep it beside the book."""
    lengths = [astuple(length) for length in ledger.lengths]
    write_sealed(folder / LEDGER, {"takes": ledger.takes, "chapters": ledger.chapters, "lengths": lengths})


def _words_of(cue: Cue) -> str:
    """What a cue says, and what others say in its sentence."""
    voice = cue.spoken_with
    return f"{voice.before} [{cue.text}] {voice.after}".strip() if voice.before or voice.after else cue.text


def _name(voice: Voice) -> str:
    plain = f"{voice.engine}:{voice.name} {voice.speed:g} {voice.pitch:g}"
    return plain if (voice.manner, voice.take) == ("plain", 1) else f"{plain} {voice.manner} {voice.acted:g} {voice.take}"


def _digest(chapter: Chapter[Cue]) -> str:
    made = [[cue.key, round(cue.pause, 4), cue.spoken_with.gain, cue.speaker, cue.shown] for cue in chapter.body]
    return hashlib.sha256(json.dumps(made).encode("utf-8", "replace")).hexdigest()[:24]
