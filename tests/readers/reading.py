"""What the tests of readers ask of a book."""

from __future__ import annotations

from pathlib import Path

from narrate import readers
from narrate.model import Manuscript
from narrate.readers.boilerplate import ReadingSettings


def read(folder: Path, name: str, data: bytes | str, settings: ReadingSettings | None = None) -> Manuscript:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return readers.read(path, settings or ReadingSettings())


def told(book: Manuscript) -> list[tuple[str, list[str]]]:
    """Chapters with what is read aloud in them."""
    return [(c.title, [b.text for b in c.body if not b.skipped and b.kind != "scene_break"]) for c in book.chapters]


def aside(book: Manuscript) -> dict[str, list[str]]:
    """Reason → what is skipped for it."""
    found: dict[str, list[str]] = {}
    for block in book.bodies():
        if block.skipped:
            found.setdefault(block.skipped, []).append(block.text)
    return found
