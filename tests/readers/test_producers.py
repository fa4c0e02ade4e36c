"""What producers of e-books print around a text, as each of them does, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.readers.producers import PRODUCER
from narrate.readers.semantics import NOTE, SERIES_PAGE
from tests.readers.reading import aside, read, told

STORY = 'CHAPTER I\n\nThe pans were dry, and nobody had raked them since May.\n\n"Come," said Ilse.\n\n'


NOTICES = {
    "canada": "* A Distributed Proofreaders Canada eBook *\n\nThis eBook is free; ask a https://www.fadedpage.com administrator.\n\n"
    "_Title:_ Dry Pans\n\n_Date of first publication:_ 1931\n\n_Author:_ Ada Kern\n\nFaded Page eBook #20150501\n\n",
    "australia": "Project Gutenberg Australia\n\nTitle: Dry Pans\nAuthor: Ada Kern\n* A Project Gutenberg of Australia eBook *\n\n"
    "Copyright laws are changing all over the world.\n\nGo to http://gutenberg.net.au for more.\n\n",
    "archive": "Digitized by the Internet Archive\nin 2008 with funding from\nSomebody\n\nhttp://www.archive.org/details/drypans00kern\n\n",
    "smashwords": "SMASHWORDS EDITION\n\nPUBLISHED BY:\n\nAda Kern on Smashwords\n\n"
    "This ebook is licensed for your personal enjoyment only.\n\n",
}


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
def test_a_producer_s_notice_is_not_read(tmp_path: Path, notice: str) -> None:
    book = read(tmp_path, "pans.txt", f"{notice}{STORY}[The end of _Dry Pans_ by Ada Kern]\n")
    said = " ".join(text for _, texts in told(book) for text in texts)
    assert "pans were dry" in said and "Come" in said
    assert not any(word in said for word in ("eBook", "Gutenberg", "Digitized", "Smashwords", "1931", "changing", "The end of"))
    assert PRODUCER in aside(book)


def test_the_foot_of_every_page_is_set_aside_and_what_stands_between_is_not(tmp_path: Path) -> None:
    foot = "Digitized by Google\n\n"
    pages = [f"The carter came on the {day} day and said that the road was bad.\n\n" for day in ("first", "second", "third")]
    book = read(tmp_path, "pans.txt", STORY + foot.join(pages) + foot)
    said = " ".join(text for _, texts in told(book) for text in texts)
    assert all(day in said for day in ("first", "second", "third")) and "Google" not in said


def test_who_speaks_of_a_producer_is_read(tmp_path: Path) -> None:
    book = read(tmp_path, "pans.txt", STORY + '"It was on Project Gutenberg Australia," said Ilse.\n')
    assert PRODUCER not in aside(book)


def test_other_books_of_the_author(tmp_path: Path) -> None:
    book = read(tmp_path, "pans.txt", f"{STORY}ALSO BY ADA KERN\n\nThe Tin Door\n\nThe Long Field\n")
    assert aside(book)[SERIES_PAGE] == ["ALSO BY ADA KERN", "The Tin Door", "The Long Field"]


def test_the_end_before_notes_is_no_heading_of_theirs(tmp_path: Path) -> None:
    book = read(tmp_path, "pans.txt", "The pans were dry.*\n\nNobody came.\n\nThe end.\n\n-----\n\n* In May.\n")
    assert aside(book)[NOTE] == ["* In May."]


def test_a_first_paragraph_that_comes_again_after_speech_is_no_teaser(tmp_path: Path) -> None:
    line = "<p>The road was white with salt, and nobody had walked on it since spring.</p>"
    page = f"<nav><a href='/'>Home</a></nav>{line}<p>“Come,” said Ilse.</p><hr/>{line}<p>They went.</p><p>Leave a comment</p>"
    assert "teaser" not in aside(read(tmp_path, "pans.html", f"<html><body>{page}</body></html>"))


def test_counts_of_readers_and_tags_of_a_story_site_are_furniture(tmp_path: Path) -> None:
    page = "<h1>Dry Pans</h1><p>12.3K reads</p><dl class='tags'><dt>Rating:</dt><dd>General</dd></dl><p>The pans were dry.</p><p>Nobody came.</p>"
    said = " ".join(t for _, texts in told(read(tmp_path, "pans.html", f"<html><body>{page}</body></html>")) for t in texts)
    assert "reads" not in said and "Rating" not in said and "Nobody came." in said


def test_running_heads_one_blank_from_their_number(tmp_path: Path) -> None:
    text = "CHAPTER I\n\n"
    for page in range(12, 20):
        head = f"{page} DRY PANS" if page % 2 == 0 else f"DRY PANS {page}"
        text += f"The carter went on with his goats, and nobody stopped him on the way to the\n\n{head}\n\nold pans. Then he slept.\n\n"
    book = read(tmp_path, "pans.txt", text)
    said = " ".join(t for _, texts in told(book) for t in texts)
    assert "DRY PANS" not in said and said.count("on the way to the old pans.") == 8
