"""Scripts of texts, as tests read them."""

from __future__ import annotations

from narrate.model import Script
from narrate.script import read_through
from tests.script.quotations.test_split import manuscript


def script(text: str) -> Script:
    return read_through(manuscript(text))


def spoken(found: Script) -> list[str]:
    return [f"{line.speaker}: {' '.join(line.text.split())}" for line in found.bodies() if line.kind == "dialogue"]
