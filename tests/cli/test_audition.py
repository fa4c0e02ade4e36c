"""Whom `narrate audition` finds, and what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from narrate.cli.audition import _own_lines
from narrate.model import Book, Chapter, Line, Span
from tests.cli.runs import narrate

TALE = "“Come in,” said Ann. “It is warm.”\n\n“Thank you,” said Tom. “I have walked all the way from the harbour, and my boots are full of rain.”\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NARRATE_TAKES", str(tmp_path / "takes"))
    (tmp_path / "tale.txt").write_text(TALE, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text("engine: scratch\n", encoding="utf-8")
    return tmp_path


def heard(folder: Path, *words: str) -> str:
    return json.loads(narrate(folder, "audition", *words, "--json").stdout)["text"]


def test_a_character_who_stands_nowhere_in_voices_yaml_says_a_line_of_their_own(folder: Path) -> None:
    assert heard(folder, "Tom", "--story", "tale.txt").startswith("“I have walked all the way")
    assert heard(folder, "Ann", "--story", "tale.txt") == "“Come in,” “It is warm.”"
    narrate(folder, "audition", "Tom", code=2)


def test_stories_that_voices_yaml_has_a_part_for_need_no_naming(folder: Path) -> None:
    (folder / "voices.yaml").write_text("engine: scratch\nstories: {tale: {cast: {Ann: girl}}}\n", encoding="utf-8")
    assert heard(folder, "Tom").startswith("“I have walked all the way")
    assert json.loads(narrate(folder, "audition", "Ann", "--json").stdout)["voice"] == "scratch:girl"


def test_guessed_lines_thoughts_and_speeches_without_end_are_no_samples() -> None:
    def line(text: str, confidence: float = 0.9, mode: str = "speech") -> Line:
        return Line(speaker="Ann", text=text, kind="dialogue", at=Span(0, 0), rule="said", confidence=confidence, mode=mode)

    said = [line("g" * 80, 0.2), line("t" * 80, mode="thought"), line("Yes."), line("s" * 900), line("l" * 80), line("m" * 80)]
    book = Book("", "", "en", (Chapter(1, "", tuple(said)),))
    assert _own_lines(book, "Ann") == "l" * 80
    guessed = Book("", "", "en", (Chapter(1, "", (said[0],)),))
    assert _own_lines(guessed, "Ann") == "g" * 80 and _own_lines(guessed, "Tom") == ""
