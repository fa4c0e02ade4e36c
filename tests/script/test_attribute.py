from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import ConfigError
from narrate.model import Script
from narrate.script import correct, coverage, read_through
from tests import prose
from tests.script.test_split import manuscript


def script(text: str) -> Script:
    return read_through(manuscript(text))


def spoken(found: Script) -> list[str]:
    return [f"{line.speaker}: {line.text}" for line in found.bodies() if line.kind == "dialogue"]


@pytest.mark.parametrize(
    ("title", "text", "expected"), prose.load("attribute.txt"), ids=lambda v: v if isinstance(v, str) else ""
)
def test_cases(title: str, text: str, expected: list[str]) -> None:
    assert spoken(script(text)) == expected, title


def test_every_line_says_which_rule_decided_and_how_sure_it_is() -> None:
    for line in script("“Come in,” said Maria.\n\n“Why?”").bodies():
        assert line.rule
        assert 0 <= line.confidence <= 1
        assert line.kind != "dialogue" or line.evidence or line.rule == "nobody named"


def test_the_one_who_says_i_is_one_character() -> None:
    found = script(
        "I went home. I was tired, and I sat down.\n\n“Hello,” I said.\n\n“Hello,” said Anna.\n\n“It is late,” I said."
    )
    assert spoken(found) == ["The narrator: “Hello,”", "Anna: “Hello,”", "The narrator: “It is late,”"]


def corrected(found: Script, **changes: dict[str, str]) -> Script:
    empty: dict[str, dict[str, str]] = {"aliases": {}, "genders": {}, "lines": {}}
    return correct(found, **{**empty, **changes}, where="voices.yaml")  # type: ignore[arg-type]


def test_a_person_puts_a_line_right() -> None:
    found = script("“Come in,” said Maria.\n\n“Why?” said Andrei.")
    right = corrected(found, lines={"Why?": "Maria"})
    assert spoken(right) == ["Maria: “Come in,”", "Maria: “Why?”"]
    with pytest.raises(ConfigError, match="did you mean"):
        corrected(found, lines={"Come on": "Maria"})
    with pytest.raises(ConfigError, match="2 quotations"):
        corrected(script("“No,” said Ann.\n\n“No,” said Tom."), lines={"No": "Tom"})


def test_a_person_joins_two_names() -> None:
    found = script("“Come in,” said Maria.\n\n“No,” said Masha. “Never.”")
    assert {c.name for c in corrected(found, aliases={"Masha": "Maria"}).characters} == {"Maria"}


@given(st.text(alphabet='abcAB MI.,!?“”"—\n', max_size=300))
def test_nothing_is_lost(text: str) -> None:
    if text.strip():
        assert coverage(script(text)) == 1.0


def test_the_script_does_not_depend_on_hash_order() -> None:
    text = "“A,” said Maria.\n\n“B,” said Andrei.\n\n“C,” said the man.\n\n“D,” she said.\n\n“E,” said Valeria Smith."
    assert script(text) == script(text)
