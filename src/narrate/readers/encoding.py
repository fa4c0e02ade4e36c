"""From bytes to text, in the order that is right most often for stories.

Byte-order mark, strict UTF-8, UTF-16 by its pattern of NULs, then Windows-1252; a general detector is asked only when
that would make the text mostly accented letters, for detectors take ordinary Windows English for Baltic.
Text that somebody decoded wrongly before ("â€œ") is put right, and that is told.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from narrate.errors import StoryError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = frozenset({"undefined", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf_7", "mbcs", "oem"})
"""Codecs that decode no file of text."""
_DECLARATION = 1024
"""Bytes at the beginning of a file in which it says what its encoding is."""
_XML = re.compile(rb"\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w-]+)")
_FOREIGN = 0.4
"""This share of letters outside ASCII is no Western language in Windows-1252."""
_SEEN, _NOISE, _STRAYS = 20_000, 0.05, 8
"""Characters at the beginning that are looked at, and the share of signs that mean nothing in text (random bytes: a tenth);
a few strays are no noise."""
_MEANINGLESS, _LAYOUT = frozenset({"Cc", "Cn", "Co", "Cs"}), frozenset("\t\n\v\f\r\x1a\x1b\x85")
_EDGE = 64
"""Bytes at the beginning and at the end of a file, which look like the rest of it if it is UTF-16."""
_WIDE_SIGNS, _USUAL = frozenset("«»\u2010–—‘’“”„…№\xa0"), 0.97
"""Signs of prose beside letters and ASCII, and the share of a text that they and the letters make."""
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_LOST = "â€\ufffd"
"""A closing quotation mark whose last byte the earlier conversion could not show: nothing else in prose ends up so."""
_SPOILT = re.compile(r"â€[œ\u009d\ufffd™˜”“¦]|Ã[\u0080-\u00bf©¨ªë´¼¶¤]|â\u0080[\u0093-\u009d]")


def text_of(
    path: Path, encoding: str | None = None, declared: Callable[[bytes], str | None] | None = None
) -> tuple[str, tuple[str, ...]]:
    """A file's text and what there is to tell about its encoding.

    `encoding` is what a person says it is; `declared` finds what the file itself says. Raises StoryError when the file cannot
    be read, is empty, or is not in the encoding that was named.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise StoryError(f"{path}: cannot be read: {error.strerror or error}") from error
    if encoding:
        if not is_encoding(encoding):
            raise StoryError(f"{path}: there is no encoding called {encoding}; try utf-8 or cp1252.")
        try:
            text, name = _lines(raw.decode(encoding)), encoding
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise StoryError(f"{path}:{line}: not {encoding} here; leave “encoding” out and it will be found.") from None
    else:
        text, name = decode(raw, declared(raw) if declared else None)
    if not text.strip():
        raise StoryError(f"{path}: the file is empty.")
    notes: tuple[str, ...] = ()
    if name not in ("utf-8", "utf-8-sig") and not text.isascii():
        notes = (f"the file was read as {name} (set “encoding” if that is wrong)",)
    mended = mend(text)
    if _is_noise(mended):
        raise StoryError(f"{path}: this is no text (a picture, a sound or a program?), so there is no story in it.")
    if mended != text:
        notes = (*notes, "characters that were garbled by an earlier conversion were put right")
    return mended.replace("\0", " "), notes


def is_encoding(name: str) -> bool:
    """Whether files of text can be in an encoding of that name."""
    try:
        b"text".decode(name, "ignore")  # a codec that is no encoding of text ("rot13", "base64") is refused here
        return codecs.lookup(name).name.replace("-", "_") not in _NO_TEXT
    except (LookupError, ValueError):
        return False


def xml_encoding(raw: bytes) -> str | None:
    """What an XML file says its encoding is."""
    declared = _XML.match(raw)
    return declared[1].decode("ascii") if declared else None


