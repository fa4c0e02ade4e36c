from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate import spoken
from narrate.spoken import say
from tests import prose


@pytest.mark.parametrize(("title", "text", "expected"), prose.load("spoken.txt"), ids=lambda v: v if isinstance(v, str) else "")
def test_cases(title: str, text: str, expected: list[str]) -> None:
    assert [say(text)] == expected, title


def table() -> list[tuple[str, str]]:
    """(written, said) of every line "written → said"."""
    lines = (prose.FOLDER / "spoken_figures.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" → ") for line in lines if " → " in line and not line.startswith("#")]
    return [(written, said) for written, said in pairs]


@pytest.mark.parametrize(("written", "said"), table())
def test_figures_and_abbreviations(written: str, said: str) -> None:
    assert say(written) == said


def test_the_table_is_long() -> None:
    assert len(table()) + len(prose.load("spoken.txt")) >= 120


def test_other_languages_keep_their_words() -> None:
    assert say("Il a payé 5 francs — enfin… M. Dr. Noir", language="fr") == "Il a payé 5 francs, enfin. M. Dr. Noir"


def test_headings_are_read_as_words() -> None:
    assert say("CHAPTER XIV", heading=True) == "Chapter fourteen"
    assert say("IV.", heading=True) == "four"
    assert say("PART ONE", heading=True) == "Part One"


def test_pronunciations_are_whole_words_longest_first() -> None:
    table = {"Igor": "Eegor", "Igor Petrov": "Eegor Petroff", "lead": "led"}
    assert say("Igor Petrov saw Igor and Igorina.", table) == "Eegor Petroff saw Eegor and Igorina."
    assert say("Lead pipes.", table) == "led pipes."


def test_a_pronunciation_in_ipa_stays_with_its_word() -> None:
    assert say("Igor—of all people!", {"Igor": "/ˈiɡɔɹ/"}) == "[Igor](/ˈiɡɔɹ/), of all people!"


@given(st.text('aSt Dr.pNo12№#,;:!?—–-…_*^|"”’)(', max_size=30))
def test_what_is_passed_over_would_not_change(text: str) -> None:
    plain = " ".join(text.split())
    assert spoken._UNEVEN.search(plain) or spoken._smoothed(plain) == plain
    assert spoken._DOTTED.search(plain) or spoken._dotted(plain) == plain


@given(st.text(max_size=400))
def test_any_text_can_be_said(text: str) -> None:
    said = say(text)
    assert "\n" not in said
    assert said == said.strip()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["a", "1", ". . . ", "IV ", "A.B.", "a@a.", "1,", "NO! ", "$1", "1/2 ", "— "])
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    assert isinstance(say(piece * 40_000), str)
