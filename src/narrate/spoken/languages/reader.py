"""A text in the words of its language: abbreviations, then what the language's own rules know, then figures and signs."""

from __future__ import annotations

import re
from functools import cache

from narrate.spoken.languages import wording
from narrate.spoken.languages.wording import ROMAN, Wording, number, spelled
from narrate.spoken.languages.written import as_written

_GROUPED = re.compile(r"(?<![\d.,])(\d{1,3})((?:[.\u00a0\u202f ]\d{3})+)(?![\d]|\.\d)")
_DECIMAL = re.compile(r"(?<![\d.,])(\d+),(\d+)(?![\d]|[.,]\d)")
_WHOLE = re.compile(r"(?<![\w.,])(\d+)(?![\w]|[.,]\d)")
_OPENERS = ' «“„"(—–-¿¡'
_SPACE = r"[ \u00a0\u202f]"
CAPITAL = "A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻА-ЯЁ"
_NUMBERED = re.compile(rf"^(?![CL]\W)({ROMAN})(?=\.?$|[.:)]?\s?[–—-]|[.:)]\s)")
_DOTTED = re.compile(r"\w[\w-]*\.")
_LONGEST = 12
"""Figures: longer numbers are read one by one."""


def read(text: str, code: str, heading: bool = False) -> str:
    """The text as it is said, signs of punctuation left as they are. A heading may begin with a Roman numeral."""
    table = wording(code)
    assert table is not None
    said = as_written(text, table)
    said = _by_rules(said, table)  # "Carlos V. Luego": before a letter is taken for an abbreviation
    if heading:
        said = _NUMBERED.sub(lambda match: spelled(number(match[1]), code), said)
    said = _abbreviations(code).sub(lambda match: _written_out(match, table), said)
    return _figures(_by_rules(said, table), table)


@cache
def sentence_end(code: str) -> re.Pattern[str] | None:
    """What ends a sentence: stops, but for the dot of an abbreviation or an initial, before a capital or a figure. None for a
    language without a file."""
    known = wording(code)
    if known is None:
        return None
    every = (*known.abbreviations, *known.initials, *(f"{short}." for short in known.short_months))
    parts = [_DOTTED.findall(re.sub(_SPACE, "", short)) for short in every]
    ending = {short for short in known.stops if _DOTTED.findall(short)}
    inner = {part for found in parts for part in (found[:-1] if "".join(found) in ending else found)}
    dotted = "".join(rf"(?<!\b{re.escape(part)})" for part in sorted(inner))
    figure = r"(?<!\d\.)" if known.ordinal_dot else ""
    return re.compile(
        rf"(?:\.{dotted}(?<!\b[{CAPITAL}]\.){figure}|[!?…]|\.(?=[.!?…]))[.!?…]*+[\"”’')\]»«“]*+"
        rf"(?=\s+[\"“„«»‘(\[—–¿¡-]*\s?[{CAPITAL}0-9]|\s*$)"
    )


def _by_rules(text: str, wording: Wording) -> str:
    for pattern, words in wording.rules:
        text = pattern.sub(words, text)
    return text


def _written_out(match: re.Match[str], wording: Wording) -> str:
    short = re.sub(_SPACE, "", match.group())
    words = _table(wording.code)[short]
    before = match.string[: match.start()].rstrip(_OPENERS)
    if short[0].isupper() and (not before or before[-1] in ".!?…:"):
        words = words[0].upper() + words[1:]
    after = match.string[match.end() : match.end() + 3]
    ends = short in wording.stops and (not after.strip() or (after[:1].isspace() and after.strip()[:1].isupper()))
    return f"{words}." if ends else words


@cache
def _table(code: str) -> dict[str, str]:
    known = wording(code)
    return {re.sub(_SPACE, "", short): words for short, words in known.abbreviations.items()} if known else {}


@cache
def _abbreviations(code: str) -> re.Pattern[str]:
    known = wording(code)
    every = sorted(known.abbreviations if known else (), key=len, reverse=True)
    patterns = "|".join(re.escape(short).replace(r"\ ", f"{_SPACE}?") for short in every)
    return re.compile(rf"(?<![\w.])(?:{patterns})(?!\w)")


def _figures(text: str, wording: Wording) -> str:
    """What counts, as words: with its decimals, its thousands set apart."""
    words = _GROUPED.sub(lambda m: re.sub(r"\D", "", m.group()), text)
    words = _DECIMAL.sub(lambda m: _fraction(m, wording), words)
    return _WHOLE.sub(lambda m: _counted(m[1], wording), words)


def _fraction(match: re.Match[str], wording: Wording) -> str:
    if not wording.comma:
        return spelled(float(f"{match[1]}.{match[2]}"), wording.code)
    return f"{_counted(match[1], wording)} {wording.comma} {_decimals(match[2], wording)}"


def _counted(figures: str, wording: Wording) -> str:
    if len(figures) > _LONGEST or (figures.startswith("0") and len(figures) > 1):
        return " ".join(spelled(int(figure), wording.code) for figure in figures)
    return spelled(int(figures), wording.code)


def _decimals(figures: str, wording: Wording) -> str:
    if len(figures) <= 2 and not figures.startswith("0") and wording.code != "de":
        return spelled(int(figures), wording.code)
    return " ".join(spelled(int(figure), wording.code) for figure in figures)
