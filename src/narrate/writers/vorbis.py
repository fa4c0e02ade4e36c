"""What Opus and FLAC have in common: Vorbis comments, chapters in them, and files a chapter or one of the whole book.

The whole book is one stream, encoded from end to end on one core: its chapters lie where they are, to the sample.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrate.edition import Edition, Track
from narrate.units import Decibels, vtt_time
from narrate.writers import Place, WrittenAtOnce, finished_file
from narrate.writers.credits import GENRE, Credits
from narrate.writers.encoding import encode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRONT = 3
"""The kind of picture that a front cover is, in FLAC and in ID3."""


class ChapterFiles(WrittenAtOnce, ABC):
    """A writer of chapter files; a format adds its name, its codec and how it is tagged."""

    name = label = extension = codec = version = ""

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """One file for each track of the edition, at the track's own path."""
        written = []
        for track in edition.tracks:
            path = directory / track.path
            self._write(path, track, comments(edition, track.title, edition.position(track)), edition.imprint.cover)
            written.append(path)
        return written

    def _write(self, path: Path, track: Track, comments: dict[str, list[str]], cover: bytes) -> None:
        with finished_file(path) as part:
            encode(self.codec, part, replace(track, kilobits=round(track.kilobits * self.share)))
            self.tag(part, comments, cover)

    @abstractmethod
    def tag(self, path: Path, comments: dict[str, list[str]], cover: bytes) -> None:
        """Write comments and cover into an encoded file."""


class WholeBook(ChapterFiles):
    """A writer of one file for the whole book, with its chapters."""

    per_chapter = False

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """`<title>.<extension>` in the directory."""
        path = directory / f"{edition.file_name}.{self.extension}"

        def sound(gain: Decibels = 0.0, lower: Decibels = 0.0) -> Iterator[NDArray[np.int16]]:
            return chain.from_iterable(track.sound(gain, lower) for track in edition.tracks)

        tags = {**comments(edition, edition.title, "1/1"), **marked(self.chapters(edition))}
        self._write(path, replace(edition.tracks[0], title=edition.title, sound=sound), tags, edition.imprint.cover)
        return [path]


def comments(edition: Edition, title: str, position: str) -> dict[str, list[str]]:
    """Name of a comment → what it says; `position` is as `3/12`."""
    credits, imprint = Credits(edition), edition.imprint
    number, _, count = position.partition("/")
    found: dict[str, Any] = {
        "TITLE": title,
        "ALBUM": edition.title,
        "ALBUMSORT": credits.title_sort,
        "ARTIST": credits.author,
        "ALBUMARTIST": credits.author,
        "ARTISTSORT": credits.author_sort,
        "COMPOSER": credits.narrator,
        "GENRE": GENRE,
        "DATE": imprint.year,
        "PUBLISHER": imprint.publisher,
        "LANGUAGE": edition.language_code,
        "DESCRIPTION": credits.description,
        "TRACKNUMBER": number,
        "TRACKTOTAL": count,
        **credits.extra_tags,
    }
    return {name: [text] for name, text in found.items() if text}


def marked(places: list[Place]) -> dict[str, list[str]]:
    """Chapters as comments: CHAPTER000 says when one begins, CHAPTER000NAME what it is called."""
    found: dict[str, list[str]] = {}
    for number, (start, _, title) in enumerate(places):
        found |= {f"CHAPTER{number:03}": [vtt_time(start)], f"CHAPTER{number:03}NAME": [title]}
    return found


def picture(kind: Any, cover: bytes) -> Any:
    """A front cover as FLAC knows pictures; `kind` is mutagen's class of them."""
    made = kind()
    made.type, made.mime, made.data = FRONT, "image/jpeg", cover
    return made
