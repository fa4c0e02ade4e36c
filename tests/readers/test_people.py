"""Who made a book: authors, translators, narrators and illustrators told apart, in every format, however they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.readers.people import people_of, roles_of
from tests import books
from tests.readers.reading import read

TOLD = {
    "Ann Bell": [("Ann Bell", "aut")],
    "Ann Bell; Carl Dunn": [("Ann Bell", "aut"), ("Carl Dunn", "aut")],
    "Ann Bell and Carl Dunn": [("Ann Bell", "aut"), ("Carl Dunn", "aut")],
    "Bell and Dunn": [("Bell and Dunn", "aut")],
    "Carl Dunn (translator)": [("Carl Dunn", "trl")],
    "translated by Carl Dunn": [("Carl Dunn", "trl")],
    "Ann Bell & Carl Dunn, narrator": [("Ann Bell", "aut"), ("Carl Dunn", "nrt")],
    "Written and illustrated by Ann Bell": [("Ann Bell", "aut"), ("Ann Bell", "ill")],
    "Ann Bell (author and illustrator)": [("Ann Bell", "aut"), ("Ann Bell", "ill")],
    "Bell, Ann": [("Bell, Ann", "aut")],
    "Ann Bell (1901-1970)": [("Ann Bell (1901-1970)", "aut")],
    "A. Bell, Jr.": [("A. Bell, Jr.", "aut")],
}
THREE = {("Ann Bell", "aut"), ("Carl Dunn", "trl"), ("Eva Fox", "nrt")}
BODY = "<p>It snowed all day, and nobody came to the gate.</p>"


@pytest.mark.parametrize("line", TOLD)
def test_a_line_of_names(line: str) -> None:
    assert [(one.name, one.role) for one in people_of(line)] == TOLD[line]


def test_several_roles_in_one_place() -> None:
    assert roles_of("aut ill") == roles_of("Author, Illustrator") == ["aut", "ill"]
    assert roles_of("http://id.loc.gov/vocabulary/relators/trl") == ["trl"]


def _office(name: str, space: str, value: str) -> str:
    return f'<?xml version="1.0"?><p:{name} xmlns:p="{space}" xmlns:dc="http://purl.org/dc/elements/1.1/">{value}</p:{name}>'


META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
ODT = (
    f'<p:document-meta xmlns:p="{META}" xmlns:meta="{META}"><meta:initial-creator>Ann Bell</meta:initial-creator>'
    '<meta:user-defined meta:name="Translator">Carl Dunn</meta:user-defined>'
    '<meta:user-defined meta:name="Narrator">Eva Fox</meta:user-defined></p:document-meta>'
)
DOCX = {
    "docProps/core.xml": _office("c", "c", "<dc:creator>Ann Bell</dc:creator>"),
    "docProps/custom.xml": _office(
        "Properties", "c", '<p:property name="Translator">Carl Dunn</p:property><p:property name="Narrator">Eva Fox</p:property>'
    ),
}
PACKAGE = (
    '<dc:creator opf:role="aut">Ann Bell</dc:creator><dc:contributor opf:role="trl">Carl Dunn</dc:contributor>'
    '<dc:contributor id="n">Eva Fox</dc:contributor><meta refines="#n" property="role" scheme="marc:relators">nrt</meta>'
)
TITLE = (
    "<author><first-name>Ann</first-name><last-name>Bell</last-name></author>"
    "<translator><first-name>Carl</first-name><last-name>Dunn</last-name></translator>"
)
HEAD = (
    "<meta name='author' content='Ann Bell'><meta name='translator' content='Carl Dunn'><meta name='narrator' content='Eva Fox'>"
)
FILES = {
    "a.epub": books.epub({"a": BODY}, meta=PACKAGE),
    "a.docx": books.docx(books.word("It snowed all day, and nobody came to the gate."), DOCX),
    "a.odt": books.odt("<text:p>It snowed all day, and nobody came to the gate.</text:p>", {"meta.xml": ODT}),
    "a.html": f"<html><head>{HEAD}</head><body>{BODY}</body></html>",
    "a.md": "---\nauthor: Ann Bell\ntranslator: Carl Dunn\nnarrator: Eva Fox\n---\n\nIt snowed all day.\n",
    "a.fb2": books.fb2(f"<section>{BODY}</section>", TITLE).replace(
        b"</description>", b'<custom-info info-type="narrator">Eva Fox</custom-info></description>'
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_people_are_told_apart(name: str, tmp_path: Path) -> None:
    book = read(tmp_path, name, FILES[name])
    assert {(one.name, one.role) for one in book.imprint.people} == THREE
    assert book.author == "Ann Bell"


def test_one_creator_with_several_roles_is_an_author(tmp_path: Path) -> None:
    meta = '<dc:creator id="c">Ann Bell</dc:creator>' + "".join(
        f'<meta refines="#c" property="role">{role}</meta>' for role in ("aut", "ill", "nrt")
    )
    book = read(tmp_path, "a.epub", books.epub({"a": BODY}, meta=meta))
    assert book.author == "Ann Bell"
    assert [one.role for one in book.imprint.people] == ["aut", "ill", "nrt"]
