"""From a script and a cast to a cue sheet: one sentence for one voice at a time, with the pause that follows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from narrate.cues.cutting import LONGEST_CUE
from narrate.cues.lines import LineReader, performed, span_of
from narrate.cues.staging import Staging
from narrate.model import Book, Chapter, Cue, Line, Script, Voice

_BEHIND = re.compile(r"[,.;:!?…–—]+|[^\S\n]+[–—]+(?=\s)")
"""Marks behind a quotation that belong to it for the eye; a dash may stand alone."""


def cue(
    script: Script,
    cast: Mapping[str, Voice],
    staging: Staging,
    say: Callable[[str, bool], str],
    key: Callable[[str, Voice], str],
) -> Book[Cue]:
    """The cue sheet. `say(text, heading)` gives the spoken form, `key(spoken, voice)` the name of the take."""
    number = 0
    chapters: list[Chapter[Cue]] = []
    reader = LineReader(script, cast, staging, say, key)
    for chapter in script.chapters:
        body: list[Cue] = []
        tied: list[bool] = []
        unsaid = 0 if staging.headings else _headings(chapter)
        for place, (line, after) in enumerate(zip(chapter.body, (*chapter.body[1:], None), strict=True)):
            if place >= unsaid:
                said = reader.read(line, after, number)
                before = chapter.body[place - 1] if place else None
                body += _behind(script.text, before, line, said.cues, body)
                tied += [said.goes_on and each is said.cues[-1] for each in said.cues]
            number += 1
        chapters.append(Chapter(chapter.number, chapter.title, tuple(in_one_breath(body, tied, staging, key))))
    return Book(script.title, script.author, script.language, tuple(chapters), script.source)


def _behind(text: str, before: Line | None, line: Line, cues: Sequence[Cue], body: list[Cue]) -> Sequence[Cue]:
    """The cues of a line without the marks that close the quotation before it: those are shown with the last cue of the body,
    which is changed, where that is the quotation's."""
    if before is None or before.kind != "dialogue" or line.kind != "narration" or line.paragraph != before.paragraph:
        return cues
    marks = _BEHIND.match(text, before.at.end)
    if not marks:
        return cues
    if body and body[-1].start >= before.at.start:
        end = span_of(text, body[-1].start, body[-1].shown).end
        body[-1] = replace(body[-1], shown=body[-1].shown + text[end : marks.end()])
    if not cues or cues[0].start >= marks.end():
        return cues
    shown = cues[0].shown[marks.end() - cues[0].start :].lstrip()
    if not shown:
        return cues
    return (replace(cues[0], shown=shown, start=text.index(shown[0], marks.end())), *cues[1:])


def _headings(chapter: Chapter[Line]) -> int:
    """How many lines of a chapter are its title; none of one that has nothing else."""
    return next((place for place, line in enumerate(chapter.body) if line.kind != "heading"), 0)


def in_one_breath(body: Sequence[Cue], tied: Sequence[bool], staging: Staging, key: Callable[[str, Voice], str]) -> list[Cue]:
    """The cues of a chapter, each with what others say in its sentence, where their engine heeds that. `tied` says which cues
    share their sentence with the next."""
    made: list[Cue] = []
    known = staging.known.sentences if staging.known else {}
    start = 0
    for end, goes_on in enumerate(tied, 1):
        if goes_on and end < len(body) and body[end].line == body[end - 1].line + 1:
            continue
        if end - start == 1:
            made.append(body[start])
        else:
            run = list(body[start:end])
            before, after = known.get(run[0].start, ([], []))
            if before != run:
                after = _knowing_each_other(run, staging.heeding, key)
                known[run[0].start] = run, after
            made += after
        start = end
    return made


def _knowing_each_other(run: list[Cue], heeding: Collection[str], key: Callable[[str, Voice], str]) -> list[Cue]:
    """The cues of one sentence, each with what the others say, where one engine that heeds that speaks them all."""
    engines = {each.voice.engine for each in run}
    texts = [each.text for each in run]
    if len(engines) > 1 or not engines.issubset(heeding) or len(" ".join(texts)) > LONGEST_CUE:
        return run
    sides = (("\n".join(texts[:n]), "\n".join(texts[n + 1 :])) for n in range(len(run)))
    return [
        performed(each, replace(each.spoken_with, before=before, after=after), key)
        for each, (before, after) in zip(run, sides, strict=True)
    ]
