"""Headings of other languages than English: "Zweites Kapitel", "Chapitre IV", "Capítulo segundo", "Глава первая"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from narrate.spoken.languages import Wording, codes, wording

_FIGURES = r"(?:\d{1,4}|(?=[IVXLC])(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4}))"
_ORDINAL_SIGN = r"(?:\s?(?:\.?[ºª]|er|re|e|ère|ème|-?(?:я|й|е))|\.)?"
_REST = r"(?P<rest>\s*$|\s*[.:–—-]\s*.*$|\s+(?=[^\W\d_a-zß-ÿа-яё]|[\"“„«‘(¿¡]).*$)"


@dataclass(frozen=True, slots=True)
class Counted:
    """A heading that counts itself: whether it is that of a part of the book, and its text after the number."""

    is_part: bool
    rest: str


def counted(text: str) -> Counted | None:
    """What a heading counts, in any of the languages that have a file."""
    if _words().isdisjoint(re.findall(r"\w+", text.lower())):
        return None
    for pattern, known in _patterns():
        if match := pattern.fullmatch(text):
            return Counted(re.fullmatch(known.parts or "(?!)", match["word"], re.I) is not None, match["rest"])
    return None


@cache
def named() -> re.Pattern[str]:
    """What opens a chapter without a number: Vorwort, Épilogue."""
    every = "|".join(known.named for code in codes() if (known := wording(code)) and known.named)
    return re.compile(rf"(?:{every or '(?!)'})\s*[.:]?", re.I)


@cache
def _words() -> frozenset[str]:
    """The words that such a heading counts: most texts have none of them, which is seen in a tenth of the time."""
    every = [known for code in codes() if (known := wording(code))]
    return frozenset(word for known in every for row in (known.parts, known.chapters) for word in row.lower().split("|") if word)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Wording], ...]:
    """The word before its number, and after it."""
    found = []
    for known in filter(None, map(wording, codes())):
        word = rf"(?P<word>{'|'.join(filter(None, (known.parts, known.chapters))) or '(?!)'})"
        number = rf"(?:{_FIGURES}{_ORDINAL_SIGN}|(?:{known.numbers or '(?!)'}))"
        found += [
            (re.compile(rf"{order}{_REST}", re.I | re.S), known) for order in (rf"{word}\s+{number}", rf"{number}\s+{word}")
        ]
    return tuple(found)
