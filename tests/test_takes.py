from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import DiskError
from narrate.model import Take, Voice
from narrate.takes import TakeStore, _machine, stand_in_key, take_key, unperformed
from tests.conftest import PROJECT

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


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "swap", "rate", "bare", "nested", "future", "folder"])
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
    elif harm == "rate":
        path.write_bytes(data.replace(b'"rate": 22050', b'"rate": 22051'))
    elif harm == "bare":
        path.write_bytes(b"{}" + data[data.index(b"\n") :])
    elif harm == "nested":
        path.write_bytes(b"[" * 1000 + data[data.index(b"\n") :])
    elif harm == "future":
        path.write_bytes(data.replace(b'"schema": 1', b'"schema": 2'))
    else:
        path.unlink()
        path.mkdir()
    assert store.get("k1") is None


def test_an_entry_of_before_headers_were_checked_is_good_still(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    store.put(take("k1"))
    line, _, sound = store.path("k1").read_bytes().partition(b"\n")
    header = json.loads(line)
    del header["check"]
    store.path("k1").write_bytes(json.dumps(header).encode() + b"\n" + sound)
    assert store.get("k1") is not None


def test_takes_recorded_by_earlier_versions_stay_valid(tmp_path: Path) -> None:
    """Keys as the first version made them: what a key is made of may grow, never change for voices that could be asked for then."""
    tuned = Voice("piper", "en_US-x#3", 1.23456, -2.5, 4.0)
    coloured = Voice("hibari", "woman-1", 0.9, timbre=1.2, range=0.8)
    assert take_key("„Ja“, said he — 12%", tuned, "piper-abc") == "6ae4f686bb99c8d77fb6c5360036ad18487afa05"
    assert take_key("Again.", replace(coloured, take=2), "hibari-abc") == "e435ee05389809d636fd6fbecc6625185e8f49aa"
    key = take_key("She was there.", VOICE, "f-1")
    store = TakeStore(tmp_path)
    store.path(key).parent.mkdir(parents=True)
    shutil.copy(PROJECT / "tests/golden/take-of-version-1.take", store.path(key))
    found = store.get(key)
    assert found is not None and found.samples.tolist() == list(range(-2000, 2000, 100)) and found.sample_rate == 22050


def test_a_stand_in_is_no_take(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    store.put(Take(stand_in_key("k1"), take().samples, 22050, "by another: it died"))
    assert not store.has("k1") and store.has_stand_in("k1") and store.get("k1") is None
    found = store.get(stand_in_key("k1"))
    assert found is not None and found.stand_in == "by another: it died"
    store.put(take("k1"))
    assert not store.has_stand_in("k1")


def test_a_store_that_cannot_be_written_is_a_disk_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match="NARRATE_TAKES"):
        TakeStore(tmp_path / "file").put(take())


def test_deleting_deletes_what_is_asked(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    store.put(take("k1"))
    store.put(take("k2"))
    assert store.delete(["k1", "k3"]) == 1
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
        take_key(text, Voice("scratch", "narrator", speed, pitch, take=2), "f"),
        take_key(text, Voice("scratch", "narrator", speed, pitch, manner="whisper"), "f"),
    ]
    assert len({key, *others}) == 8


STEPS = """
import sys
from dataclasses import replace
from pathlib import Path
import numpy as np
from narrate.model import Take
from narrate.takes import TakeStore
from tests.stepped import stepped
store, take = TakeStore(Path(sys.argv[1])), Take("a" * 40, np.arange(5000, dtype=np.int16), 22050)
border, whole = 0, 0
while stepped(lambda: store.put(take), border := border + 1):
    found = store.get(take.key)
    assert found is None or found.samples.tobytes() == take.samples.tobytes(), border
    whole += found is not None
    store.put(take)
    assert store.get(take.key).samples.tobytes() == take.samples.tobytes(), border
    store.sweep()
    assert [path.name for path in store.folder.glob("*/*")] == [take.key + ".take"], border
    store.path(take.key).unlink()
print(border, whole)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="ptrace is Linux's")
def test_killed_at_any_system_call_of_a_put_the_store_has_the_whole_take_or_none(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", STEPS, str(tmp_path)], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    borders, whole = map(int, done.stdout.split())
    assert borders > 20 and 0 < whole < borders


def test_a_take_that_nothing_stands_in_for_says_so(tmp_path: Path) -> None:
    store = TakeStore(tmp_path / "deep" / "folder")
    store.put(take())
    found = store.get("k1")
    assert found is not None and found.stand_in == ""


def test_samples_are_stored_as_int16_whatever_they_come_as(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    store.put(Take("k1", take().samples.astype(np.int32), 22050))  # type: ignore[arg-type]
    found = store.get("k1")
    assert found is not None and found.samples.tobytes() == take().samples.tobytes()


def test_as_many_takes_are_deleted_as_are_told(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    for key in ("k1", "k2", "k3"):
        store.put(take(key))
    assert store.delete(["k1", "k3", "none"]) == 2
    assert store.keys() == ["k2"]


def test_a_store_that_cannot_be_written_says_where_why_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match=r"file/takes: .*Not a directory\. Free some space or set NARRATE_TAKES"):
        TakeStore(tmp_path / "file" / "takes").put(take())


def test_a_plain_voice_is_unperformed_and_so_is_one_that_acts() -> None:
    assert unperformed(VOICE) == VOICE
    assert unperformed(replace(VOICE, gain=3.0, manner="shout", acted=0.5, take=4, stressed="1", before="a", after="b")) == VOICE


def test_tuning_that_nobody_can_hear_records_nothing_anew() -> None:
    tuned = replace(VOICE, pitch=1.25, timbre=1.1)
    assert take_key("Yes.", replace(tuned, pitch=1.2504, timbre=1.10004), "f") == take_key("Yes.", tuned, "f")
    assert take_key("Yes.", replace(tuned, pitch=1.252), "f") != take_key("Yes.", tuned, "f")
    assert take_key("Yes.", replace(tuned, timbre=1.1001), "f") != take_key("Yes.", tuned, "f")


def test_sweeping_takes_what_the_dead_of_this_machine_and_the_old_of_others_left(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    store.put(take())
    mine = _machine()
    left = {f"{mine}-{os.getpid()}-a": True, f"{mine}-999999999-a": False, "0123abcd-1-new": True, "0123abcd-1-old": False}
    for name in left:
        (tmp_path / "tmp" / name).write_bytes(b"x")
    day_ago = time.time() - 86_500
    os.utime(tmp_path / "tmp" / "0123abcd-1-old", (day_ago, day_ago))
    store.sweep()
    assert {file.name for file in (tmp_path / "tmp").iterdir()} == {name for name, stays in left.items() if stays}


def test_each_entry_has_its_size(tmp_path: Path) -> None:
    store = TakeStore(tmp_path)
    for key in ("k2", "k1"):
        store.put(take(key))
    assert list(store.sizes().items()) == [(key, store.path(key).stat().st_size) for key in ("k1", "k2")]
