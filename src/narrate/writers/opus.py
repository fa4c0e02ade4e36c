"""Ogg Opus: half the size of an MP3 that sounds as good; a file a chapter, or one of the whole book with its chapters in it."""

from __future__ import annotations

import base64
import importlib
from pathlib import Path
from typing import Any

from narrate.writers.vorbis import ChapterFiles, WholeBook, picture


class _Opus:
    extension = codec = "opus"
    share = 0.5
    overshoot = 1.2

    def tag(self, path: Path, comments: dict[str, list[str]], cover: bytes) -> None:
        """Comments in the stream's second packet."""
        ogg: Any = importlib.import_module("mutagen.oggopus")
        flac: Any = importlib.import_module("mutagen.flac")
        file = ogg.OggOpus(path)
        file.tags.update(comments)
        if cover:
            file.tags["METADATA_BLOCK_PICTURE"] = [base64.b64encode(picture(flac.Picture, cover).write()).decode()]
        file.save(padding=lambda _: 0)


class OpusWriter(_Opus, ChapterFiles):
    """Chapter files."""

    name, version = "opus", "opus-2"
    label = "Opus, a file a chapter"


class SingleOpusWriter(_Opus, WholeBook):
    """The whole book in one file."""

    name, version = "opus-single", "opus-single-2"
    label = "Opus, one file with chapters"
