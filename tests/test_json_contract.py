"""Every field that `--json` prints is told in docs/reference/json.md."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "json.md"
STORY = """Chapter One

“Who left the lamp burning?” asked Nora.

“I did,” said Paul.

“You?”

Leave a Comment
"""


def fields(value: Any, at: str = "") -> Iterator[str]:
    """Every path to a value that is no table and no list of tables; an empty list may be either."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from fields(inner, f"{at}.{name}" if at else name)
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in value):
        for inner in value:
            yield from fields(inner, f"{at}[]")
    elif value != []:
        yield at


def told(command: str) -> re.Pattern[str]:
    """The paths in that command's table, as one pattern; a word in capitals is any name."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## narrate {command} --json\n")[1].split("\n## ")[0]
    paths = []
    for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE):
        base = ""
        for path in re.findall(r"`([^`]+)`", row):
            base = path if not path.startswith(".") else base
            whole = base.rpartition(".")[0] + path if path.startswith(".") else path
            paths += [r"\.".join(".+" if word.isupper() else re.escape(word) for word in whole.split("."))]
            paths[-1] = re.sub(r"^[A-Z]+(?=\\\[)", ".+", paths[-1])
    return re.compile("|".join(f"(?:{path})(?:\\[\\])?" for path in paths))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("script", ["story.txt"]),
        ("cast", ["story.txt", "--engine", "scratch"]),
        ("render --plan", ["story.txt", "--engine", "scratch"]),
        ("render", ["story.txt", "--engine", "scratch"]),
        ("proof", ["output"]),
        ("takes", []),
        ("takes", ["--verify"]),
        ("takes", ["--prune", "--dry-run"]),
        ("voices", ["--engine", "scratch"]),
    ],
    ids=str,
)
def test_every_field_is_told(command: str, words: list[str], rendered: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "narrate", *command.split(), *words, "--json"], cwd=rendered, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = dict.fromkeys(fields(json.loads(done.stdout)))
    known = told(command)
    assert [path for path in found if not known.fullmatch(path)] == []


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a story and its book."""
    folder = tmp_path_factory.mktemp("json")
    (folder / "story.txt").write_text(STORY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARRATE_TAKES", str(folder / "takes"))
        subprocess.run([sys.executable, "-m", "narrate", "render", "story.txt", "--engine", "scratch"], cwd=folder, check=True)
        yield folder
