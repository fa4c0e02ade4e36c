"""What stands in a story's file and is not the story: found, marked with a reason, never thrown away.

Nothing inside quotation marks is ever struck. A person keeps a kind of block by naming its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from narrate.model import Block, Manuscript
from narrate.readers import backmatter, frontmatter, producers
from narrate.readers.patterns import PatternSearch
from narrate.readers.semantics import FURNITURE
from narrate.readers.structure import bind

HEADER = "Project Gutenberg header"
LICENCE = "Project Gutenberg licence"
CREDIT = "transcriber's credit"
TEASER = "teaser"
BOILERPLATE = "boilerplate"
SKIPPED_BY_SETTING = "skipped by voices.yaml"

_START = re.compile(r"\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG", re.I)
_SMALL_PRINT_END = re.compile(r"\*\s*END\s*\*?\s*THE SMALL PRINT", re.I)
_END = re.compile(r"END OF (?:THE |THIS )?PROJECT GUTENBERG", re.I)
_CREDIT = re.compile(
    r"(?:e-?text |this (?:e-?text|e-?book) was )?(?:produced|prepared|transcribed|scanned) (?:by|from) |transcriber'?s note",
    re.I,
)
_TRANSCRIBER = re.compile(r"transcriber[’']?s[’']?\s+notes?\b", re.I)
_QUOTE = re.compile(r"[\"“”„«»「」]")
_PAGE_WORDS = re.compile(
    r"""(?:please\s+)?(?:leave\s+a\s+(?:comment|reply)|post\s+a\s+comment|\d*\s*comments?|add\s+a\s+comment
    |share\s+(?:this|on\b.*)?|click\s+to\s+(?:share|email)\b.*|like\s+this|like\s+loading.*|loading\.*
    |related(?:\s+(?:stories|posts))?|you\s+(?:may|might)\s+also\s+like|advertisements?|sponsored
    |subscribe\b.*|sign\s+up\s+(?:for|to)\b.*|follow\s+(?:us|me)\b.*|read\s+more|continue\s+reading.*|next\s+(?:page|chapter|story)
    |previous\s+(?:page|chapter|story)|your\s+email\s+address\s+will\s+not\s+be\s+published.*|required\s+fields\s+are\s+marked.*
    |all\s+rights\s+reserved\.?|privacy\s+policy|posted\s+on\b.*|\d+\s+min(?:ute)?s?\s+read|tweet|pin\s+it|log\s*in|home
    |if\s+you(?:\s+have|['’]ve)?\s+(?:enjoyed|liked)\s+(?:this|my|the)\s+(?:story|post|chapter|tale)\b.*|if\s+you\s+enjoyed\s+this\b.*|support\s+(?:me|us)\s+on\b.*|vote(?:\s+now)?|[\d.,]+[km]?\s+(?:reads?|views?|votes?|likes?|kudos|bookmarks?))\s*[:.!…→»]*""",
    re.I | re.X,
)
_COUNTED = re.compile(r"[\d.,]+[km]?\s+(?:reads?|views?|votes?|likes?|kudos|bookmarks?)", re.I)
_TAIL_BLOCKS = 12
_TOP_BLOCKS = 6
_PAGE_LINE_WORDS = 16


_BREAKS_OFF = re.compile(r"(?:…|\.\.\.|\[…\]|read more|continue reading)\W*$", re.I)


@dataclass(frozen=True)
class ReadingSettings:
    """What a person wants read and left out: reasons, or regular expressions that are looked for in a block's text."""

    keep: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    encoding: str | None = None
    places: Mapping[str, str] = field(default_factory=dict)
    """Regular expression → where in the settings it stands."""


AS_FOUND = ReadingSettings()


def strike(manuscript: Manuscript, settings: ReadingSettings = AS_FOUND) -> Manuscript:
    """The same manuscript with the reason set on every block that is not read aloud, chapters made anew."""
    keep, skip = (PatternSearch(patterns, settings.places) for patterns in (settings.keep, settings.skip))
    blocks = [
        replace(b, skipped=None) if b.skipped and _is_kept(b, b.skipped, settings, keep) else b for b in manuscript.bodies()
    ]
    for find in FINDERS:
        for index, reason in find(blocks).items():
            if not blocks[index].skipped and not _is_kept(blocks[index], reason, settings, keep):
                blocks[index] = replace(blocks[index], skipped=reason)
    blocks = [
        replace(b, skipped=SKIPPED_BY_SETTING) if not b.skipped and (b.role in settings.skip or skip.finds(b.text)) else b
        for b in blocks
    ]
    return bind(manuscript, blocks)


def _is_kept(block: Block, reason: str, settings: ReadingSettings, keep: PatternSearch) -> bool:
    return reason in settings.keep or keep.finds(block.text)


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


def _teaser(blocks: list[Block]) -> dict[int, str]:
    """A paragraph at the top that one of the next ones says again, only longer: on a page of the web, or where it breaks off."""
    top = [i for i, b in enumerate(blocks) if b.kind == "paragraph" and not b.skipped][: _TOP_BLOCKS + 4]
    on_web = bool(_page_furniture(blocks)) or any(b.skipped == FURNITURE for b in blocks)
    for place, index in enumerate(top[:_TOP_BLOCKS]):
        words = _words(blocks[index])
        breaks_off = len(words) >= 12 and bool(_BREAKS_OFF.search(blocks[index].text))
        if len(words) < 8 or _QUOTE.search(blocks[index].text) or not (on_web or breaks_off):
            continue
        for other in top[place + 1 : place + 5]:
            if any(b.kind == "scene_break" or _QUOTE.search(b.text) for b in blocks[index + 1 : other]):
                break
            longer = _words(blocks[other])
            shared = (Counter(words) & Counter(longer)).total()
            alike = longer[:5] == words[:5] and shared >= 0.65 * len(words) if on_web else longer[: len(words)] == words
            if alike and len(longer) >= len(words):
                return {index: TEASER}
    return {}


def _page_furniture(blocks: list[Block]) -> dict[int, str]:
    """Buttons and pleas of a web page: anywhere at the end, and "Advertisement" anywhere alone. A single word that ends like a
    sentence ("Home.") is one only beside others."""
    struck: dict[int, str] = {}
    sentences: list[int] = []
    tail = len(blocks) - _TAIL_BLOCKS
    for index, block in enumerate(blocks):
        text = _plain(block)
        if block.kind == "scene_break" or _QUOTE.search(text) or len(text.split()) > _PAGE_LINE_WORDS:
            continue
        anywhere = text.lower().startswith(("advertisement", "continue reading")) or bool(_COUNTED.fullmatch(text))
        if _PAGE_WORDS.fullmatch(text) and (index >= tail or anywhere):
            struck[index] = BOILERPLATE
            sentences += [index] if re.fullmatch(r"\w+\W?", text) and (text[-1] in ".!…" or text.lower() == "home") else []
    return {} if len(sentences) == len(struck) else struck


FINDERS = (
    _gutenberg, producers.notices, producers.other_titles, frontmatter.chapter_list, frontmatter.imprint,
    frontmatter.title_again, _teaser, _page_furniture,
    backmatter.notes, backmatter.index,
)  # fmt: skip
"""Each finds the blocks of one kind, by their places, and says why they are not read."""


def _plain(block: Block) -> str:
    return " ".join(block.text.split()).strip("_* ")


def _words(block: Block) -> list[str]:
    return re.findall(r"[^\W_]+", block.text.lower())
