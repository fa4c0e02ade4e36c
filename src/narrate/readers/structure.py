"""From a row of blocks to chapters."""

from __future__ import annotations

import re
from dataclasses import replace

from narrate.model import Block, Chapter, Manuscript

TITLE_BYTES = 120
"""Players and probes cut or drop longer chapter titles."""
FRONT_WORDS = 60
"""A shorter run of text before the first chapter is the title page, no chapter of its own."""


def bind(manuscript: Manuscript, blocks: list[Block]) -> Manuscript:
    """The same book with these blocks, grouped into chapters: every block of `blocks`, in order.

    A heading of level 1 or 2 opens a chapter; headings that follow each other open one together. Blocks
    before the first chapter form a chapter of their own unless all of them are skipped or headings.
    """
    groups: list[list[Block]] = [[]]
    for block in blocks:
        if _opens(block) and _has_story(groups[-1]):
            groups.append([])
        groups[-1].append(block)
    if len(groups) > 1 and not _has_story(groups[-1]):
        groups[-2].extend(groups.pop())
    titles = [_title(group) for group in groups]
    if len(groups) > 1 and not any(_opens(block) for block in groups[0]) and _words(groups[0]) < FRONT_WORDS:
        titles.pop(0)
        groups[:2] = [groups[0] + groups[1]]
    chapters = tuple(
        Chapter(number, title or (manuscript.title if len(groups) == 1 else f"Part {number}"), tuple(group))
        for number, (title, group) in enumerate(zip(titles, groups, strict=True), 1)
    )
    return replace(manuscript, chapters=chapters)


def _opens(block: Block) -> bool:
    return block.kind == "heading" and block.level in (1, 2) and not block.skipped


def _has_story(group: list[Block]) -> bool:
    return any(block.kind == "paragraph" and not block.skipped for block in group)


def _words(group: list[Block]) -> int:
    return sum(len(block.text.split()) for block in group if not block.skipped)


def _title(group: list[Block]) -> str:
    """`PART ONE, CHAPTER I: The Bertolini`: the headings before the first paragraph."""
    title = ""
    for block in group:
        if block.skipped:
            continue
        if block.kind != "heading":
            if block.kind == "paragraph":
                break
            continue
        lines = [" ".join(line.split()) for line in block.text.replace("_", "").strip().split("\n")]
        text = re.sub(r"[.:]+$", "", f"{lines[0].rstrip('.:')}: {' '.join(lines[1:])}" if lines[1:] else lines[0])
        if title:
            text = title + (": " if block.level == 3 or (": " not in title and block.level == 0) else ", ") + text
        title = text
    return title.encode()[:TITLE_BYTES].decode("utf-8", "ignore")
