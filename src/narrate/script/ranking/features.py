"""What the ranker looks at: for every turn its candidates, and for every candidate a row of numbers.

Features describe the situation, never the person: shares of the book and the like fit one author and fail on
the next. Features are -1, 0 or 1 where they can speak against a candidate (the tag names somebody else).
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, repeat
from typing import TypeAlias

from narrate.model import Gender
from narrate.script.evidence.subjects import TAG_KINDS, Tag, TagKind
from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.local_context import LocalContext
from narrate.script.ranking.neighbours import NEAR_TURNS
from narrate.script.ranking.turn_features import tagged

_FAR = 40.0
_READILY = 0.4
"""A rival comes to mind so readily, against the candidate, or more."""
_LONG_AGO = 12.0
"""Log characters since the last mention of somebody who has none near."""
Column: TypeAlias = Iterable[float]


class FeatureTable:
    """The rows of a stretch of turns. The numbers of row i, as many as there are NAMES, stand one after the other in `numbers`;
    it belongs to the turn `turns[i]` and the person `people[i]`. Turns stand in order, the first is `first`."""

    def __init__(self, first: int = 0) -> None:
        self.first = first
        self.numbers = array("f")
        self.turns: list[int] = []
        self.people: list[int] = []


def feature_table(index: DialogueIndex, first: int = 0, end: int | None = None) -> FeatureTable:
    """The rows of a stretch of turns, or of the whole book. Stretches are to be asked for in order."""
    table = FeatureTable(first)
    for turn in index.turns[first:end]:
        recent = index.recent(turn)
        candidates = index.find_candidates(turn, recent)
        columns = CandidateFeatures(LocalContext(index, turn, recent), candidates).columns()
        table.numbers.extend(chain.from_iterable(zip(*columns, strict=False)))
        table.turns.extend(repeat(turn.number, len(candidates)))
        table.people.extend(candidates)
    return table


class CandidateFeatures:
    """What the ranker looks at of one turn's candidates, column by column: a number for each of them, or one for them all, which
    is repeated without end."""

    def __init__(self, local: LocalContext, candidates: Sequence[int]) -> None:
        self.local, self.turn, self.index, self.candidates = local, local.turn, local.index, candidates
        self.genders = [self.index.genders[person] for person in candidates]
        people = self.index.roster.people
        self.nominal = [people[person].nominal for person in candidates]

    def columns(self) -> list[Column]:
        """The columns in the order of their NAMES."""
        return [*self._tags(), *self._calls(), *self._nearness(), *self._salience(), *self._talk(), *self._turn()]

    def _among(self, people: Collection[int]) -> Column:
        """1 for who is among these people."""
        return [float(person in people) for person in self.candidates] if people else repeat(0.0)

    def _is(self, other: int | None) -> Column:
        """1 for this person, -1 for everybody else; 0 where there is no such person."""
        return repeat(0.0) if other is None else [1.0 if person == other else -1.0 for person in self.candidates]

    def _counted(self, counts: Mapping[int, float], most: float) -> Column:
        """How often, or how much, something is counted for each; at most so much."""
        return [min(most, counts.get(person, 0.0)) for person in self.candidates] if counts else repeat(0.0)

    def _fits(self, gender: Gender) -> Column:
        """1 for those of the same gender, -1 for the other; a little more than nothing where theirs is unknown."""
        if gender == "unknown":
            return repeat(0.0)
        fits = {gender: 1.0, "unknown": 0.2}
        return [fits.get(own, -1.0) for own in self.genders]

    def _tags(self) -> list[Column]:
        local, spoken = self.local, self.turn.speech_tag
        kinds: dict[TagKind, Column] = dict.fromkeys(TAG_KINDS, repeat(0.0))
        for tag in reversed(self.turn.tags):  # so that the first of a kind counts
            if tag.subject == "name":
                kinds[tag.kind] = self._named_in_tag(tag)
        return [
            *kinds.values(),
            repeat(float(bool(spoken and spoken.verb and spoken.kind in ("verb-subject", "subject-verb")))),
            self._stands_for(local.spoken_gender),
            self._stands_for(local.beat_gender),
            self._is(local.resolved),
            self._is(local.antecedent),
            repeat(0.0) if not local.first_person_tag else self._is_narrator(-1.0),
            [float(self._has_noun(person)) for person in self.candidates] if local.noun else repeat(0.0),
        ]

    def _named_in_tag(self, tag: Tag) -> Column:
        """How well a tag that gives a name fits: -1 for whom it does not name, but "the girl" may yet be Nancy."""
        people = self.index.roster.people
        right = 1.0 if len(tag.referents) == 1 else 0.6
        by_noun = all(people[n].nominal for n in tag.referents)
        return [
            right if person in tag.referents else -0.4 if by_noun and not nominal else -1.0
            for person, nominal in zip(self.candidates, self.nominal, strict=True)
        ]

    def _has_noun(self, person: int) -> bool:
        """Whether somebody goes by the noun of the tag."""
        return any(self.local.noun in surface.lower().split() for surface in self.index.roster.people[person].surfaces)

    def _is_narrator(self, otherwise: float) -> Column:
        narrator = self.local.narrator
        return repeat(otherwise) if narrator is None else [1.0 if p == narrator else otherwise for p in self.candidates]

    def _stands_for(self, pronoun: Gender) -> Column:
        """How well a pronoun of the tag or the beat fits; none but I is the narrator's."""
        fits, narrator = self._fits(pronoun), self.local.narrator
        if pronoun == "unknown" or narrator is None:
            return fits
        return [-1.0 if person == narrator else fit for person, fit in zip(self.candidates, fits, strict=True)]

    def _calls(self) -> list[Column]:
        turn, (_, before, after, *_) = self.turn, self.local.around
        called = before.called if before else frozenset()
        return [
            *(self._among(at.called if at else ()) for at in self.local.around),
            [float(person not in called) for person in self.candidates] if called else repeat(0.0),
            self._among(turn.mention_counts),
            self._among(before.mention_counts if before else ()),
            self._among(after.mention_counts if after else ()),
            *(self._fits(addressed) for addressed in self.local.said_to),
            repeat(float(turn.calls_parent)),
            repeat(float(bool(before and before.calls_parent))),
            self._among(self.index.children),
        ]

    def _nearness(self) -> list[Column]:
        local = self.local
        return [
            *self._last_mention(),
            *map(self._among, local.named_here),
            *map(self._among, local.named_beside),
            self._among(local.opening),
            self._counted(local.counts[3], 8.0),
            self._counted(local.counts[10], 20.0),
            self._counted(local.ahead, 6.0),
            self._counted(local.heads, 8.0),
        ]

    def _last_mention(self) -> list[Column]:
        """How long ago each was last named in narration, and how."""
        local, turn, recent = self.local, self.turn, self.local.recent
        spoken = local.spoken_gender
        ranks = [local.gender_rank[own if spoken == "unknown" else spoken] for own in self.genders]
        last = [recent[person][1] if person in recent else None for person in self.candidates]
        return [
            [math.log(turn.start - mention.start + 1) if mention else _LONG_AGO for mention in last],
            [min(_FAR, recent[person][0]) if person in recent else _FAR for person in self.candidates],
            [min(_FAR, rank.get(person, _FAR)) for person, rank in zip(self.candidates, ranks, strict=True)],
            [min(_FAR, turn.paragraph - mention.paragraph) if mention else _FAR for mention in last],
            [float(bool(mention and len(mention.referents) > 1)) for mention in last],
            [float(bool(mention and mention.opens)) for mention in last],
        ]

    def _salience(self) -> list[Column]:
        local = self.local
        weights = [local.weights.get(person, 0.0) for person in self.candidates]
        return [
            weights,
            [weight / local.weight_sum for weight in weights],
            [min(12.0, local.salience_rank.get(person, 12)) for person in self.candidates],
            [weight / local.gender_sum[gender] for weight, gender in zip(weights, self.genders, strict=True)],
            self._counted(local.weights_after, math.inf),
            self._is_last_of_gender(),
            self._is(local.subject),
            self._is(local.subject_here),
            self._counted(local.pronouns, 6.0),
            [self._rivals(weight, gender) for weight, gender in zip(weights, self.genders, strict=True)],
        ]

    def _is_last_of_gender(self) -> Column:
        """1 for whom a pronoun or a name of their gender stood last; -1 where it was another."""
        last = [self.local.last.get(gender) for gender in self.genders]
        return [
            0.0 if other is None else 1.0 if person == other else -1.0
            for person, other in zip(self.candidates, last, strict=True)
        ]

    def _rivals(self, weight: float, gender: Gender) -> float:
        rivals = self.local.gender_weights[gender]
        return float(len(rivals) - bisect_right(rivals, _READILY * weight) - (weight > 0))

    def _talk(self) -> list[Column]:
        local = self.local
        run_speakers = self.index.run_speakers[self.turn.run]
        own = [int(self.turn.certain_speaker == person) for person in self.candidates]
        elsewhere = [run_speakers[person] - n for person, n in zip(self.candidates, own, strict=True)]
        people = [len(run_speakers) - (n and not times) for n, times in zip(own, elsewhere, strict=True)]
        return [
            *map(self._is, local.speakers),
            [local.since.get(person, NEAR_TURNS + 1.0) for person in self.candidates],
            [local.until.get(person, NEAR_TURNS + 1.0) for person in self.candidates],
            [times / local.spoken_in_run for times in elsewhere] if local.spoken_in_run else repeat(0.0),
            [min(8.0, count) for count in people],
            [float(count == 2 and times > 0) for count, times in zip(people, elsewhere, strict=True)],
            self._counted(local.parity, math.inf),
        ]

    def _turn(self) -> list[Column]:
        """What is the same for every candidate, and what is known of each in all the book."""
        index, turn, local = self.index, self.turn, self.local
        turn_here = index.context.turn(turn.number)
        before, rule = local.near_before, local.rules[0]
        constant = [
            min(6.0, turn_here.gap),
            min(6.0, local.next_turn.gap) if local.next_turn else 6.0,
            float(turn_here.new_scene),
            float(index.continues(turn.number)),
            float("?" in turn.text[-3:]),
            float(bool(before and "?" in before.text[-3:])),
            math.log(len(turn.text) + 1),
            float(len(turn_here.quotes)),
            math.log(turn.narration_length + 1),
            tagged(turn),
            tagged(before),
            tagged(local.near_after),
        ]
        return [
            *map(repeat, constant),
            list(map(float, self.nominal)),
            self._is_narrator(0.0),
            repeat(float(local.narrator is not None)),
            [float(gender != "unknown") for gender in self.genders],
            [float(gender == "female") for gender in self.genders],
            [math.log(index.talk[person] + 1 - (turn.certain_speaker == person)) for person in self.candidates],
            index.style.log_odds(self.candidates, turn, turn.certain_speaker),
            repeat(float(min(30, len(self.candidates)))),
            [rule[1] if rule and rule[0] == person else 0.0 for person in self.candidates],
            *map(self._agrees, local.rules[1:]),
            repeat(rule[1] if rule else 0.0),
        ]

    def _agrees(self, rule: tuple[int, float] | None) -> Column:
        """The confidence of a rule's verdict: for whom it speaks, and against everybody else."""
        if rule is None:
            return repeat(0.0)
        return [rule[1] if rule[0] == person else -rule[1] for person in self.candidates]
