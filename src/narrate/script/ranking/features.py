"""What the ranker looks at: for every turn its candidates, and for every candidate a row of numbers.

Features describe the situation, never the person: shares of the book and the like fit one author and fail on
the next. Signs are -1, 0 or 1 where they can speak against a candidate (the tag names somebody else).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from narrate.model import Gender
from narrate.script.document import Mention
from narrate.script.evidence.subjects import ORDER
from narrate.script.ranking.columns import NEIGHBOURS
from narrate.script.ranking.neighbours import NEAR_TURNS, parity, sights_at, turns_to
from narrate.script.ranking.turn_features import Sight, tagged
from narrate.script.rules.pronoun import resolve

if TYPE_CHECKING:
    from narrate.script.ranking.candidates import Looker

_FAR = 40.0
_READILY = 0.4
"""A rival comes to mind so readily, against the candidate, or more."""
_NEAR_AHEAD = 2
"""Paragraphs after the turn's own whose mentions are counted."""


def _said_to(at: Sight | None) -> Gender:
    """The gender of whom a turn calls "sir" or "madam"."""
    if at is None or not any(at.address):
        return "unknown"
    return "male" if at.address[0] >= at.address[1] else "female"


def _people(mentions: Iterable[Mention]) -> set[int]:
    return {number for mention in mentions for number in mention.numbers}


def _against(person: int, other: int | None) -> float:
    """1 where another is the person, -1 where not, 0 where there is no other."""
    return 0.0 if other is None else 1.0 if other == person else -1.0


def _fit(gender: Gender, person: Gender) -> float:
    """1: the same gender; -1: the other; a little less than nothing when one is unknown."""
    if gender == "unknown":
        return 0.0
    if person == "unknown":
        return 0.2
    return 1.0 if gender == person else -1.0


