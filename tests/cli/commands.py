"""The command line as a person runs it: in a process of its own, in a folder of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def narrate(folder: Path, *words: str, code: int = 0, **more: Any) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "narrate", *words], cwd=folder, capture_output=True, text=True, check=False, **more
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def report(folder: Path, *words: str, code: int = 0, **more: Any) -> dict[str, Any]:
    made = json.loads(narrate(folder, "render", "--json", *words, code=code, **more).stdout)
    assert isinstance(made, dict)
    return made


def sounds(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.suffix in {".mp3", ".m4b", ".vtt", ".m3u8"}
    }
