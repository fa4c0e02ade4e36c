"""What an EPUB says of itself: people, title page, cover, places of its files, pages that are no story."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.model import Contributor
from narrate.readers.boilerplate import ReadingSettings
from tests import books
from tests.readers.reading import aside, read, told

PAGE = "<p>It was day.</p>"
PICTURE = b"\x89PNG not really"
SHOWN = '<item id="{}" href="a.png" media-type="image/png"{}/>'


def test_people_by_their_roles_in_both_ways_of_telling(tmp_path: Path) -> None:
    meta = (
        '<dc:creator id="c">Jo Loaf</dc:creator><meta refines="#c" property="role">aut</meta>'
        '<meta refines="#c" property="role">ill</meta><meta refines="#c" property="file-as">Loaf, Jo</meta>'
        "<dc:creator opf:role='aut' opf:file-as='Crust, Mo'>Mo Crust</dc:creator><dc:creator>Al Rye &amp; Bo Bun</dc:creator>"
        "<dc:contributor opf:role='trl'>Ty Dough</dc:contributor><dc:contributor id='n'>Su Bake</dc:contributor>"
        '<meta refines="#n" property="role" scheme="marc:relators">nrt</meta>'
    )
    found = read(tmp_path, "p.epub", books.epub({"one": PAGE}, meta=meta))
    assert found.author == "Jo Loaf, Mo Crust, Al Rye, Bo Bun"
    assert found.imprint.people[:3] == (
        Contributor("Jo Loaf", "aut", "Loaf, Jo"),
        Contributor("Jo Loaf", "ill", "Loaf, Jo"),
        Contributor("Mo Crust", "aut", "Crust, Mo"),
    )
    assert found.imprint.names_of("trl") == ("Ty Dough",)
    assert found.imprint.names_of("nrt") == ("Su Bake",)


def test_an_anthology_has_its_editor_for_an_author(tmp_path: Path) -> None:
    meta = "<dc:creator opf:role='edt'>Jo Loaf</dc:creator>"
    assert read(tmp_path, "p.epub", books.epub({"one": PAGE}, meta=meta)).author == "Jo Loaf"


def test_what_a_title_page_tells(tmp_path: Path) -> None:
    meta = (
        '<dc:title id="s">or, Flour</dc:title><meta refines="#s" property="title-type">subtitle</meta>'
        '<dc:title id="t">The Oven</dc:title><meta refines="#t" property="title-type">main</meta>'
        '<meta refines="#t" property="file-as">Oven, The</meta><dc:subject>Bread</dc:subject><dc:subject>Sea</dc:subject>'
        "<dc:subject>sea</dc:subject><dc:description>&lt;p&gt;A &lt;b&gt;hot&lt;/b&gt; day.&lt;/p&gt;&lt;p&gt;And more.&lt;/p&gt;</dc:description>"
        "<dc:identifier>urn:uuid:1</dc:identifier><dc:identifier opf:scheme='ISBN'>978-3-16-148410-0</dc:identifier>"
        "<dc:date opf:event='modification'>2020-02-02</dc:date><dc:date opf:event='publication'>1999</dc:date>"
        '<meta property="belongs-to-collection" id="x">Set of Boxes</meta><meta refines="#x" property="collection-type">set</meta>'
        '<meta property="belongs-to-collection" id="y">Loaves</meta><meta refines="#y" property="collection-type">series</meta>'
        '<meta refines="#y" property="group-position">2.0</meta>'
    )
    found = read(tmp_path, "p.epub", books.epub({"one": PAGE}, meta=meta))
    said = found.imprint
    assert (found.title, said.subtitle, said.title_sort) == ("The Oven", "or, Flour", "Oven, The")
    assert (said.description, said.subjects) == ("A hot day.\nAnd more.", ("Bread", "Sea"))
    assert (said.isbn, said.date, said.series) == ("9783161484100", "1999", "Loaves #2")


def test_a_date_that_stands_for_none_is_no_year(tmp_path: Path) -> None:
    unknown = "<dc:title>Oven</dc:title><dc:date>0101-01-01T00:00:00+00:00</dc:date>"
    assert read(tmp_path, "u.epub", books.epub({"one": PAGE}, meta=unknown)).imprint.date == ""
    assert read(tmp_path, "k.epub", books.epub({"one": PAGE}, meta=f"{unknown}<dc:date>1911</dc:date>")).imprint.date == "1911"


def test_a_document_is_of_the_year_it_was_begun_not_last_changed(tmp_path: Path) -> None:
    meta = "<o:m xmlns:o='o'><creation-date>2001-02-03T00:00:00</creation-date><date>2026-01-01T00:00:00</date></o:m>"
    odt = books.odt("<text:p>It was day.</text:p>", {"meta.xml": meta})
    core = "<p:c xmlns:p='p'><created>2001-02-03T00:00:00Z</created><modified>2026-01-01T00:00:00Z</modified></p:c>"
    docx = books.docx(books.word("It was day."), {"docProps/core.xml": core})
    assert [read(tmp_path, name, data).imprint.date[:4] for name, data in (("a.odt", odt), ("a.docx", docx))] == ["2001"] * 2


@pytest.mark.parametrize(
    ("meta", "items", "first"),
    [
        ("", SHOWN.format("x", ' properties="cover-image"'), PAGE),
        ('<meta name="cover" content="x"/>', SHOWN.format("x", ""), PAGE),
        ('<meta name="cover" content="a.png"/>', SHOWN.format("x", ""), PAGE),
        ("", SHOWN.format("cover-image", ""), PAGE),
        ("", SHOWN.format("x", ""), "<div><img src='a.png' alt='cover'/></div>"),
        ("", SHOWN.format("x", ""), "<svg xmlns:xlink='x'><image xlink:href='A.png'/></svg>"),
    ],
)
def test_a_cover_is_found_wherever_it_is_named(tmp_path: Path, meta: str, items: str, first: str) -> None:
    made = books.epub({"front": first, "one": PAGE}, meta=meta, items=items, more={"OPS/a.png": PICTURE})
    assert read(tmp_path, "c.epub", made).imprint.cover == PICTURE


def test_a_cover_is_found_through_the_guide(tmp_path: Path) -> None:
    made = books.epub(
        {"one": PAGE, "front": "<p>Front</p><img src='a.png'/>"},
        items=SHOWN.format("x", "") + '</manifest><guide><reference type="cover" href="front.xhtml"/></guide><manifest>',
        more={"OPS/a.png": PICTURE},
    )
    found = read(tmp_path, "c.epub", made)
    assert found.imprint.cover == PICTURE
    assert aside(found) == {"cover page": ["Front"]}


@pytest.mark.parametrize(
    ("href", "member"),
    [
        ("Text/One.xhtml", "OPS/text/one.XHTML"),
        ("text/one%20b.xhtml", "OPS/text/one b.xhtml"),
        ("text/one b.xhtml", "OPS/text/one%20b.xhtml"),
        ("text\\one.xhtml", "OPS\\text\\one.xhtml"),
        ("./x/../text/one.xhtml", "OPS/text/one.xhtml"),
        ("../OPS/text/one.xhtml", "./OPS/text/one.xhtml"),
        ("/OPS/text/one.xhtml", "OPS/text/one.xhtml"),
        ("text/caf\u00e9.xhtml", "OPS/text/cafe\u0301.xhtml"),
    ],
)
def test_files_are_found_as_readers_of_books_find_them(tmp_path: Path, href: str, member: str) -> None:
    item = f'<item id="a" href="{href}" media-type="application/xhtml+xml"/>'
    made = books.epub({}, items=item, spine='<itemref idref="a"/>', more={member: f"<html><body>{PAGE}</body></html>"})
    assert told(read(tmp_path, "n.epub", made))[0][1] == ["It was day."]


def test_the_books_own_style_sheet_says_what_a_line_is(tmp_path: Path) -> None:
    sheet = "span.l { display: block } .x, .x::before { display: none } @media print { p { display: none } }"
    page = "<p><span class='l'>It was day</span><span class='l'>and night.</span><span class='x'>x</span></p>"
    link = "<link rel='stylesheet' href='S.css'/>"
    made = books.epub({}, items='<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>', spine='<itemref idref="a"/>',
                      more={"OPS/a.xhtml": f"<html><head>{link}</head><body>{page}</body></html>", "OPS/s.css": sheet})  # fmt: skip
    assert told(read(tmp_path, "s.epub", made))[0][1] == ["It was day\nand night."]


def test_pages_of_a_real_publisher_are_set_aside_and_can_be_kept(tmp_path: Path) -> None:
    links = "".join(f'<p><a href="{d}.xhtml">{d}</a></p>' for d in ("one", "two", "three"))
    documents = {
        "half": "<h1>The Oven</h1>",
        "title": '<section epub:type="titlepage"><h1>The Oven</h1><p>Fog Press</p></section>',
        "imprint": "<p>© 2020 Jo Loaf</p><p>Cover by Mo Crust</p><p>10 9 8 7</p>",
        "dedication": '<section epub:type="dedication"><p>For Al.</p></section>',
        "contents": f"<h1>Contents</h1>{links}",
        "one": f"<h2>One</h2>{PAGE}", "two": f"<h2>Two</h2>{PAGE}", "three": f"<h2>Three</h2>{PAGE}",
        "notes": '<h1>Notes</h1><h2>One</h2><p><a href="one.xhtml#r1">1</a>. Or night.</p>',
        "colophon": '<section epub:type="colophon"><p>Set in type.</p></section>',
    }  # fmt: skip
    toc = "<ol>" + "".join(f'<li><a href="{d}.xhtml">{d.title()}</a></li>' for d in ("one", "two", "three", "notes")) + "</ol>"
    made = books.epub(documents, toc=toc)
    found = read(tmp_path, "p.epub", made)
    assert told(found) == [
        ("One", ["The Oven", "For Al.", "One", "It was day."]),
        ("Two", ["Two", "It was day."]),
        ("Three", ["Three", "It was day."]),
    ]
    assert {why: len(texts) for why, texts in aside(found).items()} == {
        "half-title": 1, "title page": 1, "copyright page": 3, "table of contents": 4, "note": 3, "colophon": 1,
    }  # fmt: skip
    wished = read(tmp_path, "p.epub", made, ReadingSettings(keep=("colophon",), skip=("dedication",)))
    assert "Set in type." in told(wished)[-1][1]
    assert aside(wished)["skipped by voices.yaml"] == ["For Al."]


def test_a_title_that_is_a_picture_is_said_as_the_contents_have_it(tmp_path: Path) -> None:
    documents = {
        "one": f'<div><img src="a.png" alt=""/></div>{PAGE}',
        "two": f'<h1><img src="b.png" alt="Two: The Sea"/></h1>{PAGE}',
    }
    toc = '<ol><li><a href="one.xhtml">One: The Hill</a></li><li><a href="two.xhtml">Two: The Sea</a></li></ol>'
    assert told(read(tmp_path, "t.epub", books.epub(documents, toc=toc))) == [
        ("One: The Hill", ["One: The Hill", "It was day."]),
        ("Two: The Sea", ["Two: The Sea", "It was day."]),
    ]


FACTS = (("Jo Loaf", "Mo Crust"), "A hot day.", ("bread", "sea"))
"""Authors, description, subjects, as every format tells them."""


def test_every_format_tells_its_people_and_what_it_is_about(tmp_path: Path) -> None:
    core = "<p:c xmlns:p='p'><creator>Jo Loaf; Mo Crust</creator><description>A hot day.</description><keywords>bread, Bread, sea</keywords></p:c>"
    meta = (
        "<office:m xmlns:office='o'><initial-creator>Jo Loaf; Mo Crust</initial-creator><creator>An Editor</creator>"
        "<description>A hot day.</description><keyword>bread</keyword><keyword>sea</keyword></office:m>"
    )
    person = "<author><first-name>{}</first-name><last-name>{}</last-name></author>"
    fb2 = (
        person.format("Jo", "Loaf")
        + person.format("Mo", "Crust")
        + "<annotation><p>A hot day.</p></annotation><keywords>bread, sea</keywords>"
    )
    head = (
        "<meta name=Author content='Jo Loaf'><meta name=author content='Mo Crust'><meta name=description content='A hot day.'>"
        "<meta name=keywords content='bread, sea'>"
    )
    front = "---\nauthor: [Jo Loaf, Mo Crust]\ndescription: A hot day.\ntags:\n  - bread\n  - sea\n---\n\nIt was day.\n"
    made: dict[str, bytes] = {
        "a.docx": books.docx(books.word("It was day."), {"docProps/core.xml": core}),
        "a.odt": books.odt("<text:p>It was day.</text:p>", {"meta.xml": meta}),
        "a.fb2": books.fb2("<section><p>It was day.</p></section>", fb2),
        "a.html": f"<!doctype html><html><head>{head}</head><body>{PAGE}</body></html>".encode(),
        "a.md": front.encode(),
    }
    for name, data in made.items():
        said = read(tmp_path, name, data).imprint
        assert (said.names_of("aut"), said.description, said.subjects) == FACTS, name
