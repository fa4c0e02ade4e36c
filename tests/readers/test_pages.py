"""Printed pages in plain text, ornaments, numbers of chapters, teasers, contents, notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate import readers
from narrate.readers import pages
from narrate.readers.headings import chapter_level, is_number, is_scene_break
from narrate.readers.plain import blocks
from tests import books
from tests.readers.reading import aside, read, told

FIRST, REST = "The baker locked her shop and went down to", "the harbour. Nobody was there."


@pytest.mark.parametrize("furniture", ["21", "- 21 -", "[21]", "Page 21", "xxi", "21\n\nTHE HARBOUR", "21    THE HARBOUR"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_what_a_page_prints_amid_a_sentence_comes_after_it(furniture: str, gap: str) -> None:
    text, found = pages.settled(f"{FIRST}{gap}{furniture}{gap}{REST}\n\nIt rained.")
    read_aloud = [block.text for block in blocks(text, found) if not block.skipped]
    assert read_aloud == [f"{FIRST} {REST}", "It rained."]
    assert len(text) == len(f"{FIRST}{gap}{furniture}{gap}{REST}\n\nIt rained.")


def test_numbers_between_paragraphs_count_on_from_those_amid_sentences() -> None:
    text, found = pages.settled(f"It was day.\n\n20\n\n{FIRST}\n\n21\n\n{REST}\n\n22\n\nChapter 2\n\nIt was night.")
    assert sorted(text[span.start : span.end] for span, _ in found) == ["20", "21", "22"]


def test_a_number_that_somebody_reads_is_the_storys() -> None:
    assert pages.settled("The label said\n\n21\n\nand she laughed.")[1] == []


def test_a_head_that_comes_again_is_no_chapter() -> None:
    text = "".join(f"{FIRST}\n\n{n}    THE HARBOUR\n\n{REST}\n\n" for n in range(4, 9))
    assert [why for _, why in pages.settled(text)[1]] == ["running head"] * 5


BROKEN = [
    ("the har-\nbour was", "the harbour \nwas"),
    ("her sister-\nin-law came", "her sister-in-law"),
    ("her sister-in-\nlaw came", "her sister-in-law"),
    ("a well-\nknown baker", "a well-known"),
    ("W-\nwhat is it", "W-what"),
    ("Ann Quillo-\nway came. Quilloway", "Quilloway"),
    ("She ran-\nHe fell", "She ran-\nHe"),
    ("soft vil\u00ad\nlage", "village"),
]


@pytest.mark.parametrize(("text", "mended"), BROKEN)
def test_words_that_line_ends_broke(text: str, mended: str) -> None:
    found, _ = pages.unbroken(text, "en")
    assert mended.split() == [w for w in found.split() if w in mended.split()][: len(mended.split())]
    assert len(found) == len(text)


@given(st.lists(st.sampled_from(["hold", "12", "13", "- 14 -", "THE HILL", "for a year.", "vil-", "lage", "", " "]), max_size=14))
def test_no_word_is_lost_on_any_pages(lines: list[str]) -> None:
    text = "\n".join(lines)
    moved, found = pages.settled(text)
    assert len(moved) == len(text)
    assert sorted(moved.split()) == sorted(text.split())
    covered = "".join(block.text for block in blocks(moved, found))
    assert sorted("".join(covered.split())) == sorted("".join(text.split()))


@pytest.mark.parametrize("sign", ["—oOo—", "x x x", "§", "-o-", "~~~", "* * *", "❦", "oOo", "-0-", "⁂", "+ + +", "~ o ~", "###"])
def test_ornaments_are_pauses(sign: str) -> None:
    assert is_scene_break(sign)


@pytest.mark.parametrize("text", ["…", "?!", "“…”", "XXX", "O", "xx", "...", "1", "Oo", "(…)", "— X —"])
def test_what_somebody_says_or_counts_is_no_ornament(text: str) -> None:
    assert not is_scene_break(text)


@pytest.mark.parametrize(
    "number", ["7", "1000", "01", "MCMXLIV", "One Hundred and Twenty-Three", "the Twenty-First", "Two Thousand"]
)
def test_chapters_are_numbered_however_many_there_are(number: str) -> None:
    assert chapter_level(f"Chapter {number}") == 2
    assert is_number(f"Chapter {number}")
    assert chapter_level(f"Chapter {number}: The Hill") == 2


@pytest.mark.parametrize("text", ["Chapter mild", "Part did", "Book mixed with love"])
def test_words_are_no_numbers(text: str) -> None:
    assert chapter_level(text) == 0


SONG = "There was a young baker who lived by the sea, and she whistled all day"


def test_a_first_sentence_that_comes_again_is_a_teaser_on_the_web_only(tmp_path: Path) -> None:
    text = f"{SONG}.\n\n{SONG}, and she whistled to me, as long as the weather was fair.\n\nThat was all."
    assert aside(read(tmp_path, "s.txt", text)) == {}
    assert list(aside(read(tmp_path, "s.txt", f"{text}\n\nLeave a comment\n"))) == ["teaser", "boilerplate"]
    assert list(aside(read(tmp_path, "s.txt", text.replace("day.", "day…", 1)))) == ["teaser"]


def test_a_story_may_end_at_home(tmp_path: Path) -> None:
    assert aside(read(tmp_path, "s.txt", "She walked all night.\n\nHome.")) == {}


def test_contents_with_page_numbers_or_titles_that_come_again(tmp_path: Path) -> None:
    story = "".join(
        f"CHAPTER {n}\n\n{t}\n\nIt was a day.\n\n" for n, t in (("I", "The Hill"), ("II", "The Sea"), ("III", "The Fog"))
    )
    for listed in ("I. The Hill\nII. The Sea\nIII. The Fog", "The Hill . . . . 3\nThe Sea . . . . 9\nThe Fog . . . . 12"):
        found = read(tmp_path, "s.txt", f"THE BAKER\n\nCONTENTS\n\n{listed}\n\n{story}")
        assert aside(found) == {"table of contents": ["CONTENTS", listed]}
    for listed, chapter in (
        ("Chapter 1\nChapter 2", "Chapter {}\n\nIt was a day.\n\n"),
        ("The Hill", "# The Hill\n\nIt was a day.\n\n"),
    ):
        chapters = "".join(chapter.format(n) for n in (1, 2))
        found = read(tmp_path, "s.md" if "#" in chapter else "s.txt", f"Contents\n\n{listed}\n\n{chapters}")
        assert aside(found)["table of contents"] == ["Contents", listed], "however few, if each comes again"
    found = read(tmp_path, "s.md", "# Contents\n\nThe box held 12\n\n# The Hill\n\nIt was a day.")
    assert aside(found) == {}, "what comes again nowhere is a story"


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("tag", ["h2", "p"])
def test_a_page_of_contents_may_have_a_single_link(tmp_path: Path, count: int, tag: str) -> None:
    names = [f"c{n}" for n in range(count)]
    links = "".join(f"<p><a href='{name}.xhtml'>Of {name}</a></p>" for name in names)
    chapters = {name: f"<h2>Of {name}</h2><p>It was a day.</p>" for name in names}
    found = read(tmp_path, "s.epub", books.epub({"t": f"<{tag}>Table of Contents</{tag}>{links}", **chapters}))
    assert aside(found) == {"table of contents": ["Table of Contents", *(f"Of {name}" for name in names)]}


def test_endnotes_under_a_heading_of_theirs(tmp_path: Path) -> None:
    text = "Chapter 1\n\nIt was day.\n\nChapter 2\n\nIt was night.\n\nNOTES\n\n1. Or evening.\n\n2. So she says."
    assert aside(read(tmp_path, "s.txt", text)) == {"note": ["NOTES", "1. Or evening.", "2. So she says."]}


def test_what_stands_beside_a_copyright_line_goes_with_it(tmp_path: Path) -> None:
    text = "Copyright © 2011 by Jo Loaf\n\nCover art by Mo Crust\n\nwww.oven.example\n\n10 9 8 7 6 5\n\nChapter 1\n\nShe printed by night."
    found = read(tmp_path, "s.txt", text)
    assert aside(found) == {"copyright page": text.split("\n\n")[:4]}
    assert told(found) == [("Chapter 1", ["Chapter 1", "She printed by night."])]


def test_the_offsets_of_a_mended_text_lead_to_its_words(tmp_path: Path) -> None:
    found = read(tmp_path, "s.txt", f"{FIRST}\n\n21\n\n{REST}\n\nThe whole har-\nbour slept.")
    assert all(found.text[b.at.start : b.at.end] == b.text for b in found.bodies())
    assert found.notes == ("words that line ends broke were put together: 1",)
    assert readers.by_name("plain") is not None


def test_a_number_between_two_halves_of_a_sentence_in_markup(tmp_path: Path) -> None:
    page = f"<html><body><p>{FIRST}</p><p>21</p><p>{REST}</p><p>22</p><p>It rained in the har-</p><p>23</p><p>bour.</p></body></html>"
    found = read(tmp_path, "p.html", page)
    assert told(found)[0][1] == [f"{FIRST} {REST}", "22", "It rained in the harbour."]
    assert aside(found) == {"page number": ["21", "23"]}


def test_notes_with_a_star_or_in_the_way_of_markdown(tmp_path: Path) -> None:
    assert aside(read(tmp_path, "s.txt", "It was a warm day* in May.\n\nShe slept.\n\n* Or so she said.")) == {
        "note": ["* Or so she said."]
    }
    assert aside(read(tmp_path, "s.txt", "It was a *warm* day.\n\n* * *\n\n*Cold* nights came.")) == {}
    assert list(aside(read(tmp_path, "s.md", "It was a warm day.[^1]\n\n[^1]: Or so she said.\n"))) == ["note"]


def test_what_stands_before_the_first_chapter_has_no_number(tmp_path: Path) -> None:
    text = "It was a day like others. " * 20 + "\n\nChapter 1\n\nShe slept.\n\nChapter 2\n\nShe woke."
    assert [title for title, _ in told(read(tmp_path, "s.txt", text))] == ["Opening", "Chapter 1", "Chapter 2"]
