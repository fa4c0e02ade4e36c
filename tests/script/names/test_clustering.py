from __future__ import annotations

import pytest

from narrate.script import read_through
from narrate.script.document import document_of
from narrate.script.names.build import build_roster
from narrate.script.names.titles import split_title
from narrate.script.quotations.split import split
from tests import prose
from tests.script.quotations.test_split import manuscript


def people(text: str) -> list[str]:
    """Everybody who speaks: name, gender and other names."""
    found = sorted(read_through(manuscript(text)).characters, key=lambda c: c.name)
    return [f"{c.name} ({c.gender}): {', '.join(c.aliases)}".rstrip() for c in found]


@pytest.mark.parametrize(("title", "text", "expected"), prose.load("people.txt"), ids=lambda v: v if isinstance(v, str) else "")
def test_cases(title: str, text: str, expected: list[str]) -> None:
    assert people(text) == expected, title


def test_a_name_heard_once_is_no_kings() -> None:
    court = "The king sat down.\n\n“Bring me the map,” said the king.\n\n“Here it is,” said Anna.\n\n"
    text = f"{court}“Juliet, sleep,” said Anna.\n\n“I am awake,” said the king.\n\n" + court * 5
    assert people(text) == ["Anna (female):", "the king (male):"]


def test_neither_a_town_nor_a_ship_is_somebody() -> None:
    town = "Nobody in Port Elder slept. Port Elder turned, Port Elder looked, Port Elder laughed; then Port Elder smiled.\n\n"
    ship = "There was the Santa Clara. Then the Santa Clara turned, the Santa Clara came and the Santa Clara stood.\n\n"
    talk = "Anna Lee looked. “Ah,” said Anna Lee.\n\n"
    found = build_roster(document_of(split(manuscript(4 * (town + ship + talk)))))
    assert [person.name for person in found.people] == ["Anna Lee"]


def test_two_names_that_alternate_with_the_same_people_are_one_in_spite_of_a_few_accidents() -> None:
    talk = "“No,” said Mr. Harbin.\n\n“Yes,” said Anna.\n\n“No,” said the squire.\n\n“Yes,” said Anna.\n\n"
    accident = "“No,” said Mr. Harbin.\n\n“No,” said the squire.\n\nAnna looked out.\n\n"
    assert people(9 * talk + 2 * accident) == ["Anna (female):", "Mr. Harbin (male): the squire"]
    assert people(9 * talk + 9 * accident) == ["Anna (female):", "Mr. Harbin (male):", "the squire (male):"]


def test_a_noun_that_only_ever_alternates_with_a_name_is_theirs_though_both_stand_in_one_sentence() -> None:
    talk = "“No,” said Mr. Harbin.\n\n“Yes,” said Anna.\n\n“No,” said the {noun}.\n\n“Yes,” said Anna.\n\n"
    told = "Mr. Harbin sat down, and the {noun} sighed.\n\n"
    barber, stranger = ((5 * (talk + told)).format(noun=noun) for noun in ("barber", "stranger"))
    assert people(barber) == ["Anna (female):", "Mr. Harbin (male): the barber"]
    assert people(stranger) == ["Anna (female):", "Mr. Harbin (male):", "the stranger (unknown):"]


def test_a_mister_is_whom_the_narration_far_oftenest_names_with_both_names() -> None:
    talk = "Walter said nothing. “No,” said Mr. Harbin.\n\n“Yes,” said Robert.\n\n"
    walter, robert = (f"The car of {given} Harbin stood outside.\n\n{{}}" for given in ("Walter", "Robert"))
    once, often = (talk + 12 * walter.format("") + times * robert.format("") for times in (2, 9))
    assert people(once) == ["Robert Harbin (male): Robert", "Walter Harbin (male): Mr. Harbin, Walter"]
    assert people(often) == ["Mr. Harbin (male):", "Robert Harbin (male): Robert"]


def test_a_name_in_a_heading_is_no_longer_than_elsewhere() -> None:
    text = "CHAPTER I\n\nIn Which Miss Sharp Begins Her Dinner\n\nMiss Sharp sat down.\n\n“Soup,” said Miss Sharp.\n\n“Fish,” said Anna."
    assert people(text) == ["Anna (female):", "Miss Sharp (female):"]


@pytest.mark.parametrize(
    ("words", "gender"),
    [
        ("“My dear fellow,” said Holt. “Watts, sit down.”\n\n“Old man! Watts, my dear fellow!” said Holt.", "male"),
        ("“My dear lady,” said Holt. “Watts, sit down.”\n\n“Dear madam! Watts, my dear lady!” said Holt.", "female"),
        ("“Watts, sit down.”\n\n“Watts, my wife is here,” said Holt.\n\nI thought of my wife. My wife was at home.", "male"),
        ("“Watts, sit down.”\n\n“Watts, stay,” said Holt.", "unknown"),
    ],
)
def test_the_gender_of_the_one_who_says_i(words: str, gender: str) -> None:
    text = f"I came in and I sat down. I looked at Holt.\n\n“Watts?” said Holt.\n\n“It is I,” I said. I shut my door.\n\n{words}\n\n“So I am told,” I said.\n\n“Watts, Watts,” said Holt."
    found = read_through(manuscript(text)).characters
    assert next(c.gender for c in found if c.name != "Holt") == gender


def test_what_somebody_is_called_once_makes_them_no_child() -> None:
    talk = "Frank sat down.\n\n“Well?” said Frank.\n\n“Well!” said Anna.\n\n"
    found = read_through(manuscript(6 * talk + "Master Frank was hungry.\n\n“Soup,” said Frank.")).characters
    assert {c.name: c.age for c in found} == {"Frank": "adult", "Anna": "adult"}
    found = read_through(manuscript(2 * talk.replace("Frank", "Little Frank"))).characters
    assert {c.name: c.age for c in found} == {"Little Frank": "child", "Anna": "adult"}


def test_a_name_over_the_end_of_a_line_is_built_like_any() -> None:
    assert split_title("Mr.\nSt.\nJohn  Wells") == split_title("Mr. St. John Wells")
    assert split_title("Mr.\nWells") == ("mr", ["Wells"])
