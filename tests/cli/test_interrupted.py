"""Renders that are stopped, and two at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.commands import narrate


def long_story(folder: Path) -> None:
    text = "".join(f"Maria counted the lamp number {n} of the long street, and then the next.\n\n" for n in range(3000))
    (folder / "seeds" / "door.txt").write_text(text, encoding="utf-8")


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(folder: Path, own_takes: Path) -> None:
    long_story(folder)
    work = subprocess.Popen(
        [sys.executable, "-m", "narrate", "render", "--engine", "pyttsx3"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(list(own_takes.glob("*/*.take"))) < 20 and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(work.pid, signal.SIGINT)
    _, told = work.communicate(timeout=60)
    assert work.returncode == 130
    assert "run the same command again" in told
    assert "Traceback" not in told
    assert len(list(own_takes.glob("*/*.take"))) >= 20
    assert not list(own_takes.glob("*/*.tmp"))


def test_two_renders_into_one_output_do_not_mix(folder: Path) -> None:
    from narrate.produce.shelf import locked

    with locked(folder / "output"):
        assert "another render holds" in narrate(folder, "render", code=4).stderr
    narrate(folder, "render")
