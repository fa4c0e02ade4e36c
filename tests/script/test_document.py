from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narrate.script.document import Document, document_of
from narrate.script.quotations.split import split
from tests.script.quotations.test_split import manuscript

TEXT = """CHAPTER I

Maria opened the door. “Come in,” said Maria. “It is late.” Andrei said, “I know,” and sat down.

Nobody spoke. “Well?” asked Maria.

“Well,” said Andrei."""


def document() -> Document:
    return document_of(split(manuscript(TEXT)))


@given(st.lists(st.integers(0, len(TEXT)), max_size=6))
def test_parted_pages_are_the_same_text_in_more_paragraphs(places: list[int]) -> None:
    before = document()
    after = before.split_paragraphs(places)
    assert after.text == before.text
    assert len(after.paragraphs) >= len(before.paragraphs)
    ends = {end for _, end in after.paragraphs}
    assert {end for _, end in before.paragraphs} <= ends
    covered = "".join(after.text[start:end] for start, end in after.paragraphs)
    assert covered == "".join(before.text[start:end] for start, end in before.paragraphs)
    assert [(q.start, q.end, q.segment) for q in after.quotes] == [(q.start, q.end, q.segment) for q in before.quotes]
    assert [q for turn in after.turns for q in turn.quotes] == list(range(len(after.quotes)))


def test_a_part_begins_a_turn_of_its_own() -> None:
    before = document()
    after = before.split_paragraphs([before.text.index("Andrei said")])
    assert len(after.turns) == len(before.turns) + 1
    assert [turn.gap for turn in after.turns][1] == 1


def test_joined_paragraphs_are_one_turn_and_the_next_follows_it() -> None:
    before = document()
    after = before.join_paragraphs({2, 3})
    assert after.text == before.text and len(after.paragraphs) == len(before.paragraphs) - 2
    assert after.paragraphs[1] == (before.paragraphs[1][0], before.paragraphs[3][1])
    assert [list(turn.quotes) for turn in after.turns] == [[q for turn in before.turns for q in turn.quotes]]
    assert after.headings == before.headings


@given(st.sets(st.integers(1, 3)))
def test_joining_loses_no_quotation(numbers: set[int]) -> None:
    after = document().join_paragraphs(numbers)
    assert [(q.start, q.end, q.segment) for q in after.quotes] == [(q.start, q.end, q.segment) for q in document().quotes]
    assert [q for turn in after.turns for q in turn.quotes] == list(range(len(after.quotes)))
