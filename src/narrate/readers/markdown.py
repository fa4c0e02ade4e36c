"""Markdown: CommonMark, with the few lines of settings that some tools put at the top."""

from __future__ import annotations

import re
from pathlib import Path

from narrate.model import Book, Contributor, Imprint, Manuscript
from narrate.readers import typed_marks
from narrate.readers.encoding import text_of
from narrate.readers.language import language_of
from narrate.readers.markup import levelled, parts_of, tree_of
from narrate.readers.people import ROLES, author_line, isbn_of, people_of, plain, role_of, series_of, subjects_of
from narrate.readers.scraps import refuse_marks, refuse_scraps
from narrate.readers.semantics import NOTE
from narrate.readers.structure import Part, compose

SETTINGS = "settings of the file"
COMMENT = "comment"
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_FIELD = re.compile(r"^(?P<key>[a-z][\w-]*):[ \t]*(?P<line>[^\n]*)(?P<list>(?:\n[ \t]*-[ \t]+[^\n]*)*)", re.M | re.I)
_DEEP = re.compile(
    r"^(?![ \t]*([-*])(?:[ \t]*\1)*[ \t]*$)[ \t]*(?:(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]*)){60,}|^[ \t]{150,}", re.M
)
"""What opens so many lists and quotations at once means none of them; a rule of stars does."""
_OPENS = "\ufdd2"
"""Stands for an angle bracket that is text, in code too, where an escaped one would be told as it is written."""
_TEXT_ENDINGS = (".txt", ".text")
_HEADED = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*#{1,3}[ \t]+\S[^\n]*\n[ \t\r]*\n")
_ADJACENT_LINES = re.compile(rb"\S[^\n]*\n[ \t]*\S")
_OTHER_TAG = re.compile(
    r"(?<!\\)<(?!/?(?:sup|sub|br|hr|i|b|em|strong|u|s|small|span|a|center|p|div|blockquote|h[1-6]|cite|del|ins|mark|q)\b[^<>]{0,400}>"
    r"|(?:https?|mailto):)",
    re.I,
)
"""Angle brackets that begin no element of running text and no address are text: <wren>, a < b."""
_ASIDE = ((re.compile(r"<!--((?:(?!<!--).)*?)-->", re.S), COMMENT), (re.compile(r"\^\[([^\[\]\n]{1,2000})\]"), NOTE))
"""Comments, and notes that stand where their mark would."""


class MarkdownReader:
    """.md files. Raw HTML in them is text, as the file shows it."""

    name = "markdown"

    def score(self, path: Path, head: bytes) -> int:
        """By the name, for any text is Markdown too; a text file whose first line is a heading of Markdown, and whose paragraphs
        all stand apart, as Markdown wants it."""
        if path.suffix.lower() in _TEXT_ENDINGS:
            return 60 if _HEADED.match(head) and not _ADJACENT_LINES.search(head) else 0
        return 70 if path.suffix.lower() in (".md", ".markdown", ".mdown", ".mkd") else 0

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """The reading text, without the signs of markup; offsets count in it."""
        from cmarkgfm import markdown_to_html
        from cmarkgfm.cmark import Options

        text, notes = text_of(path, encoding)
        refuse_scraps(text.split("\n"), path)
        refuse_marks(text, path)
        text = text.replace(" \n", "\n") if "\r" in text else text
        front = _FRONT.match(text)
        fields = _fields(front[1]) if front else {}
        metadata = {key: values[0] for key, values in fields.items()}
        people = _people(fields)
        story = typed_marks.plain(_DEEP.sub("", text[front.end() :] if front else text))
        aside = [Part("paragraph", found[1].strip(), skipped=why) for pattern, why in _ASIDE for found in pattern.finditer(story)]
        for pattern, _ in _ASIDE:
            story = pattern.sub("", story)
        markup = markdown_to_html(_OTHER_TAG.sub(_OPENS, story), Options.CMARK_OPT_UNSAFE).replace(_OPENS, "&lt;")
        parts = [*levelled(parts_of(tree_of(markup))), *aside]
        if front and front[1].strip():
            parts.insert(0, Part("paragraph", front[1].strip(), skipped=SETTINGS))
        first = next((p.text for p in parts if not p.skipped), "") if any(p.level == 3 for p in parts[:2]) else ""
        book: Manuscript = Book(
            metadata.get("title") or first or path.stem,
            author_line(people),
            (metadata.get("lang") or metadata.get("language", ""))[:2].lower() or language_of(text),
            (),
            source=str(path),
            notes=notes,
            imprint=Imprint(
                publisher=metadata.get("publisher", ""),
                date=metadata.get("date", "")[:10],
                series=series_of(metadata.get("series", ""), metadata.get("series-number") or metadata.get("series_index", "")),
                people=people,
                subtitle=metadata.get("subtitle", ""),
                description=plain(metadata.get("description") or metadata.get("abstract", "")),
                subjects=subjects_of([*fields.get("subject", []), *fields.get("keywords", []), *fields.get("tags", [])]),
                isbn=isbn_of([metadata.get("isbn", ""), metadata.get("identifier", "")]),
            ),
        )
        return compose(book, parts)


def _fields(front: str) -> dict[str, list[str]]:
    """The settings that are a word, a row in brackets or a list of lines; deeper ones are left alone."""
    found: dict[str, list[str]] = {}
    for match in _FIELD.finditer(front):
        line = match["line"].strip()
        row = line[1:-1].split(",") if line[:1] == "[" and line[-1:] == "]" else [line]
        values = [*row, *re.findall(r"^[ \t]*-[ \t]+(.*)$", match["list"], re.M)]
        bare = [value.strip().strip("\"'").strip() for value in values]
        if any(bare):
            found.setdefault(match["key"].lower(), [value for value in bare if value])
    return found


def _people(fields: dict[str, list[str]]) -> tuple[Contributor, ...]:
    authors = fields.get("author") or fields.get("authors") or fields.get("creator") or []
    found = [one for name in authors for one in people_of(name)]
    return tuple(found + [one for role in ROLES for name in fields.get(role, []) for one in people_of(name, role_of(role))])
