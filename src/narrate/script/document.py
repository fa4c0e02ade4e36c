"""The story as attribution reads it: one text, with its paragraphs, quotations and turns by position."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from narrate.model import Book, Segment
from narrate.script.languages import language
from narrate.script.lexicon import dotted_titles

_TITLES = (*(title.capitalize() for title in dotted_titles()), "[A-Z]")
SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…](?:" + "".join(rf"(?<!\b{title}[.!?…])" for title in _TITLES) + r"|[.!?…])"
    r"[.!?…]*+[\"”’')\]]*+(?:\s++(?=[\"“‘'A-ZÀ-Þ_(\[—])|\s*$)"
)
"""A title or an initial ends no sentence. A run of stops is looked at from its first: there may be a million in it."""

_CAPITAL = "A-ZÀ-ÖØ-ÞĄĆĘŁŃÓŚŹŻА-ЯЁ"

_PRONOUN = re.compile(r"\b(?:he|she|I|they|we|him|her|his|himself|herself|my|me|myself)\b", re.I)
_OPENING = re.compile(r"(?:^|[.!?;…][\"”’']?\s+|\n\s*|[\"”]\s*)$")

_ANY_WORD = re.compile(r"\b[A-Za-zÀ-ÿ]+\b")
_TITLE_PAGE, _BYLINE = 4, 100
"""The paragraphs and characters among which "The Weir, by Ann Holt" may stand."""
_SHORT = 200
"""Turns under which a story is so short that people may be named only once, or never."""
_FIRST_PERSON_RATE = 0.006
"""Third-person novels say I in at most 0.4 % of their narration words, first-person ones in 2 % and more (PDNC, 28 novels)."""

_OWN_WORDS, _FIRST_PERSON_RATE_ELSEWHERE = 4, 0.012
"""The same of I, me and my together, in other languages."""
_OF_THE_TEXT = frozenset({"quote_starts", "quoted", "narration", "sentence_ends", "pronoun_places", "first_person"})
"""What is worked out once for a text, however it is cut into paragraphs."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One stretch of dialogue: positions in the document's text, marks included. `segment` counts over the book."""

    start: int
    end: int
    paragraph: int
    segment: int
    closes: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """The quotations of one paragraph: nearly always one speaker's. A speech over several paragraphs is one (see turn_bounds.py).

    `gap` is the distance in paragraphs from the turn before (1: adjacent); `fresh` says that a chapter
    or a scene began in between.
    """

    paragraph: int
    first: int
    last: int
    gap: int
    new_scene: bool

    @property
    def quotes(self) -> range:
        """Numbers of the turn's quotations."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, with the roster numbers of the people it may mean (`referents`), or a pronoun of the narration, which has none and
    whose `surface` is in lower case."""

    start: int
    end: int
    referents: tuple[int, ...]
    surface: str
    paragraph: int
    quoted: bool
    opens: bool = False

    @property
    def named(self) -> bool:
        """Whether this is a name."""
        return bool(self.referents)


