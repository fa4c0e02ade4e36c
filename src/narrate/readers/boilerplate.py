"""What stands in a story's file and is not the story: found, marked with a reason, never thrown away.

Nothing inside quotation marks is ever struck. A person keeps a kind of block by naming its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from narrate.model import Block, Manuscript
from narrate.readers.structure import bind

HEADER = "Project Gutenberg header"
LICENCE = "Project Gutenberg licence"
CREDIT = "transcriber's credit"
CONTENTS = "table of contents"
TEASER = "teaser"
BOILERPLATE = "boilerplate"
REASONS = (HEADER, LICENCE, CREDIT, CONTENTS, TEASER, BOILERPLATE)

_START = re.compile(r"\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG", re.I)
_SMALL_PRINT_END = re.compile(r"\*\s*END\s*\*?\s*THE SMALL PRINT", re.I)
_END = re.compile(r"(?:\*\*\*\s*)?END OF (?:THE |THIS )?PROJECT GUTENBERG", re.I)
_CREDIT = re.compile(
    r"(?:e-?text |this (?:e-?text|e-?book) was )?(?:produced|prepared|transcribed|scanned) (?:by|from) |transcriber'?s note",
    re.I,
)
_QUOTE = re.compile(r"[\"“”„«»「」]")
_PAGE_WORDS = re.compile(
    r"""(?:please\s+)?(?:leave\s+a\s+(?:comment|reply)|post\s+a\s+comment|\d*\s*comments?|add\s+a\s+comment
    |share\s+(?:this|on\b.*)?|click\s+to\s+(?:share|email)\b.*|like\s+this|like\s+loading.*|loading\.*
    |related(?:\s+(?:stories|posts))?|you\s+(?:may|might)\s+also\s+like|advertisements?|sponsored
    |subscribe\b.*|sign\s+up\s+(?:for|to)\b.*|follow\s+(?:us|me)\b.*|read\s+more|continue\s+reading.*|next\s+(?:page|chapter|story)
    |previous\s+(?:page|chapter|story)|your\s+email\s+address\s+will\s+not\s+be\s+published.*|required\s+fields\s+are\s+marked.*
    |all\s+rights\s+reserved\.?|privacy\s+policy|posted\s+on\b.*|\d+\s+min(?:ute)?s?\s+read|tweet|pin\s+it|log\s*in|home
    |if\s+you\s+enjoyed\s+this\b.*|support\s+(?:me|us)\s+on\b.*)\s*[:.!…→»]*""",
    re.I | re.X,
)
_TAIL_BLOCKS = 12
_TOP_BLOCKS = 6
_PAGE_LINE_WORDS = 16


def strike(manuscript: Manuscript, keep: tuple[str, ...] = ()) -> Manuscript:
    """The same manuscript with the reason set on every block that is not read aloud, chapters made anew."""
    blocks = list(manuscript.bodies())
    for find in (_gutenberg, _contents, _teaser, _page_furniture):
        for index, reason in find(blocks).items():
            if not blocks[index].skipped and reason not in keep:
                blocks[index] = replace(blocks[index], skipped=reason)
    return bind(manuscript, blocks)


def _gutenberg(blocks: list[Block]) -> dict[int, str]:
    struck: dict[int, str] = {}
    start = next((i for i, b in enumerate(blocks) if _START.search(b.text) or _SMALL_PRINT_END.search(b.text)), None)
    if start is not None:
        struck.update(dict.fromkeys(range(start + 1), HEADER))
        for index in range(start + 1, min(start + 4, len(blocks))):
            if _CREDIT.match(_plain(blocks[index])):
                struck[index] = CREDIT
    end = next((i for i, b in enumerate(blocks) if i > (start or 0) and _END.search(b.text)), None)
    if end is not None:
        struck.update(dict.fromkeys(range(end, len(blocks)), LICENCE))
    return struck


def _contents(blocks: list[Block]) -> dict[int, str]:
    """Three or more chapter headings with no story between them are a list of chapters, not chapters."""
    struck: dict[int, str] = {}
    run: list[int] = []
    for index, block in enumerate([*blocks, Block("paragraph", "", blocks[-1].at) if blocks else None]):
        if block is not None and (block.kind == "heading" or block.skipped):
            run.append(index)
            continue
        chapters = [i for i in run if blocks[i].level == 2 and not blocks[i].skipped]
        if len(chapters) >= 4:
            last = chapters[-1]
            same_again = any(_plain(b).lower() == _plain(blocks[chapters[0]]).lower() for b in blocks[last:])
            stop = run[-1] + 1 if same_again and not _opens_chapter(blocks, last) else last
            start = chapters[0] - (chapters[0] > 0 and _plain(blocks[chapters[0] - 1]).lower().endswith("contents"))
            struck.update({i: CONTENTS for i in run if start <= i < stop})
        run = []
    return struck


def _opens_chapter(blocks: list[Block], last: int) -> bool:
    """Whether the last heading of a run is itself the first chapter (the list ended just before it)."""
    first_words = re.sub(r"\W", "", _plain(blocks[last])).lower()
    return first_words in {"1", "i", "chapteri", "chapter1", "chapterone", "prologue"}


def _teaser(blocks: list[Block]) -> dict[int, str]:
    """A paragraph at the top that one of the next ones says again, only longer."""
    top = [i for i, b in enumerate(blocks) if b.kind == "paragraph" and not b.skipped][: _TOP_BLOCKS + 4]
    for place, index in enumerate(top[:_TOP_BLOCKS]):
        words = _words(blocks[index])
        if len(words) < 8 or _QUOTE.search(blocks[index].text):
            continue
        for other in top[place + 1 : place + 5]:
            longer = _words(blocks[other])
            shared = (Counter(words) & Counter(longer)).total()
            if longer[:5] == words[:5] and len(longer) >= len(words) and shared >= 0.65 * len(words):
                return {index: TEASER}
    return {}


def _page_furniture(blocks: list[Block]) -> dict[int, str]:
    """Buttons and pleas of a web page: anywhere at the end, and "Advertisement" anywhere alone."""
    struck: dict[int, str] = {}
    tail = len(blocks) - _TAIL_BLOCKS
    for index, block in enumerate(blocks):
        text = _plain(block)
        if block.kind == "scene_break" or _QUOTE.search(text) or len(text.split()) > _PAGE_LINE_WORDS:
            continue
        if _PAGE_WORDS.fullmatch(text) and (index >= tail or text.lower().startswith("advertisement")):
            struck[index] = BOILERPLATE
    return struck


def _plain(block: Block) -> str:
    return " ".join(block.text.split()).strip("_* ")


def _words(block: Block) -> list[str]:
    return re.findall(r"[^\W_]+", block.text.lower())
