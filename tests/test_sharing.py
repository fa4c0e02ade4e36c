"""Renders that share a take store, takes that go and stories that change while a render is at work: no wrong bytes, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli import runs

NARRATE = [sys.executable, "-m", "narrate"]
LINES = [f"“Lamp {n} is lit,” said {'Vera' if n % 2 else 'Pavel'}.\n\nThe stair had {n} steps.\n\n" for n in range(48)]
STORY = "".join(f"CHAPTER {n // 16 + 1}\n\n{line}" if n % 16 == 0 else line for n, line in enumerate(LINES))
EDITED = STORY.replace("said Vera", "said Irina").replace("steps", "stones")


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    """A render of the folder's story into its `out`, with the take store beside the folder."""
    environment = {**os.environ, "NARRATE_TAKES": str(folder.parent / "takes")}
    command = [*NARRATE, "render", "lamp.txt", "--engine", "scratch", "--formats", "mp3", "--out", "out", "--json", *words]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def ended(render: subprocess.Popen[str]) -> dict[str, object]:
    """The report of a render that ended well."""
    out, err = render.communicate(timeout=120)
    assert render.returncode == 0, err
    [book] = json.loads(out)["books"]
    assert book["complete"] and "Traceback" not in err
    return dict(book)


def narrate(folder: Path, *words: str, store: Path) -> subprocess.CompletedProcess[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARRATE_TAKES", str(store))
        return runs.narrate(folder, *words)


def book(folder: Path, story: str = STORY) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "lamp.txt").write_text(story, encoding="utf-8")
    return folder


def made(folder: Path) -> dict[str, bytes]:
    files = (p for p in sorted((folder / "out").rglob("*")) if p.suffix in (".mp3", ".vtt"))
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, bytes]]:
    """The files of a story that is rendered with nobody about."""
    known: dict[str, dict[str, bytes]] = {}

    def files(story: str) -> dict[str, bytes]:
        if story not in known:
            folder = book(tmp_path_factory.mktemp("quiet") / "book", story)
            ended(start(folder))
            known[story] = made(folder)
        return known[story]

    return files


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.01)


def until_recording(store: Path) -> None:
    wait_for(lambda: any(store.glob("*/*.take")))


def test_two_renders_at_once_share_a_store(tmp_path: Path, quiet: Callable[[str], dict[str, bytes]]) -> None:
    folders = [book(tmp_path / "one"), book(tmp_path / "two"), book(tmp_path / "three", EDITED)]
    for render in [start(folder) for folder in folders]:
        ended(render)
    assert made(folders[0]) == made(folders[1]) == quiet(STORY) and made(folders[2]) == quiet(EDITED)
    assert not [*(tmp_path / "takes/tmp").iterdir()]


def test_takes_that_are_pruned_during_a_render_are_those_that_it_does_not_need(
    tmp_path: Path, quiet: Callable[[str], dict[str, bytes]]
) -> None:
    other = book(tmp_path / "gone", EDITED)
    ended(start(other))
    shutil.rmtree(other)
    folder, store = book(tmp_path / "one"), tmp_path / "takes"
    render = start(folder)
    wait_for(lambda: len([*store.glob("books/*.json")]) == 2)
    pruned = 0
    while render.poll() is None:
        done = narrate(folder, "takes", "--prune", "--forget", "--yes", "--json", store=store)
        pruned += json.loads(done.stdout)["pruned"]
        time.sleep(0.2)
    ended(render)
    assert made(folder) == quiet(STORY) and pruned
    again = ended(start(folder))
    assert again["takes"]["recorded"] == 0, "nothing that the book needs has gone"  # type: ignore[index]


def test_takes_that_vanish_during_a_render_are_recorded_anew(tmp_path: Path, quiet: Callable[[str], dict[str, bytes]]) -> None:
    folder = book(tmp_path / "one")
    render = start(folder)
    for _ in range(3):
        until_recording(tmp_path / "takes")
        for take in (tmp_path / "takes").glob("*/*.take"):
            take.unlink(missing_ok=True)
    ended(render)
    assert made(folder) == quiet(STORY)


def test_a_story_that_is_edited_during_its_render_is_rendered_as_it_was_and_then_as_it_is(
    tmp_path: Path, quiet: Callable[[str], dict[str, bytes]]
) -> None:
    folder = book(tmp_path / "one")
    render = start(folder)
    until_recording(tmp_path / "takes")
    book(folder, EDITED)
    ended(render)
    assert made(folder) == quiet(STORY)
    ended(start(folder))
    assert made(folder) == quiet(EDITED)
