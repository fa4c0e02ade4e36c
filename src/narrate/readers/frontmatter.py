"""What stands before the story and is none of it: the imprint, the list of chapters, a title that comes again."""

from __future__ import annotations

import re
from bisect import bisect

from narrate.model import Block
from narrate.readers.semantics import CONTENTS, COPYRIGHT, HALF_TITLE

_IMPRINT = re.compile(
    r"copyright\s+(?:©|\(c\)|by\b|page\b|\d{4})|[©]\s*(?:by\s+|the\s+)?\w*\s*\d{4}|\(c\)\s*\d{4}|\ball\s+rights\s+reserved\b|\be?-?ISBN\b"
    r"|\blibrary\s+of\s+congress\b|\bprinted\s+(?:and\s+bound\s+)?in\s+(?:the\s+)?(?:u\.?\s?s|u\.?\s?k|united|great|canada|china|germany)"
    r"|\bno\s+part\s+of\s+this\s+(?:e-?book|book|publication)\b|\bfirst\s+(?:published|edition|printing)\b.{0,60}\d{4}"
    r"|\bcatalogu?ing[- ]in[- ]publication\b|\bthis\s+is\s+a\s+work\s+of\s+fiction\b|\bCIP catalogue record\b"
    r"|\bmoral\s+right\b.{0,60}\bauthor\b|\bcreative\s+commons\b",
    re.I,
)
_BESIDE = re.compile(
    r"(?:(?:front |back )?cover|book|jacket|interior|text|ebook|e-book|map|maps?|author)s?\s+(?:design|art|artwork"
    r"|illustration|photo(?:graph)?s?|image|typography|layout|formatting|production)s?\b.{0,60}|(?:edited|typeset|designed|printed"
    r"|bound|published|illustrated|formatted|distributed|translated|set|produced)\s+(?:and\s+\w+\s+)?(?:by|in|at)\b.{0,80}"
    r"|(?:https?://|www\.)\S+|\S+@\S+\.\S+|(?:visit|find|follow)\b.{0,40}(?:www\.|https?:|@|\.com\b).{0,60}"
    r"|(?:\d{1,3}\s+){3,}\d{1,3}|(?:first|second|third|revised|kindle|digital|e-?book|paperback|\d+(?:st|nd|rd|th))\s+(?:\w+\s+)?(?:edition|printing)\b.{0,60}"
    r"|.{0,40}\b(?:press|publishing|publishers|publications|books|verlag|editions|imprint)\b.{0,60}"
    r"|(?:names,\s+characters|any\s+resemblance|for\s+(?:information|permissions?|rights)|the\s+(?:author|publisher)\s+(?:asserts|has|is))\b.*",
    re.I | re.S,
)
"""What stands beside a copyright line, and means something else elsewhere."""
_QUOTE = re.compile(r"[\"“”„«»「」]")
_CONTENTS = re.compile(r"\W*(?:(?:table of )?contents|list of chapters|chapters)\W*", re.I)
_LEADERS = re.compile(r"(?:[\s.·…_]{3,}|\s{2,}|\t|,\s)\d{1,4}\s*$|(?:\s?\.){3,}\s*[ivxlcdm]{1,6}\s*$")
_NUMBER = re.compile(r"^\W*(?:(?:chapter|part|book)\s+)?(?:\d{1,4}|[ivxlcdm]{1,8})\b[\s.:)—–-]*", re.I)
_FRONT_WORDS, _IMPRINT_WORDS, _BESIDE_WORDS, _TITLE_WORDS = 600, 120, 60, 12
_LIST = 3
"""A list of chapters has at least so many lines, unless each comes again as a heading."""
_AHEAD = 400
"""Blocks further on in which a heading of a list of chapters comes again."""
_LISTED = (CONTENTS, HALF_TITLE)
"""What the first line of a list may be set aside as."""


def is_imprint(text: str) -> bool:
    """Whether a publisher says this of a book: copyright, edition, printer. Nothing with quotation marks is."""
    return bool(_IMPRINT.search(text)) and len(text.split()) < _IMPRINT_WORDS and not _QUOTE.search(text)


def imprint(blocks: list[Block]) -> dict[int, str]:
    """What the publisher prints before the story: within the first pages, with what stands beside it."""
    struck: dict[int, str] = {}
    words = 0
    for index, block in enumerate(blocks):
        if block.skipped:
            continue
        if is_imprint(block.text):
            struck[index] = COPYRIGHT
        else:
            words += len(block.text.split())
        if words > _FRONT_WORDS:
            break
    for index in list(struck):
        for step in (1, -1):
            beside = index + step
            while 0 <= beside < len(blocks) and beside not in struck and _stands_beside(blocks[beside]):
                if not blocks[beside].skipped:
                    struck[beside] = COPYRIGHT
                beside += step
    return struck


def _stands_beside(block: Block) -> bool:
    """Whether a block may stand between others of an imprint, or is not read anyway."""
    if block.skipped:
        return True
    text = " ".join(block.text.split())
    few = len(text.split()) <= _BESIDE_WORDS and not _QUOTE.search(text)
    return few and block.kind == "paragraph" and bool(_BESIDE.fullmatch(text))


