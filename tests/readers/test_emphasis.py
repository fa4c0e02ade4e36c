"""Which of the words that are printed with emphasis are stressed."""

from __future__ import annotations

import pytest

from narrate.model import Book, Manuscript, Span
from narrate.readers.emphasis import stressed
from narrate.readers.markup import parts_of, tree_of
from narrate.readers.structure import compose

PLAIN = [
    ("It was _his_ boat, **not** hers.", ["his", "not"]),
    ("You went without _me_? _Me_, of all people!", ["me", "Me"]),
    ("I said _in\nno_ way.", ["in\nno"]),
    ("Tom came, and Tom went. I meant _Tom_.", ["Tom"]),
    ("The _Morning Star_ sank. Of the _Lark_ nobody spoke.", []),
    ("She had _sang-froid_ and _Weltschmerz_ in plenty.", []),
    ("_Nobody at all had ever seen it_, they said.", []),
    ("It holds 2*3*4 in my_own_file, and a * star.", []),
    ("Nothing here.", []),
]


@pytest.mark.parametrize(("text", "told"), PLAIN)
def test_marks_of_plain_text(text: str, told: list[str]) -> None:
    assert [text[span.start : span.end] for span in stressed(text, [], "en")] == told


MARKUP = [
    ("<p>It <em>is</em> so. Is <strong>that</strong> all?</p>", ["is", "that"]),
    ("<p>I like <i lang='fr'>that</i>, and <i epub:type='se:name.publication.book'>this</i> too.</p>", []),
    ("<p>It is un<i>like</i>ly.</p>", ["like"]),
    ("<p><i><b>Do</b> <i>not</i></i> go there, do not.</p>", ["Do not"]),
    ("<p>Go<sup><a href='#n1'><i>1</i></a></sup> <i>now</i>, now.</p>", ["now"]),
    ("<p style='font-style: italic'>A letter of mine, all of it.</p>", []),
    ("<p>He said <span style='font-style:italic'>no</span>, and no again.</p>", ["no"]),
]


@pytest.mark.parametrize(("markup", "told"), MARKUP)
def test_elements_of_markup(markup: str, told: list[str]) -> None:
    blank: Manuscript = Book("", "", "en", ())
    book = compose(blank, parts_of(tree_of(markup)))
    assert [book.text[span.start : span.end] for span in book.emphasis] == told


def test_a_language_without_a_dictionary_goes_by_the_text_alone() -> None:
    text = "tu nun _nun_ vex _quor_"
    assert stressed(text, [], "xx") == (Span(8, 11),)


def test_a_name_within_another_word_is_not_that_name_in_plain_type() -> None:
    text = "\n\n".join(
        ["It was Sunday, and he read _Sun_ again."] * 3 + ["Then _Bob_ came. Bob sat. Bob ate. Bob slept. Bob left."]
    )
    assert [text[span.start : span.end] for span in stressed(text, [], "en")] == ["Bob"]