class Frame:
    """A turn seen once, for all its candidates."""

    def __init__(self, looker: Looker, s: Sight, recent: dict[int, tuple[int, Mention]]) -> None:
        self.looker, self.s, self.recent = looker, s, recent
        desk = looker.desk
        self.before = looker.sights[s.number - 1] if s.number else None
        self.after = looker.sights[s.number + 1] if s.number + 1 < len(looker.sights) else None
        self.near_before = self.before if self.before and desk.turn(s.number).gap <= 2 and not desk.turn(s.number).fresh else None
        following = desk.turn(s.number + 1) if self.after else None
        self.near_after = self.after if self.after and following and following.gap <= 2 and not following.fresh else None
        tag = s.spoken if s.spoken and s.spoken.subject != "name" else None
        self.spoken_gender: Gender = tag.gender if tag and not tag.first else "unknown"
        beat = s.silent if s.silent and s.silent.subject != "name" and not s.spoken else None
        self.beat_gender: Gender = beat.gender if beat and not beat.first else "unknown"
        self.by_noun = bool(s.spoken and s.spoken.numbers and all(looker.roster.people[n].nominal for n in s.spoken.numbers))
        if self.by_noun and s.spoken:
            self.spoken_gender = desk.gender(s.spoken.numbers[0])
        pointer = tag or beat
        self.pointed = resolve(desk, s.number, pointer) if pointer and pointer.gender != "unknown" else None
        self.antecedent = looker.reader.antecedents.get(pointer.place) if pointer and pointer.subject == "pronoun" else None
        self.teller = looker.roster.teller(s.start)
        self.first_tag = any(t.first for t in s.tags[:1])
        told = s.spoken if self.by_noun else pointer if pointer and pointer.subject == "noun" else None
        self.noun = told.surface.split()[-1].lower() if told else ""
        glimpse = looker.glimpses[s.number]
        self.weights, self.later, self.last = glimpse.before, glimpse.after, glimpse.last
        self.weight_sum = sum(self.weights.values()) + 1e-6
        self.gender_sum: dict[Gender, float] = {"female": 1e-6, "male": 1e-6, "unknown": 1e-6}
        self.gender_weights: dict[Gender, list[float]] = {"female": [], "male": [], "unknown": []}
        for n, w in self.weights.items():
            self.gender_sum[looker.genders[n]] += w
            self.gender_weights[looker.genders[n]].append(w)
        for weights in self.gender_weights.values():
            weights.sort()
        self.ranked = {n: r for r, (n, _) in enumerate(sorted(self.weights.items(), key=lambda item: (-item[1], item[0])))}
        self.counts = {reach: self._count(s.paragraph - reach, s.paragraph) for reach in (3, 10)}
        self.ahead = self._count(s.paragraph + 1, s.paragraph + 1 + _NEAR_AHEAD)
        self.heads = Counter(
            n for p in range(s.paragraph - 5, s.paragraph) for m in looker.narrated.get(p, ()) if m.opens for n in m.numbers
        )
        self.by_gender = self._gender_ranks()
        self.subject, self.subject_here = self._subjects()
        self.pronouns = Counter(
            who for p in range(s.paragraph - 3, s.paragraph + 1) for at, who in looker.stood_for.get(p, ()) if at < s.start
        )
        self.shared = self._shared()
        self.worded = looker.worded(s.number)
        self._look_around()
        self.since, self.until = turns_to(looker, s, -1), turns_to(looker, s, 1)
        self.parity = parity(looker, s)

    def _look_around(self) -> None:
        """What the paragraphs and turns beside say of anybody."""
        looker, s = self.looker, self.s
        own = looker.narrated.get(s.paragraph, ())
        self.named_here = _people(m for m in own if m.start < s.start), _people(m for m in own if m.start > s.start)
        self.named_beside = [_people(looker.narrated.get(s.paragraph + step, ())) for step in (-1, 1)]
        self.opening = set(own[0].numbers) if own and own[0].opens else set()
        self.around = sights_at(looker, s, (0, -1, 1, -2, 2))
        self.said_to = [_said_to(at) for at in (self.around[1], self.around[2], s)]
        self.speakers = [at.known if at else None for at in sights_at(looker, s, NEIGHBOURS)]
        self.rules = [looker.rules[at.number] if at else None for at in sights_at(looker, s, (0, -2, -1, 1, 2))]
        self.spoken_here = looker.run_known[s.run].total() - (looker.known[s.number] is not None)

    def _subjects(self) -> tuple[int | None, int | None]:
        """Who heads the last sentence of narration before the quotation: anywhere near, and in its own paragraph."""
        for paragraph in range(self.s.paragraph, self.s.paragraph - 3, -1):
            for at, who in reversed(self.looker.heads.get(paragraph, ())):
                if at < self.s.start:
                    return who, who if paragraph == self.s.paragraph else None
        return None, None

    def _count(self, first: int, last: int) -> Counter[int]:
        return Counter(n for p in range(first, last) for m in self.looker.narrated.get(p, ()) for n in m.numbers)

    def _gender_ranks(self) -> dict[Gender, dict[int, int]]:
        ranks: dict[Gender, dict[int, int]] = {"female": {}, "male": {}, "unknown": {}}
        for number in self.recent:
            own = self.looker.genders[number]
            for gender in ("female", "male") if own == "unknown" else (own,):
                ranks[gender].setdefault(number, len(ranks[gender]))
        return ranks

    def _shared(self) -> dict[str, float]:
        """The numbers that are the same for every candidate."""
        s, desk = self.s, self.looker.desk
        turn = desk.turn(s.number)
        following = desk.turn(s.number + 1) if self.after else None
        rule = self.looker.rules[s.number]
        return {
            "plain": float(bool(s.spoken and s.spoken.verb and s.spoken.kind in ("verb-subject", "subject-verb"))),
            "gap": min(6.0, turn.gap),
            "gap after": min(6.0, following.gap) if following else 6.0,
            "fresh": float(turn.fresh),
            "continues": float(bool(s.number and turn.gap == 1 and not desk.pages.quotes[desk.turn(s.number - 1).last].closes)),
            "question": float("?" in s.text[-3:]),
            "question before": float(bool(self.near_before and "?" in self.near_before.text[-3:])),
            "length": math.log(len(s.text) + 1),
            "narration": math.log(s.narration + 1),
            "plain rule": rule[1] if rule else 0.0,
        }

    def row(self, person: int) -> list[float]:
        """The candidate's row, in the order of the columns' NAMES."""
        return [
            *self._tags(person),
            *self._calls(person),
            *self._nearness(person),
            *self._in_mind(person),
            *self._talk(person),
            *self._turn(person),
        ]

    def _tags(self, person: int) -> list[float]:
        s = self.s
        kinds = dict.fromkeys(ORDER, 0.0)
        people = self.looker.roster.people
        for tag in s.tags:
            if tag.subject == "name" and not kinds[tag.kind]:
                # "the girl" may yet be Nancy
                other = -0.4 if all(people[n].nominal for n in tag.numbers) and not people[person].nominal else -1.0
                kinds[tag.kind] = (1.0 if len(tag.numbers) == 1 else 0.6) if person in tag.numbers else other
        surfaces = people[person].surfaces
        kin = float(any(self.noun in surface.lower().split() for surface in surfaces)) if self.noun else 0.0
        return [
            *kinds.values(),
            self.shared["plain"],
            self._stands_for(self.spoken_gender, person),
            self._stands_for(self.beat_gender, person),
            _against(person, self.pointed),
            _against(person, self.antecedent),
            0.0 if not self.first_tag else 1.0 if person == self.teller else -1.0,
            kin,
        ]

    def _stands_for(self, pronoun: Gender, person: int) -> float:
        """How well a pronoun of the tag or the beat fits; none but I is the narrator's."""
        return -1.0 if pronoun != "unknown" and person == self.teller else _fit(pronoun, self.looker.genders[person])

    def _calls(self, person: int) -> list[float]:
        s, gender = self.s, self.looker.genders[person]
        called = [float(bool(at and person in at.called)) for at in self.around]
        _, before, after, *_ = self.around
        return [
            *called,
            float(bool(before and before.called and person not in before.called)),
            float(person in s.named),
            float(bool(before and person in before.named)),
            float(bool(after and person in after.named)),
            *(_fit(told, gender) for told in self.said_to),
            float(s.parent),
            float(bool(before and before.parent)),
            float(person in self.looker.children),
        ]

    def _nearness(self, person: int) -> list[float]:
        s, looker = self.s, self.looker
        gender = looker.genders[person]
        wanted: Gender = self.spoken_gender if self.spoken_gender != "unknown" else gender
        rank, mention = self.recent.get(person, (int(_FAR), None))
        return [
            math.log(s.start - mention.start + 1) if mention else 12.0,
            min(_FAR, rank),
            float(min(_FAR, self.by_gender[wanted].get(person, _FAR))),
            min(_FAR, s.paragraph - mention.paragraph) if mention else _FAR,
            float(bool(mention and len(mention.numbers) > 1)),
            float(bool(mention and mention.opens)),
            *(float(person in people) for people in self.named_here),
            *(float(person in people) for people in self.named_beside),
            float(person in self.opening),
            min(8.0, self.counts[3][person]),
            min(20.0, self.counts[10][person]),
            min(6.0, self.ahead[person]),
            min(8.0, self.heads[person]),
        ]

    def _in_mind(self, person: int) -> list[float]:
        weight = self.weights.get(person, 0.0)
        gender = self.looker.genders[person]
        rivals = self.gender_weights[gender]
        return [
            weight,
            weight / self.weight_sum,
            min(12.0, self.ranked.get(person, 12)),
            weight / self.gender_sum[gender],
            self.later.get(person, 0.0),
            _against(person, self.last.get(gender)),
            _against(person, self.subject),
            _against(person, self.subject_here),
            min(6.0, self.pronouns[person]),
            float(len(rivals) - bisect_right(rivals, _READILY * weight) - (weight > 0)),
        ]

    def _talk(self, person: int) -> list[float]:
        looker, s = self.looker, self.s
        known = looker.run_known[s.run]
        own = 1 if looker.known[s.number] == person else 0
        speaks = known[person] > own
        people = len(known) - (own and not speaks)
        return [
            *(_against(person, who) for who in self.speakers),
            self.since.get(person, NEAR_TURNS + 1.0),
            self.until.get(person, NEAR_TURNS + 1.0),
            (known[person] - own) / self.spoken_here if self.spoken_here else 0.0,
            min(8.0, people),
            float(people == 2 and speaks),
            float(self.parity[person]),
        ]

    def _turn(self, person: int) -> list[float]:
        looker, s, shared = self.looker, self.s, self.shared
        who = looker.roster.people[person]
        gender = looker.genders[person]
        rules = [0.0 if rule is None else rule[1] if rule[0] == person else -rule[1] for rule in self.rules]
        return [
            shared["gap"],
            shared["gap after"],
            shared["fresh"],
            shared["continues"],
            shared["question"],
            shared["question before"],
            shared["length"],
            float(len(looker.desk.turn(s.number).quotes)),
            shared["narration"],
            tagged(s),
            tagged(self.near_before),
            tagged(self.near_after),
            float(who.nominal),
            float(person == self.teller),
            float(self.teller is not None),
            float(gender != "unknown"),
            float(gender == "female"),
            math.log(looker.talk[person] + 1 - (looker.sights[s.number].known == person)),
            looker.style(person, s.number, self.worded),
            float(min(30, len(s.candidates))),
            max(0.0, rules[0]),
            *rules[1:],
            shared["plain rule"],
        ]
