"""Other people's programs, asked about a file: each function answers with a complaint, empty for a good file."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any


@dataclass(frozen=True)
class Delivered:
    """A file with what the book's report says of it: `duration_s`, `chapters`, `delivery`, `complete`."""

    path: Path
    reported: dict[str, Any]


def run(*words: str, **more: str) -> tuple[int, str]:
    """The exit code, and all that was said; `more` is added to the environment."""
    around = {**os.environ, **more}
    done = subprocess.run(
        words, capture_output=True, text=True, errors="replace", check=False, stdin=subprocess.DEVNULL, env=around
    )
    return done.returncode, (done.stdout + done.stderr).strip()


def probed(file: Delivered) -> dict[str, Any]:
    """All that ffprobe knows of a sound file."""
    words = ("-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", str(file.path))
    found: dict[str, Any] = json.loads(run("ffprobe", *words)[1])
    return found


def chromium() -> str:
    """The system's browser; nothing where there is none."""
    return which("chromium") or which("chromium-browser") or which("google-chrome") or ""
