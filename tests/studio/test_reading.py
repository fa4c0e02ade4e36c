"""What the page is told of a planned story."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from narrate import script
from narrate.config import load
from narrate.engines import PALETTE, engine_names
from narrate.produce.plan import Options
from narrate.produce.render import plan
from narrate.studio import workspace as workspaces
from narrate.studio.reading import Reading
from narrate.studio.requests import edit_of
from narrate.studio.verbs import Target, changes_of
from narrate.studio.workspace import Workspace

WRAPPED = (
    "Odile carried the lamp up the stairs of the old house, and nobody who saw the\n"
    "light from the street would have guessed how heavy it had become to her in all\n"
    "these years; for she went as lightly as when she had been a girl of twelve or so.\n"
)
VERSE = "The lamp is out,\nthe stairs are long,\nand nobody about\nto sing my song.\n"


def test_wrapped_prose_is_shown_in_one_and_verse_keeps_its_rows(tmp_path: Path) -> None:
    story = tmp_path / "lamp.txt"
    story.write_text(f"The Lamp\n\n{WRAPPED}\n{VERSE}\n{WRAPPED}", encoding="utf-8")
    settings = load(None, list(PALETTE), engine_names())
    options = Options(out=tmp_path / "out", takes=tmp_path / "takes", engine="scratch")
    (planned,) = plan([story], settings, options)
    shown = Reading(planned, settings.story("lamp", "scratch"), 1).shown
    assert " ".join(WRAPPED.split()) in shown and VERSE.strip() in shown


LAMP = "The Lamp\n\n“Come in,” said Odile.\n\n“It is late,” said Bram. “Where is the lamp?”\n\n“Here.”\n\n“And the oil?”\n"


@pytest.mark.parametrize("early", [False, True])
def test_what_corrected_lines_are_decided_by_is_worked_out_once_ahead(
    early: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, survey = threading.Semaphore(0), threading.Event(), script.survey

    def surveyed(*given: Any) -> object:
        begun.release()
        assert go_on.wait(20)
        return survey(*given)

    (tmp_path / "lamp.txt").write_text(LAMP, encoding="utf-8")
    options = Options(out=tmp_path / "out", takes=tmp_path / "takes", engine="scratch")
    plan([tmp_path / "lamp.txt"], load(None, list(PALETTE), engine_names()), options)  # its script is remembered
    monkeypatch.setattr(script, "survey", surveyed)
    monkeypatch.setattr(workspaces, "_QUIET", 0.01)
    space = Workspace([tmp_path / "lamp.txt"], tmp_path / "voices.yaml", options)
    space.open(0)
    assert begun.acquire(timeout=20)
    if not early:
        go_on.set()
    reading = space.story(0).reading
    assert reading is not None  # it was not waited for
    said = edit_of({"do": "say", "line": 6, "name": "Odile"})
    space.change(changes_of(Target(reading, {}), said), space.revision)
    time.sleep(0.2)
    assert space.story(0).deciding or not early
    go_on.set()
    until = time.monotonic() + 20
    while space.story(0).deciding and time.monotonic() < until:
        time.sleep(0.01)
    later = space.story(0).reading
    assert later is not None and later.lines[6].rule == "corrected" and later.lines[6].speaker == "Odile"
    assert not begun.acquire(blocking=False)
    space.close()


@pytest.mark.parametrize("stories", [1, 2])
def test_one_story_alone_is_read_before_it_is_opened_however_long(
    stories: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspaces, "_SHORT", 10)
    files = [tmp_path / f"lamp{n}.txt" for n in range(stories)]
    for file in files:
        file.write_text(LAMP, encoding="utf-8")
    space = Workspace(files, tmp_path / "voices.yaml", Options(tmp_path / "out", takes=tmp_path / "takes", engine="scratch"))
    until = time.monotonic() + (20 if stories == 1 else 0.3)
    while space.story(0).reading is None and time.monotonic() < until:
        time.sleep(0.01)
    assert (space.story(0).reading is not None) == (stories == 1)
    space.close()
