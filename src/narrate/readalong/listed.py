"""What an EPUB lists of itself, as links into the book that is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from urllib.parse import quote

from narrate.readalong.navigation import Link, Navigation
from narrate.readalong.semantics import common_types
from narrate.readalong.source import Source, relative
from narrate.readers.outline import Entry, landmarks, outline, pages

_DEEPEST = 12
"""Lists in each other; what lies deeper is listed there."""
_NOWHERE = (1 << 30, 0)


@dataclass
class _Line:
    """A line; `place` is (number of the page, number of the id there), its place in reading order."""

    entry: Entry
    href: str
    place: tuple[int, int]
    below: list[_Line] = field(default_factory=list)

    @property
    def first(self) -> tuple[int, int]:
        """The first place that it or what is below it leads to."""
        return min([self.place, *(line.first for line in self.below)])


@dataclass
class Lists:
    """The lists of a source, for a navigation document of that name. The ids of the source's pages are known."""

    source: Source
    document: str

    def navigation(self, title: str) -> Navigation:
        """All of them. A book that lists nothing has one line, the title, which leads to its first page."""
        found = _links(_in_order(_nested(map(self._line, outline(self.source.package)))))
        first = [Link(title, self._href(page.name)) for page, _, _ in self.source.spine[:1]]
        printed = pages(self.source.package) or list(self._breaks())
        marks = [entry for entry in landmarks(self.source.package) if common_types(entry.kind)]
        return Navigation(found or first, self._flat(printed), self._flat(marks))

    def _breaks(self) -> Iterator[Entry]:
        """The pages of the printed book, of one that does not list them, as its text says where they begin."""
        for member, breaks in self.source.breaks.items():
            yield from (Entry(label, member, anchor) for label, anchor in breaks)

    def _flat(self, entries: list[Entry]) -> tuple[Link, ...]:
        """A list without others in it, each line once."""
        lines = {(line.href, line.entry.kind): line for entry in reversed(entries) if (line := self._line(entry)).href}
        return _links(sorted(lines.values(), key=lambda line: line.place))

    def _line(self, entry: Entry) -> _Line:
        entry = replace(entry, kind=common_types(entry.kind))
        number = self._order.get(entry.member)
        if number is None:
            return _Line(entry, "", _NOWHERE)
        known = self.source.ids.get(entry.member, {}).get(entry.anchor)
        href = self._href(self.source.resources[entry.member].name) + (f"#{quote(known)}" if known else "")
        return _Line(entry, href, (number, self._numbers[entry.member][entry.anchor] if known else 0))

    def _href(self, name: str) -> str:
        return relative(self.document, name)

    @cached_property
    def _order(self) -> dict[str, int]:
        return {resource.member: number for number, (resource, _, _) in enumerate(self.source.spine)}

    @cached_property
    def _numbers(self) -> dict[str, dict[str, int]]:
        return {member: {name: number for number, name in enumerate(ids, 1)} for member, ids in self.source.ids.items()}


def _nested(lines: Iterable[_Line]) -> list[_Line]:
    """Lines below the last one that lies less deep; one that leads nowhere, and has none below it, goes."""
    top: list[_Line] = []
    above: list[tuple[int, _Line]] = []
    for line in lines:
        while above and above[-1][0] >= line.entry.depth:
            above.pop()
        (above[-1][1].below if above else top).append(line)
        if len(above) < _DEEPEST:
            above.append((line.entry.depth, line))
    return _leading(top)


def _leading(lines: list[_Line]) -> list[_Line]:
    for line in lines:
        line.below = _leading(line.below)
    return [line for line in lines if line.href or line.below]


def _in_order(lines: list[_Line]) -> list[_Line]:
    """Reading order: of the lines of each list, else, where lists reach into each other, of all lines in one list."""
    _sort(lines)
    flat = [line for line in _all(lines) if line.href]
    if all(a.place <= b.place for a, b in pairwise(flat)):
        return lines
    return [_Line(line.entry, line.href, line.place) for line in sorted(flat, key=lambda line: line.place)]


def _sort(lines: list[_Line]) -> None:
    lines.sort(key=lambda line: line.first)
    for line in lines:
        _sort(line.below)


def _all(lines: list[_Line]) -> Iterator[_Line]:
    for line in lines:
        yield line
        yield from _all(line.below)


def _links(lines: Iterable[_Line]) -> tuple[Link, ...]:
    return tuple(Link(line.entry.title, line.href, _links(line.below), line.entry.kind) for line in lines)
