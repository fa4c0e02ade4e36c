"""Elements around what is heard, in a page of somebody else's: placed by the letters they hold, counted and not looked for.

A line that lies within an element is lit within it. An element that holds a line's beginning alone, or its end, is parted there,
and what comes after is a copy without its id. So nothing is lost and no id is there twice. Blocks part a line too, which then has
an element in each; so do the rows of a verse, which style sheets take for blocks.
"""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Any, Literal, TypeAlias

from lxml import etree

from narrate.readalong.markup import is_read, local, slots
from narrate.readalong.xhtml import XHTML
from narrate.readers.elements import BLOCKS
from narrate.readers.origins import solid

_BLOCKS = BLOCKS | {"td", "th", "figure", "hgroup", "colgroup", "col"}
_WHOLE = frozenset({"ruby", "button", "select", "textarea", "picture"})
"""Inline elements that are not parted."""
_ROW_ENDS = frozenset({"br", "q"})
"""Inline elements at which a line is parted: of a `q` that were parted itself, each part would have quotation marks."""
_ATTRIBUTES = {"data": {"value": ""}}
"""What an element has to have."""
Stretch: TypeAlias = "tuple[int, int, int]"
"""(first letter, one behind the last, number of what is heard); letters are counted over the page."""


@dataclass(frozen=True, slots=True)
class Lit:
    """An element that was put into the page: its id, the number of what is heard, and how many of its letters it holds."""

    id: str
    number: int
    letters: int


@dataclass(frozen=True, slots=True)
class _Event:
    """What stands in a page at one place. `number` is that of what is heard, of a text; `block` says that no line goes across;
    `depth`, where something is lit, in how many of the inline elements that are open there."""

    kind: Literal["open", "close", "text", "whole", "light", "end"]
    element: Any = None
    text: str = ""
    number: int = -1
    block: bool = False
    depth: int = 0


def light(body: Any, stretches: Sequence[Stretch], prefix: str, name: str = "span") -> tuple[Any, list[Lit]]:
    """A new body with an element of that name around each stretch, and those elements in order; their ids are the prefix and a
    number. Stretches are in order and apart from each other."""
    made: list[Lit] = []
    page = _Page(body, name)
    cut = _cut(_events(body), stretches)
    for block, group in groupby(cut, key=lambda event: event.block):
        for event in group if block else _framed(list(group), made, prefix):
            page.put(event)
    return page.body, made


def _events(body: Any) -> Iterator[_Event]:
    """All that stands in the body, in order."""
    blocks = {element for element in body.iterdescendants() if local(element) in _BLOCKS}
    above = {parent for element in blocks for parent in element.iterancestors()}
    stack: list[Any] = [body]
    while stack:
        event = stack.pop()
        if isinstance(event, _Event):
            yield event
            continue
        stack += reversed(list(_inside(event, blocks, above, is_top=event is body)))


def _inside(element: Any, blocks: set[Any], above: set[Any], *, is_top: bool) -> Iterator[Any]:
    """The events of an element, its children still as elements."""
    tail = () if is_top or not element.tail else (_Event("text", text=element.tail),)
    if not isinstance(element.tag, str):
        yield from tail
        return
    block = element in blocks or element in above
    if not is_read(element) or (local(element) in _WHOLE and not block):
        yield _Event("whole", element)
    else:
        if not is_top:
            yield _Event("open", element, block=block)
        if element.text:
            yield _Event("text", text=element.text)
        yield from element
        if not is_top:
            yield _Event("close", element, block=block)
    yield from tail


def _cut(events: Iterator[_Event], stretches: Sequence[Stretch]) -> Iterator[_Event]:
    """The same events, each text cut where a stretch begins or ends."""
    starts, place = [first for first, _, _ in stretches], 0
    for event in events:
        letters = _letters(event)
        if not letters:
            yield event
            continue
        near = max(0, bisect_right(starts, place) - 1)
        reached = []
        while near < len(stretches) and stretches[near][0] < place + len(letters):
            if stretches[near][1] > place:
                reached.append(stretches[near])
            near += 1
        if event.kind == "whole":
            yield replace(event, number=reached[0][2] if reached else -1)
        else:
            yield from _pieces(event.text, place, reached)
        place += len(letters)


def _letters(event: _Event) -> str:
    if event.kind == "whole":
        return solid("".join(text for text, _, _ in slots(event.element))) if is_read(event.element) else ""
    return solid(event.text)


