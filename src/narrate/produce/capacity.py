"""How much memory there is, and how many booths it holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

_BOOTH_BYTES = {"hibari": 420 << 20, "kokoro": 700 << 20, "piper": 560 << 20}
_SMALL_BOOTH, _OWN_BYTES = 30 << 20, 250 << 20
"""Memory of a booth with its engine, and of the rest of narrate."""
_GROUPS = Path("/sys/fs/cgroup")


def fitting(jobs: int, engines: Collection[str]) -> tuple[int, str]:
    """How many jobs this computer's free memory holds, at least one, and what to tell a person if those are fewer."""
    need = sum(_BOOTH_BYTES.get(engine, _SMALL_BOOTH) for engine in engines)
    free = free_memory()
    if free is None or not need:
        return jobs, ""
    fits = max(1, min(jobs, (free - _OWN_BYTES) // need))
    if fits == jobs:
        return jobs, ""
    return fits, f"{free >> 20} MB of memory are free: {fits} job{'s' * (fits > 1)} instead of {jobs} ({need >> 20} MB each)."


def memory_message(engine: str) -> str:
    """What an engine needs and what there is, for a person whose engine died."""
    free = free_memory()
    need = f"{engine} needs about {_BOOTH_BYTES.get(engine, _SMALL_BOOTH) + _OWN_BYTES >> 20} MB of memory with --jobs 1"
    return f"{need}." if free is None else f"{need}; {free >> 20} MB are free."


def free_memory() -> int | None:
    """Bytes that may still be used: of the computer's, and of what this process's control groups are allowed. None where the
    system does not say."""
    with suppress(OSError, ValueError):
        match = re.search(r"MemAvailable:\s+(\d+)", Path("/proc/meminfo").read_text())
        if match:
            return min([int(match[1]) * 1024, *_allowed()])
    return None


def _allowed() -> Iterator[int]:
    """What is left of the limit of each control group that this process is in, of either version."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, kinds, place = line.split(":", 2)
        if kinds and "memory" not in kinds.split(","):
            continue
        top = _GROUPS / "memory" if kinds else _GROUPS
        limit, used = ("memory.limit_in_bytes", "memory.usage_in_bytes") if kinds else ("memory.max", "memory.current")
        folder = top / place.lstrip("/")
        for group in [folder, *folder.parents]:
            with suppress(OSError, ValueError):
                yield int((group / limit).read_text()) - int((group / used).read_text()) + _reclaimable(group)
            if group == top:
                break


def _reclaimable(group: Path) -> int:
    """Bytes of files that the system keeps only while nobody needs the memory."""
    match = re.search(r"^(?:total_)?inactive_file (\d+)", (group / "memory.stat").read_text(), re.MULTILINE)
    return int(match[1]) if match else 0
