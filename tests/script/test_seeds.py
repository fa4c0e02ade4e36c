"""The customer's two stories: every quotation and who says it, as narrate has it today.

tests/golden/seeds.txt holds the list. A line that begins with ! is wrong: a reader would give it to the one named at its
end. UPDATE_GOLDEN=1 writes the list anew and keeps the marks of lines that are still wrong the same way.
"""

from __future__ import annotations

from pathlib import Path

from narrate import readers
from narrate.script import read_through
from tests.conftest import PROJECT, update_golden

GOLDEN = PROJECT / "tests" / "golden" / "seeds.txt"


def found(seeds: list[Path]) -> list[str]:
    spoken = (line for story in seeds for line in read_through(readers.read(story)).bodies() if line.kind == "dialogue")
    return [f"{line.speaker}: {' '.join(line.text.split())[:60]}" for line in spoken]


def test_who_says_what_in_the_seeds(seeds: list[Path]) -> None:
    marked = GOLDEN.read_text(encoding="utf-8").splitlines() if GOLDEN.exists() else []
    wrong = {line.removeprefix("! ").split("   ← ")[0]: line for line in marked if line.startswith("! ")}
    now = found(seeds)
    if update_golden():
        GOLDEN.write_text("\n".join(wrong.get(line, line) for line in now) + "\n", encoding="utf-8")
        return
    assert now == [line.removeprefix("! ").split("   ← ")[0] for line in marked], "look at each change; then UPDATE_GOLDEN=1"


def test_most_of_the_seeds_quotations_are_right(seeds: list[Path]) -> None:
    marked = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert len(marked) == 55
    assert sum(not line.startswith("! ") for line in marked) >= 54
