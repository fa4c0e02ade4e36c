"""A track's sound into a file: by the coders, with patience for one that ends over a chapter; as MP3; or as it is encoded
already."""

from __future__ import annotations

import shutil
from pathlib import Path

from narrate import coder
from narrate.audio.mp3 import write_mp3
from narrate.edition import Track
from narrate.errors import LimitError

_TRIES = 3
"""Coders that may end over a chapter."""


def encode(codec: str, path: Path, track: Track) -> None:
    """Encode a track's sound, whatever its `path` says, into this file. Raises LimitError where no coder lives to the end."""
    if track.encoded:
        shutil.copyfile(track.encoded, path)
        return
    for tries in range(1, _TRIES + 1):
        try:
            coder.write(codec, path, track.sound(), track.rate, track.kilobits)
            return
        except ChildProcessError as error:  # whatever ended it may spare the next
            if tries == _TRIES:
                why = f"“{track.title}” could not be encoded in {tries} tries: {error.strerror}."
                raise LimitError(f"{why} Run the same command again to go on.") from error


def encode_mp3(path: Path, track: Track) -> None:
    """The same as MP3, in this process."""
    if track.encoded:
        shutil.copyfile(track.encoded, path)
    else:
        write_mp3(path, track.sound(), track.rate, track.kilobits)
