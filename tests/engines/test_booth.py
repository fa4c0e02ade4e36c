"""A booth whose engine hangs or crashes."""

from __future__ import annotations

import os

import pytest

from narrate.engines import booth as booths
from narrate.engines.booth import Booth, BoothError
from narrate.model import Voice


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