def chapter_list(blocks: list[Block]) -> dict[int, str]:
    """A list of the chapters: three or more of their headings with no story between them, or what stands under "Contents" and
    comes again as a heading, however short, or ends in a page's number."""
    struck = _headings_only(blocks)
    titles = {_bare(line) for b in blocks if b.kind == "heading" for line in b.text.split("\n")} - {""}
    places = _heading_places(blocks)
    end = 0
    for start, block in enumerate(blocks):
        if not _CONTENTS.fullmatch(block.text.strip("_* ")) or block.skipped or start < end:
            continue
        listed: list[int] = []
        at = start + 1
        while at < len(blocks) and (blocks[at].skipped or _is_list(blocks[at], titles, places, at)):
            listed += [at] if not blocks[at].skipped else []
            at += 1
        opens = blocks[at - 1].kind == "heading" and at < len(blocks) and blocks[at].kind == "paragraph"
        if opens and listed[-1:] == [at - 1]:
            listed.pop()  # it opens a chapter, and another of its name comes later: two parts that number theirs alike
        lines = sum(blocks[i].text.strip().count("\n") + 1 for i in listed)
        again = all(_bare(line) in titles for i in listed for line in blocks[i].text.split("\n"))
        if lines >= _LIST or (listed and again):
            struck.update(dict.fromkeys([start, *listed], CONTENTS))
            end = at
        elif start + 1 < len(blocks) and (blocks[start + 1].skipped in _LISTED or struck.get(start + 1) == CONTENTS):
            struck[start] = CONTENTS
    return struck


def _heading_places(blocks: list[Block]) -> dict[str, list[int]]:
    """Where the headings with a line, or with a text in all, stand."""
    places: dict[str, list[int]] = {}
    for place, block in enumerate(blocks):
        if block.kind == "heading":
            for line in {_bare(line) for line in (block.text, *block.text.split("\n"))}:
                places.setdefault(line, []).append(place)
    return places


def _is_list(block: Block, titles: set[str], places: dict[str, list[int]], at: int) -> bool:
    """Whether every line of a block is one of a list of chapters; a heading only if it comes again further on."""
    lines = [line for line in block.text.split("\n") if line.strip()]
    if block.kind == "heading":
        rows = (places.get(_bare(line), []) for line in lines)
        return all(row and bisect(row, at) < bisect(row, at + _AHEAD - 1) for row in rows)
    known = sum(bool(_LEADERS.search(line)) or _bare(line) in titles for line in lines)
    return block.kind == "paragraph" and known > 0.7 * len(lines) and max(len(line.split()) for line in lines) < 20


def _bare(line: str) -> str:
    """A line of a list as its chapter calls it: without number, dots and page."""
    line = _LEADERS.sub("", line.strip())
    return re.sub(r"\W+", " ", _NUMBER.sub("", line) or line).strip().casefold()


def _headings_only(blocks: list[Block]) -> dict[int, str]:
    struck: dict[int, str] = {}
    run: list[int] = []
    last_of = {_plain(block).lower(): index for index, block in enumerate(blocks)}
    for index, block in enumerate([*blocks, Block("paragraph", "", blocks[-1].at) if blocks else None]):
        if block is not None and (block.kind == "heading" or block.skipped):
            run.append(index)
            continue
        chapters = [i for i in run if blocks[i].level == 2 and not blocks[i].skipped]
        if len(chapters) >= 4:
            last = chapters[-1]
            same_again = last_of[_plain(blocks[chapters[0]]).lower()] >= last
            stop = run[-1] + 1 if same_again and not _opens_chapter(blocks, last) else last
            start = chapters[0] - (chapters[0] > 0 and _plain(blocks[chapters[0] - 1]).lower().endswith("contents"))
            struck.update({i: CONTENTS for i in run if start <= i < stop})
        run = []
    return struck


def _opens_chapter(blocks: list[Block], last: int) -> bool:
    """Whether the last heading of a run is itself the first chapter (the list ended just before it)."""
    first_words = re.sub(r"\W", "", _plain(blocks[last])).lower()
    return first_words in {"1", "i", "chapteri", "chapter1", "chapterone", "prologue"}


def title_again(blocks: list[Block]) -> dict[int, str]:
    """A title with nothing below it that the next page says again."""
    struck: dict[int, str] = {}
    before: tuple[int, str] | None = None
    for index, block in enumerate(blocks):
        if block.skipped or block.kind == "scene_break":
            continue
        words = re.sub(r"[^\w]+", " ", block.text).strip().casefold()
        if before and before[1] == words and block.kind == "heading":
            struck[before[0]] = HALF_TITLE
        short = 0 < len(words.split()) <= _TITLE_WORDS
        before = (index, words) if short and (block.kind == "heading" or before is None) else None
    return struck


def _plain(block: Block) -> str:
    return " ".join(block.text.split()).strip("_* ")
