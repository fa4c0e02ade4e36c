"""How a person talks: the words of a turn against those that they are known to have said."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from narrate.script.ranking.turn_features import TurnFeatures

EXPECTED = 300
"""Words that everybody is taken to have said as all people say them, besides those they are known for."""
_ENOUGH = 50
"""Known words from which on somebody has a style."""
_NOBODY: Mapping[int, int] = {}


class SpeechStyle:
    """Word counts of the dialogue of these turns, and of each speaker whom tags name, or whom `speakers` gives for a turn."""

    def __init__(
        self, turns: Sequence[TurnFeatures], speakers: Sequence[int | None] | None = None, expected: int = EXPECTED
    ) -> None:
        self._expected = expected
        self._all: Counter[str] = Counter()
        self._said: dict[str, dict[int, int]] = defaultdict(dict)
        self._own_total: Counter[int] = Counter()
        for turn, speaker in zip(turns, speakers or [turn.certain_speaker for turn in turns], strict=True):
            words = Counter(words_in(turn.text))
            self._all.update(words)
            if speaker is not None:
                self._own_total[speaker] += words.total()
                for word, count in words.items():
                    said = self._said[word]
                    said[speaker] = said.get(speaker, 0) + count
        self._total = self._all.total() + 1

    def log_odds(self, people: Iterable[int], turn: TurnFeatures, speaker: int | None) -> list[float]:
        """For each of these people, log odds per root word that a turn's words are theirs; 0 for people with few known words. A
        turn that is known to be theirs is not counted among what they said."""
        words = Counter(words_in(turn.text))
        length = words.total()
        odds = dict.fromkeys(people, 0.0)
        totals = {person: self._own_total[person] - length * (person == speaker) for person in odds}
        scores = {
            person: length * math.log(self._expected / (total + self._expected))  # if none of them had ever been theirs
            for person, total in totals.items()
            if total >= _ENOUGH
        }
        for word, count in words.items() if scores else ():
            counts, expected = self._said.get(word, _NOBODY), self._expected * ((self._all[word] + 0.5) / self._total)
            for person in scores:
                if (uses := counts.get(person)) and (person != speaker or (uses := uses - count)):
                    scores[person] += count * math.log1p(uses / expected)
        root = math.sqrt(max(1, length))
        return list((odds | {person: score / root for person, score in scores.items()}).values())


def words_in(text: str) -> list[str]:
    """The words of a text in small letters, without numbers and marks."""
    return re.findall(r"[^\W\d_]+", text.lower())
