"""Killed at any moment: the next run goes on, and the files are those of an undisturbed run.

A few moments here; all of them with NARRATE_FAULTS=50 (`just faults`).
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from narrate.model import Take, Voice
from narrate.takes import TakeStore, take_key
from tests.conftest import helpers, running

MOMENTS = int(os.environ.get("NARRATE_FAULTS", "4"))
ENGINE = "pyttsx3"


def story(folder: Path) -> Path:
    chance = random.Random(7)
    words = [
        "the",
        "lamp",
        "was",
        "lit",
        "and",
        "nobody",
        "came",
        "down",
        "to",
        "the",
        "long",
        "road",
        "by",
        "the",
        "sea",
        "that",
        "winter",
        "when",
        "she",
        "left",
    ]
    chapters = []
    for chapter in range(1, 5):
        said = []
        for _ in range(12):
            line = " ".join(chance.choices(words, k=9))
            said += [f"“{line.capitalize()},” said {chance.choice(['Maria', 'Andrei'])}.", f"{line.capitalize()}."]
        chapters.append(f"CHAPTER {chapter}\n\n" + "\n\n".join(said))
    path = folder / "road.txt"
    path.write_text("\n\n".join(chapters) + "\n", encoding="utf-8")
    return path


def start(folder: Path, takes: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "narrate",
        "render",
        "road.txt",
        "--engine",
        ENGINE,
        "--jobs",
        "2",
        "--formats",
        "mp3,m4b",
        "--json",
    ]
    environment = {**os.environ, "NARRATE_TAKES": str(takes)}
    log = (folder / "log").open("wb")
    try:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)
    finally:
        log.close()


def sounds(folder: Path) -> dict[str, bytes]:
    names = (p for p in sorted((folder / "output").rglob("*")) if p.suffix in (".mp3", ".m4b", ".vtt", ".m3u8"))
    return {str(p.relative_to(folder)): p.read_bytes() for p in names}


@pytest.mark.slow
def test_killed_at_random_moments_the_files_are_the_same(tmp_path: Path) -> None:
    quiet, disturbed = tmp_path / "quiet", tmp_path / "disturbed"
    for folder in (quiet, disturbed):
        folder.mkdir()
        story(folder)
    began = time.monotonic()
    assert start(quiet, tmp_path / "takes-a").wait() == 0
    usual = time.monotonic() - began
    chance = random.Random(11)
    for moment in range(MOMENTS):
        render = start(disturbed, tmp_path / "takes-b")
        time.sleep(usual * (0.15 + 0.7 * chance.random()))
        children = helpers(render.pid)
        victims = [render.pid, *children] if moment % 2 == 0 else children[:1]
        for victim in victims[:1]:
            os.kill(victim, signal.SIGKILL)
        if moment % 2 == 0:
            render.wait()
            deadline = time.monotonic() + 2
            while time.monotonic() < deadline and any(running(child) for child in children):
                time.sleep(0.02)
            assert not [child for child in children if running(child)], "a booth or a coder outlived its render"
        else:
            assert render.wait() in (0, 1), (disturbed / "log").read_text()
    final = start(disturbed, tmp_path / "takes-b")
    told = (disturbed / "log").read_text() if final.wait() == 0 else ""
    assert json.loads(told)["books"][0]["complete"]
    assert sounds(disturbed) == sounds(quiet)
    left = [p for p in (tmp_path / "takes-b").rglob("*") if p.is_file() and p.suffix not in (".take", ".json", ".tmp")]
    assert not left


def test_a_store_is_whole_wherever_writing_stops(tmp_path: Path) -> None:
    """The disk fills after any number of bytes: no entry is ever there in part, and the error says so."""
    store = TakeStore(tmp_path / "takes")
    take = Take(take_key("x", Voice("scratch", "narrator"), "1"), np.arange(3000, dtype=np.int16), 22050)
    store.put(take)
    whole = store.path(take.key).stat().st_size
    for limit in [0, 1, 50, 100, 1000, whole - 1, whole]:
        store.path(take.key).unlink(missing_ok=True)
        done = subprocess.run(
            [sys.executable, "-c", _FULL, str(tmp_path / "takes"), str(limit)], capture_output=True, text=True, check=False
        )
        assert done.returncode == (0 if limit >= whole else 5), done.stderr
        assert store.has(take.key) == (limit >= whole)
        store.put(take)
        found = store.get(take.key)
        assert found is not None and (found.samples == take.samples).all()


_FULL = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from narrate.errors import DiskError
from narrate.model import Take, Voice
from narrate.takes import TakeStore, take_key
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
take = Take(take_key("x", Voice("scratch", "narrator"), "1"), np.arange(3000, dtype=np.int16), 22050)
try:
    TakeStore(Path(sys.argv[1])).put(take)
except DiskError:
    sys.exit(5)
"""
