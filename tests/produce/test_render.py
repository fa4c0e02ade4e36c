"""A whole render, from the command line to the files."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from narrate import deliveries
from narrate.cli.common import settings
from narrate.cli.progress import Quiet
from narrate.produce.plan import Options
from narrate.produce.render import Render, plan

STORY = """CHAPTER I

Maria opened the door.

CHAPTER II

Nobody came in. {} Then it was still.

CHAPTER III

She closed the door.
"""


def rendered(folder: Path, line: str, engine: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the book's report."""
    story = folder / "door.txt"
    story.write_text(STORY.format(line), encoding="utf-8")
    voices = folder / "voices.yaml"
    voices.write_text(f"narrator: {engine}:own\ncast:\n  Maria: {engine}:own\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "narrate",
        "render",
        str(story),
        "--out",
        str(folder / "out"),
        "--voices",
        str(voices),
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout)["books"][0]


def test_a_line_that_cannot_be_spoken_costs_its_chapter_and_is_told(bad_engine: str, tmp_path: Path) -> None:
    for line, reason in (
        ("It will crash.", "ended in the middle"),
        ("It is all hush.", "silence"),
        ("They raise it.", "odd text"),
    ):
        code, book = rendered(tmp_path, line, bad_engine)
        assert code == 1 and not book["complete"] and book["takes"]["failed"] == 1
        assert [Path(entry["file"]).name for entry in book["sound"]] == ["01 - CHAPTER I.mp3", "03 - CHAPTER III.mp3"]
        assert all(entry["duration_s"] > 3 for entry in book["sound"])
        [told] = [warning for warning in book["warnings"] if "was not recorded" in warning]
        assert told.startswith("door.txt, chapter 2. CHAPTER II: “") and line in told and reason in told
    code, book = rendered(tmp_path, "It will not.", bad_engine)
    assert code == 0 and book["complete"] and len(book["sound"]) == 3


class Told(Quiet):
    """A bar that adds up."""

    def begin(self, work: float) -> None:
        self.expected, self.done = work, 0.0

    def did(self, work: float) -> None:
        self.done += work


@pytest.mark.parametrize("formats", [("mp3",), ("m4b",), ("mp3", "m4b")])
def test_the_bar_is_full_at_the_end(formats: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "door.txt").write_text(STORY.format("“Hello?” said Maria."), encoding="utf-8")
    options = Options(tmp_path / "out", formats, "scratch", takes=tmp_path / "takes")
    bar = Told()
    Render(options, bar).books(plan([tmp_path / "door.txt"], settings(None), options))
    assert bar.done == pytest.approx(bar.expected)


ACTED = "“Come in,” whispered Maria, “and shut the door.”\n\n“Never!” shouted Thomas. “I thought that you…”\n"


def test_acted_lines_and_shared_sentences_are_the_same_bytes_with_one_job_and_two(tmp_path: Path) -> None:
    pytest.importorskip("hibari", exc_type=ImportError)
    story = tmp_path / "door.txt"
    story.write_text(ACTED, encoding="utf-8")
    voices = tmp_path / "voices.yaml"
    voices.write_text("narrator: man-1\ncast: {Maria: narrator, Thomas: man-1}\n", encoding="utf-8")
    made = []
    for jobs in (1, 2):
        options = Options(tmp_path / f"out{jobs}", engine="hibari", takes=tmp_path / f"takes{jobs}", jobs=jobs)
        planned = plan([story], settings(voices), options)
        cues = list(planned[0].cues())
        assert {cue.spoken_with.manner for cue in cues} >= {"whisper", "shout"} and any(cue.spoken_with.before for cue in cues)
        (report,) = Render(options, Quiet()).books(planned)
        assert report["complete"] and report["takes"]["recorded"]
        (file,) = (tmp_path / f"out{jobs}").rglob("*.mp3")
        made.append(file.read_bytes())
    assert made[0] == made[1]


def test_a_book_with_a_chapter_that_is_not_as_it_should_be_is_told_again_by_the_next_render(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "door.txt").write_text(STORY.format("“Hello?” said Maria."), encoding="utf-8")
    options = Options(tmp_path / "out", ("epub",), "scratch", takes=tmp_path / "takes")
    usual = deliveries.delivery("listening")
    monkeypatch.setitem(deliveries._DELIVERIES, "listening", replace(usual, limits=replace(usual.limits, true_peak=-60.0)))
    monkeypatch.setattr(deliveries.Delivery, "again", lambda *_: None)

    def told() -> list[str]:
        (book,) = Render(options, Quiet()).books(plan([tmp_path / "door.txt"], settings(None), options))
        return [warning for warning in book["warnings"] if "in it has true peaks" in warning]

    assert len(told()) == 3
    assert len(told()) == 3
