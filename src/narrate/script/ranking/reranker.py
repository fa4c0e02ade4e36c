"""Reranks the turns of which the ranker is not sure: their likeliest candidates, weighed by what is said.

Once every turn has a likely speaker, the words tell how each person talks, whom they call what, and of what they speak. The
ranker's columns know only the few turns whose tag gives a name. The weights are words/reranker.txt, learned by
tools/train_attribution.py.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.decode import Floats
from narrate.script.ranking.layout import Layout
from narrate.script.ranking.scene import SCENE_FEATURES, Scene
from narrate.script.ranking.speech_habits import MANNERS, SpeechHabits

MODEL = "reranker.txt"
UNSURE, CANDIDATES = 0.9, 3
"""Turns whose speaker is less likely are looked at again, so many candidates each."""
LIKELY = 0.5
"""From which chance on a turn shows how its speaker talks."""
NEAR, FAR = 12, 60
"""Turns before and after in which somebody speaks of the same things."""
AROUND = (-2, -1, 1, 2)
REACHES = (8, 30, 100)
_NEVER = 6.0
"""Log turns since somebody spoke who has not, or will not."""
FEATURES: tuple[str, ...] = (
    "chance",  # log chance after the decoding
    "behind",  # how far the candidate is behind the likeliest
    *(f"speaks {step:+d}" for step in AROUND),  # the candidate is the likely speaker there; -0.5 outside this run
    "stays",  # log odds that the speaker before goes on, for that speaker
    "returns",  # the same of the speaker of two turns ago
    "style",  # words, against those of all their likely turns
    *MANNERS,
    "terms",  # "sir", "my dear": whether the candidate says so
    "calls",  # the names by which people are called in the turn: whether the candidate calls them so
    "names",  # the same of people spoken of
    "first word",
    "topic near",
    "topic far",
    *(f"turns {reach}" for reach in REACHES),  # likely turns of the candidate, so many turns before and after (log)
    "turns",
    "since",  # log turns since the candidate spoke, and until
    "until",
    "answers before",  # log of how often the candidate and the speaker before speak one after the other
    "answers after",
    *SCENE_FEATURES,
)


class Reranker:
    """The turns of a stretch with their likely speakers, as decoded: `chances` of rows, `chosen` a row for each turn."""

    def __init__(self, index: DialogueIndex, layout: Layout, chances: Floats, chosen: NDArray[np.int64]) -> None:
        self._index, self._layout, self._chances, self._chosen = index, layout, chances, chosen
        self._turns = index.turns[layout.first : layout.first + len(chosen)]
        self._speakers: list[int] = layout.people[chosen].tolist()
        sure = (chances[chosen] >= LIKELY).tolist()
        self._habits = SpeechHabits(
            index, self._turns, [who if likely else None for who, likely in zip(self._speakers, sure, strict=True)]
        )
        self._places: dict[int, list[int]] = defaultdict(list)
        self._pairs: Counter[tuple[int, int]] = Counter()
        for at, who in enumerate(self._speakers):
            self._places[who].append(at)
            if (before := self._speaker(at - 1, at)) is not None:
                self._pairs.update({(who, before), (before, who)})

    def _speaker(self, at: int, run_of: int) -> int | None:
        """The likely speaker of a turn, if it is of the same run as another."""
        inside = 0 <= at < len(self._turns) and self._turns[at].run == self._turns[run_of].run
        return self._speakers[at] if inside else None

    def unsure(self) -> list[int]:
        """The places of the turns that are ranked again."""
        places: list[int] = np.flatnonzero(self._chances[self._chosen] < UNSURE).tolist()
        return places

    def candidates(self, at: int) -> list[int]:
        """The rows of a turn's likeliest candidates, the chosen one first."""
        starts, chosen = self._layout.starts, int(self._chosen[at])
        first, end = int(starts[at]), int(starts[at + 1]) if at + 1 < len(starts) else len(self._chances)
        order = (first + np.argsort(-self._chances[first:end], kind="stable")).tolist()
        return [chosen, *(row for row in order if row != chosen)][:CANDIDATES]

    def features(self, at: int) -> Floats:
        """The FEATURES of a turn's `candidates`, a row for each."""
        rows = self.candidates(at)
        people: list[int] = self._layout.people[rows].tolist()
        chances: list[float] = self._chances[rows].tolist()
        scene = Scene(self._index, self._turns[at])
        return np.array(
            [
                [
                    math.log(max(chance, 1e-3)),
                    max(chances) - chance,
                    *self._around(at, who),
                    style,
                    *self._speech(at, who),
                    *self._extent(at, who),
                    *scene.row(who),
                ]
                for who, chance, style in zip(people, chances, self._habits.style(people, at), strict=True)
            ]
        )

    def _around(self, at: int, person: int) -> list[float]:
        speakers = {step: self._speaker(at + step, at) for step in AROUND}
        return [
            *(-0.5 if who is None else float(who == person) for who in speakers.values()),
            float(self._layout.stays[at]) * (speakers[-1] == person),
            float(self._layout.returns[at]) * (speakers[-2] == person),
        ]

    def _speech(self, at: int, person: int) -> list[float]:
        habits = self._habits
        return [
            *habits.manner(person, at),
            *(habit.log_odds(person, at) for habit in habits.habits),
            *(habits.topic(person, at, reach) for reach in (NEAR, FAR)),
        ]

    def _extent(self, at: int, person: int) -> list[float]:
        """How much and how near the candidate speaks elsewhere, and with whom."""
        places, own = self._places[person], self._speakers[at] == person
        here, after = bisect_left(places, at), bisect_left(places, at + 1)
        near = [bisect_left(places, at + reach + 1) - bisect_left(places, at - reach) - own for reach in REACHES]
        return [
            *(math.log1p(count) for count in near),
            math.log1p(len(places) - own),
            math.log1p(at - places[here - 1]) if here else _NEVER,
            math.log1p(places[after] - at) if after < len(places) else _NEVER,
            *(self._answers(at, step, person) for step in (-1, 1)),
        ]

    def _answers(self, at: int, step: int, person: int) -> float:
        other = self._speaker(at + step, at)
        return 0.0 if other is None else -1.0 if other == person else math.log1p(self._pairs[person, other])


@dataclass(frozen=True)
class Weights:
    """For each of FEATURES what it counts, and what it is on average."""

    factors: Floats
    means: Floats


def rerank(index: DialogueIndex, layout: Layout, chances: Floats, chosen: NDArray[np.int64], weights: Weights) -> Floats:
    """What is to be added to the score of each row; nothing where the ranker is sure, in short stories, which show too little of
    how anybody talks, and in languages other than English."""
    added, document = np.zeros(len(chances)), index.context.document
    if document.is_short or document.language != "en":
        return added
    reranker = Reranker(index, layout, chances, chosen)
    for at in reranker.unsure():
        rows = reranker.candidates(at)
        more = (reranker.features(at) - weights.means) @ weights.factors
        share = chances[rows] / chances[rows].sum()
        added[rows] = more - np.log(share @ np.exp(more))  # together they stay as likely as they were
    return added


@cache
def load_weights() -> Weights:
    """The weights that come with the package."""
    lines = files("narrate.script").joinpath("words", MODEL).read_text(encoding="utf-8").splitlines()
    numbers = {
        name: (float(factor), float(mean)) for factor, mean, name in (line.split(" ", 2) for line in lines if line[0] != "#")
    }
    factors, means = zip(*(numbers[name] for name in FEATURES), strict=True)
    return Weights(np.array(factors), np.array(means))
