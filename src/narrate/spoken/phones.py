"""Telephone numbers, digit by digit, with a short pause between their groups."""

from __future__ import annotations

import re

from narrate.spoken import numbers

_AREA = re.compile(r"(?<![\w.,/])(\+?\d{1,3}[-. ])?(?:\((\d{3,5})\)[-. ]?|(\d{3})[-. ])(\d{3})[-. ](\d{4})(?![\w]|-\d)")
_TOLL_FREE = re.compile(r"(?<![\w.,/])(1-8\d\d|8\d\d)-([A-Z]{3,10}(?:-[A-Z]{2,8})?)(?!\w)")
_LOCAL = re.compile(r"(?<![\w.,/-])(\d{3})[-–](\d{4})(?![\w-])")
_TRUNK = re.compile(r"(?<![\w.,/])(?:\+\d{1,3}\s|\(0\d{2,5}\)\s|0\d{2,5}[ -])\d{2,6}(?:[ -]\d{2,6}){0,3}(?![\w.,]\d|\w)")
_FIGURES_IN_TRUNK = (9, 13)
_URGENT = re.compile(r"(?<![\w.,/$£€-])(?:911|999|112|411|101|111|000)(?![\w%/]|[.,:]\d|-\d)")
_CALLING = re.compile(
    r"\b(?:dial|dials|dialed|dialled|dialing|dialling|call|calls|called|calling|ring|rang|phone|phoned|text|texted|hit|"
    r"press|pressed)\s$",
    re.I,
)
_ALWAYS = "911"
_COUNTED = re.compile(r"\s(?:people|men|women|children|of|years|days|miles|dollars|pounds|[a-z]+s)\b")
_AD = re.compile(r"\b(?:in|year|of|since|until|Porsche|Room|room|page|about|number|Chapter|chapter)\s$")
_GROUP = re.compile(r"\d+|[A-Z]+")
LOOK = re.compile(r"\d\d\d")


def read(text: str) -> str:
    """Every telephone number digit by digit."""
    if "-" in text or "–" in text or " " in text or "." in text:
        text = _AREA.sub(_grouped, text)
        text = _TOLL_FREE.sub(lambda m: f"{_groups(m[1])}, {m[2].replace('-', ' ').title()}", text)
        text = _LOCAL.sub(_grouped, text)
        text = _TRUNK.sub(_trunk, text)
    return _URGENT.sub(_urgent, text)


def _groups(figures: str) -> str:
    return ", ".join(numbers.digits(group) for group in _GROUP.findall(figures))


def _grouped(match: re.Match[str]) -> str:
    return ("plus " if match[0].startswith("+") else "") + _groups(match[0])


def _trunk(match: re.Match[str]) -> str:
    """020 7946 0958; but "+5 100" and figures of another length are none."""
    least, most = _FIGURES_IN_TRUNK
    return _grouped(match) if least <= sum(c.isdigit() for c in match[0]) <= most else match[0]


def _urgent(match: re.Match[str]) -> str:
    """911 → nine one one; "911 people" and "in 911" are a count and a year."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    called = _CALLING.search(before)
    counts = _COUNTED.match(match.string, match.end()) or _AD.search(before)
    return numbers.digits(match[0]) if called or (match[0] == _ALWAYS and not counts) else match[0]
