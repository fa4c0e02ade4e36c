"""What stands behind a story, or below its pages: notes, pictures' places, an index."""

from __future__ import annotations

import re
from bisect import bisect
from itertools import accumulate

from narrate.model import Block
from narrate.readers.semantics import INDEX, NOTE

PICTURE = "picture"
_FOOTNOTE = re.compile(r"\[_?(?:foot|transcriber[’']?s[’']?\s+)?note\b[^\]]*[:\]]|^\[\d{1,3}\]\s+\S|^\[\^[\w-]+\]:", re.I)
_INDEX = frozenset({"index", "general index"})
_PICTURE = re.compile(r"\[\s*(?:illustration|illus\.|picture|image|frontispiece|map)\b[^\]]*\]", re.I)
_ENTRY = re.compile(r".{2,80},\s*\d+(?:[,;–-]\s*\d+)*\.?", re.S)
_NOTES = re.compile(r"\W*(?:(?:foot|end)[- ]?notes?|notes?(?: (?:and|&) (?:sources|references))?|references|sources)\W*", re.I)
_NUMBERED = re.compile(r"\s*(?:[\[(]?\d{1,4}[\])]?[.:)]?\s+\S|[*†‡§]+\s*\S)")
_STARRED = re.compile(r"([*†‡¹²³⁴-⁹])(?<=[\w.,;!?”\"’].)(?=[\s.,;]|$)")
_END = re.compile(r"\W*(?:(?:the\s)?end|finis)\W*", re.I)
_NUMBER = re.compile(r"\W*\d{1,3}\W*")
_SHARE = 0.6
"""Under a heading that says so, this share of the paragraphs begins with a note's number."""


def is_notes_heading(text: str) -> bool:
    """Whether a heading says that notes follow."""
    return _NOTES.fullmatch(text.strip("_* ")) is not None


def notes(blocks: list[Block]) -> dict[int, str]:
    """Footnotes and pictures in the square brackets of transcribers, numbered notes under a heading of theirs, and headings with
    nothing but notes below."""
    found = {i: NOTE for i, b in enumerate(blocks) if b.kind == "paragraph" and _FOOTNOTE.match(b.text)}
    found |= _signed(blocks)
    found |= {i: PICTURE for i, b in enumerate(blocks) if _PICTURE.fullmatch(b.text.strip())}
    found |= _numbered(blocks)
    noted = [found.get(i) == NOTE or b.skipped == NOTE for i, b in enumerate(blocks)]
    found |= {i: NOTE for i, b in enumerate(blocks[:-1]) if noted[i + 1] and not b.skipped and _NUMBER.fullmatch(b.text)}
    return found | _headed(blocks, found)


def _signed(blocks: list[Block]) -> dict[int, str]:
    """Paragraphs that begin with the star or dagger that a word before them ends with."""
    found: dict[int, str] = {}
    seen: set[str] = set()
    for i, block in enumerate(blocks):
        text = block.text
        if block.kind == "paragraph" and text[:1] in seen and text.count(text[0]) == 1:
            found[i] = NOTE
        seen |= {sign for sign in set(_STARRED.findall(text)) if text.count(sign) == 1}
    return found


def _numbered(blocks: list[Block]) -> dict[int, str]:
    """Headings of notes in the second half, with what stands below them up to the next chapter, if most of it is numbered."""
    heads = [i for i, b in enumerate(blocks) if b.kind == "heading" and not b.skipped]
    starts = [i for i in heads if i >= len(blocks) // 2 and is_notes_heading(blocks[i].text)]
    if not starts:
        return {}
    chapters = {
        level: [i for i in heads if blocks[i].opens is not None or blocks[i].level < level]
        for level in {blocks[start].level for start in starts}
    }
    paragraphs = [b.kind == "paragraph" and not b.skipped for b in blocks]
    read = list(accumulate(paragraphs, initial=0))
    numbered = list(accumulate((p and bool(_NUMBERED.match(b.text)) for p, b in zip(paragraphs, blocks, strict=True)), initial=0))
    found: dict[int, str] = {}
    done = 0
    for start in starts:
        row = chapters[blocks[start].level]
        place = bisect(row, start)
        end = row[place] if place < len(row) else len(blocks)
        if read[end] > read[start] and numbered[end] - numbered[start] >= _SHARE * (read[end] - read[start]):
            found.update((i, NOTE) for i in range(max(start, done), end) if not blocks[i].skipped)
            done = max(done, end)
    return found


def _headed(blocks: list[Block], reasons: dict[int, str]) -> dict[int, str]:
    """Headings with notes below them, and no story."""
    struck: dict[int, str] = {}
    noted = story = False
    for index in range(len(blocks) - 1, -1, -1):
        block, why = blocks[index], blocks[index].skipped or reasons.get(index)
        if block.kind == "heading" and not why:
            if noted and not story and not _END.fullmatch(block.text.strip()):
                struck[index] = NOTE
                noted = not is_notes_heading(block.text)
            story = False
        elif why == NOTE:
            noted = True
        elif not why and block.kind == "paragraph":
            noted, story = False, True
    return struck


def index(blocks: list[Block]) -> dict[int, str]:
    """From a heading "Index" on, if what follows are words with page numbers."""
    entries = 0
    for at in range(len(blocks) - 1, max(-1, len(blocks) // 2), -1):
        if entries > 0.5 * (len(blocks) - at - 1) and " ".join(blocks[at].text.split()).strip("_* ").casefold() in _INDEX:
            return dict.fromkeys(range(at, len(blocks)), INDEX)
        entries += bool(_ENTRY.fullmatch(blocks[at].text.partition("\n")[0]))
    return {}
