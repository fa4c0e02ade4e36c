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


def as_written(text: str, wording: Wording) -> str:
    """The text with its short forms written out; a number's own words come later."""
    if not any(letter.isdigit() or letter in "½¼¾" for letter in text):
        return text
    text = _CALLED.sub(lambda match: _figures_of(match.group()), text)
    if wording.months:
        text = _DATE.sub(lambda match: _dated(match, wording), text)
        text = _months(wording).sub(lambda match: f"{match[1]}{wording.short_months[match[2]]}", text)
    if wording.before:
        text = _before(wording).sub(lambda match: f"{wording.before[match[1]]} ", text)
    if wording.units:
        text = _SIGNED.sub(lambda match: f"{match[2]} {match[1]}" if match[1] in wording.units else match.group(), text)
        text = _units(wording).sub(lambda match: _measured(match, wording), text)
    if wording.money:
        text = _money(wording).sub(lambda match: _paid(match, wording), text)
    for sign, words in wording.signs.items():
        text = re.sub(rf"(?<=\d){_SPACE}?{re.escape(sign)}{_SPACE}?(?=\d)", f" {words} ", text) if sign != "-" else text
    if wording.between:
        text = re.sub(rf"(?<![\w.,-])(\d+){_SPACE}?[-–—]{_SPACE}?(?=\d+(?![\d-]|[.,]\d))", rf"\1 {wording.between} ", text)
    return text


def _figures_of(number: str) -> str:
    return ", ".join(" ".join(group) for group in re.findall(r"\d+", number))


def _dated(match: re.Match[str], wording: Wording) -> str:
    day, month = int(match[1]), int(match[3])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return match.group()
    return wording.date.format(day=day, month=wording.months[month - 1], year=match[4])


@cache
def _months_of(short: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(short, key=len, reverse=True))
    return re.compile(rf"((?<![\w.,])\d{{1,2}}(?:\.|er|º|\.º|-го)?\s(?:de\s)?)({names})(?:\.|(?=\s\d{{4}}))")


def _months(wording: Wording) -> re.Pattern[str]:
    return _months_of(tuple(wording.short_months))


@cache
def _signs_of(signs: tuple[str, ...]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


def _before(wording: Wording) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({_signs_of(tuple(wording.before))}){_SPACE}?(?=\d)")


def _units(wording: Wording) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<minus>(?<![\w.,)-])[-−–])?(?<![\w.,:])(?<![^\W\d]-)(?P<count>{_COUNT}){_SPACE}?(?P<unit>{_signs_of(tuple(wording.units))})(?!\w)"
    )


def _money(wording: Wording) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,])(\d[\d.\u00a0\u202f ]*),(\d\d){_SPACE}({wording.money})\b")


def _measured(match: re.Match[str], wording: Wording) -> str:
    count, unit = match["count"], match["unit"]
    figures = wording.one if count == "1" and wording.one else count
    minus = f"{wording.signs['-']} " if match["minus"] and "-" in wording.signs else match["minus"] or ""
    stop = "." if unit.endswith(".") and not match.string[match.end() :].strip('»«”“’"') else ""
    return f"{minus}{figures} {_unit(count, wording.units[unit])}{stop}"


def _unit(figures: str, words: tuple[str, ...]) -> str:
    """The word that fits a number: of two by whether it is one, of three by its last figures."""
    if len(words) == 2:
        return words[figures != "1"]
    if "," in figures or not figures[-1].isdigit():
        return words[1]
    last, teens = int(figures[-1]), figures[-2:-1] == "1"
    return words[0] if last == 1 and not teens else words[1] if last in (2, 3, 4) and not teens else words[2]


def _paid(match: re.Match[str], wording: Wording) -> str:
    part = "" if match[2] == "00" else f"{wording.money_and} {int(match[2])}"
    return f"{match[1]} {match[3]}{part}"