@dataclass(frozen=True)
class Document:
    """A whole book as one text. Positions are characters of `text`; `breaks` are where scenes begin."""

    text: str
    paragraphs: tuple[tuple[int, int], ...]
    quotes: tuple[Quote, ...]
    turns: tuple[Turn, ...]
    breaks: tuple[int, ...]
    headings: frozenset[int]
    language: str = "en"
    places: dict[int, tuple[list[str], array[int]]] = field(default_factory=dict, compare=False, repr=False)
    """For mentions.py: surfaces that were looked for in the text, and where each was found, start after end."""

    @cached_property
    def starts(self) -> list[int]:
        """Where each paragraph starts."""
        return [start for start, _ in self.paragraphs]

    @cached_property
    def quote_starts(self) -> list[int]:
        """Where each quotation starts."""
        return [quote.start for quote in self.quotes]

    @cached_property
    def quoted(self) -> bytearray:
        """1 for every character inside a quotation."""
        flags = bytearray(len(self.text) + 1)
        for quote in self.quotes:
            flags[quote.start : quote.end] = b"\1" * (quote.end - quote.start)
        return flags

    @cached_property
    def narration(self) -> str:
        """The text with every quotation blanked out: same length, same positions."""
        parts: list[str] = []
        place = 0
        for quote in self.quotes:
            parts += [self.text[place : quote.start], " " * (quote.end - quote.start)]
            place = quote.end
        return "".join([*parts, self.text[place:]])

    @cached_property
    def sentence_ends(self) -> list[int]:
        """Where sentences end, in order."""
        return [match.end() for match in self.sentence_pattern.finditer(self.text)]

    @property
    def sentence_pattern(self) -> re.Pattern[str]:
        """What ends a sentence in the document's language."""
        return SENTENCE_END if self.language == "en" else _sentence_end(self.language)

    @cached_property
    def pronoun_places(self) -> list[tuple[int, int, str, bool]]:
        """The pronouns of narration, in order: start, end, in lower case, and whether it opens a sentence."""
        pattern = _PRONOUN if self.language == "en" else _pronoun(self.language)
        same = language(self.language).pronouns
        found = []
        for match in pattern.finditer(self.narration):
            if self.language != "en" or match.group() != "i":
                start, end = match.span()
                word = match.group().lower()
                found.append((start, end, sys.intern(same.get(word, word)), self.opens_sentence(start)))
        return found

    @cached_property
    def pronouns(self) -> list[Mention]:
        """The pronouns of narration, in order."""
        return [
            Mention(start=start, end=end, referents=(), surface=word, paragraph=self.paragraph(start), quoted=False, opens=opens)
            for start, end, word, opens in self.pronoun_places
        ]

    @property
    def is_short(self) -> bool:
        """Whether the story is too short for everybody in it to be named twice."""
        return len(self.turns) < _SHORT

    @cached_property
    def first_person(self) -> bool:
        """Whether a person of the story narrates it."""
        if self.language != "en":
            own = sum(mention.surface in ("i", "me", "my") for mention in self.pronouns)
            return own >= _OWN_WORDS and own / max(1, len(self.narration.split())) >= _FIRST_PERSON_RATE_ELSEWHERE
        words = own = 0
        for line in self.narration.splitlines():  # the words of a whole book at once would be a hundred megabytes
            found = _ANY_WORD.findall(line)
            words += len(found)
            own += found.count("I")
        return own >= 2 and own / words >= _FIRST_PERSON_RATE

    def opens_sentence(self, place: int) -> bool:
        """Whether a sentence begins at this position."""
        return bool(_OPENING.search(self.text, max(0, place - 4), place))

    def split_paragraphs(self, places: Sequence[int]) -> Document:
        """This document with paragraphs that end at `places` too, as if the author had begun new ones there."""
        stops = sorted({*places, *(end for _, end in self.paragraphs)})
        paragraphs: list[tuple[int, int]] = []
        headings: set[int] = set()
        for number, (start, end) in enumerate(self.paragraphs):
            for stop in stops[bisect_right(stops, start) : bisect_right(stops, end)] or [end]:
                if number in self.headings:
                    headings.add(len(paragraphs))
                paragraphs.append((start, stop))
                start = stop
        return self._with_paragraphs(paragraphs, headings)

    def join_paragraphs(self, numbers: Collection[int]) -> Document:
        """This document with each paragraph of these numbers as part of the one before."""
        paragraphs: list[tuple[int, int]] = []
        headings: set[int] = set()
        for number, (start, end) in enumerate(self.paragraphs):
            if number in numbers:
                start = paragraphs.pop()[0]
            elif number in self.headings:
                headings.add(len(paragraphs))
            paragraphs.append((start, end))
        return self._with_paragraphs(paragraphs, headings)

    def _with_paragraphs(self, paragraphs: list[tuple[int, int]], headings: set[int]) -> Document:
        starts = [start for start, _ in paragraphs]
        quotes = [replace(quote, paragraph=bisect_right(starts, quote.start) - 1) for quote in self.quotes]
        turns = _turns(quotes, list(self.breaks), paragraphs)
        recut = replace(self, paragraphs=tuple(paragraphs), quotes=tuple(quotes), turns=turns, headings=frozenset(headings))
        vars(recut).update({name: value for name, value in vars(self).items() if name in _OF_THE_TEXT})
        return recut

    def sentence(self, place: int) -> int:
        """The number of the sentence that holds this position."""
        return bisect_right(self.sentence_ends, place)

    def paragraph(self, place: int) -> int:
        """The number of the paragraph that holds this position."""
        return bisect_right(self.starts, place) - 1


