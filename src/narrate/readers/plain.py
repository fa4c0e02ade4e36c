"""Plain text: hard-wrapped or one line per paragraph, headings and scene breaks by their look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from narrate.model import Block, Book, Manuscript, Span
from narrate.readers import pages, typed_marks
from narrate.readers.encoding import text_of
from narrate.readers.headings import TITLE, Headings, is_scene_break
from narrate.readers.language import language_named, language_of
from narrate.readers.scraps import refuse_scraps
from narrate.readers.structure import bind, lines_of

_SUFFIXES = {".txt", ".text", ""}
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SENTENCE_END = re.compile(r"[.!?…:;”\"’»\]_)-]\s*$")
_FIELD = re.compile(r"^\s*(Title|Author|Language):[ \t]*(.+?)\s*$", re.M)
_NAME = r"[A-Z](?:[^\W_]|[.’'-])*(?:[ \t]+(?:[A-Z](?:[^\W_]|[.’'-])*|de|della|di|du|la|le|of|van|von|der|den)){0,5}"
_NAMES = rf"{_NAME}(?:(?:,|[ \t]+and|[ \t]+&)[ \t]+{_NAME}){{0,3}}"
_TITLE_PAGE = re.compile(
    r"\A\s*(?P<title>\S[^\n]{0,78}[^\s,;:])[ \t]*\n(?:\s*\(\d{4}\)[ \t]*\n)?\s*_?(?:by|By|BY)(?:[ \t]+|[ \t]*\n\s*)"
    rf"(?P<author>{_NAMES})_?[ \t]*(?:\n|\Z)"
)
"""A title in a line of its own, and below it who wrote the story."""
_LONG_LINE = 200


class PlainReader:
    """Text files. The encoding is found, never asked for."""

    name = "plain"

    def score(self, path: Path, head: bytes) -> int:
        """Text by name and without binary signatures; names without a known suffix count little."""
        if head.startswith((b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"ID3", b"RIFF")):
            return 0
        if path.suffix.lower() in _SUFFIXES:
            return 50
        return 0 if _BINARY.search(head) else 20

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """The file's blocks; offsets are characters of the decoded text."""
        text, notes = text_of(path, encoding)
        refuse_scraps(text.split("\n"), path)
        typed, text = text, typed_marks.plain(text)
        notes = (*notes, typed_marks.NOTE) if text != typed else notes
        fields = {key.lower(): value for key, value in _FIELD.findall(text[:4000])} if "GUTENBERG" in text[:8000].upper() else {}
        language = language_named(fields.get("language", "")) or language_of(text)
        text, aside, mended = _unpaged(text, language)
        page = _TITLE_PAGE.match(text)
        title, author = map(str, page.group("title", "author")) if page else (path.stem, "")
        empty: Manuscript = Book(
            fields.get("title", title),
            fields.get("author", author),
            language,
            (),
            source=str(path),
            text=text,
            notes=(*notes, f"words that line ends broke were put together: {mended}") if mended else notes,
        )
        found = blocks(text, aside)
        if page and found[0].text == title:
            found[0] = replace(found[0], kind="heading", level=found[0].level or TITLE)
        return bind(empty, found)


def _unpaged(text: str, language: str) -> tuple[str, list[tuple[Span, str]], int]:
    """The text with what printed pages left in it put right: see `pages`."""
    groups = [text[at.start : at.end] for at in _groups(text, 0, len(text))]
    text, aside = pages.settled(text, line_each=_one_line_each(groups))
    text, mended = pages.unbroken(text, language)
    return text, aside, mended


def blocks(text: str, aside: Sequence[tuple[Span, str]] = ()) -> list[Block]:
    """Every non-blank character of `text` in exactly one block; `aside` are stretches that are not read, and why."""
    reasons = dict(aside)
    spans = _paragraphs(text, list(reasons))
    headings = Headings([text[span.start : span.end] for span in spans])
    found: list[Block] = []
    for index, span in enumerate(spans):
        part = text[span.start : span.end]
        level = headings.level(index)
        if span in reasons:
            found.append(Block("paragraph", part, span, skipped=reasons[span]))
        elif is_scene_break(part):
            found.append(Block("scene_break", part, span))
        elif level:
            found.append(Block("heading", part, span, level))
        else:
            found.append(Block("paragraph", part, span))
    return found


def _paragraphs(text: str, aside: Sequence[Span] = ()) -> list[Span]:
    """The paragraphs, and what is set aside between them, in order."""
    found: list[Span] = []
    place = 0
    for span in aside:
        found += [*_between(text, place, span.start), span]
        place = span.end
    return found + _between(text, place, len(text))


def _between(text: str, start: int, end: int) -> list[Span]:
    groups = _groups(text, start, end)
    if _one_line_each([text[g.start : g.end] for g in groups]):
        groups = [
            Span(g.start + m.start(), g.start + m.end()) for g in groups for m in re.finditer(r"[^\n]+", text[g.start : g.end])
        ]
    elif groups and sum(text.count("\n", g.start, g.end) for g in groups) > 40 * len(groups):
        groups = [piece for g in groups for piece in _at_indents(text, g)]
    return [trimmed for g in groups if (trimmed := _trim(text, g)).start < trimmed.end]


def _groups(text: str, start: int, end: int) -> list[Span]:
    """Lines that stand together, with nothing blank between them."""
    found: list[Span] = []
    for line in lines_of(text, start, end):
        if found and found[-1].end + 1 == line.start:
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found


def _one_line_each(groups: list[str]) -> bool:
    """Whether a line end inside a group of lines ends a paragraph: such lines end like sentences, or run long."""
    inner = [line for group in groups for line in group.split("\n")[:-1]]
    if not inner:
        return False
    ended = sum(bool(_SENTENCE_END.search(line)) for line in inner)
    long = sum(len(line) > _LONG_LINE for line in inner)
    return ended > 0.6 * len(inner) or long > 0.2 * len(inner)


def _at_indents(text: str, group: Span) -> list[Span]:
    """Books without blank lines mark a paragraph by indenting its first line."""
    starts = [group.start] + [
        group.start + m.start() + 1 for m in re.finditer(r"\n(?=[ \t]{2,}\S)", text[group.start : group.end])
    ]
    return [Span(a, b) for a, b in zip(starts, [*starts[1:], group.end], strict=True)]


def _trim(text: str, span: Span) -> Span:
    part = text[span.start : span.end]
    return Span(span.start + len(part) - len(part.lstrip()), span.end - len(part) + len(part.rstrip()))
