"""Which letters of which page each line of a book is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from narrate.model import Span
from narrate.readalong.lighting import Stretch
from narrate.readers.origins import Run, solid
from narrate.readers.structure import Part


class MovedError(Exception):
    """The text that is heard is not the text of these pages."""


@dataclass
class Places:
    """The parts of a book in the order of its reading text; asked for one stretch of it after the other."""

    parts: Sequence[tuple[Span, Part]]
    _starts: list[int] = field(default_factory=list)
    _last: tuple[int, int, int] = (-1, 0, 0)

    def __post_init__(self) -> None:
        self._starts = [at.start for at, _ in self.parts]

    def find(self, at: Span, words: str) -> tuple[str, list[tuple[int, int]]]:
        """The member that a line is in, and the letters there that are its own, as (first, one behind the last).
        Raises MovedError."""
        number = bisect_right(self._starts, at.start) - 1
        if number < 0:
            raise MovedError
        where, part = self.parts[number]
        begin = self._letters(number, part.text, at.start - where.start)
        letters = solid(words)
        if solid(part.text[at.start - where.start : at.end - where.start]) != letters:
            raise MovedError
        return part.member, list(_shared(part.source, begin, begin + len(letters)))

    def _letters(self, number: int, text: str, offset: int) -> int:
        """How many letters stand before an offset. Lines come in order, so that it is counted on from the last."""
        part, place, count = self._last
        if part != number or place > offset:
            place, count = 0, 0
        count += len(solid(text[place:offset]))
        self._last = (number, offset, count)
        return count


def _shared(runs: Iterable[Run], begin: int, end: int) -> Iterable[tuple[int, int]]:
    for place, start, count in runs:
        first, last = max(place, begin), min(place + count, end)
        if first < last:
            yield start + first - place, start + last - place


def in_order(stretches: list[Stretch]) -> list[Stretch]:
    """Stretches as they stand on a page; what two of them share is the first one's."""
    made: list[Stretch] = []
    for first, last, number in sorted(stretches):
        first = max(first, made[-1][1]) if made else first
        if first < last:
            made.append((first, last, number))
    return made
