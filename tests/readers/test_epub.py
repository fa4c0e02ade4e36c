"""EPUB: the order of its spine, chapters, notes, facts, locks, what is missing."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from narrate.errors import StoryError
from narrate.script import coverage, read_through
from tests import books
from tests.readers.reading import aside, read, told


def test_epub_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    documents = {"b": "<p>Second.</p>", "a": "<p>First.</p>"}
    made = books.epub(documents, spine='<itemref idref="a"/><itemref idref="b"/>', meta="<dc:title>Order</dc:title>")
    assert told(read(tmp_path, "o.epub", made)) == [("Order", ["First.", "Second."])]


def test_epub_chapters_come_from_the_navigation_anchors_within_a_file_too(tmp_path: Path) -> None:
    body = '<h2 id="x">I</h2><p>One day.</p><p id="y">Two days.</p>'
    toc = '<ol><li><a href="all.xhtml#x">The Door</a></li><li><a href="all.xhtml#y">The Window</a></li></ol>'
    assert told(read(tmp_path, "n.epub", books.epub({"all": body}, toc=toc))) == [
        ("The Door", ["I", "One day."]),
        ("The Window", ["Two days."]),
    ]


def test_epub_2_chapters_come_from_the_ncx_and_a_part_joins_its_first_chapter(tmp_path: Path) -> None:
    point = '<navPoint><navLabel><text>{}</text></navLabel><content src="{}.xhtml"/>{}</navPoint>'
    inner = point.format("Chapter 1", "one", "") + point.format("Chapter 2", "two", "")
    documents = {"part": "<h1>PART ONE</h1>", "one": "<p>One day.</p>", "two": "<p>Two days.</p>"}
    made = books.epub(documents, ncx=point.format("Part One", "part", inner))
    assert [title for title, _ in told(read(tmp_path, "n.epub", made))] == ["Part One, Chapter 1", "Chapter 2"]


def test_epub_notes_page_numbers_and_contents_are_set_aside_and_said(tmp_path: Path) -> None:
    body = (
        '<p>It was cold<sup><a href="#n1">1</a></sup> and late.<span epub:type="pagebreak">12</span></p>'
        '<aside epub:type="footnote" id="n1"><p>Minus ten.</p></aside>'
    )
    found = read(
        tmp_path, "n.epub", books.epub({"one": body, "copy": '<section epub:type="copyright-page"><p>© 2020</p></section>'})
    )
    assert told(found)[0][1] == ["It was cold and late."]
    assert aside(found) == {"note mark": ["1"], "page number": ["12"], "note": ["Minus ten."], "copyright page": ["© 2020"]}
    assert coverage(read_through(found)) == 1.0


def test_epub_title_page_facts(tmp_path: Path) -> None:
    meta = (
        "<dc:title>A Day</dc:title><dc:creator>Jane Author</dc:creator><dc:creator opf:role='ill'>Paul Painter</dc:creator>"
        "<dc:language>en-GB</dc:language><dc:publisher>Press</dc:publisher><dc:date>1999-05-01</dc:date>"
        '<meta name="calibre:series" content="Days"/><meta name="calibre:series_index" content="2"/>'
    )
    found = read(tmp_path, "t.epub", books.epub({"one": "<p>Day.</p>"}, meta=meta))
    assert (found.title, found.author, found.language) == ("A Day", "Jane Author", "en")
    assert (found.imprint.publisher, found.imprint.date, found.imprint.series) == ("Press", "1999-05-01", "Days #2")


def test_epub_with_a_lock_is_refused_and_scrambled_fonts_are_no_lock(tmp_path: Path) -> None:
    for algorithm, locked in (
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", True),
        ("http://www.idpf.org/2008/embedding", False),
    ):
        lock = f'<encryption><EncryptedData><EncryptionMethod Algorithm="{algorithm}"/></EncryptedData></encryption>'
        made = books.epub({"one": "<p>Day.</p>"}, more={"META-INF/encryption.xml": lock})
        if locked:
            with pytest.raises(StoryError, match="DRM"):
                read(tmp_path, "l.epub", made)
        else:
            assert told(read(tmp_path, "l.epub", made))[0][1] == ["Day."]


def test_epub_that_lists_what_it_does_not_have_is_read_and_says_so(tmp_path: Path) -> None:
    made = books.epub({"one": "<p>Day.</p>"}, spine='<itemref idref="one"/><itemref idref="gone"/>')
    found = read(tmp_path, "g.epub", made)
    assert told(found)[0][1] == ["Day."]
    assert any("gone" in note for note in found.notes)


def test_of_two_files_of_one_name_the_first_is_read_and_that_is_told(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of what is meant here
        found = read(tmp_path, "d.epub", books.epub({"one": "<p>Day.</p>"}, more={"OPS/ONE.xhtml": "<p>Night.</p>"}))
    assert told(found)[0][1] == ["Day."]
    assert found.notes == ("OPS/ONE.xhtml is in the file twice; the first was read",)
