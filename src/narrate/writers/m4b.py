"""One M4B a book: AAC, chapters in both systems that players read, tags as Apple and Audiobookshelf know them."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from typing import Any

from narrate.audio.encode import AAC_FRAME, bind_m4b
from narrate.coder import write_aac
from narrate.edition import Edition, Track
from narrate.errors import LimitError
from narrate.units import Seconds
from narrate.writers import SYNTHETIC, finished_file

PARTS = ".parts"
"""The folder of chapters that wait to be bound."""
_AUDIOBOOK = 2
_TRIES = 3
"""Coders that may end over a chapter."""


class M4bWriter:
    """The whole book in one file."""

    name = "m4b"
    extension = "m4b"
    per_chapter = False
    version = "m4b-2"

    def part(self, number: int) -> str:
        """A chapter's encoded sound."""
        return f"{PARTS}/{number:04}.aac"

    def prepare(self, track: Track, directory: Path) -> None:
        """Encode a chapter, beside where the book will be."""
        with finished_file(directory / self.part(track.number)) as path:
            for tries in range(1, _TRIES + 1):
                try:
                    write_aac(path, track.sound(), track.rate, track.kilobits)
                    return
                except ChildProcessError as error:  # whatever ended it may spare the next
                    if tries == _TRIES:
                        why = f"“{track.title}” could not be encoded in {tries} tries: {error.strerror}."
                        raise LimitError(f"{why} Run the same command again to go on.") from error

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """`<title>.m4b` in the directory, out of the chapters that are prepared there; the others are prepared now."""
        path = directory / f"{edition.file_name}.m4b"
        parts = [directory / self.part(track.number) for track in edition.tracks]
        for track, part in zip(edition.tracks, parts, strict=True):
            if not part.exists():
                self.prepare(track, directory)
        first = edition.tracks[0]
        with finished_file(path) as bound:
            bind_m4b(bound, parts, first.rate, first.kilobits, chapters(edition))
            _tag(bound, edition)
        shutil.rmtree(directory / PARTS, ignore_errors=True)
        return [path]


def chapters(edition: Edition) -> list[tuple[Seconds, Seconds, str]]:
    """(start, end, title) of each track, in whole frames."""
    found, place = [], 0.0
    for track in edition.tracks:
        frames = -(-round(track.duration * track.rate) // AAC_FRAME)
        end = place + frames * AAC_FRAME / track.rate
        found.append((place, end, track.title))
        place = end
    return found


def _tag(path: Path, edition: Edition) -> None:
    mp4: Any = importlib.import_module("mutagen.mp4")
    file = mp4.MP4(path)
    tags = file.tags
    narrators = "; ".join(edition.narrators)
    engines = ", ".join(edition.engines)
    tags["\xa9nam"] = tags["\xa9alb"] = edition.title
    if edition.author:
        tags["\xa9ART"] = tags["aART"] = edition.author
    tags["\xa9wrt"] = tags["\xa9nrt"] = narrators
    tags["\xa9gen"] = "Audiobook"
    tags["\xa9cmt"] = f"Read by a {SYNTHETIC}: narrate, {engines}"
    tags["stik"] = [_AUDIOBOOK]
    tags["----:com.apple.iTunes:LANGUAGE"] = [mp4.MP4FreeForm(edition.language_code.encode())]
    tags["----:com.apple.iTunes:AI_NARRATION"] = [mp4.MP4FreeForm(f"synthetic; engine={engines}".encode())]
    imprint = edition.imprint
    series, number = imprint.part_of
    if imprint.year:
        tags["\xa9day"] = imprint.year
    if series:
        tags["tvsh"], tags["tven"] = series, number
    for name, text in (("PUBLISHER", imprint.publisher), ("SERIES", series), ("series-part", number)):
        if text:
            tags[f"----:com.apple.iTunes:{name}"] = [mp4.MP4FreeForm(text.encode())]
    if imprint.cover:
        tags["covr"] = [mp4.MP4Cover(imprint.cover, imageformat=mp4.MP4Cover.FORMAT_JPEG)]
    file.save(padding=lambda _: 0)
