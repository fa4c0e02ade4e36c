"""English as it is said: the steps, in the order that each of them counts on."""

from __future__ import annotations

import re
from functools import lru_cache

from narrate.spoken import (
    abbreviations,
    capitals,
    censored,
    codes,
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
    short_forms,
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


def read(text: str, *, heading: bool) -> str:
    """What a reader would say for a stretch of English; `heading` for titles of chapters."""
    return text if not heading and _is_plain(text) else _steps(text, heading=heading)


def _is_plain(text: str) -> bool:
    """Whether the text is of plain words only, which no step would change: three quarters of a novel's sentences are."""
    if " I of " in text:
        return False  # Xerxes I of Persia
    *words, last = text.split(" ")
    return all(map(_is_plain_word, words)) and _is_plain_word(_CLOSED.sub("", last))


@lru_cache(maxsize=1 << 15)
def _is_plain_word(word: str) -> bool:
    """Whether no step changes a word, by itself or beside others."""
    match = _WORD.fullmatch(word)
    if not match or match[1] in _CURIOUS:
        return False
    return not (_DRAWN.search(word) or _SMALL_ROMAN.fullmatch(match[1]) or interjections.LOOK.search(word))


def _steps(text: str, *, heading: bool) -> str:
    if web.LOOK.search(text):
        text = web.read(text)
    if notation.LOOK.search(text):
        text = notation.read(text)
    if states.LOOK.search(text):
        text = states.read(text)
    if censored.LOOK.search(text):
        text = censored.read(text)
    text = romans.ordinals(romans.modern(abbreviations.following(text)))
    if "²" in text or "³" in text:
        text = measures.powers(text)
    text = signs.without_note_marks(text)
    if heading:
        text = headings.read(text)
    text = capitals.with_initial(text)
    if interjections.LOOK.search(text):
        text = interjections.stammers(text)
    text = interjections.drawn(interjections.sounds(text))
    if capitals.LOOK.search(text):
        text = capitals.calmed(text)
    if scripture.LOOK.search(text):
        text = scripture.read(text)
    has_figures = _FIGURES.search(text) is not None
    if ("." in text[:-1] or has_figures) and short_forms.LOOK.search(text):
        text = short_forms.read(text)
    if has_figures:
        text = _dotted_figures(text)
    text = abbreviations.read(text)
    if romans.LOOK.search(text):
        text = romans.read(text)
    if has_figures:
        text = figures.read(text)
    return signs.in_words(text)


def _dotted_figures(text: str) -> str:
    """What has dots of its own, before dots are taken for those of abbreviations."""
    text = figures.joined(text)
    if codes.LOOK.search(text):
        text = codes.read(text)
    if phones.LOOK.search(text):
        text = phones.read(text)
    if currencies.LOOK.search(text):
        text = currencies.read(text)
    if money.LOOK.search(text):
        text = money.read(text)
    text = times.read(dates.read(text))
    return measures.read(text) if measures.LOOK.search(text) else text