def _believed(raw: bytes, declared: str | None) -> str:
    """What a file declares, if its declaration can be read in it; Windows-1252 otherwise."""
    if declared is None or not is_encoding(declared):
        return "cp1252"
    head = raw[:_DECLARATION].decode("ascii", "ignore")
    return declared if raw[:_DECLARATION].decode(declared, "ignore").startswith(head[: head.find(">") + 1]) else "cp1252"


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding; line ends become LF without moving any offset.

    `declared` is what the file says of itself, believed when it is not UTF-8 and decodes. Never fails: bytes that an encoding
    leaves undefined become U+FFFD.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _lines(raw.decode(name, "replace")), name
    wide = _utf16(raw)
    if wide:
        return _lines(raw.decode(wide, "replace")), wide
    for name in ("utf-8", _believed(raw, declared)):
        try:
            return _lines(raw.decode(name)), name
        except UnicodeDecodeError:
            if name == "utf-8" and _SURROGATE.search(raw) and (text := _surrogates(raw)) is not None:
                return _lines(text), name
    western = raw.decode("cp1252", "replace")
    letters = [c for c in western[:20_000] if c.isalpha()]
    if sum(not c.isascii() for c in letters) > _FOREIGN * len(letters):
        from charset_normalizer import from_bytes

        best = from_bytes(raw[:100_000]).best()
        if best is not None and best.encoding:
            return _lines(raw.decode(best.encoding, "replace")), best.encoding
    return _lines(western), "cp1252"


def _surrogates(raw: bytes) -> str | None:
    """UTF-8 in which halves of UTF-16 stand, as some programs write it: two make a character, and a lone one is U+FFFD."""
    try:
        return raw.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except UnicodeDecodeError:
        return None


def mend(text: str) -> str:
    """The text with UTF-8 that was read as Windows-1252 put right; curly quotes and everything else stay as they are."""
    if not _SPOILT.search(text):
        return text
    import ftfy

    text = text.replace(_LOST, "â€\u009d")
    return "\n".join(ftfy.fix_encoding(line) if _SPOILT.search(line) else line for line in text.split("\n"))


def _is_noise(text: str) -> bool:
    """Whether too many characters are control signs, unassigned, or could not be read."""
    seen = text[:_SEEN]
    odd = sum(c == "\ufffd" or unicodedata.category(c) in _MEANINGLESS for c in seen if c not in _LAYOUT)
    return odd > max(_STRAYS, _NOISE * len(seen))


def _utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark shows as NULs in every second byte of Western text, and as letters of one script elsewhere."""
    head = raw[:4000]
    if len(head) < 4:
        return None
    if head.startswith((b"<\0", b"\0<")):
        return "utf-16-le" if head[1] == 0 else "utf-16-be"  # markup, in whatever script
    pieces = (head, head[:_EDGE], raw[: len(raw) // 2 * 2][-_EDGE:])
    for name, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        if all(_has_nuls(piece[high::2], piece[1 - high :: 2]) for piece in pieces):
            return name
    return next((name for name in ("utf-16-le", "utf-16-be") if _is_wide(head.decode(name, "ignore"))), None)


def _is_wide(text: str) -> bool:
    """Whether bytes that were read as UTF-16 are Greek, Cyrillic, Hebrew or Arabic text: their letters' upper bytes are
    control characters elsewhere."""
    letters = sum("\u0370" <= c < "\u0800" for c in text)
    signs = sum(c in _WIDE_SIGNS or "\n" <= c < "\x7f" for c in text)
    return letters > signs and letters + signs > _USUAL * len(text)


def _has_nuls(high: bytes, low: bytes) -> bool:
    return high.count(0) > 0.6 * len(high) and low.count(0) < 0.1 * len(low)


def _lines(text: str) -> str:
    """One character for one character, so that offsets into the file's text stay true."""
    return text.replace("\r\n", " \n").replace("\r", "\n")
