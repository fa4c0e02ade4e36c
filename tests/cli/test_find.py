"""narrate find and what voices.yaml says of lines and names, as a person meets them on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.runs import narrate

TALE = (
    "CHAPTER I\n\nAnn and Tom sat in the hall with Maria.\n\nTom looked at those who sat there. “Yes.”\n\n“No,” said Maria.\n\n"
    "CHAPTER II\n\nAnn coughed. “Yes.”\n\n“I see,” said Tom. “Come in.”\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NARRATE_TAKES", str(tmp_path / "takes"))
    (tmp_path / "tale.txt").write_text(TALE, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text("engine: scratch\n", encoding="utf-8")
    return tmp_path


def say(folder: Path, text: str) -> None:
    (folder / "voices.yaml").write_text(f"engine: scratch\nstories:\n  {text}\n", encoding="utf-8")


def test_lines_are_found_by_their_words_by_time_and_by_speaker(folder: Path) -> None:
    told = narrate(folder, "find", "tale.txt", "yes").stdout
    assert "chapter 1, about 0:0" in told and '\n    "there. | Yes.": Tom\n' in told
    assert '\n    "coughed. | Yes.": Ann\n' in told and told.endswith("2 lines found.\n")
    assert "“Come in.”" in narrate(folder, "find", "tale.txt", "--speaker", "tom").stdout
    assert "“Come in.”" in narrate(folder, "find", "tale.txt", "come", "in").stdout
    assert "did you mean “Maria”" in narrate(folder, "find", "tale.txt", "--speaker", "Mria", code=2).stderr
    assert "No line fits." in narrate(folder, "find", "tale.txt", "zebra", code=1).stdout
    assert "Say what to find" in narrate(folder, "find", "tale.txt", code=2).stderr


def test_times_are_the_finished_books_once_it_is_rendered(folder: Path) -> None:
    narrate(folder, "render", "tale.txt")
    lines = json.loads(narrate(folder, "find", "tale.txt", "yes", "--json").stdout)["lines"]
    assert [(line["chapter"], line["measured"]) for line in lines] == [(1, True), (2, True)]
    (captions,) = folder.glob("output/text/*/*/*II.vtt")
    (start,) = [block for block in captions.read_text(encoding="utf-8").split("\n\n") if "Yes" in block]
    assert f"00:00:{lines[1]['seconds']:06.3f} -->" in start
    second = int(lines[1]["seconds"]) + 1
    assert "“Yes.”" in narrate(folder, "find", "tale.txt", f"2@0:{second:02}").stdout
    assert "No line fits." in narrate(folder, "find", "tale.txt", "9@0:01", code=1).stdout
    say(folder, "tale: {cast: {Ann: woman-4}}")
    lines = json.loads(narrate(folder, "find", "tale.txt", "yes", "--json").stdout)["lines"]
    assert not lines[1]["measured"]


def test_a_key_that_fits_several_is_told_with_the_key_and_place_of_each(folder: Path) -> None:
    say(folder, 'tale: {lines: {"Yes.": Maria}}')
    told = narrate(folder, "render", "tale.txt", "--plan", code=2).stderr
    assert "voices.yaml: lines: “Yes.” fits 2 quotations of the story. Name the one that is meant:\n" in told
    assert (
        '    "there. | Yes.": Maria   # chapter 1, about 0:0' in told
        and '    "coughed. | Yes.": Maria   # chapter 2, about 0:0' in told
    )
    say(folder, 'tale: {lines: {"coughed. | Yes.": Maria}}')
    assert "chapter 2, about 0:03: Maria: “Yes.”" in narrate(folder, "find", "tale.txt", "yes").stdout


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('tale: {lines: {"Come on": Tom}}', "“Come on” fits no quotation of the story, and was left aside — did you mean:"),
        ('tale: {lines: {"Come in": Mria}}', "lines: “Mria” is nobody in this story — did you mean “Maria”?"),
        ("tale: {gender: {Mria: female}}", "gender: “Mria” is nobody in this story — did you mean “Maria”?"),
        ("tale: {ignore: [Rome]}", "ignore: “Rome” is nobody in this story."),
        ("tale: {aliases: {Tomas: Tom}}", "aliases: “Tomas” is nobody in this story — did you mean “Tom”?"),
        ("tale: {cast: {Mria: woman-1}}", "cast: “Mria” is nobody in this story — did you mean “Maria”?"),
        ("tale: {cast: {Mari: woman-1}}", "cast: “Mari” says nothing in this story — did you mean “Maria”?"),
        ("tael: {cast: {Maria: woman-1}}", "voices.yaml:3:3: stories: “tael” is no story here — did you mean “tale”?"),
    ],
)
def test_what_fits_nothing_is_told_and_strict_stops_there(folder: Path, said: str, told: str) -> None:
    say(folder, said)
    shown = " ".join(narrate(folder, "render", "tale.txt", "--plan").stdout.split())
    assert f"note: {'' if told.startswith('voices') else 'voices.yaml: '}" in shown and told in shown
    assert told in narrate(folder, "render", "tale.txt", "--plan", "--strict", code=2).stderr


def test_a_part_for_another_story_beside_this_one_is_no_mistake(folder: Path) -> None:
    (folder / "tale2.txt").write_text(TALE, encoding="utf-8")
    say(folder, "tale2: {title: Else}\n  tale3: {title: Elsewhere}")
    assert not narrate(folder, "render", "tale.txt", "--plan", "--strict").stderr
