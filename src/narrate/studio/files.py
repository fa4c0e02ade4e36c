"""The finished files of a book, by number: what its report names and its folders hold, and nothing else."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from narrate.produce.layout import Layout
from narrate.proofing import REPORT

_SOUND = {".mp3": "audio/mpeg", ".m4b": "audio/mp4", ".opus": "audio/ogg", ".flac": "audio/flac"}
_BOOKS = {".epub": "application/epub+zip", ".lpf": "application/lpf+zip"}
_TEXT = {".vtt": "text/vtt; charset=utf-8"}
_OTHER = "application/octet-stream"
"""Of what is only downloaded: a page of the book must never run as if it were the studio's."""
_BLOCK = 1 << 18


@dataclass(frozen=True)
class Finished:
    """A file: its name as the report has it, where it lies, its kind, and how long its sound lasts, in seconds. `captions` names
    the file with its text."""

    name: str
    path: Path
    kind: str
    seconds: float = 0.0
    captions: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether it can be listened to."""
        return self.kind.startswith("audio/")

    @property
    def is_book(self) -> bool:
        """Whether it is a book for other programs to play."""
        return self.kind in _BOOKS.values()

    @property
    def is_only_saved(self) -> bool:
        """Whether no browser is to show it."""
        return not self.is_sound and self.kind not in _TEXT.values()


def rendered(layout: Layout) -> int:
    """When a book's report was written, by whatever render, in nanoseconds; 0 where there is none."""
    with contextlib.suppress(OSError):
        return (layout.home / REPORT).stat().st_mtime_ns
    return 0


def finished(layout: Layout) -> list[Finished]:
    """What was rendered, in the report's order, sound first; nothing where there is no report."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        report = json.loads((layout.home / REPORT).read_text(encoding="utf-8"))
        sound = {entry["file"]: entry for entry in report["sound"]}
        names = [*sound, *(name for name in report["files"] if name not in sound)]
        folders = [folder.resolve() for folder in layout.folders()]
        found = (_finished(layout.root, folders, name, sound.get(name, {})) for name in names)
        return [one for one in found if one is not None]
    return []


def _finished(root: Path, folders: list[Path], name: str, entry: dict[str, object]) -> Finished | None:
    path = (root / name).resolve()
    if not any(path.is_relative_to(folder) for folder in folders) or not path.is_file():
        return None
    kind = {**_SOUND, **_BOOKS, **_TEXT}.get(path.suffix.lower(), _OTHER)
    seconds = entry.get("duration_s", 0.0)
    return Finished(name, path, kind, float(seconds) if isinstance(seconds, int | float) else 0.0, str(entry.get("captions", "")))


class _Sink(io.RawIOBase):
    """Takes what is written, to be handed on."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        block = bytes(data)  # type: ignore[call-overload]
        self.waiting += block
        return len(block)


def zipped(files: list[Finished]) -> Iterator[bytes]:
    """An archive of the files as it is made: sound is not pressed any smaller, and no book is ever whole in memory."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for one in files:
            with one.path.open("rb") as source, archive.open(zipfile.ZipInfo.from_file(one.path, one.name), "w") as target:
                while block := source.read(_BLOCK):
                    target.write(block)
                    yield bytes(sink.waiting)
                    sink.waiting.clear()
    yield bytes(sink.waiting)
