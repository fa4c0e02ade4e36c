"""English as it is said: the steps, in the order that each of them counts on."""

from __future__ import annotations

import re
from functools import lru_cache

from narrate.spoken import (
    abbreviations,
    capitals,
    currencies,
    dates,
    figures,
    headings,
    interjections,
    measures,
    money,
    notation,
    phones,
    romans,
    scripture,
    signs,
    states,
    times,
    web,
)

_FIGURES = re.compile(r"[\d½¼¾⅓⅔⅛⅜⅝⅞°²³′″€£$¥¢]|o[’']clock\s[ap]\.")
"""Texts without these have no figures to read; most have none."""
_WORD = re.compile(
    r"[“\"‘’'(—–]*([AIOaio]|(?=[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ]{0,5}[aeiouyAEIOUYà-ÿ])[A-Za-zÀ-ÿ]?[a-zß-ÿ]+)"
    r"(?:[’'][a-z]{1,2})?(?:[”\"’'),;:!?—–]|--)*"
)
"""A word with a vowel near its beginning, with marks around it."""
_CLOSED = re.compile(r"\.[”\"’')]*$")
_DRAWN = re.compile(r"([a-z])\1\1", re.I)
_SMALL_ROMAN = re.compile(r"[ivxlc]{2,}")
_CURIOUS = romans.BEFORE_ONE | abbreviations.BARE


def read(said: str, *, heading: bool) -> str:
    """What a reader would say for a stretch of English; `heading` for titles of chapters."""
    return said if not heading and _is_plain(said) else _steps(said, heading=heading)


def _is_plain(said: str) -> bool:
    """Whether the text is of plain words only, which no step would change: three quarters of a novel's sentences are."""
    *words, last = said.split(" ")
    return all(map(_is_plain_word, words)) and _is_plain_word(_CLOSED.sub("", last))


@lru_cache(maxsize=1 << 15)
def _is_plain_word(word: str) -> bool:
    """Whether no step changes a word, by itself or beside others."""
    found = _WORD.fullmatch(word)
    if not found or found[1] in _CURIOUS:
        return False
    return not (_DRAWN.search(word) or _SMALL_ROMAN.fullmatch(found[1]) or interjections.LOOK.search(word))


def _steps(said: str, *, heading: bool) -> str:
    if web.LOOK.search(said):
        said = web.read(said)
    if notation.LOOK.search(said):
        said = notation.read(said)
    if states.LOOK.search(said):
        said = states.read(said)
    said = romans.ordinals(romans.modern(abbreviations.following(said)))
    if "²" in said or "³" in said:
        said = measures.powers(said)
    said = signs.without_note_marks(said)
    if heading:
        said = headings.read(said)
    said = capitals.with_initial(said)
    if interjections.LOOK.search(said):
        said = interjections.stammers(said)
    said = interjections.drawn(interjections.sounds(said))
    if capitals.LOOK.search(said):
        said = capitals.calmed(said)
    if scripture.LOOK.search(said):
        said = scripture.read(said)
    has_figures = _FIGURES.search(said) is not None
    if has_figures:
        said = _dotted_figures(said)
    said = abbreviations.read(said)
    if romans.LOOK.search(said):
        said = romans.read(said)
    if has_figures:
        said = figures.read(said)
    return signs.in_words(said)


def _dotted_figures(said: str) -> str:
    """What has dots of its own, before dots are taken for those of abbreviations."""
    said = figures.joined(said)
    if phones.LOOK.search(said):
        said = phones.read(said)
    if currencies.LOOK.search(said):
        said = currencies.read(said)
    if money.LOOK.search(said):
        said = money.read(said)
    said = times.read(dates.read(said))
    return measures.read(said) if measures.LOOK.search(said) else said
