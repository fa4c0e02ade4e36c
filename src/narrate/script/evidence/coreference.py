"""Who is in the reader's mind at each turn: a light coreference pass over names and pronouns of the narration.

One walk from left to right. A name raises its person, more so at the head of a sentence; a pronoun is given to
the most salient person of its gender and raises that one; everything fades at sentence ends, paragraphs and
scene breaks.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field

from narrate.model import Gender
from narrate.script.document import Mention
from narrate.script.evidence.context import Desk
from narrate.script.evidence.mentions import PRONOUN_GENDER, SUBJECTS

_SENTENCE, _PARAGRAPH, _SCENE = 0.85, 0.8, 0.25
_NAME_FIRST, _NAME, _SUBJECT, _OTHER, _SPOKE = 1.0, 0.55, 0.7, 0.3, 0.5
_FORGOTTEN = 0.02


@dataclass
class Mind:
    """What is salient: a weight per person, and the last woman and man a name or pronoun stood for."""

    weights: dict[int, float] = field(default_factory=dict)
    last: dict[Gender, int] = field(default_factory=dict)

    def fade(self, factor: float) -> None:
        """Everything moves away; what is far enough is forgotten."""
        self.weights = {n: w * factor for n, w in self.weights.items() if w * factor >= _FORGOTTEN}

    def raise_(self, person: int, weight: float) -> None:
        """Somebody comes to mind."""
        self.weights[person] = self.weights.get(person, 0.0) + weight


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The mind at one turn: the weights before its first quotation and at the end of its paragraph, and who stood last for a
    woman and a man before it."""

    before: dict[int, float]
    after: dict[int, float]
    last: dict[Gender, int]


_GENDERS: tuple[Gender, ...] = ("female", "male", "unknown")
_NOBODY = -1


class Glimpses:
    """A glimpse for every turn of a book, packed: a novel has a hundred thousand weights."""

    def __init__(self) -> None:
        self._people, self._weights, self._last = array("i"), array("d"), array("i")
        self._ends = array("l", [0])

    def add(self, glimpse: Glimpse) -> None:
        """The next turn's."""
        for weights in (glimpse.before, glimpse.after):
            self._people.extend(weights)
            self._weights.extend(weights.values())
            self._ends.append(len(self._people))
        self._last.extend(glimpse.last.get(gender, _NOBODY) for gender in _GENDERS)

    def __getitem__(self, turn: int) -> Glimpse:
        last = zip(_GENDERS, self._last[3 * turn : 3 * turn + 3], strict=True)
        return Glimpse(self._part(2 * turn), self._part(2 * turn + 1), {g: who for g, who in last if who != _NOBODY})

    def _part(self, number: int) -> dict[int, float]:
        part = slice(self._ends[number], self._ends[number + 1])
        return dict(zip(self._people[part], self._weights[part], strict=True))


class Reader:
    """Walks through a book once. `antecedents` then tells whom each narration pronoun was given to, by position."""

    def __init__(self, desk: Desk, speakers: list[int | None]) -> None:
        self.desk, self.speakers = desk, speakers
        self.antecedents: dict[int, int] = {}

    def read(self) -> Glimpses:
        """A glimpse for every turn. `speakers` raise whoever is known to have spoken."""
        pages = self.desk.pages
        mind = Mind()
        opened = {turn.paragraph: number for number, turn in enumerate(pages.turns)}
        breaks = set(pages.breaks)
        glimpses = Glimpses()
        for paragraph, (start, end) in enumerate(pages.paragraphs):
            mind.fade(_SCENE if start in breaks else _PARAGRAPH)
            mentions = [m for m in self.desk.mentions.within(start, end) if not m.quoted]
            turn = opened.get(paragraph)
            if turn is None:
                self._walk(mind, mentions, start)
                continue
            quote = self.desk.opening(turn).start
            self._walk(mind, [m for m in mentions if m.start < quote], start)
            before, last = dict(mind.weights), dict(mind.last)
            self._walk(mind, [m for m in mentions if m.start >= quote], quote)
            glimpses.add(Glimpse(before, mind.weights, last))
            speaker = self.speakers[turn]
            if speaker is not None:
                mind.raise_(speaker, _SPOKE)
        return glimpses

    def _walk(self, mind: Mind, mentions: list[Mention], place: int) -> None:
        for mention in mentions:
            if re.search(r"[.!?…][\"”’']?\s", self.desk.pages.narration[place : mention.start]):
                mind.fade(_SENTENCE)
            place = mention.start
            if mention.named:
                self._name(mind, mention)
            else:
                self._pronoun(mind, mention)

    def _name(self, mind: Mind, mention: Mention) -> None:
        weight = _NAME_FIRST if mention.opens else _NAME
        for number in mention.numbers:
            mind.raise_(number, weight / len(mention.numbers))
        if len(mention.numbers) == 1:
            mind.last[self.desk.gender(mention.numbers[0])] = mention.numbers[0]

    def _pronoun(self, mind: Mind, mention: Mention) -> None:
        narrator = self.desk.roster.teller(mention.start)
        if mention.surface in ("i", "me", "my", "myself"):
            if narrator is not None:
                mind.raise_(narrator, _SUBJECT if mention.surface == "i" else _OTHER)
            return
        gender = PRONOUN_GENDER.get(mention.surface)
        if gender is None:
            return
        best, most = None, 0.0
        for number, weight in mind.weights.items():
            own = self.desk.gender(number)
            fit = weight if own == gender else 0.35 * weight if own == "unknown" else 0.0
            if number == narrator:
                fit *= 0.2
            if fit > most:
                best, most = number, fit
        if best is not None:
            mind.raise_(best, _SUBJECT if mention.surface in SUBJECTS else _OTHER)
            mind.last[gender] = best
            self.antecedents[mention.start] = best
