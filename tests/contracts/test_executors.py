"""What every executor must keep to: orders go out, sound comes home as bytes, whatever the number of workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from narrate.engines.booth import close_all
from narrate.errors import ConfigError
from narrate.executors import executor
from narrate.model import Cue, Voice
from narrate.recording import Order, orders, record
from narrate.takes import TakeStore, take_key

NAMES = ["threads:1", "threads:2"]


def cues(count: int = 30) -> list[Cue]:
    voices = [Voice("scratch", name) for name in ("narrator", "woman-1", "man-1")]
    made = []
    for n in range(count):
        voice, text = voices[n % 3], f"This is line number {n}."
        made.append(Cue(take_key(text, voice, "x"), text, voice, "A", 0.3, n, text))
    return made


def sounds(name: str, folder: Path, stop: Callable[[], bool] = lambda: False) -> dict[str, bytes]:
    store = TakeStore(folder)
    pool, jobs = executor(name)
    with pool:
        done = list(record(orders(cues(), store.has), store, pool, jobs * 2, stop))
    close_all()
    assert not [s.trouble for s in done if s.trouble]
    return {s.key: s.sound for s in done}


@pytest.mark.parametrize("name", NAMES)
def test_every_cue_comes_home_once_and_is_stored(name: str, tmp_path: Path) -> None:
    found = sounds(name, tmp_path)
    assert set(found) == {cue.key for cue in cues()}
    store = TakeStore(tmp_path)
    for key, sound in found.items():
        take = store.get(key)
        assert take is not None and take.samples.tobytes() == sound
    assert sounds(name, tmp_path) == {}, "nothing is recorded twice"


def test_two_workers_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    assert sounds("threads:1", tmp_path / "a") == sounds("threads:2", tmp_path / "b")


def test_a_stop_finishes_what_is_in_hand_and_begins_nothing(tmp_path: Path) -> None:
    asked = iter([False] * 2 + [True] * 1000)
    found = sounds("threads:1", tmp_path, lambda: next(asked))
    assert 0 < len(found) < 30
    assert len(sounds("threads:1", tmp_path)) == 30 - len(found), "the next run goes on from there"


def test_orders_hold_one_voice_and_each_key_once() -> None:
    made: list[Order] = orders([*cues(), *cues()], lambda key: False)
    keys = [key for order in made for key, _ in order.texts]
    assert len(keys) == len(set(keys)) == 30


@pytest.mark.parametrize("name", ["threads:0", "threads:many", "processes:2"])
def test_other_names_are_errors(name: str) -> None:
    with pytest.raises(ConfigError):
        executor(name)
