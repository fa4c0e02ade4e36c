"""From bytes to text, in the order that is right most often for stories.

Byte-order mark, strict UTF-8, UTF-16 by its pattern of NULs, then Windows-1252. General detectors come
last elsewhere and are not needed for these: they take ordinary Windows English for Baltic.
"""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(raw: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; line ends become LF without moving any offset.

    Never fails: bytes that Windows-1252 leaves undefined become U+FFFD.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _lines(raw.decode(name, "replace")), name
    wide = _utf16(raw)
    if wide:
        return _lines(raw.decode(wide, "replace")), wide
    try:
        return _lines(raw.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        return _lines(raw.decode("cp1252", "replace")), "cp1252"


def _utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark shows as NULs in every second byte of Western text."""
    head = raw[:4000]
    if len(head) < 4:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > 0.6 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _lines(text: str) -> str:
    """One character for one character, so that offsets into the file's text stay true."""
    return text.replace("\r\n", " \n").replace("\r", "\n")
