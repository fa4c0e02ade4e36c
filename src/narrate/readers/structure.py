"""From parts to a reading text with its blocks, and from a row of blocks to chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from narrate.model import Block, BlockKind, Chapter, Manuscript, Span
from narrate.readers.emphasis import stressed
from narrate.readers.headings import TITLE, chapter_level, is_number
from narrate.readers.origins import Run

TITLE_BYTES = 120
"""Players and probes cut or drop longer chapter titles."""
FRONT_WORDS = 60
"""A shorter run of text before the first chapter is the title page, no chapter of its own."""


OPENING = "Opening"
BETWEEN = "\n\n"
"""What stands between two parts in the reading text."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text out of a file with markup, not yet placed in the reading text. Fields as in `Block`;
    `ids` are the anchors that lead here; `source` says where its letters stand in the `member` that it is out of; `emphasis` are
    the stretches of its text that are printed with emphasis."""

    kind: BlockKind
    text: str
    level: int = 0
    skipped: str | None = None
    opens: str | None = None
    speaker: str | None = None
    role: str | None = None
    ids: tuple[str, ...] = ()
    member: str = ""
    source: tuple[Run, ...] = ()
    emphasis: tuple[Span, ...] = ()


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The lines, in the whole text or between two places, that are not blank, without their line ends."""
    last = len(text) if end is None else end
    while start < last:
        stop = text.find("\n", start, last)
        stop = last if stop < 0 else stop
        if start < stop and not text[start:stop].isspace():
            yield Span(start, stop)
        start = stop + 1


def compose(manuscript: Manuscript, parts: Sequence[Part]) -> Manuscript:
    """The manuscript with its reading text, the parts one after the other with a blank line between, and its chapters."""
    blocks: list[Block] = []
    emphasis: list[Span] = []
    place = 0
    for part in parts:
        at = Span(place, place + len(part.text))
        emphasis += [Span(place + one.start, place + one.end) for one in part.emphasis]
        blocks.append(
            Block(
                kind=part.kind,
                text=part.text,
                at=at,
                level=part.level,
                skipped=part.skipped,
                opens=part.opens,
                speaker=part.speaker,
                role=part.role,
            )
        )
        place = at.end + len(BETWEEN)
    return bind(replace(manuscript, text=BETWEEN.join(part.text for part in parts), emphasis=tuple(emphasis)), blocks)


def bind(manuscript: Manuscript, blocks: list[Block]) -> Manuscript:
    """The same book with these blocks, grouped into chapters: every block of `blocks`, in order.

    A heading of level 1 or 2 opens a chapter, or, where the file has a table of contents, what that points to;
    headings that follow each other open one together. Blocks before the first chapter form a chapter of their own
    unless all of them are skipped or headings. Of what is printed with emphasis, what is stressed stays.
    """
    blocks = _carried(blocks)
    groups: list[list[Block]] = [[]]
    listed = any(block.opens is not None for block in blocks)
    has_story = False
    for block in blocks:
        opens = block.opens is not None if listed else _opens(block)
        if opens and has_story:
            groups.append([])
            has_story = False
        groups[-1].append(block)
        has_story = has_story or _is_story(block)
    if len(groups) > 1 and not _has_story(groups[-1]):
        groups[-2].extend(groups.pop())
    titles = [_listed_title(group) or _title(group) for group in groups]
    if len(groups) > 1 and not any(_opens(block) or block.opens for block in groups[0]) and _words(groups[0]) < FRONT_WORDS:
        titles.pop(0)
        groups[:2] = [groups[0] + groups[1]]
    chapters = tuple(
        Chapter(number, title or _untitled(number, titles, manuscript.title), tuple(group))
        for number, (title, group) in enumerate(zip(titles, groups, strict=True), 1)
    )
    return replace(manuscript, chapters=chapters, emphasis=stressed(manuscript.text, manuscript.emphasis, manuscript.language))


def _untitled(number: int, titles: list[str], book: str) -> str:
    """What a chapter without a heading is called; before the first that has one, it is no chapter with a number."""
    if len(titles) == 1:
        return book
    return OPENING if number == 1 and any(titles) else f"Part {number}"


def _opens(block: Block) -> bool:
    return block.kind == "heading" and block.level in (1, 2) and not block.skipped


def _listed_title(group: list[Block]) -> str:
    """`Part One, Chapter 1`: what the table of contents calls a chapter, and the part that begins with it."""
    first = next((i for i, block in enumerate(group) if _has_story([block])), len(group))
    return _clipped(", ".join(dict.fromkeys(block.opens for block in group[: first + 1] if block.opens)))


def _carried(blocks: list[Block]) -> list[Block]:
    """The chapter that would open with a block that is not read opens with the next that is, if that opens none itself."""
    made, waiting = [], None
    for block in blocks:
        if block.skipped and block.opens:
            waiting, block = block.opens, replace(block, opens=None)
        elif not block.skipped:
            block, waiting = replace(block, opens=block.opens or waiting) if waiting else block, None
        made.append(block)
    return made


def _clipped(title: str) -> str:
    return title.encode()[:TITLE_BYTES].decode("utf-8", "ignore")


def _has_story(group: list[Block]) -> bool:
    return any(map(_is_story, group))


def _is_story(block: Block) -> bool:
    return block.kind == "paragraph" and not block.skipped


def _words(group: list[Block]) -> int:
    return sum(len(block.text.split()) for block in group if not block.skipped)


def _title(group: list[Block]) -> str:
    """`PART ONE, CHAPTER I: The Bertolini`: the headings before the first paragraph, the book's own title left out. A motto
    may stand between a number and its title."""
    heads: list[Block] = []
    read_blocks = [block for block in group if not block.skipped]
    for block, after in zip_longest(read_blocks, read_blocks[1:]):
        if block.kind == "paragraph" and not (heads and _is_motto(block, after) and is_number(_one_line(heads[-1].text))):
            break
        if block.kind == "heading":
            heads.append(block)
    first = next((n for n, block in enumerate(heads) if chapter_level(block.text.split("\n")[0])), 0)
    title = ""
    for block in heads[first:]:
        if len(title) > TITLE_BYTES:
            break
        text = _one_line(block.text)
        if title and block.level == TITLE and is_number(text):
            break  # the first section of the chapter
        title += (": " if block.level == TITLE else ", ") + text if title else text
    return _clipped(title)


def _is_motto(block: Block, after: Block | None) -> bool:
    """Lines that are all set in, with a title below."""
    titled = after is not None and after.kind == "heading" and after.level == TITLE
    return titled and bool(re.fullmatch(r"[^\n]+(?:\n[ \t]+[^\n]+){1,7}", block.text))


def _one_line(heading: str) -> str:
    """A heading's lines as one: a number and its title with a colon between."""
    lines = [" ".join(line.split()) for line in heading.replace("_", "").strip().split("\n")]
    number, rest = lines[0].rstrip(".:"), " ".join(lines[1:])
    text = (f"{number}: {rest}" if is_number(number) else f"{lines[0]} {rest}") if rest else lines[0]
    return re.sub(r"[.:]+$", "", text.strip("[]()—–- ") if is_number(text) else text)
