"""State that was cut, flipped, emptied or comes from elsewhere is noticed, made anew, and told once."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from narrate.produce.layout import STATE, Layout
from narrate.produce.ledger import LEDGER, read_ledger
from narrate.produce.sealed import DamagedError, read_sealed, write_sealed
from narrate.produce.shelf import Shelf


def test_what_is_written_is_read_and_any_change_is_noticed(tmp_path: Path) -> None:
    file, told = tmp_path / "state", {"a": [1, 2.5], "b": "Vera — “yes”", "sha": {"c": None}}
    write_sealed(file, told)
    assert read_sealed(file) == told and read_sealed(tmp_path / "none") is None
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with contextlib.suppress(DamagedError):
            assert (read_sealed(file) or {}).get("a") == told["a"], "a flip in the seal's own name alone goes unnoticed"
        file.write_bytes(whole[:place])
        with pytest.raises(DamagedError):
            read_sealed(file)
    for odd in (b"[]", b"[" * 100_000, b"\xff\xfe", b"null"):
        file.write_bytes(odd)
        with pytest.raises(DamagedError):
            read_sealed(file)


def test_a_pipe_or_a_folder_in_a_files_place_is_damage(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for odd in (tmp_path / "pipe", tmp_path):
        with pytest.raises(DamagedError):
            read_sealed(odd)


@pytest.mark.parametrize("harm", [b"", b"{", b"[]", b'{"takes": {}, "chapters": [], "sha256": "0"}'])
def test_a_damaged_shelf_and_ledger_are_told_and_hold_nothing(tmp_path: Path, harm: bytes) -> None:
    (tmp_path / STATE).write_bytes(harm)
    (tmp_path / LEDGER).write_bytes(harm)
    assert Shelf(Layout(tmp_path, "", "")).damaged and read_ledger(tmp_path).damaged
    assert not Shelf(Layout(tmp_path / "new", "a/b", "b")).damaged and not read_ledger(tmp_path / "new").damaged


def test_a_state_that_names_files_elsewhere_deletes_none(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    layout = Layout(tmp_path / "out", "Ann/Door", "Door")
    layout.folder("mp3").mkdir(parents=True)
    write_sealed(layout.home / STATE, {"mp3/../../../../mine.txt": {"recipe": "x"}, "mp3//etc/none": {"recipe": "x"}})
    Shelf(layout).clear(set(), ["mp3"])
    assert (tmp_path / "mine.txt").exists()
