"""Names of a story's own that meet those of the book which is made of it."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest

from tests.books import epub
from tests.readalong.books import complaints
from tests.readalong.test_render import render

PLAIN = "<h1>Buoys</h1><p>Elke rowed out.</p>"
CLOSING = '<h1 id="nrt1">Nets</h1><p id="NRT2">Elke rowed home.</p>'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collisions")
    names = {"page": PLAIN, "nrt-nav": CLOSING}
    other = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><p>She slept.</p></body></html>'
    book = epub(
        names,
        meta="<dc:title>Buoys</dc:title><dc:language>en</dc:language>",
        items='<item id="PAGE" href="third.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="meta-title" href="fourth.xhtml" media-type="application/xhtml+xml"/>',
        spine="".join(f'<itemref idref="{name}"/>' for name in (*names, "PAGE", "meta-title")),
        more={"OPS/third.xhtml": other, "OPS/fourth.xhtml": other.replace("slept", "woke")},
    )
    (folder / "buoys.epub").write_bytes(book)
    report = render(folder / "buoys.epub", folder, "epub")
    return folder / "out" / report["read_along"][0]


def test_epubcheck_has_no_complaint(made: Path) -> None:
    assert complaints(made) == ""


def test_files_differ_in_more_than_case(made: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        names = [unicodedata.normalize("NFC", name).casefold() for name in archive.namelist()]
    assert len(names) == len(set(names)) and sum(name.endswith(".smil") for name in names) == 4
