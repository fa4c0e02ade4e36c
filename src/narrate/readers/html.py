"""Saved web pages and HTML books."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TypeAlias

from selectolax.lexbor import LexborHTMLParser

from narrate.model import Book, Contributor, Imprint, Manuscript
from narrate.readers.encoding import text_of
from narrate.readers.entities import expanded
from narrate.readers.language import language_of
from narrate.readers.markup import levelled, parts_of, tree_of
from narrate.readers.people import OTHER, ROLES, author_line, isbn_of, people_of, plain, role_of, subjects_of
from narrate.readers.scraps import refuse_blocks
from narrate.readers.structure import compose

_MARKUP = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.I)
_SITE = re.compile(r"\s+[–—|·-]\s+[^–—|·-]{2,40}$")

Fields: TypeAlias = "defaultdict[str, list[str]]"
_PREFIXES = ("", "book:", "dc.contributor.", "dcterms.contributor.", "dc.creator.")
"""What stands before the word for a role in the names of a page's fields."""


class HtmlReader:
    """HTML with its navigation, buttons and comments set aside."""

    name = "html"

    def score(self, path: Path, head: bytes) -> int:
        """By the first tags, else by the name."""
        if _MARKUP.search(head.replace(b"\0", b"")):
            return 90
        return 60 if path.suffix.lower() in (".html", ".htm", ".xhtml") and b"<" in head else 0

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """The page's reading text; offsets count in it."""
        markup, notes = text_of(path, encoding, _declared)
        markup = expanded(markup, str(path))
        refuse_blocks(markup, path)
        tree = tree_of(markup)
        fields = _fields(tree)
        title = (
            _first(fields, "og:title", "dc.title", "dcterms.title")
            or _text(tree, "h1")
            or _SITE.sub("", _text(tree, "title"))
            or path.stem
        )
        parts = levelled(parts_of(tree, page=True))
        root = tree.css_first("html")
        language = ((root.attributes.get("lang") if root is not None else None) or "")[:2].lower()
        people = _people(fields)
        imprint = Imprint(
            publisher=_first(fields, "og:site_name", "dc.publisher", "dcterms.publisher"),
            date=_first(fields, "article:published_time", "book:release_date", "dc.date", "dcterms.created", "date")[:10],
            people=people,
            description=plain(_first(fields, "og:description", "description", "dc.description", "dcterms.description")),
            subjects=subjects_of([_first(fields, "keywords"), *fields["book:tag"], *fields["dc.subject"]]),
            isbn=isbn_of([_first(fields, "book:isbn"), *fields["dc.identifier"]]),
        )
        book: Manuscript = Book(
            title,
            author_line(people),
            language or language_of("\n".join(p.text for p in parts if not p.skipped)),
            (),
            source=str(path),
            notes=notes,
            imprint=imprint,
        )
        return compose(book, parts)


def _declared(raw: bytes) -> str | None:
    match = _CHARSET.search(raw[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def _fields(tree: LexborHTMLParser) -> Fields:
    """What a page says of itself, by the names of its fields in small letters: as RDFa has them, then as HTML has them."""
    found: Fields = defaultdict(list)
    nodes = tree.css("meta[content]")
    for attribute in ("property", "name"):
        for node in nodes:
            attributes = node.attributes
            if (name := attributes.get(attribute)) and (said := " ".join((attributes["content"] or "").split())):
                found[name.lower()].append(said)
    return found


def _first(fields: Fields, *names: str) -> str:
    """What the page says of itself by the first of these names that it uses."""
    return next((said[0] for name in names if (said := fields[name])), "")


def _people(fields: Fields) -> tuple[Contributor, ...]:
    """The authors by the first name for them that the page uses (an address is none), translators and editors."""
    keys = ("author", "dc.creator", "dcterms.creator", "book:author", "article:author", "citation_author")
    values = ([said for said in fields[key] if "://" not in said] for key in keys)
    authors = next((said for said in values if said), [])
    found = [one for said in authors for one in people_of(said)]
    others = [(prefix + role, role_of(role)) for role in ROLES for prefix in _PREFIXES]
    for key, role in [*others, ("dc.contributor", OTHER), ("dcterms.contributor", OTHER)]:
        found += [one for said in fields[key] for one in people_of(said, role)]
    return tuple(dict.fromkeys(found))


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return " ".join((node.text() or "").split()) if node is not None else ""
