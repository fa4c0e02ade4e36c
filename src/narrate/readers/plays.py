"""Plays, screenplays and transcripts of any format: each speech a block with its speaker, all else the narrator's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from narrate.model import NARRATOR, Block, Manuscript, Span
from narrate.readers.headings import TITLE
from narrate.readers.play_layouts import (
    ALONE,
    CAST_LIST,
    DIRECTION,
    HEADING,
    LISTED,
    SLUG,
    STAGE,
    TRANSITION,
    Layout,
    SpokenLine,
    cue,
    inline,
    layout_of,
    named_once_more,
    spelled_out,
)
from narrate.readers.structure import bind

TAG = "speaker's tag"
CAST = "list of characters"
_TELLER = frozenset({"narrator", "narration", "teller", "stage directions"})
_SAMPLE = 2000
"""Paragraphs that show how a text is laid out."""


def cast_by_names(manuscript: Manuscript) -> Manuscript:
    """The manuscript with the speakers that its own layout names; prose comes back as it is."""
    blocks = list(manuscript.bodies())
    spoken_blocks = [b for b in blocks if b.kind != "scene_break" and not b.skipped]
    if any(block.speaker for block in spoken_blocks):
        return bind(manuscript, [part for block in blocks for part in _directed(block)])
    layout = layout_of([block.text for block in spoken_blocks[:_SAMPLE]])
    if layout is None:
        return manuscript
    texts = [block.text for block in spoken_blocks]
    named = named_once_more(texts, layout)
    whole = spelled_out(texts, named) if layout == "Name. speech" else {}
    spoken = _cast(blocks, layout, named, manuscript.text)
    cast = (replace(b, speaker=whole.get(b.speaker, b.speaker)) if b.speaker else b for b in spoken)
    return bind(manuscript, list(cast))


def _cast(blocks: list[Block], layout: Layout, names: frozenset[str], text: str) -> Iterator[Block]:
    listed = end = 0
    waiting: str | None = None
    due = False
    for block in blocks:
        if block.skipped or block.kind == "scene_break":
            yield block
            continue
        if not due and (STAGE.fullmatch(block.text) or text.count("\n", end, block.at.start) != 1):
            waiting = None
        end = block.at.end
        pieces = list(_pieces(block, layout, names, waiting))
        if name := _name_alone(block, layout, names):
            waiting, due = name, True
        elif not (due and _is_direction(block.text)):
            waiting, due = next((piece.speaker for piece in reversed(pieces) if piece.speaker), None), False
        if CAST_LIST.fullmatch(block.text):
            listed = LISTED
        elif (
            HEADING.fullmatch(block.text)
            or SLUG.fullmatch(block.text)
            or any(piece.speaker not in (None, NARRATOR) for piece in pieces)
        ):
            listed = 0
        if listed:
            listed -= 1
            yield replace(block, kind="paragraph", level=0, skipped=CAST)
            continue
        for piece in pieces:
            yield from _directed(piece)


def _pieces(block: Block, layout: Layout, names: frozenset[str], waiting: str | None) -> Iterator[Block]:
    """A block cut where its lines name a speaker."""
    if TRANSITION.fullmatch(block.text):
        yield replace(block, kind="scene_break", level=0)
        return
    if SLUG.fullmatch(block.text):
        yield replace(block, kind="heading", level=TITLE)
        return
    speaker, start, place = waiting or NARRATOR, 0, 0
    for line in block.text.split("\n"):
        if found := _spoken_line(line, layout, names, place == 0):
            yield from _part(block, start, place, speaker)
            yield from _part(block, place + found.tag[0], place + found.tag[1], None)
            speaker, start = found.name, place + found.words
        place += len(line) + 1
    if start == 0 and block.kind == "heading" and waiting is None:
        yield block
    else:
        yield from _part(block, start, len(block.text), speaker)


def _spoken_line(line: str, layout: Layout, names: frozenset[str], first: bool) -> SpokenLine | None:
    if layout not in ALONE:
        found = inline(line, layout, names if first or layout != "Name speech" else ())
        return found if found and (first or found.name in names) else None
    found = cue(line, layout) if first else None
    return found if found and found.name in names else None


def _name_alone(block: Block, layout: Layout, names: frozenset[str]) -> str | None:
    """The speaker of what follows a block that is only a name."""
    found = cue(block.text, layout) if layout in ALONE else None
    return found.name if found and found.name in names else None


def _is_direction(text: str) -> bool:
    return DIRECTION.fullmatch(text.strip()) is not None


def _part(block: Block, start: int, end: int, speaker: str | None) -> Iterator[Block]:
    """The words between two places as a block of their own; without a speaker they are a tag."""
    text = block.text[start:end]
    if not text.strip():
        return
    start += len(text) - len(text.lstrip())
    text = text.strip()
    at = Span(block.at.start + start, block.at.start + start + len(text))
    if speaker is None:
        yield Block("paragraph", text, at, skipped=TAG)
        return
    yield Block(
        "paragraph",
        text,
        at,
        speaker=NARRATOR if speaker.casefold() in _TELLER else speaker,
        opens=block.opens if not start else None,
    )


def _directed(block: Block) -> Iterator[Block]:
    """A speech with the directions in it told by the narrator: those in square brackets, and those in round ones before words."""
    if not block.speaker or block.speaker == NARRATOR or block.skipped:
        yield block
        return
    place = 0
    for found in DIRECTION.finditer(block.text):
        if found[0][0] == "(" and re.search(r"[^\s.!?…—–-]\s*$", block.text[max(place, found.start() - 3) : found.start()]):
            continue
        yield from _part(block, place, found.start(), block.speaker)
        yield from _part(block, found.start(), found.end(), NARRATOR)
        place = found.end()
    yield from _part(block, place, len(block.text), block.speaker)
