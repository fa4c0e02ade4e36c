"""A chapter's text with the times at which it is heard."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from narrate.cues import span_of
from narrate.edition import Paragraph, TimedLine, Transcript
from narrate.model import Chapter, Cue, Mark, Script, Span


def transcript(script: Script, chapter: Chapter[Cue], marks: Sequence[Mark]) -> Transcript:
    """The transcript of a chapter of the cue sheet; `marks` say when each of its cues is heard."""
    lines = tuple(
        TimedLine(mark.start, mark.end, mark.speaker, mark.text, span_of(script.text, cue.start, cue.shown))
        for cue, mark in zip(chapter.body, marks, strict=True)
    )
    return Transcript(_paragraphs(script, chapter.number), lines)


def _paragraphs(script: Script, number: int) -> tuple[Paragraph, ...]:
    found = []
    for _, group in groupby(script.chapters[number - 1].body, key=lambda line: line.paragraph):
        lines = list(group)
        at = Span(lines[0].at.start, lines[-1].at.end)
        found.append(Paragraph(lines[0].kind, script.text[at.start : at.end], at, lines[0].after_break))
    return tuple(found)
