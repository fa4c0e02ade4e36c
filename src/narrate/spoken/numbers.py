"""Figures as English words: counts, ordinals, years, money, times, fractions, roman numerals."""

from __future__ import annotations

import re

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_THOUSANDS = ("", " thousand", " million", " billion", " trillion")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})")
_COINS = {"£": ("pound", "pence"), "$": ("dollar", "cents"), "€": ("euro", "cents")}
_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
SIGNS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}
_MOST = 10**15


def cardinal(number: int) -> str:
    """1066 → one thousand and sixty-six. Beyond a thousand billion the digits, one by one."""
    if number >= _MOST:
        return digits(str(number))
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{_ONES[number // 100]} hundred" + (f" and {cardinal(number % 100)}" if number % 100 else "")
    power = (len(str(number)) - 1) // 3
    head, rest = divmod(number, 1000**power)
    joined = f"{cardinal(head)}{_THOUSANDS[power]}"
    return joined + (f"{' and' if rest < 100 else ''} {cardinal(rest)}" if rest else "")


def ordinal(number: int) -> str:
    """22 → twenty-second."""
    words = cardinal(number)
    head, mark, last = words.rpartition("-") if "-" in words.rsplit(" ", 1)[-1] else words.rpartition(" ")
    last = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{mark}{last}"


def digits(figures: str) -> str:
    """One by one: 007 → zero zero seven."""
    return " ".join(_ONES[int(figure)] for figure in figures)


def year(number: int) -> str:
    """1815 → eighteen fifteen; 1805 → eighteen oh five; 2000 → two thousand; 2007 → two thousand seven."""
    head, rest = divmod(number, 100)
    if number % 1000 < 10 and head % 10 == 0:
        return cardinal(number).replace(" and ", " ")
    if rest == 0:
        return f"{cardinal(head)} hundred"
    return f"{cardinal(head)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def decade(number: int) -> str:
    """1990 → nineteen nineties; 90 → nineties."""
    words = year(number) if number > 99 else cardinal(number)
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"


def decimal(whole: str, part: str) -> str:
    """3.14 → three point one four."""
    return f"{cardinal(int(whole))} point {digits(part)}"


def fraction(top: int, bottom: int) -> str:
    """3/4 → three quarters; where the parts have no name of their own, "three over seventeen"."""
    name = _PARTS.get(bottom)
    if name is None or top == 0:
        return f"{cardinal(top)} over {cardinal(bottom)}"
    if top == 1:
        return f"one {name}"
    return f"{cardinal(top)} {'halves' if bottom == 2 else name + 's'}"


def mixed(whole: int, top: int, bottom: int) -> str:
    """2 1/2 → two and a half."""
    part = f"a{'n' if bottom == 8 else ''} {_PARTS[bottom]}" if top == 1 and bottom in _PARTS else fraction(top, bottom)
    return f"{cardinal(whole)} and {part}"


def money(sign: str, whole: str, small: str | None, scale: str | None) -> str:
    """£3.50 → three pounds fifty; $5 million → five million dollars; $0.50 → fifty cents."""
    unit, cents = _COINS[sign]
    count = int(whole.replace(",", ""))
    if scale:
        amount = decimal(whole.replace(",", ""), small) if small else cardinal(count)
        return f"{amount} {scale} {unit}s"
    if not count and small and int(small):
        return f"{cardinal(int(small))} {cents}"
    amount = f"{cardinal(count)} {unit}{'s' * (count != 1)}"
    return f"{amount} {cardinal(int(small))}" if small and int(small) else amount


def clock(hour: int, minute: int) -> str:
    """5:05 → five oh five; 5:00 → five o'clock."""
    if not minute:
        return f"{cardinal(hour)} o'clock" if 0 < hour < 13 else f"{cardinal(hour)} hundred"
    return f"{cardinal(hour)} {'oh ' if minute < 10 else ''}{cardinal(minute)}"


def roman(numeral: str) -> int:
    """XIV → 14; 0 for what is no roman numeral."""
    letters = numeral.upper()
    if not letters or not _ROMAN.fullmatch(letters):
        return 0
    values = [_ROMANS[letter] for letter in letters]
    return sum(-v if any(v < later for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
