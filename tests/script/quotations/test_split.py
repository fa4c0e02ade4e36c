from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.model import Block, Book, Manuscript, Segment
from narrate.readers.plain import blocks
from narrate.readers.structure import bind
from narrate.script.quotations.conventions import convention, quotations
from narrate.script.quotations.split import split
from tests import prose


def manuscript(text: str, language: str = "en") -> Manuscript:
    empty: Book[Block] = Book("t", "", language, (), text=text)
    return bind(empty, blocks(text))


def segments(text: str, language: str = "en") -> list[Segment]:
    return list(split(manuscript(text, language)).bodies())


@pytest.mark.parametrize(("title", "text", "expected"), prose.load("split.txt"), ids=lambda v: v if isinstance(v, str) else "")
def test_cases(title: str, text: str, expected: list[str]) -> None:
    assert [f"{s.kind}: {' '.join(s.text.split())}" for s in segments(text)] == expected, title


@pytest.mark.parametrize(
    ("title", "text", "expected"), prose.load("split_languages.txt"), ids=lambda v: v if isinstance(v, str) else ""
)
def test_cases_of_other_languages(title: str, text: str, expected: list[str]) -> None:
    found = segments(text, title[:2])
    assert [f"{s.kind}: {' '.join(s.text.split())}" for s in found] == expected, title


TEXTS = st.text(alphabet="ab AB.,!?“”\"‘’'«»„—–-…\n", max_size=200)
LANGUAGES = st.sampled_from(["en", "de", "fr", "es", "ru", "it", "pl", "pt", "nl", "sv"])


@given(TEXTS, LANGUAGES)
def test_segments_join_back_to_their_blocks(text: str, language: str) -> None:
    found = manuscript(text, language)
    story = [b for b in found.bodies() if b.kind != "scene_break"]
    cut = split(found)
    assert "".join(s.text for s in cut.bodies()) == "".join(b.text for b in story)
    for segment in cut.bodies():
        assert text[segment.at.start : segment.at.end] == segment.text


@given(TEXTS, LANGUAGES)
def test_quotations_never_overlap(text: str, language: str) -> None:
    for marks in ("double", "single", "guillemets", "inward", "low", "corner", "dash"):
        place = 0
        for quotation in quotations(text, marks, language):
            assert place <= quotation.start < quotation.end <= len(text)
            place = quotation.end


def test_the_book_shows_its_marks() -> None:
    assert convention(["‘It’s late,’ he said.", "‘Is it?’"]) == "single"
    assert convention(["“It’s ‘late’,” he said."]) == "double"
    assert convention(["— Oui.", "— Non."]) == "dash"
    assert convention(["»Ja«, sagte er.", "Er rief: »Nein!«"]) == "inward"
    assert convention(["«Ja», sagte er.", "Er rief: «Nein!»"]) == "guillemets"
    assert convention(["« Oui », dit-il.", "Il cria : « Non ! »"]) == "guillemets"
    assert convention(["-Ven -dijo ella-.", "-Voy."], "es") == "dash"
    assert convention(["Nobody spoke."]) == "none"
