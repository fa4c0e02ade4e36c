"""A text that falls into tens of thousands of scraps is no story, and would be looked at for minutes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from narrate.errors import StoryError

_MANY, _LEAST_LETTERS = 10_000, 5
"""Lines or paragraphs, and how many characters each has at least on average, verse and Chinese talk too."""


def refuse_scraps(texts: Iterable[str], path: Path) -> None:
    """Raises StoryError for very many lines or paragraphs with next to nothing in them; empty ones do not count."""
    lengths = [length for text in texts if (length := len(text.strip()))]
    if len(lengths) > _MANY and sum(lengths) < _LEAST_LETTERS * len(lengths):
        each = sum(lengths) / len(lengths)
        raise StoryError(f"{path}: {len(lengths):,} lines or paragraphs of about {each:.0f} characters each are no story.")
