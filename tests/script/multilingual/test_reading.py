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


def test_lips_and_hands_are_nobody_and_a_voice_has_no_known_sex() -> None:
    text = (
        "Rieke saß am Herd.\n\n»Hört ihr das?« schloß Rieke die Hände. Die Augen brannten.\n\n»Aufmachen!« rief eine Stimme. »Los!«\n\n"
        "»Nein«, murmelten die Lippen.\n\n»Nicht öffnen«, sagte Rieke."
    )
    script = read_through(manuscript(text, "de"))
    genders = {character.name: character.gender for character in script.characters}
    assert genders.items() <= {"Rieke": "female", "eine Stimme": "unknown"}.items()


@pytest.mark.parametrize(
    ("code", "text", "people"),
    [
        (
            "de",
            "Jakob warf ihr einen langen Blick zu. Sie mied seinen müden Blick, denn sie kannte Jakob und er kannte Lene.\n\n"
            "»Kommst du?« bat Blick und Stimme.\n\n»Gleich«, sagte Lene.\n\n»Eile!« rief Jakob mit müdem Blick.",
            {"Jakob", "Lene"},
        ),
        (
            "fr",
            "Tenez, je l'avoue ici. Bastien posa le panier et il regardait Odile.\n\n— Tenez, dit Bastien.\n\n"
            "— Tenez, gardez-le, dit Odile à Bastien.",
            {"Bastien", "Odile"},
        ),
    ],
)
def test_a_noun_after_its_article_and_a_word_that_only_opens_sentences_are_nobody(code: str, text: str, people: set[str]) -> None:
    script = read_through(manuscript(text, code))
    assert {character.name for character in script.characters} == people


def test_a_given_name_tells_its_bearer_more_surely_than_the_pronouns_near_it() -> None:
    text = (
        "Alberto entró en la casa, y ella lo miró. Ella cosía junto al fuego. Alberto calló. Ella suspiró.\n\n"
        "—Buenas noches —dijo Alberto.\n\n—Buenas noches —contestó ella."
    )
    people = read_through(manuscript(text, "es")).characters
    assert next(person.gender for person in people if person.name == "Alberto") == "male"
