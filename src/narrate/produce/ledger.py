"""What a rendered book was made of: so that the next plan can say what has changed and why, and takes nobody needs can go."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from narrate.model import Book, Chapter, Cue, Voice
from narrate.produce.sealed import DamagedError, read_sealed, write_sealed

LEDGER = ".narrate.takes"
Reason = Literal["new", "text changed", "voice changed", "engine changed", "take lost", "stand-in"]


@dataclass(frozen=True)
class Ledger:
    """The book's takes as last rendered: key → (text, voice), and a digest of each chapter's cues, empty where a chapter
    was never rendered."""

    takes: dict[str, tuple[str, str]]
    chapters: tuple[str, ...]
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
            if cue.text not in spoken:
                return "text changed" if all(self.chapters) and self.takes else "new"
            return "engine changed" if _name(cue.voice) in spoken[cue.text] else "voice changed"

        return dict(Counter(reason(cue) for cue in cues).most_common())

    def differs(self, other: Ledger, number: int) -> bool:
        """Whether a chapter is not the same in both."""
        return self._chapter(number) != other._chapter(number)

    def rendered(self, sheet: Book[Cue], wanted: Collection[Chapter[Cue]], calibrations: Iterable[Cue]) -> Ledger:
        """The ledger after these chapters of a sheet are rendered. What is known of the others stays."""
        cues = [*calibrations, *(cue for chapter in wanted for cue in chapter.body)]
        names = {voice: _name(voice) for voice in {cue.voice for cue in cues}}
        takes = {cue.key: (cue.text, names[cue.voice]) for cue in cues}
        if len(wanted) == len(sheet.chapters):
            return Ledger(takes, tuple(_digest(chapter) for chapter in wanted))
        digests = {chapter.number: _digest(chapter) for chapter in wanted}
        chapters = (digests.get(chapter.number, self._chapter(chapter.number)) for chapter in sheet.chapters)
        return Ledger({**self.takes, **takes}, tuple(chapters))

    def _chapter(self, number: int) -> str:
        return "".join(self.chapters[number - 1 : number])


def read_ledger(folder: Path) -> Ledger:
    """The ledger of a book's folder; an empty one where nothing was rendered yet, or where it is damaged."""
    try:
        told = read_sealed(folder / LEDGER)
        if told is None:
            return Ledger({}, ())
        return Ledger({key: (text, voice) for key, (text, voice) in told["takes"].items()}, tuple(told["chapters"]))
    except (DamagedError, KeyError, TypeError, ValueError, AttributeError):
        return Ledger({}, (), damaged=True)


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Keep it beside the book."""
    write_sealed(folder / LEDGER, {"takes": ledger.takes, "chapters": ledger.chapters})


def _name(voice: Voice) -> str:
    return f"{voice.engine}:{voice.name} {voice.speed:g} {voice.pitch:g}"


def _digest(chapter: Chapter[Cue]) -> str:
    made = [[cue.key, round(cue.pause, 4), cue.voice.gain, cue.speaker, cue.shown] for cue in chapter.body]
    return hashlib.sha256(json.dumps(made).encode("utf-8", "replace")).hexdigest()[:24]
