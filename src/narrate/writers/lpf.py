"""LPF: a W3C Audiobook in one file, MP3 inside."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from narrate.edition import Edition, Track
from narrate.writers import Place, finished_file
from narrate.writers.encoding import encode_mp3
from narrate.writers.manifest import CONTENTS, COVER, MANIFEST, contents_page, manifest
from narrate.writers.zipped import Zipped

_PARTS = ".parts"


class LpfWriter:
    """One LPF a book."""

    name = "lpf"
    label = "LPF, a W3C audiobook in one file"
    extension = "lpf"
    per_chapter = False
    share = 1.0
    overshoot = 0.0
    encoding = "mp3"
    version = "lpf-2"

    def part(self, number: int) -> str:
        """A chapter's encoded sound."""
        return f"{_PARTS}/{number:04}.mp3"

    def prepare(self, track: Track, directory: Path) -> None:
        """Encode a chapter."""
        with finished_file(directory / self.part(track.number)) as path:
            encode_mp3(path, track)

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """`<title>.lpf` in the directory, out of the chapters that are prepared there; the others are prepared now."""
        path = directory / f"{edition.file_name}.lpf"
        for track in edition.tracks:
            if not (directory / self.part(track.number)).exists():
                self.prepare(track, directory)
        files = [f"audio/{track.number:04}.mp3" for track in edition.tracks]
        with finished_file(path) as bound, Zipped(bound) as book:
            book.add(MANIFEST, json.dumps(manifest(edition, files, contents=True), ensure_ascii=False, indent=2) + "\n")
            book.add(CONTENTS, contents_page(edition, files))
            if edition.imprint.cover:
                book.add(COVER, edition.imprint.cover)
            for track, file in zip(edition.tracks, files, strict=True):
                book.add_file(file, directory / self.part(track.number))
        shutil.rmtree(directory / _PARTS, ignore_errors=True)
        return [path]

    def chapters(self, edition: Edition) -> list[Place]:
        """Nothing: every chapter is a sound file of its own."""
        return []
