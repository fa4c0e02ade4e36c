"""Patterns of noun phrases for people: "the old man", "a thin, elderly gentleman"."""

from __future__ import annotations

import re
from functools import cache

from narrate.script.lexicon import kin, nouns, word_class

DETERMINER = r"(?:the|a|an|his|her|my|our|their|your|another|one|that|this|some)"


@cache
def _people_words() -> str:
    """The common nouns for people, as alternatives of a pattern, the longest first."""
    return "|".join(sorted({re.escape(word) for word in (*nouns(), *kin())}, key=len, reverse=True))


@cache
def two_adjectives() -> re.Pattern[str]:
    """A noun or a name for a person after two adjectives: "a thin, elderly gentleman", "the tired but happy Ben"."""
    heads = _people_words()
    never = "|".join(word_class("function"))
    adjective = rf"(?!(?:{heads}|{never}|[a-z]+ing|{DETERMINER})\b)[a-z’'-]+"
    both = rf"{adjective}(?:,|\s+and|\s+but)\s+{adjective}"
    return re.compile(rf"{DETERMINER}\s+(?:{adjective}\s+)?{both}\s+(?:{heads}|[A-Z][a-z]+)\b(?!['’-])")


@cache
def person_phrase() -> re.Pattern[str]:
    """A determiner, at most three words, and a noun for a person that no other such noun follows."""
    heads = _people_words()
    middle = rf"(?:(?!{DETERMINER}\s|(?:{heads})\b)[\w'’-]+\s+){{0,3}}?"
    return re.compile(rf"{DETERMINER}\s+{middle}(?:{heads})\b(?!['’-])(?!\s+(?:{heads})\b)", re.I)
