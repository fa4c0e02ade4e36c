"""Plays, screenplays and transcripts: who is named by the layout says the lines; prose stays prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate import readers
from narrate.errors import StoryError
from narrate.script import read_through
from tests import prose


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
