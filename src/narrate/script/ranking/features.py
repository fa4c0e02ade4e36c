"""What the ranker looks at: for every turn its candidates, and for every candidate a row of numbers.

Features describe the situation, never the person: shares of the book and the like fit one author and fail on
the next. Features are -1, 0 or 1 where they can speak against a candidate (the tag names somebody else).
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right

from narrate.model import Gender
from narrate.script.evidence.subjects import TAG_KINDS
from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.local_context import LocalContext
from narrate.script.ranking.neighbours import NEAR_TURNS
from narrate.script.ranking.turn_features import tagged

_FAR = 40.0
_READILY = 0.4
"""A rival comes to mind so readily, against the candidate, or more."""
_LONG_AGO = 12.0
"""Log characters since the last mention of somebody who has none near."""


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
        features = CandidateFeatures(LocalContext(index, turn, recent))
        for person in candidates:
            table.numbers.extend(features.row(person))
            table.turns.append(turn.number)
            table.people.append(person)
    return table


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


class CandidateFeatures:
    """The rows of one turn's candidates."""

    def __init__(self, local: LocalContext) -> None:
        self.local, self.turn, self.index = local, local.turn, local.index
        self.situation = self._situation()

    def row(self, person: int) -> list[float]:
        """The candidate's row, in the order of the columns' NAMES."""
        return [
            *self._tags(person),
            *self._calls(person),
            *self._nearness(person),
            *self._salience(person),
            *self._talk(person),
            *self._turn(person),
        ]

    def _situation(self) -> dict[str, float]:
        """The numbers that are the same for every candidate."""
        here, local = self.turn, self.local
        turn = self.index.context.turn(here.number)
        before, rule, tag = local.near_before, local.rules[0], here.speech_tag
        return {
            "plain": float(bool(tag and tag.verb and tag.kind in ("verb-subject", "subject-verb"))),
            "gap": min(6.0, turn.gap),
            "gap after": min(6.0, local.next_turn.gap) if local.next_turn else 6.0,
            "fresh": float(turn.new_scene),
            "continues": float(self.index.continues(here.number)),
            "question": float("?" in here.text[-3:]),
            "question before": float(bool(before and "?" in before.text[-3:])),
            "length": math.log(len(here.text) + 1),
            "narration": math.log(here.narration_length + 1),
            "plain rule": rule[1] if rule else 0.0,
        }

    def _tags(self, person: int) -> list[float]:
        local = self.local
        kinds = dict.fromkeys(TAG_KINDS, 0.0)
        people = self.index.roster.people
        for tag in self.turn.tags:
            if tag.subject == "name" and not kinds[tag.kind]:
                # "the girl" may yet be Nancy
                other = -0.4 if all(people[n].nominal for n in tag.referents) and not people[person].nominal else -1.0
                kinds[tag.kind] = (1.0 if len(tag.referents) == 1 else 0.6) if person in tag.referents else other
        surfaces = people[person].surfaces
        has_noun = any(local.noun in surface.lower().split() for surface in surfaces) if local.noun else False
        return [
            *kinds.values(),
            self.situation["plain"],
            self._stands_for(local.spoken_gender, person),
            self._stands_for(local.beat_gender, person),
            _against(person, local.resolved),
            _against(person, local.antecedent),
            0.0 if not local.first_person_tag else 1.0 if person == local.narrator else -1.0,
            float(has_noun),
        ]

    def _stands_for(self, pronoun: Gender, person: int) -> float:
        """How well a pronoun of the tag or the beat fits; none but I is the narrator's."""
        return -1.0 if pronoun != "unknown" and person == self.local.narrator else _fit(pronoun, self.index.genders[person])

    def _calls(self, person: int) -> list[float]:
        gender, around = self.index.genders[person], self.local.around
        _, before, after, *_ = around
        return [
            *(float(bool(at and person in at.called)) for at in around),
            float(bool(before and before.called and person not in before.called)),
            float(person in self.turn.named),
            float(bool(before and person in before.named)),
            float(bool(after and person in after.named)),
            *(_fit(addressed, gender) for addressed in self.local.said_to),
            float(self.turn.calls_parent),
            float(bool(before and before.calls_parent)),
            float(person in self.index.children),
        ]

    def _nearness(self, person: int) -> list[float]:
        turn, local = self.turn, self.local
        gender = local.spoken_gender if local.spoken_gender != "unknown" else self.index.genders[person]
        rank, mention = local.recent.get(person, (int(_FAR), None))
        return [
            math.log(turn.start - mention.start + 1) if mention else _LONG_AGO,
            min(_FAR, rank),
            float(min(_FAR, local.gender_rank[gender].get(person, _FAR))),
            min(_FAR, turn.paragraph - mention.paragraph) if mention else _FAR,
            float(bool(mention and len(mention.referents) > 1)),
            float(bool(mention and mention.opens)),
            *(float(person in people) for people in local.named_here),
            *(float(person in people) for people in local.named_beside),
            float(person in local.opening),
            min(8.0, local.counts[3][person]),
            min(20.0, local.counts[10][person]),
            min(6.0, local.ahead[person]),
            min(8.0, local.heads[person]),
        ]

    def _salience(self, person: int) -> list[float]:
        local = self.local
        weight = local.weights.get(person, 0.0)
        gender = self.index.genders[person]
        rivals = local.gender_weights[gender]
        return [
            weight,
            weight / local.weight_sum,
            min(12.0, local.salience_rank.get(person, 12)),
            weight / local.gender_sum[gender],
            local.weights_after.get(person, 0.0),
            _against(person, local.last.get(gender)),
            _against(person, local.subject),
            _against(person, local.subject_here),
            min(6.0, local.pronouns[person]),
            float(len(rivals) - bisect_right(rivals, _READILY * weight) - (weight > 0)),
        ]

    def _talk(self, person: int) -> list[float]:
        local = self.local
        known = self.index.run_speakers[self.turn.run]
        own = 1 if self.turn.known == person else 0
        speaks = known[person] > own
        people = len(known) - (own and not speaks)
        return [
            *(_against(person, speaker) for speaker in local.speakers),
            local.since.get(person, NEAR_TURNS + 1.0),
            local.until.get(person, NEAR_TURNS + 1.0),
            (known[person] - own) / local.spoken_in_run if local.spoken_in_run else 0.0,
            min(8.0, people),
            float(people == 2 and speaks),
            float(local.parity[person]),
        ]

    def _turn(self, person: int) -> list[float]:
        index, turn, local, situation = self.index, self.turn, self.local, self.situation
        gender = index.genders[person]
        rules = [0.0 if rule is None else rule[1] if rule[0] == person else -rule[1] for rule in local.rules]
        return [
            situation["gap"],
            situation["gap after"],
            situation["fresh"],
            situation["continues"],
            situation["question"],
            situation["question before"],
            situation["length"],
            float(len(index.context.turn(turn.number).quotes)),
            situation["narration"],
            tagged(turn),
            tagged(local.near_before),
            tagged(local.near_after),
            float(index.roster.people[person].nominal),
            float(person == local.narrator),
            float(local.narrator is not None),
            float(gender != "unknown"),
            float(gender == "female"),
            math.log(index.talk[person] + 1 - (turn.known == person)),
            index.style.log_odds(person, local.words, turn.known),
            float(min(30, len(turn.candidates))),
            max(0.0, rules[0]),
            *rules[1:],
            situation["plain rule"],
        ]
