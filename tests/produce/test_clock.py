"""A clock that is put back, or is wrong, loses nothing and stops nothing."""

from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest

from tests.cli.runs import STORY, narrate


@pytest.mark.parametrize("moments", [itertools.count(2e9, -3600.0), itertools.repeat(0.0), itertools.repeat(4e12)])
def test_a_render_with_a_clock_that_goes_backwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moments: itertools.count[float]
) -> None:
    (tmp_path / "tale.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text("engine: scratch\n", encoding="utf-8")
    monkeypatch.setattr(time, "time", lambda: next(moments))
    narrate(tmp_path, "render", "tale.txt", "--chapters", "1")
    told = narrate(tmp_path, "render", "tale.txt").stdout
    assert "coverage 100.00%" in told and len(list(tmp_path.glob("output/mp3/*/*/*.mp3"))) == 2
    again = narrate(tmp_path, "render", "tale.txt").stdout
    assert " 0 takes recorded" in again


def test_takes_and_stories_from_the_future_are_used(tmp_path: Path) -> None:
    import os

    (tmp_path / "tale.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text("engine: scratch\n", encoding="utf-8")
    narrate(tmp_path, "render", "tale.txt")
    for file in [*tmp_path.rglob("*"), *Path(os.environ["NARRATE_TAKES"]).rglob("*")]:
        os.utime(file, (4e9, 4e9))
    assert " 0 takes recorded" in narrate(tmp_path, "render", "tale.txt").stdout
