"""A booth whose engine hangs or crashes, and booths that are lent."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

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


def test_a_lent_booth_is_the_next_threads_own_and_the_others_are_dismissed(bad_engine: str) -> None:
    wanted, unwanted = Booth("scratch"), Booth(bad_engine)
    for booth in (wanted, unwanted):
        booth.get_ready()
        booths.lend(booth)
    booths.dismiss({"scratch"})
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(booths.own_booth, bad_engine).result() is not unwanted
        assert thread.submit(booths.own_booth, "scratch").result() is wanted
    with ThreadPoolExecutor(1) as other:
        assert other.submit(booths.own_booth, "scratch").result() is not wanted
    assert wanted.speak("Hello.", Voice("scratch", "narrator"))[1]
    booths.close_all()
