"""A booth whose engine hangs or crashes: registered for these tests alone, through the real child process."""

from __future__ import annotations

import os
import sys
import textwrap
from pathlib import Path

import pytest

from narrate.engines import booth as booths
from narrate.engines.booth import Booth, BoothError
from narrate.model import Voice


@pytest.fixture
def bad_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package beside narrate that registers an engine which crashes on "crash" and sleeps on "hang"."""
    (tmp_path / "badengine.py").write_text(
        textwrap.dedent("""
        import os, time
        from narrate.engines.scratch import ScratchEngine
        class BadEngine(ScratchEngine):
            name = "bad"
            def synthesize(self, text, voice, out):
                if "crash" in text: os._exit(9)
                if "hang" in text: time.sleep(60)
                if "raise" in text: raise ValueError("odd text")
                return super().synthesize(text, voice, out)
        """),
        encoding="utf-8",
    )
    info = tmp_path / "badengine-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: badengine\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[narrate.engines]\nbad = badengine:BadEngine\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    assert sys.executable
    return "bad"


def test_crashes_hangs_and_throws_cost_one_line(bad_engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = Voice(bad_engine, "narrator")
    with Booth(bad_engine) as booth:
        good = booth.speak("Hello.", voice)[0].tobytes()
        with pytest.raises(BoothError):
            booth.speak("crash", voice)
        assert booth.speak("Hello.", voice)[0].tobytes() == good
        with pytest.raises(booths.EngineError, match="odd text"):
            booth.speak("raise", voice)
        monkeypatch.setattr(booths, "patience", lambda text: 0.5)
        with pytest.raises(BoothError, match="did not answer"):
            booth.speak("hang", voice)
        monkeypatch.undo()
        monkeypatch.setenv("PYTHONPATH", os.environ.get("PYTHONPATH", ""))
