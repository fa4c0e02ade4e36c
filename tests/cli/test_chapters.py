"""A chapter's number is the one that `--chapters` counts by, wherever a chapter is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from narrate.units import numbered, runs
from tests.cli.runs import narrate

TALE = (
    "CHAPTER I\n\nThe Lamp\n\nAnn and Tom sat in the hall.\n\n“It is late,” said Ann.\n\n“It is,” said Tom.\n\n"
    "CHAPTER II\n\nThe Road\n\nIt rained.\n\nCHAPTER III\n\nThe Inn\n\n“Come in,” said Ann.\n\n“Who is there?”\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chapters")
    (folder / "tale.txt").write_text(TALE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARRATE_TAKES", str(folder / "takes"))
        (folder / "voices.yaml").write_text("engine: scratch\n", encoding="utf-8")
        narrate(folder, "render", "tale.txt")
    return folder


@pytest.fixture(autouse=True)
def takes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARRATE_TAKES", str(folder / "takes"))


def test_the_plan_names_the_chapters_it_would_render(folder: Path) -> None:
    title = json.loads(narrate(folder, "render", "tale.txt", "--plan", "--json").stdout)["books"][0]["contents"][1]
    assert (title["number"], title["lines"]) == (2, 3) and "Road" in title["title"]
    told = narrate(folder, "render", "tale.txt", "--plan").stdout
    assert "chapters: 1. " in told and f"; {numbered(2, title['title'])}; 3. " in told
    some = narrate(folder, "render", "tale.txt", "--plan", "--chapters", "2").stdout
    assert f"chapters: {numbered(2, title['title'])}\n" in some


def test_the_cast_tells_in_which_chapters_each_speaks(folder: Path) -> None:
    (story,) = json.loads(narrate(folder, "cast", "tale.txt", "--json").stdout)["stories"]
    speaks = {one["name"]: one["chapters"] for one in story["characters"]}
    assert speaks["Ann"] == [1, 3] and speaks["Tom"][0] == 1
    assert [chapter["number"] for chapter in story["contents"]] == [1, 2, 3]
    assert {line["chapter"] for line in story["doubtful"]} <= {1, 3}
    assert " 1, 3 " in next(row for row in narrate(folder, "cast", "tale.txt").stdout.splitlines() if row.startswith("  Ann"))


def test_the_script_its_doubts_and_the_captions_number_chapters_alike(folder: Path) -> None:
    text = narrate(folder, "script", "tale.txt").stdout
    (head,) = [line for line in text.splitlines() if line.startswith("== 3. ")]
    assert [c["number"] for c in json.loads(narrate(folder, "script", "tale.txt", "--json").stdout)["chapters"]] == [1, 2, 3]
    for line in narrate(folder, "script", "tale.txt", "--doubtful").stdout.splitlines():
        assert not line.startswith("    chapter") or line.startswith(("    chapter 1. ", "    chapter 3. "))
    (captions,) = folder.glob("output/text/*/*/03*.vtt")
    assert captions.read_text(encoding="utf-8").split("\n\n")[1] == f"NOTE Chapter {head.strip('= ')}"


def test_the_report_numbers_chapters_and_their_files(folder: Path) -> None:
    (file,) = folder.glob("output/text/*/*/report.json")
    report = json.loads(file.read_text(encoding="utf-8"))
    assert [entry["chapter"] for entry in report["sound"]] == [1, 2, 3]
    assert [chapter["number"] for chapter in report["contents"]] == [1, 2, 3]


def test_a_number_that_a_title_has_is_not_said_twice() -> None:
    assert [numbered(2, title) for title in ("The Boat", "2 The Boat", "2. The Boat", "21 The Boat", "2nd Day")] == [
        "2. The Boat", "2 The Boat", "2. The Boat", "2. 21 The Boat", "2. 2nd Day",
    ]  # fmt: skip


def test_runs_of_numbers_are_joined_and_very_many_counted() -> None:
    assert runs([2, 3, 4, 9]) == "2-4, 9" and runs([5]) == "5"
    assert runs(range(1, 200, 2)) == "100 of 1-199"
