"""A render in a process of its own, its time and its memory. Imports nothing large: pages that this process shared with those it
looks at would be counted for half."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from narrate.units import Seconds

ENGINE = "pyttsx3"
OFTEN: Seconds = 0.1
RARE: Seconds = 3.0
"""Between looks at a render's memory."""


def render(
    story: Path, folder: Path, *more: str, engine: str = ENGINE, every: Seconds = OFTEN
) -> tuple[float, dict[str, Any], float]:
    """One render from the command line: seconds, its report, and the peak of all its processes' memory together, in MB,
    looked at `every` so many seconds."""
    command = [sys.executable, "-m", "narrate", "render", str(story), "--out", str(folder / "out"), "--json", "--engine", engine]
    folder.mkdir(exist_ok=True)
    around = {**os.environ, "NARRATE_TAKES": str(folder / "takes")}
    around.pop("PYTHONDONTWRITEBYTECODE", None)  # installed modules are compiled, once and for all
    began = time.perf_counter()
    with (folder / "report").open("wb") as report:
        work = subprocess.Popen([*command, *more], env=around, stdout=report)
        peak = watched(work, every)
    if work.returncode:
        raise SystemExit(f"render failed: {work.returncode}")
    return time.perf_counter() - began, json.loads((folder / "report").read_bytes()), peak


def watched(work: subprocess.Popen[bytes], every: Seconds) -> float:
    """Wait for a process; the peak of its and its descendants' memory in MB, shared pages counted once (PSS).

    One look takes some 20 ms of a core, and those looked at wait for it when they want memory: where time is measured it should
    be rare.
    """
    peak = 0
    while work.poll() is None:
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
        tree = {work.pid}
        while more := {pid for pid, parent in parents.items() if parent in tree} - tree:
            tree |= more
        total = 0
        for pid in tree:
            try:
                told = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                continue
            total += sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
        peak = max(peak, total)
        with contextlib.suppress(subprocess.TimeoutExpired):
            work.wait(every)
    return peak / 1024
