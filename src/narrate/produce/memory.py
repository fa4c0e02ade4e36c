"""Scripts already worked out: who says what in a story is found once, and remembered beside the takes until the story, the
corrections or narrate's own reading change."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, astuple
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from narrate import __version__
from narrate.errors import DiskError
from narrate.model import Book, Chapter, Character, Line, Manuscript, Misfit, Script, Skip, Span
from narrate.produce.sealed import DamagedError, read_sealed, write_sealed
from narrate.script import Corrections

FOLDER = "scripts"


class Memory:
    """Scripts in a folder of the take store, each under the hash of all that it was made from."""

    def __init__(self, takes: Path) -> None:
        self.folder = takes / FOLDER
        self.damaged = ""
        """What is told of a script that could not be used."""

    def script(
        self, manuscript: Manuscript, quotes: str | None, corrections: Corrections, work_out: Callable[[], Script]
    ) -> Script:
        """The script of a manuscript: remembered, else worked out and remembered."""
        file = self.folder / f"{_key(manuscript, quotes, corrections)}.json"
        try:
            known = read_sealed(file)
            if known is not None:
                return _unpacked(manuscript, known)
        except (DamagedError, TypeError, KeyError, ValueError):
            self.damaged = f"{file} was damaged; who says what was found out anew."
        found = work_out()
        with contextlib.suppress(OSError, DiskError):
            write_sealed(file, _packed(found))
        return found

    def forget(self) -> int:
        """Delete every remembered script; how many there were."""
        known = list(self.folder.glob("*.json"))
        for file in known:
            file.unlink(missing_ok=True)
        return len(known)


def _key(manuscript: Manuscript, quotes: str | None, corrections: Corrections) -> str:
    blocks = [[b.kind, b.at.start, b.at.end, b.level, b.skipped, b.speaker] for b in manuscript.bodies()]
    titles = [chapter.title for chapter in manuscript.chapters]
    about = [manuscript.title, manuscript.author, manuscript.language, manuscript.notes, titles]
    made = [__version__, _reading(), about, blocks, quotes, asdict(corrections)]
    digest = hashlib.sha256(json.dumps(made).encode())
    digest.update(manuscript.text.encode("utf-8", "replace"))
    return digest.hexdigest()[:40]


@cache
def _reading() -> str:
    """A digest of the code and words that find speakers: an update of narrate reads every story anew."""
    digest = hashlib.sha256()
    folders = [files("narrate").joinpath("script")]
    while folders:
        for item in sorted(folders.pop().iterdir(), key=lambda i: i.name):
            if item.is_dir() and item.name != "__pycache__":
                folders.append(item)
            elif item.name.endswith((".py", ".txt", ".npz")):
                digest.update(item.name.encode() + item.read_bytes())
    return digest.hexdigest()


def _packed(script: Script) -> dict[str, Any]:
    return {
        "chapters": [[c.number, c.title, [astuple(line) for line in c.body]] for c in script.chapters],
        "characters": [astuple(c) for c in script.characters],
        "skipped": [astuple(s) for s in script.skipped],
        "notes": script.notes,
        "misfits": [astuple(misfit) for misfit in script.misfits],
    }


def _unpacked(manuscript: Manuscript, packed: dict[str, Any]) -> Script:
    def line(speaker: str, text: str, kind: Any, at: list[int], *rest: Any) -> Line:
        return Line(speaker, text, kind, Span(*at), *rest)

    chapters = tuple(Chapter(number, title, tuple(line(*one) for one in body)) for number, title, body in packed["chapters"])
    characters = tuple(Character(name, tuple(aliases), *rest) for name, aliases, *rest in packed["characters"])
    skipped = tuple(Skip(text, Span(*at), reason) for text, at, reason in packed["skipped"])
    return Book(
        manuscript.title,
        manuscript.author,
        manuscript.language,
        chapters,
        source=manuscript.source,
        text=manuscript.text,
        characters=characters,
        skipped=skipped,
        notes=tuple(packed["notes"]),
        imprint=manuscript.imprint,
        misfits=tuple(
            Misfit(told, tuple((entry, line) for entry, line in found), many) for told, found, many in packed["misfits"]
        ),
    )
