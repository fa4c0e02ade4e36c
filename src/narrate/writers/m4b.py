"""One M4B a book: AAC, chapters in both systems that players read, tags as Apple and Audiobookshelf know them."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from typing import Any

from narrate.audio.encode import AAC_FRAME, Coding, bind_m4b
from narrate.edition import Edition, Track
from narrate.writers import Place, finished_file
from narrate.writers.credits import GENRE, Credits
from narrate.writers.encoding import encode

PARTS = ".parts"
"""The folder of chapters that wait to be bound."""
_AUDIOBOOK = 2
_MOVEMENTS = 1 << 15
"""A series' number is kept in 16 bits."""


class M4bWriter:
    """The whole book in one file."""

    name = "m4b"
    label = "M4B, one file with chapters"
    extension = "m4b"
    per_chapter = False
    share = 1.0
    overshoot = 0.0
    encoding = ""
    version = "m4b-3"

    def part(self, number: int) -> str:
        """A chapter's encoded sound."""
        return f"{PARTS}/{number:04}.aac"

    def prepare(self, track: Track, directory: Path) -> None:
        """Encode a chapter, beside where the book will be."""
        with finished_file(directory / self.part(track.number)) as path:
            encode("aac", path, track)

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """`<title>.m4b` in the directory, out of the chapters that are prepared there; the others are prepared now."""
        path = directory / f"{edition.file_name}.m4b"
        parts = [directory / self.part(track.number) for track in edition.tracks]
        for track, part in zip(edition.tracks, parts, strict=True):
            if not part.exists():
                self.prepare(track, directory)
        first = edition.tracks[0]
        with finished_file(path) as bound:
            bind_m4b(bound, parts, Coding(first.rate, first.kilobits, edition.language_code), self.chapters(edition))
            _tag(bound, edition)
        shutil.rmtree(directory / PARTS, ignore_errors=True)
        return [path]

    def chapters(self, edition: Edition) -> list[Place]:
        """Each chapter in whole frames: it is filled up with silence."""
        found, place = [], 0.0
        for track in edition.tracks:
            frames = -(-round(track.duration * track.rate) // AAC_FRAME)
            end = place + frames * AAC_FRAME / track.rate
            found.append((place, end, track.title))
            place = end
        return found


def _tag(path: Path, edition: Edition) -> None:
    mp4: Any = importlib.import_module("mutagen.mp4")
    file, credits = mp4.MP4(path), Credits(edition)
    imprint = edition.imprint
    series, number = imprint.part_of
    texts = {
        "\xa9nam": edition.title,
        "\xa9alb": edition.title,
        "\xa9ART": credits.author,
        "aART": credits.author,
        "\xa9wrt": credits.narrator,
        "\xa9nrt": credits.narrator,
        "\xa9gen": GENRE,
        "\xa9day": imprint.year,
        "\xa9pub": imprint.publisher,
        "\xa9cmt": credits.description,
        "desc": credits.summary,
        "ldes": credits.description,
        "keyw": ", ".join(imprint.subjects),
        "sonm": credits.title_sort,
        "soal": credits.title_sort,
        "soar": credits.author_sort,
        "tvsh": series,
        "tven": number,
        "\xa9mvn": series,
    }
    file.tags.update({name: text for name, text in texts.items() if text})
    file.tags["stik"] = [_AUDIOBOOK]
    if series and number.isdecimal() and int(number) < _MOVEMENTS:
        file.tags["\xa9mvi"], file.tags["shwm"] = [int(number)], [1]
    named = {"PUBLISHER": imprint.publisher, "LANGUAGE": edition.language_code, **credits.extra_tags}
    for name, text in named.items():
        if text:
            file.tags[f"----:com.apple.iTunes:{name}"] = [mp4.MP4FreeForm(text.encode())]
    if imprint.cover:
        file.tags["covr"] = [mp4.MP4Cover(imprint.cover, imageformat=mp4.MP4Cover.FORMAT_JPEG)]
    file.save(padding=lambda _: 0)
