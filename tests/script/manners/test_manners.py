from __future__ import annotations

import pytest

from narrate.script import as_json
from tests import prose
from tests.script.scripts import script

PEOPLE = "Nora came in. Edgar looked up. The captain stood at the window.\n\n“Sit down,” said Nora.\n\n“Thank you,” said Edgar.\n\n* * *\n\n"


@pytest.mark.parametrize(("title", "text", "expected"), prose.load("manners.txt"), ids=lambda v: v if isinstance(v, str) else "")
def test_cases(title: str, text: str, expected: list[str]) -> None:
    told = [line.manner for line in script(PEOPLE + text).bodies() if line.kind == "dialogue"]
    assert told[2:] == expected, title


def test_there_are_many_cases() -> None:
    assert len(prose.load("manners.txt")) >= 80


def test_a_manner_is_told_with_the_words_that_say_so() -> None:
    found = script(PEOPLE + "“Go,” said Edgar in a low voice.")
    (line,) = [line for line in as_json(found)["chapters"][0]["lines"] if line.get("manner") == "murmur"]
    assert line["manner_evidence"] == "in a low voice"
    assert all(line.manner == "plain" for line in found.bodies() if line.kind != "dialogue")


def test_a_language_without_words_for_it_has_no_manners() -> None:
    from narrate.script.manners.wording import wording

    assert wording("xx") is None and wording("en") is not None
