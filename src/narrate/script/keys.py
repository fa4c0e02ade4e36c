"""The names of lines in voices.yaml: a quotation's first words, and where those begin several, what stands before it.

`"Yes."`, `"who sat there. | Yes."`, `"who sat there. | Yes. #2"`: before the bar, how the text before the quotation ends; `#2` is
the second of those that the rest fits. Letters and figures count, neither capitals nor marks.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

_OCCURRENCE = re.compile(r"\s#(\d{1,5})\s*$")
_LOOKED_BACK = 400
"""Characters before a quotation that a key can speak of."""
_MOST_WORDS, _MOST_BEFORE, _SHORT = 12, 8, 3
_MARKS = " \t\r\n\"'“”„‟‘’‚«»‹›「」『』—–|#"


class LineKeys:
    """The quotations of a story by their keys. `texts` are all its lines in order, each with whether it is a quotation;
    quotations are counted from 0."""

    def __init__(self, texts: Sequence[tuple[str, bool]]) -> None:
        self._quotations: list[str] = []
        self._starts: list[int] = []
        place, parts = 0, []
        for text, quoted in texts:
            if quoted:
                self._quotations.append(text)
                self._starts.append(place)
            parts.append(text + " ")
            place += len(text) + 1
        self._text = "".join(parts)

    @cached_property
    def _openings(self) -> list[str]:
        return [letters(text) for text in self._quotations]

    @cached_property
    def _sorted(self) -> list[tuple[str, int]]:
        return sorted((opening, number) for number, opening in enumerate(self._openings))

    def fitting(self, key: str) -> list[int]:
        """The quotations that a key fits, in reading order."""
        occurrence = _OCCURRENCE.search(key)
        before, bar, words = (key[: occurrence.start()] if occurrence else key).rpartition("|")
        found = self._beginning(letters(words))
        if bar and (ending := letters(before)):
            found = [n for n in found if (" " + self._before(n)).endswith(" " + ending)]
        if occurrence:
            place = int(occurrence[1])
            return found[place - 1 : place] if place else []
        return found

    def key(self, number: int) -> str:
        """The shortest key that fits this quotation alone: its first words, else with words from before it, else with its
        number among those that are alike."""
        tried = ""
        for tried in self._tries(number):
            if self.fitting(tried) == [number]:
                return tried
        alike = self.fitting(tried)
        return f"{tried} #{alike.index(number) + 1}"

    def like(self, key: str) -> list[int]:
        """The quotations that a key which fits none may have meant, at most three: those of its words, else the likest."""
        words = _OCCURRENCE.sub("", key).rpartition("|")[2]
        key_letters = letters(words)
        if found := self._beginning(key_letters):
            return found[:3]
        beginnings = {opening[: max(len(key_letters), 8)]: n for n, opening in reversed(list(enumerate(self._openings)))}
        return [beginnings[close] for close in difflib.get_close_matches(key_letters, beginnings, 1, 0.7)]

    def _beginning(self, words: str) -> list[int]:
        """The quotations that begin with these words; if none does, those that begin with these letters."""
        if not words:
            return []
        first = bisect_left(self._sorted, (words, -1))
        last = bisect_left(self._sorted, (words + "\U0010ffff", -1))
        begun = self._sorted[first:last]
        whole = [number for opening, number in begun if opening[len(words) : len(words) + 1] in ("", " ")]
        return sorted(whole or (number for _, number in begun))

    def _before(self, number: int) -> str:
        start = self._starts[number]
        return letters(self._text[max(0, start - _LOOKED_BACK) : start])

    def _tries(self, number: int) -> Iterator[str]:
        """Keys of a quotation, the shorter first; the last is the one to which a number is put."""
        words = _words(self._quotations[number])
        start = self._starts[number]
        before = _words(self._text[max(0, start - _LOOKED_BACK) : start])
        for count in range(1, min(len(words), _MOST_WORDS) + 1):
            yield _joined(words[:count])
        short = _joined(words[:_SHORT])
        for count in range(1, min(len(before), _MOST_BEFORE) + 1):
            yield f"{_joined(before[-count:])} | {short}"
        if not before:
            yield short


def letters(text: str) -> str:
    """The words of a text in small letters, a space between them; of a text without words its marks, but no quotation marks."""
    found = re.sub(r"[\W_]+", " ", text).strip().casefold()
    return found or "".join(sign for sign in text if sign not in _MARKS)


def _words(text: str) -> list[str]:
    """What stands between spaces and has a letter or figure in it; where nothing has, the marks. Straight quotation marks, which
    YAML would want escaped, are left out."""
    found = [word for word in re.sub(r'[|#"]', " ", text).split() if letters(word)]
    return [word for word in found if re.search(r"[^\W_]", word)] or found


def _joined(words: list[str]) -> str:
    return " ".join(words).strip(_MARKS)
