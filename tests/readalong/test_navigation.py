"""What a book lists of itself, in the book that is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.readalong.listed import Lists
from narrate.readalong.navigation import Link, Navigation
from narrate.readalong.source import Source
from narrate.readers.archive import Archive
from narrate.readers.outline import contents
from narrate.readers.package import opened
from tests.books import epub

PAGES = {
    "one": "<h1 id='p1'>Part One</h1><h2 id='c1'>Tide</h2><p>Low <span id='pg3'/>water.</p><h2 id='c2'>Ebb</h2><p>Lower.</p>",
    "two": "<h1 id='p2'>Part Two</h1><p>The boat <span id='pg4'/>lay there.</p>",
}
NCX = """<navPoint><navLabel><text>{0}</text></navLabel><content src="{1}"/>{2}</navPoint>"""
OLDER = NCX.format(
    "Part One", "one.xhtml", NCX.format("Tide", "one.xhtml#c1", "") + NCX.format("Ebb", "one.xhtml#c2", "")
) + NCX.format("Part Two", "two.xhtml", NCX.format("Gone", "gone.xhtml", ""))
NEWER = """<ol><li><span>Part One</span><ol><li><a href="one.xhtml#c1">Tide</a></li><li><a href="one.xhtml#c2">Ebb</a></li></ol></li>
<li><a href="two.xhtml">Part Two</a><ol><li><span>Nothing</span></li></ol></li></ol></nav><nav epub:type="page-list"><ol>
<li><a href="two.xhtml#pg4">4</a></li><li><a href="one.xhtml#pg3">3</a></li></ol></nav><nav epub:type="landmarks"><ol>
<li><a epub:type="bodymatter" href="one.xhtml">Start</a></li><li><a epub:type="bodymatter" href="one.xhtml">Again</a></li></ol>"""


def navigation(folder: Path, **lists: str) -> Navigation:
    book = folder / "book.epub"
    book.write_bytes(epub(PAGES, **lists))
    with Archive(book) as archive:
        source = Source(opened(archive))
        source.learn_ids()
        return Lists(source, "OPS/narrated/nav.xhtml").navigation("The Boat")


def told(links: tuple[Link, ...]) -> list[object]:
    return [(link.title, told(link.below)) if link.below else link.title for link in links]


@pytest.mark.parametrize("lists", [{"ncx": OLDER}, {"toc": NEWER}], ids=["NCX", "nav"])
def test_contents_are_nested_as_they_were(tmp_path: Path, lists: dict[str, str]) -> None:
    made = navigation(tmp_path, **lists)
    assert told(tuple(made.contents)) == [("Part One", ["Tide", "Ebb"]), "Part Two"]
    assert [link.href for link in made.contents[0].below] == ["../one.xhtml#c1", "../one.xhtml#c2"]


def test_pages_and_landmarks_are_kept_each_once_and_in_order(tmp_path: Path) -> None:
    made = navigation(tmp_path, toc=NEWER)
    assert made.pages == (Link("3", "../one.xhtml#pg3"), Link("4", "../two.xhtml#pg4"))
    assert made.landmarks == (Link("Start", "../one.xhtml", kind="bodymatter"),)


def test_a_guide_and_a_page_list_of_an_older_book_are_kept(tmp_path: Path) -> None:
    target = '<pageTarget type="normal" value="4"><navLabel><text>4</text></navLabel><content src="two.xhtml#pg4"/></pageTarget>'
    guide = '<guide><reference type="text" title="Start" href="one.xhtml#c1"/><reference type="x y" href="two.xhtml"/></guide>'
    made = navigation(
        tmp_path, ncx=f"{OLDER}</navMap><pageList>{target}</pageList><navMap>", meta=f"</metadata>{guide}<metadata>"
    )
    assert made.pages == (Link("4", "../two.xhtml#pg4"),)
    assert made.landmarks == (Link("Start", "../one.xhtml#c1", kind="bodymatter"),)


def test_lists_that_reach_into_each_other_become_one_in_reading_order(tmp_path: Path) -> None:
    astray = NCX.format("Part Two", "two.xhtml", NCX.format("Tide", "one.xhtml#c1", "")) + NCX.format("Ebb", "one.xhtml#c2", "")
    assert told(tuple(navigation(tmp_path, ncx=astray).contents)) == ["Tide", "Ebb", "Part Two"]


def test_lists_far_too_deep_and_none_at_all(tmp_path: Path) -> None:
    deep = f"<ol><li><a href='one.xhtml'>One</a>{'<ol><li><a href=two.xhtml>Two</a>' * 3000}"
    assert navigation(tmp_path, toc=deep).contents
    assert navigation(tmp_path).contents == [Link("The Boat", "../one.xhtml")]


def test_a_reader_is_told_only_what_leads_somewhere(tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(epub(PAGES, toc=NEWER))
    with Archive(tmp_path / "book.epub") as archive:
        assert [entry.title for entry in contents(opened(archive))] == ["Tide", "Ebb", "Part Two"]
