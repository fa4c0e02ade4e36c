"""Cover pictures as every player takes them: a JPEG of moderate size, from whatever a book brings."""

from __future__ import annotations

import io

LARGEST = 1600
"""Pixels along the longer side."""
MAX_PIXELS = 40_000_000
"""A picture that unpacks to more is a bomb, not a cover."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY = 85


def as_jpeg(picture: bytes) -> bytes:
    """The picture as JPEG without its metadata; nothing where it is no picture, of a strange kind, or too large to unpack."""
    if not picture:
        return b""
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
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return b""
    return made.getvalue()
