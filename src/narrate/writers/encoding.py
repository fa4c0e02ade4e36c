"""Encoding by the coders, with patience for one that ends over a chapter."""

from __future__ import annotations

from pathlib import Path

from narrate import coder
from narrate.edition import Track
from narrate.errors import LimitError

_TRIES = 3
"""Coders that may end over a chapter."""


def encode(codec: str, path: Path, track: Track) -> None:
    """Encode a track's sound, whatever its `path` says, into this file. Raises LimitError where no coder lives to the end."""
    for tries in range(1, _TRIES + 1):
        try:
            coder.write(codec, path, track.sound(), track.rate, track.kilobits)
            return
        except ChildProcessError as error:  # whatever ended it may spare the next
            if tries == _TRIES:
                why = f"“{track.title}” could not be encoded in {tries} tries: {error.strerror}."
                raise LimitError(f"{why} Run the same command again to go on.") from error
