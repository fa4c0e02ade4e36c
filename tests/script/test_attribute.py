from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.model import Script
from narrate.script import Corrections, coverage, read_through
from tests import prose
from tests.script.quotations.test_split import manuscript
from tests.script.scripts import script, spoken


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


def corrected(text: str, **known: Any) -> Script:
    return read_through(manuscript(text), corrections=Corrections(**known))


def test_a_person_puts_a_line_right() -> None:
    text = "“Come in,” said Maria.\n\n“Why?” said Andrei."
    assert spoken(corrected(text, lines={"Why?": "Maria"})) == ["Maria: “Come in,”", "Maria: “Why?”"]


def test_a_correction_is_evidence_for_the_lines_around_it() -> None:
    text = "Anna sat in the kitchen. Tom looked at Anna, and Anna at Tom.\n\n“One.”\n\n“Two.”\n\n“Three.”\n\n“Four.”"
    for first, second in (("Anna", "Tom"), ("Tom", "Anna")):
        found = corrected(text, lines={"One": first})
        assert spoken(found) == [f"{first}: “One.”", f"{second}: “Two.”", f"{first}: “Three.”", f"{second}: “Four.”"]
        assert next(line.rule for line in found.bodies() if line.kind == "dialogue") == "corrected"


def test_a_correction_anywhere_in_a_tale_is_one_of_the_whole_tale() -> None:
    text = "Anna and Tom sat by the fire.\n\n“Well?” said Anna.\n\n“It was night.\n\n“It rained.\n\n“It was cold.”\n\n“Oh,” said Anna."
    found = spoken(corrected(text, lines={"It rained": "Anna"}))
    assert [line.partition(":")[0] for line in found[1:4]] == ["Anna"] * 3


def test_a_person_joins_two_names() -> None:
    found = corrected("“Come in,” said Maria.\n\n“No,” said Masha. “Never.”", aliases={"Masha": "Maria"})
    assert {c.name for c in found.characters} == {"Maria"}


def test_a_person_says_who_is_nobody() -> None:
    text = "“Who is there?” said Black Beauty to Anna.\n\n“I,” said Anna. “And hush, Beauty.”"
    assert "Black Beauty" not in {c.name for c in corrected(text, ignore=("Black Beauty", "Beauty")).characters}


def test_a_person_says_who_tells_the_story() -> None:
    text = "I went home. I was tired, and I sat down.\n\n“Hello,” I said.\n\n“Hello,” said Anna."
    found = corrected(text, narrator="Nick", genders={"Nick": "male"})
    assert spoken(found) == ["Nick: “Hello,”", "Anna: “Hello,”"]
    assert next(c.gender for c in found.characters if c.name == "Nick") == "male"


def test_a_gender_told_of_a_name_outweighs_the_one_guessed_of_her_office() -> None:
    text = (
        "“Who is hurt?” the doctor asked.\n\n“My father, Doctor Quist,” said Tessa Lorne.\n\nThe doctor knelt.\n\n"
        "“Give me the light,” said Doctor Quist.\n\n“Will he live?” said Tessa.\n\n“I hope so,” said the doctor."
    )
    found = corrected(text, genders={"Doctor Quist": "female"})
    assert [line.split(":")[0] for line in spoken(found)] == ["Doctor Quist", "Tessa Lorne"] * 2 + ["Doctor Quist"]
    assert {c.name: c.gender for c in found.characters}["Doctor Quist"] == "female"


def test_thoughts_and_letters_say_that_they_are() -> None:
    text = (
        "“It is late,” Anna thought.\n\nOn the table lay a note:\n\n“I have gone. Do not look for me.”\n\n"
        "“Gone!” said Anna.\n\n“Dear Tom,” she wrote, “come at once.”"
    )
    found = [line.mode for line in script(text).bodies() if line.kind == "dialogue"]
    assert found == ["thought", "writing", "speech", "writing", "writing"]


@given(st.text(alphabet='abcAB MI.,!?“”"—\n', max_size=300))
def test_nothing_is_lost(text: str) -> None:
    if text.strip():
        assert coverage(script(text)) == 1.0


def test_the_script_does_not_depend_on_hash_order() -> None:
    text = "“A,” said Maria.\n\n“B,” said Andrei.\n\n“C,” said the man.\n\n“D,” she said.\n\n“E,” said Valeria Smith."
    assert script(text) == script(text)
