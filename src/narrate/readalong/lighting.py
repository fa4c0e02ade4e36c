"""Elements around what is heard, in a page of somebody else's: placed by the letters they hold, counted and not looked for.

An element that a line begins or ends in is parted there, and what comes after is a copy without its id. So nothing is lost and no
id is there twice. Blocks part a line too, which then has an element in each.
"""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal, TypeAlias

from lxml import etree

from narrate.readalong.markup import is_read, local, slots
from narrate.readalong.xhtml import XHTML
from narrate.readers.elements import BLOCKS
from narrate.readers.origins import solid

_BLOCKS = BLOCKS | {"td", "th", "figure", "hgroup", "colgroup", "col"}
_WHOLE = frozenset({"ruby", "button", "select", "textarea", "picture"})
"""Inline elements that are not parted."""
_SPAN = f"{{{XHTML}}}span"
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
    """What stands in a page at one place. `number` is that of what is heard, of a text; `block` says that no line goes across."""

    kind: Literal["open", "close", "text", "whole", "light", "end"]
    element: Any = None
    text: str = ""
    number: int = -1
    block: bool = False


def light(body: Any, stretches: Sequence[Stretch], prefix: str) -> tuple[Any, list[Lit]]:
    """A new body with an element around each stretch, and those elements in order; their ids are the prefix and a number.
    Stretches are in order and apart from each other."""
    made: list[Lit] = []
    page = _Page(body)
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
    """The events between two blocks, with the beginning and the end of each line among them. A line takes in the elements that
    begin right before it and that end right behind it."""
    letters: Counter[int] = Counter()
    spans: dict[int, tuple[int, int]] = {}
    for place, event in enumerate(events):
        if event.number >= 0:
            letters[event.number] += len(_letters(event))
            spans[event.number] = (spans.get(event.number, (place, place))[0], place)
    begins: dict[int, Lit] = {}
    ends: set[int] = set()
    for number, (first, last) in spans.items():
        if not letters[number]:
            continue
        while first and events[first - 1].kind == "open":
            first -= 1
        while last + 1 < len(events) and events[last + 1].kind == "close":
            last += 1
        begins[first] = Lit(f"{prefix}{len(lit) + 1}", number, letters[number])
        lit.append(begins[first])
        ends.add(last)
    for place, event in enumerate(events):
        if place in begins:
            yield _Event("light", text=begins[place].id)
        yield event
        if place in ends:
            yield _Event("end")


class _Page:
    """A body that is built anew."""

    def __init__(self, body: Any) -> None:
        self.body = etree.Element(body.tag, dict(body.attrib), nsmap=body.nsmap)
        self._blocks: list[Any] = [self.body]
        self._open: list[Any] = []
        self._made: list[Any] = []
        """Of the inline elements that are open, those that the page has at this place; the others wait for something to hold."""
        self._lit: Any = None

    def put(self, event: _Event) -> None:
        """The next event."""
        if event.block:
            self._put_block(event)
        elif event.kind == "open":
            self._resume()
            self._open.append(event.element)
            self._made.append(etree.SubElement(self._inmost(), event.element.tag, dict(event.element.attrib)))
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
        else:
            self._made = []
            self._lit = etree.SubElement(self._blocks[-1], _SPAN, {"id": event.text}) if event.kind == "light" else None

    def _put_block(self, event: _Event) -> None:
        if event.kind == "open":
            self._blocks.append(etree.SubElement(self._blocks[-1], event.element.tag, dict(event.element.attrib)))
        else:
            self._blocks.pop()

    def _inmost(self) -> Any:
        if self._made:
            return self._made[-1]
        return self._blocks[-1] if self._lit is None else self._lit

    def _resume(self) -> None:
        """The inline elements that are open go on here, without their ids."""
        for element in self._open[len(self._made) :]:
            attributes = {key: value for key, value in element.attrib.items() if key != "id"}
            self._made.append(etree.SubElement(self._inmost(), element.tag, attributes))

    def _say(self, text: str) -> None:
        parent = self._inmost()
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text
