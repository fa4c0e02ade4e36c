"""What a file says once and means thousands of times, or holds that no reader needs: read in seconds, in little memory."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from narrate import readers
from narrate.errors import StoryError
from tests import books

FIRST, LAST = "The lamp was lit.", "Nobody came."
N = 2_000


def told(path: Path, data: bytes) -> list[str]:
    path.write_bytes(data)
    began = time.process_time()
    found = [block.text for block in readers.read(path).bodies()]
    assert time.process_time() - began < 5
    return found


def test_one_long_address_that_thousands_of_links_share_is_no_flood(tmp_path: Path) -> None:
    text = f"{FIRST}\n\n[a]: {'b' * 50_000}\n\n{'[a] ' * 2 * N}\n\nWas <wren> *< b*? {'<a ' * N}\n\n{LAST}\n"
    found = told(tmp_path / "odd.md", text.encode())
    assert (found[0], found[-1]) == (FIRST, LAST)
    assert found[-2].startswith("Was <wren> < b? <a <a ")


@pytest.mark.parametrize("sign", ["<a ", "![a ", "&amp; ", "\\* ", "`a` ", "a<br>", "> " * 50 + "a\n\n", "- " * 50 + "a\n\n"])
def test_signs_of_markdown_with_nothing_between_are_refused_at_once(tmp_path: Path, sign: str) -> None:
    began = time.process_time()
    with pytest.raises(StoryError, match=r"signs of markup in [\d,]+ characters are no story"):
        told(tmp_path / "odd.md", f"{FIRST}\n\n{sign * (300_000 // len(sign))}\n\n{LAST}\n".encode())
    assert time.process_time() - began < 2


def test_escaped_quotation_marks_of_markdown_are_no_flood(tmp_path: Path) -> None:
    spoken = '\\"Not yet,\\" said *Ann* to her brother. ' * 12
    found = told(tmp_path / "odd.md", f"{FIRST}\n\n{spoken}\n\n".encode() * (N // 4))
    assert found[1].startswith('"Not yet," said Ann to her brother.')


def test_fields_of_word_within_fields_without_end_keep_their_words(tmp_path: Path) -> None:
    begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:t>a</w:t></w:r>"
    made = books.docx(f"{books.word(FIRST)}<w:p>{begin * N}</w:p>{books.word(LAST)}")
    assert told(tmp_path / "odd.docx", made) == [FIRST, "a" * N, LAST]


def test_tables_of_word_in_tables_without_end_are_told(tmp_path: Path) -> None:
    table = f"{'<w:tbl><w:tr><w:tc>' * N}{books.word('x')}{'</w:tc></w:tr></w:tbl>' * N}"
    with pytest.raises(StoryError, match="stand in each other too deep to be read; save it as ODT"):
        told(tmp_path / "odd.docx", books.docx(f"{books.word(FIRST)}{table}{books.word(LAST)}"))


def test_a_cover_among_pictures_of_a_fiction_book_is_found(tmp_path: Path) -> None:
    pictures = "<binary id='a'>AAAA</binary><binary content-type='image/png' id='c' >\nAQID\n</binary><binary id='e'/>"
    made = books.fb2(f"<section><p>{FIRST}</p></section>", "<coverpage><image l:href='#c'/></coverpage>", pictures)
    (tmp_path / "odd.fb2").write_bytes(made)
    found = readers.read(tmp_path / "odd.fb2")
    assert found.imprint.cover == b"\x01\x02\x03"
    assert [block.text for block in found.bodies()] == [FIRST]


@pytest.mark.parametrize("line", ["Copyright 2001 by Ann Hale.", "Contents", "Notes", "Also by Ann Hale", "[1] A note."])
def test_what_a_page_says_again_and_again_is_looked_at_once(tmp_path: Path, line: str) -> None:
    text = f"<p>{FIRST}</p>{f'<h2>{line}</h2><p>{line}</p>' * (N // 2)}<p>{LAST}</p>"
    assert told(tmp_path / "odd.html", text.encode())[-1] == LAST


def test_items_of_a_list_behind_a_notes_mark_are_no_flood(tmp_path: Path) -> None:
    marked = f"<p>{FIRST}<sup><a href='#n'>1</a></sup></p>" + "<li>A long day. " * 2 * N + f"<p>{LAST}</p>"
    assert told(tmp_path / "odd.html", marked.encode())[-1] == LAST
