"""Saved web pages and HTML books."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from narrate.model import Book, Contributor, Imprint, Manuscript
from narrate.readers.encoding import text_of
from narrate.readers.entities import expanded
from narrate.readers.language import language_of
from narrate.readers.markup import levelled, parts_of, tree_of
from narrate.readers.people import OTHER, ROLES, author_line, isbn_of, people_of, plain, role_of, subjects_of
from narrate.readers.structure import compose

_MARKUP = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.I)
_SITE = re.compile(r"\s+[–—|·-]\s+[^–—|·-]{2,40}$")

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
        tree = tree_of(markup)
        title = (
            _meta(tree, "og:title", "dc.title", "dcterms.title")
            or _text(tree, "h1")
            or _SITE.sub("", _text(tree, "title"))
            or path.stem
        )
        parts = levelled(parts_of(tree, page=True))
        root = tree.css_first("html")
        language = ((root.attributes.get("lang") if root is not None else None) or "")[:2].lower()
        people = _people(tree)
        imprint = Imprint(
            publisher=_meta(tree, "og:site_name", "dc.publisher", "dcterms.publisher"),
            date=_meta(tree, "article:published_time", "book:release_date", "dc.date", "dcterms.created", "date")[:10],
            people=people,
            description=plain(_meta(tree, "og:description", "description", "dc.description", "dcterms.description")),
            subjects=subjects_of([_meta(tree, "keywords"), *_metas(tree, "book:tag"), *_metas(tree, "dc.subject")]),
            isbn=isbn_of([_meta(tree, "book:isbn"), *_metas(tree, "dc.identifier")]),
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


def _meta(tree: LexborHTMLParser, *names: str) -> str:
    """What the page says of itself by the first of these names that it uses."""
    return next((said[0] for name in names if (said := _metas(tree, name))), "")


def _metas(tree: LexborHTMLParser, name: str) -> list[str]:
    """All that a page says of itself by a name, in any case."""
    nodes = [n for attribute in ("property", "name") for n in tree.css(f'meta[{attribute}="{name}" i]')]
    return [said for node in nodes if (said := " ".join((node.attributes.get("content") or "").split()))]


def _people(tree: LexborHTMLParser) -> tuple[Contributor, ...]:
    """The authors by the first name for them that the page uses (an address is none), translators and editors."""
    keys = ("author", "dc.creator", "dcterms.creator", "book:author", "article:author", "citation_author")
    values = ([said for said in _metas(tree, key) if "://" not in said] for key in keys)
    authors = next((said for said in values if said), [])
    found = [one for said in authors for one in people_of(said)]
    others = [(prefix + role, role_of(role)) for role in ROLES for prefix in _PREFIXES]
    for key, role in [*others, ("dc.contributor", OTHER), ("dcterms.contributor", OTHER)]:
        found += [one for said in _metas(tree, key) for one in people_of(said, role)]
    return tuple(dict.fromkeys(found))


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return " ".join((node.text() or "").split()) if node is not None else ""
