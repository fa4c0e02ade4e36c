"""Paragraphs in which two people speak are read as two, parted where the second one's tag begins.

"Good night," he breathed. | "Good night," she murmured back.

Paragraphs over which one speech goes on are read as one: each but the last leaves its quotation open, and each begins a new one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from narrate.script.document import Turn
from narrate.script.evidence.context import Desk
from narrate.script.evidence.subjects import SPOKEN, Tag

_AND = re.compile(r"[;,—]\s+(?:and|but|while|to which|whereupon|upon which)?\b|--|\band\b")
_CLOSING = "\"”’'»_) "


def partings(desk: Desk) -> list[int]:
    """Where such paragraphs are parted: places in the pages' text, in order."""
    return [place for turn in desk.pages.turns for place in _partings(desk, turn)]


def goings_on(desk: Desk) -> set[int]:
    """The numbers of paragraphs that go on with the speech of the one before and have no tag of their own."""
    pages, found = desk.pages, set()
    for number, turn in enumerate(pages.turns[1:], 1):
        left_open = not pages.quotes[turn.first - 1].closes and turn.gap == 1 and not turn.fresh
        if left_open and pages.quotes[turn.first].start == pages.starts[turn.paragraph] and desk.spoken_tag(number) is None:
            found.add(turn.paragraph)
    return found


def _partings(desk: Desk, turn: Turn) -> list[int]:
    found: list[int] = []
    speaking: Tag | None = None
    for q in turn.quotes:
        own = _own_tag(desk, turn, q)
        if own is None:
            continue
        if speaking is not None and q > turn.first and speaking.place != own.place and _somebody_else(desk, speaking, own):
            found.append(_place(desk, speaking, own, q))
        speaking = own
    return found


def _own_tag(desk: Desk, turn: Turn, q: int) -> Tag | None:
    """The tag of speech that leads in to a quotation, else one after it: "No," said Tom, but neither "No." Tom sighed, nor
    "No," and Tom said, "Yes."
    """
    spoken = [tag for tag in desk.tags[q] if tag.kind in SPOKEN]
    stopped = desk.pages.text[desk.pages.quotes[q].start : desk.pages.quotes[q].end].rstrip(_CLOSING).endswith(".")
    leading = {tag.place for tag in desk.tags[q + 1] if tag.kind == "before"} if q < turn.last else set()
    before = (tag for tag in spoken if tag.kind in {"before", "colon"})
    after = (
        tag
        for tag in spoken
        if tag.kind == "verb-subject" or (tag.kind == "subject-verb" and not stopped and tag.place not in leading)
    )
    return next(before, None) or next(after, None)


def _somebody_else(desk: Desk, one: Tag, other: Tag) -> bool:
    if one.first or other.first:
        return one.first != other.first
    if one.subject == other.subject == "name":
        return len(other.numbers) == 1 and not set(one.numbers) & set(other.numbers)
    genders = {_gender(desk, one), _gender(desk, other)}
    return genders == {"female", "male"}


def _gender(desk: Desk, tag: Tag) -> str:
    if tag.subject != "name":
        return tag.gender
    genders = {desk.gender(number) for number in tag.numbers}
    return genders.pop() if len(genders) == 1 else "unknown"


def _place(desk: Desk, one: Tag, other: Tag, q: int) -> int:
    """After the last sentence before the second tag, else where its clause begins, else where the first quotation ends."""
    pages = desk.pages
    start, end = pages.quotes[q - 1].end, min(other.place, pages.quotes[q].start)
    ends = pages.sentence_ends
    last = bisect_right(ends, end) - 1
    if last >= bisect_left(ends, start + 1) and last >= 0:
        return ends[last]
    if one.place < start:
        return start
    clauses = [m.start() for m in _AND.finditer(pages.text, one.place, end)]
    return clauses[-1] if clauses else end
