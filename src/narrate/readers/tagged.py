"""Scripts that say themselves who speaks: `[Maria] I just feel you…` or `MARIA: …`, a line or a paragraph each."""

from __future__ import annotations

import re
from pathlib import Path

from narrate.model import NARRATOR, Block, BlockKind, Book, Manuscript, Span
from narrate.readers import typed_marks
from narrate.readers.encoding import decode, text_of
from narrate.readers.headings import Headings, is_scene_break
from narrate.readers.language import language_of
from narrate.readers.play_layouts import proper
from narrate.readers.structure import bind, lines_of

TAG = "speaker's tag"
_TAGGED = re.compile(
    r"[ \t]*(?P<tag>\[(?P<square>(?!\s*[\d:./, -]+(?:[AP]M)?\s*\])[^\[\]\n]{1,60})\][ \t]*:?"
    r"|(?P<capitals>[A-Z][A-Z0-9 .'’-]{0,38}[A-Z0-9.]|[A-Z])(?:[ \t]*\([^()\n]{1,40}\))?:)[ \t]*(?=\S)"
)
_SHARE = 0.6
"""At least so many of the lines of a script say who speaks them."""
_FEWEST = 2
_TELLER = frozenset({"narrator", "narration", "teller"})


class TaggedReader:
    """Plain text files with a speaker's tag before most of their lines."""

    name = "tagged"

    def score(self, path: Path, head: bytes) -> int:
        """By what most lines look like."""
        if path.suffix.lower() not in (".txt", ".text", ".script", ".md", ""):
            return 0
        lines = [line for line in decode(head)[0].split("\n") if line.strip()]
        speakers = [m for line in lines if (m := _TAGGED.match(line)) and line[m.end() :].strip()]
        square = sum(m["square"] is not None for m in speakers)
        many = len(speakers) >= _FEWEST and len(speakers) >= _SHARE * len(lines)
        return 95 if many and (square in (0, len(speakers)) or square > 1) else 0

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """Every line a block with its speaker; the tags themselves are skipped, and say so."""
        text, notes = text_of(path, encoding)
        text = typed_marks.plain(text)
        lines = list(lines_of(text))
        headings = Headings([text[at.start : at.end] for at in lines])
        tagged = [_TAGGED.match(text, at.start, at.end) for at in lines]
        names = {_name(found) for found in tagged if found}
        blocks: list[Block] = []
        waiting: str | None = None
        for number, (at, found) in enumerate(zip(lines, tagged, strict=True)):
            span = _trimmed(text, at)
            if found:
                blocks += _tagged(text, at, found)
            elif (alone := proper(text[span.start + 1 : span.end - 1])) in names and text[span.start] == "[":
                blocks.append(Block("paragraph", text[span.start : span.end], span, skipped=TAG))
                waiting = alone
                continue
            else:
                blocks.append(_untagged(text[span.start : span.end], span, headings.level(number), waiting or NARRATOR))
            waiting = None
        book: Manuscript = Book(path.stem, "", language_of(text), (), source=str(path), text=text, notes=notes)
        return bind(book, blocks)


def _untagged(line: str, at: Span, level: int, speaker: str) -> Block:
    kind: BlockKind = "scene_break" if is_scene_break(line) else "heading" if level else "paragraph"
    return Block(kind, line, at, level, speaker=speaker if kind == "paragraph" else None)


def _name(match: re.Match[str]) -> str:
    return proper(match["square"] or match["capitals"])


def _tagged(text: str, at: Span, match: re.Match[str]) -> list[Block]:
    name = _name(match)
    speaker = NARRATOR if name.casefold() in _TELLER else name
    tag, speech = _trimmed(text, Span(*match.span("tag"))), _trimmed(text, Span(match.end(), at.end))
    tag = Span(tag.start, speech.start) if not text[tag.end : speech.start].isspace() and tag.end < speech.start else tag
    return [
        Block("paragraph", text[tag.start : tag.end], tag, skipped=TAG),
        Block("paragraph", text[speech.start : speech.end], speech, speaker=speaker),
    ]


def _trimmed(text: str, at: Span) -> Span:
    part = text[at.start : at.end]
    return Span(at.start + len(part) - len(part.lstrip()), at.end - len(part) + len(part.rstrip()))
