"""A chapter's transcript as JSON, in podcasting's own form, and the page that is made of several."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from narrate.edition import Edition, TimedLine, Transcript, Word
from narrate.readalong.xhtml import direction, text
from narrate.writers.credits import Credits

_STYLE = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
_SCRIPT = (Path(__file__).parent / "page.js").read_text(encoding="utf-8")


def as_json(transcript: Transcript) -> str:
    """`segments` as podcast players read them; and of each its paragraph, its words and where it stands in the reading text."""
    segments, number = [], 0
    for line in transcript.lines:
        while number + 1 < len(transcript.paragraphs) and transcript.paragraphs[number].at.end <= line.at.start:
            number += 1
        kind = transcript.paragraphs[number].kind if transcript.paragraphs else "narration"
        segments.append(_segment(line, number + 1, heading=kind == "heading"))
    return json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=False, indent=1) + "\n"


def _segment(line: TimedLine, paragraph: int, *, heading: bool) -> dict[str, Any]:
    return {
        "speaker": line.speaker,
        "startTime": round(line.start, 3),
        "endTime": round(line.end, 3),
        "body": " ".join(line.text.split()),
        "paragraph": paragraph,
        **({"heading": True} if heading else {}),
        **({"source": {"start": line.at.start, "end": line.at.end}} if line.at.end > line.at.start else {}),
        **({"words": [_word(word, line) for word in line.words]} if line.words else {}),
    }


def _word(word: Word, line: TimedLine) -> dict[str, Any]:
    body = line.text[word.at.start - line.at.start : word.at.end - line.at.start]
    return {"startTime": round(word.start, 3), "endTime": round(word.end, 3), "body": body}


@dataclass(frozen=True, slots=True)
class Shown:
    """A chapter of the page: its title, its sound file beside the page, and its transcript."""

    title: str
    sound: str
    transcript: Path


def page(edition: Edition, chapters: Sequence[Shown]) -> Iterator[str]:
    """One HTML file, piece by piece, that plays the sound files beside it and lights what is heard. It asks nobody."""
    policy = f"default-src 'none'; script-src '{_digest(_SCRIPT)}'; style-src '{_digest(_STYLE)}'; media-src 'self' file:"
    yield (
        f'<!DOCTYPE html>\n<html lang="{text(edition.language)}" dir="{direction(edition.language)}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{text(policy)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{text(edition.title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{text(edition.title)}</h1>\n"
    )
    yield f"<p>{text(Credits(edition).author)}</p>\n" if Credits(edition).author else ""
    yield '<audio controls preload="metadata" aria-label="The book, read aloud"></audio>\n</header>\n'
    yield '<nav aria-label="Chapters">\n<ol>\n'
    for number, chapter in enumerate(chapters, 1):
        yield f'<li><a href="#c{number}">{text(chapter.title)}</a></li>\n'
    yield "</ol>\n</nav>\n<main>\n"
    for number, chapter in enumerate(chapters, 1):
        yield f'<section id="c{number}" data-src="{text(quote(chapter.sound))}" aria-label="{text(chapter.title)}">\n'
        yield from _paragraphs(chapter)
        yield "</section>\n"
    yield f"</main>\n<footer><p>{text(_HELP)}</p></footer>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"


_HELP = "Space plays and pauses, the arrows go to the next line and back, N and P to the next chapter and back."


def _paragraphs(chapter: Shown) -> Iterator[str]:
    spoken_segments = json.loads(chapter.transcript.read_text(encoding="utf-8"))["segments"]
    for _, group in groupby(spoken_segments, key=lambda segment: segment["paragraph"]):
        segments = list(group)
        inside = " ".join(_lit(segment) for segment in segments)
        name = "h2" if segments[0].get("heading") else "p"
        yield f"<{name}>{inside}</{name}>\n"


def _lit(segment: dict[str, Any]) -> str:
    """A line as an element that knows when it is heard, its words likewise."""
    body, inside, place = segment["body"], [], 0
    for word in segment.get("words", ()):
        at = body.find(word["body"], place)  # of a line's own words, in order: nothing else is searched
        if at < 0:
            continue
        inside += [text(body[place:at]), f'<b data-w="{word["startTime"]:g}">{text(word["body"])}</b>']
        place = at + len(word["body"])
    return f'<span data-t="{segment["startTime"]:g}">{"".join(inside)}{text(body[place:])}</span>'


def _digest(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
