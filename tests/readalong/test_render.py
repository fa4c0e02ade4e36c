"""From a story to its EPUB, by the command."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from narrate.cli.common import settings
from narrate.cli.progress import Quiet
from narrate.produce.plan import Options
from narrate.produce.render import Render, plan
from tests.readalong.books import page

STORY = """CHAPTER I

Greta opened the gate. “Who left it?” she asked.

* * *

Nobody answered.

CHAPTER II

The dog came home. It was late.
"""


def render(story: Path, folder: Path, *formats: str) -> dict[str, Any]:
    options = Options(folder / "out", formats, engine="scratch", takes=folder / "takes", jobs=1)
    (book,) = Render(options, Quiet()).books(plan([story], settings(None), options, to_render=True))
    return book


def test_a_story_becomes_a_book_to_read_and_hear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    story = tmp_path / "gate.txt"
    story.write_text(STORY, encoding="utf-8")
    report = render(story, tmp_path, "mp3", "epub")
    assert report["read_along"] == ["epub/Unknown Author/gate/gate.epub"] and report["complete"]
    assert all(entry["file"].startswith("mp3/") for entry in report["sound"])
    made = tmp_path / "out/epub/Unknown Author/gate/gate.epub"
    body = page(made, "EPUB/text/c0001.xhtml").find(".//{*}section")
    spans = [span.text for span in body.iter("{*}span")]
    assert spans == ["CHAPTER I", "Greta opened the gate.", "“Who left it?”", "she asked.", "Nobody answered."]
    assert [e.tag.partition("}")[2] for e in body] == ["h1", "p", "hr", "p"]
    before = made.stat().st_mtime_ns
    render(story, tmp_path, "mp3", "epub")
    assert made.stat().st_mtime_ns == before, "what is there as it should be is left alone"
    again = tmp_path / "again"
    again.mkdir()
    render(story, again, "epub")
    assert (again / "out/epub/Unknown Author/gate/gate.epub").read_bytes() == made.read_bytes()
    with zipfile.ZipFile(made) as archive:
        assert archive.testzip() is None
    assert json.loads((tmp_path / "out/text/Unknown Author/gate/report.json").read_text())["read_along"] == report["read_along"]
