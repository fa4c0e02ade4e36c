"""Saved web pages and HTML books."""

from __future__ import annotations

import re
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from narrate.model import Book, Imprint, Manuscript
from narrate.readers.encoding import text_of
from narrate.readers.language import language_of
from narrate.readers.markup import levelled, parts_of
from narrate.readers.structure import compose

_MARKUP = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.I)
_SITE = re.compile(r"\s+[–—|·-]\s+[^–—|·-]{2,40}$")


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
        tree = LexborHTMLParser(markup)
        title = _meta(tree, "og:title") or _text(tree, "h1") or _SITE.sub("", _text(tree, "title")) or path.stem
        parts = levelled(parts_of(markup, page=True))
        root = tree.css_first("html")
        language = ((root.attributes.get("lang") if root is not None else None) or "")[:2].lower()
        imprint = Imprint(publisher=_meta(tree, "og:site_name"), date=_meta(tree, "article:published_time")[:10])
        book: Manuscript = Book(
            title,
            _meta(tree, "author") or _meta(tree, "article:author"),
            language or language_of("\n".join(p.text for p in parts if not p.skipped)),
            (),
            source=str(path),
            notes=notes,
            imprint=imprint,
        )
        return compose(book, parts)


def _declared(raw: bytes) -> str | None:
    found = _CHARSET.search(raw[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def _meta(tree: LexborHTMLParser, name: str) -> str:
    for attribute in ("property", "name"):
        node = tree.css_first(f'meta[{attribute}="{name}"]')
        if node is not None:
            return " ".join((node.attributes.get("content") or "").split())
    return ""


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return " ".join((node.text() or "").split()) if node is not None else ""
