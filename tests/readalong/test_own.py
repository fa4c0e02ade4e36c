"""An author's own pages, read aloud: nothing lost, nothing doubled, each line lit where it stands."""

from __future__ import annotations

import json
import posixpath
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from narrate.readalong.conform import conform
from narrate.readalong.lighting import light
from narrate.readalong.markup import body_of, parsed
from narrate.readers.entities import page_text
from narrate.readers.origins import solid
from tests.books import epub
from tests.readalong.books import complaints
from tests.readalong.test_render import render

PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082")  # fmt: skip
STYLE = "p { direction: ltr; color: #123 } .gone { background: url(missing.png) } .pic { background: url('p.png') }"
FIRST = """<h2 id="top"><a name="c1"/>Chapter One</h2>
<p class="first"><span class="dropcap">T</span>he mill was <i id="it">old. Very</i> old,<a href="#fn1" id="r1"><sup>1</sup></a> they said.
“Who <span id="pg4" epub:type="pagebreak" title="4">4</span>grinds at ni<span id="pg5" class="pagenum">[5]</span>ght?” asked Runa.</p>
<div class="poem"><p>The wheel goes round,<br/>The water sings.</p></div>
<p><font color="red" size="4">Nobody</font> <tt>knew</tt>. <center>She left.</center></p>
<blockquote bgcolor="yellow"><p align="center"><b><i>One</i></b> word: <a href="gone.xhtml#x">no</a>. <a href="two.xhtml#end">There</a>.</p></blockquote>
<table width="100%" border="1"><tr valign="top"><td nowrap="nowrap">A cell speaks.</td></tr></table>
<img src="p.png" width="50%"/><img src="http://example.org/x.png" id="far"/><script>alert(1)</script>
<p id="2nd" onclick="x()">The end&nbsp;of it. <strike>So be it.</strike></p>
<aside epub:type="footnote" id="fn1"><p><a href="#r1">1</a> Not so old.</p></aside>"""
SECOND = """<h2>Chapter Two</h2><p>Runa came home<span id="end"/>. <em>It rained. It</em> rained on.</p><ul>Words<li>One thing.</li></ul>"""

