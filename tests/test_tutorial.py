"""docs/tutorial.md, followed word for word: every command works, and prints what the page says it prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).resolve().parents[1] / "docs" / "tutorial.md"
BLOCK = re.compile(r"(?:[Ss]ave this as `(?P<file>[^`]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
MARK = "-- what comes next is printed by block"


@dataclass(frozen=True)
class Step:
    """Commands, or a file to save, or what the commands before it print."""

    kind: str
    text: str
    file: str | None


def steps() -> Iterator[Step]:
    """Everything on the page that is to be done, after the installation."""
    page = TUTORIAL.read_text(encoding="utf-8")
    install = page.index("\n```sh\n", page.index("## Install"))
    after = page.index("```\n", install + len("\n```sh\n"))
    assert "pip install" in page[install:after]
    for found in BLOCK.finditer(page, after + 4):
        yield Step(found["kind"], found["text"], found["file"])


def shell_script(wanted: list[Step]) -> str:
    parts = ["set -e"]
    for number, step in enumerate(wanted):
        if step.file:
            parts.append(f"cat > {step.file} <<'THE-END'\n{step.text}THE-END")
        elif step.kind == "sh":
            parts.append(f"echo; echo '{MARK}' {number}\n{step.text}")
    return "\n".join(parts)


def printed(shown: str, output: str) -> bool:
    """Is the line somewhere in the output, however it is spaced and with any numbers? `…` alone stands for anything."""
    words = [r"\S.*" if word == "…" else re.sub(r"\d+", r"\\d+", re.escape(word)) for word in shown.split()]
    return re.search(r"\s+".join(words), output) is not None


def test_every_command_of_the_tutorial_works_as_written(tmp_path: Path) -> None:
    wanted = list(steps())
    assert sum(step.kind == "sh" for step in wanted) >= 8
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NARRATE_TAKES": str(tmp_path / "takes"),
        "COLUMNS": "200",
    }

    done = subprocess.run(
        ["bash", "-c", shell_script(wanted)], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=240
    )

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    outputs = {int(text.split("\n", 1)[0]): text for text in done.stdout.split(MARK)[1:]}
    before = 0
    for number, step in enumerate(wanted):
        if step.kind == "sh":
            before = number
        elif step.kind == "text" and not step.file:
            missing = [line for line in step.text.splitlines() if not printed(line, outputs[before])]
            assert missing == [], f"the tutorial shows what is not printed:\n{outputs[before]}"


@pytest.mark.parametrize("file", ["lighthouse.md", "voices.yaml"])
def test_the_tutorial_has_its_files(file: str) -> None:
    assert any(step.file == file for step in steps())
