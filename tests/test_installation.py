"""Hints on how to add to an installation are commands that can be pasted."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

from narrate import installation

ROOT = Path(__file__).resolve().parents[1]
METADATA = """Metadata-Version: 2.4
Name: narrate-audiobooks
Version: 0.1.0
Requires-Dist: numpy>=1.26
Provides-Extra: tin
Provides-Extra: tinder
Requires-Dist: tin-voices[fast]<3,>=2; extra == 'tin'
Requires-Dist: can-opener>=1; (python_version >= "3.9") and extra == "tin"
Requires-Dist: matches; extra == 'tinder'
"""


def installed(monkeypatch: pytest.MonkeyPatch, folder: Path, origin: dict[str, object] | None) -> None:
    """As if narrate had come from there."""
    info = folder / "narrate_audiobooks-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(METADATA)
    if origin is not None:
        (info / "direct_url.json").write_text(json.dumps(origin))
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])


@pytest.mark.parametrize(
    ("origin", "wanted"),
    [
        (None, ["narrate-audiobooks[tin]"]),
        ({"url": "SOURCE", "dir_info": {}}, ["{source}[tin]"]),
        ({"url": "SOURCE", "dir_info": {"editable": True}}, ["-e", "{source}[tin]"]),
        ({"url": "SOURCE", "archive_info": {}}, ["narrate-audiobooks[tin] @ {url}"]),
        ({"url": "https://x.test/n.whl", "archive_info": {}}, ["narrate-audiobooks[tin] @ https://x.test/n.whl"]),
        (
            {"url": "https://x.test/n.git", "vcs_info": {"vcs": "git", "commit_id": "ab12"}},
            ["narrate-audiobooks[tin] @ git+https://x.test/n.git@ab12"],
        ),
        ({"url": "file:///nowhere/narrate", "dir_info": {}}, ["tin-voices[fast]<3,>=2", "can-opener>=1"]),
        ({"url": "file:///nowhere/n.whl", "archive_info": {}}, ["tin-voices[fast]<3,>=2", "can-opener>=1"]),
    ],
)
def test_the_hint_names_where_narrate_came_from(
    origin: dict[str, object] | None, wanted: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "my stories' reader"
    source.mkdir()
    if origin is not None and origin["url"] == "SOURCE":
        origin = {**origin, "url": source.as_uri()}
    installed(monkeypatch, tmp_path / "site", origin)

    command = shlex.split(installation.how_to_add("tin"))

    assert command[:4] == [sys.executable, "-m", "pip", "install"]
    assert command[4:] == [word.format(source=source, url=source.as_uri()) for word in wanted]


def test_the_name_is_the_one_in_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["name"] == installation.DISTRIBUTION


def test_no_hint_is_written_by_hand() -> None:
    texts = {path: path.read_text() for path in (ROOT / "src").rglob("*.py")}
    by_hand = [path for path, text in texts.items() if "pip install" in text or "narrate[" in text]
    assert by_hand == []


def test_a_printed_hint_is_pasted(tmp_path: Path) -> None:
    """In an environment of its own, installed from a folder, without Kokoro: what narrate prints brings it."""
    venv, borrowed = tmp_path / "it's new", tmp_path / "borrowed"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    python = venv / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", "--no-deps", str(ROOT)], check=True)
    lend(borrowed, without="kokoro")
    site = next(venv.glob("lib/python*/site-packages"))
    (site / "borrowed.pth").write_text(f"{borrowed}\n")
    narrate = [str(python), "-m", "narrate", "voices", "--engine", "kokoro"]
    environment = {**os.environ, "NARRATE_VOICES": str(tmp_path / "voices")}

    before = subprocess.run(narrate, capture_output=True, text=True, cwd=tmp_path, env=environment)
    hint = before.stderr.strip().rpartition("Run: ")[2]
    assert f"{ROOT}[kokoro]" in hint, before.stderr
    subprocess.run(hint, shell=True, check=True, cwd=tmp_path, stdout=subprocess.DEVNULL)

    after = subprocess.run(narrate, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert "has no voice yet" in after.stderr + after.stdout


def lend(folder: Path, without: str) -> None:
    """Links to every package of this environment but one, and but narrate."""
    folder.mkdir()
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if not package.name.startswith((without, "narrate", "_narrate", "__")) and package.suffix != ".pth":
            (folder / package.name).symlink_to(package)
