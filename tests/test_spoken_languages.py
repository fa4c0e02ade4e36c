"""How languages other than English are said, cut into sentences and divided into chapters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate import spoken
from narrate.cues.cutting import sentences
from narrate.readers.headings import CHAPTER, PART, chapter_level
from narrate.readers.language import language_of
from narrate.spoken import languages

CASES = Path(__file__).parent / "cases" / "spoken_languages"


def table(headings: bool) -> list[tuple[str, str, str]]:
    files = [file for file in sorted(CASES.glob("*.txt")) if file.stem.endswith("headings") == headings]
    lines = [
        (file.stem[:2], line) for file in files for line in file.read_text("utf-8").splitlines() if not line.startswith("# ")
    ]
    return [(code, *line.split(" → ")) for code, line in lines]


@pytest.mark.parametrize(("code", "written", "said"), table(headings=False))
def test_as_it_is_said(code: str, written: str, said: str) -> None:
    assert spoken.say(written, language=code) == said


@pytest.mark.parametrize(("code", "written", "said"), table(headings=True))
def test_headings(code: str, written: str, said: str) -> None:
    assert spoken.say(written, heading=True, language=code) == said


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("Zweites Kapitel", CHAPTER), ("KAPITEL IV", CHAPTER), ("Erstes Buch", PART), ("3. Kapitel: Die Reise", CHAPTER),
        ("Vierundzwanzigstes Capitel.", CHAPTER), ("Das erste Kapitel war lang, und er las es gern.", 0),
        ("Chapitre premier", CHAPTER), ("CHAPITRE XII", CHAPTER), ("Deuxième partie", PART), ("Livre II", PART), ("Les deux parties", 0),
        ("Capítulo segundo", CHAPTER), ("Capítulo II. La salida", CHAPTER), ("SEGUNDA PARTE", PART), ("El segundo libro era bueno.", 0),
        ("Глава вторая", CHAPTER), ("Глава II", CHAPTER), ("ЧАСТЬ ПЕРВАЯ", PART), ("Глава двадцать первая", CHAPTER),
        ("Книга вторая лежала на столе.", 0), ("Chapter II", CHAPTER), ("Book Two", PART),
    ],
)  # fmt: skip
def test_what_counts_itself_is_a_heading(heading: str, level: int) -> None:
    assert chapter_level(heading) == level


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("de", ["Am 3. Mai kam Dr. Weber, z. B. um acht.", "Er ging.", "Äpfel usw.", "Dann kam Fr. Braun."]),
        ("fr", ["M. Morel entra.", "« Eh bien ? » dit-il.", "Des pommes, etc.", "Il sortit avec Mme Petit."]),
        ("es", ["El Sr. Gil llegó.", "D. Luis, etc.", "¿Qué?", "Vd. lo sabe."]),
        ("ru", ["Яблоки и т. д.", "В 1848 г. Лунин приехал.", "Т. е. завтра.", "А. С. Лунин вошёл."]),
    ],
)
def test_an_abbreviation_ends_no_sentence(code: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), code) == expected


def test_a_few_foreign_words_make_no_other_language() -> None:
    english = "She read the letter. «Всё хорошо, Маша», it said, and she put it in the box with the others."
    assert language_of(english) == "en"
    assert language_of("— Нет! — Да! — Mon Dieu, — сказала Вера.") == "ru"
    assert language_of("Ольга.") == "ru"
    assert language_of("Olga.") == "en"


@given(st.text(alphabet="IVXLCD aeM.,:;0123456789%°ªº-г.кмдЯыSt«»—\n", max_size=60), st.sampled_from(languages.codes()))
def test_anything_is_said_without_figures_and_cut_without_loss(text: str, code: str) -> None:
    assert "".join("".join(sentences(text, code)).split()) == "".join(text.split())
    said = spoken.say(text, language=code)
    assert "\n" not in said


def test_a_language_without_a_file_is_left_as_it_is() -> None:
    assert spoken.say("3. maí", language="is") == "3. maí"
    assert spoken.sentence_end("is") is None and languages.wording("xx") is None
