"""What is written short beside figures, as it would be written long: dates, money, units, signs. The figures stay."""

from __future__ import annotations

import re
from functools import cache

from narrate.spoken.languages.wording import Wording

_SPACE = r"[ \u00a0\u202f]"
_COUNT = rf"\d{{1,3}}(?:[.\u00a0\u202f ]\d{{3}})+(?:,\d+)?(?!\d)|\d+(?:,\d+)?|(?:\d+{_SPACE}?)?[½¼¾]"
_DATE = re.compile(r"(?<![\w.,/])(\d{1,2})([./])\s?(\d{1,2})\2\s?(\d{4})(?![\w/]|[.,]\d)")

_CALLED = re.compile(r"(?<=\b[Tt]el\. )\+?\d[\d /-]{3,}\d|(?<=\b[Тт]ел\. )\+?\d[\d /-]{3,}\d")
"""The number of a telephone: read figure by figure."""
_SIGNED = re.compile(rf"([£$€]){_SPACE}?({_COUNT})")


def as_written(text: str, known: Wording) -> str:
    """The text with its short forms written out; a number's own words come later."""
    if not any(letter.isdigit() or letter in "½¼¾" for letter in text):
        return text
    text = _CALLED.sub(lambda match: _figures_of(match.group()), text)
    if known.months:
        text = _DATE.sub(lambda match: _dated(match, known), text)
        text = _months(known).sub(lambda match: f"{match[1]}{known.short_months[match[2]]}", text)
    if known.before:
        text = _before(known).sub(lambda match: f"{known.before[match[1]]} ", text)
    if known.units:
        text = _SIGNED.sub(lambda match: f"{match[2]} {match[1]}" if match[1] in known.units else match.group(), text)
        text = _units(known).sub(lambda match: _measured(match, known), text)
    if known.money:
        text = _money(known).sub(lambda match: _paid(match, known), text)
    for sign, words in known.signs.items():
        text = re.sub(rf"(?<=\d){_SPACE}?{re.escape(sign)}{_SPACE}?(?=\d)", f" {words} ", text) if sign != "-" else text
    if known.between:
        text = re.sub(rf"(?<![\w.,-])(\d+){_SPACE}?[-–—]{_SPACE}?(?=\d+(?![\d-]|[.,]\d))", rf"\1 {known.between} ", text)
    return text


def _figures_of(number: str) -> str:
    return ", ".join(" ".join(group) for group in re.findall(r"\d+", number))


def _dated(match: re.Match[str], known: Wording) -> str:
    day, month = int(match[1]), int(match[3])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return match.group()
    return known.date.format(day=day, month=known.months[month - 1], year=match[4])


@cache
def _months_of(short: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(short, key=len, reverse=True))
    return re.compile(rf"((?<![\w.,])\d{{1,2}}(?:\.|er|º|\.º|-го)?\s(?:de\s)?)({names})(?:\.|(?=\s\d{{4}}))")


def _months(known: Wording) -> re.Pattern[str]:
    return _months_of(tuple(known.short_months))


@cache
def _signs_of(signs: tuple[str, ...]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


def _before(known: Wording) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({_signs_of(tuple(known.before))}){_SPACE}?(?=\d)")


def _units(known: Wording) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<minus>(?<![\w.,)-])[-−–])?(?<![\w.,:])(?<![^\W\d]-)(?P<count>{_COUNT}){_SPACE}?(?P<unit>{_signs_of(tuple(known.units))})(?!\w)"
    )


def _money(known: Wording) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,])(\d[\d.\u00a0\u202f ]*),(\d\d){_SPACE}({known.money})\b")


def _measured(match: re.Match[str], known: Wording) -> str:
    count, unit = match["count"], match["unit"]
    figures = known.one if count == "1" and known.one else count
    minus = f"{known.signs['-']} " if match["minus"] and "-" in known.signs else match["minus"] or ""
    stop = "." if unit.endswith(".") and not match.string[match.end() :].strip('»«”“’"') else ""
    return f"{minus}{figures} {_unit(count, known.units[unit])}{stop}"


def _unit(figures: str, words: tuple[str, ...]) -> str:
    """The word that fits a number: of two by whether it is one, of three by its last figures."""
    if len(words) == 2:
        return words[figures != "1"]
    if "," in figures or not figures[-1].isdigit():
        return words[1]
    last, teens = int(figures[-1]), figures[-2:-1] == "1"
    return words[0] if last == 1 and not teens else words[1] if last in (2, 3, 4) and not teens else words[2]


def _paid(match: re.Match[str], known: Wording) -> str:
    part = "" if match[2] == "00" else f"{known.money_and} {int(match[2])}"
    return f"{match[1]} {match[3]}{part}"
