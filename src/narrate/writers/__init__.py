"""From chapters' sound to the files a listener plays: the seam and the table of writers.

A writer that is `per_chapter` is called once for each chapter as soon as it is recorded; the others prepare each chapter
then, and are called once a book.
Files get their final names only when they are whole and tagged. Writers never import each other.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, TypeAlias, runtime_checkable

from narrate.edition import Edition, Track
from narrate.errors import ConfigError, DiskError
from narrate.units import Decibels, Seconds

GROUP = "narrate.writers"
_NO_DISK = (errno.ECHILD, errno.ENOMEM, errno.EAGAIN, errno.EMFILE, errno.ENFILE)
"""Errors of processes, memory and open files: no disk is to blame."""


Place: TypeAlias = "tuple[Seconds, Seconds, str]"
"""A chapter in a file: from when, to when, its title."""


@runtime_checkable
class Writer(Protocol):
    """Writes one format."""

    name: str
    label: str
    """What it is, for a person who chooses."""
    extension: str
    per_chapter: bool
    version: str
    """Changes when the same edition would give other bytes."""

    share: float
    """The size of its sound, as a part of that of an MP3 at the delivery's bit rate."""

    overshoot: Decibels
    """What its encoder usually adds to true peaks beyond what a delivery's ceiling leaves room for: so much lower is the ceiling
    from the beginning, that few chapters have to be encoded twice."""

    encoding: str
    """What its sound has in common with that of other formats: of two that say the same, the bytes are the same. Empty for one
    that shares with none."""

    def part(self, number: int) -> str:
        """Where, below a directory, `prepare` puts a chapter; empty for a format that prepares nothing."""
        ...

    def prepare(self, track: Track, directory: Path) -> None:
        """Do for a whole book's file what can be done when one chapter is recorded: `write` in the same directory goes on from
        there. Chapters are prepared at once, while later ones are recorded. Raises DiskError."""
        ...

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """The files of the edition's tracks, tagged. Raises DiskError."""
        ...

    def chapters(self, edition: Edition) -> list[Place]:
        """Where each chapter lies in a whole book's file; nothing for a writer that is `per_chapter`."""
        ...


class WrittenAtOnce:
    """What writers share that prepare nothing: of files of a chapter each, and of a whole book that is one stream."""

    per_chapter = True
    share = 1.0
    overshoot = 0.0
    encoding = ""

    def part(self, number: int) -> str:
        """Chapters wait as takes."""
        return ""

    def prepare(self, track: Track, directory: Path) -> None:
        """Nothing to do."""

    def chapters(self, edition: Edition) -> list[Place]:
        """To the sample, in a file that holds several."""
        return [] if self.per_chapter else end_to_end(edition)


def end_to_end(edition: Edition) -> list[Place]:
    """The chapters of a file in which nothing lies between their samples."""
    return [(start, end, track.title) for start, end, track in edition.spans()]


def writer_names() -> list[str]:
    """Every registered format."""
    return sorted(point.name for point in entry_points(group=GROUP))


def load_writer(name: str) -> Writer:
    """The writer of a format."""
    for point in entry_points(group=GROUP):
        if point.name == name:
            writer = point.load()()
            assert isinstance(writer, Writer)
            return writer
    raise ConfigError(f"There is no format “{name}”; there are: {', '.join(writer_names())}.")


@contextmanager
def finished_file(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its name when the block ends well, and vanishes when not."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield part
            with part.open("rb") as file:
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        if error.errno in _NO_DISK:
            raise
        raise DiskError(f"{path}: cannot be written: {error.strerror or error}. Free some space or use --out.") from error
