"""Text as it is said: what a reader would say for what the author wrote. What is shown stays as it is written.

Engines read plain sentences well and signs badly; so signs become words or pauses, and abbreviations lose the dot
that an engine would take for the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

_ABBREVIATIONS = {
    "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Dr.": "Doctor", "Prof.": "Professor", "Capt.": "Captain", "Col.": "Colonel",
    "Gen.": "General", "Lieut.": "Lieutenant", "Lt.": "Lieutenant", "Sgt.": "Sergeant", "Rev.": "Reverend", "Hon.": "Honourable",
    "Messrs.": "Messers", "Mme.": "Madame", "Mlle.": "Mademoiselle", "Esq.": "Esquire", "Jr.": "Junior", "Sr.": "Senior",
    "etc.": "et cetera", "&c.": "et cetera", "e.g.": "for example", "i.e.": "that is", "vs.": "versus", "viz.": "namely",
    "Vol.": "Volume", "vol.": "volume",
}  # fmt: skip
_ABBREVIATION = re.compile(
    r"(?<![\w&])(?:" + "|".join(re.escape(a) for a in sorted(_ABBREVIATIONS, key=len, reverse=True)) + r")(?=\s|$|[,;:)\"”’])"
)
_INTERJECTIONS = {
    "shh": "shush",
    "sh": "shush",
    "pfft": "fft",
    "psst": "pist",
    "zzz": "zuzz",
    "hmm": "hum",
    "hm": "hum",
    "mm": "um",
    "mmm": "um",
    "ugh": "uh",
    "tsk": "tisk",
    "brr": "burr",
    "grr": "gur",
}
_INTERJECTION = re.compile(r"\b(s+h+|p+f+t+|p+s+t+|z{2,}|h+m+|m{2,}|u+gh+|tsk|b+r{2,}|g+r{2,})\b", re.I)
_ROMAN_HEADING = re.compile(r"\b(chapter|part|book|volume|act|scene|canto|letter|section|stave)\s+([IVXLC]+)\b\.?", re.I)
_BARE_ROMAN = re.compile(r"^\W*([IVXLC]{1,7})\W*$")
_ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_MONEY = re.compile(r"([£$€])\s?(\d[\d,]*)(?:\.(\d\d))?(?!\d)")
_COINS = {"£": ("pounds", "pound"), "$": ("dollars", "dollar"), "€": ("euros", "euro")}
_URL = re.compile(r"https?://\S+|www\.\S+")


def say(text: str, pronounce: Mapping[str, str] | None = None, *, heading: bool = False) -> str:
    """The spoken form of a stretch of text: one line, single spaces, never empty where there is a word to say.

    `pronounce` maps whole words to respellings; longer entries win, and case counts when an entry has a capital.
    """
    said = " ".join(text.split())
    if pronounce:
        said = _respell(said, tuple(sorted(pronounce.items())))
    said = _URL.sub("a web address", said)
    if heading:
        said = _ROMAN_HEADING.sub(lambda m: f"{m[1]} {_roman(m[2])}", said)
        said = _BARE_ROMAN.sub(lambda m: str(_roman(m[1])), said)
        said = said.title() if said.isupper() else said
    said = _ABBREVIATION.sub(lambda m: _ABBREVIATIONS[m[0]], said)
    said = re.sub(r"\bSt\.\s(?=[A-Z])", "Saint ", said)
    said = re.sub(r"\bNo\.\s?(?=\d)", "number ", said)
    said = _MONEY.sub(_money, said)
    said = re.sub(r"\b([A-Z])\.\s?(?=[A-Z]\.?\s)", r"\1 ", said)
    said = _INTERJECTION.sub(_interjection, said)
    said = re.sub(r"\s*(?:--+|[—–―])\s*", ", ", said)
    said = re.sub(r"\s*(?:…|\.(?:\s?\.){2,})\s*", _ellipsis, said)
    said = re.sub(r"[_*]+", "", said)
    said = re.sub(r"(?:,\s*){2,}", ", ", said)
    said = re.sub(r",\s*([.!?;:\"”’)])", r"\1", said)
    return re.sub(r"^[\s,;:]+", "", said).strip()


def _ellipsis(match: re.Match[str]) -> str:
    """A trailing-off ends the sentence before a capital, and is a short pause before anything else."""
    after = match.string[match.end() : match.end() + 1]
    if not after or after in '"”’»)':
        return "."
    return ". " if after.isupper() else ", "


def _interjection(match: re.Match[str]) -> str:
    squeezed = re.sub(r"(.)\1+", r"\1", match[0].lower())
    for word in (match[0].lower(), squeezed, squeezed + squeezed[-1]):
        if word in _INTERJECTIONS:
            return _INTERJECTIONS[word]
    return match[0]


def _money(match: re.Match[str]) -> str:
    many, one = _COINS[match[1]]
    amount = f"{match[2]} {one if match[2] == '1' else many}"
    return f"{amount} {int(match[3])}" if match[3] and int(match[3]) else amount


def _roman(numeral: str) -> int:
    values = [_ROMANS[letter] for letter in numeral.upper()]
    return sum(-v if any(v < later for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


@cache
def _respellings(entries: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    words = sorted((word for word, _ in entries), key=len, reverse=True)
    parts = [re.escape(w) if w != w.lower() else f"(?i:{re.escape(w)})" for w in words]
    table = dict(entries)
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)"), table


def _respell(text: str, entries: tuple[tuple[str, str], ...]) -> str:
    pattern, table = _respellings(entries)
    return pattern.sub(lambda m: table.get(m[0], table.get(m[0].lower(), m[0])), text)
