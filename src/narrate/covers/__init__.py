"""Cover pictures as every player takes them: a JPEG of moderate size, from whatever a book brings, or drawn where it brings none.

A picture is unpacked in a process of its own, which may take so much memory and time and no more: nothing that a
picture does to the library that reads it is felt outside.
"""

from __future__ import annotations

import contextlib
import io
import json
import signal
import subprocess
import sys

from narrate import sandbox
from narrate.covers.drawn import draw
from narrate.units import Seconds

LARGEST = 1600
"""Pixels along the longer side."""
MAX_PIXELS = 25_000_000
"""A picture that unpacks to more is a bomb, not a cover."""
MEMORY = 1 << 30
"""Bytes of address space; 25 million pixels take 300 MB of it."""
PATIENCE: Seconds = 20.0
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY = 85
_TRIES = 3


def as_jpeg(picture: bytes) -> bytes:
    """The picture as JPEG without its metadata; nothing where it is no picture, of a strange kind, or too large to unpack."""
    return _in_child(picture) if picture else b""


def drawn(title: str, author: str, language: str) -> bytes:
    """A cover with these words, as JPEG; nothing where no font at hand has the title's script."""
    return _in_child(json.dumps({"title": title, "author": author, "language": language}).encode(), "draw")


def _in_child(picture: bytes, *words: str) -> bytes:
    try:
        command, settings = sandbox.command("narrate.covers", *words), sandbox.environment()
        for _ in range(_TRIES):
            done = subprocess.run(command, input=picture, env=settings, capture_output=True, timeout=PATIENCE, check=False)
            if done.returncode != -signal.SIGKILL:  # which is not the picture's doing
                break
        return done.stdout if done.returncode == 0 else b""
    except (OSError, subprocess.SubprocessError):
        return b""


def _unpacked(picture: bytes) -> bytes:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as found:
            if found.width * found.height > MAX_PIXELS:
                return b""
            found.draft("RGB", (LARGEST, LARGEST))
            plain = found.convert("RGB")
        plain.thumbnail((LARGEST, LARGEST))
        made = io.BytesIO()
        plain.save(made, "JPEG", quality=_QUALITY, optimize=True)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, MemoryError):
        return b""
    return made.getvalue()


def main() -> None:
    """`python -m narrate.covers`: from a picture on standard input to a JPEG on standard output; with `draw`, from words."""
    sandbox.enter(with_caller=True)
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    given = sys.stdin.buffer.read()
    sys.stdout.buffer.write(draw(**json.loads(given)) if sys.argv[1:] == ["draw"] else _unpacked(given))
