from __future__ import annotations

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
