"""Where the letters of a part stand in its document: counted there, never looked for.

A letter is known by how many letters stand before it in the document, space left out. So the count is the same whatever a
parser makes of space, and what was set aside, doubled or written out of a picture has its place, or none.
"""

from __future__ import annotations

from bisect import bisect
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from narrate.model import Span

Letters: TypeAlias = "tuple[int, int]"
"""From which letter to which, half open."""
Run: TypeAlias = "tuple[int, int, int]"
"""(the letter of the part that it begins with, the letter of the document, how many): letters that stand side by side."""
_DROPPED = frozenset("\0\x01\x02\x03\x04\xad\u200b\ufeff")
"""Signs that a part's text is read without."""


def solid(text: str) -> str:
    """The text without its space."""
    return "".join(text.split())


@dataclass
class Trace:
    """Counts the letters of a document as they pass, and remembers those of the part that is being gathered."""

    _passed: int = 0
    _taken: deque[tuple[str, int]] = field(default_factory=deque)
    emphasis: list[Letters] = field(default_factory=list)
    """What is printed with emphasis, in order; of what stands in each other the outer."""
    _outer: tuple[int, int] = (0, 0)

    def leave(self, text: str) -> None:
        """This stands in the document and not in the part."""
        self._passed += len(solid(text))

    def take(self, text: str) -> None:
        """This stands in both."""
        letters = solid(text)
        if letters:
            self._taken.append((letters, self._passed))
            self._passed += len(letters)

    def begin_emphasis(self, node: int) -> None:
        """An element begins whose words are printed with emphasis."""
        if not self._outer[0]:
            self._outer = node, self._passed

    def end_emphasis(self, node: int) -> None:
        """An element ends, perhaps that one."""
        if self._outer[0] == node:
            self.emphasis.append((self._outer[1], self._passed))
            self._outer = 0, 0

    def forget(self) -> None:
        """The part is complete."""
        self._taken.clear()

    def place(self, text: str) -> tuple[Run, ...]:
        """The runs of a part with that text, made of what was taken, in order; parts that follow are made of the rest."""
        letters, runs, place = solid(text), [], 0
        while self._taken and place < len(letters):
            piece, start = self._taken[0]
            found = list(_aligned(letters, place, piece, start))
            if not found and not _DROPPED.issuperset(piece):
                break  # it stands in the next part
            used = len(piece)
            if found:
                place, used = found[-1][0] + found[-1][2], found[-1][1] + found[-1][2] - start
            self._taken.popleft()
            if used < len(piece):
                self._taken.appendleft((piece[used:], start + used))
            runs += found
        return tuple(_merged(runs))


def _aligned(letters: str, place: int, piece: str, start: int) -> Iterator[Run]:
    """The runs that a part has in common with a piece, from `place` to where one of them ends. Of the piece may be left out what
    is never read, and a letter that the part already has from a picture."""
    at = 0
    if letters.startswith(piece, place):
        yield place, start, len(piece)
        return
    while place < len(letters) and at < len(piece):
        count = 0
        while place + count < len(letters) and at + count < len(piece) and letters[place + count] == piece[at + count]:
            count += 1
        if count:
            yield place, start + at, count
            place, at = place + count, at + count
        elif piece[at] in _DROPPED or piece[at + 1 : at + 2] == letters[place]:
            at += 1
        else:
            place += 1


def spans_of(text: str, runs: Iterable[Run], letters: Sequence[Letters]) -> tuple[Span, ...]:
    """Where these letters of a document, in order, stand in the text of a part with these runs."""
    found: dict[Letters, Span] = {}
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    for place, start, count in runs:
        for each in letters[max(0, bisect(letters, (start, start)) - 1) :]:
            if each[0] >= start + count:
                break
            first, last = (min(max(letter - start, 0), count) + place for letter in each)
            if first < last:
                begun = found.get(each)
                found[each] = Span(begun.start if begun else places[first], places[last - 1] + 1)
    return tuple(found.values())


def emphasised(text: str, pieces: Iterable[tuple[str, bool]]) -> tuple[Span, ...]:
    """Where the pieces with emphasis stand in a text that has the letters of all pieces."""
    letters: list[Letters] = []
    passed = 0
    for piece, has_emphasis in pieces:
        count = len(solid(piece))
        if has_emphasis and count:
            touches = bool(letters) and letters[-1][1] == passed
            letters[-1:] = [(letters[-1][0], passed + count)] if touches else [*letters[-1:], (passed, passed + count)]
        passed += count
    return spans_of(text, [(0, 0, passed)], letters) if letters else ()


def _merged(runs: list[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if last and last[0] + last[2] == run[0] and last[1] + last[2] == run[1]:
            last = (last[0], last[1], last[2] + run[2])
        else:
            if last:
                yield last
            last = run
    if last:
        yield last


def moved(runs: tuple[Run, ...], by: int) -> tuple[Run, ...]:
    """The same letters in a part that has so many more before them."""
    return tuple((place + by, start, count) for place, start, count in runs)
