"""Notes and their marks, however a book has them: neither is read aloud, and no mark sticks to a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.cues.cutting import sentences
from narrate.script import read_through
from narrate.spoken import say
from tests import books
from tests.readers.reading import read

TOLD = ["The gate was red.", "Nobody came; it snowed.", "She waited."]
WEB = {
    "raised, without links": (
        "<p>The gate was red.<sup>1</sup> Nobody came<sup>2</sup>; it snowed.</p><p>She waited.</p>"
        "<hr/><p><sup>1</sup> So she wrote.</p><p><sup>2</sup>See the book.</p>"
    ),
    "links, none back": (
        "<p>The gate was red<a href='#a'>1</a>. Nobody came<a href='#b'>2</a>; it snowed.</p><p>She waited.</p>"
        "<h3>Notes</h3><p id='a'>1. So she wrote.</p><p id='b'>2. See the book.</p>"
    ),
    "a list under a heading": (
        "<p>The gate was red.<sup>1</sup> Nobody came<sup>2</sup>; it snowed.</p><p>She waited.</p>"
        "<h2>Notes</h2><ol><li>So she wrote.</li><li>See the book.</li></ol>"
    ),
    "a list of terms": (
        "<p>The gate was red.<sup><a href='#a'>1</a></sup> Nobody came; it snowed.</p><p>She waited.</p>"
        "<dl><dt>1</dt><dd id='a'>So she wrote.</dd></dl>"
    ),
    "a table": (
        "<p>The gate was red.<sup>1</sup> Nobody came; it snowed.</p><p>She waited.</p>"
        "<table><tr><td><sup>1</sup></td><td>So she wrote.</td></tr></table>"
    ),
    "stars and daggers": (
        "<p>The gate was red.<sup>*</sup> Nobody came<sup>†</sup>; it snowed.</p><p>She waited.</p><p>*So she wrote.</p><p>†See it.</p>"
    ),
    "letters": (
        "<p>The gate was red.<sup>a</sup> Nobody came; it snowed.<sup>b</sup></p><p>She waited.</p>"
        "<p><sup>a</sup> So she wrote.</p><p><sup>b</sup> See the book.</p>"
    ),
    "small print": (
        "<p>The gate was red.<small>1</small> Nobody came; it snowed.</p><p>She waited.</p><p><small>1 So she wrote.</small></p>"
    ),
    "a style": (
        "<p>The gate was red.<span style='vertical-align: super'>1</span> Nobody came; it snowed.</p><p>She waited.</p>"
        "<p><span style='vertical-align: super'>1</span> So she wrote.</p>"
    ),
    "signs of their own": "<p>The gate was red.¹ Nobody came; it snowed.</p><p>She waited.</p><p>¹ So she wrote.</p>",
}
RAISED = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'


def said(folder: Path, name: str, data: str | bytes) -> list[str]:
    script = read_through(read(folder, name, data))
    spoken = (say(sentence) for line in script.bodies() if line.kind != "heading" for sentence in sentences(line.text))
    return " ".join(one for one in spoken if one).replace(". ", ".\n").split("\n")


@pytest.mark.parametrize("kind", WEB)
def test_notes_of_a_page_and_of_an_epub(kind: str, tmp_path: Path) -> None:
    assert said(tmp_path, "a.html", f"<html><body><h1>The Gate</h1>{WEB[kind]}</body></html>") == TOLD
    assert said(tmp_path, "a.epub", books.epub({"a": f"<h1>The Gate</h1>{WEB[kind]}"})) == TOLD


def test_notes_typed_in_a_word_document(tmp_path: Path) -> None:
    first = f"<w:p><w:r><w:t>The gate was red.</w:t></w:r>{RAISED}<w:r><w:t> Nobody came; it snowed.</w:t></w:r></w:p>"
    note = f"<w:p>{RAISED}<w:r><w:t> So she wrote.</w:t></w:r></w:p>"
    assert said(tmp_path, "a.docx", books.docx(first + books.word("She waited.") + note)) == TOLD


def test_notes_of_a_fictionbook_that_does_not_name_them(tmp_path: Path) -> None:
    story = '<p>The gate was red.<a l:href="#n">1</a> Nobody came<sup>2</sup>; it snowed.</p><p>She waited.</p>'
    notes = '<body><title><p>Notes</p></title><section id="n"><title><p>1</p></title><p>So she wrote.</p></section></body>'
    assert said(tmp_path, "a.fb2", books.fb2(f"<section>{story}</section>", "", notes)) == TOLD


def test_notes_of_an_opendocument(tmp_path: Path) -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>So.</text:p></text:note-body></text:note>"
    )
    story = f"<text:p>The gate was red.{note} Nobody came{note}; it snowed.</text:p><text:p>She waited.</text:p>"
    assert said(tmp_path, "a.odt", books.odt(story)) == TOLD


@pytest.mark.parametrize(
    "story",
    [
        "The gate was red.[^1] Nobody came[^b]; it snowed.\n\nShe waited.\n\n[^1]: So she wrote.\n[^b]: See the book.\n",
        "The gate was red.^[So she wrote.] Nobody came; it snowed.\n\nShe waited.\n",
        "The gate was red.<sup>1</sup> Nobody came; it snowed.\n\n<!-- more snow -->\nShe waited.\n\n<sup>1</sup> So she wrote.\n",
        "The gate was red.\\* Nobody came; it snowed.\n\nShe waited.\n\n\\* So she wrote.\n",
    ],
)
def test_notes_of_markdown(story: str, tmp_path: Path) -> None:
    assert said(tmp_path, "a.md", story) == TOLD


@pytest.mark.parametrize(
    "story",
    [
        "The gate was red.[A] Nobody came;[B] it snowed.\n\nShe waited.\n\n[Footnote A: So.]\n\n[Footnote B: See the book.]\n",
        "The gate was red.[1] Nobody came; it snowed.\n\nShe waited.\n\n[1] So she wrote.\n",
        "The gate was red.† Nobody came; it snowed.\n\nShe waited.\n\n† So she wrote.\n",
    ],
)
def test_notes_of_a_plain_text(story: str, tmp_path: Path) -> None:
    assert said(tmp_path, "a.txt", story) == TOLD


def test_raised_figures_and_letters_that_are_words_are_read(tmp_path: Path) -> None:
    page = "<p>The 21<sup>st</sup> came. M<sup>r</sup>. Vale had 5 m<sup>2</sup> of floor, N<sup>o</sup> 5.</p>"
    told = "The twenty-first came.\nMister Vale had five square metres of floor, number five."
    assert said(tmp_path, "a.html", page) == told.split("\n")


def test_angle_brackets_of_markdown_that_are_no_elements_are_text(tmp_path: Path) -> None:
    book = read(tmp_path, "a.md", "He typed <wren>, 3 < 4.<br>Then he left. <i>No more.</i>\n")
    assert "\n".join(block.text for block in book.bodies()) == "He typed <wren>, 3 < 4.\nThen he left. No more."
