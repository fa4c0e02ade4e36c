"""What waits beside a chapter's sound until its book is bound: its transcript, as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from narrate.edition import Paragraph, TimedLine, Transcript, Word
from narrate.model import Span


def save(path: Path, transcript: Transcript) -> None:
    """Write a transcript."""
    path.write_text(json.dumps(asdict(transcript), ensure_ascii=True, separators=(",", ":")), encoding="utf-8")


def load(path: Path) -> Transcript:
    """Read one that was saved."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Transcript(tuple(map(_paragraph, content["paragraphs"])), tuple(map(_line, content["lines"])))


def _paragraph(fields: dict[str, Any]) -> Paragraph:
    return Paragraph(**{**fields, "at": Span(**fields["at"])})


def _line(fields: dict[str, Any]) -> TimedLine:
    words = tuple(Word(**{**word, "at": Span(**word["at"])}) for word in fields["words"])
    return TimedLine(**{**fields, "at": Span(**fields["at"]), "words": words})
