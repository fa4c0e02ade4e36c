"""What learning and the benches read of annotated novels, on a novel of our own: they are no part of the package, so nothing
else would notice when the package changes under them."""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

SCENE = """Anna looked out.

"Sit down, Ralph," said Anna.

"Thank you," I said. I sat down.

"Well, Ralph?" said Anna.

"I am well," I said.

"""
NOVEL = "I came in late. I had lost my way, and I was cold.\n\n" + 4 * SCENE
SPEAKERS = 4 * ["Anna", "Ralph", "Anna", "Ralph"]


@pytest.fixture
def novel(tmp_path: Path) -> Path:
    folder = tmp_path / "TheGambler"
    folder.mkdir()
    (folder / "novel_text.txt").write_text(NOVEL, encoding="utf-8")
    with (folder / "character_info.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Main Name", "Aliases"])
        rows.writerows((name, {name}) for name in ("Anna", "Ralph"))
    with (folder / "quotation_info.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["speaker", "quoteByteSpans"])
        said = re.finditer(r'(?<=")[A-Z][^"]+', NOVEL)
        rows.writerows((who, [match.span()]) for match, who in zip(said, SPEAKERS, strict=True))
    return folder


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(PROJECT / "tools"), *sys.path])


@pytest.mark.usefixtures("tools")
def test_an_annotated_novel_has_its_speakers_beside_its_turns(novel: Path) -> None:
    import pdnc

    found = pdnc.load(novel)
    assert found.labels == SPEAKERS
    people = found.analysis.context.roster.people
    assert {people[number].name: gold for number, gold in found.gold_of.items()} == {"Anna": "Anna", "Ralph": "Ralph"}


@pytest.mark.usefixtures("tools")
def test_a_book_without_annotations_is_labelled_by_its_tags(novel: Path) -> None:
    import masked

    found = masked.load(novel / "novel_text.txt")
    people = found.analysis.context.roster.people
    told = [people[int(label)].name for label in found.labels if label is not None]
    assert told == SPEAKERS
    hidden = masked.hide(found)
    assert hidden
    assert all(found.analysis.context.spoken_tag(number) is None for number in hidden)


@pytest.mark.usefixtures("tools")
def test_a_scene_has_its_speakers_in_double_square_brackets(tmp_path: Path) -> None:
    import stories

    scene = tmp_path / "late.txt"
    scene.write_text(
        "# Late\n\n[[Anna]]‘Sit down, Ralph,’ said Anna. [[Anna]]‘You’re late.\n\n[[Anna]]‘Very late.’\n\n[[narrator]]‘I know,’ I said. I was cold, and I sat down by my bed.\n",
        encoding="utf-8",
    )
    text, speakers = stories.labelled(scene)
    assert [(text[start:end], who) for start, end, who in speakers] == [
        ("‘Sit down, Ralph,’", "Anna"),
        ("‘You’re late.", "Anna"),
        ("‘Very late.’", "Anna"),
        ("‘I know,’", "narrator"),
    ]
    lesson = stories.scene(scene)
    assert lesson.weight == stories.SCENE_WEIGHT
    assert set(lesson.novel.gold_of.values()) == {"Anna", "narrator"}


@pytest.mark.usefixtures("tools")
def test_a_novel_is_cut_to_stories(novel: Path) -> None:
    import stories

    (novel / "novel_text.txt").write_text(6 * NOVEL, encoding="utf-8")
    pieces = stories.pieces(novel)
    assert len(pieces) == 1 and pieces[0].novel.author == "Dostoyevsky"
