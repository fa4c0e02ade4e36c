"""What stands in a story's file and is not the story: found, marked with a reason, never thrown away.

Nothing inside quotation marks is ever struck. A person keeps a kind of block by naming its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from narrate.model import Block, Manuscript
from narrate.readers.semantics import CONTENTS, COPYRIGHT, HALF_TITLE, INDEX, NOTE, PAGE_NUMBER
from narrate.readers.structure import bind

HEADER = "Project Gutenberg header"
LICENCE = "Project Gutenberg licence"
CREDIT = "transcriber's credit"
TEASER = "teaser"
BOILERPLATE = "boilerplate"
PICTURE = "picture"
WISHED = "skipped by voices.yaml"

_START = re.compile(r"\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG", re.I)
_SMALL_PRINT_END = re.compile(r"\*\s*END\s*\*?\s*THE SMALL PRINT", re.I)
_END = re.compile(r"(?:\*\*\*\s*)?END OF (?:THE |THIS )?PROJECT GUTENBERG", re.I)
_CREDIT = re.compile(
    r"(?:e-?text |this (?:e-?text|e-?book) was )?(?:produced|prepared|transcribed|scanned) (?:by|from) |transcriber'?s note",
    re.I,
)
_IMPRINT = re.compile(
    r"copyright\s+(?:©|\(c\)|by\b|page\b|\d{4})|[©]\s*\d{4}|\ball\s+rights\s+reserved\b|\bISBN\b|\blibrary\s+of\s+congress\b"
    r"|\bprinted\s+in\s+(?:the\s+)?(?:u\.?\s?s|u\.?\s?k|united|great)|\bno\s+part\s+of\s+this\s+(?:book|publication)\b"
    r"|\bfirst\s+(?:published|edition|printing)\b.{0,60}\d{4}|\bcataloging[- ]in[- ]publication\b"
    r"|\bthis\s+is\s+a\s+work\s+of\s+fiction\b",
    re.I,
)
_TRANSCRIBER = re.compile(r"transcriber[’']?s[’']?\s+notes?\b", re.I)
_FOOTNOTE = re.compile(r"\[_?(?:foot|transcriber[’']?s[’']?\s+)?note\b[^\]]*[:\]]|^\[\d{1,3}\]\s+\S", re.I)
_PICTURE = re.compile(r"\[\s*(?:illustration|illus\.|picture|image|frontispiece|map)\b[^\]]*\]", re.I)
_ENTRY = re.compile(r".{2,80},\s*\d+(?:[,;–-]\s*\d+)*\.?", re.S)
_QUOTE = re.compile(r"[\"“”„«»「」]")
_PAGE_WORDS = re.compile(
    r"""(?:please\s+)?(?:leave\s+a\s+(?:comment|reply)|post\s+a\s+comment|\d*\s*comments?|add\s+a\s+comment
    |share\s+(?:this|on\b.*)?|click\s+to\s+(?:share|email)\b.*|like\s+this|like\s+loading.*|loading\.*
    |related(?:\s+(?:stories|posts))?|you\s+(?:may|might)\s+also\s+like|advertisements?|sponsored
    |subscribe\b.*|sign\s+up\s+(?:for|to)\b.*|follow\s+(?:us|me)\b.*|read\s+more|continue\s+reading.*|next\s+(?:page|chapter|story)
    |previous\s+(?:page|chapter|story)|your\s+email\s+address\s+will\s+not\s+be\s+published.*|required\s+fields\s+are\s+marked.*
    |all\s+rights\s+reserved\.?|privacy\s+policy|posted\s+on\b.*|\d+\s+min(?:ute)?s?\s+read|tweet|pin\s+it|log\s*in|home
    |if\s+you(?:\s+have|['’]ve)?\s+(?:enjoyed|liked)\s+(?:this|my|the)\s+(?:story|post|chapter|tale)\b.*|if\s+you\s+enjoyed\s+this\b.*|support\s+(?:me|us)\s+on\b.*)\s*[:.!…→»]*""",
    re.I | re.X,
)
_FRONT_WORDS = 600
_IMPRINT_WORDS = 120
_TAIL_BLOCKS = 12
_TOP_BLOCKS = 6
_PAGE_LINE_WORDS = 16


@dataclass(frozen=True)
class Wishes:
    """What a person wants read and left out: reasons, or regular expressions that are looked for in a block's text."""

    keep: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    encoding: str | None = None


AS_FOUND = Wishes()


def strike(manuscript: Manuscript, wishes: Wishes = AS_FOUND) -> Manuscript:
    """The same manuscript with the reason set on every block that is not read aloud, chapters made anew."""
    blocks = [replace(b, skipped=None) if b.skipped and _wanted(b, b.skipped, wishes) else b for b in manuscript.bodies()]
    for find in (_gutenberg, _contents, _copyright, _teaser, _page_furniture, _notes, _index):
        for index, reason in find(blocks).items():
            if not blocks[index].skipped and not _wanted(blocks[index], reason, wishes):
                blocks[index] = replace(blocks[index], skipped=reason)
    blocks = [replace(b, skipped=WISHED) if not b.skipped and _unwanted(b, wishes) else b for b in blocks]
    return bind(manuscript, blocks)


def is_imprint(text: str) -> bool:
    """Whether a publisher says this of a book: copyright, edition, printer. Nothing with quotation marks is."""
    return bool(_IMPRINT.search(text)) and len(text.split()) < _IMPRINT_WORDS and not _QUOTE.search(text)


def _wanted(block: Block, reason: str, wishes: Wishes) -> bool:
    return reason in wishes.keep or _matches(block, wishes.keep)


def _unwanted(block: Block, wishes: Wishes) -> bool:
    return block.role in wishes.skip or _matches(block, wishes.skip)


def _matches(block: Block, patterns: tuple[str, ...]) -> bool:
    return any(re.search(pattern, block.text) for pattern in patterns)


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
    notes = (i for i in range(len(blocks) * 9 // 10, len(blocks)) if _TRANSCRIBER.match(_plain(blocks[i])))
    struck.update(dict.fromkeys(range(next(notes, len(blocks)), len(blocks)), CREDIT))
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


def _copyright(blocks: list[Block]) -> dict[int, str]:
    """What the publisher prints before the story: within the first pages, and never with quotation marks."""
    struck: dict[int, str] = {}
    words = 0
    for index, block in enumerate(blocks):
        if block.skipped:
            continue
        count = len(block.text.split())
        if is_imprint(block.text):
            struck[index] = COPYRIGHT
        else:
            words += count
        if words > _FRONT_WORDS:
            break
    return struck


def _notes(blocks: list[Block]) -> dict[int, str]:
    """Footnotes and pictures in the square brackets of transcribers."""
    found = {i: NOTE for i, b in enumerate(blocks) if b.kind == "paragraph" and _FOOTNOTE.match(b.text)}
    return found | {i: PICTURE for i, b in enumerate(blocks) if _PICTURE.fullmatch(b.text.strip())}


def _index(blocks: list[Block]) -> dict[int, str]:
    """From a heading "Index" on, if what follows are words with page numbers."""
    for index in range(len(blocks) - 1, max(-1, len(blocks) // 2), -1):
        if _plain(blocks[index]).casefold() in ("index", "general index"):
            entries = blocks[index + 1 :]
            if entries and sum(bool(_ENTRY.fullmatch(b.text.split("\n")[0])) for b in entries) > 0.5 * len(entries):
                return dict.fromkeys(range(index, len(blocks)), INDEX)
    return {}


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
        anywhere = text.lower().startswith(("advertisement", "continue reading"))
        if _PAGE_WORDS.fullmatch(text) and (index >= tail or anywhere):
            struck[index] = BOILERPLATE
    return struck


def _plain(block: Block) -> str:
    return " ".join(block.text.split()).strip("_* ")


def _words(block: Block) -> list[str]:
    return re.findall(r"[^\W_]+", block.text.lower())