THIRD = """<h2>Chapter Three</h2><p>The bill: <ruby><rb>水</rb><rb>車</rb><rtc><rt>mizu</rt><rt>guruma</rt></rtc></ruby>, <ruby>川<rt>kawa</rt>辺</ruby>,
<ruby><rt>alone</rt></ruby>, <m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mn>7</m:mn></m:math>. <q>Two. Lines</q> of it.</p>
<table border="1"><tfoot><tr><td>Sum.</td></tr></tfoot><tr><td>Loose.</td><a id="cell"></a></tr><tbody><tr><td>Oats.</td></tr></tbody><caption>Bill</caption><col width="3"/></table>
<p><bdo>Bare</bdo> <bdo dir="RTL">word</bdo> <time datetime="noonish">noon</time> <b role="nonsense doc-footnote" aria-nonsense="1">role</b>
<picture><source srcset="p.png 2x"/><img src="p.png"/></picture> <rt>stray</rt><canvas id="c">drawn</canvas></p>
<ul><li role="doc-endnote" value="3">A note.</li></ul><h3 role="doc-chapter">Titled</h3>
<audio src="http://example.org/a.mp3" id="far-away"><source src="gone.mp3"/>No <i id="heard">sound</i>.</audio>
<object data="gone.pdf"><p>Fallen back.</p></object><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><circle r="1"/></svg>
<epub:switch><epub:case required-namespace="urn:x"/><epub:default><p>Otherwise.</p></epub:default></epub:switch>"""
DRAWING = """<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="x()"><script>x()</script>
<image xlink:href="p.png" width="1" height="1"/><image href="http://example.org/x.png"/></svg>"""
LOCKS = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">{}</encryption>"""
LOCK = """<e:EncryptedData><e:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/><e:CipherData><e:CipherReference
URI="OPS/{}"/></e:CipherData></e:EncryptedData>"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("own")
    story = folder / "mill.epub"
    ncx = (
        "<navPoint id='a'><navLabel><text>Two</text></navLabel><content src='two.xhtml'/></navPoint>"
        "<navPoint id='b'><navLabel><text>One</text></navLabel><content src='one.xhtml#c1'/></navPoint>"
    )
    items = '<item id="css" href="s tyle.css" media-type="text/css"/><item id="pic" href="p.png" media-type="image/jpg"/>'
    items += '<item id="d" href="d.svg" media-type="image/svg+xml"/><item id="w" href="w rong.jpg" media-type="image/jpeg"/>'
    items += '<item id="font" href="f o.otf" media-type="application/vnd.ms-opentype"/>'
    raw = epub(
        {"one": FIRST, "two": SECOND, "three": THIRD},
        ncx=ncx,
        meta="<dc:title>The Mill</dc:title><dc:language>en</dc:language><meta name='cover' content='pic'/>"
        "<dc:source id='print'>The Mill, Harrow &amp; Sons, 1911</dc:source><dc:rights>Free for all</dc:rights>"
        "<meta refines='#print' property='source-of'>pagination</meta><meta property='rendition:viewport'>width=1</meta>"
        "<meta property='rendition:spread'>portrait</meta><meta property='rendition:layout'>sideways</meta>",
        items=items,
        more={
            "OPS/s tyle.css": STYLE,
            "OPS/p.png": PICTURE,
            "OPS/w rong.jpg": PICTURE,
            "OPS/d.svg": DRAWING,
            "OPS/f o.otf": b"scrambled",
            "META-INF/encryption.xml": LOCKS.format(LOCK.format("f o.otf") + LOCK.format("gone.otf")),
        },
    )
    raw_path = folder / "raw.epub"
    raw_path.write_bytes(raw)
    with zipfile.ZipFile(raw_path) as old, zipfile.ZipFile(story, "w") as new:  # as an older book would say it
        for name in old.namelist():
            text = old.read(name)
            if name.endswith(".opf"):
                text = text.replace(b'version="3.0"', b'version="2.0"')
            if name.endswith(".xhtml"):
                text = text.replace(
                    b"<head><title/>", b'<head><title/><link rel="stylesheet" href="s%20tyle.css" type="text/css"/>'
                )
            new.writestr(name, text)
    report = render(story, folder, "epub")
    return story, folder / "out" / report["read_along"][0]


def body(book: Path, member: str) -> etree._Element:
    with zipfile.ZipFile(book) as archive:
        return etree.fromstring(archive.read(member)).find("{*}body")


def words_of(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_epubcheck_has_no_complaint(made: tuple[Path, Path]) -> None:
    assert complaints(made[1]) == ""


def test_every_page_says_what_it_said_and_no_id_is_lost_or_doubled(made: tuple[Path, Path]) -> None:
    for member in ("OPS/one.xhtml", "OPS/two.xhtml", "OPS/three.xhtml"):
        with zipfile.ZipFile(made[0]) as archive:
            before = body_of(parsed(page_text(archive.read(member), None, "")))
        after = body(made[1], member)
        for script in list(before.iter("{*}script")):
            script.getparent().remove(script)
        assert solid("".join(after.itertext())) == solid("".join(before.itertext()))
        ids = [e.get("id") for e in after.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        told = {e.get("id") for e in before.iter() if e.get("id")} - {"2nd"}
        assert told <= set(ids)


def test_every_page_tells_its_language(made: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(made[1]) as archive:
        assert etree.fromstring(archive.read("OPS/two.xhtml")).get("lang") == "en"


def test_what_a_page_cannot_have_is_shown_as_it_was(made: tuple[Path, Path]) -> None:
    page = body(made[1], "OPS/three.xhtml")
    assert [words_of(e) for e in page.iterfind(".//{*}table/*")] == ["", "Sum.", "Loose.", "Oats.", "Bill"]
    assert [e.get("style") for e in page.iterfind(".//{*}tbody")] == [
        "display: table-footer-group;", None, None, "display: table-caption;",
    ]  # fmt: skip
    assert len(list(page.iter("{*}rt"))) == 4  # one of them empty, for a word with none beside it
    assert [e.tag.rpartition("}")[2] for e in page.iterfind(".//{*}picture/*")] == ["img"]
    lit = [words_of(e) for e in page.iter("{*}span") if (e.get("id") or "").startswith("nrt")]
    assert {"Two.", "Lines", "of it.", "Otherwise."} <= set(lit)


def test_drawings_and_fonts_are_known_by_their_new_names(made: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(made[1]) as archive:
        assert {"OPS/w_rong.png", "OPS/f_o.otf"} <= set(archive.namelist())
        assert archive.read("META-INF/encryption.xml").count(b"CipherReference URI") == 1
        drawing = archive.read("OPS/d.svg")
    assert b"p.png" in drawing and b"example.org" not in drawing and b"script" not in drawing and b"onload" not in drawing


def test_each_line_is_lit_where_it_stands(made: tuple[Path, Path]) -> None:
    lit = [words_of(e) for e in body(made[1], "OPS/one.xhtml").iter("{*}span") if (e.get("id") or "").startswith("nrt")]
    assert lit[:8] == [
        "Chapter One", "The mill was old.", "Very old,1 they said.", "“Who 4grinds at ni[5]ght?”", "asked Runa.",
        "The wheel goes round,", "The water sings.", "Nobody knew.",
    ]  # fmt: skip
    assert not any("Not so old" in words for words in lit), "a note is not read"
    two = [words_of(e) for e in body(made[1], "OPS/two.xhtml").iter("{*}span") if (e.get("id") or "").startswith("nrt")]
    assert two == ["Chapter Two", "Runa came home.", "It rained.", "It rained on.", "Words", "One thing."]


def test_clips_lead_to_elements_and_touch(made: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(made[1]) as archive:
        overlays = [name for name in archive.namelist() if name.endswith(".smil")]
        assert len(overlays) == 3
        for name in overlays:
            overlay = etree.fromstring(archive.read(name))
            place = None
            for text, audio in zip(overlay.iter("{*}text"), overlay.iter("{*}audio"), strict=True):
                page, _, target = text.get("src").partition("#")
                member = posixpath.normpath(posixpath.join(posixpath.dirname(name), page))
                assert body(made[1], member).find(f".//*[@id='{target}']") is not None
                assert place in (None, audio.get("clipBegin"))
                place = audio.get("clipEnd")


def test_what_leads_nowhere_is_gone_and_the_rest_is_kept(made: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(made[1]) as archive:
        style = archive.read("OPS/s_tyle.css").decode()
    assert "missing" not in style and "direction" not in style and "p.png" in style and "color" in style
    one = body(made[1], "OPS/one.xhtml")
    links = [a.get("href") for a in one.iter("{*}a")]
    assert links == [None, "#fn1", None, "two.xhtml#end", "#r1"]
    assert [img.get("src") for img in one.iter("{*}img")] == ["p.png"]


def test_pages_of_the_printed_book_are_listed_and_its_source_and_rights_are_kept(made: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(made[1]) as archive:
        package = etree.fromstring(archive.read("OPS/narrated/package.opf"))
        navigation = etree.fromstring(archive.read("OPS/narrated/nav.xhtml"))
    printed = navigation.find(".//*[@id='page-list']")
    assert [(a.text, a.get("href")) for a in printed.iter("{*}a")] == [("4", "../one.xhtml#pg4")]
    said = "The Mill, Harrow & Sons, 1911"
    assert [package.find(f".//{{*}}{name}").text for name in ("source", "rights")] == [said, "Free for all"]
    assert package.find(".//*[@property='pageBreakSource']").text == said


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_any_stretches_of_any_page_leave_its_text_as_it_is(pairs: list[tuple[int, int]]) -> None:
    markup = f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{FIRST.replace('epub:', '')}</body></html>"
    root = parsed(markup)
    page = body_of(root)
    conform(page)
    before, ids = solid("".join(page.itertext())), [e.get("id") for e in page.iter() if e.get("id")]
    edges = sorted({edge for pair in pairs for edge in pair})
    stretches = [(a, b, n) for n, (a, b) in enumerate(zip(edges[::2], edges[1::2], strict=False))]
    after, lit = light(page, stretches, "nrt")
    assert solid("".join(after.itertext())) == before
    now = [e.get("id") for e in after.iter() if e.get("id")]
    assert sorted(now) == sorted([*ids, *(one.id for one in lit)])
    assert sum(one.letters for one in lit) == sum(b - a for a, b, _ in stretches)


def test_the_report_of_a_book_with_its_own_pages_is_whole(made: tuple[Path, Path]) -> None:
    report = json.loads(next((made[0].parent / "out").rglob("report.json")).read_text(encoding="utf-8"))
    assert report["complete"] and report["coverage"] == 1
