"""Coreference: whom each pronoun of the narration stands for, and how salient everybody is at each turn.

One pass from left to right. A name raises its person's salience, more so at the head of a sentence; a pronoun is given to
the most salient person of its gender and raises that one; all salience decays at sentence ends, paragraphs and
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
_OF_UNKNOWN_GENDER = 0.35
"""The share of their salience with which people of unknown gender compete for "he" or "she"."""
_FORGOTTEN = 0.02
_SENTENCE_END = re.compile(r"[.!?…][\"”’']?\s")
_FIRST_PERSON = frozenset({"i", "me", "my", "myself"})


@dataclass
class Salience:
    """A weight per person, and the last woman and man a name or pronoun stood for."""

    weights: dict[int, float] = field(default_factory=dict)
    last: dict[Gender, int] = field(default_factory=dict)

    def decay(self, factor: float) -> None:
        """Every weight times a factor; what is small enough is forgotten."""
        self.weights = {n: w * factor for n, w in self.weights.items() if w * factor >= _FORGOTTEN}

    def boost(self, person: int, weight: float) -> None:
        """Somebody is mentioned or speaks."""
        self.weights[person] = self.weights.get(person, 0.0) + weight


@dataclass(frozen=True, slots=True)
class TurnSalience:
    """Salience at one turn: the weights before its first quotation and at the end of its paragraph, and the last referent of each
    gender before it."""

    before: dict[int, float]
    after: dict[int, float]
    last: dict[Gender, int]


_GENDERS: tuple[Gender, ...] = ("female", "male", "unknown")
_NOBODY = -1


class SalienceByTurn:
    """The salience at every turn of a book, packed: a novel has a hundred thousand weights."""

    def __init__(self) -> None:
        self._people, self._weights, self._last = array("i"), array("d"), array("i")
        self._ends = array("l", [0])

    def add(self, turn: TurnSalience) -> None:
        """The next turn's."""
        for weights in (turn.before, turn.after):
            self._people.extend(weights)
            self._weights.extend(weights.values())
            self._ends.append(len(self._people))
        self._last.extend(turn.last.get(gender, _NOBODY) for gender in _GENDERS)

    def __getitem__(self, turn: int) -> TurnSalience:
        last = zip(_GENDERS, self._last[3 * turn : 3 * turn + 3], strict=True)
        return TurnSalience(self._part(2 * turn), self._part(2 * turn + 1), {g: who for g, who in last if who != _NOBODY})

    def _part(self, number: int) -> dict[int, float]:
        part = slice(self._ends[number], self._ends[number + 1])
        return dict(zip(self._people[part], self._weights[part], strict=True))


class CoreferenceResolver:
    """Reads a book once. `antecedents` then maps the position of each narration pronoun to the person it was given to."""

    def __init__(self, context: Context, speakers: list[int | None]) -> None:
        """`speakers` holds for each turn who is known to speak it, which raises their salience."""
        self.context, self.speakers = context, speakers
        self.antecedents: dict[int, int] = {}

    def resolve(self) -> SalienceByTurn:
        """Give every pronoun its antecedent; the salience at every turn."""
        document = self.context.document
        salience = Salience()
        turn_of = {turn.paragraph: number for number, turn in enumerate(document.turns)}
        breaks = set(document.breaks)
        by_turn = SalienceByTurn()
        for paragraph, (start, end) in enumerate(document.paragraphs):
            salience.decay(_SCENE if start in breaks else _PARAGRAPH)
            mentions = [m for m in self.context.mentions.within(start, end) if not m.quoted]
            turn = turn_of.get(paragraph)
            if turn is None:
                self._read(salience, mentions, start)
                continue
            quote = self.context.opening(turn).start
            self._read(salience, [m for m in mentions if m.start < quote], start)
            before, last = dict(salience.weights), dict(salience.last)
            self._read(salience, [m for m in mentions if m.start >= quote], quote)
            by_turn.add(TurnSalience(before, salience.weights, last))
            speaker = self.speakers[turn]
            if speaker is not None:
                salience.boost(speaker, _SPOKE)
        return by_turn

    def _read(self, salience: Salience, mentions: list[Mention], place: int) -> None:
        for mention in mentions:
            if _SENTENCE_END.search(self.context.document.narration[place : mention.start]):
                salience.decay(_SENTENCE)
            place = mention.start
            if mention.named:
                self._name(salience, mention)
            else:
                self._pronoun(salience, mention)

    def _name(self, salience: Salience, mention: Mention) -> None:
        weight = _NAME_FIRST if mention.opens else _NAME
        for person in mention.referents:
            salience.boost(person, weight / len(mention.referents))
        if len(mention.referents) == 1:
            salience.last[self.context.gender(mention.referents[0])] = mention.referents[0]

    def _pronoun(self, salience: Salience, mention: Mention) -> None:
        weight = _SUBJECT if mention.surface in SUBJECTS else _OTHER
        narrator = self.context.roster.narrator_at(mention.start)
        if mention.surface in _FIRST_PERSON:
            if narrator is not None:
                salience.boost(narrator, weight)
            return
        gender = PRONOUN_GENDER.get(mention.surface)
        if gender is None:
            return
        best, most = None, 0.0
        for person, salient in salience.weights.items():
            if person == narrator:
                continue  # who says I is never "he"
            own = self.context.gender(person)
            fit = salient if own == gender else _OF_UNKNOWN_GENDER * salient if own == "unknown" else 0.0
            if fit > most:
                best, most = person, fit
        if best is not None:
            salience.boost(best, weight)
            salience.last[gender] = best
            self.antecedents[mention.start] = best
