"""AAC by child processes: the same bytes, and no coder that dies takes a chapter with it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from narrate import coder
from narrate.audio.encode import AAC_FRAME, encode_aac
from narrate.edition import Track
from narrate.writers.m4b import M4bWriter
from tests.conftest import helpers, running

RATE = 22_050
SOUND = (np.sin(np.arange(3 * RATE) / 20) * 9000).astype(np.int16)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    coder.close_all()
    yield
    coder.close_all()


def _kill() -> None:
    """End the coder that has nothing to do, behind its caller's back."""
    (idle,) = coder._idle
    idle._process.kill()
    idle._process.wait()


def test_a_coder_writes_what_the_encoder_writes_one_chapter_after_the_other(tmp_path: Path) -> None:
    for name, sound in (("long", SOUND), ("short", SOUND[: AAC_FRAME - 1]), ("long again", SOUND)):
        coder.write("aac", tmp_path / "theirs", np.array_split(sound, 7), RATE, 64)
        encode_aac(tmp_path / "ours", [sound], RATE, 64)
        assert (tmp_path / "theirs").read_bytes() == (tmp_path / "ours").read_bytes(), name
    assert len(coder._idle) == 1


def test_a_file_that_cannot_be_written_is_an_error_and_the_next_is_not(tmp_path: Path) -> None:
    with pytest.raises(OSError) as missing:
        coder.write("aac", tmp_path / "nowhere" / "a.aac", [SOUND], RATE, 64)
    assert missing.value.errno == errno.ENOENT
    coder.write("aac", tmp_path / "a.aac", [SOUND], RATE, 64)
    assert (tmp_path / "a.aac").stat().st_size


def test_a_coder_that_died_between_chapters_is_replaced(tmp_path: Path) -> None:
    coder.write("aac", tmp_path / "a.aac", [SOUND], RATE, 64)
    _kill()
    coder.write("aac", tmp_path / "b.aac", [SOUND], RATE, 64)
    assert (tmp_path / "a.aac").read_bytes() == (tmp_path / "b.aac").read_bytes()


def test_a_chapter_whose_coder_dies_is_encoded_again(tmp_path: Path) -> None:
    times: list[int] = []

    def sound() -> Iterator[np.ndarray]:
        times.append(len(times))
        yield SOUND
        if len(times) == 1:
            for pid in helpers(os.getpid()):
                os.kill(pid, 9)
        for _ in range(20):
            yield SOUND

    writer, track = (
        M4bWriter(),
        Track(number=1, title="One", path=Path("one"), duration=63.0, rate=RATE, sound=sound, kilobits=64),
    )
    writer.prepare(track, tmp_path)
    encode_aac(tmp_path / "alone.aac", [SOUND] * 21, RATE, 64)
    assert times == [0, 1]
    assert (tmp_path / writer.part(1)).read_bytes() == (tmp_path / "alone.aac").read_bytes()


def test_a_coder_ends_with_its_caller() -> None:
    code = "import sys, time; from narrate.coder import Coder; c = Coder(); print(c._process.pid, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as caller:
        assert caller.stdout
        pid = int(caller.stdout.readline())
        caller.kill()
    deadline = time.monotonic() + 2
    while running(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not running(pid)
