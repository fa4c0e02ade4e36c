"""What the elements of HTML are to a reader: blocks, headings and their lines."""

from __future__ import annotations

import re
from typing import Any

from narrate.readers import semantics
from narrate.readers.headings import is_number

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
UNREAD = frozenset({
    "head", "script", "style", "template", "noscript", "svg", "math", "audio", "video", "canvas", "object", "iframe", "map",
    "case", "epub:case", "-comment",
})  # fmt: skip
HEADS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
LOWEST = 6
LINE = "\v"
"""Where a style sheet begins or ends a line."""
_BLANKS = re.compile(r"[ \t\f\r]+")
_LABELS = re.compile(r"(?:chapter|part|book|volume|section|act|scene)", re.I)


def heading_level(node: Any, attributes: dict[str, str | None]) -> int:
    """How deep a heading is that is none by its element, or 0."""
    if attributes.get("role") == "heading":
        level = attributes.get("aria-level") or "2"
        return min(int(level), LOWEST) if level.isdigit() and level != "0" else 2
    if not semantics.meaning(semantics.terms_of(attributes)).heading or any(child.tag in BLOCKS for child in node.iter()):
        return 0
    return LOWEST


def heading_lines(text: str) -> list[str]:
    """A heading as it is read: its number apart from its title, and lines that the book's style parts; a line that was only
    broken is put together."""
    lines: list[str] = []
    for piece in text.split(LINE):
        rows = [" ".join(row.split()) for row in piece.split("\n") if row.strip()]
        if len(rows) > 1 and is_number(rows[0].rstrip(".:")):
            lines += [rows[0], " ".join(rows[1:])]
        elif rows:
            lines.append(" ".join(rows))
    if len(lines) > 1 and _LABELS.fullmatch(lines[0]):
        lines[:2] = [f"{lines[0]} {lines[1]}"]
    return lines


def spaced(text: str) -> str:
    """Trimmed lines; a space that lines, elements or typing left double is one."""
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(lines).strip().strip("\u200b\ufeff")
