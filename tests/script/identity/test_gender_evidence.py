from __future__ import annotations

import pytest

from narrate.script import Corrections, read_through
from tests.script.quotations.test_split import manuscript

SHE = "Clara walked to the gate, and she shut it. Clara was cold, and she shivered.\n\n"
ASKS = "“Are you there, sir?” said Clara.\n\n“I am here,” said the Dragon.\n\n“Thank you, sir,” said Clara.\n\n“Not at all,” said the Dragon.\n\n"


def genders(text: str, **known: str) -> dict[str, str]:
    found = read_through(manuscript(text), corrections=Corrections(genders=known))  # type: ignore[arg-type]
    return {character.name: character.gender for character in found.characters}


def test_who_is_called_sir_is_a_man_though_every_pronoun_is_the_heroines() -> None:
    met = "The Dragon lay before Clara, and she looked at it.\n\n"
    assert genders(6 * (SHE + met + ASKS))["Dragon"] == "male"


def test_a_title_tells_more_than_any_address() -> None:
    assert genders(6 * (SHE + ASKS.replace("the Dragon", "Mrs. Dragon")))["Mrs. Dragon"] == "female"


def test_a_person_knows_better() -> None:
    assert genders(6 * (SHE + ASKS), Dragon="female")["Dragon"] == "female"


@pytest.mark.parametrize(
    ("called", "gender"), [("boy", "male"), ("my son", "male"), ("girl", "female"), ("young lady", "female")]
)
def test_whoever_says_i_is_what_the_others_call_them(called: str, gender: str) -> None:
    told = (
        "I was eleven the winter the river froze. I had to feed the hens.\n\n"
        f"“Come here, {called},” said my father.\n\n“Yes,” I said.\n\n"
        f"“Wash your hands, {called},” said my mother.\n\n“They are clean,” I said.\n\n"
        f"“Nobody’s hands are clean, {called},” said my father.\n\nI laughed, and I went out."
    )
    assert genders(told)["The narrator"] == gender
