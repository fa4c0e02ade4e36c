"""From a script and a cast to a cue sheet: one sentence for one voice at a time, with the pause that follows it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from narrate.model import NARRATOR, Book, Chapter, Cue, Line, Script, Voice
from narrate.pauses import Pauses
from narrate.spoken import stops

LONGEST_CUE = 300
"""Characters; longer sentences are cut at clauses. Engines keep their intonation, and a failed cue costs little."""
_CLAUSE = re.compile(r"[;:,—–]\s+|\s--\s|\)\s+")
_NEAR = 500
"""Characters: further off nothing tells where a sentence ends."""
_RUN = re.compile(r"[.!?…]{50,}")
_HAS_WORD = re.compile(r"\w")
_LETTER = re.compile(r"(?<![\w.])([A-Z])\.\s+(?=[“\"‘'(]?[A-Z])")


def cue(
    script: Script,
    cast: Mapping[str, Voice],
    pauses: Pauses,
    say: Callable[[str, bool], str],
    key: Callable[[str, Voice], str],
) -> Book[Cue]:
    """The cue sheet. `say(text, heading)` gives the spoken form, `key(spoken, voice)` the name of the take."""
    number = 0
    chapters: list[Chapter[Cue]] = []
    for chapter in script.chapters:
        body: list[Cue] = []
        for place, line in enumerate(chapter.body):
            after = chapter.body[place + 1] if place + 1 < len(chapter.body) else None
            voice = cast.get(line.speaker) or cast[NARRATOR]
            pieces = _pieces(line, say)
            for n, (shown, spoken) in enumerate(pieces, 1):
                pause = pauses.within(shown) if n < len(pieces) else pauses.after(line, after, shown)
                body.append(Cue(key(spoken, voice), spoken, voice, line.speaker, pause, number, shown))
            number += 1
        chapters.append(Chapter(chapter.number, chapter.title, tuple(body)))
    return Book(script.title, script.author, script.language, tuple(chapters), script.source)


def _pieces(line: Line, say: Callable[[str, bool], str]) -> list[tuple[str, str]]:
    """What is shown and what is spoken of each sentence of a line that holds a word."""
    found = []
    for shown in sentences(line.text):
        spoken = say(shown, line.kind == "heading")
        if _HAS_WORD.search(spoken):
            found.append((shown, shown if spoken == shown else spoken))  # the same words once in memory
    return found


def sentences(text: str) -> list[str]:
    """The text in speakable sentences that join back to it but for space; none longer than LONGEST_CUE, no word cut
    unless it alone is longer."""
    found: list[list[str]] = []
    for sentence in _whole(text):
        if found and sentence and not _HAS_WORD.search(sentence):
            found[-1].append(sentence)
            continue
        found += [[piece] for piece in _short(sentence) if piece]
    return [" ".join(pieces) for pieces in found]


def _whole(text: str) -> list[str]:
    """nupunkt's sentences, but that a title stays with its name (Lt. Hale) and a letter may end one (Plan B. The others left)."""
    spans: list[tuple[int, int]] = []
    for start, end in _spans(text):
        if spans and stops.goes_on(text[max(spans[-1][0], spans[-1][1] - _NEAR) : spans[-1][1]].rstrip(), text[start:end]):
            start = spans.pop()[0]
        spans.append((start, end))
    return [text[a:b].strip() for start, end in spans for a, b in _parted(text, start, end)]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """nupunkt's sentences; a run of stops, which takes it for ever, is one of its own."""
    from nupunkt import sent_spans

    place = 0
    for run in [*_RUN.finditer(text), None]:
        last = run.start() if run else len(text)
        yield from ((place + start, place + end) for start, end in sent_spans(text[place:last]))
        if run:
            yield run.span()
            place = run.end()


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A span cut behind letters that end sentences; most have none."""
    cuts = [
        match.end()
        for match in _LETTER.finditer(text, start, end)
        if stops.ends_sentence(
            text[max(start, match.start() - _NEAR) : match.start()], match[1], text[match.end() : min(end, match.end() + _NEAR)]
        )
    ]
    return list(pairwise([start, *cuts, end]))


def _short(sentence: str) -> list[str]:
    """A sentence cut into pieces of at most LONGEST_CUE characters: at a clause, else at a space, else anywhere."""
    pieces: list[str] = []
    start = 0
    while len(sentence) - start > LONGEST_CUE:
        window = sentence[start : start + LONGEST_CUE]
        clauses = [m.end() for m in _CLAUSE.finditer(window) if m.end() > LONGEST_CUE // 3]
        space = max(window.rfind(" "), window.rfind("\n"))
        cut = clauses[-1] if clauses else space + 1 if space > 0 else LONGEST_CUE
        pieces.append(sentence[start : start + cut].strip())
        start += cut
    pieces.append(sentence[start:].strip())
    return pieces
