from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.spoken import say
from tests import prose


@pytest.mark.parametrize(("title", "text", "expected"), prose.load("spoken.txt"), ids=lambda v: v if isinstance(v, str) else "")
def test_cases(title: str, text: str, expected: list[str]) -> None:
    assert [say(text)] == expected, title


def test_headings_are_read_as_words() -> None:
    assert say("CHAPTER XIV", heading=True) == "Chapter 14"
    assert say("IV.", heading=True) == "4"
    assert say("PART ONE", heading=True) == "Part One"


def test_pronunciations_are_whole_words_longest_first() -> None:
    table = {"Igor": "Eegor", "Igor Petrov": "Eegor Petroff", "lead": "led"}
    assert say("Igor Petrov saw Igor and Igorina.", table) == "Eegor Petroff saw Eegor and Igorina."
    assert say("Lead pipes.", table) == "led pipes."


@given(st.text(max_size=400))
def test_any_text_can_be_said(text: str) -> None:
    said = say(text)
    assert "\n" not in said
    assert said == said.strip()
