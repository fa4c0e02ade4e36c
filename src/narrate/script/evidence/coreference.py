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
from narrate.script.evidence.context import Context
from narrate.script.evidence.mentions import PRONOUN_GENDER, SUBJECTS

_SENTENCE, _PARAGRAPH, _SCENE = 0.85, 0.8, 0.25
_NAME_FIRST, _NAME, _SUBJECT, _OTHER, _SPOKE = 1.0, 0.55, 0.7, 0.3, 0.5
_FORGOTTEN = 0.02


@dataclass
class Salience:
    """What is salient: a weight per person, and the last woman and man a name or pronoun stood for."""

    weights: dict[int, float] = field(default_factory=dict)
    last: dict[Gender, int] = field(default_factory=dict)

    def decay(self, factor: float) -> None:
        """Everything moves away; what is far enough is forgotten."""
        self.weights = {n: w * factor for n, w in self.weights.items() if w * factor >= _FORGOTTEN}

    def boost(self, person: int, weight: float) -> None:
        """Somebody comes to mind."""
        self.weights[person] = self.weights.get(person, 0.0) + weight


@dataclass(frozen=True, slots=True)
class TurnSalience:
    """The mind at one turn: the weights before its first quotation and at the end of its paragraph, and who stood last for a
    woman and a man before it."""

    before: dict[int, float]
    after: dict[int, float]
    last: dict[Gender, int]


_GENDERS: tuple[Gender, ...] = ("female", "male", "unknown")
_NOBODY = -1


class SalienceByTurn:
    """A glimpse for every turn of a book, packed: a novel has a hundred thousand weights."""

    def __init__(self) -> None:
        self._people, self._weights, self._last = array("i"), array("d"), array("i")
        self._ends = array("l", [0])

    def add(self, salience: TurnSalience) -> None:
        """The next turn's."""
        for weights in (salience.before, salience.after):
            self._people.extend(weights)
            self._weights.extend(weights.values())
            self._ends.append(len(self._people))
        self._last.extend(salience.last.get(gender, _NOBODY) for gender in _GENDERS)

    def __getitem__(self, turn: int) -> TurnSalience:
        last = zip(_GENDERS, self._last[3 * turn : 3 * turn + 3], strict=True)
        return TurnSalience(self._part(2 * turn), self._part(2 * turn + 1), {g: who for g, who in last if who != _NOBODY})

    def _part(self, number: int) -> dict[int, float]:
        part = slice(self._ends[number], self._ends[number + 1])
        return dict(zip(self._people[part], self._weights[part], strict=True))


class CoreferenceResolver:
    """Walks through a book once. `antecedents` then tells whom each narration pronoun was given to, by position."""

    def __init__(self, context: Context, speakers: list[int | None]) -> None:
        self.context, self.speakers = context, speakers
        self.antecedents: dict[int, int] = {}

    def read(self) -> SalienceByTurn:
        """A glimpse for every turn. `speakers` raise whoever is known to have spoken."""
        document = self.context.document
        salience = Salience()
        opened = {turn.paragraph: number for number, turn in enumerate(document.turns)}
        breaks = set(document.breaks)
        by_turn = SalienceByTurn()
        for paragraph, (start, end) in enumerate(document.paragraphs):
            salience.decay(_SCENE if start in breaks else _PARAGRAPH)
            mentions = [m for m in self.context.mentions.within(start, end) if not m.quoted]
            turn = opened.get(paragraph)
            if turn is None:
                self._walk(salience, mentions, start)
                continue
            quote = self.context.opening(turn).start
            self._walk(salience, [m for m in mentions if m.start < quote], start)
            before, last = dict(salience.weights), dict(salience.last)
            self._walk(salience, [m for m in mentions if m.start >= quote], quote)
            by_turn.add(TurnSalience(before, salience.weights, last))
            speaker = self.speakers[turn]
            if speaker is not None:
                salience.boost(speaker, _SPOKE)
        return by_turn

    def _walk(self, salience: Salience, mentions: list[Mention], place: int) -> None:
        for mention in mentions:
            if re.search(r"[.!?…][\"”’']?\s", self.context.document.narration[place : mention.start]):
                salience.decay(_SENTENCE)
            place = mention.start
            if mention.named:
                self._name(salience, mention)
            else:
                self._pronoun(salience, mention)

    def _name(self, salience: Salience, mention: Mention) -> None:
        weight = _NAME_FIRST if mention.opens else _NAME
        for number in mention.referents:
            salience.boost(number, weight / len(mention.referents))
        if len(mention.referents) == 1:
            salience.last[self.context.gender(mention.referents[0])] = mention.referents[0]

    def _pronoun(self, salience: Salience, mention: Mention) -> None:
        narrator = self.context.roster.narrator_at(mention.start)
        if mention.surface in ("i", "me", "my", "myself"):
            if narrator is not None:
                salience.boost(narrator, _SUBJECT if mention.surface == "i" else _OTHER)
            return
        gender = PRONOUN_GENDER.get(mention.surface)
        if gender is None:
            return
        best, most = None, 0.0
        for number, weight in salience.weights.items():
            own = self.context.gender(number)
            fit = weight if own == gender else 0.35 * weight if own == "unknown" else 0.0
            if number == narrator:
                fit *= 0.2
            if fit > most:
                best, most = number, fit
        if best is not None:
            salience.boost(best, _SUBJECT if mention.surface in SUBJECTS else _OTHER)
            salience.last[gender] = best
            self.antecedents[mention.start] = best
