"""Speakers in the languages that are described: names, tags, pronouns, turns."""

from __future__ import annotations

import pytest

from narrate.script import read_through
from tests import prose
from tests.script.quotations.test_split import manuscript


@pytest.mark.parametrize(
    ("title", "text", "expected"), prose.load("speakers_languages.txt"), ids=lambda v: v if isinstance(v, str) else ""
)
def test_cases(title: str, text: str, expected: list[str]) -> None:
    found = read_through(manuscript(text, title[:2]))
    assert [f"{x.speaker}: {' '.join(x.text.split())}" for x in found.bodies() if x.kind == "dialogue"] == expected, title


@pytest.mark.parametrize("code", ["de", "fr", "es", "ru", "it", "nl", "pl", "pt"])
@pytest.mark.parametrize("text", ["", "…", "— — —", "»«»«", "— !", "M. M. M.", "«" * 50, "— a\n\n— B\n\n- -\n\nD."])
def test_any_text_is_read(code: str, text: str) -> None:
    read_through(manuscript(text, code))


def test_a_gender_that_is_given_decides_whom_a_pronoun_means() -> None:
    from narrate.script import Corrections

    text = "Kim und Toni kamen. Kim sah Toni an.\n\n»Ja«, sagte Kim.\n\n»Nein«, sagte Toni.\n\nSie gingen.\n\n»Doch«, sagte sie."
    genders = {"Kim": "male", "Toni": "female"}
    found = read_through(manuscript(text, "de"), corrections=Corrections(genders=genders))
    assert [line.speaker for line in found.bodies() if line.kind == "dialogue"] == ["Kim", "Toni", "Toni"]
