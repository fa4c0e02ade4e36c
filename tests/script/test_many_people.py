"""A text of thousands of people costs what its length does: nobody is held against everybody else."""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from pathlib import Path

import pytest

from narrate import readers, script

TIMES, MOST = 4, 5.5
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


def _name(number: int) -> str:
    letters = [(_CONSONANTS, number), (_VOWELS, number // 14), (_CONSONANTS, number // 70), (_VOWELS, number // 980)]
    return "".join(kind[n % len(kind)] for kind, n in letters).capitalize() + "n"


def _calls(line: Callable[[str], str], people: int, folder: Path) -> int:
    """How many functions are called to read a text in which so many people speak once."""
    story = folder / "story.txt"
    story.write_text("\n\n".join(line(_name(number)) for number in range(people)), encoding="utf-8")
    manuscript, profile = readers.read(story), cProfile.Profile()
    profile.runcall(script.read_through, manuscript)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize(
    "line",
    [
        lambda name: f"“It is late,” {name} said. “Come in.”",
        lambda name: f"“It is late,” {name} Hale said. “Come in.”",
        lambda name: f"“It is late,” said Anna {name}. “Come in.”",
        lambda name: f"“It is late,” said Miss {name}. “Come in.”",
        lambda name: f"“It is late,” said the {name.lower()}er. “Come in,” said Mr. {name}.",
    ],
    ids=["names", "a family", "surnames", "misses", "nouns"],
)
def test_people_are_not_held_against_each_other(line: Callable[[str], str], tmp_path: Path) -> None:
    _calls(line, 250, tmp_path)  # what is loaded once
    assert _calls(line, 250 * TIMES, tmp_path) <= MOST * _calls(line, 250, tmp_path)
