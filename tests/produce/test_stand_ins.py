"""A line that its engine cannot speak is spoken otherwise, told as long as that is in the book, and tried again."""

from __future__ import annotations

import json
import os
import subprocess
import textwrap
from pathlib import Path
from typing import Any

import pytest

from tests.cli import runs

STORY = """CHAPTER I

Vera lit the lamp. It burned.

CHAPTER II

Nobody saw it. Pavel was asleep.
"""


@pytest.fixture
def moody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An engine that is killed on every line with a word of a file, which is returned."""
    (tmp_path / "moody.py").write_text(
        textwrap.dedent("""
        import os, signal
        from pathlib import Path
        from narrate.engines.scratch import ScratchEngine
        class Moody(ScratchEngine):
            name = "moody"
            def choose(self, voice):
                if os.environ.get("MOODY_ENDS"):
                    os.kill(os.getpid(), signal.SIGKILL)
                return super().choose(voice)
            def synthesize(self, text, voice, out):
                deadly = Path(os.environ["MOODY"])
                if deadly.exists() and any(word in text for word in deadly.read_text().split()):
                    os.kill(os.getpid(), int(os.environ.get("MOODY_SIGNAL", "9")))
                return super().synthesize(text, voice, out)
        """),
        encoding="utf-8",
    )
    info = tmp_path / "moody-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: moody\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[narrate.engines]\nmoody = moody:Moody\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("MOODY", str(tmp_path / "deadly"))
    (tmp_path / "lamp.txt").write_text(STORY, encoding="utf-8")
    return tmp_path / "deadly"


def narrate(folder: Path, *words: str, takes: str = "takes", code: int = 0) -> subprocess.CompletedProcess[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARRATE_TAKES", str(folder / takes))
        patch.syspath_prepend(str(folder))
        return runs.narrate(folder, *words, code=code)


def render(folder: Path, *words: str, out: str = "out", takes: str = "takes") -> dict[str, Any]:
    done = narrate(
        folder, "render", "lamp.txt", "--engine", "moody", "--formats", "mp3", "--out", out, "--json", *words, takes=takes
    )
    return dict(json.loads(done.stdout)["books"][0])


def sounds(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.suffix in (".mp3", ".m4b", ".vtt")}


def test_a_stand_in_is_told_until_the_engine_speaks_the_line_itself(moody: Path, tmp_path: Path) -> None:
    render(tmp_path, out="well", takes="other")
    moody.write_text("burned")
    first = render(tmp_path)
    how = "by pyttsx3"
    [told] = [warning for warning in first["warnings"] if how in warning]
    assert "CHAPTER I:" in told and "killed by SIGKILL" in told and first["takes"]["stand_ins"] == 1
    before = sounds(tmp_path / "out")
    for words in ((), ("--chapters", "2")):
        again = render(tmp_path, *words)
        assert told in again["warnings"], "as long as it is in the book, whatever is rendered"
    assert (
        sounds(tmp_path / "out") == before
        and "(1 stand-in)" in narrate(tmp_path, "render", "lamp.txt", "--engine", "moody", "--out", "out", "--plan").stdout
    )
    assert "1 stand-in among them" in " ".join(narrate(tmp_path, "takes", "--verify").stdout.split())
    assert json.loads(narrate(tmp_path, "takes", "--prune", "--dry-run", "--out", "out", "--json").stdout)["unneeded"] == 0
    moody.unlink()
    last = render(tmp_path)
    assert not [warning for warning in last["warnings"] if how in warning] and last["takes"]["stand_ins"] == 0
    assert sounds(tmp_path / "out") == sounds(tmp_path / "well") != before


def test_a_line_in_two_parts_is_a_stand_in_too(moody: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The crash depends on the whole line; each half is spoken."""
    code = (tmp_path / "moody.py").read_text().replace("any(word in text for", "all(word in text for")
    (tmp_path / "moody.py").write_text(code)
    monkeypatch.setenv("MOODY_SIGNAL", "11")
    render(tmp_path, out="well", takes="other")
    moody.write_text("Nobody it.")
    [told] = [warning for warning in render(tmp_path)["warnings"] if "in two parts" in warning]
    assert "crashed by SIGSEGV" in told
    moody.unlink()
    assert render(tmp_path)["takes"]["stand_ins"] == 0
    assert sounds(tmp_path / "out") == sounds(tmp_path / "well")


def test_an_engine_that_dies_line_after_line_stops_the_render_and_is_named(moody: Path, tmp_path: Path) -> None:
    moody.write_text("a e o")
    done = narrate(tmp_path, "render", "lamp.txt", "--engine", "moody", "--out", "out", code=6)
    assert "Traceback" not in done.stderr
    [line] = done.stderr.strip().splitlines()
    assert "moody ended" in line and "killed by SIGKILL" in line and "4 lines in a row" in line and "MB" in line
    moody.unlink()
    assert render(tmp_path)["takes"]["stand_ins"] == 0
    render(tmp_path, out="well", takes="other")
    assert sounds(tmp_path / "out") == sounds(tmp_path / "well")


@pytest.mark.parametrize("formats", ["m4b", "mp3-single"])
def test_takes_that_are_damaged_or_gone_are_made_anew_and_told_once(moody: Path, tmp_path: Path, formats: str) -> None:
    render(tmp_path, "--formats", formats, out="well", takes="other")
    render(tmp_path, "--formats", formats)
    for number, take in enumerate(sorted((tmp_path / "takes").rglob("*.take"))):
        data = take.read_bytes()
        take.write_bytes([b"", data[:-1], data[:200] + bytes([data[200] ^ 4]) + data[201:], data[5:]][number % 4])
    for file in (tmp_path / "out").rglob("*.*"):
        if file.suffix in (".mp3", ".m4b", ".vtt"):
            file.unlink()
    told = [warning for warning in render(tmp_path, "--formats", formats)["warnings"] if "damaged" in warning]
    assert len(told) == 1 and sounds(tmp_path / "out") == sounds(tmp_path / "well")
    assert not [warning for warning in render(tmp_path, "--formats", formats)["warnings"] if "damaged" in warning]


def test_an_engine_that_ends_before_it_speaks_is_no_mistake_of_the_settings(
    moody: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOODY_ENDS", "1")
    told = narrate(tmp_path, "render", "lamp.txt", "--engine", "moody", code=6).stderr
    assert told == "The engine moody ended before it spoke (killed by SIGKILL: memory may be short).\n"
