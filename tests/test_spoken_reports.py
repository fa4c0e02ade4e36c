"""What listeners have complained of: each of the shared cases as it is said, from its file to its cues."""

from __future__ import annotations

import pytest

from narrate import cues, readers, script
from narrate.cues.staging import Staging
from narrate.model import NARRATOR, Voice
from narrate.spoken import say
from tests.conftest import shared
from tests.test_cues import PAUSES

SAID = {
    "08-capital-headings.txt": "Don’t Look Back | The King’s Men | World War two | The first Of May",
    "09-numbered-capital-titles.txt": "three. | The Door | four. | The Well | nine. | I Am Late",
    "10-acronyms.txt": "The N Y P D called | at UCLA, | the U S S R, | the Y MCA. | the U S M C in World War two, | the NAACP | E S P N. | A-T and T man",
    "11-regnal-numbers.txt": "King Henry the eighth's ring | Charles the second's. | Louis the fourteenth's palace. | King Alfonso the thirteenth gave"
    " | the twentieth century. | the eighteenth century.",
    "12-note-mark-at-paragraph-end.txt": "for three days. | The river was high. | such a spring.",
    "13-lt-mme.txt": "Lieutenant Hale came in with Madame Orris and Lieutenant Colonel Brand. | “Sit down, Mademoiselle Dorn,” | said Lieutenant Hale."
    " | Commander Fox and Private Orr were already there.",
    "15-stutter.txt": "“Wuh-what? | Buh-but I duh-didn't muh-mean it,” | “Thuh-that's not fuh-fair. | Puh-please!”",
    "16-interjections.txt": "“humph,” | “puft. | puft!” | “pist!” | “tut. | umph.” | zuzz, went the bee. | buzz.",
    "17-money-suffixes.txt": "five million dollars in all, | one point five billion dollars. | one hundred thousand dollars, | two point five million dollars,"
    " | one point two trillion dollars. | twenty Canadian dollars, | fifty U S dollars.",
    "18-money-before-a-noun.txt": "a twenty-dollar bill on a fifty-pound note. | the sixty-four thousand dollar question."
    " | a one point four billion dollar loan for a five million dollar house.",
    "19-dates.txt": "On March third, nineteen twenty-one, he came. | On the fifth of May nineteen twenty-one he left. | December twenty-fifth, and on July fourth",
    "20-shillings.txt": "five pounds ten shillings and sixpence in all. | ten shillings and sixpence and the hat two shillings and sixpence then.",
    "21-times-with-a-dot.txt": "left at eleven thirty and came in at four fifteen PM as it always did.",
    "22-telephone-numbers.txt": "Call five five five, one two three, four five six seven or five five five, one two three, four five six seven now."
    " | one, eight zero zero, five five five, zero one nine nine. | dial nine one one.",
    "23-minus.txt": "minus five degrees at dawn and minus twelve at night.",
    "24-nine-eleven.txt": "since nine eleven. | a fifty-fifty chance, | seven out of ten.",
    "37-numbers.txt": "ten thousand people | Act four was over. | fifty square metres, and ten squared is one hundred. | two thirds of the cake."
    " | twenty euros there and five hundred yen here.",
    "38-act-heading.txt": "Act one | Act two",
    "42-years-about.txt": "built circa eighteen fifty and burned circa nineteen hundred. | Take Route sixty-six for five miles to the mill.",
    "43-sentence-ends-on-a-letter.txt": "He was taller than I. | She knew it well. | We need Plan B. | The others are late. | not I. | You know that.",
    "60-chapter-01.epub": "one | Chapter two | three. The Fox",
}
UNSAID = {
    "36-ornaments.txt": ("oOo", "ex ex", "x x", "section", "§", "-o-"),
    "12-note-mark-at-paragraph-end.txt": ("[", "one", "two", "four."),
}


def spoken(name: str) -> list[str]:
    """The spoken forms of all cues of a shared case."""
    read = script.read_through(readers.read(shared("cases") / name))
    voices = {NARRATOR: Voice("scratch", "narrator")}
    sheet = cues.cue(read, voices, Staging(PAUSES), lambda text, heading: say(text, heading=heading), lambda said, _: said)
    return [cue.text for cue in sheet.bodies()]


@pytest.mark.parametrize(("name", "said"), SAID.items())
def test_is_said_right(name: str, said: str) -> None:
    heard = spoken(name)
    rest = "\n".join(heard)
    for part in said.split(" | "):
        assert part in rest, (part, heard)
        rest = rest[rest.index(part) + len(part) :]


@pytest.mark.parametrize(("name", "parts"), UNSAID.items())
def test_is_not_said(name: str, parts: tuple[str, ...]) -> None:
    heard = " ".join(spoken(name))
    assert [part for part in parts if part in heard] == []
