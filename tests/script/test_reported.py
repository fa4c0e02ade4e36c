"""Stories that users' reports were made into: who speaks each line, and with whose voice, where the shared folder is there."""

from __future__ import annotations

import pytest

from narrate import readers
from narrate.model import Script
from narrate.script import read_through
from tests.conftest import shared

SPEAKERS = {
    "01-speaker-tagged-once.txt": "Clara, Tom, Rosa, Felix, Julia, Ben",
    "02-names-that-are-words.txt": "Hope, Will, Will, Hope, Grace, Hope, Grace, Will, Hope, Will, Will, Grace",
    "03-mom-and-dad.txt": "Mom, The narrator, Dad, The narrator, Mom, Dad, Dad",
    "04-names-in-capitals.txt": "HAL, Dave, Dave, HAL, Dave, HAL, Dave, TJ",
    "05-first-and-second-guard.txt": "the first guard, the second guard, Tom, the first guard, the second guard, Tom, the first guard",
    "06-aunt-may.txt": "Uncle Bob, Aunt May, Aunt May, Uncle Bob, Uncle Bob, Aunt May, Aunt May",
    "39-telephone-call.txt": "Ann, Tom, Ann, Tom",
    "40-a-voice-said.txt": "the voice, Tom, the voice",
    "41-grandmother.txt": "Peter, Grandmother, Paul, Grandmother",
    "44-lt-speaks.txt": "Lt. Hale, Tom, Lt. Hale, Tom",
    "46-mother-gets-a-mans-voice.txt": "Mother, Father, Mother, Father, Mother, Father,"
    " Grandmother, Grandfather, Grandmother, Grandfather, Grandmother, Grandfather",
    "62-crash.txt": "Somebody, the woman’s voice",
}  # fmt: skip
GENDERS = {
    "03-mom-and-dad.txt": {"Mom": "female", "Dad": "male"},
    "06-aunt-may.txt": {"Aunt May": "female", "Uncle Bob": "male"},
    "41-grandmother.txt": {"Grandmother": "female"},
    "46-mother-gets-a-mans-voice.txt": {"Mother": "female", "Father": "male", "Grandmother": "female", "Grandfather": "male"},
}


def reported(name: str) -> Script:
    return read_through(readers.read(shared("cases") / name))


@pytest.mark.parametrize(("name", "speakers"), SPEAKERS.items())
def test_who_speaks(name: str, speakers: str) -> None:
    found = [line.speaker for line in reported(name).bodies() if line.kind == "dialogue"]
    assert found == speakers.split(", ")


@pytest.mark.parametrize(("name", "genders"), GENDERS.items())
def test_whose_voice(name: str, genders: dict[str, str]) -> None:
    found = {person.name: person.gender for person in reported(name).characters}
    assert {person: found[person] for person in genders} == genders
