"""From blocks to segments: narration and dialogue, cut at the quotation marks, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from narrate.model import NARRATOR, Block, Book, Chapter, Manuscript, Segment, SegmentKind, Skip, Span
from narrate.script.languages import language
from narrate.script.quotations.conventions import Convention, convention, quotations
from narrate.script.quotations.quotation import Quotation
from narrate.script.quotations.spoken_words import is_speech
from narrate.script.quotations.tales import tale_blocks, within_tale
from narrate.script.quotations.verse import is_motto, is_verse, sung_after

MENDED = "paragraphs read as if the quotation mark that they lack were there"
SCENE_BREAK = "scene break, heard as a pause"
_SAYABLE = re.compile(r"[^\s.,;:!?…]")


def split(manuscript: Manuscript, marks: Convention | None = None) -> Book[Segment]:
    """The segments of every block; skipped blocks and scene breaks move into `Book.skipped`.

    `marks` overrides the quotation marks that the book itself shows.
    """
    story = [b.text for b in manuscript.bodies() if b.kind == "paragraph" and not b.skipped]
    chosen = marks or convention(story, manuscript.language)
    skipped: list[Skip] = []
    mended = paragraph = 0
    chapters: list[Chapter[Segment]] = []
    for chapter in manuscript.chapters:
        body: list[Segment] = []
        after_break = True
        whole = _set_apart(chapter.body)
        within = chosen == "guillemets" and language(manuscript.language).dashes_within_marks
        tales = tale_blocks(chapter.body) if within else frozenset()
        for number, block in enumerate(chapter.body):
            paragraph += 1
            if block.skipped or block.kind == "scene_break":
                skipped.append(Skip(block.text, block.at, block.skipped or SCENE_BREAK))
                after_break = after_break or block.kind == "scene_break"
                continue
            if number in whole:
                kind, closes = whole[number]
                body.append(Segment(kind, block.text, block.at, paragraph, closes=closes, after_break=after_break))
            else:
                found = within_tale(block.text) if number in tales else quotations(block.text, chosen, manuscript.language)
                spoken = [q for q in found if chosen == "dash" or is_speech(block.text, q, manuscript.language)]
                mended += any(q.mended for q in spoken)
                body.extend(_segments(block, spoken, paragraph, after_break))
            after_break = block.kind == "heading"
        if body:
            chapters.append(Chapter(len(chapters) + 1, chapter.title, tuple(body)))
    return Book(
        manuscript.title,
        manuscript.author,
        manuscript.language,
        tuple(chapters),
        source=manuscript.source,
        text=manuscript.text,
        skipped=tuple(skipped),
        notes=(*manuscript.notes, f"quotation marks: {chosen}", *([f"{MENDED}: {mended}"] if mended else [])),
        imprint=manuscript.imprint,
        emphasis=manuscript.emphasis,
    )


def _set_apart(blocks: Sequence[Block]) -> dict[int, tuple[SegmentKind, bool]]:
    """The blocks that are one segment whatever marks stand in them: mottoes, and verse that somebody sings, stanza by stanza.

    By position in the chapter: the segment's kind, and whether the song ends with it.
    """
    found: dict[int, tuple[SegmentKind, bool]] = {}
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        if block.kind != "paragraph" or block.skipped or block.speaker or before is None:
            continue
        after = blocks[number + 1].text if number + 1 < len(blocks) else ""
        if before.kind == "heading" and is_motto(block.text, after):
            found[number] = ("narration", True)
        elif is_verse(block.text) and number - 1 in found and found[number - 1][0] == "dialogue":
            found[number - 1] = ("dialogue", False)
            found[number] = ("dialogue", True)
        elif before.kind == "paragraph" and is_verse(block.text) and sung_after(before.text):
            found[number] = ("dialogue", True)
    return found


def _segments(block: Block, quotations: Sequence[Quotation], paragraph: int, after_break: bool) -> list[Segment]:
    """One block cut into segments that join back to its exact text."""
    if block.kind == "heading":
        return [Segment("heading", block.text, block.at, paragraph, after_break=after_break)]
    if block.speaker:
        kind: SegmentKind = "narration" if block.speaker == NARRATOR else "dialogue"
        return [Segment(kind, block.text, block.at, paragraph, after_break=after_break, speaker=block.speaker)]
    text = block.text
    cuts: list[tuple[int, int, bool, bool]] = []
    place = 0
    for quotation in quotations:
        if _has_words(text, place, quotation.start) or (not cuts and text[: quotation.start].strip()):
            cuts.append((place, quotation.start, False, True))
        elif cuts:
            cuts[-1] = (cuts[-1][0], quotation.start, cuts[-1][2], cuts[-1][3])
        else:
            quotation = Quotation(0, quotation.end, quotation.closes)
        cuts.append((quotation.start, quotation.end, True, quotation.closes))
        place = quotation.end
    if _has_words(text, place, len(text)) or not cuts:
        cuts.append((place, len(text), False, True))
    else:
        cuts[-1] = (cuts[-1][0], len(text), cuts[-1][2], cuts[-1][3])
    return [
        Segment(
            kind="dialogue" if speech else "narration",
            text=text[a:b],
            at=Span(block.at.start + a, block.at.start + b),
            paragraph=paragraph,
            closes=closes,
            after_break=after_break,
        )
        for a, b, speech, closes in cuts
    ]


def _has_words(text: str, start: int, end: int) -> bool:
    """A mere stop after a closing mark is none of the narrator's: “I will”."""
    return _SAYABLE.search(text, start, end) is not None
