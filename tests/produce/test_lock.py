"""One render at a time holds an output folder, however closely they follow each other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from narrate.errors import LockedError
from narrate.produce import shelf
from narrate.produce.shelf import LOCK, locked


def test_a_lock_that_was_removed_between_opening_and_locking_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = shelf._lock, []

    def late(fd: int, out: Path) -> None:
        if not tries:
            (out / LOCK).unlink()  # as the render does that ends just now
        tries.append(os.fstat(fd).st_ino)
        real(fd, out)

    monkeypatch.setattr(shelf, "_lock", late)
    with locked(tmp_path):
        assert len(tries) == 2 and (tmp_path / LOCK).stat().st_ino == tries[1]
        with pytest.raises(LockedError, match=f"process {os.getpid()} "), locked(tmp_path):
            pass
    assert not (tmp_path / LOCK).exists()


def test_a_render_that_ends_in_an_error_leaves_no_lock(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), locked(tmp_path):
        raise RuntimeError
    assert not (tmp_path / LOCK).exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
def test_a_disk_without_room_for_the_holders_name_is_held_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(fd: int, data: bytes) -> int:
        with Path("/dev/full").open("wb", buffering=0) as device:
            return device.write(data) or 0

    monkeypatch.setattr(os, "write", full)
    with locked(tmp_path), pytest.raises(LockedError, match="unknown"), locked(tmp_path):
        pass
    assert not (tmp_path / LOCK).exists()
