"""What each format has of its own: order, chapters, notes, what is set aside."""

from __future__ import annotations

import html
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from narrate import readers
from narrate.errors import StoryError
from narrate.readers.boilerplate import ReadingSettings
from narrate.readers.markup import levelled, parts_of, tree_of
from narrate.script import coverage, read_through
from tests import books
from tests.conftest import running, shared
from tests.readers.reading import aside, read, told


def test_html_page_furniture_is_set_aside_and_the_story_is_whole(tmp_path: Path) -> None:
    page = (
        "<!doctype html><html lang=en><head><title>The Door – Hub</title><meta name=author content='Jane Author'></head><body>"
        "<nav><a href=/>Home</a></nav><article><h1>The Door</h1><div class=share-buttons>Tweet</div><p>It was <b>warm</b>.</p>"
        "<p>“Share this,” she said.</p></article><section id=comments><p>Nice!</p></section><script>x</script></body></html>"
    )
    found = read(tmp_path, "d.html", page)
    assert (found.title, found.author) == ("The Door", "Jane Author")
    assert told(found) == [("The Door", ["The Door", "It was warm.", "“Share this,” she said."])]
    assert aside(found) == {"page furniture": ["Home", "Tweet", "Nice!"]}


def test_html_ranks_headings_by_number_and_depth(tmp_path: Path) -> None:
    page = "<html><body><h1>Book</h1><h2>Part One</h2><h3>Chapter 1</h3><p>A.</p><h3>Chapter 2</h3><p>B.</p></body></html>"
    assert [title for title, _ in told(read(tmp_path, "d.html", page))] == ["Part One, Chapter 1", "Chapter 2"]


def test_docx_keeps_insertions_and_sets_hidden_text_aside(tmp_path: Path) -> None:
    inserted = "<w:p><w:ins><w:r><w:t>Added.</w:t></w:r></w:ins><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p>"
    made = books.docx(
        books.word("Chapter 1", "H1")
        + inserted
        + books.word("Secret.", run="<w:vanish/>")
        + books.word("Chapter 2", "H1")
        + books.word("End.")
    )
    found = read(tmp_path, "d.docx", made)
    assert told(found) == [("Chapter 1", ["Chapter 1", "Added."]), ("Chapter 2", ["Chapter 2", "End."])]
    assert aside(found) == {"hidden text": ["Secret."]}


def test_odt_notes_and_spaces(tmp_path: Path) -> None:
    body = (
        "<text:p>One<text:s/>day<text:note><text:note-body><text:p>Friday.</text:p></text:note-body></text:note> came.</text:p>"
    )
    found = read(tmp_path, "o.odt", books.odt(body))
    assert told(found)[0][1] == ["One day came."]
    assert aside(found) == {"note": ["Friday."]}


def test_fb2_sections_and_notes(tmp_path: Path) -> None:
    sections = "".join(f"<section><title><p>Chapter {n}</p></title><p>Day {n}.</p></section>" for n in (1, 2))
    notes = '<body name="notes"><section><p>A note.</p></section></body>'
    facts = (
        "<author><first-name>Jane</first-name><last-name>Author</last-name></author><book-title>Days</book-title><lang>en</lang>"
    )
    found = read(tmp_path, "f.fb2", books.fb2(sections, facts, notes))
    assert (found.title, found.author) == ("Days", "Jane Author")
    assert told(found) == [("Chapter 1", ["Chapter 1", "Day 1."]), ("Chapter 2", ["Chapter 2", "Day 2."])]
    assert aside(found) == {"note": ["A note."]}


def test_markdown_headings_emphasis_and_settings(tmp_path: Path) -> None:
    text = "---\ntitle: A Day\nauthor: Jane Author\n---\n\n## One\n\nIt was *very*\ncold.\n\n## Two\n\n> “Yes.”\n"
    found = read(tmp_path, "m.md", text)
    assert (found.title, found.author) == ("A Day", "Jane Author")
    assert told(found) == [("One", ["One", "It was very cold."]), ("Two", ["Two", "“Yes.”"])]
    assert list(aside(found)) == ["settings of the file"]


def test_a_text_file_that_opens_like_markdown_is_markdown(tmp_path: Path) -> None:
    book = read(tmp_path, "story.txt", "# The Mill\r\n\r\nShe was *so* late.\r\n\r\n“Late,” she said.\r\n")
    assert book.title == "The Mill" and told(book) == [("The Mill", ["The Mill", "She was so late.", "“Late,” she said."])]
    lines = read(tmp_path, "lines.txt", "# The Mill\n“Late,” she said.\n“Very,” he said.\n")
    assert lines.title == "lines" and lines.text.startswith("# The Mill\n"), "a line a paragraph is no Markdown"


