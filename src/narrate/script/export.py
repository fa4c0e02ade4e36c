"""The script as JSON, and how much of the source it accounts for."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from narrate.model import Chapter, Character, Line, Script

SCHEMA = 1
_NO_CHAPTERS = '\n  "chapters": [],\n'


def as_json(script: Script) -> dict[str, Any]:
    """The contract that `narrate script --json` prints."""
    return {
        "schema": SCHEMA,
        "source": script.source,
        "title": script.title,
        "author": script.author,
        "language": script.language,
        "characters": [
            {"name": c.name, "aliases": list(c.aliases), "gender": c.gender, "age": c.age, "lines": c.lines, "tells": c.tells}
            for c in script.characters
        ],
        "chapters": [_chapter(chapter) for chapter in script.chapters],
        "skipped": [{"start": s.at.start, "end": s.at.end, "text": s.text, "reason": s.reason} for s in script.skipped],
    }


def as_text(script: Script) -> Iterator[str]:
    """The same as text with an indent, chapter by chapter: of a very long book the whole of it would take more memory than its
    render."""
    frame = json.dumps(as_json(replace(script, chapters=())), ensure_ascii=False, indent=2)
    before, after = frame.split(_NO_CHAPTERS)  # no string in JSON has an end of line in it, so this is nowhere else
    yield f'{before}\n  "chapters": ['
    for place, chapter in enumerate(script.chapters):
        made = json.dumps(_chapter(chapter), ensure_ascii=False, indent=2)
        yield ("," if place else "") + f"\n{made}".replace("\n", "\n    ")
    yield f"\n  ],\n{after}\n"


def _chapter(chapter: Chapter[Line]) -> dict[str, Any]:
    return {"number": chapter.number, "title": chapter.title, "lines": [_line(line) for line in chapter.body]}


def _line(line: Line) -> dict[str, Any]:
    return {
        "start": line.at.start,
        "end": line.at.end,
        "text": line.text,
        "kind": line.kind,
        "speaker": line.speaker,
        "rule": line.rule,
        "confidence": line.confidence,
        "evidence": line.evidence,
        **({"mode": line.mode, "manner": line.manner} if line.kind == "dialogue" else {}),
        **({"manner_evidence": line.manner_evidence} if line.manner != "plain" else {}),
    }


DOUBT = 0.5
"""Quotations whose speaker is less sure than this are worth a look."""


def doubtful(script: Script) -> list[Line]:
    """The quotations that are worth a look, the least sure first: those whose speaker is a guess, and the first of each that
    is tagged by words that may mean somebody else."""
    people = {c.name: c for c in script.characters}
    found, seen = [], set()
    for line in script.bodies():
        alias = other_name(line, people.get(line.speaker))
        unsure = line.kind == "dialogue" and line.confidence < DOUBT
        if unsure or (alias and (alias, line.speaker) not in seen):
            found.append(line)
        seen.add((alias, line.speaker))
    return sorted(found, key=lambda line: line.confidence)


def other_name(line: Line, speaker: Character | None) -> str:
    """The words for somebody ("the baronet") that a line's evidence has instead of the speaker's name, where it was worked out
    that both are the same; empty where there are none."""
    if speaker is None or line.kind != "dialogue":
        return ""
    evidence = re.sub(r"\s+", " ", line.evidence).casefold()
    own = set(speaker.name.casefold().split())
    theirs = [
        a for a in speaker.aliases if a.startswith("the ") and a.casefold() in evidence and not own & set(a.casefold().split())
    ]
    return "" if speaker.name.casefold() in evidence else max(theirs, key=len, default="")


def reason(line: Line, script: Script) -> str:
    """The rule, how sure it is, and its evidence. Where a tag says it by another name it is as sure as that name is."""
    alias = other_name(line, next((c for c in script.characters if c.name == line.speaker), None))
    sure = f"if {alias} is {line.speaker}" if alias else f"{line.confidence:.0%} sure"
    given = "" if line.mode == "speech" else f" ({line.mode})"
    how = "" if line.manner in ("plain", line.mode) else f"; {line.manner}: {line.manner_evidence}"
    return f"{line.rule}, {sure}{given}{': ' * bool(line.evidence)}{line.evidence}{how}"


def coverage(script: Script) -> float:
    """The share of the source's non-blank characters that lie in exactly one line or skipped span. 1.0 is all of them."""
    text = script.text
    changes: Counter[int] = Counter()
    for at in [*(line.at for line in script.bodies()), *(skip.at for skip in script.skipped)]:
        changes[at.start] += 1
        changes[min(at.end, len(text))] -= 1
    depth = once = solid = 0
    for start, end in pairwise(sorted({0, len(text), *changes})):
        depth += changes[start]
        letters = sum(map(len, text[start:end].split()))
        solid += letters
        once += letters * (depth == 1)
    return once / solid if solid else 1.0
