from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate import readers
from narrate.errors import StoryError
from narrate.readers.boilerplate import ReadingSettings
from narrate.readers.encoding import decode
from narrate.readers.plain import blocks
from narrate.script import coverage, read_through
from tests.conftest import PROJECT, shared


def read(tmp_path: Path, text: str, name: str = "story.txt", keep: tuple[str, ...] = ()) -> list[tuple[str, str, str | None]]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return [(b.kind, b.text, b.skipped) for b in readers.read(path, ReadingSettings(keep=keep)).bodies()]


def test_hard_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    text = "It was a long day and the road went\non for ever, up the hill and\ndown.\n\nThen it was night and all\nthe lamps went out.\n"
    assert [kind for kind, _, _ in read(tmp_path, text)] == ["paragraph", "paragraph"]


def test_one_line_each_is_a_paragraph_each(tmp_path: Path) -> None:
    assert len(read(tmp_path, "“Hello,” I said.\nHe nodded.\n“What is this?” he asked.\nI frowned.")) == 4


@pytest.mark.parametrize(
    "heading",
    ["CHAPTER I", "Chapter 1", "CHAPTER I.", "Chapter One", "Chapter I: The Bertolini", "CHAPTER IV. A LONG NIGHT", "STAVE ONE"],
)
def test_numbered_chapters(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "s.txt"
    path.write_text(f"{heading}\n\nIt was day.\n\n{heading.replace('I', 'II')} \n\nIt was night.\n", encoding="utf-8")
    assert [len(c.body) for c in readers.read(path).chapters] == [2, 2]


def test_parts_bare_numbers_and_titles_below(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text("PART TWO\n\nI.\n\nThe Door\n\nIt was day.\n\nII.\n\nIt was night.\n", encoding="utf-8")
    assert [c.title for c in readers.read(path).chapters] == ["PART TWO, I: The Door", "II"]


def test_parts_between_dashes_and_behind_the_book_s_name(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text("— I —\n\n[ 1 ]\n\nOne.\n\n[ 2 ]\n\nTwo.\n\n— II —\n\n[ 3 ]\n\nThree.\n", encoding="utf-8")
    assert [c.title for c in readers.read(path).chapters] == ["I, 1", "2", "II, 3"]
    path.write_text("CHAPTER ONE\n\nDay.\n\n- 12 -\n\nMore day.\n\n- 13 -\n\nDusk.\n", encoding="utf-8")
    assert len(readers.read(path).chapters) == 1, "these are pages"
    path.write_text("CHAPTER ONE\n\nDay.\n\nSMALL WOMEN PART 2\n\nAgain.\n\nCHAPTER TWO\n\nNight.\n", encoding="utf-8")
    assert "SMALL WOMEN PART 2" in " ".join(c.title for c in readers.read(path).chapters)


def test_scene_breaks(tmp_path: Path) -> None:
    assert [kind for kind, _, _ in read(tmp_path, "One day.\n\n* * *\n\nAnother day.\n\n***\n\nThe end came.")] == [
        "paragraph",
        "scene_break",
        "paragraph",
        "scene_break",
        "paragraph",
    ]


def test_a_table_of_contents_is_no_row_of_chapters(tmp_path: Path) -> None:
    listed = "CONTENTS\n\nChapter 1\n\nChapter 2\n\nChapter 3\n\nChapter 4\n\n"
    path = tmp_path / "s.txt"
    path.write_text(listed + "".join(f"Chapter {n}\n\nIt was day {n}.\n\n" for n in (1, 2, 3, 4)), encoding="utf-8")
    assert [c.title for c in readers.read(path).chapters] == ["Chapter 1", "Chapter 2", "Chapter 3", "Chapter 4"]


def test_project_gutenberg_frame_is_skipped_and_said(tmp_path: Path) -> None:
    text = (
        "The Project Gutenberg EBook of A Day\n\nTitle: A Day\n\nAuthor: Jane Author\n\n*** START OF THE PROJECT GUTENBERG EBOOK A DAY ***\n\n"
        "Produced by Somebody\n\nIt was day.\n\n*** END OF THE PROJECT GUTENBERG EBOOK A DAY ***\n\nLicence words.\n"
    )
    path = tmp_path / "s.txt"
    path.write_text(text, encoding="utf-8")
    found = readers.read(path)
    assert (found.title, found.author) == ("A Day", "Jane Author")
    told = [b.text for b in found.bodies() if not b.skipped]
    assert told == ["It was day."]
    assert {b.skipped for b in found.bodies() if b.skipped} == {
        "Project Gutenberg header",
        "transcriber's credit",
        "Project Gutenberg licence",
    }


def test_the_seeds_dirt_is_skipped_and_can_be_kept(seeds: list[Path]) -> None:
    skipped = {b.skipped: b.text for b in readers.read(seeds[0]).bodies() if b.skipped}
    assert skipped["teaser"].startswith("Andrei had been carrying the same thought for several months:")
    assert skipped["boilerplate"] == "Leave a Comment"
    assert not [b for b in readers.read(seeds[0], ReadingSettings(keep=("teaser", "boilerplate"))).bodies() if b.skipped]


def test_nothing_inside_quotation_marks_is_boilerplate(tmp_path: Path) -> None:
    assert not any(skipped for _, _, skipped in read(tmp_path, "She spoke.\n\n“Leave a comment.”\n\n“Advertisement”"))


def test_unreadable_and_empty_stories_say_so(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n\n", encoding="utf-8")
    with pytest.raises(StoryError, match=r"empty\.txt"):
        readers.read(empty)
    picture = tmp_path / "x.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(StoryError, match="not a kind of file"):
        readers.read(picture)
    with pytest.raises(StoryError, match="no such file"):
        readers.stories([tmp_path / "nowhere.txt"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "“Déjà vu,” she said — naïve as ever.\n" * 4
    assert decode(text.encode(encoding))[0] == text


@given(st.text(max_size=400))
def test_blocks_cover_everything(text: str) -> None:
    text = decode(text.encode("utf-8", "surrogatepass"))[0]
    covered = "".join(text[b.at.start : b.at.end] for b in blocks(text))
    assert "".join(covered.split()) == "".join(text.split())


def test_the_sixteen_novels_are_covered_whole() -> None:
    for novel in sorted(shared("pdnc").iterdir())[:4]:
        assert coverage(read_through(readers.read(novel / "novel_text.txt"))) == 1.0


def test_odd_encodings_are_read() -> None:
    for path in sorted(shared("inputs/encodings").glob("*.txt")):
        assert readers.read(path).chapters, path


def expected_chapters() -> list[tuple[str, list[str]]]:
    """(folder/book, chapter titles), written down from the books themselves."""
    found: list[tuple[str, list[str]]] = []
    for line in (PROJECT / "tests/golden/chapters.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found


@pytest.mark.parametrize(("book", "titles"), expected_chapters(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_chapters_of_whole_books(book: str, titles: list[str]) -> None:
    folder, name = book.split("/")
    path = shared(folder) / (f"{name}/novel_text.txt" if folder == "pdnc" else f"{name}.txt")
    assert [chapter.title for chapter in readers.read(path).chapters] == titles


NUMBERED = re.compile(
    r"(?:\s*)(?:CHAPTER|Chapter|BOOK|Book|PART|Part|VOLUME|Volume|LETTER)\s+(?:THE\s+)?(?:[IVXLC]+|\d+|[A-Z][A-Z-]+)\b[.:]?"
)
"""How a heading with a number looks, whatever the reader thinks."""


@pytest.mark.parametrize(("book", "titles"), expected_chapters(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_numbered_heading_of_a_book_stands_in_its_list(book: str, titles: list[str]) -> None:
    """The lists held against the texts themselves, without the reader."""
    folder, name = book.split("/")
    text = (shared(folder) / (f"{name}/novel_text.txt" if folder == "pdnc" else f"{name}.txt")).read_text(encoding="utf-8")
    body = text[max(0, text.find("*** START")) : text.find("*** END") if "*** END" in text else None]
    known = _letters(" ".join(titles))
    for paragraph in re.split(r"\n\s*\n", body):
        match = NUMBERED.match(paragraph.strip("\n"))
        if match and len(paragraph) < 80 and match.end() == len(paragraph.strip("\n").split("\n")[0]):
            assert _letters(match.group()) in known, paragraph
    printed = _letters(body)
    assert [title for title in titles if not all(_letters(part) in printed for part in re.split(": |, ", title))] == []


def test_a_title_may_end_like_a_sentence_where_titles_are_the_rule() -> None:
    chapters = "\n\n".join(
        f"CHAPTER {n}\n\nThe {n} Door\n\nHe went in, and nobody heard him."
        for n in ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
    )
    text = f"{chapters}\n\nCHAPTER IX\n\nIf doors were all!\n\nHe came out.\n\nCHAPTER X\n\n“It's a Door!”\n\nThey all went home."
    book = blocks(text)
    assert [block.kind for block in book[-6:]] == ["heading", "heading", "paragraph"] * 2


def test_a_motto_may_stand_between_a_number_and_its_title(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    motto = "     Virtue is never so fair\n     as when it stoops."
    path.write_text(f"CHAPTER I.\n\nA SCHOOL.\n\nHe went in.\n\nCHAPTER II.\n\n{motto}\n\nA CHAPTER OF DOORS.\n\nHe came out.\n")
    assert [chapter.title for chapter in readers.read(path).chapters] == ["CHAPTER I: A SCHOOL", "CHAPTER II: A CHAPTER OF DOORS"]


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


@pytest.mark.parametrize(
    ("page", "title", "author"),
    [
        ("The Mill\n\nby Ivy Sand\n\n", "The Mill", "Ivy Sand"),
        ("THE MILL\n(1871)\n\n_By A. B. de Sand_\n\n\n", "THE MILL", "A. B. de Sand"),
        ("The Mill\n\nby\n\nIvy Sand and Rolf Tanner\n\n", "The Mill", "Ivy Sand and Rolf Tanner"),
        ("She sat there,\n\nby Ivy Sand\n\n", "story", ""),
        ("The wheel stood still.\n\nBy Christmas it had snowed, and nobody came.\n\n", "story", ""),
    ],
)
def test_a_title_with_its_author_below_names_the_book(tmp_path: Path, page: str, title: str, author: str) -> None:
    path = tmp_path / "story.txt"
    path.write_text(page + "It was a long day, and the road went on for ever, up the hill and down.\n", encoding="utf-8")
    book = readers.read(path)
    assert (book.title, book.author) == (title, author) and book.chapters[0].title.startswith(title)
    assert next(block.kind for block in book.bodies()) == ("heading" if author else "paragraph")
