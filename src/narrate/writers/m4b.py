"""One M4B a book: AAC, chapters in both systems that players read, tags as Apple and Audiobookshelf know them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrate.audio import write_m4b
from narrate.model import Edition
from narrate.units import Seconds
from narrate.writers import SYNTHETIC, finished_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

KILOBITS = 64
_AUDIOBOOK = 2


class M4bWriter:
    """The whole book in one file."""

    name = "m4b"
    extension = "m4b"
    per_chapter = False
    version = "m4b-1"

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """`<title>.m4b` in the directory."""
        path = directory / f"{edition.file_name}.m4b"
        rate = edition.tracks[0].rate
        with finished_file(path) as part:
            write_m4b(part, _sound(edition), rate, KILOBITS, chapters(edition))
            _tag(part, edition)
        return [path]


def chapters(edition: Edition) -> list[tuple[Seconds, Seconds, str]]:
    """(start, end, title) of each track, from sample counts."""
    found, place = [], 0.0
    for track in edition.tracks:
        found.append((place, place + track.duration, track.title))
        place += track.duration
    return found


def _sound(edition: Edition) -> Iterator[NDArray[np.int16]]:
    for track in edition.tracks:
        yield from track.sound()


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
