"""FLAC, which loses nothing: a file a chapter, or one of the whole book with its chapters in it."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from narrate.writers.vorbis import ChapterFiles, WholeBook, picture


class _Flac:
    extension = codec = "flac"
    share = 3.0

    def tag(self, path: Path, comments: dict[str, list[str]], cover: bytes) -> None:
        """Comments and picture in blocks of their own before the sound."""
        flac: Any = importlib.import_module("mutagen.flac")
        file = flac.FLAC(path)
        file.tags.update(comments)
        if cover:
            file.add_picture(picture(flac.Picture, cover))
        file.save(padding=lambda _: 0)


class FlacWriter(_Flac, ChapterFiles):
    """Chapter files."""

    name, version = "flac", "flac-1"
    label = "FLAC, a file a chapter"


class SingleFlacWriter(_Flac, WholeBook):
    """The whole book in one file."""

    name, version = "flac-single", "flac-single-1"
    label = "FLAC, one file with chapters"
