"""Headings: numbers in words, whatever they are written in, and titles in capitals in title case."""

from __future__ import annotations

import re

from narrate.spoken import capitals, numbers
from narrate.spoken.romans import DIVISIONS

_ROMAN_DIVISION = re.compile(rf"\b({DIVISIONS})\s+(?:the\s+)?([IVXLCM]+)\b\.?", re.I)
_BARE_ROMAN = re.compile(r"^\W*([IVXLC]{1,8})\W*$")
_YEAR = re.compile(r"^\W*(M[MDCLXVI]{2,14})\W*$")
_LEADING_ROMAN = re.compile(r"^\W*([IVXLC]{1,8})(?:\s?([.:)])\s?[–—-]*|\s?[–—]+|\s-+|--+|(?<=[IVX]{2})-)\s*(?=\w|[“\"‘'])")
_LEADING_BARE = re.compile(r"^([IVXLC]{2,8})\s+(?=[A-Z“\"‘])")
_LEADING_NOUGHT = re.compile(r"(?<![\w.,:])0+(?=[1-9]\d?(?!\w|[:.]\d))")
_SCENE = re.compile(
    r"^(\W*(?:\d+\s+)?)(INT\.?\s?/\s?EXT|EXT\.?\s?/\s?INT|INT|EXT|I/E)(?:\.\s*|(?<=[A-Z])\s+(?=[A-Z]))(?=\w)|^()(EST)\.\s(?=[A-Z])",
    re.I,
)
"""Where a scene of a screenplay is."""
_FIRST_YEAR = 1400
_SMALL_ROMAN = re.compile(r"\b[ivxlc]+\b|\b(?:Mc|Mac|De|Le|La|Du|Van|de|du|van|von)(?=[A-Z]{2})")
"""What may stand in small letters in a title in capitals."""
_LETTERS = frozenset({"C", "L", "M", "D"})
"""As a section's letter likelier than as its number, but for chapters."""
_WORD_ROMANS = frozenset({"MIX", "MILD", "CIVIL", "VIVID", "LIVID", "ILL", "DID", "DIM", "LID", "MILL", "MI", "DI"})


def read(text: str) -> str:
    """A heading with its number as a word and its title as one would write it."""
    if scene := _SCENE.match(text):
        text = _placed(scene)
    bare = _BARE_ROMAN.match(text)
    if bare and bare[1] not in _WORD_ROMANS | _LETTERS and numbers.roman(bare[1]):
        return numbers.cardinal(numbers.roman(bare[1]))
    year = _YEAR.match(text)
    if year and numbers.roman(year[1]) >= _FIRST_YEAR:
        return numbers.plain(str(numbers.roman(year[1])))
    if _in_capitals(text):
        text = capitals.titled(text)
    text = _ROMAN_DIVISION.sub(_division, text)
    text = _LEADING_ROMAN.sub(_leading, text)
    text = _LEADING_BARE.sub(_leading_bare, text)
    return _LEADING_NOUGHT.sub("", text)


def _placed(scene: re.Match[str]) -> str:
    """Interior. Kitchen, day."""
    before, where = (scene[1], scene[2]) if scene[2] else (scene[3], scene[4])
    place = scene.string[scene.end() :]
    words = {"I": "Interior", "E": "Exterior"}
    phrase = (
        "Establishing"
        if where.upper() == "EST"
        else " and ".join(words[part.strip()[0].upper()] for part in where.split("/")).capitalize()
    )
    place = re.sub(r"\s+[-–—]+\s+", ", ", place)
    return f"{before}{phrase}. {capitals.titled(place) if _in_capitals(place) else place}"


def _in_capitals(text: str) -> bool:
    found = [c for c in _SMALL_ROMAN.sub("", text) if c.isalpha()]
    return bool(found) and all(c.isupper() for c in found)


def _division(match: re.Match[str]) -> str:
    value = numbers.roman(match[2])
    is_letter = match[2].upper() in _LETTERS and match[1].lower() not in {"chapter", "canto"}
    if not value or is_letter or match[2].upper() in _WORD_ROMANS:
        return match[0]
    return f"{match[1]} {numbers.cardinal(value)}{'.' if _goes_on(match) else ''}"


def _goes_on(match: re.Match[str]) -> bool:
    """Whether a dot after the number parts it from a title."""
    return match[0].endswith(".") and bool(re.match(r"\s*[\w“\"‘]", match.string[match.end() :]))


def _leading(match: re.Match[str]) -> str:
    value = numbers.roman(match[1])
    if not value or match[1] in _LETTERS or match[1] in _WORD_ROMANS:
        return match[0]
    return f"{numbers.cardinal(value)}{match[2] if match[2] in ('.', ':') else '.'} "


def _leading_bare(match: re.Match[str]) -> str:
    value = numbers.roman(match[1])
    return match[0] if not value or match[1] in _WORD_ROMANS else f"{numbers.cardinal(value)}. "
