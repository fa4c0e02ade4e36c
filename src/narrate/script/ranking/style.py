"""How a person talks: the words of a turn against those that they are known to have said."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from narrate.script.ranking.turn_features import TurnFeatures

EXPECTED = 300
"""Words that everybody is taken to have said as all people say them, besides those they are known for."""
_ENOUGH = 50
"""Known words from which on somebody has a style."""
TurnWords: TypeAlias = tuple[int, list[tuple[str, int, float]]]
"""How many words a turn has; and each with how often it stands there, and its share of all words of the dialogue."""


class SpeechStyle:
    """Word counts of the dialogue of these turns, and of each speaker whom tags name, or whom `speakers` gives for a turn."""

    def __init__(
        self, turns: Sequence[TurnFeatures], speakers: Sequence[int | None] | None = None, expected: int = EXPECTED
    ) -> None:
        self._expected = expected
        self._all: Counter[str] = Counter()
        self._own: dict[int, Counter[str]] = defaultdict(Counter)
        for turn, speaker in zip(turns, speakers or [turn.known for turn in turns], strict=True):
            words = Counter(words_in(turn.text))
            self._all.update(words)
            if speaker is not None:
                self._own[speaker].update(words)
        self._total = self._all.total() + 1
        self._own_total = {person: words.total() for person, words in self._own.items()}

    def words_of(self, turn: TurnFeatures) -> TurnWords:
        """A turn's words, counted once for all its candidates."""
        counts = Counter(words_in(turn.text))
        shares = [(word, count, (self._all[word] + 0.5) / self._total) for word, count in counts.items()]
        return counts.total(), shares

    def log_odds(self, person: int, turn_words: TurnWords, known: int | None) -> float:
        """Log odds per root word that a turn's words are theirs; 0 for people with few known words. A turn that is known to be
        theirs is not counted among what they said."""
        own = self._own.get(person)
        if own is None:
            return 0.0
        length, words = turn_words
        mine = known == person
        total = self._own_total[person] - length * mine
        if total < _ENOUGH:
            return 0.0
        score = length * math.log(self._expected / (total + self._expected))  # if none of them had ever been theirs
        for word, count, share in words:
            if said := own.get(word, 0) - count * mine:
                score += count * math.log1p(said / (self._expected * share))
        return score / math.sqrt(max(1, length))


def words_in(text: str) -> list[str]:
    """The words of a text in small letters, without numbers and marks."""
    return re.findall(r"[^\W\d_]+", text.lower())
