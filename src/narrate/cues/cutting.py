"""A text cut into what is said at once: sentences, and the parts of those that are too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from narrate.spoken import sentence_end, stops

LONGEST_CUE = 300
"""Characters; longer sentences are cut at clauses. Engines keep their intonation, and a failed cue costs little."""
_CLAUSE = re.compile(r"[;:,—–]\s+|\s--\s|\)\s+")
_NEAR = 500
"""Characters: further off nothing tells where a sentence ends."""
_RUN = re.compile(r"[.!?…]{50,}")
_HAS_WORD = re.compile(r"\w")
_LETTER = re.compile(r"(?<![\w.])([A-Z])\.\s+(?=[“\"‘'(]?[A-Z])")


def sentences(text: str, language: str = "en") -> list[str]:
    """The text in speakable sentences that join back to it but for space; none longer than LONGEST_CUE, no word cut
    unless it alone is longer."""
    found: list[list[str]] = []
    ends = sentence_end(language)
    for sentence in _between(text, ends) if ends else _whole(text):
        if found and sentence and not _HAS_WORD.search(sentence):
            found[-1].append(sentence)
            continue
        found += [[piece] for piece in _short(sentence) if piece]
    return [" ".join(pieces) for pieces in found]


def _between(text: str, ends: re.Pattern[str]) -> list[str]:
    """The text cut where sentences end."""
    return [text[a:b].strip() for a, b in pairwise([0, *(match.end() for match in ends.finditer(text)), len(text)]) if a < b]


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
