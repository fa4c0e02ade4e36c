"""Where the people of the roster are named, among the pronouns of narration."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from narrate.model import Gender
from narrate.script.document import Document, Mention
from narrate.script.names.roster import Roster

PRONOUN_GENDER: dict[str, Gender] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "herself": "female",
}  # fmt: skip
SUBJECTS = frozenset({"he", "she", "i", "they", "we"})
_VOCATIVE_BEFORE = re.compile(
    r"(?:[,!?;.…—-]\s*|\b(?:dear|dearest|my|poor|oh|ah|well|no|yes|why|you|good|and|now|thanks?|sorry|hello|hi|hey|goodbye|please|okay)[,\s]\s*)$",
    re.I,
)
_OWN_NAME_BEFORE = re.compile(r"\b(?:it[’']s|is)\s+(?:only\s+|just\s+)?me,\s+$", re.I)
"""Who speaks names themselves: "It's only me, Leo"."""
_WORD = re.compile(r"^\W|\w+")
_compiled = lru_cache(maxsize=10_000)(re.compile)
"""A pattern for each way to begin a name, kept while the roster grows; Python itself keeps 512."""
_VOCATIVE_AFTER = re.compile(r"\s*(?:[,!?.;…—-]|$)")


class Mentions:
    """All mentions of a book in order, and quick ways to the ones of a stretch of text."""

    def __init__(self, document: Document, roster: Roster) -> None:
        self.document = document
        self.all = sorted([*_names(document, roster), *document.pronouns], key=lambda m: (m.start, -m.end))
        covered = -1
        kept: list[Mention] = []
        for mention in self.all:
            if mention.start >= covered:
                kept.append(mention)
                covered = mention.end
        self._keep(kept)

    def forget(self, places: set[int]) -> None:
        """Leave out the mentions that start at these places (training hides tags so)."""
        self._keep([m for m in self.all if m.start not in places])

    def _keep(self, mentions: list[Mention]) -> None:
        self.all = mentions
        self._starts = [m.start for m in mentions]
        self._names = [m for m in mentions if m.named and not m.quoted]
        self._name_starts = [m.start for m in self._names]

    def names_before(self, place: int, reach: int) -> list[Mention]:
        """The last names in narration that start before this position, the nearest first; at most `reach` of them."""
        end = bisect_left(self._name_starts, place)
        return self._names[max(0, end - reach) : end][::-1]

    def within(self, start: int, end: int) -> list[Mention]:
        """Mentions that start in [start, end)."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, place: int) -> int:
        """How many mentions start before this position."""
        return bisect_left(self._starts, place)


def _names(document: Document, roster: Roster) -> list[Mention]:
    every = sorted({s for p in roster.people for s in p.surfaces}, key=lambda s: (-len(s), s))
    proper = [s for s in every if not s[0].islower()]
    nominal = [s for s in every if s[0].islower()]
    found: list[Mention] = []
    referents = cache(roster.lookup)  # while this roster stays as it is
    for surfaces, flags in ((proper, re.NOFLAG), (nominal, re.I)):
        for start, end in _once(document, surfaces, flags):
            surface = sys.intern(document.text[start:end])
            numbers = referents(surface)
            if numbers:
                quoted = bool(document.quoted[start])
                found.append(
                    Mention(
                        start=start,
                        end=end,
                        referents=numbers,
                        surface=surface,
                        paragraph=document.paragraph(start),
                        quoted=quoted,
                        opens=document.opens_sentence(start),
                    )
                )
    return found


def _once(document: Document, surfaces: list[str], flags: re.RegexFlag) -> Iterator[tuple[int, int]]:
    """The `places` of surfaces, kept with the document: most are looked for again and again while the roster grows."""
    known, found = document.places.get(flags, ([], array("l")))
    if known != surfaces:
        found = array("l", chain.from_iterable(places(document.text, surfaces, flags, elided=document.language != "en")))
        document.places[flags] = surfaces, found
    return zip(found[::2], found[1::2], strict=True)


def places(text: str, surfaces: list[str], flags: re.RegexFlag, *, elided: bool = False) -> Iterator[tuple[int, int]]:
    """Where one of the surfaces stands, of several the first; `elided`: also after an apostrophe ("d'Anna"). A book has thousands
    of them: two words are looked up, then only those are tried that begin with both."""
    if not surfaces:
        return
    beginning: dict[tuple[str, str], list[str]] = {}
    for surface in surfaces:
        pattern = re.escape(surface).replace(r"\ ", r"\s+").replace(r"\.", r"\.?")
        looked_up = surface.lower() if flags else surface
        for words in {_two_words(form) for form in (looked_up, looked_up.replace(".", "").strip()) if form}:
            beginning.setdefault(words, []).append(pattern)
    wholes = {words: _compiled(f"(?:{'|'.join(patterns)})(?!\\w)", flags) for words, patterns in beginning.items()}
    letters = "".join(sorted({re.escape(first[0]) for first, _ in wholes}))
    end = 0
    inside = r"\w-" if elided else r"\w'’-"
    for word in re.finditer(rf"([{letters}](?<![{inside}].)(?:(?<=\w)\w*)?)(?=\W*(\w*))", text, flags):
        first, second = word.groups()
        if flags:
            first, second = first.lower(), second.lower()
        start = word.start()
        for whole in (wholes.get((first, second)), wholes.get((first, ""))):
            if whole and start >= end and (match := whole.match(text, start)) and match.end() > start:
                end = match.end()
                yield start, end
                break


def _two_words(surface: str) -> tuple[str, str]:
    """The first two words; a dot or a hyphen ends one too."""
    first, *more = _WORD.findall(surface)
    return first, more[0] if more else ""


def vocatives(document: Document, mentions: Mentions) -> list[list[Mention]]:
    """For each quotation, the names it calls somebody by: set off by stops, never the speaker's own."""
    called: list[list[Mention]] = []
    for quote in document.quotes:
        found: list[Mention] = []
        inner_end = quote.end - (1 if quote.closes else 0)
        for mention in mentions.within(quote.start, quote.end):
            if not mention.named:
                continue
            before = document.text[max(quote.start + 1, mention.start - 20) : mention.start]
            if _OWN_NAME_BEFORE.search(before):
                continue
            starts = not document.text[quote.start + 1 : mention.start].strip(" \n_\"'‘’“”-—…¡¿«»„")
            if (starts or _VOCATIVE_BEFORE.search(before)) and (
                mention.end >= inner_end or _VOCATIVE_AFTER.match(document.text[mention.end : mention.end + 3])
            ):
                found.append(mention)
        called.append(found)
    return called
