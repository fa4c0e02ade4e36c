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


def manuscript(text: str) -> Manuscript:
    empty: Book[Block] = Book("t", "", "en", (), text=text)
    return bind(empty, blocks(text))


def segments(text: str) -> list[Segment]:
    return list(split(manuscript(text)).bodies())


@pytest.mark.parametrize(("title", "text", "expected"), prose.load("split.txt"), ids=lambda v: v if isinstance(v, str) else "")
def test_cases(title: str, text: str, expected: list[str]) -> None:
    assert [f"{s.kind}: {' '.join(s.text.split())}" for s in segments(text)] == expected, title


TEXTS = st.text(alphabet="ab AB.,!?“”\"‘’'«»„—–-…\n", max_size=200)


@given(TEXTS)
def test_segments_join_back_to_their_blocks(text: str) -> None:
    found = manuscript(text)
    story = [b for b in found.bodies() if b.kind != "scene_break"]
    cut = split(found)
    assert "".join(s.text for s in cut.bodies()) == "".join(b.text for b in story)
    for segment in cut.bodies():
        assert text[segment.at.start : segment.at.end] == segment.text


@given(TEXTS)
def test_quotations_never_overlap(text: str) -> None:
    for marks in ("double", "single", "guillemets", "low", "corner", "dash"):
        place = 0
        for quotation in quotations(text, marks):
            assert place <= quotation.start < quotation.end <= len(text)
            place = quotation.end


def test_the_book_shows_its_marks() -> None:
    assert convention(["‘It’s late,’ he said.", "‘Is it?’"]) == "single"
    assert convention(["“It’s ‘late’,” he said."]) == "double"
    assert convention(["— Oui.", "— Non."]) == "dash"
    assert convention(["Nobody spoke."]) == "none"
