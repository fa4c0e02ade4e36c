"""Pages as careful hands make them today: notes at the end, verse, letters, plays, words with marks and page breaks in them."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.books import epub
from tests.readalong.books import complaints
from tests.readalong.test_render import render

PROSE = """<section id="chapter-1" role="doc-chapter" epub:type="chapter"><hgroup><h2 epub:type="ordinal z3998:roman">I</h2>
<p epub:type="title">In Which <abbr epub:type="z3998:name-title">Mr.</abbr> Quill Rows</p></hgroup>
<p><abbr epub:type="z3998:name-title">Mr.</abbr> Quill&#8288;—<i xml:lang="fr">bon <b id="vivant">vivant</b></i>, rower, and
<span><em>un<strong>be</strong>liever</em></span>&#8288;—was seventy<span epub:type="pagebreak" role="doc-pagebreak" id="page-4" aria-label="4"></span>-one.<a
href="endnotes.xhtml#note-1" id="noteref-1" epub:type="noteref" role="doc-noteref">1</a> “Row,” he said; “ro<span
epub:type="pagebreak" role="doc-pagebreak" id="page-5" aria-label="5"/>w on!” <q>And so?</q> asked <abbr epub:type="z3998:initialism">N.N.</abbr>
in the H<sub>2</sub>O at 5<sup>th</sup> <ruby>漢<rt>kan</rt></ruby> hour.</p>
<hr/><p>He went <del>home</del> <ins>out</ins>, <small><a id="again" href="#vivant">as before</a></small>, at <time
datetime="18:30">half past six</time>.<!-- he did --> Nobody <i>knew. Nobody</i> asked.</p>
<figure id="boat"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><title>A boat</title>
<clipPath id="a clip"><circle r="2"/></clipPath><circle r="3" clip-path="url(#a clip)"/><text x="1" y="2">boat</text></svg>
<figcaption>His boat. It leaked.</figcaption></figure>
<aside id="side" epub:type="footnote" role="doc-footnote"><p>A note that nobody reads aloud.</p></aside></section>"""
VERSE = """<section id="song" epub:type="chapter z3998:verse" aria-labelledby="h:2 gone"><header><h2 id="h:2" epub:type="title">Song</h2><blockquote epub:type="epigraph"><p>Row.</p>
<cite>Old saying</cite></blockquote></header><p><span>The <i>wa<span epub:type="pagebreak" role="doc-pagebreak" id="page-6"
aria-label="6"></span>ter</i> rises,</span><br/><span class="i1">the night is <span class="dim"><em>long</em>,</span></span><br/>
<span id="third">and nobody<a href="endnotes.xhtml#note-2" id="noteref-2" epub:type="noteref" role="doc-noteref">2</a> comes.</span></p>
<p><span>Two lines. In one.</span><br/><span>“Who?”</span></p><ol id="list"><li><p>First oar.</p></li><li>Second <span>oar<b>s</b></span>.</li></ol></section>"""
LETTERS = """<section id="part" epub:type="part"><h2>The Letters</h2><section id="letter" epub:type="chapter"><h3>To Wren</h3>
<blockquote epub:type="z3998:letter"><header><p epub:type="z3998:dateline">Oak Lane, <time>3rd May</time></p>
<p epub:type="z3998:salutation">Dear Wren,</p></header><p>Come.&#160;Come <i>soon.</i></p><footer><p
epub:type="z3998:valediction">Yours,<br/>T.&#8201;Q.</p></footer></blockquote>
<table><caption>Persons</caption><tbody><tr><td epub:type="z3998:persona">Wren</td><td><p>I shall. <i epub:type="z3998:stage-direction">(She
goes.)</i></p></td></tr><tr><th>Quill</th><td>Late!</td></tr></tbody></table><dl><dt>Oar</dt><dd>A thing to row with.</dd></dl>
<details><summary>More</summary><p>There is no more.</p></details><pre>a   b
c</pre></section></section>"""
NOTES = """<section id="endnotes" epub:type="endnotes" role="doc-endnotes"><h2>Endnotes</h2><ol>
<li id="note-1" epub:type="endnote"><p>Or so. <a href="one.xhtml#noteref-1" role="doc-backlink" epub:type="backlink">↩</a></p></li>
<li id="note-2" epub:type="endnote"><p>Not one. <a href="two.xhtml#noteref-2" role="doc-backlink" epub:type="backlink">↩</a></p></li></ol></section>"""
TYPE = "{http://www.idpf.org/2007/ops}type"
HEAD = """<?xml version="1.0"?>
<!DOCTYPE html [<!ENTITY shy "&#173;">]>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en-GB"
epub:prefix="z3998: http://www.daisy.org/z3998/2012/vocab/structure/, se: https://standardebooks.org/vocab/1.0"><head><title>Quill</title></head><body>"""
PAGES = {"one": PROSE, "two": VERSE, "three": LETTERS, "endnotes": NOTES}
CONTENTS = (
    "<ol>" + "".join(f"<li><a href='{name}.xhtml' epub:type='z3998:roman'>{name.title()}</a></li>" for name in PAGES) + "</ol>"
)
LANDMARKS = (
    "</nav><nav epub:type='landmarks'><ol><li><a epub:type='bodymatter z3998:fiction' href='one.xhtml'>Quill</a></li></ol>"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("modern")
    story = folder / "quill.epub"
    meta = "<dc:title>Quill</dc:title><dc:language>en</dc:language><dc:identifier id='id'>urn:quill</dc:identifier>"
    declaring = {f"OPS/{name}.xhtml": f"{HEAD}{PAGES[name]}</body></html>" for name in ("one", "two", "endnotes")}
    story.write_bytes(epub(PAGES, toc=CONTENTS + LANDMARKS, meta=meta, more=declaring))
    report = render(story, folder, "epub")
    return story, folder / "out" / report["read_along"][0]


def page(book: Path, member: str) -> etree._Element:
    with zipfile.ZipFile(book) as archive:
        return etree.fromstring(archive.read(member))


def test_epubcheck_has_no_complaint(made: tuple[Path, Path]) -> None:
    assert complaints(made[1]) == ""


@pytest.mark.parametrize("name", PAGES)
def test_pages_differ_in_nothing_but_elements_that_can_be_lit(made: tuple[Path, Path], name: str) -> None:
    before, after = (page(book, f"OPS/{name}.xhtml").find("{*}body") for book in made)
    assert "".join(after.itertext()).split() == "".join(before.itertext()).split()
    ids = [e.get("id") for e in after.iter() if e.get("id")]
    told = [e.get("id").replace(" ", "_") for e in before.iter() if e.get("id")]
    assert len(ids) == len(set(ids)) and [i for i in ids if not i.startswith("nrt")] == told
    kinds = [(e.tag, e.get(TYPE)) for e in before.iter(etree.Element) if e.get("id") or e.tag.endswith("hgroup")]
    assert kinds == [(e.tag, e.get(TYPE)) for e in after.iter(etree.Element) if e.get("id") in told or e.tag.endswith("hgroup")]
    undeclared = [e.get(TYPE) for e in after.iter(etree.Element) if "z3998:" in e.get(TYPE, "")] if name == "three" else []
    assert not undeclared, "the page does not say what z3998 is"


def test_parts_that_say_what_they_are_have_the_role_of_it(made: tuple[Path, Path]) -> None:
    assert {header.get("role") for header in page(made[1], "OPS/two.xhtml").iter("{*}header")} == {"presentation"}
    body = page(made[1], "OPS/two.xhtml").find("{*}body")
    roles = {e.get(TYPE): e.get("role") for e in body.iter(etree.Element) if e.get(TYPE)}
    assert roles["chapter z3998:verse"] == "doc-chapter" and roles["epigraph"] == "doc-epigraph"
    assert roles["noteref"] == "doc-noteref" and "doc-part" in {e.get("role") for e in page(made[1], "OPS/three.xhtml").iter()}


def test_what_a_page_says_of_another_part_leads_to_the_id_that_it_has_now(made: tuple[Path, Path]) -> None:
    song = page(made[1], "OPS/two.xhtml").find(".//*[@id='song']")
    assert song.get("aria-labelledby") == "h:2" and song.find(".//*[@id='h:2']").tag.endswith("h2")
    boat = page(made[1], "OPS/one.xhtml").find(".//*[@id='boat']")
    assert boat.find(".//*[@clip-path]").get("clip-path") == f"url(#{boat.find('.//{*}clipPath').get('id')})" == "url(#a_clip)"


def test_lists_use_no_vocabulary_of_the_pages_and_unnamed_page_numbers_are_said_to_be_so(made: tuple[Path, Path]) -> None:
    listed = page(made[1], "OPS/narrated/nav.xhtml")
    assert [a.get(TYPE) for a in listed.iter("{*}a") if a.get(TYPE)] == ["bodymatter"]
    told = [meta.text for meta in page(made[1], "OPS/narrated/package.opf").iter("{*}meta")]
    assert "pageNavigation" in told and "An edition in print, which this book does not name" in told


def test_every_clip_lights_what_is_said_and_no_note(made: tuple[Path, Path]) -> None:
    lit: list[str] = []
    with zipfile.ZipFile(made[1]) as archive:
        overlays = sorted(name for name in archive.namelist() if name.endswith(".smil"))
        for name in overlays:
            for text in etree.fromstring(archive.read(name)).iter("{*}text"):
                member, _, target = text.get("src").partition("#")
                (element,) = page(made[1], posixpath.normpath(f"{posixpath.dirname(name)}/{member}")).xpath(
                    f"//*[@id='{target}']"
                )
                lit.append(" ".join("".join(element.itertext()).split()))
    told = " ".join(lit)
    for sentence in (
        "“row on!”",
        "The water rises,",
        "and nobody2 comes.",
        "Come soon.",
        "Late!",
        "Nobody asked.",
        "was seventy-one.",
    ):
        assert sentence in told, lit
    assert "nobody reads aloud" not in told and "Or so." not in told
