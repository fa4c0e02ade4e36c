"""What every reader must keep to."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.errors import StoryError
from narrate.readers import Reader, readers
from narrate.readers.kindle import CONVERTER
from tests import books

SAID, TOLD = "“Come in,” said Maria.", "Nobody came."
HTML = f"<h1>CHAPTER I</h1><p>{SAID}</p><hr/><p>{TOLD}</p>"
SAMPLES = {
    "docx": ("story.docx", books.docx(books.word("CHAPTER I", "H1") + "".join(map(books.word, (SAID, "* * *", TOLD))))),
    "epub": ("story.epub", books.epub({"one": HTML}, meta="<dc:title>A Day</dc:title>")),
    "fb2": ("story.fb2", books.fb2(f"<section><title><p>CHAPTER I</p></title><p>{SAID}</p><empty-line/><p>{TOLD}</p></section>")),
    "html": ("story.html", f"<!doctype html><html><body>{HTML}</body></html>".encode()),
    "kindle": ("story.mobi", b"\0" * 60 + b"BOOKMOBI" + b"\0" * 100),
    "markdown": ("story.md", f"# CHAPTER I\n\n{SAID}\n\n---\n\n{TOLD}\n".encode()),
    "odt": (
        "story.odt",
        books.odt(
            f'<text:h text:outline-level="1">CHAPTER I</text:h><text:p>{SAID}</text:p><text:p>* * *</text:p><text:p>{TOLD}</text:p>'
        ),
    ),
    "pdf": ("story.pdf", books.pdf([(280, 700, "CHAPTER I"), (72, 660, SAID), (280, 620, "* * *"), (72, 580, TOLD)])),
    "plain": ("story.txt", f"CHAPTER I\n\n{SAID}\n\n* * *\n\n{TOLD}\n".encode()),
    "tagged": ("story.txt", b"CHAPTER I\n\n[Maria] Come in.\n\n* * *\n\n[Narrator] Nobody came.\n\n[Maria] Oh.\n"),
}
KINDS = {"tagged": ["heading", "paragraph", "paragraph", "scene_break", "paragraph", "paragraph", "paragraph", "paragraph"]}


PRINTED = (
    "“I {did} see it,” she said. The {Harbour Post} was late. It had a certain {je ne sais quoi}. {He would go home at last.}"
)
"""One stressed word; a title, foreign words, a thought."""


def printed(begin: str, end: str) -> str:
    return PRINTED.replace("{", begin).replace("}", end)


SLANTED = '<style:text-properties fo:font-style="italic"/>'
STYLES = (
    f'<s xmlns:style="urn:s" xmlns:fo="urn:f"><style:style style:name="E" style:family="text">{SLANTED}</style:style>'
    '<style:style style:name="T1" style:family="text" style:parent-style-name="E"/></s>'
)
RUN = "</w:t></w:r><w:r>{}<w:t xml:space='preserve'>"
SPAN, TEXT_SPAN = "<span class='x'>", "<text:span text:style-name='T1'>"
EMPHASIS = {
    "docx": books.docx(books.word(printed(RUN.format("<w:rPr><w:i/></w:rPr>"), RUN.format("")))),
    "epub": books.epub({"one": f"<style>.x {{font-style: italic}}</style><p>{printed(SPAN, '</span>')}</p>"}),
    "fb2": books.fb2(f"<section><p>{printed('<emphasis>', '</emphasis>')}</p></section>"),
    "html": f"<!doctype html><p>{printed('<i>', '</i>')}</p>".encode(),
    "markdown": printed("*", "*").encode(),
    "odt": books.odt(f"<text:p>{printed(TEXT_SPAN, '</text:span>')}</text:p>", {"styles.xml": STYLES}),
    "plain": printed("_", "_").encode(),
    "tagged": f"[Nora] {printed('_', '_')}\n\n[Nora] Yes.\n\n[Ada] No.".encode(),
}


@pytest.fixture(params=readers(), ids=lambda reader: reader.name)
def reader(request: pytest.FixtureRequest) -> Reader:
    found = request.param
    assert isinstance(found, Reader)
    return found


def sample(reader: Reader, folder: Path) -> Path:
    name, data = SAMPLES[reader.name]
    path = folder / name
    path.write_bytes(data)
    return path


def test_reads_its_sample_whole(reader: Reader, tmp_path: Path) -> None:
    path = sample(reader, tmp_path)
    if reader.name == "kindle":
        with pytest.raises(StoryError, match=CONVERTER):  # no converter, or one that finds this to be no book
            reader.read(path)
        return
    book = reader.read(path)
    assert [c.title for c in book.chapters] == ["CHAPTER I"]
    assert [b.kind for b in book.bodies()] == KINDS.get(reader.name, ["heading", "paragraph", "scene_break", "paragraph"])
    for block in book.bodies():
        assert book.text[block.at.start : block.at.end] == block.text


def test_tells_which_words_are_stressed(reader: Reader, tmp_path: Path) -> None:
    if reader.name not in EMPHASIS:
        pytest.skip("tells of no italics")
    path = tmp_path / SAMPLES[reader.name][0]
    path.write_bytes(EMPHASIS[reader.name])
    book = reader.read(path)
    assert [book.text[span.start : span.end] for span in book.emphasis] == ["did"]


def test_its_sample_is_its_own_and_no_other_readers(reader: Reader, tmp_path: Path) -> None:
    path = sample(reader, tmp_path)
    head = path.read_bytes()[:4096]
    best = max(readers(), key=lambda one: one.score(path, head))
    assert best.name == reader.name
    renamed = tmp_path / "something.else"
    assert reader.name in ("plain", "markdown", "tagged", "docx") or reader.score(renamed, head) > 0


def test_leaves_what_is_not_its_own(reader: Reader) -> None:
    assert reader.score(Path("picture.png"), b"\x89PNG\r\n\x1a\n") == 0


def test_an_empty_missing_or_damaged_file_is_a_clear_error(reader: Reader, tmp_path: Path) -> None:
    name, data = SAMPLES[reader.name]
    path = tmp_path / name
    with pytest.raises(StoryError, match=path.name):
        reader.read(path)
    path.write_bytes(b"")
    with pytest.raises(StoryError, match=path.name):
        reader.read(path)
    for cut in range(1, len(data), max(1, len(data) // 40)):
        path.write_bytes(data[:cut])
        try:
            reader.read(path)
        except StoryError as error:
            assert path.name in str(error)
            assert "\n" not in str(error)
