"""Plays, screenplays and transcripts: who is named by the layout says the lines; prose stays prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate import readers
from narrate.errors import StoryError
from narrate.script import read_through
from tests import books, prose


def heard(path: Path) -> list[str]:
    script = read_through(readers.read(path))
    return [f"{line.speaker}: {' '.join(line.text.split())}" for line in script.bodies()]


@pytest.mark.parametrize(("title", "text", "expected"), prose.load("plays.txt"), ids=lambda v: v if isinstance(v, str) else "")
def test_cases(title: str, text: str, expected: list[str], tmp_path: Path) -> None:
    path = tmp_path / f"story.{title.split(':')[0]}"
    path.write_text(text + "\n", encoding="utf-8")
    assert heard(path) == expected, title


def test_a_name_in_a_paragraph_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "story.html"
    rows = ["ACT I", "WREN", "The tide is out.", "OSCAR", "(coldly)", "It always is.", "WREN", "Not yet.", "OSCAR", "Soon."]
    path.write_text("<html><body>" + "".join(f"<p>{row}</p>" for row in rows) + "</body></html>", encoding="utf-8")
    told = [line for line in heard(path) if not line.startswith("Narrator: ACT")]
    assert told == ["Wren: The tide is out.", "Narrator: (coldly)", "Oscar: It always is.", "Wren: Not yet.", "Oscar: Soon."]


SPEECHES = [("Wren", "The tide is out."), ("Oscar", "It is."), ("Wren", "Come, then."), ("Oscar", "No."), ("Judd", "I will.")]
HTML = {
    "bold": "<p><b>{upper}.</b> {said}</p>",
    "italic": "<p><i>{name}.</i> {said}</p>",
    "a table": "<table><tr><td>{name}</td><td><p>{said}</p></td></tr></table>",
    "a list": "<dl><dt>{name}</dt><dd>{said}</dd></dl>",
    "paragraphs": "<p class='speaker'>{name}</p><p>{said}</p>",
    "a broken line": "<p>{name}<br/>{said}</p>",
    "a span": "<p><span class='speaker'>{name}</span> {said}</p>",
    "a colon": "<p>{name} <i>(softly)</i>: {said}</p>",
    "brackets": "<p>[{name}] {said}</p>",
    "bold capitals": "<p><b>{upper}</b> {said}</p>",
    "a stop alone": "<p>{upper}.</p><p>{said}</p>",
}
WORD = {
    "one paragraph": lambda name, said: books.word(f"{name.upper()}. {said}"),
    "a colon": lambda name, said: books.word(f"{name}: {said}"),
    "two paragraphs": lambda name, said: books.word(name.upper()) + books.word(said),
    "brackets": lambda name, said: books.word(f"[{name}] {said}"),
    "a tab": lambda name, said: books.word(f"{name.upper()}</w:t><w:tab/><w:t>{said}"),
    "a stop alone": lambda name, said: books.word(f"{name.upper()}.") + books.word(said),
}
TEXT = {
    "brackets": "<p>[{name}] {said}</p>",
    "a tab": "<p>{upper}\t{said}</p>",
    "a dash": "<p>{upper} — {said}</p>",
    "a stop alone": "<p>{upper}.</p><p>{said}</p>",
}


def cast_of(path: Path) -> list[str]:
    return [line for line in heard(path) if not line.startswith("Narrator")]


@pytest.mark.parametrize("layout", HTML)
def test_a_play_in_an_epub_is_cast(layout: str, tmp_path: Path) -> None:
    play = "".join(HTML[layout].format(name=name, upper=name.upper(), said=said) for name, said in SPEECHES)
    (tmp_path / "play.epub").write_bytes(books.epub({"act": f"<h2>Act I</h2>{play}"}))
    assert cast_of(tmp_path / "play.epub") == [f"{name}: {said}" for name, said in SPEECHES]


@pytest.mark.parametrize("layout", WORD)
def test_a_play_in_a_docx_is_cast(layout: str, tmp_path: Path) -> None:
    play = "".join(WORD[layout](*speech) for speech in SPEECHES)
    (tmp_path / "play.docx").write_bytes(books.docx(books.word("Act I", "Heading1") + play))
    assert cast_of(tmp_path / "play.docx") == [f"{name}: {said}" for name, said in SPEECHES]


@pytest.mark.parametrize("layout", TEXT)
def test_a_play_in_an_odt_and_an_fb2_is_cast(layout: str, tmp_path: Path) -> None:
    play = "".join(TEXT[layout].format(name=name, upper=name.upper(), said=said) for name, said in SPEECHES)
    office = play.replace("<p>", "<text:p>").replace("</p>", "</text:p>").replace("\t", "<text:tab/>")
    (tmp_path / "play.odt").write_bytes(books.odt(office))
    (tmp_path / "play.fb2").write_bytes(books.fb2(f"<section><title><p>Act I</p></title>{play}</section>"))
    for name in ("play.odt", "play.fb2"):
        assert cast_of(tmp_path / name) == [f"{name}: {said}" for name, said in SPEECHES], name


def test_a_list_of_characters_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(
        "THE TIDE\n\nDramatis Personae\n\nWREN, a fisher\nOSCAR, her brother\n\nACT I\n\nWREN. The tide is out.\n\n"
        "OSCAR. It is.\n\nWREN. Come.\n\nOSCAR. No.\n",
        encoding="utf-8",
    )
    aside = {skip.text.split("\n")[0]: skip.reason for skip in read_through(readers.read(path)).skipped}
    assert aside["WREN, a fisher"] == "list of characters"


@pytest.mark.parametrize("text", ["\n\n. . .\n\n* * *\n", "CHAPTER I\n\nCHAPTER II\n"])
def test_a_text_without_a_paragraph_is_no_play_and_a_clear_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd.txt").write_text(text, encoding="utf-8")
    with pytest.raises(StoryError, match="nothing to read aloud"):
        readers.read(tmp_path / "odd.txt")
