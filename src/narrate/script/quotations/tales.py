"""A tale that somebody tells over many paragraphs, as French books print it: each opens with «, only the last closes.

It is read as narration, and what its own people say, in «…» again, is their speech.
"""

from __future__ import annotations

from collections.abc import Sequence

from narrate.model import Block
from narrate.script.quotations.marks import paired
from narrate.script.quotations.quotation import Quotation

_FEWEST = 3
"""So many paragraphs in a row that open and do not close are no long speech any more."""


def tale_blocks(blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks, by position, that stand in such a tale: a row of them, with the one that closes it."""
    found: set[int] = set()
    row: list[int] = []
    for number, block in enumerate(blocks):
        if block.skipped or block.kind != "paragraph":
            continue
        opens = block.text.lstrip().startswith("«")
        if opens and _stays_open(block.text):
            row.append(number)
            continue
        if _is_tale(blocks, row):
            found.update([*row, number] if opens else row)
        row = []
    return frozenset(found | set(row)) if _is_tale(blocks, row) else frozenset(found)


def _is_tale(blocks: Sequence[Block], row: Sequence[int]) -> bool:
    """Whether somebody speaks in these; else they are a long speech, or a letter."""
    return len(row) >= _FEWEST and any(blocks[number].text.count("«") > 1 for number in row)


def _stays_open(text: str) -> bool:
    """Whether the first « of a paragraph is the one that its last » leaves open."""
    return text.count("«") > text.count("»")


def within_tale(text: str) -> list[Quotation]:
    """The quotations in a paragraph of a tale; its own opening mark is none."""
    start = text.index("«") + 1
    return [Quotation(q.start + start, q.end + start, q.closes) for q in paired(text[start:], "«", "»")]
