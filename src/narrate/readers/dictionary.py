"""The words that a language has, as far as a dictionary of it is here."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any


def known_words(language: str, words: Collection[str]) -> set[str]:
    """Those of the words, in small letters, that the language has; none where there is no dictionary of it."""
    if not words:
        return set()
    from spellchecker import SpellChecker

    return set(_checker(language).known(words)) if language in SpellChecker.languages() else set()


def forget() -> None:
    """A dictionary is twenty megabytes, which finding the speakers of a long story has better use for."""
    _checker.cache_clear()


@cache
def _checker(language: str) -> Any:
    from spellchecker import SpellChecker

    return SpellChecker(language=language, distance=1)
