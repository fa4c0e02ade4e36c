"""What all tests share: the project's folder, a take store of their own, the data that only the workshop has."""

from __future__ import annotations

import os
import subprocess
import textwrap
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).parent.parent
SHARED = PROJECT.parent / "shared"

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as in the program: a second thread only waits

settings.register_profile("narrate", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("narrate")


@pytest.fixture(autouse=True)
def own_takes(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the user's take store, or sees the voices they have installed."""
    folder = tmp_path_factory.mktemp("takes")
    monkeypatch.setenv("NARRATE_TAKES", str(folder))
    monkeypatch.setenv("NARRATE_VOICES", str(folder / "no voices"))
    return folder


@pytest.fixture
def seeds() -> list[Path]:
    return sorted((PROJECT / "seeds").glob("*.txt"))


@pytest.fixture
def bad_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package beside narrate that registers an engine which crashes on "crash", sleeps on "hang" and is silent on "hush"."""
    (tmp_path / "badengine.py").write_text(
        textwrap.dedent("""
        import os, time
        from dataclasses import replace
        from narrate.engines.scratch import ScratchEngine
        class BadEngine(ScratchEngine):
            name = "bad"
            def choose(self, voice): pass
            def synthesize(self, text, voice, out):
                if "crash" in text: os._exit(9)
                if "hang" in text: time.sleep(60)
                if "hush" in text: return self.rate
                if "raise" in text: raise ValueError("odd text")
                return super().synthesize(text, replace(voice, name="narrator"), out)
        """),
        encoding="utf-8",
    )
    info = tmp_path / "badengine-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: badengine\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[narrate.engines]\nbad = badengine:BadEngine\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    return "bad"


def shared(name: str) -> Path:
    """A folder of the shared data; the test skips, and says so, where there is none."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs the shared data ({name}), which is not here")
    return path


def update_golden() -> bool:
    return bool(os.environ.get("UPDATE_GOLDEN"))


def running(group: int) -> bool:
    """Whether any process of the group still runs; the dead that nobody has waited for do not count."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return any(int(line.split()[0]) == group and not line.split()[1].startswith("Z") for line in listed.splitlines())


def helpers(of: int) -> list[int]:
    """The process groups of booths and coders that a process started."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    ours = ("-m narrate.engines.inside", "-m narrate.coder")
    return [int(row[0]) for row in rows if len(row) == 3 and int(row[1]) == of and any(name in row[2] for name in ours)]
