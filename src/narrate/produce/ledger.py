"""What a rendered book was made of: so that the next plan can say what has changed and why, and takes nobody needs can go."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from narrate.model import Book, Chapter, Cue, Voice
from narrate.writers.sidecars import write_text

LEDGER = ".narrate.takes"
Reason = Literal["new", "text changed", "voice changed", "engine changed", "take lost"]


@dataclass(frozen=True)
class Ledger:
    """The book's takes as last rendered: key → (text, voice), and a digest of each chapter's cues."""

    takes: dict[str, tuple[str, str]]
    chapters: tuple[str, ...]

    def reasons(self, cues: Iterable[Cue]) -> dict[Reason, int]:
        """Why cues without a take have none, and how many for each reason, the most frequent first."""
        spoken: dict[str, set[str]] = {}
        for text, voice in self.takes.values():
            spoken.setdefault(text, set()).add(voice)

        def reason(cue: Cue) -> Reason:
            if not self.takes:
                return "new"
            if cue.key in self.takes:
                return "take lost"
            if cue.text not in spoken:
                return "text changed"
            return "engine changed" if _name(cue.voice) in spoken[cue.text] else "voice changed"

        return dict(Counter(reason(cue) for cue in cues).most_common())


def ledger_of(sheet: Book[Cue], calibrations: Iterable[Cue]) -> Ledger:
    """The ledger of a cue sheet."""
    cues = [*calibrations, *sheet.bodies()]
    return Ledger({c.key: (c.text, _name(c.voice)) for c in cues}, tuple(_digest(chapter) for chapter in sheet.chapters))


def read_ledger(folder: Path) -> Ledger:
    """The ledger of a book's folder; an empty one where nothing was rendered yet."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
        return Ledger({key: (text, voice) for key, (text, voice) in told["takes"].items()}, tuple(told["chapters"]))
    return Ledger({}, ())


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Keep it beside the book."""
    write_text(folder / LEDGER, json.dumps({"takes": ledger.takes, "chapters": ledger.chapters}, ensure_ascii=False))


def needed_takes(out: Path) -> set[str]:
    """Every take that a book of this folder was made of."""
    return {key for file in sorted(out.glob(f"*/{LEDGER}")) for key in read_ledger(file.parent).takes}


def _name(voice: Voice) -> str:
    return f"{voice.engine}:{voice.name} {voice.speed:g} {voice.pitch:g}"


def _digest(chapter: Chapter[Cue]) -> str:
    made = [[cue.key, round(cue.pause, 4), cue.voice.gain, cue.speaker, cue.shown] for cue in chapter.body]
    return hashlib.sha256(json.dumps(made).encode("utf-8", "replace")).hexdigest()[:24]
