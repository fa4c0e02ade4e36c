"""Files that hold too much of something, or nonsense: read with all their words, or refused in one line, in seconds."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
from pathlib import Path

import pytest

from narrate import readers
from narrate.errors import StoryError
from narrate.readers.archive import words, xml
from narrate.readers.boilerplate import ReadingSettings
from narrate.readers.encoding import decode, is_encoding
from narrate.readers.markup import parts_of, tree_of
from narrate.readers.shallow import MAX_DEPTH, shallow
from tests import books

FIRST, LAST = "The lamp was lit.", "Nobody came."
SECONDS = 5.0
"""For any of these, all of which are under a megabyte."""
N = 12_000


def told(folder: Path, name: str, data: bytes) -> list[str]:
    path = folder / name
    path.write_bytes(data)
    began = time.process_time()
    found = [block.text for block in readers.read(path).bodies()]
    assert time.process_time() - began < SECONDS
    return found


BODIES = {
    "nested blocks": "<div>" * N + "x" + "</div>" * N,
    "nested lists": "<ul><li>" * N + "x" + "</li></ul>" * N,
    "nested lists of links": "<ul><li><a href='#a'>a</a>" * (N // 4) + "</li></ul>" * (N // 4),
    "nested raised letters": "<sup>" * N + "x" + "</sup>" * N,
    "nested tables": "<table><tr><td>" * (N // 2),
    "formatting that nobody ends": "".join(f"<p><font size={n}>x" for n in range(N // 4)),
    "one element with many ids": f"<p {' '.join(f'id{n}={n}' for n in range(3 * N))}>x</p>",
    "tags that never end": "<a " * N + "/>",
    "headings alone": "<h2>I</h2>" * (N // 4),
    "marks of notes": "<sup><a href='#n'>1</a></sup>" * (N // 4),
    "many anchors": "".join(f"<a id='x{n}'></a>" for n in range(N)),
    "many anchors with words": "".join(f"<a id='x{n}'>a </a>" for n in range(N)),
    "no-break spaces in a sentence": f"<p>a{chr(160) * N * 2}b</p>",
    "processing instructions": "<p>x<?dp n='3'?>y<?z?></p><?z?>" * (N // 8),
}


@pytest.mark.parametrize("what", BODIES)
@pytest.mark.parametrize("name", ["odd.html", "odd.epub"])
def test_documents_with_too_much_of_something_are_read_in_seconds_with_all_their_words(
    tmp_path: Path, name: str, what: str
) -> None:
    page = f"<p>{FIRST}</p>{BODIES[what]}<p>{LAST}</p>"
    made = books.epub({"one": page}) if name.endswith("epub") else f"<html><body>{page}</body></html>".encode()
    found = "\n".join(told(tmp_path, name, made))
    assert FIRST in found
    assert LAST in found


@pytest.mark.parametrize("filling", [" ", "\u00a0", "\t", ". ", "CHAPTER I\n\n", "Index\n\n", "* * *\n\n"])
def test_long_runs_in_a_plain_text_are_read_in_seconds(tmp_path: Path, filling: str) -> None:
    text = f"{FIRST}\n\n{filling * (200_000 // len(filling))}\n\n{LAST}\n"
    assert LAST in told(tmp_path, "odd.txt", text.encode())


def test_only_what_lies_too_deep_loses_its_tags() -> None:
    ordinary = "<div><p>It was <b>cold</b>.<p>And <i>late</i>.</div>" * (2 * MAX_DEPTH)
    assert shallow(ordinary) is ordinary
    found = [part.text for part in parts_of(tree_of("<div>a" * (2 * MAX_DEPTH)))]
    assert len(found) == MAX_DEPTH
    assert "\n".join(found).split("\n") == ["a"] * (2 * MAX_DEPTH)


def test_text_beside_the_cells_of_a_table_is_given_cells_where_there_is_very_much_of_it() -> None:
    table = "<table>" + "x<tr>" * 50 + "</table>"
    assert shallow(table) is table
    assert shallow("<table>" + "x<tr>" * 500 + "y").count("<td>") == 401
    found = [part.text for part in parts_of(tree_of(f"<table>{'x<tr>y<td>z</td>' * 500}"))]
    assert "".join(found).count("x") == "".join(found).count("z") == 500


def test_a_document_that_the_spine_names_again_is_read_once_and_that_is_told(tmp_path: Path) -> None:
    path = tmp_path / "again.epub"
    items = '<item id="other" href="one.xhtml" media-type="application/xhtml+xml"/>'
    spine = '<itemref idref="one"/>' * 5000 + '<itemref idref="other"/>'
    path.write_bytes(books.epub({"one": f"<p>{FIRST}</p>"}, items=items, spine=spine))
    found = readers.read(path)
    assert [block.text for block in found.bodies()] == [FIRST]
    assert found.notes == ("the book lists OPS/one.xhtml as a chapter more than once; it is read once",)


def test_archives_that_flood_are_refused_before_anything_is_unpacked(tmp_path: Path) -> None:
    many = books.epub({f"d{n}": f"<p>{' ' * 1_000_000}</p>" for n in range(70)})
    (tmp_path / "many.epub").write_bytes(many)
    with pytest.raises(StoryError, match=r"many\.epub: its text unpacks to 66 MB"):
        readers.read(tmp_path / "many.epub")
    (tmp_path / "shared.epub").write_bytes(_overlapping(books.epub({"one": f"<p>{FIRST}</p>", "two": f"<p>{LAST}</p>"})))
    with pytest.raises(StoryError, match=r"shared\.epub: files inside share their bytes"):
        readers.read(tmp_path / "shared.epub")


def _overlapping(made: bytes) -> bytes:
    """The archive with its first member grown over the second."""
    at = made.index(b"PK\x01\x02")
    return made[: at + 20] + struct.pack("<II", 100, 100) + made[at + 28 :]


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_members_that_do_not_unpack_are_one_clear_line(tmp_path: Path, method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        packed.writestr("META-INF/container.xml", books.CONTAINER)
        packed.writestr("OPS/package.opf", random.Random(1).randbytes(2000).hex())
    raw = bytearray(out.getvalue())
    start = raw.index(b"OPS/package.opf") + 15
    raw[start + 9 : start + 60] = b"\xff" * 51
    (tmp_path / "broken.epub").write_bytes(raw)
    with pytest.raises(StoryError, match=r"broken\.epub: damaged at OPS/package\.opf"):
        readers.read(tmp_path / "broken.epub")


@pytest.mark.parametrize("number", ["abc", "1.5", "²", "-1", "", "9" * 5000])
def test_odt_counts_and_levels_that_are_no_small_numbers_are_one(tmp_path: Path, number: str) -> None:
    body = f'<text:h text:outline-level="{number}">I</text:h><text:p>The<text:s text:c="{number}"/>lamp.</text:p>'
    assert told(tmp_path, "n.odt", books.odt(body)) == ["I", "The lamp."]


def test_odt_spans_may_lie_as_deep_as_they_like(tmp_path: Path) -> None:
    body = f"<text:p>{'<text:span>' * 5000}{FIRST}{'</text:span>' * 5000}</text:p><text:p>{LAST}</text:p>"
    assert told(tmp_path, "n.odt", books.odt(body)) == [FIRST, LAST]


@pytest.mark.parametrize(
    "name", ["undefined", "idna", "punycode", "rot13", "base64", "hex", "unicode_escape", "utf-16", "nonsense"]
)
def test_a_declaration_that_is_no_encoding_of_the_file_is_not_believed(tmp_path: Path, name: str) -> None:
    story = (
        f'<?xml version="1.0" encoding="{name}"?><html><head><meta charset="{name}"/></head><body><p>A caf\xe9.</p></body></html>'
    )
    raw = story.encode("cp1252")
    assert decode(raw, name) == (story, "cp1252")
    assert told(tmp_path, "e.html", raw) == ["A café."]
    made = books.epub(
        {},
        items='<item id="e" href="e.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="e"/>',
        more={"OPS/e.xhtml": raw},
    )
    assert told(tmp_path, "e.epub", made) == ["A café."]


def test_user_encodings_must_be_encodings(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_bytes(b"A story.")
    for name in ("undefined", "rot13", "idna"):
        assert not is_encoding(name)
        with pytest.raises(StoryError, match=f"no encoding called {name}"):
            readers.read(path, ReadingSettings(encoding=name))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_documents_are_read(tmp_path: Path, encoding: str) -> None:
    raw = '<?xml version="1.0" encoding="utf-16"?><html><body><p>Лампа горела.</p></body></html>'.encode(encoding)
    made = books.epub(
        {},
        items='<item id="e" href="e.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="e"/>',
        more={"OPS/e.xhtml": raw},
    )
    assert told(tmp_path, "e.epub", made) == ["Лампа горела."]


BROKEN = [
    "a & b", "a < b", "a <b c", "<q>", "</q></z></root>", "<b x=1>q</b>", "<b x='1' x='2'/>", "<z:b/>", "&#1; &#xD800; &#x;", "&nbsp;&nosuch;",
    f"&#{'9' * 5000};", "<b>" * 3000, "<![CDATA[ a ]]>", "<!-- a -- b -->", "<?a", f"<{'x' * 60_000}/>", "\0", "<b x='<'/>",
]  # fmt: skip


@pytest.mark.parametrize("slip", BROKEN, ids=range(len(BROKEN)))
def test_xml_with_slips_keeps_the_words_after_them(slip: str) -> None:
    found = words(xml(f"<root><p>{FIRST}</p>{slip}<p>{LAST}</p></root>".encode(), "x"))
    assert found.startswith(FIRST)
    assert found.endswith(LAST)


@pytest.mark.parametrize(
    ("file", "unit"), [("s.md", "- a\n"), ("s.md", "# a\n"), ("s.txt", "a-\n"), ("s.html", "<h1>x</h1>"), ("s.html", "<p>x</p>")]
)
def test_a_text_that_falls_into_scraps_is_refused_at_once(tmp_path: Path, file: str, unit: str) -> None:
    (tmp_path / file).write_text(f"The lamp was lit.\n\n{unit * 30_000}")
    began = time.process_time()
    with pytest.raises(StoryError, match=r"30,00\d lines or paragraphs of about \d characters each are no story"):
        readers.read(tmp_path / file)
    assert time.process_time() - began < 10


@pytest.mark.parametrize("unit", ["[a](b) ", "*a **b ", "_a_ ", "![a](b)"])
def test_a_markdown_text_of_nothing_but_marks_is_refused_at_once(tmp_path: Path, unit: str) -> None:
    (tmp_path / "s.md").write_text(f"The lamp was lit.\n\n{unit * 30_000}")
    began = time.process_time()
    with pytest.raises(StoryError, match=r"\d\d,\d{3} links and emphasised words in \d{3},\d{3} characters are no story"):
        readers.read(tmp_path / "s.md")
    assert time.process_time() - began < 3


def test_a_markdown_text_of_many_marks_among_words_is_a_story(tmp_path: Path) -> None:
    (tmp_path / "s.md").write_text("* * *\n\nThe *lamp* was lit, [and](b) nobody came, and nobody spoke of it again.\n\n" * 500)
    assert len(readers.read(tmp_path / "s.md").text) > 30_000


def test_short_lines_in_ordinary_numbers_are_a_story(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("“No.”\n\n“Yes.”\n\n" * 3_000, encoding="utf-8")
    assert len(list(readers.read(tmp_path / "s.txt").bodies())) == 6_000


def test_rules_in_a_row_are_one_scene_break(tmp_path: Path) -> None:
    (tmp_path / "s.html").write_text(f"<p>The lamp was lit.</p>{'<hr>' * 50_000}<p>Nobody came.</p>")
    assert [block.kind for block in readers.read(tmp_path / "s.html").bodies()] == ["paragraph", "scene_break", "paragraph"]


def test_a_word_document_of_very_many_paragraphs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.docx").write_bytes(books.docx("<w:p><w:r><w:t>Nobody came.</w:t></w:r></w:p>" * 100_001))
    with pytest.raises(StoryError, match="100,001 paragraphs are more than can be read"):
        readers.read(tmp_path / "s.docx")


def test_a_printed_page_that_holds_more_than_a_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s.pdf").write_bytes(books.pdf([(72, 700, "The lamp was lit.")], [(72, 650, "x " * 1_500_000)]))
    with pytest.raises(StoryError, match="page 2 holds more text than a page can"):
        readers.read(tmp_path / "s.pdf")


ENTITIES = {
    '<!ENTITY t "The lamp was lit.">': ("<p>&t;</p><p>A &amp; b &t;</p>", ["The lamp was lit.", "A & b The lamp was lit."]),
    "<!ENTITY t 'It said “yes”.'>": ("<p>&t; No&nbsp;one came.</p>", ["It said “yes”. No one came."]),
    '<!ENTITY t SYSTEM "file:///etc/hostname">': ("<p>Nobody came.&t;</p>", ["Nobody came."]),
    '<!ENTITY t "<p>Nobody came.</p>">': ("&t;", "in the entity “t”, which holds others"),
    '<!ENTITY a "ten letter"><!ENTITY b "&a;&a;">': ("<p>&b;</p>", "in the entity “b”, which holds others"),
    f'<!ENTITY t "{"x" * 10_000}">': (f"<p>{'&t;' * 1_000}</p>", "more text than a story has"),
    '<!ELEMENT p ANY><!ENTITY nbsp "&#160;"><!ENTITY amp "&#38;#38;">': ("<p>A&nbsp;&amp;&nbsp;b.</p>", ["A & b."]),
}


@pytest.mark.parametrize("declared", ENTITIES, ids=range(len(ENTITIES)))
def test_text_in_a_documents_own_entities_is_read_or_told(tmp_path: Path, declared: str) -> None:
    body, expected = ENTITIES[declared]
    raw = books.fb2(f"<section>{body}</section>").decode()
    begins = raw.index("<FictionBook")
    (tmp_path / "s.fb2").write_text(f"{raw[:begins]}<!DOCTYPE FictionBook [{declared}]>{raw[begins:]}", encoding="utf-8")
    if isinstance(expected, str):
        with pytest.raises(StoryError, match=expected):
            readers.read(tmp_path / "s.fb2")
    else:
        assert [" ".join(block.text.split()) for block in readers.read(tmp_path / "s.fb2").bodies()] == expected


@pytest.mark.parametrize("declared", ENTITIES, ids=range(len(ENTITIES)))
@pytest.mark.parametrize("name", ["s.epub", "s.xhtml"])
def test_pages_may_declare_entities_as_well(tmp_path: Path, declared: str, name: str) -> None:
    body, expected = ENTITIES[declared]
    page = f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{body}</body></html>"
    page = f"<?xml version='1.0'?>\n<!-- as of old -->\n<!DOCTYPE html PUBLIC 'x' 'y' [\n{declared}\n]>\n{page}"
    raw = (
        books.epub({"one": ""}, more={"OPS/one.xhtml": page}, meta="<dc:title>x</dc:title>")
        if name == "s.epub"
        else page.encode()
    )
    (tmp_path / name).write_bytes(raw)
    if isinstance(expected, str):
        with pytest.raises(StoryError, match=expected):
            readers.read(tmp_path / name)
    else:
        assert [" ".join(block.text.split()) for block in readers.read(tmp_path / name).bodies()] == expected


@pytest.mark.parametrize("mark", ["1. ", "- ", "> ", ">", "  - a\n"])
@pytest.mark.parametrize("depth", [12, 59, 400, 20_000])
def test_deep_markdown_loses_no_words(tmp_path: Path, mark: str, depth: int) -> None:
    (tmp_path / "s.md").write_text(f"{FIRST}\n\n{mark * depth}in it\n\n{LAST}\n", encoding="utf-8")
    texts = (
        told(tmp_path, "s.md", (tmp_path / "s.md").read_bytes()) if mark[-1] != "\n" or depth < 1_000 else [FIRST, "in it", LAST]
    )
    assert texts[0] == FIRST and texts[-1].endswith(LAST) and any("in it" in text for text in texts)
