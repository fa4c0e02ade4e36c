"""From a story file to a manuscript: the seam, the table of readers, and what they share.

A reader scores a file by its name and its first bytes and reads it into blocks; this package then
strikes what is not part of the story (see `boilerplate`). Readers never import each other.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Protocol, runtime_checkable

from narrate import installation
from narrate.errors import StoryError, why_no_file
from narrate.model import Manuscript
from narrate.readers import dictionary, kindle
from narrate.readers.boilerplate import AS_FOUND, ReadingSettings, strike
from narrate.readers.plays import cast_by_names
from narrate.readers.scraps import refuse_scraps

GROUP = "narrate.readers"
MAX_BYTES = 64 * 1024 * 1024
_HEAD_BYTES = 4096
_SHOWN = 300
"""Characters of a path that cannot be one."""
_STORY = 40
"""A file in a folder is a story if some reader is so sure; one that a person names is tried with less."""


@runtime_checkable
class Reader(Protocol):
    """Reads one kind of file."""

    name: str

    def score(self, path: Path, head: bytes) -> int:
        """0: not mine; up to 100: certainly mine. `head` is the file's first 4 kB."""
        ...

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """The whole file, nothing left out. `encoding` overrides what would be found; formats that know their own ignore it.
        Raises StoryError with the file's name and the next step."""
        ...


@cache
def _points() -> tuple[EntryPoint, ...]:
    return tuple(sorted(entry_points(group=GROUP), key=lambda point: point.name))


@cache
def readers() -> tuple[Reader, ...]:
    """Every registered reader, loaded now."""
    return tuple(point.load()() for point in _points())


def by_name(name: str) -> Reader:
    """A registered reader by its name."""
    return next(reader for reader in readers() if reader.name == name)


def fingerprint(path: Path, settings: ReadingSettings = AS_FOUND) -> str:
    """Changes whenever a file may be read otherwise; empty where that cannot be told, for code that is not narrate's reads it."""
    if not all(point.value.startswith("narrate.") for point in _points()) or kindle.is_kindle(path, _head(path)):
        return ""
    digest = hashlib.sha256(repr((installation.fingerprint(), str(path), replace(settings, places={}))).encode())
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return ""
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()[:40]


def read(path: Path, settings: ReadingSettings = AS_FOUND) -> Manuscript:
    """The manuscript of a story; blocks that are not read aloud carry their reason."""
    try:
        if not path.is_file():
            raise StoryError(_not_a_file(path))
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
        size = path.stat().st_size
    except OSError as error:
        raise StoryError(f"{path}: cannot be read: {error.strerror or error}") from error
    if size > MAX_BYTES:
        raise StoryError(f"{path}: {size >> 20} MB is more than a story has ({MAX_BYTES >> 20} MB); split it first.")
    ranked = sorted(((reader.score(path, head), reader.name, reader) for reader in readers()), key=lambda r: -r[0])
    if not ranked or ranked[0][0] <= 0:
        raise StoryError(f"{path}: not a kind of file that narrate reads ({', '.join(r.name for r in readers())}).")
    found = ranked[0][2].read(path, settings.encoding)
    refuse_scraps((block.text for block in found.bodies()), path)
    manuscript = strike(cast_by_names(found), settings)
    dictionary.forget()
    if not any(block.kind == "paragraph" and not block.skipped for block in manuscript.bodies()):
        raise StoryError(f"{path}: there is nothing to read aloud in it.")
    return manuscript


def stories(paths: list[Path]) -> list[Path]:
    """The story files that these files and folders name, folders in alphabetical order, hidden files left out. Raises StoryError
    where there is none."""
    found: list[Path] = []
    for path in paths:
        try:
            found += _named(path)
        except OSError as error:  # a name that is too long, a folder that nobody may look into
            raise StoryError(f"{str(path)[:_SHOWN]}: cannot be read: {error.strerror or error}.") from error
    return found


def _named(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise StoryError(_not_a_file(path))
    here = [p for p in _inside(path) if not _is_hidden(p) and _is_story(p)]
    if not here:
        raise StoryError(f"{path}: there is no story in this folder. Put one into it, or name a story's file.")
    return here


def _not_a_file(path: Path) -> str:
    """Why a path that is no file is no story, and what to do."""
    advice = " Give what it says on standard input: narrate render -" if path.exists() else ""
    return f"{path}: {why_no_file(path)}.{advice}"


def unreadable_files(paths: list[Path]) -> list[Path]:
    """The files in these folders that are no stories, hidden ones too."""
    return [p for path in paths if path.is_dir() for p in _inside(path) if _is_hidden(p) or not _is_story(p)]


def _inside(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_file())


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _is_story(path: Path) -> bool:
    head = _head(path)
    return any(reader.score(path, head) >= _STORY for reader in readers())


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError:
        return b""