def _pieces(text: str, place: int, reached: Sequence[Stretch]) -> Iterator[_Event]:
    """A text that begins with the letter `place` of the page, in pieces."""
    at = [index for index, letter in enumerate(text) if not letter.isspace()]
    last = 0
    for first, end, number in reached:
        start = at[max(0, first - place)] if first > place else 0
        stop = at[end - place - 1] + 1 if end - place <= len(at) else len(text)
        if start > last:
            yield _Event("text", text=text[last:start])
        yield _Event("text", text=text[start:stop], number=number)
        last = stop
    if last < len(text):
        yield _Event("text", text=text[last:])


def _framed(events: list[_Event], lit: list[Lit], prefix: str) -> Iterator[_Event]:
    """The events between two blocks, with the beginning and the end of each line among them."""
    depths = list(accumulate({"open": 1, "close": -1}.get(event.kind, 0) for event in events))
    begins: dict[int, _Event] = {}
    ends: set[int] = set()
    for number, places, letters in _rows(events):
        first, last, depth = _widened(events, depths, places)
        lit.append(Lit(f"{prefix}{len(lit) + 1}", number, letters))
        begins[first] = _Event("light", text=lit[-1].id, depth=depth)
        ends.add(last)
    for place, event in enumerate(events):
        if place in begins:
            yield begins[place]
        yield event
        if place in ends:
            yield _Event("end")


def _rows(events: Sequence[_Event]) -> Iterator[tuple[int, tuple[int, int], int]]:
    """Of each line, (its number, its first and its last event, how many letters it has there); a broken one row by row."""
    row, letters = 0, Counter[tuple[int, int]]()
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for place, event in enumerate(events):
        row += local(event.element) in _ROW_ENDS if event.kind in ("open", "close") else 0
        if event.number >= 0:
            key = (event.number, row)
            letters[key] += len(_letters(event))
            spans[key] = (spans.get(key, (place, place))[0], place)
    yield from ((key[0], places, letters[key]) for key, places in spans.items() if letters[key])


def _widened(events: Sequence[_Event], depths: Sequence[int], places: tuple[int, int]) -> tuple[int, int, int]:
    """Where a line begins and ends, and in how many elements: in all that hold the whole of it. Of the others it takes in those
    that begin right before it and that end right behind it."""
    first, last = places
    depth = min(depths[first : last + 1])
    while first and events[first - 1].kind == "open" and depths[first - 1] > depth:
        first -= 1
    while last + 1 < len(events) and events[last + 1].kind == "close" and depths[last + 1] >= depth:
        last += 1
    return first, last, depth


class _Page:
    """A body that is built anew."""

    def __init__(self, body: Any, lit: str) -> None:
        self.body = etree.Element(body.tag, dict(body.attrib), nsmap=body.nsmap)
        self._blocks: list[Any] = [self.body]
        self._open: list[Any] = []
        self._made: list[Any] = []
        """Of the inline elements that are open, those that the page has at this place; the others wait for something to hold."""
        self._lit, self._depth = lit, 0
        """The name of elements that are lit, and where among those that are open the last of them stands."""

    def put(self, event: _Event) -> None:
        """The next event."""
        if event.block:
            self._put_block(event)
        elif event.kind == "open":
            self._resume()
            self._add(event.element.tag, dict(event.element.attrib))
            self._open.append(event.element)
        elif event.kind == "close":
            self._open.pop()
            del self._made[len(self._open) :]
        elif event.kind == "text":
            if solid(event.text):
                self._resume()
            self._say(event.text)
        elif event.kind == "whole":
            self._resume()
            whole = copy.deepcopy(event.element)
            whole.tail = None
            self._inmost().append(whole)
        elif event.kind == "light":
            self._begin(event)
        else:
            del self._open[self._depth], self._made[self._depth :]

    def _begin(self, event: _Event) -> None:
        """Light what follows: within the outer ones of the elements that are open; the others go on within it."""
        waiting, self._depth = self._open[event.depth :], event.depth
        del self._open[event.depth :], self._made[event.depth :]
        self._resume()
        self._add(f"{{{XHTML}}}{self._lit}", {"id": event.text, **_ATTRIBUTES.get(self._lit, {})})
        self._open += [self._made[-1], *waiting]

    def _add(self, tag: str, attributes: dict[str, str]) -> None:
        self._made.append(etree.SubElement(self._inmost(), tag, attributes))

    def _put_block(self, event: _Event) -> None:
        if event.kind == "open":
            self._blocks.append(etree.SubElement(self._blocks[-1], event.element.tag, dict(event.element.attrib)))
        else:
            self._blocks.pop()

    def _inmost(self) -> Any:
        return self._made[-1] if self._made else self._blocks[-1]

    def _resume(self) -> None:
        """The inline elements that are open go on here, without their ids."""
        for element in self._open[len(self._made) :]:
            self._add(element.tag, {key: value for key, value in element.attrib.items() if key != "id"})

    def _say(self, text: str) -> None:
        parent = self._inmost()
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text
