"""Dates: months with days, days with months, figures between strokes, decades, eras, and years cut short."""

from __future__ import annotations

import re

from narrate.spoken import numbers

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June", "Jul": "July", "Aug": "August",
    "Sept": "September", "Sep": "September", "Oct": "October", "Nov": "November", "Dec": "December",
}  # fmt: skip
_MONTH = rf"(?:{'|'.join(_MONTHS)}|(?:{'|'.join(_SHORT)})\b\.?)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TH = r"(?:st|nd|rd|th)?"
_MONTH_DAY = re.compile(
    rf"\b({_MONTH})\s({_DAY}){_TH}(?:\s?[-–]\s?({_DAY}){_TH})?(?![\w:/%]|\.\d|,\d|\s(?:percent|per|miles?|men|people|[ap]\.?m\b))"
)
_DAY_MONTH = re.compile(
    rf"(?<![\w.,:/$£€-])([Tt]he\s)?({_DAY}){_TH}(?:(?:\s?[-–]\s?|\sto\s)({_DAY}){_TH})?\s(?:of\s)?({_MONTH})(?!\w)"
)
_HOUR = re.compile(r"\b(?:at|past|to|about|around|page|room|number|chapter)\s$", re.I)
_WITH_YEAR = re.compile(r",?\s\d{4}\b")
_MONTH_YEAR = re.compile(rf"\b((?:{'|'.join(_SHORT)}))\.?(?=,?\s(?:’?\d\d\b|\d{{4}}\b))")
_NUMERIC = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\w/-])")
_ON = re.compile(r"(?<=\b[Oo]n\s)(\d{1,2})/(\d{1,2})(?![\w/]|\s(?:of|inch|time)\b|-[a-z])")
_ISO = re.compile(r"(?<![\w-])(\d{4})-(0\d|1[0-2])-([0-2]\d|3[01])(?![\w-])")
_SAYINGS = {
    "9/11": "nine eleven",
    "7/7": "seven seven",
    "24/7": "twenty-four seven",
    "20/20": "twenty twenty",
    "50/50": "fifty-fifty",
}
_SAYING = re.compile(r"(?<![\w/.,])(?:9/11|7/7|24/7|20/20|50/50)(?![\w/])(?!\s(?:of|inch|mile)\b)")
_SPLIT = re.compile(r"(?<![\w.,-])([1-9]0)-\1(?![\w-])")
_DECADE = re.compile(r"(?<![\w,.])[’'‘]?(\d0|1\d\d0|20\d0)[’']?s\b")
_SHORT_YEAR = re.compile(r"(?<![\w’'”\"])[’'‘](\d\d)(?![\w’'”\"]|\.\d)")
_ERA = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d{1,6})(?:\s?([-–])\s?(\d{1,6}))?\s(B\.?\s?C\.?\s?E\.?|B\.?\s?C\.?|C\.?\s?E\.?|"
    r"A\.?\s?D\.?)(?!\w)(?=(\s[A-Z])?)"
)
_ANNO = re.compile(r"\bA\.\s?D\.(?=\s\d)|\bAD(?=\s\d)")
LOOK = re.compile(r"\d")


def read(text: str) -> str:
    """Every date in words."""
    text = _ANNO.sub("AD", text)
    text = _ERA.sub(_era, text)
    text = _ISO.sub(lambda m: _american(int(m[2]), int(m[3]), m[1], m[0]), text)
    text = _NUMERIC.sub(_numeric, text)
    if "/" in text:
        text = _SAYING.sub(lambda m: _SAYINGS[m[0]], text)
        text = _ON.sub(lambda m: _american(int(m[1]), int(m[2]), None, m[0]), text)
    text = _SPLIT.sub(lambda m: f"{numbers.cardinal(int(m[1]))}-{numbers.cardinal(int(m[1]))}", text)
    text = _DAY_MONTH.sub(_day_month, text)
    text = _MONTH_DAY.sub(_month_day, text)
    text = _MONTH_YEAR.sub(lambda m: _SHORT[m[1]], text)
    text = _DECADE.sub(lambda m: numbers.decade(int(m[1])), text)
    return _SHORT_YEAR.sub(lambda m: f"oh {numbers.cardinal(int(m[1]))}" if m[1][0] == "0" else numbers.cardinal(int(m[1])), text)


def _month(name: str) -> str:
    return _SHORT.get(name.rstrip("."), name.rstrip("."))


def _nth(day: str) -> str:
    return numbers.ordinal(int(day))


def _month_day(match: re.Match[str]) -> str:
    """March 3 → March third."""
    upto = f" to {_nth(match[3])}" if match[3] else ""
    return f"{_month(match[1])} {_nth(match[2])}{upto}"


def _day_month(match: re.Match[str]) -> str:
    """5 May → the fifth of May; "at 5 May came home" stays."""
    text = match.string
    if _HOUR.search(text[max(0, match.start() - 9) : match.start()]) and not _WITH_YEAR.match(text, match.end()):
        return match[0]
    days = f"{_nth(match[2])} to the {_nth(match[3])}" if match[3] else _nth(match[2])
    return f"{match[1] or 'the '}{days} of {_month(match[4])}"


def _american(month: int, day: int, year: str | None, figures: str) -> str:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return figures
    if year is None:
        return f"{_MONTHS[month - 1]} {numbers.ordinal(day)}"
    words = numbers.year(int(year)) if len(year) == 4 else ("oh " if year[0] == "0" else "") + numbers.cardinal(int(year))
    return f"{_MONTHS[month - 1]} {numbers.ordinal(day)}, {words}"


def _numeric(match: re.Match[str]) -> str:
    """3/4/1921: the month first, unless it cannot be one or the figures stand between dots, as abroad."""
    first, second = int(match[1]), int(match[3])
    if match[2] != "/" and len(match[4]) != 4:
        return match[0]
    if match[2] == "." or first > 12:
        first, second = second, first
    return _american(first, second, match[4], match[0])


def _era(match: re.Match[str]) -> str:
    """300 B.C. → three hundred BC, with a stop where it ends the sentence."""
    first = match[1]
    upto = f" to {numbers.plain(match[3])}" if match[3] else ""
    words = numbers.cardinal(numbers.whole(first)) if "," in first else numbers.plain(first)
    era = "".join(c for c in match[4] if c.isalpha())
    ends = match[4].endswith(".") and (match[5] or match.end() == len(match.string))
    return f"{words}{upto} {era}{'.' if ends else ''}"
