"""Where the people of the roster are named, and where pronouns stand in narration."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from dataclasses import dataclass

from narrate.model import Gender
from narrate.script.pages import Pages
from narrate.script.roster import Roster

_PRONOUN = re.compile(r"\b(?:he|she|I|they|we|him|her|his|himself|herself|my|me|myself)\b", re.I)
PRONOUN_GENDER: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "herself": "female",
}  # fmt: skip
SUBJECTS = frozenset({"he", "she", "i", "they", "we"})
_VOCATIVE_BEFORE = re.compile(
    r"(?:[,!?;.…—-]\s*|\b(?:dear|dearest|my|poor|oh|ah|well|no|yes|why|you|good|and|now|thanks?|sorry|hello|hi|hey|goodbye|please|okay)[,\s]\s*)$",
    re.I,
)
_VOCATIVE_AFTER = re.compile(r"\s*(?:[,!?.;…—-]|$)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name (`numbers`: whom it may mean) or, with no numbers, a pronoun in narration (`surface` in lower case)."""

    start: int
    end: int
    numbers: tuple[int, ...]
    surface: str
    paragraph: int
    quoted: bool
    opens: bool = False

    @property
    def named(self) -> bool:
        """Whether this is a name."""
        return bool(self.numbers)


class Mentions:
    """All mentions of a book in order, and quick ways to the ones of a stretch of text."""

    def __init__(self, pages: Pages, roster: Roster) -> None:
        self.pages = pages
        self.all = sorted([*_names(pages, roster), *_pronouns(pages)], key=lambda m: (m.start, -m.end))
        covered = -1
        kept: list[Mention] = []
        for mention in self.all:
            if mention.start >= covered:
                kept.append(mention)
                covered = mention.end
        self.all = kept
        self._starts = [m.start for m in kept]

    def forget(self, places: set[int]) -> None:
        """Leave out the mentions that start at these places (training hides tags so)."""
        self.all = [m for m in self.all if m.start not in places]
        self._starts = [m.start for m in self.all]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that start in [start, end)."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, place: int) -> int:
        """How many mentions start before this position."""
        return bisect_left(self._starts, place)


def _names(pages: Pages, roster: Roster) -> list[Mention]:
    every = sorted({s for p in roster.people for s in p.surfaces}, key=lambda s: (-len(s), s))
    proper = [s for s in every if not s[0].islower()]
    nominal = [s for s in every if s[0].islower()]
    found: list[Mention] = []
    for surfaces, flags in ((proper, 0), (nominal, re.I)):
        if not surfaces:
            continue
        pattern = re.compile(r"(?<![\w'’-])(?:" + _alternatives(surfaces) + r")(?![\w])", flags)
        for match in pattern.finditer(pages.text):
            numbers = roster.who(match.group())
            if numbers:
                start = match.start()
                found.append(
                    Mention(
                        start,
                        match.end(),
                        numbers,
                        sys.intern(match.group()),
                        pages.paragraph(start),
                        bool(pages.quoted[start]),
                        _opens(pages, start),
                    )
                )
    return found


def _alternatives(surfaces: list[str]) -> str:
    """One pattern for all surfaces, grouped by first letter so that matching stays fast; longest first in a group."""
    groups: dict[str, list[str]] = {}
    for surface in surfaces:
        pattern = re.escape(surface[1:]).replace(r"\ ", r"\s+").replace(r"\.", r"\.?")
        groups.setdefault(surface[0], []).append(pattern)
    return "|".join(re.escape(first) + "(?:" + "|".join(rest) + ")" for first, rest in groups.items())


def _opens(pages: Pages, place: int) -> bool:
    return bool(re.search(r"(?:^|[.!?;…][\"”’']?\s+|\n\s*|[\"”]\s*)$", pages.text[max(0, place - 4) : place]))


def _pronouns(pages: Pages) -> list[Mention]:
    found: list[Mention] = []
    for match in _PRONOUN.finditer(pages.narration):
        word = match.group()
        if word == "i":
            continue
        start = match.start()
        found.append(
            Mention(start, match.end(), (), sys.intern(word.lower()), pages.paragraph(start), False, _opens(pages, start))
        )
    return found


def vocatives(pages: Pages, mentions: Mentions) -> list[list[Mention]]:
    """For each quotation, the names it calls somebody by: set off by stops, never the speaker's own."""
    called: list[list[Mention]] = []
    for quote in pages.quotes:
        found: list[Mention] = []
        inner_end = quote.end - (1 if quote.closes else 0)
        for mention in mentions.within(quote.start, quote.end):
            if not mention.named:
                continue
            before = pages.text[max(quote.start + 1, mention.start - 14) : mention.start]
            starts = not pages.text[quote.start + 1 : mention.start].strip(" \n_\"'‘’“”-—…")
            if (starts or _VOCATIVE_BEFORE.search(before)) and (
                mention.end >= inner_end or _VOCATIVE_AFTER.match(pages.text[mention.end : mention.end + 3])
            ):
                found.append(mention)
        called.append(found)
    return called
