from __future__ import annotations

from narrate.script import Corrections, read_through
from tests.script.quotations.test_split import manuscript

TALK = "“Sit down, {name},” said {other}.\n\n“Thank you,” I said. I sat down.\n\n“Well, {name}?” said {other}.\n\n“I am well,” I said.\n\n"
ABOUT = "{other} looked out. I thought that {other} was tired. {other} coughed.\n\n"


def part(number: int, name: str, other: str) -> str:
    talk, about = TALK.format(name=name, other=other), ABOUT.format(other=other)
    return f"CHAPTER {number}\n\nI came in late. I had lost my way, and I was cold.\n\n" + 6 * (talk + about)


def narrator_spans(text: str, **known: str) -> list[str]:
    """Who says "Thank you," in each chapter."""
    book = read_through(manuscript(text), corrections=Corrections(narrator=known.get("narrator")))
    return [next(line.speaker for line in chapter.body if line.text.startswith("“Thank you")) for chapter in book.chapters]


def test_each_tells_a_part() -> None:
    assert narrator_spans(part(1, "Anna", "Tom") + part(2, "Tom", "Anna") + part(3, "Anna", "Tom")) == ["Anna", "Tom", "Anna"]


def test_one_who_tells_all_of_it_may_be_called_by_two_names() -> None:
    assert len(set(narrator_spans(part(1, "Philip", "Anna") + part(2, "Handel", "Anna")))) == 1


def test_a_person_says_that_one_tells_all_of_it() -> None:
    text = part(1, "Anna", "Tom") + part(2, "Tom", "Anna")
    assert narrator_spans(text, narrator="Nick") == ["Nick", "Nick"]


def test_whom_the_narration_names_is_not_the_one_who_tells_it() -> None:
    scene = (
        "“Lord Carnal, is it true?” said Anna.\n\n“It is,” I said. I looked at Lord Carnal.\n\nLord Carnal smiled.\n\n"
        "“Ralph, be still,” said Anna.\n\n“I am still,” I said.\n\n"
    )
    found = read_through(manuscript("I came in late. I had lost my way, and I was cold.\n\n" + 5 * scene))
    assert {character.name: character.aliases for character in found.characters} == {"Anna": (), "Ralph": ()}
