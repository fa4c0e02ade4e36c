"""How people talk, by the likely speakers of all turns: their words, whom they call what, how long and how loudly they speak."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from narrate.script.lexicon import word_class
from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.style import SpeechStyle, words_in
from narrate.script.ranking.turn_features import TurnFeatures

MANNERS: tuple[str, ...] = ("length", "exclaims", "asks", "breaks off", "of oneself", "to you", "short forms", "long words")
"""The numbers by which `SpeechHabits.manner` tells people apart."""
_WORDS_OF_ALL = 1500
"""See style.py: more than there, for the likely speakers are not all right."""
_TURNS_OF_ALL = 5.0
"""Turns that everybody is taken to have talked in as all do, besides their own."""
_ENOUGH_TURNS = 3
_MOST = 4.0
"""No habit tells more, in log odds."""
_TELLING, _LONG = 3.0, 4
"""A word of the matter at hand stands in at most one of e^3 = 20 turns, and has so many letters."""
_ME, _YOU = frozenset({"i", "me", "my", "mine"}), frozenset({"you", "your", "yours", "thee", "thou"})
_CALLED = re.compile(
    r"(?:^|[,!?.;…—]\s*|\b(?:my|dear|oh|yes|no|well|poor|good|old|young|little)\s+)([a-z]+)(?=\s*(?:[,.!?;:…—\"”’-]|$))"
)
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
Matrix: TypeAlias = NDArray[np.float64]


class Habit:
    """How often each person says a thing of some kind: for each turn, the things said in it."""

    def __init__(self, features: Sequence[frozenset[str]], speakers: Sequence[int | None]) -> None:
        self._said, self._speakers = features, speakers
        self._all = Counter(thing for things in features for thing in things)
        self._turns = Counter(speakers)
        self._own: dict[int | None, Counter[str]] = defaultdict(Counter)
        for speaker, things in zip(speakers, features, strict=True):
            self._own[speaker].update(things)

    def log_odds(self, person: int, at: int) -> float:
        """Log odds that the things of the turn `at` are said by this person rather than anybody; the turn itself never counts."""
        own = self._speakers[at] == person
        turns = self._turns[person] - own
        odds = 0.0
        for thing in self._said[at] if turns else ():
            share = (self._all[thing] - 0.7) / len(self._said)
            said = self._own[person][thing] - own
            odds += math.log((said + _TURNS_OF_ALL * share) / ((turns + _TURNS_OF_ALL) * share))
        return max(-_MOST, min(_MOST, odds))


class SpeechHabits:
    """What the turns of a stretch show of how its people talk. `speakers` holds for each of `turns` who likely speaks, or None
    where nobody is likely; turns are asked for by their place in the stretch."""

    def __init__(self, index: DialogueIndex, turns: Sequence[TurnFeatures], speakers: Sequence[int | None]) -> None:
        self._speakers = speakers
        self._style = SpeechStyle(turns, speakers, _WORDS_OF_ALL)
        self._turns = turns
        words = [words_in(turn.text) for turn in turns]
        self._telling = _telling_words(words)
        self.habits = (
            Habit([_terms(turn, found) for turn, found in zip(turns, words, strict=True)], speakers),
            Habit([_calls(index, turn) for turn in turns], speakers),
            Habit([_names(index, turn) for turn in turns], speakers),
            Habit([frozenset(found[:1]) for found in words], speakers),
        )
        """Terms ("sir"), the names people are called by, the names they are spoken of by, and how they begin."""
        self._read_manners(np.array([_manner(turn.text, found) for turn, found in zip(turns, words, strict=True)]))

    def _read_manners(self, manners: Matrix) -> None:
        self._manners = (manners - manners.mean(axis=0)) / (manners.std(axis=0) + 1e-3)
        self._places: dict[int, list[int]] = defaultdict(list)
        for at, speaker in enumerate(self._speakers):
            if speaker is not None:
                self._places[speaker].append(at)
        self._sums = {person: self._manners[places].sum(axis=0) for person, places in self._places.items()}

    def style(self, people: Sequence[int], at: int) -> list[float]:
        """For each of these people, log odds per root word that the turn's words are theirs."""
        return self._style.log_odds(people, self._turns[at], self._speakers[at])

    def manner(self, person: int, at: int) -> list[float]:
        """Of each of MANNERS the log odds that the turn is theirs."""
        own = self._speakers[at] == person
        turns = len(self._places.get(person, ())) - own
        if turns < _ENOUGH_TURNS:
            return [0.0] * len(MANNERS)
        usual = (self._sums[person] - own * self._manners[at]) / (turns + _TURNS_OF_ALL)
        odds: list[float] = np.clip(self._manners[at] * usual - usual**2 / 2, -2, 2).tolist()
        return odds

    def topic(self, person: int, at: int, reach: int) -> float:
        """How much of what the turn is about the person speaks of within so many turns: share of its telling words, the rare
        ones weighing more."""
        telling = self._telling[at]
        places = self._places.get(person, [])
        near = places[bisect_left(places, at - reach) : bisect_left(places, at + reach + 1)]
        spoken = set().union(*(self._telling[n] for n in near if n != at))
        return sum(weight for word, weight in telling.items() if word in spoken) / max(1.0, sum(telling.values()))


def _telling_words(words: list[list[str]]) -> list[dict[str, float]]:
    """Of each turn its telling words, with the log of how many times as many turns there are as turns that hold it."""
    seldom = {word: math.log(len(words) / count) for word, count in Counter(w for found in words for w in set(found)).items()}
    return [{w: seldom[w] for w in found if len(w) >= _LONG and seldom[w] > _TELLING} for found in words]


def _manner(text: str, words: list[str]) -> list[float]:
    length = len(words) + 1
    return [
        math.log(length),
        float("!" in text),
        float("?" in text),
        float("—" in text or "--" in text),
        sum(word in _ME for word in words) / length,
        sum(word in _YOU for word in words) / length,
        len(_APOSTROPHE.findall(text)) / length,
        sum(map(len, words)) / length,
    ]


def _terms(turn: TurnFeatures, words: list[str]) -> frozenset[str]:
    address = word_class("address")
    if address.isdisjoint(words):
        return frozenset()
    return address.intersection(_CALLED.findall(turn.text.strip("\"“”‘’' _").lower()))


def _calls(index: DialogueIndex, turn: TurnFeatures) -> frozenset[str]:
    """The names by which people are called."""
    quotations = index.context.turn(turn.number).quotes if turn.called else ()
    return frozenset(m.surface for q in quotations for m in index.context.vocatives[q])


def _names(index: DialogueIndex, turn: TurnFeatures) -> frozenset[str]:
    """The names of people spoken of, not called."""
    if not turn.mention_counts:
        return frozenset()
    context = index.context
    called = {m.start for q in context.turn(turn.number).quotes for m in context.vocatives[q]}
    spoken_of = context.mentions.within(*context.document.paragraphs[turn.paragraph])
    return frozenset(m.surface for m in spoken_of if m.quoted and m.named and m.start not in called)
