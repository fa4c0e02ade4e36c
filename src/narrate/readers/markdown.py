"""Markdown: CommonMark, with the few lines of settings that some tools put at the top."""

from __future__ import annotations

import re
from pathlib import Path

from narrate.model import Book, Manuscript
from narrate.readers.encoding import text_of
from narrate.readers.language import language_of
from narrate.readers.markup import levelled, parts_of
from narrate.readers.structure import Part, compose

SETTINGS = "settings of the file"
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^(title|author|lang(?:uage)?):[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.M | re.I)


class MarkdownReader:
    """.md files. Raw HTML in them is text, as the file shows it."""

    name = "markdown"

    def score(self, path: Path, head: bytes) -> int:
        """By the name: any text is Markdown too."""
        return 70 if path.suffix.lower() in (".md", ".markdown", ".mdown", ".mkd") and b"\0" not in head else 0

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """The reading text, without the signs of markup; offsets count in it."""
        from markdown_it import MarkdownIt

        text, notes = text_of(path, encoding)
        text = text.replace(" \n", "\n") if "\r" in text else text
        front = _FRONT.match(text)
        fields = {key.lower()[:4]: value for key, value in _FIELD.findall(front[1])} if front else {}
        markup = MarkdownIt("commonmark", {"html": False}).render(text[front.end() :] if front else text)
        parts = levelled(parts_of(markup))
        if front and front[1].strip():
            parts.insert(0, Part("paragraph", front[1].strip(), skipped=SETTINGS))
        first = next((p.text for p in parts if not p.skipped), "") if any(p.level == 3 for p in parts[:2]) else ""
        book: Manuscript = Book(
            fields.get("titl") or first or path.stem,
            fields.get("auth", ""),
            fields.get("lang", "")[:2].lower() or language_of(text),
            (),
            source=str(path),
            notes=notes,
        )
        return compose(book, parts)