def _is_byline(text: str, author: str) -> bool:
    """Whether a paragraph tells who wrote the story, perhaps with its title: they are nobody in it."""
    return bool(author) and text.strip("_ \n").endswith(f"by {author}") and len(text) < _BYLINE + len(author)


def document_of(book: Book[Segment]) -> Document:
    """The document of a split book. Headings, and the line that names the author, are paragraphs too, and begin a scene."""
    parts: list[str] = []
    paragraphs: list[tuple[int, int]] = []
    quotes: list[Quote] = []
    breaks: list[int] = []
    headings: set[int] = set()
    place, number = 0, None
    for index, segment in enumerate(book.bodies()):
        if segment.paragraph != number:
            if number is not None:
                parts.append("\n\n")
                place += 2
            number = segment.paragraph
            if segment.after_break:
                breaks.append(place)
            if segment.kind == "heading" or (len(paragraphs) < _TITLE_PAGE and _is_byline(segment.text, book.author)):
                headings.add(len(paragraphs))
            paragraphs.append((place, place))
        end = place + len(segment.text)
        if segment.kind == "dialogue":
            solid = len(segment.text.rstrip())
            quotes.append(Quote(place, place + solid, len(paragraphs) - 1, index, segment.closes))
        parts.append(segment.text)
        paragraphs[-1] = (paragraphs[-1][0], end)
        place = end
    return Document(
        text="".join(parts),
        paragraphs=tuple(paragraphs),
        quotes=tuple(quotes),
        turns=_turns(quotes, breaks, paragraphs),
        breaks=tuple(breaks),
        headings=frozenset(headings),
        language=book.language,
    )


@cache
def _sentence_end(code: str) -> re.Pattern[str]:
    """A stop that no abbreviation has, before a capital."""
    known = language(code)
    short = (*known.titles, *known.abbreviations)
    dotted = "".join(rf"(?<!\b{re.escape(form)}\.)" for word in sorted(short) for form in {word, word.capitalize()})
    return re.compile(
        rf"(?<![.!?…])(?:\.{dotted}(?<!\b[{_CAPITAL}]\.)|[!?…]|\.(?=[.!?…]))[.!?…]*+[\"”’')\]»«“]*+"
        rf"(?:\s++(?=[\"“„«»‘(\[—–-]*\s?[{_CAPITAL}])|\s*$)"
    )


@cache
def _pronoun(code: str) -> re.Pattern[str]:
    words = "|".join(sorted(language(code).pronouns))
    return re.compile(rf"\b(?:{words})\b" if words else r"(?!)", re.I)


def _turns(quotes: list[Quote], breaks: list[int], paragraphs: list[tuple[int, int]]) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for number, quote in enumerate(quotes):
        if turns and turns[-1].paragraph == quote.paragraph:
            turns[-1] = Turn(quote.paragraph, turns[-1].first, number, turns[-1].gap, turns[-1].new_scene)
            continue
        before = turns[-1].paragraph if turns else -99
        scene = bisect_right(breaks, paragraphs[quote.paragraph][0])
        scene_before = bisect_right(breaks, paragraphs[before][0]) if turns else -1
        turns.append(Turn(quote.paragraph, number, number, quote.paragraph - before, scene != scene_before))
    return tuple(turns)
