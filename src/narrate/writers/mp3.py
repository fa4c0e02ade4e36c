"""One MP3 a chapter, constant bit rate, with ID3v2.3 tags (v2.4 makes some players drop long titles)."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from narrate.audio import write_mp3
from narrate.model import Edition, Track
from narrate.writers import SYNTHETIC, finished_file

KILOBITS = 64
_UTF16 = 1
_FRONT = 3


class Mp3Writer:
    """Chapter files, one track number each."""

    name = "mp3"
    extension = "mp3"
    per_chapter = True
    version = "mp3-1"

    def part(self, number: int) -> str:
        """Every chapter is a file of its own."""
        return ""

    def prepare(self, track: Track, directory: Path) -> None:
        """Nothing to do."""

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """One file for each track of the edition, at the track's own path."""
        written = []
        for track in edition.tracks:
            path = directory / track.path
            with finished_file(path) as part:
                write_mp3(part, track.sound(), track.rate, KILOBITS)
                _tag(part, edition, track)
            written.append(path)
        return written


def _tag(path: Path, edition: Edition, track: Track) -> None:
    id3: Any = importlib.import_module("mutagen.id3")

    tags = id3.ID3()
    texts = {
        "TIT2": track.title,
        "TALB": edition.title,
        "TPE1": edition.author,
        "TPE2": edition.author,
        "TCOM": "; ".join(edition.narrators),
        "TRCK": f"{track.number}/{edition.chapters}",
        "TPOS": "1/1",
        "TCON": "Audiobook",
        "TLAN": edition.language_code,
        "TPUB": edition.imprint.publisher,
        "TYER": edition.imprint.year,
    }
    for frame, text in texts.items():
        if text:
            tags.add(getattr(id3, frame)(encoding=_UTF16, text=[text]))
    note = f"Read by a {SYNTHETIC}: narrate, {', '.join(edition.engines)}"
    tags.add(id3.COMM(encoding=_UTF16, lang="eng", desc="", text=[note]))
    tags.add(id3.TXXX(encoding=_UTF16, desc="AI_NARRATION", text=[f"synthetic; engine={', '.join(edition.engines)}"]))
    series, number = edition.imprint.part_of
    for name, text in (("SERIES", series), ("SERIES-PART", number)):
        if text:
            tags.add(id3.TXXX(encoding=_UTF16, desc=name, text=[text]))
    if edition.imprint.cover:
        tags.add(id3.APIC(encoding=_UTF16, mime="image/jpeg", type=_FRONT, desc="", data=edition.imprint.cover))
    tags.save(path, v1=2, v2_version=3, v23_sep="; ", padding=lambda _: 0)
