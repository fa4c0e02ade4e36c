"""``x'', <<x>> and their kin are quotation marks in every format; what is none of them stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate import readers
from narrate.readers import typed_marks
from narrate.readers.markup import parts_of, tree_of
from narrate.script.quotations.split import split
from tests import books
from tests.readers.reading import read

TYPED = {
    "``Who is it?'' asked Wren.": "“Who is it?” asked Wren.",
    "``He called me a `gull','' said Wren, 5'10'' tall.": "“He called me a ‘gull',” said Wren, 5'10'' tall.",
    "`Who is it?' asked Wren. `Who?'": "‘Who is it?' asked Wren. ‘Who?'",
    "''Who is it?'' asked Wren. ''Who?''": "“Who is it?” asked Wren. “Who?”",
    "´´Who is it?´´ asked Wren. ´´Who?´´": "“Who is it?” asked Wren. “Who?”",
    ",,Wer ist da?'' fragte Wren.": "„Wer ist da?“ fragte Wren.",
    "<<Who is it?>> asked Wren. << Oui, dit-il. >>": "«Who is it?» asked Wren. «Oui, dit-il.»",
    ">>Wer ist da?<< fragte Wren.": "»Wer ist da?« fragte Wren.",
    "＂Who is it?＂ asked ❝Wren❞.": '"Who is it?" asked “Wren”.',
    "It was \\emph{hers}, not {\\em his}, \\textbf{at all}\\ldots{} 5\\% of M\\\"uller's~tea.": (
        "It was _hers_, not _his_, at all… 5% of Müller's tea."
    ),
}
KEPT = [
    "It was ten o'clock, and the boys' boat was 5'10'' long.",
    "'''Tis late,' said Wren. 'Good night.'",
    "1 << 2 and 3 >> 2, then << Previous | Next >>",
    "Rock 'n' roll, o' course, 'twas \\ all.",
    "He wrote `x` and ```y```.",
]
STORY = ["``Who is it?'' asked Wren.", "``It's me,'' said Oscar. ``Who else?''"]
SAID = ["“Who is it?”", "“It's me,”", "“Who else?”"]


@pytest.mark.parametrize("text", TYPED)
def test_marks_are_what_they_stand_for(text: str) -> None:
    assert typed_marks.plain(text) == TYPED[text]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_mark_stays(text: str) -> None:
    assert typed_marks.plain(text) == text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "\n\n".join(STORY)),
        ("a.md", "\n\n".join(STORY)),
        ("a.html", "".join(f"<p>{one}</p>" for one in STORY)),
        ("a.epub", books.epub({"a": "".join(f"<p>{one}</p>" for one in STORY)})),
        ("a.docx", books.docx("".join(map(books.word, STORY)))),
        ("a.odt", books.odt("".join(f"<text:p>{one}</text:p>" for one in STORY))),
        ("a.fb2", books.fb2("<section>" + "".join(f"<p>{one}</p>" for one in STORY) + "</section>")),
    ],
)
def test_speech_is_found_in_every_format(name: str, data: str | bytes, tmp_path: Path) -> None:
    said = [segment.text.strip() for segment in split(read(tmp_path, name, data)).bodies() if segment.kind == "dialogue"]
    assert said == SAID


def test_the_letters_keep_their_place_in_the_document() -> None:
    row = "``It's <i>me</i>,'' said Oscar."
    document = row.replace("<i>", "").replace("</i>", "").replace(" ", "")
    (part,) = parts_of(tree_of(f"<p>{row}</p>"))
    letters = part.text.replace(" ", "")
    assert part.text == "“It's me,” said Oscar."
    assert [letters[a : a + n] for a, _, n in part.source] == [document[b : b + n] for _, b, n in part.source]
    assert sum(n for _, _, n in part.source) == len(letters) - 2


def test_the_plan_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join(STORY))
    assert typed_marks.NOTE in readers.read(tmp_path / "a.txt").notes
