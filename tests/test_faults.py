"""Killed at any moment: the next run goes on, and the files are those of an undisturbed run.

A few moments here; all of them with NARRATE_FAULTS=40 (`just faults`).
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from narrate.model import Take, Voice
from narrate.takes import TakeStore, take_key
from tests import prose
from tests.conftest import helpers, running

MOMENTS = int(os.environ.get("NARRATE_FAULTS", "4"))
ENGINE = "pyttsx3"


def story(folder: Path) -> Path:
    chance = random.Random(7)
    chapters = []
    for chapter in range(1, 5):
        said = []
        for _ in range(12):
            line = " ".join(chance.choices(prose.WORDS, k=9))
            said += [f"“{line.capitalize()},” said {chance.choice(['Maria', 'Andrei'])}.", f"{line.capitalize()}."]
        chapters.append(f"CHAPTER {chapter}\n\n" + "\n\n".join(said))
    path = folder / "road.txt"
    path.write_text("\n\n".join(chapters) + "\n", encoding="utf-8")
    return path


def start(folder: Path, takes: Path, within: Sequence[str] = ()) -> subprocess.Popen[bytes]:
    command = [
        *within,
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


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """The files of a render that nothing happens to, and how long it takes."""
    folder = tmp_path_factory.mktemp("quiet")
    story(folder)
    began = time.monotonic()
    assert start(folder, folder / "takes").wait() == 0
    return sounds(folder), time.monotonic() - began


def finished(folder: Path, takes: Path) -> None:
    """Go on to the end, undisturbed."""
    assert start(folder, takes).wait() == 0, (folder / "log").read_text()
    book = json.loads((folder / "log").read_text())["books"][0]
    assert book["complete"] and not book["takes"]["stand_ins"]
    left = [p for p in takes.rglob("*") if p.is_file() and p.suffix not in (".take", ".json")]
    assert not left and not [*folder.rglob("*.part")]


@pytest.mark.slow
@pytest.mark.parametrize("whom", ["booths and coders", "the render", "all"])
def test_killed_at_random_moments_the_files_are_the_same(
    tmp_path: Path, undisturbed: tuple[dict[str, bytes], float], whom: str
) -> None:
    quiet, usual = undisturbed
    story(tmp_path)
    chance = random.Random(whom)
    for _ in range(max(1, MOMENTS // 3 if MOMENTS < 12 else MOMENTS)):
        render = start(tmp_path, tmp_path / "takes")
        time.sleep(usual * (0.15 + 0.7 * chance.random()))
        children = helpers(render.pid)
        for victim in [*([] if whom == "the render" else children), *([] if whom == "booths and coders" else [render.pid])]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        assert render.wait() in (0, 1, 6, 8, -signal.SIGKILL), (tmp_path / "log").read_text()
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline and any(running(child) for child in children):
            time.sleep(0.02)
        assert not [child for child in children if running(child)], "a booth or a coder outlived its render"
    finished(tmp_path, tmp_path / "takes")
    assert sounds(tmp_path) == quiet


GROUPS = Path("/sys/fs/cgroup/memory")


@pytest.mark.slow
def test_short_of_memory_at_random_limits_the_files_are_the_same(
    tmp_path: Path, undisturbed: tuple[dict[str, bytes], float]
) -> None:
    group = GROUPS / f"narrate-{os.getpid()}"
    try:
        group.mkdir()
        (group / "memory.limit_in_bytes").write_text(str(500 << 20))
    except OSError:
        pytest.skip("no memory cgroup can be had here")
    story(tmp_path)
    chance = random.Random(5)
    try:
        for _ in range(max(1, MOMENTS // 4 if MOMENTS < 12 else MOMENTS)):
            (group / "memory.limit_in_bytes").write_text(str(chance.randint(40, 160) << 20))
            render = start(tmp_path, tmp_path / "takes", ["sh", "-c", f'echo $$ > {group}/cgroup.procs; exec "$@"', "sh"])
            assert render.wait() in (0, 1, 5, 6, 8, -signal.SIGKILL), (tmp_path / "log").read_text()
            assert "Traceback" not in (tmp_path / "log").read_text()
    finally:
        time.sleep(2)
        group.rmdir()
    finished(tmp_path, tmp_path / "takes")
    assert sounds(tmp_path) == undisturbed[0]


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
