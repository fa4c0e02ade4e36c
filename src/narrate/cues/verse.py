"""Which paragraphs are verse: their lines end where their author ended them."""

from __future__ import annotations

from itertools import groupby, pairwise

from narrate.model import Script

_WRAPPED = 60
"""Characters; nobody breaks the lines of prose sooner."""


def verses(script: Script) -> frozenset[int]:
    """The paragraphs, by number, whose lines end where their author ended them: in most of them the next line's first word
    would still have had room."""
    rows: dict[int, list[str]] = {}
    for chapter in script.chapters:
        for number, lines in groupby(chapter.body, key=lambda line: line.paragraph):
            first, *more = lines
            start, end = first.at.start, [first, *more][-1].at.end
            if script.text.find("\n", start, end) >= 0 and first.kind != "heading":
                rows[number] = [row for row in script.text[start:end].split("\n") if row.strip()]
    lengths = sorted(len(row.rstrip()) for each in rows.values() for row in each)
    width = lengths[len(lengths) * 19 // 20] if lengths else 0  # not the longest: one line that runs over is no width of a page
    return frozenset(number for number, each in rows.items() if _ended_early(each, max(width, _WRAPPED)))


def _ended_early(rows: list[str], width: int) -> bool:
    room = [len(row.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) <= width for row, after in pairwise(rows)]
    return 2 * sum(room) > len(room)
