"""Numbers as English words, spelled by num2words: counts, ordinals, years, decimals, fractions."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

LONG = 13
"""Figures: longer numbers are read digit by digit."""
_MOST = 10**15
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PARTS = {
    2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth",
    12: "twelfth", 16: "sixteenth", 20: "twentieth", 32: "thirty-second", 64: "sixty-fourth", 100: "hundredth",
    1000: "thousandth",
}  # fmt: skip
SIGNS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
NUMERAL = r"\d{1,3}(?:,\d{3})+|\d+"
"""A pattern for a whole number, with or without commas."""


@cache
def _speller() -> Callable[..., Any]:
    """num2words, fetched with the first figure: importing it takes a twentieth of a second."""
    from num2words import num2words

    spell: Callable[..., Any] = num2words
    return spell


@lru_cache(maxsize=4096)
def cardinal(number: int) -> str:
    """1066 → one thousand and sixty-six. Beyond a thousand billion the digits, one by one."""
    if number >= _MOST:
        return digits(str(number))
    return str(_speller()(number, lang="en")).replace(",", "")


@lru_cache(maxsize=1024)
def ordinal(number: int) -> str:
    """22 → twenty-second."""
    if number >= _MOST:
        return digits(str(number))
    return str(_speller()(number, lang="en", to="ordinal")).replace(",", "")


def digits(figures: str) -> str:
    """One by one, whatever stands between them left out: 007 → zero zero seven."""
    return " ".join(_DIGITS[int(figure)] for figure in figures if figure.isdigit())


def whole(figures: str) -> int:
    """1,234 → 1234."""
    return int(figures.replace(",", ""))


def count(figures: str) -> str:
    """A number that counts, with commas or decimals as it may be: 1,234.5 → one thousand two hundred and thirty-four "
    "point five."""
    head, _, part = figures.partition(".")
    return f"{cardinal(whole(head or '0'))} point {digits(part)}" if part else cardinal(whole(head))


def plain(figures: str) -> str:
    """A number without commas: with leading noughts or very long, digit by digit, 007 as "double oh seven"; of four figures
    mostly a year."""
    if len(figures) == 3 and figures[:2] == "00" and figures[2] != "0":
        return f"double oh {digits(figures[2])}"  # agents
    if (len(figures) > 1 and figures[0] == "0") or len(figures) >= LONG:
        return digits(figures)
    number = int(figures)
    return year(number) if len(figures) == 4 and 1050 <= number < 2100 else cardinal(number)


def year(number: int) -> str:
    """1815 → eighteen fifteen; 1805 → eighteen oh five; 2000 → two thousand; 2007 → two thousand seven."""
    head, rest = divmod(number, 100)
    if number % 1000 < 10 and head % 10 == 0:
        return cardinal(number).replace(" and ", " ")
    if rest == 0:
        return f"{cardinal(head)} hundred"
    return f"{cardinal(head)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def plural(words: str) -> str:
    """ninety → nineties; hundred → hundreds; six → sixes."""
    if words.endswith("y"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith("x") else f"{words}s"


def decade(number: int) -> str:
    """1990 → nineteen nineties; 90 → nineties."""
    return plural(year(number) if number > 99 else cardinal(number))


def fraction(top: int, bottom: int) -> str:
    """3/4 → three quarters; where the parts have no name of their own, "three over seventeen"."""
    name = _PARTS.get(bottom)
    if name is None or top == 0:
        return f"{cardinal(top)} over {cardinal(bottom)}"
    if top == 1:
        return f"one {name}"
    return f"{cardinal(top)} {'halves' if bottom == 2 else name + 's'}"


def mixed(number: int, top: int, bottom: int) -> str:
    """2 1/2 → two and a half."""
    part = f"a{'n' if bottom == 8 else ''} {_PARTS[bottom]}" if top == 1 and bottom in _PARTS else fraction(top, bottom)
    return f"{cardinal(number)} and {part}"


_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})")


def roman(numeral: str) -> int:
    """XIV → 14; 0 for what is no roman numeral."""
    letters = numeral.upper()
    if not letters or not _ROMAN.fullmatch(letters):
        return 0
    values = [_ROMANS[letter] for letter in letters]
    return sum(-v if any(v < later for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
