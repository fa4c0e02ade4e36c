"""Turn boundaries that paragraphs do not show. Paragraphs in which two people speak are split where the second one's tag begins.

"Good night," he breathed. | "Good night," she murmured back.

Paragraphs over which one speech goes on are joined: each but the last leaves its quotation open, and each begins a new one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from narrate.script.document import Turn
from narrate.script.evidence.context import Context
from narrate.script.evidence.subjects import SPEECH_TAGS, Tag

_AND = re.compile(r"[;,—]\s+(?:and|but|while|to which|whereupon|upon which)?\b|--|\band\b")
_JOINED = re.compile(r"[,;—]\s+(?:and|but|while)\s+(?:the\s+)?$")
_CLOSING = "\"”’'»_) "


def paragraph_splits(context: Context) -> list[int]:
    """Where such paragraphs are split: positions in the document's text, in order."""
    return [place for turn in context.document.turns for place in _splits_in(context, turn)]


def continued_paragraphs(context: Context) -> set[int]:
    """The numbers of paragraphs that go on with the speech of the one before and have no tag of their own."""
    document, found = context.document, set()
    for number, turn in enumerate(document.turns[1:], 1):
        left_open = not document.quotes[turn.first - 1].closes and turn.gap == 1 and not turn.new_scene
        if (
            left_open
            and document.quotes[turn.first].start == document.starts[turn.paragraph]
            and context.spoken_tag(number) is None
        ):
            found.add(turn.paragraph)
    return found


def _splits_in(context: Context, turn: Turn) -> list[int]:
    found: list[int] = []
    speaking: Tag | None = None
    for q in turn.quotes:
        own = _own_tag(context, turn, q)
        if own is None:
            continue
        if (
            speaking is not None
            and q > turn.first
            and speaking.place != own.place
            and _different_speakers(context, speaking, own)
        ):
            found.append(_split_between(context, speaking, own, q))
        speaking = own
    return found


def _own_tag(context: Context, turn: Turn, q: int) -> Tag | None:
    """The tag of speech that leads in to a quotation, else one after it: "No," said Tom, but neither "No." Tom sighed, nor
    "No," and Tom said, "Yes."
    """
    spoken = [tag for tag in context.tags[q] if tag.kind in SPEECH_TAGS]
    stopped = (
        context.document.text[context.document.quotes[q].start : context.document.quotes[q].end].rstrip(_CLOSING).endswith(".")
    )
    leading = {tag.place for tag in context.tags[q + 1] if tag.kind == "before"} if q < turn.last else set()
    before = (tag for tag in context.tags[q] if tag.kind in {"before", "colon"} or _acts_next(context, tag, q))
    after = (
        tag
        for tag in spoken
        if tag.kind == "verb-subject" or (tag.kind == "subject-verb" and not stopped and tag.place not in leading)
    )
    return next(before, None) or next(after, None)


def _acts_next(context: Context, tag: Tag, q: int) -> bool:
    """Whether the tag is somebody's whose action leads in, as the second of its sentence: "Tom said, and Ann frowned, “Why?”"."""
    text, quotes = context.document.text, context.document.quotes
    if tag.kind != "lead" or tag.subject != "name" or not q:
        return False
    between = text[quotes[q - 1].end : tag.place]
    return text[tag.place : quotes[q].start].rstrip().endswith(",") and bool(_JOINED.search(between))


def _different_speakers(context: Context, one: Tag, other: Tag) -> bool:
    if one.first_person or other.first_person:
        return one.first_person != other.first_person
    if one.subject == other.subject == "name":
        return len(other.referents) == 1 and not set(one.referents) & set(other.referents)
    genders = {_gender(context, one), _gender(context, other)}
    return genders == {"female", "male"}


def _gender(context: Context, tag: Tag) -> str:
    if tag.subject != "name":
        return tag.gender
    genders = {context.gender(number) for number in tag.referents}
    return genders.pop() if len(genders) == 1 else "unknown"


def _split_between(context: Context, one: Tag, other: Tag, q: int) -> int:
    """After the last sentence before the second tag, else where its clause begins, else where the first quotation ends."""
    document = context.document
    start, end = document.quotes[q - 1].end, min(other.place, document.quotes[q].start)
    ends = document.sentence_ends
    last = bisect_right(ends, end) - 1
    if last >= bisect_left(ends, start + 1) and last >= 0:
        return ends[last]
    if one.place < start:
        return start
    clauses = [m.start() for m in _AND.finditer(document.text, one.place, end)]
    return clauses[-1] if clauses else end
