"""What the files of languages say, and how they spell numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
"""What stands in a text, and the words to say for it."""
ROMAN = r"(?:(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})|C{1,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))"
"""1 to 399."""
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LARGEST = 10**12


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language is said. Abbreviations stand as they are written, with their dots; a space in one may be missing."""

    code: str
    name: str
    """In English and lower case, as the head of a file may have it."""
    common: str
    """Twenty or so of its commonest small words, by which a text in it is known. Words that English has too help nobody."""
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """What each stands for."""
    stops: frozenset[str] = frozenset()
    """Those of them, without spaces, that may also end a sentence: then their dot is its stop, too."""
    initials: frozenset[str] = frozenset()
    """What else is written with a dot and ends no sentence."""
    ordinal_dot: bool = False
    """Whether a dot after figures makes them an ordinal, and seldom ends a sentence."""
    rules: tuple[Rule, ...] = ()
    """In the order in which they are tried; before figures that stand for no more than themselves."""
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Signs after a number, with the words for one and for more; where few are counted otherwise than many, for these between."""
    one: str = ""
    """What one is before a unit, where that is not the word that counts."""
    before: Mapping[str, str] = field(default_factory=dict)
    """Signs before a number: the paragraph's."""
    months: tuple[str, ...] = ()
    """As dates have them, from January on; …"""
    short_months: Mapping[str, str] = field(default_factory=dict)
    """… what stands for them after a day, and may have a dot; …"""
    date: str = ""
    """… and how a date is written that figures alone gave: a format of `day`, `month`, `year`."""
    money: str = ""
    """Alternatives of a pattern for money whose parts are said after it: five marks fifty; …"""
    money_and: str = ""
    """… and what stands between."""
    signs: Mapping[str, str] = field(default_factory=dict)
    """What is said for a sign between two numbers; that of "-" also before a number with a unit."""
    between: str = ""
    """What is said for a dash between two numbers: 1848-1871."""
    comma: str = ""
    """How the sign before decimals is called; empty where decimals are counted as tenths and hundredths."""
    parts: str = ""
    """The words, with | between, that count the parts of a book; …"""
    chapters: str = ""
    """… and those that count its chapters."""
    named: str = ""
    """Alternatives of a pattern for what opens a chapter without a number: prologue."""
    numbers: str = ""
    """The same for numbers in words, as headings have them."""


def words(text: str) -> dict[str, str]:
    """A table as it is written in a language's file: "short: long; short: long"."""
    return dict(row.split(": ") for row in text.split("; "))


def forms(text: str) -> dict[str, tuple[str, ...]]:
    """A table of units: "sign: one, more; …"; where all numbers have the same form, once."""
    table = {sign: tuple(said.split(", ")) for sign, said in words(text).items()}
    return {sign: several if len(several) > 1 else several * 2 for sign, several in table.items()}


@cache
def _speller() -> Callable[..., Any]:
    from num2words import num2words

    spell: Callable[..., Any] = num2words
    return spell


@cache
def _spelling() -> frozenset[str]:
    """The languages whose numbers are spelled."""
    from num2words import CONVERTER_CLASSES

    return frozenset(CONVERTER_CLASSES)


@lru_cache(maxsize=8192)
def spelled(number: float, code: str, to: str = "cardinal", case: str = "", gender: str = "") -> str:
    """A number in words, or in figures where nobody spells them in this language; `case` (one of nagdip) and `gender` (m, f, n)
    where the language has them."""
    if number >= _LARGEST:
        return " ".join(spelled(int(figure), code) for figure in str(int(number)))
    if code not in _spelling():
        return f"{number:g}" if isinstance(number, float) else str(number)
    more = {name: value for name, value in (("case", case), ("gender", gender)) if value}
    return str(_speller()(number, lang=code, to=to, **more))


_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}


def fractions(and_: str, words: Mapping[str, str]) -> Rule:
    """The rule for 1/2, ¾ and the like; `and_` stands between a whole number and its fraction."""

    def said(match: re.Match[str]) -> str:
        part = words[_VULGAR.get(match["part"], match["part"])]
        return part if match["whole"] is None else " ".join(filter(None, (match["whole"], and_, part)))

    written = "|".join([*words, *(sign for sign, part in _VULGAR.items() if part in words)])
    whole = r"(?:(?P<whole>\d+)(?:\s(?=\d/)|\s?(?=[½¼¾⅓⅔])))?"
    return re.compile(rf"(?<![\d/.,]){whole}(?P<part>{written})(?![\d/])"), said


def value(roman: str) -> int:
    """What a Roman numeral counts."""
    numbers = [_VALUES[letter] for letter in roman.upper()]
    return sum(-n if n < max(numbers[at:]) else n for at, n in enumerate(numbers))


def number(text: str) -> int:
    """What figures or a Roman numeral count."""
    bare = re.sub(r"[^\dA-Za-z]", "", text)
    return int(bare) if bare.isdigit() else value(bare)
