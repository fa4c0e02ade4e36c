from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import DiskError
from narrate.model import Take, Voice
from narrate.takes import TakeStore, take_key

VOICE = Voice("scratch", "narrator")


def take(key: str = "k1") -> Take:
    return Take(key, np.arange(-500, 500, dtype=np.int16), 22050)


def test_what_is_put_is_got(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    store.put(take())
    found = store.get("k1")
    assert found is not None and found.samples.tobytes() == take().samples.tobytes() and found.sample_rate == 22050
    assert store.has("k1") and not store.has("k2")
    assert [p.suffix for p in tmp_path.rglob("*") if p.is_file()] == [".take"]


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "swap", "future", "folder"])
def test_a_harmed_entry_is_no_entry(tmp_path: Path, harm: str) -> None:
    store = TakeStore(tmp_path)
    store.put(take("k1"))
    path = store.path("k1")
    data = path.read_bytes()
    if harm == "cut":
        path.write_bytes(data[:-10])
    elif harm == "flip":
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    elif harm == "empty":
        path.write_bytes(b"")
    elif harm == "swap":
        store.put(take("k2"))
        path.write_bytes(store.path("k2").read_bytes())
    elif harm == "future":
        path.write_bytes(data.replace(b'"schema": 1', b'"schema": 2'))
    else:
        path.unlink()
        path.mkdir()
    assert store.get("k1") is None


def test_a_store_that_cannot_be_written_is_a_disk_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match="NARRATE_TAKES"):
        TakeStore(tmp_path / "file").put(take())


def test_pruning_keeps_what_is_asked(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    store.put(take("k1"))
    store.put(take("k2"))
    assert store.prune({"k2"}) == 1
    assert not store.has("k1") and store.has("k2")


@given(st.text(max_size=50), st.floats(0.5, 2), st.floats(-5, 5), st.floats(-10, 10))
def test_a_key_depends_on_sound_alone(text: str, speed: float, pitch: float, gain: float) -> None:
    text = text.encode("utf-8", "ignore").decode()
    key = take_key(text, Voice("scratch", "narrator", speed, pitch), "f")
    assert key == take_key(text, Voice("scratch", "narrator", speed, pitch, gain), "f")
    others = [
        take_key(text + "x", Voice("scratch", "narrator", speed, pitch), "f"),
        take_key(text, Voice("scratch", "woman-1", speed, pitch), "f"),
        take_key(text, Voice("scratch", "narrator", speed + 0.1, pitch), "f"),
        take_key(text, Voice("scratch", "narrator", speed, pitch + 1), "f"),
        take_key(text, Voice("scratch", "narrator", speed, pitch), "g"),
        take_key(text, Voice("scratch", "narrator", speed, pitch), "f", 2),
    ]
    assert len({key, *others}) == 7
