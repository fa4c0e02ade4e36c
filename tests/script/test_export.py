from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from narrate.model import Book, Chapter, Character, Line, Script, Skip, Span
from narrate.script import as_json, as_text, coverage, doubtful, other_name

PLACES = st.integers(0, 12)


def script(text: str, lines: list[tuple[int, int]], skips: list[tuple[int, int]]) -> Script:
    told = tuple(
        Line(
            speaker="Narrator", text=text[a:b], kind="narration", at=Span(a, b), rule="", confidence=1.0, evidence="", paragraph=0
        )
        for a, b in lines
    )
    left = tuple(Skip(text[a:b], Span(a, b), "note") for a, b in skips)
    return Book("t", "", "en", (Chapter(1, "t", told),), text=text, skipped=left)


@given(st.lists(st.text(max_size=20), max_size=4))
def test_written_in_pieces_it_is_the_same(titles: list[str]) -> None:
    one = script("“Oh?” said Ann.\n", [(0, 5), (6, 15)], [])
    made = replace(one, chapters=tuple(replace(one.chapters[0], title=title) for title in titles), notes=('"chapters": [],',))
    text = "".join(as_text(made))
    assert json.loads(text) == as_json(made)
    assert not titles or text == json.dumps(as_json(made), ensure_ascii=False, indent=2) + "\n"


def test_spaces_do_not_count_and_what_is_said_twice_does_not_cover() -> None:
    assert coverage(script("ab cd", [(0, 2)], [(3, 5)])) == 1.0
    assert coverage(script("ab cd", [(0, 2)], [])) == 0.5
    assert coverage(script("ab cd", [(0, 5), (3, 5)], [])) == 0.5
    assert coverage(script(" \n", [], [])) == 1.0


@given(st.text("ab \n", max_size=10), st.lists(st.tuples(PLACES, PLACES).map(lambda p: (min(p), max(p))), max_size=5))
def test_it_is_the_share_of_characters_in_exactly_one_place(text: str, spans: list[tuple[int, int]]) -> None:
    solid = [place for place, char in enumerate(text) if not char.isspace()]
    once = [place for place in solid if sum(start <= place < end for start, end in spans) == 1]
    expected = len(once) / len(solid) if solid else 1.0
    assert coverage(script(text, spans[::2], spans[1::2])) == expected


def test_a_tag_by_other_words_is_as_sure_as_that_they_are_the_speakers() -> None:
    def line(evidence: str, confidence: float = 0.99) -> Line:
        return Line(
            speaker="Sir Walter",
            text="“I have slept badly.”",
            kind="dialogue",
            at=Span(0, 21),
            rule="said",
            confidence=confidence,
            evidence=evidence,
        )

    sir = Character("Sir Walter", ("Walter", "the baronet", "the old sir"), "male", lines=3)
    assert other_name(line("said the baronet"), sir) == "the baronet"
    assert other_name(line("said Sir Walter"), sir) == other_name(line("said the old sir"), sir) == ""
    lines = (line("said the baronet"), line("cried the baronet"), line("said Sir Walter"), line("nearby", 0.3))
    found: Script = Book("T", "", "en", (Chapter(1, "One", lines),), characters=(sir,))
    assert doubtful(found) == [lines[3], lines[0]], "the first of each is enough"
