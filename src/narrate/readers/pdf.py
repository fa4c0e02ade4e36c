"""PDF files with text: lines become paragraphs, running heads and page numbers are set aside, broken words joined."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from pathlib import Path
from statistics import median
from typing import Any

from narrate.errors import StoryError
from narrate.model import Book, Imprint, Manuscript
from narrate.readers import typed_marks
from narrate.readers.headings import is_scene_break
from narrate.readers.language import language_of
from narrate.readers.markup import levelled
from narrate.readers.semantics import PAGE_NUMBER, RUNNING_HEAD
from narrate.readers.structure import Part, compose

MAX_PAGES = 5000
_LARGE, _MOST_TEXT = 2 << 20, 1 << 20
"""Bytes of what draws a page, of which it is asked how much is text; and how much of that a page can have."""
_STRING = re.compile(rb"\((?:[^()\\]++|\\.)*+\)|<[0-9A-Fa-f\s]++>", re.S)
_NUMBER = re.compile(r"\W*(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s+of\s+\d+)?\W*", re.I)
_EDGE = 2
"""Lines at the top and at the bottom of a page that may be page furniture."""
_OFTEN = 3
_HYPHEN = re.compile(r"\w[-\u00ad\u2010]$")
_ENDS = re.compile(r"[.!?…:][\"”’')\]]*$")
_SHORT = 0.75


@dataclass(frozen=True)
class _Row:
    """A printed line: how far it is indented, in characters, and how many lines stay empty above it."""

    text: str
    indent: int
    gap: int


class PdfReader:
    """Printed pages, where the text is there as text."""

    name = "pdf"

    def score(self, path: Path, head: bytes) -> int:
        """By the first bytes."""
        return 100 if b"%PDF-" in head[:1024] else 0

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """The reading text of all pages. Raises StoryError for passwords, damage and pictures of pages."""
        from pypdf import PdfReader as Pages
        from pypdf.errors import PyPdfError

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        try:
            document = Pages(path)
            if document.is_encrypted and not document.decrypt(""):
                raise StoryError(f"{path}: protected by a password; save a copy without it.")
            if len(document.pages) > MAX_PAGES:
                raise StoryError(f"{path}: {len(document.pages):,} pages are more than a book has.")
            pages = [_rows(_text(path, number, page)) for number, page in enumerate(document.pages, 1)]
            metadata = document.metadata
            title, author = (str((metadata.title if metadata else "") or ""), str((metadata.author if metadata else "") or ""))
            year = re.search(r"\d{4}", str(metadata.get("/CreationDate", "")) if metadata else "")
        except StoryError:
            raise
        except (PyPdfError, OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
            raise StoryError(f"{path}: damaged, or not a PDF file ({' '.join(str(error).split())[:120]}).") from error
        if not any(pages):
            raise StoryError(f"{path}: there is no text in it, only pictures of pages; a text recognition (OCR) must come first.")
        parts = levelled(typed_marks.mended(list(_parts(pages))))
        text = "\n".join(p.text for p in parts if not p.skipped)
        imprint = Imprint(date=year[0] if year else "")
        book: Manuscript = Book(
            title.strip() or path.stem, author.strip(), language_of(text), (), source=str(path), imprint=imprint
        )
        return compose(book, parts)


def _text(path: Path, number: int, page: Any) -> str:
    """A page's text as it is laid out. Raises StoryError for one that holds more than a page can: it would take all memory."""
    contents = page.get_contents()
    drawn = contents.get_data() if contents is not None else b""
    if len(drawn) > _LARGE and sum(len(match[0]) for match in _STRING.finditer(drawn)) > _MOST_TEXT:
        raise StoryError(f"{path}: page {number} holds more text than a page can; it is damaged, or made to break programs.")
    return str(page.extract_text(extraction_mode="layout"))


def _rows(page: str) -> list[_Row]:
    rows: list[_Row] = []
    gap = 0
    for line in page.replace("\0", "").split("\n"):
        text = " ".join(line.split())
        if not text:
            gap += 1
            continue
        rows.append(_Row(text, len(line) - len(line.lstrip()), gap if rows else 0))
        gap = 0
    return rows


def _parts(pages: list[list[_Row]]) -> Iterator[Part]:
    """Paragraphs over page ends; what is printed at the edges of the pages comes after the paragraph it stands in."""
    heads = _running_heads(pages)
    aside: list[Part] = []
    lines: list[str] = []
    for page in pages:
        rows, edges = _without_edges(page, heads)
        aside += edges
        if not rows:
            continue
        left = median(row.indent for row in rows)
        width = max(len(row.text) for row in rows)
        full = [row.gap for above, row in pairwise(rows) if len(above.text) >= _SHORT * width]
        usual = median(full) if full else 0
        for number, row in enumerate(rows):
            if lines and _begins(row, rows[number - 1] if number else None, lines[-1], left, width, usual):
                yield from _paragraph(lines)
                yield from aside
                lines, aside = [], []
            lines.append(row.text)
    if lines:
        yield from _paragraph(lines)
    yield from aside


def _begins(row: _Row, above: _Row | None, last: str, left: float, width: int, usual: float) -> bool:
    """Whether a paragraph begins with this line."""
    ended = bool(_ENDS.search(last))
    if above is None:
        return ended and (row.indent > left + 1 or not row.text[:1].islower())
    short = len(above.text) < _SHORT * width
    return (
        row.gap > usual
        or (row.indent > left + 1 and (ended or short))
        or (short and ended)
        or (short and above.indent > left + 6)
    )


def _paragraph(lines: list[str]) -> Iterator[Part]:
    pieces: list[str] = []
    for line, after in zip_longest(lines, lines[1:], fillvalue=""):
        broken = bool(_HYPHEN.search(line)) and after[:1].islower()
        pieces += [line[:-1]] if broken else [line, " "]
    text = "".join(pieces).rstrip(" ")
    yield Part("scene_break" if is_scene_break(text) else "paragraph", text)


def _pattern(text: str) -> str:
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", text.casefold())


def _running_heads(pages: list[list[_Row]]) -> set[str]:
    """Lines that stand at the edge of several pages, page numbers aside."""
    seen = Counter(
        p for page in pages for p in {_pattern(row.text) for row in [*page[:_EDGE], *page[-_EDGE:]] if len(row.text) < 90}
    )
    return {text for text, count in seen.items() if count >= _OFTEN and count > 0.05 * len(pages)}


def _without_edges(page: list[_Row], heads: set[str]) -> tuple[list[_Row], list[Part]]:
    aside: list[Part] = []
    rows = list(page)
    for end in (0, -1):
        for _ in range(_EDGE):
            if not rows:
                break
            text = rows[end].text
            if _NUMBER.fullmatch(text):
                why = PAGE_NUMBER
            elif _pattern(text) in heads:
                why = RUNNING_HEAD
            else:
                break
            aside.append(Part("paragraph", text, skipped=why))
            rows.pop(end)
    return rows, aside
