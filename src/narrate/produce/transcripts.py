"""A chapter's text with the times at which it is heard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

from narrate.cues.lines import span_of
from narrate.edition import Paragraph, TimedLine, Transcript, Word
from narrate.model import Chapter, Cue, Mark, Script, Span
from narrate.readalong.transcript import as_json
from narrate.writers.sidecars import write_text

_WORD = re.compile(r"\S*\w\S*")


def transcript(script: Script, chapter: Chapter[Cue], marks: Sequence[Mark]) -> Transcript:
    """The transcript of a chapter of the cue sheet; `marks` say when each of its cues is heard."""
    if not 1 <= chapter.number <= len(script.chapters):  # credits, which stand nowhere in it
        return Transcript((), tuple(TimedLine(m.start, m.end, m.speaker, m.text, Span(0, 0)) for m in marks))
    lines = tuple(_line(script.text, cue, mark) for cue, mark in zip(chapter.body, marks, strict=True))
    return Transcript(_paragraphs(script, chapter.number), lines)


def _line(text: str, cue: Cue, mark: Mark) -> TimedLine:
    at = span_of(text, cue.start, cue.shown)
    shown = text[at.start : at.end]
    return TimedLine(
        start=mark.start,
        end=mark.end,
        speaker=mark.speaker,
        text=shown,
        at=at,
        words=tuple(_words(shown, at.start, cue.text, mark)),
    )


def _words(printed: str, start: int, spoken: str, mark: Mark) -> Iterator[Word]:
    """The words as they are shown, with the times of those that are spoken for them ("12" is "twelve"); none where the engine
    told of more or fewer than are spoken."""
    spoken_words, printed_words = [word[0].casefold() for word in _WORD.finditer(spoken)], list(_WORD.finditer(printed))
    if not mark.words or len(mark.words) != len(spoken_words):
        return
    starts: list[float] = []
    same = SequenceMatcher(None, [word[0].casefold() for word in printed_words], spoken_words, autojunk=False)
    for _, first, last, begin, end in same.get_opcodes():
        for place in range(first, last):
            near = begin + (place - first) * (end - begin) // (last - first)
            starts.append(mark.words[min(near, len(spoken_words) - 1)])
    for word, begins, ends in zip(printed_words, starts, [*starts[1:], mark.end], strict=True):
        yield Word(begins, max(begins, ends), Span(start + word.start(), start + word.end()))


def _paragraphs(script: Script, number: int) -> tuple[Paragraph, ...]:
    found = []
    for _, group in groupby(script.chapters[number - 1].body, key=lambda line: line.paragraph):
        lines = list(group)
        at = Span(lines[0].at.start, lines[-1].at.end)
        found.append(Paragraph(lines[0].kind, script.text[at.start : at.end], at, lines[0].after_break))
    return tuple(found)


def write_transcript(captions: Path, transcript: Transcript) -> None:
    """Write it beside a chapter's captions, under their name."""
    write_text(captions.with_suffix(".json"), as_json(transcript))
