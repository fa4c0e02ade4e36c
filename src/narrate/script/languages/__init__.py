"""Other languages than English, one a file, as frozen values. A new file is found by its name, the language's code."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from narrate.script.languages.language import VERBS, CreditWords, Language


@cache
def language(code: str) -> Language:
    """What is known of a language; of one without a file no word is."""
    name = f"{__name__}.{code}"
    if not code.isalpha() or code == "language" or find_spec(name) is None:
        return Language(code)
    found: Language = import_module(name).LANGUAGE
    return found


def is_described(code: str) -> bool:
    """Whether a language has a file here."""
    return bool(language(code).verbs)


__all__ = ["VERBS", "CreditWords", "Language", "is_described", "language"]
