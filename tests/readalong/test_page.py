"""The page that plays a book and lights it, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.readalong.browsers import chromium
from tests.readalong.test_render import STORY, render


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("page #1")
    story = where / "gate.txt"
    story.write_text(STORY, encoding="utf-8")
    render(story, where, "mp3")
    return where / "out"


@pytest.fixture(scope="module")
def shown(folder: Path) -> Iterator[tuple[Any, list[str]]]:
    with chromium() as browser:
        tab = browser.new_page()
        said: list[str] = []
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.goto((folder / "mp3/Unknown Author/gate/gate.html").as_uri())
        yield tab, said


def test_transcripts_are_podcastings_own_and_know_their_paragraphs_and_places(folder: Path) -> None:
    (first, _) = sorted((folder / "text/Unknown Author/gate").glob("0*.json"))
    told = json.loads(first.read_text(encoding="utf-8"))
    assert told["version"] == "1.0.0"
    segments = told["segments"]
    assert [s["body"] for s in segments][:3] == ["CHAPTER I", "Greta opened the gate.", "“Who left it?”"]
    assert [s["paragraph"] for s in segments] == [1, 2, 2, 2, 3] and segments[0]["heading"]
    script = json.loads((folder / "text/Unknown Author/gate/script.json").read_text(encoding="utf-8"))
    start = script["chapters"][0]["lines"][1]["start"]
    assert segments[1]["source"]["start"] == start
    assert all(a["endTime"] <= b["startTime"] for a, b in pairwise(segments))


def test_a_click_plays_from_there_and_lights_the_line(shown: tuple[Any, list[str]]) -> None:
    tab, said = shown
    tab.get_by_text("Nobody answered.").click()
    tab.wait_for_function("document.querySelector('audio').currentTime > 1")
    assert tab.locator(".lit").text_content() == "Nobody answered."
    tab.keyboard.press("ArrowLeft")
    assert tab.locator(".lit").text_content() == "she asked."
    tab.keyboard.press("n")
    assert "CHAPTER II" in tab.locator(".lit").text_content()
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_no_complaint(shown: tuple[Any, list[str]], scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab, _ = shown
    tab.emulate_media(color_scheme=scheme)
    found = axe.Axe().run(tab).response["violations"]
    assert [one["id"] for one in found] == []
