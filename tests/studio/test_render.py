"""A render from the page gives the same bytes as `narrate render`; it can be stopped; another one is respected; the wheel has the page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from narrate.produce.shelf import LOCK, locked
from narrate.studio.rendering import Render
from narrate.writers import writer_names
from tests.conftest import PROJECT
from tests.studio.runs import TALE, Studio


def _ended(studio: Studio) -> Any:
    end = time.monotonic() + 120
    while (render := studio.state["render"]) is None or render["code"] is None:
        assert time.monotonic() < end
        time.sleep(0.1)
    return render


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".mp3", ".m4b", ".lpf", ".vtt", ".srt")
    }


def test_the_studio_and_render_give_the_same_bytes(tmp_path: Path) -> None:
    with Studio(tmp_path) as studio:
        studio.settled()
        line = studio.line("You hold it")
        assert studio.does("say", line=line, name="Peregrine").status == 200
        assert studio.does("voice", who="Odile", voice="woman-3").status == 200
        assert studio.does("direct", line=line, speed=0.8, gain=2, pause=1.5).status == 200
        assert studio.does("pause", kind="scene", seconds=2).status == 200
        for cue in studio.get("api/stories/0/sheet/0").json[:4]:
            assert studio.get(f"api/stories/0/clips/{cue['clip']}.wav").status == 200
        assert studio.post("api/renders", {"story": 0, "formats": ["mp3", "m4b", "lpf"]}).status == 202
        render = _ended(studio)
        assert render["code"] == 0 and not render["message"] and [chapter[0] for chapter in render["chapters"]] == ["1", "2"], (
            render
        )
        record = studio.get("api/stories/0/record").json
        files = record["files"]
        assert {name for name, _ in record["formats"]} == set(writer_names()) and record["formats"][0][0] == "mp3"
        assert [one["name"].rpartition(".")[2] for one in files if one["book"]] == ["lpf"]
        page = next(one["number"] for one in files if one["name"].endswith(".html"))
        assert studio.get(f"api/stories/0/files/{page}").headers["content-disposition"].startswith("attachment")
        number = next(one["number"] for one in files if one["name"].endswith(".mp3"))
        part = studio.get(f"api/stories/0/files/{number}", Range="bytes=10-19")
        assert part.status == 206 and len(part.body) == 10
        assert studio.get(f"api/stories/0/files/{number}", Range="bytes=99999999-").status == 416
        archive = zipfile.ZipFile(BytesIO(studio.get("api/stories/0/book.zip").body))
        assert archive.testzip() is None and len(archive.namelist()) == len(files)
    command = [sys.executable, "-m", "narrate", "render", "lamp.txt", "--formats", "mp3,m4b,lpf", "--out", "other", "--json"]
    environment = {**os.environ, "NARRATE_TAKES": str(tmp_path / "other takes")}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    made = _bytes(tmp_path / "output")
    assert made and made == _bytes(tmp_path / "other")


def test_finished_chapters_are_listed_in_their_order() -> None:
    finished = ["10. Home", "Opening Credits", "2 Boats and a Raft", "1. Away"]
    assert Render(0, "", chapters=finished).as_json()["chapters"] == [
        "1. Away",
        "2 Boats and a Raft",
        "10. Home",
        "Opening Credits",
    ]


def test_a_render_is_stopped_and_goes_on(tmp_path: Path) -> None:
    with Studio(
        tmp_path, tale=TALE + "\n\n".join(f"The lamp burned on for {n} hours and {n} minutes more." for n in range(60))
    ) as studio:
        studio.settled()
        for wait in (0.0, 0.2):  # before it is quite there
            assert studio.post("api/renders", {"story": 0}).status == 202
            time.sleep(wait)
            assert studio.delete("api/renders").status == 202
            render = _ended(studio)
            assert render["code"] == 130 and render["message"].startswith("Stopped.")
        assert studio.post("api/renders", {"story": 0}).status == 202
        assert studio.post("api/renders", {"story": 0}).status == 423
        end = time.monotonic() + 60
        while studio.state["render"]["phase"] == "planning" and time.monotonic() < end:
            time.sleep(0.05)
        assert studio.delete("api/renders").status == 202
        render = _ended(studio)
        assert render["code"] in (0, 130)
        assert studio.post("api/renders", {"story": 0}).status == 202
        assert _ended(studio)["code"] == 0


def test_a_render_elsewhere_is_respected(tmp_path: Path) -> None:
    with Studio(tmp_path) as studio:
        studio.settled()
        with locked(tmp_path / "output"):
            answer = studio.post("api/renders", {"story": 0})
            assert answer.status == 423 and str(os.getpid()) in answer.json["message"]
            assert str(os.getpid()) in studio.state["elsewhere"]
            assert studio.does("gender", who="Odile", gender="male").status == 200  # all else goes on
        assert studio.state["elsewhere"] == ""
        (tmp_path / "output" / LOCK).write_text(f"process {2**22 + 1} on {os.uname().nodename}\n")
        assert studio.post("api/renders", {"story": 0}).status == 202
        assert _ended(studio)["code"] == 0


def test_of_two_renders_that_begin_at_once_the_second_is_told_what_a_page_can_do(tmp_path: Path) -> None:
    story = tmp_path / "lamp.txt"
    story.write_text(TALE, encoding="utf-8")
    asked = {"story": str(story), "voices": None, "out": str(tmp_path / "output"), "engine": "scratch", "formats": ["mp3"],
             "takes": str(tmp_path / "takes")}  # fmt: skip
    with locked(tmp_path / "output"):
        command = [sys.executable, "-m", "narrate.studio.child", json.dumps(asked)]
        ended = subprocess.run(command, capture_output=True, text=True)
    message = json.loads(ended.stdout.splitlines()[-1])["message"]
    assert ended.returncode == 4 and f"process {os.getpid()}" in message and message.endswith("Wait for it.")


def test_the_wheel_holds_the_page(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    inside = {name.rpartition("/")[2] for name in zipfile.ZipFile(wheel).namelist() if "/studio/static/" in name}
    assert inside == {path.name for path in (PROJECT / "src/narrate/studio/static").iterdir()} and len(inside) > 15


def test_only_the_studio_loads_a_server() -> None:
    words = "import sys, narrate.cli.app; sys.exit(any(n in sys.modules for n in ('starlette', 'uvicorn', 'anyio')))"
    subprocess.run([sys.executable, "-c", words], check=True)
