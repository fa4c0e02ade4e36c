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


def test_no_caption_and_no_lit_line_begins_with_the_mark_behind_a_quotation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = "Es war still, und niemand war mehr wach als die Kinder. „Komm her!“, rief Anna. „Wo bist du?“ – fragte sie und stand auf."
    story = tmp_path / "ruf.txt"
    story.write_text(f"Der Ruf\n\n{told}\n", encoding="utf-8")
    render(story, tmp_path, "mp3", "epub")
    lines = ["„Komm her!“,", "rief Anna.", "„Wo bist du?“ –", "fragte sie und stand auf."]
    captions = next((tmp_path / "out/mp3").rglob("*.vtt")).read_text(encoding="utf-8")
    assert [line.partition(">")[2] for line in captions.splitlines() if line.startswith("<v")][-4:] == lines
    body = page(next((tmp_path / "out/epub").rglob("*.epub")), "EPUB/text/c0001.xhtml").find(".//{*}section")
    assert [span.text for span in body.iter("{*}span")][-4:] == lines
    assert "".join(body.findall("{*}p")[-1].itertext()) == told
