"""What the turns and the narration of a whole book show of two people: numbers by which to say whether they are one.

They are asked once everybody's speaker is predicted, so every turn counts, not only those with tags.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from narrate.script.evidence.context import Context
from narrate.script.identity.merging import sentences_by_person
from narrate.script.identity.unnamed import is_generic
from narrate.script.lexicon import kin
from narrate.script.names.nicknames import are_variants
from narrate.script.names.roster import Person
from narrate.script.names.titles import split_title

NEAR = 6
"""Turns that are looked at before and after one."""
_SHOWN = 2
_PAGE = 30
"""Paragraphs that are looked at as one page."""
Pair = tuple[int, int]

FEATURES: tuple[str, ...] = (
    "near",  # share of the rarer one's turns that have the other within six turns
    "answers",  # how often the two speak one after the other, for each turn of the rarer
    "answers when near",
    "alternates",  # how often they stand two turns apart with somebody else between, for each turn of the rarer
    "alternates rather than answers",
    "partners",  # share of the rarer one's talk that is with people with whom the other talks, too
    "answers to the name",  # how often one answers where the other is called, of all such calls
    "called by the other",  # how often one calls the other by name, for each turn of the rarer (log)
    "spoken of by the other",
    "sentence",  # share of the sentences of narration that name the rarer and name the other, too
    "paragraph",
    "page",
    "page more than chance",
    "same gender",
    "gender unknown",
    "surname",  # both have it
    "given name",  # both have it, or forms of it
    "two given names",  # which are no forms of one
    "two surnames",
    "given and surname",  # one is known by a given name only, the other by a surname only
    "one noun",
    "two nouns",
    "kin",
    "generic",  # "the girl", "his mother"
    "only called",  # share of the rarer one's mentions that stand in quotations
    "during",  # share of the rarer one's turns that lie between the first and the last of the other's
    "turns of the rarer",  # log
    "turns of the other",
)


@dataclass
class PairEvidence:
    """Counts over a book. Pairs are ordered, the smaller roster number first; persons and pages as in the roster and the text."""

    context: Context
    speakers: Sequence[int]
    turns: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    near: Counter[Pair] = field(default_factory=Counter)
    answers: Counter[Pair] = field(default_factory=Counter)
    alternates: Counter[Pair] = field(default_factory=Counter)
    partners: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    called: Counter[int] = field(default_factory=Counter)
    answered: Counter[Pair] = field(default_factory=Counter)
    calls: Counter[Pair] = field(default_factory=Counter)
    speaks_of: Counter[Pair] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for number, speaker in enumerate(self.speakers):
            self.turns[speaker].append(number)
        self._read_turns()
        self._read_quotations()
        self.sentences = sentences_by_person(self.context)
        self.paragraphs, self.mentioned, self.quoted = self._mentions()
        self.pages = {n: {p // _PAGE for p in found} for n, found in self.paragraphs.items()}
        self.all_pages = len(set().union(*self.pages.values())) if self.pages else 0

    def _read_turns(self) -> None:
        turns, speakers = self.context.document.turns, self.speakers
        for number, speaker in enumerate(speakers):
            seen: set[int] = set()
            for step in range(1, NEAR + 1):
                at = number + step
                if at >= len(speakers) or turns[at].new_scene or turns[at].paragraph - turns[number].paragraph > 2 * NEAR:
                    break
                other = speakers[at]
                if other == speaker:
                    continue
                pair = ordered(speaker, other)
                if other not in seen:
                    self.near[pair] += 1
                seen.add(other)
                adjacent = turns[at].paragraph - turns[number].paragraph == step
                if step == 1 and turns[at].gap <= 2:
                    self.answers[pair] += 1
                    self.partners[speaker][other] += 1
                    self.partners[other][speaker] += 1
                elif step == 2 and adjacent and speakers[at - 1] not in pair:
                    self.alternates[pair] += 1

    def _read_quotations(self) -> None:
        turns = self.context.document.turns
        for number, turn in enumerate(turns):
            speaker = self.speakers[number]
            vocatives = {m.start for q in turn.quotes for m in self.context.vocatives[q]}
            after = number + 1 < len(turns) and turns[number + 1].gap <= 2 and not turns[number + 1].new_scene
            for quote in (self.context.document.quotes[q] for q in turn.quotes):
                for mention in self.context.mentions.within(quote.start, quote.end):
                    if len(mention.referents) != 1 or mention.referents[0] == speaker:
                        continue
                    who = mention.referents[0]
                    (self.calls if mention.start in vocatives else self.speaks_of)[ordered(speaker, who)] += 1
                    if mention.start in vocatives and after:
                        self.called[who] += 1
                        self.answered[who, self.speakers[number + 1]] += 1

    def _mentions(self) -> tuple[dict[int, set[int]], Counter[int], Counter[int]]:
        paragraphs: dict[int, set[int]] = defaultdict(set)
        mentioned: Counter[int] = Counter()
        quoted: Counter[int] = Counter()
        for mention in self.context.mentions.all:
            if len(mention.referents) == 1:
                who = mention.referents[0]
                mentioned[who] += 1
                quoted[who] += mention.quoted
                if not mention.quoted:
                    paragraphs[who].add(mention.paragraph)
        return paragraphs, mentioned, quoted

    def features(self, one: int, other: int) -> list[float]:
        """The numbers FEATURES of two people of whom each has spoken."""
        rarer, oftener = sorted((one, other), key=lambda n: (len(self.turns[n]), n))
        pair = ordered(one, other)
        return [
            *self._turn_features(rarer, oftener, pair),
            *self._text_features(rarer, oftener),
            *self._name_features(pair),
            *self._extent_features(rarer, oftener),
        ]

    def reason(self, one: int, other: int) -> str:
        """What speaks for two people being one, in plain words."""
        people, pair = self.context.roster.people, ordered(one, other)
        shared = [who for who, _ in (self.partners[one] & self.partners[other]).most_common(_SHOWN) if who not in pair]
        said = [f"both talk with {' and '.join(people[who].name for who in shared)}"] if shared else []
        answers = f"answer each other {self.answers[pair]} times" if self.answers[pair] else "never answer each other"
        said.append(answers + (f", though near each other {self.near[pair]} times" if self.near[pair] else ""))
        if answered := self.answered[one, other] + self.answered[other, one]:
            said.append(f"where the one is called the other answers, {answered} of {self.called[one] + self.called[other]} times")
        names = [set().union(*_parts(people[n])) for n in pair]
        if common := names[0] & names[1]:
            said.append(f"both are called {min(common)}")
        return "; ".join(said)

    def _turn_features(self, rarer: int, oftener: int, pair: Pair) -> list[float]:
        few = len(self.turns[rarer])
        talk = self.partners[rarer]
        shared = sum(min(count, self.partners[oftener][who]) for who, count in talk.items() if who not in pair)
        called = self.called[rarer] + self.called[oftener]
        return [
            min(1.0, self.near[pair] / few),
            min(1.0, self.answers[pair] / few),
            (self.answers[pair] + 0.5) / (self.near[pair] + 2),
            min(1.0, self.alternates[pair] / few),
            math.log((self.alternates[pair] + 1) / (self.answers[pair] + 1)),
            shared / max(1, talk.total()),
            (self.answered[rarer, oftener] + self.answered[oftener, rarer]) / (called + 2),
            math.log1p(10 * self.calls[pair] / few),
            math.log1p(10 * self.speaks_of[pair] / few),
        ]

    def _text_features(self, rarer: int, oftener: int) -> list[float]:
        shares = []
        for found in (self.sentences, self.paragraphs, self.pages):
            mine, theirs = found.get(rarer, set()), found.get(oftener, set())
            shares.append(len(mine & theirs) / max(1, min(len(mine), len(theirs))))
        mine, theirs = (self.pages.get(n, set()) for n in (rarer, oftener))
        chance = len(mine) * len(theirs) / max(1, self.all_pages)
        return [*shares, math.log((len(mine & theirs) + 1) / (chance + 1))]

    def _name_features(self, pair: Pair) -> list[float]:
        one, other = (self.context.roster.people[n] for n in pair)
        firsts, lasts = zip(*(_parts(person) for person in (one, other)), strict=True)
        given = any(a == b or are_variants(a, b) for a in firsts[0] for b in firsts[1])
        halves = any(firsts[a] and not lasts[a] and lasts[b] and not firsts[b] for a, b in ((0, 1), (1, 0)))
        surname = bool(lasts[0] & lasts[1])
        nouns = [person for person in (one, other) if person.nominal]
        known = one.gender != "unknown" and other.gender != "unknown"
        return [
            float(known and one.gender == other.gender),
            float(not known),
            float(surname),
            float(given),
            float(bool(firsts[0] and firsts[1]) and not given),
            float(bool(lasts[0] and lasts[1]) and not surname),
            float(halves),
            float(len(nouns) == 1),
            float(len(nouns) == 2),
            float(any(word in kin() for person in nouns for word in person.name.split())),
            float(any(is_generic(self.context.document, person) for person in nouns)),
        ]

    def _extent_features(self, rarer: int, oftener: int) -> list[float]:
        mine, theirs = self.turns[rarer], self.turns[oftener]
        during = sum(theirs[0] <= turn <= theirs[-1] for turn in mine) / len(mine)
        called = self.quoted[rarer] / max(1, self.mentioned[rarer])
        return [called, during, math.log(len(mine)), math.log(len(theirs))]


def ordered(one: int, other: int) -> Pair:
    """Two roster numbers as a pair, the smaller first."""
    return (one, other) if one < other else (other, one)


def _parts(person: Person) -> tuple[frozenset[str], frozenset[str]]:
    """The given names and the surnames among somebody's names; a bare name alone is a given one, with a title a surname."""
    firsts, lasts = set(), set()
    for surface in person.surfaces:
        if surface[:1].islower():
            continue
        title, core = split_title(surface)
        if len(core) > 1:
            firsts.add(core[0])
            lasts.add(core[-1])
        elif title or core[0] == person.last:
            lasts.add(core[0])
        else:
            firsts.add(core[0])
    return frozenset(firsts - lasts), frozenset(lasts)
