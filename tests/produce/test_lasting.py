"""How long a plan says that its render takes: what cores share, and what one of them does alone."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from narrate.config import load
from narrate.engines import PALETTE
from narrate.produce.plan import WRITTEN_A_SECOND, Options, Plan
from narrate.produce.planning import Planner
from narrate.produce.render import Render
from narrate.takes import TakeStore

HOUR = 3_600.0


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A plan to whose chapters any length can be given, on a computer of two cores."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    (tmp_path / "mill.txt").write_text("It was late. “Come in,” said Maria.", encoding="utf-8")
    (tmp_path / "voices.yaml").write_text("engine: scratch\n", encoding="utf-8")
    settings = load(tmp_path / "voices.yaml", PALETTE, ["scratch"])
    with closing(Planner(settings, Options(tmp_path / "out", engine="scratch"), TakeStore(tmp_path / "takes"))) as planner:
        return planner.plan(tmp_path / "mill.txt")


def lasting(story: Plan, lengths: tuple[float, ...], jobs: int, formats: tuple[str, ...] = ("mp3",)) -> float:
    return replace(story, writing=dict(enumerate(lengths)), options=replace(story.options, formats=formats)).lasting(jobs)


def test_a_short_story_takes_as_long_as_its_start_and_its_only_chapter(story: Plan) -> None:
    assert 2 <= story.lasting(1) < 3
    alone = lasting(story, (HOUR,), 1)
    assert alone == pytest.approx(2 + HOUR / WRITTEN_A_SECOND, abs=0.1)
    assert lasting(story, (HOUR,), 2) == pytest.approx(alone, abs=0.1), "one core writes a chapter"


def test_many_chapters_are_shared_by_the_cores_that_there_are(story: Plan) -> None:
    alone, both = lasting(story, (HOUR,) * 10, 1), lasting(story, (HOUR,) * 10, 2)
    assert both - 2 == pytest.approx((alone - 2) / 2, rel=0.01)
    assert lasting(story, (HOUR,) * 10, 8) == both, "of eight jobs two run at once"
    assert lasting(story, (9 * HOUR, HOUR), 2) == pytest.approx(2 + 9 * HOUR / WRITTEN_A_SECOND, abs=0.1)


def test_recording_is_shared_before_the_last_chapter_is_written(story: Plan) -> None:
    spoken = replace(story, engine="kokoro", missing=story.missing * 500, writing={1: HOUR})
    speaking = spoken.speaking(spoken.missing)
    assert spoken.lasting(2) == pytest.approx(2 + speaking / 2 + HOUR / WRITTEN_A_SECOND)
    assert spoken.lasting(1, cues=()) == pytest.approx(2 + HOUR / WRITTEN_A_SECOND)


def test_each_format_is_written_and_one_stream_by_one_core(story: Plan) -> None:
    lengths, whole = (HOUR,) * 4, 4 * HOUR / WRITTEN_A_SECOND
    assert lasting(story, lengths, 2, ("mp3", "opus")) == pytest.approx(2 + whole, abs=0.1)
    assert lasting(story, lengths, 2, ("mp3-single",)) == pytest.approx(2 + whole, abs=0.1)


def test_one_core_binds_while_the_others_wait(story: Plan) -> None:
    story = replace(story, lengths={1: 200 * HOUR})
    assert story.binding == 0, "a folder of chapters is not bound"
    for jobs in (1, 2, 8):
        options = replace(story.options, jobs=jobs, formats=("m4b",))
        bound = replace(story, writing={1: HOUR}, options=options)
        assert bound.binding == 60
        assert bound.lasting(jobs) == pytest.approx(lasting(story, (HOUR,), jobs) + 60)
        assert bound.work - replace(bound, lengths={}).work == pytest.approx(60 * min(jobs, 2))


def test_nothing_to_write_takes_no_time(story: Plan) -> None:
    assert lasting(story, (), 2) == 0.0


class _Counted:
    """Progress that is summed up."""

    work = done = 0.0

    def begin(self, work: float) -> None:
        self.work = work

    def did(self, work: float) -> None:
        self.done += work

    def chapter(self, book: str, title: str, sound: float) -> None:
        """Nothing."""


@pytest.mark.parametrize("credits", ["false", "true"])
def test_a_bar_ends_where_the_work_does(tmp_path: Path, credits: str) -> None:
    (tmp_path / "mill.txt").write_text("It was late. “Come in,” said Maria.", encoding="utf-8")
    (tmp_path / "voices.yaml").write_text(f"engine: scratch\ncredits: {credits}\n", encoding="utf-8")
    options = Options(tmp_path / "out", engine="scratch", takes=tmp_path / "takes")
    with closing(
        Planner(load(tmp_path / "voices.yaml", PALETTE, ["scratch"]), options, TakeStore(tmp_path / "takes"))
    ) as planner:
        planned = planner.plan(tmp_path / "mill.txt")
    bar = _Counted()
    Render(options, bar).books([planned])
    assert bar.done == pytest.approx(bar.work) and planned.to_write == 1
