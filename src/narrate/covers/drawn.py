"""A cover for a book that has none: its title and its authors on a plain ground, square, 2,400 pixels wide."""

from __future__ import annotations

import colorsys
import hashlib
import io

from narrate.covers.lettering import LEADING, Lettering, readable

SIDE = 2400
"""Pixels; what stores ask for at least."""
_FRAME, _LINE = 110, 6
_TITLE_BOX, _AUTHOR_BOX = (1840, 1180), (1840, 380)
_TITLE_MIDDLE, _RULE, _AUTHOR_MIDDLE = 950, 1700, 1960
_TITLE_SIZES, _AUTHOR_SIZES = range(300, 39, -10), range(130, 39, -10)
_LONGEST = 240
"""Characters of a text that are shown."""
_INK, _FAINT = "#f7f1e3", "#d9c79a"
_QUALITY = 88


def draw(title: str, author: str, language: str) -> bytes:
    """The JPEG; nothing where there are no fonts for the title. The same words give the same bytes."""
    from PIL import Image, ImageDraw

    title, author = map(_shortened, (title, author))
    if not title or not readable(title):
        return b""
    picture = Image.new("RGB", (SIDE, SIDE), _ground(title + author))
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((_FRAME, _FRAME, SIDE - _FRAME, SIDE - _FRAME), outline=_FAINT, width=_LINE)
    _typeset(canvas, Lettering(650, language), title, (_TITLE_MIDDLE, *_TITLE_BOX), (_TITLE_SIZES, _INK))
    if author and readable(author):
        canvas.rectangle((SIDE // 2 - 160, _RULE, SIDE // 2 + 160, _RULE + _LINE), fill=_FAINT)
        _typeset(canvas, Lettering(400, language), author, (_AUTHOR_MIDDLE, *_AUTHOR_BOX), (_AUTHOR_SIZES, _INK))
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _typeset(canvas: object, letters: Lettering, text: str, box: tuple[int, int, int], how: tuple[range, str]) -> None:
    """Set a text in lines around the middle of a box: (its height on the page, width, height), in (sizes, colour)."""
    (middle, width, height), (sizes, colour) = box, how
    size, lines = letters.fit(text, width, height, sizes)
    top = middle - (len(lines) - 1) * size * LEADING / 2
    for number, line in enumerate(lines):
        letters.draw(canvas, line, (SIDE // 2, round(top + number * size * LEADING)), size, colour)


def _ground(words: str) -> str:
    """A dark colour for these words: every book has its own, and all are as dark."""
    hue = hashlib.sha256(words.encode("utf-8", "replace")).digest()[0] / 256
    red, green, blue = colorsys.hls_to_rgb(hue, 0.2, 0.38)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
