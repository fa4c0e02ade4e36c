"""A text that falls into tens of thousands of scraps is no story, and would be looked at for minutes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from narrate.errors import StoryError

_MANY, _LEAST_LETTERS = 10_000, 5
"""Lines or paragraphs, and how many characters each has at least on average, verse and Chinese talk too."""
_MANY_MARKS, _LEAST_BETWEEN = 20_000, 30
"""Links and emphasised words of a Markdown text, and how many characters of it each has at least on average."""
_MANY_SIGNS, _LEAST_BESIDE = 20_000, 8
"""Signs that Markdown may take for a mark, and how many characters of the text each has at least on average: escaped quotation
marks are one in twenty. Each becomes a node in memory."""
_OPENED = re.compile(
    r"<(?:p|div|li|d[dt]|h[1-6]|blockquote|pre|section|article|address|figcaption|caption)\b[^<>]*>\s*+[^<\s]", re.I
)
"""A block with something in it."""
_TAG = re.compile(r"<[^<>]*+>")
_MARK = re.compile(r"\]\(|(?<![\w*_])[*_]{1,3}(?=\w)")
_SIGN = re.compile(r"[\[<&\\]|[*_`]+|(?<![\w/\"'=-])>|(?<!\S)(?:[-+]|\d{1,9}[.)])(?=\s)")


def refuse_marks(text: str, path: Path) -> None:
    """Raises StoryError for a Markdown text of links, emphasised words or other signs with next to nothing between them."""
    for what, pattern, many, least in (
        ("links and emphasised words", _MARK, _MANY_MARKS, _LEAST_BETWEEN),
        ("signs of markup", _SIGN, _MANY_SIGNS, _LEAST_BESIDE),
    ):
        count = sum(1 for _ in pattern.finditer(text))
        if count > many and len(text) < least * count:
            raise StoryError(f"{path}: {count:,} {what} in {len(text):,} characters are no story.")


def refuse_scraps(texts: Iterable[str], path: Path) -> None:
    """Raises StoryError for very many lines or paragraphs with next to nothing in them; empty ones do not count."""
    lengths = [length for text in texts if (length := len(text.strip()))]
    if len(lengths) > _MANY and sum(lengths) < _LEAST_LETTERS * len(lengths):
        each = sum(lengths) / len(lengths)
        raise StoryError(f"{path}: {len(lengths):,} lines or paragraphs of about {each:.0f} characters each are no story.")


def refuse_blocks(markup: str, path: Path) -> None:
    """Raises StoryError for HTML that `refuse_scraps` would refuse, before it is parsed."""
    count = sum(1 for _ in _OPENED.finditer(markup))
    if count <= _MANY:
        return
    letters = len(_TAG.sub("", markup))
    if letters < _LEAST_LETTERS * count:
        raise StoryError(f"{path}: {count:,} lines or paragraphs of about {letters / count:.0f} characters each are no story.")
