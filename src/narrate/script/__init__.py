"""From a manuscript to a script: split it into narration and dialogue, then find who says each line.

manuscript ─► split ─► document ─► roster (names) ─► context (mentions, tags) ─► rules ─► ranker ─► script
"""

from narrate.model import Manuscript, Script
from narrate.script.corrections import Corrections
from narrate.script.export import as_json, as_text, coverage, doubtful, other_name, reason
from narrate.script.quotations.conventions import Convention


def read_through(manuscript: Manuscript, quotes: Convention | None = None, corrections: Corrections | None = None) -> Script:
    """The script of a manuscript. `quotes` overrides the quotation marks the book shows."""
    from narrate.script.attribute import attribute  # a quarter of a second, which whoever remembers the script need not wait
    from narrate.script.quotations.split import split

    return attribute(split(manuscript, quotes), corrections or Corrections())


__all__ = [
    "Corrections",
    "as_json",
    "as_text",
    "coverage",
    "doubtful",
    "other_name",
    "read_through",
    "reason",
]
