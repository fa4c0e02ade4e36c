"""Documents of very many elements within lines: these lose their tags and keep their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate import readers
from narrate.readers.shallow import shallow
from tests import books

FIRST, LAST = "The lamp was lit.", "Nobody came."


def test_beyond_very_many_bare_elements_lose_their_tags_and_none_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    markup = "<p><b>i</b><a id='x'>a </a><span><span hidden>b</span>c</span><a name='y'/>d<a href='#x'>e</a><a id=z>f</a></p>"
    assert shallow(markup) is markup
    monkeypatch.setattr("narrate.readers.shallow.MAX_INLINE", 1)
    assert shallow(markup, {"z"}) == "<p><b>i</b>a <span hidden>b</span>cd<a href='#x'>e</a><a id=z>f</a></p>"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("odd.odt", books.odt(f"<text:p>{FIRST}</text:p><text:p>{'<text:a>b</text:a><text:bookmark/>' * 40}{LAST}</text:p>")),
        ("odd.fb2", books.fb2(f"<section><p>{FIRST}</p><p>{'<a>b</a>' * 40}<a type='note'>1</a>{LAST}</p></section>")),
        ("odd.docx", books.docx(books.word(FIRST) + f"<w:p>{'<w:bookmarkStart/>' * 40}</w:p>" + books.word("b" * 40 + LAST))),
    ],
)
def test_xml_beyond_very_many_inline_elements_keeps_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, made: bytes
) -> None:
    for module in ("archive", "unwrapping"):
        monkeypatch.setattr(f"narrate.readers.{module}.MAX_INLINE", 10)
    (tmp_path / name).write_bytes(made)
    assert [block.text for block in readers.read(tmp_path / name).bodies() if not block.skipped] == [FIRST, "b" * 40 + LAST]


def test_brackets_of_markdown_in_many_others_stay(tmp_path: Path) -> None:
    path, deep = tmp_path / "odd.md", f"{'[' * 5000}c{']' * 5000} [[d]]"
    path.write_text(f"[a](b) {deep}\n\n{LAST}")
    assert [block.text for block in readers.read(path).bodies()] == [f"a {deep}", LAST]


def test_a_chapter_may_begin_at_the_last_of_very_many_anchors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narrate.readers.shallow.MAX_INLINE", 20)
    anchors = "".join(f"<a id='x{n}'/>" for n in range(50))
    page = f"<h2 id='one'>One</h2><p>{FIRST}</p>{anchors}<p>{LAST}</p>"
    toc = "<ol><li><a href='a.xhtml#one'>One</a></li><li><a href='a.xhtml#x49'>Two</a></li></ol>"
    (tmp_path / "many.epub").write_bytes(books.epub({"a": page}, toc=toc))
    assert [chapter.title for chapter in readers.read(tmp_path / "many.epub").chapters] == ["One", "Two"]
