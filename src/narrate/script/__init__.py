"""From a manuscript to a script: split it into narration and dialogue, then find who says each line.

manuscript ─► split ─► document ─► roster (names) ─► context (mentions, tags) ─► rules ─► ranker ─► script
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.model import Manuscript, Script
from narrate.script.corrections import Corrections
from narrate.script.export import as_json, as_text, coverage, doubtful, other_name, reason
from narrate.script.quotations.conventions import Convention

if TYPE_CHECKING:
    from narrate.script.analysis import Survey


def read_through(manuscript: Manuscript, quotes: Convention | None = None, corrections: Corrections | None = None) -> Script:
    """The script of a manuscript. `quotes` overrides the quotation marks the book shows."""
    corrections = corrections or Corrections()
    return decide(survey(manuscript, quotes, corrections), corrections)


def survey(manuscript: Manuscript, quotes: Convention | None, corrections: Corrections) -> Survey:
    """All that is read of a manuscript whatever the corrections say of single lines: who corrects one line after another need not
    have it read again."""
    from narrate.script import attribute  # a quarter of a second, which whoever remembers the script need not wait
    from narrate.script.quotations.split import split

    return attribute.survey(split(manuscript, quotes), corrections)


def decide(survey: Survey, corrections: Corrections) -> Script:
    """The script of a survey that was made with the same corrections, but for their lines."""
    from narrate.script import attribute

    return attribute.decide(survey, corrections)


__all__ = [
    "Corrections",
    "as_json",
    "as_text",
    "coverage",
    "decide",
    "doubtful",
    "other_name",
    "read_through",
    "reason",
    "survey",
]
