from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.spoken import abbreviations, english, say, signs
from tests import prose


@pytest.mark.parametrize(("title", "text", "expected"), prose.load("spoken.txt"), ids=lambda v: v if isinstance(v, str) else "")
def test_cases(title: str, text: str, expected: list[str]) -> None:
    assert [say(text)] == expected, title


def table(*names: str) -> list[tuple[str, str]]:
    """(written, said) of every line "written → said"."""
    files = [prose.FOLDER / f"spoken_{name}.txt" for name in names] or sorted(prose.FOLDER.glob("spoken_*.txt"))
    lines = [line for file in files if names or file.stem != "spoken_headings" for line in file.read_text("utf-8").splitlines()]
    pairs = [line.split(" → ") for line in lines if " → " in line and not line.startswith("# ")]
    return [(written, said) for written, said in pairs]


@pytest.mark.parametrize(("written", "said"), table())
def test_as_it_is_said(written: str, said: str) -> None:
    assert say(written) == said


@pytest.mark.parametrize(("written", "said"), table("headings"))
def test_headings(written: str, said: str) -> None:
    assert say(written, heading=True) == said


def test_what_must_not_change() -> None:
    assert all(written == said for written, said in table("stays"))


def test_the_table_is_long() -> None:
    assert len(table()) + len(table("headings")) + len(prose.load("spoken.txt")) >= 400


def test_other_languages_keep_their_words() -> None:
    assert say("Ha 5 ember jön — mondta… M. Dr. Neri", language="hu") == "Ha 5 ember jön, mondta. M. Dr. Neri"


def test_pronunciations_are_whole_words_longest_first() -> None:
    table = {"Igor": "Eegor", "Igor Petrov": "Eegor Petroff", "lead": "led"}
    assert say("Igor Petrov saw Igor and Igorina.", table) == "Eegor Petroff saw Eegor and Igorina."
    assert say("Lead pipes.", table) == "led pipes."


def test_a_pronunciation_in_ipa_stays_with_its_word() -> None:
    assert say("Igor—of all people!", {"Igor": "/ˈiɡɔɹ/"}) == "[Igor](/ˈiɡɔɹ/), of all people!"


@pytest.mark.parametrize(
    ("written", "respelling"),
    [
        ("NYPD", "NYPD"),
        ("Hmph", "hmph"),
        ("Lt.", "LT"),
        ("Dr.", "Dr."),
        ("9/11", "9/11"),
        ("W-what", "W-what"),
        ("XIV", "ex eye vee"),
    ],
)
def test_the_users_pronunciation_wins(written: str, respelling: str) -> None:
    assert say(f"So {written} it was.", {written: respelling}) == f"So {respelling} it was."


def test_a_pronunciation_in_ipa_of_what_we_would_change() -> None:
    assert say("The NYPD came.", {"NYPD": "/ɛnwaɪ/"}) == "The [NYPD](/ɛnwaɪ/) came."


@given(st.text('aSt Dr.pNo12№#,;:!?—–-…_*^|"”’)(', max_size=30))
def test_what_is_passed_over_would_not_change(text: str) -> None:
    plain = " ".join(text.split())
    assert signs._UNEVEN.search(plain) or signs.smoothed(plain) == plain
    assert abbreviations._DOTTED.search(plain) or abbreviations._dotted(plain) == plain


_WORDS = (
    "I a A O mix did civil ill vi it us am the Charles Mary Chapter Part King Lt St Sgt Capt vs aka etc mm hmm sh Nooo who’s "
    "“Hello,” home. Hale (and) so-so W-what x-ray May march Jan. Dr. Dr M. I. X, B."
)


@given(st.lists(st.sampled_from(_WORDS.split()), max_size=8))
def test_plain_sentences_need_no_step(words: list[str]) -> None:
    text = " ".join(words)
    assert not english._is_plain(text) or english._steps(text, heading=False) == text


@given(st.text(max_size=400))
def test_any_text_can_be_said(text: str) -> None:
    said = say(text)
    assert "\n" not in said
    assert said == said.strip()


@given(st.text("0123456789 .,:/-–£$€'’”½sdlpmkMKIVXabc%°²", max_size=40))
def test_any_figures_can_be_said(text: str) -> None:
    assert say(text) == say(text).strip()
    assert say(text, heading=True) == say(text, heading=True).strip()


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        ". . . ",
        "IV ",
        "A.B.",
        "a@a.",
        "1,",
        "NO! ",
        "$1",
        "1/2 ",
        "— ",
        "w-",
        "M. ",
        "1 000 ",
        "1s. ",
        "1-",
        "5 May ",
        "A'",
        "x.com ",
    ],
)
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    assert isinstance(say(piece * 40_000), str)