def test_pdf_paragraphs_over_pages_without_heads_numbers_and_hyphens(tmp_path: Path) -> None:
    pages = [
        [
            (72, 760, "THE LONG ROAD"),
            (90, 720, f"The {day} road went on over the hills and through the long green val-"),
            (72, 708, f"ley, and nobody who came along on the {day} day had seen the sea or"),
            (300, 40, str(number)),
        ]
        for number, day in enumerate(("first", "second", "third", "fourth"), 1)
    ]
    pages[-1].insert(3, (72, 696, "heard of it."))
    found = read(tmp_path, "p.pdf", books.pdf(*pages))
    assert aside(found) == {"running head": ["THE LONG ROAD"] * 4, "page number": ["1", "2", "3", "4"]}
    assert "green valley, and nobody" in told(found)[0][1][0]
    assert coverage(read_through(found)) == 1.0


def test_a_script_says_itself_who_speaks(tmp_path: Path) -> None:
    text = "MARIA: I just feel you.\n\nNARRATOR: He said nothing.\n\nMRS. HALE (off): Come in!\n\nThe door closed.\n\nMaria leaves.\n\nMARIA: No.\n\nMARIA: Yes.\n\n"
    made = read_through(read(tmp_path, "s.txt", text + "MARIA: Well.\n"))
    assert [(line.speaker, line.text) for line in made.bodies()][:4] == [
        ("Maria", "I just feel you."),
        ("Narrator", "He said nothing."),
        ("Mrs. Hale", "Come in!"),
        ("Narrator", "The door closed."),
    ]
    assert {s.reason for s in made.skipped} == {"speaker's tag"}
    assert coverage(made) == 1.0
    assert {c.name: c.gender for c in made.characters} == {"Maria": "female", "Mrs. Hale": "female"}


def test_a_person_can_keep_and_skip(tmp_path: Path) -> None:
    text = "It was day.\n\n[Illustration: a door]\n\nThe map is on page 3.\n\n“Yes,” she said.\n\nLeave a comment\n"
    found = read(tmp_path, "s.txt", text, ReadingSettings(keep=("picture", "^Leave"), skip=(r"\bpage \d",)))
    assert aside(found) == {"skipped by voices.yaml": ["The map is on page 3."]}


def test_a_person_can_name_the_encoding(tmp_path: Path) -> None:
    text = "Он сказал: «Привет»."
    assert read(tmp_path, "s.txt", text.encode("cp1251"), ReadingSettings(encoding="cp1251")).text == text
    with pytest.raises(StoryError, match="no encoding called"):
        read(tmp_path, "s.txt", text.encode(), ReadingSettings(encoding="nonsense"))
    with pytest.raises(StoryError, match=r"s\.txt:1: not ascii"):
        read(tmp_path, "s.txt", text.encode(), ReadingSettings(encoding="ascii"))


def test_what_a_publisher_prints_first_is_set_aside(tmp_path: Path) -> None:
    text = (
        "A DAY\n\nCopyright © 2004 by Jane Author\n\nISBN 1-2345\n\nChapter 1\n\nIt was day. She held the copyright © 1999 in her hand.\n\n"
        + "So it went on. " * 200
    )
    assert aside(read(tmp_path, "s.txt", text))["copyright page"][:2] == ["Copyright © 2004 by Jane Author", "ISBN 1-2345"]


# ------------------------------------------------------------------------------------- the shared odd files


def test_every_hostile_file_is_read_right_or_refused_in_one_line() -> None:
    for name in ("hostile", "epub-bad", "epub-ok", "pdf", "scraped", "strings"):
        for path in sorted(shared(f"inputs/{name}").iterdir()):
            try:
                found = read_through(readers.read(path))
            except StoryError as error:
                assert path.name in str(error) and "\n" not in str(error)
            else:
                assert coverage(found) == 1.0, path
                assert "root:" not in found.text


