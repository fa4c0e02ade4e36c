"""What every executor must keep to: orders go out, the same sound comes home, whatever the number of workers."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from narrate.engines.booth import close_all
from narrate.errors import ConfigError
from narrate.executors import executor
from narrate.model import Cue, Voice
from narrate.recording import Order, orders, record
from narrate.takes import TakeStore, take_key

NAMES = ["threads:1", "threads:2", "dask"]


class Cluster:
    """A real scheduler and two real workers on loopback."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
        dask = [sys.executable, "-m", "dask"]
        port = self.address.split(":")[1]
        self.scheduler = subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"], **quiet)  # type: ignore[call-overload]
        worker = [
            *dask,
            "worker",
            f"tcp://{self.address}",
            "--nthreads",
            "1",
            "--no-dashboard",
            "--no-nanny",
            "--host",
            "127.0.0.1",
        ]
        self.workers = [subprocess.Popen(worker, **quiet) for _ in range(2)]  # type: ignore[call-overload]

    def wait(self) -> None:
        """Until both workers are there."""
        for _ in range(100):
            try:
                pool, jobs = executor(f"dask://{self.address}")
            except ConfigError:
                time.sleep(0.2)
                continue
            pool.shutdown()
            if jobs == 2:
                return
            time.sleep(0.2)
        raise AssertionError("the cluster did not start")

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        made.wait()
        yield made
    finally:
        made.close()


@pytest.fixture
def where(request: pytest.FixtureRequest) -> str:
    """An executor's name; for a cluster, one that is up."""
    name = str(request.param)
    return f"dask://{request.getfixturevalue('cluster').address}" if name == "dask" else name


def cues(count: int = 30) -> list[Cue]:
    voices = [Voice("scratch", name) for name in ("narrator", "woman-1", "man-1")]
    made = []
    for n in range(count):
        voice, text = voices[n % 3], f"This is line number {n}."
        made.append(Cue(key=take_key(text, voice, "x"), text=text, voice=voice, speaker="A", pause=0.3, line=n, shown=text))
    return made


def sounds(name: str, folder: Path, stop: Callable[[], bool] = lambda: False, count: int = 30) -> dict[str, bytes]:
    store = TakeStore(folder)
    pool, jobs = executor(name)
    with pool:
        done = list(record(orders(cues(count), store.has), store, pool, jobs * 2, stop))
    close_all()
    assert not [s.trouble for s in done if s.trouble]
    return {s.key: s.sound.tobytes() for s in done}


@pytest.mark.parametrize("where", NAMES, indirect=True)
def test_every_cue_comes_home_once_and_is_stored(where: str, tmp_path: Path) -> None:
    found = sounds(where, tmp_path)
    assert set(found) == {cue.key for cue in cues()}
    store = TakeStore(tmp_path)
    for key, sound in found.items():
        take = store.get(key)
        assert take is not None and take.samples.tobytes() == sound
    assert sounds(where, tmp_path) == {}, "nothing is recorded twice"


def test_two_workers_give_the_same_bytes_as_one(tmp_path: Path) -> None:
    assert sounds("threads:1", tmp_path / "a") == sounds("threads:2", tmp_path / "b")


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(cluster: Cluster, tmp_path: Path) -> None:
    """One of two workers is killed in the middle; its orders are spoken again by the other."""
    store = TakeStore(tmp_path / "a")
    pool, jobs = executor(f"dask://{cluster.address}")
    found: dict[str, bytes] = {}
    with pool:
        for spoken in record(orders(cues(200), store.has), store, pool, jobs * 2):
            assert not spoken.trouble
            found[spoken.key] = spoken.sound.tobytes()
            if len(found) == 20:
                cluster.workers[0].kill()
    assert found == sounds("threads:2", tmp_path / "b", count=200)


def test_a_cluster_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narrate.executors._CONNECT", 0.5)
    with pytest.raises(ConfigError, match="no scheduler"):
        executor("dask://127.0.0.1:9")


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
