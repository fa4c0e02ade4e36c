"""A book that was rendered before lies elsewhere now: where formats were no libraries yet, or under another author, series or
title. It is found by its story and its sentences, and moved."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from functools import cached_property
from itertools import chain
from pathlib import Path

from narrate.errors import DiskError
from narrate.model import Cue
from narrate.produce.layout import STATE, TEXT, Layout
from narrate.produce.ledger import LEDGER, read_ledger
from narrate.produce.register import Register
from narrate.proofing import REPORT, place_of
from narrate.units import safe_name
from narrate.writers import writer_names

_TITLED = (".m3u8", ".html")
"""What lies beside the sound under the book's title, and is written by every render."""
_SAME = 0.5
"""Of the sentences that a book was made of: with so many of them in a story, it is that story's."""


class RenderedBooks:
    """The books of an output folder."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def earlier(self, layout: Layout, story: Path, cues: Iterable[Cue]) -> Layout | None:
        """Where the book of a story lies, if it is not where it belongs."""
        if layout.is_there:
            return None
        of_title = Layout(self.out / layout.name, "", layout.name)
        found = chain([of_title], self._of_story.get(story.resolve(), ()))
        texts = {cue.text for cue in cues}
        return next((other for other in found if other.is_there and _same(other, texts)), None)

    def left_over(self, layout: Layout) -> str:
        """What is told of a book that lies where it belongs and where formats were no libraries yet; empty if it does not."""
        old = Layout(self.out / layout.name, "", layout.name)
        if not (layout.is_there and old.is_there):
            return ""
        return f"{old.root}: files of this book by an earlier narrate. Nothing uses them any more: delete the folder, or keep it."

    @cached_property
    def _of_story(self) -> dict[Path, list[Layout]]:
        found: dict[Path, list[Layout]] = {}
        for report in [*self.out.glob(f"*/{REPORT}"), *self.out.glob(f"{TEXT}/**/{REPORT}")]:
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
                story, place, name = _head_of(report)
                root = report.parents[len(Path(place).parts) + 1] if place else report.parent
                found.setdefault(story, []).append(Layout(root, place, name))
        return found


def _head_of(report: Path) -> tuple[Path, str, str]:
    """The story and the place that a report begins with, and what the book's files are called; a long one is not read to its
    end."""
    with report.open(encoding="utf-8") as file:
        head = [next(file) for _ in range(5)]
    head_fields = json.loads("".join(head).rstrip().rstrip(",") + "}")
    return Path(head_fields["story"]).resolve(), place_of(head_fields), safe_name(head_fields["title"])


def _same(other: Layout, texts: set[str]) -> bool:
    """Whether a book is made of these sentences; one that was stopped before it had a ledger is taken for it by its name."""
    before = read_ledger(other.home)
    spoken = {text for text, _ in before.takes.values()}
    return len(spoken & texts) >= _SAME * len(spoken) if spoken else not before.damaged


def move(old: Layout, new: Layout, register: Register) -> None:
    """Move a book's files to where they belong, but for the playlist and the page of another title, which are made anew. What
    narrate remembers goes last: a move that is killed is gone on with. Raises DiskError."""
    remembered = (REPORT, LEDGER, STATE)
    renamed = {f"{old.name}{ending}" for ending in _TITLED} if old.name != new.name else set()
    try:
        for kind in sorted({TEXT, *writer_names()}):
            folder = old.folder(kind)
            for name in renamed:
                (folder / name).unlink(missing_ok=True)
            files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.name not in remembered]
            _move((file, new.folder(kind) / file.relative_to(folder)) for file in files)
        _move((old.home / name, new.home / name) for name in remembered if (old.home / name).is_file())
        for kind in sorted({TEXT, *writer_names()}):
            _clear(old.folder(kind), old.root if old.place else old.root.parent)
    except OSError as error:
        raise DiskError(
            f"{old.home}: this book's files cannot be moved to {new.home}: {error.strerror or error}. Move or delete them."
        ) from error
    register.moved(old.home, new.home)


def _move(files: Iterable[tuple[Path, Path]]) -> None:
    for file, place in files:
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)


def _clear(folder: Path, border: Path) -> None:
    """Delete the folders that are empty now, up to a border that stays."""
    for inner in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        with contextlib.suppress(OSError):
            inner.rmdir()
    with contextlib.suppress(OSError):
        for empty in (folder, *folder.parents):
            if empty == border:
                break
            empty.rmdir()
