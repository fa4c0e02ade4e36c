"""The script as JSON, and how much of the source it accounts for."""

from __future__ import annotations

from typing import Any

from narrate.model import Line, Script

SCHEMA = 1


def as_json(script: Script) -> dict[str, Any]:
    """The contract that `narrate script --json` prints."""
    return {
        "schema": SCHEMA,
        "source": script.source,
        "title": script.title,
        "author": script.author,
        "language": script.language,
        "characters": [
            {"name": c.name, "aliases": list(c.aliases), "gender": c.gender, "age": c.age, "lines": c.lines}
            for c in script.characters
        ],
        "chapters": [
            {
                "number": chapter.number,
                "title": chapter.title,
                "lines": [_line(line) for line in chapter.body],
            }
            for chapter in script.chapters
        ],
        "skipped": [{"start": s.at.start, "end": s.at.end, "text": s.text, "reason": s.reason} for s in script.skipped],
    }


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
        **({"mode": line.mode} if line.kind == "dialogue" else {}),
    }


def coverage(script: Script) -> float:
    """The share of the source's non-blank characters that lie in exactly one line or skipped span. 1.0 is all of them."""
    text = script.text
    seen = bytearray(len(text))
    for at in [*(line.at for line in script.bodies()), *(skip.at for skip in script.skipped)]:
        for place in range(at.start, min(at.end, len(text))):
            seen[place] += seen[place] < 2
    solid = [place for place, char in enumerate(text) if not char.isspace()]
    return sum(seen[place] == 1 for place in solid) / len(solid) if solid else 1.0