def test_naughty_strings_as_titles_authors_chapters_and_text(tmp_path: Path) -> None:
    strings = [s for s in json.loads((shared("inputs/strings") / "blns.json").read_text(encoding="utf-8")) if s.strip()]
    documents = {f"c{n}": f"<h2>{html.escape(s)}</h2><p>{html.escape(s)} and so on.</p>" for n, s in enumerate(strings)}
    links = "".join(f'<li><a href="c{n}.xhtml">{html.escape(s)}</a></li>' for n, s in enumerate(strings))
    meta = f"<dc:title>{html.escape(strings[100])}</dc:title><dc:creator>{html.escape(strings[50])}</dc:creator>"
    found = read_through(read(tmp_path, "b.epub", books.epub(documents, toc=f"<ol>{links}</ol>", meta=meta)))
    assert coverage(found) == 1.0
    assert len(found.chapters) > 0.9 * len(strings)


FIRST = "“It’s a café,” she said — naïve, £5, “déjà vu”… ‘Well.’"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("en-cp1252.txt", FIRST),
        ("en-mojibake-utf8.txt", FIRST),
        ("en-utf16-bom.txt", FIRST),
        ("en-utf16le-nobom.txt", FIRST),
        ("en-utf8-bom.txt", FIRST),
        ("fr-latin1.txt", "« Où êtes-vous allé, mon frère ? » Ça va très bien, à bientôt."),
        ("unclosed-quote.txt", "“I never closed this quote, he said."),
        ("crlf-nul-ctrl.txt", "Chapter 1"),
    ],
)
def test_the_first_sentence_in_every_encoding(name: str, sentence: str) -> None:
    assert next(iter(readers.read(shared("inputs/encodings") / name).bodies())).text == sentence


WORDS = st.sampled_from(["One", "two.", "“Three,”", "4", "[5]", "six & seven", "*", "…"]).map(html.escape)
TAGS = st.sampled_from(
    [
        "p",
        "div",
        "em",
        "b",
        "i",
        "sup",
        "a",
        "li",
        "ul",
        "table",
        "td",
        "span",
        "h2",
        "blockquote",
        "aside",
        "nav",
        "footer",
        "form",
        "section",
    ]
)
MARKUP = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, parts: f'<{tag} href="#x" class="share note">{" ".join(parts)}</{tag}>', TAGS, st.lists(inner, max_size=4)
    ),
    max_leaves=25,
)


@given(MARKUP, st.booleans())
def test_no_letter_of_any_markup_is_lost_or_doubled(markup: str, page: bool) -> None:
    body = LexborHTMLParser(f"<body>{markup}</body>").body
    assert body is not None
    whole = "".join(node.text_content or "" for node in body.traverse(include_text=True) if node.tag == "-text")
    found = "".join(part.text for part in levelled(parts_of(tree_of(f"<body>{markup}</body>"), page=page)))
    assert Counter(filter(str.isalnum, found)) == Counter(filter(str.isalnum, whole))  # a second ornament under the first goes


def test_calibres_converter_runs_without_network_home_or_standard_input_and_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program in the converter's place tells what it may do, leaves a process behind, and makes a book of it."""
    (tmp_path / "book.epub").write_bytes(books.epub({"one": "<h1>I</h1><p>“Come in,” said Vera.</p>"}))
    tool = tmp_path / "ebook-convert"
    tool.write_text(
        f"#!{sys.executable}\n"
        "import os, pathlib, shutil, socket, subprocess, sys, tempfile\n"
        "here = pathlib.Path(__file__).parent\n"
        "try: socket.socket(); opened = 'open'\n"
        "except OSError: opened = 'closed'\n"
        "told = [opened, os.environ['HOME'], tempfile.gettempdir(), os.environ['CALIBRE_CONFIG_DIRECTORY'], sys.stdin.read()]\n"
        "subprocess.Popen(['sleep', '60'])\n"
        "(here / 'told').write_text('\\n'.join([str(os.getpgrp()), *told]))\n"
        "shutil.copy(here / 'book.epub', sys.argv[2])\n"
    )
    tool.chmod(0o755)
    (tmp_path / "story.mobi").write_bytes(b"\0" * 60 + b"BOOKMOBI" + b"\0" * 100)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert "Come in" in readers.read(tmp_path / "story.mobi").text
    group, opened, home, temporary, settings, given = (tmp_path / "told").read_text().split("\n")
    assert (opened, home, given) == ("closed", os.devnull, "")
    assert Path(temporary).name.startswith("narrate-") and not Path(temporary).exists() and settings.startswith(temporary)
    deadline = time.monotonic() + 2
    while running(int(group)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not running(int(group))
