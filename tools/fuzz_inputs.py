"""Reads odd inputs of every format and tells which are slow, heavy, crash, or lose words.

    python tools/fuzz_inputs.py [--seconds 1800] [--size 200000] [--seed 0] [--only WORDS]

Each input is read by a process of its own, through to its cue sheet. A fault is: a file that is neither read nor refused within
LIMIT seconds a megabyte, more than SLOWER times what plain prose of that size takes through to the cue sheet, more than HEAVY
bytes beyond it, any exception but StoryError, and words that are neither told nor set aside. Seconds are processor time.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parent.parent
sys.path.append(str(PROJECT))

from tests.odd import FIRST, LAST, Odd, all_kinds, plain

from narrate import cues, readers, script, spoken
from narrate.cues.staging import Staging
from narrate.errors import StoryError
from narrate.model import NARRATOR, Manuscript, Voice
from narrate.pauses import Pauses

LIMIT, SLOWER, HEAVY = 5.0, 20.0, 300 << 20
_START = 1.0
"""Seconds besides, for what is loaded with the first file of a format."""
_GIVEN_UP = 20.0
_ENDS = (FIRST.rstrip("."), LAST.partition(",")[0].strip("“"))


@dataclass(frozen=True)
class Outcome:
    """`told` is "read", "refused: …", "crash: …" or "lost: …"; seconds of processor time, in all and of the reader alone; bytes
    at the peak."""

    told: str
    seconds: float
    reading: float
    peak: int


def read_through(path: Path, *, ends: bool = True) -> str:
    """Everything that is done with a story before a voice is heard."""
    manuscript = _opened(path)
    return manuscript if isinstance(manuscript, str) else _through(manuscript, ends)


def _opened(path: Path) -> Manuscript | str:
    try:
        return readers.read(path)
    except StoryError as error:
        return _refusal(error, path)


def _refusal(error: StoryError, path: Path) -> str:
    message = str(error)
    return f"refused: {message}" if "\n" not in message and path.name in message else f"crash: no clear line: {message!r}"


def _through(manuscript: Manuscript, ends: bool) -> str:
    try:
        found = script.read_through(manuscript)
    except StoryError as error:
        return _refusal(error, Path(manuscript.source))
    voices, pauses = (
        {NARRATOR: Voice("scratch", "narrator")},
        Pauses(sentence=0, paragraph=0, speaker=0, tag=0, scene=0, heading=0),
    )
    cues.cue(found, voices, Staging(pauses), lambda text, heading: spoken.say(text, heading=heading), lambda text, _: text)
    if (kept := script.coverage(found)) != 1.0:
        return f"lost: coverage {kept:.4f}"
    told = " ".join(found.text.split())
    missing = [end for end in _ENDS if end not in told]
    return f"lost: {missing}" if missing and ends else "read"


def watched(path: Path, patience: float = _GIVEN_UP, *, ends: bool = True) -> Outcome:
    """The outcome of one file, read by a child. `ends` says that it begins with FIRST and ends with LAST."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _answer(path, writing, patience, ends)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        seconds, _, told = pipe.read().decode(errors="replace").partition(" ")
    _, status, usage = os.wait4(child, 0)
    spent = usage.ru_utime + usage.ru_stime
    if not told:
        told = f"slow: given up after {patience:.0f} s" if os.WIFSIGNALED(status) else "crash: it died"
    return Outcome(told.strip(), spent, float(seconds or spent), usage.ru_maxrss << 10)


def _answer(path: Path, pipe: int, patience: float, ends: bool) -> None:
    """In the child: read, tell after how many seconds, go on, tell the rest, end."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(patience), int(patience) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    try:
        manuscript = _opened(path)
        os.write(pipe, f"{time.process_time():.3f} ".encode())
        told = manuscript if isinstance(manuscript, str) else _through(manuscript, ends)
    except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
        told = f" crash: {traceback.format_exc(limit=-3)}"
    os.write(pipe, told.encode("utf-8", "replace")[:4000])
    os._exit(0)


def measured(odd: Odd, size: int, folder: Path, patience: float = _GIVEN_UP) -> Outcome:
    """The outcome of an odd input of that size."""
    path = folder / odd.file
    path.write_bytes(odd.made(size))
    return watched(path, patience)


def faults(outcome: Outcome, usual: Outcome, size: int) -> list[str]:
    """What is wrong with an outcome, beside plain prose of that size."""
    found = [outcome.told] if outcome.told.startswith(("crash", "lost", "slow")) else []
    if outcome.reading > _START + LIMIT * size / 1e6:
        found.append(f"slow to read: {outcome.reading:.1f} s")
    if outcome.seconds > SLOWER * usual.seconds:
        found.append(f"slow: {outcome.seconds:.1f} s, {outcome.seconds / usual.seconds:.0f} times plain text")
    if outcome.peak > usual.peak + HEAVY:
        found.append(f"heavy: {outcome.peak >> 20} MB")
    return found


def main() -> int:
    """Print faults as they are found and a summary; 1 if there were any."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=1800)
    words.add_argument("--size", type=int, default=200_000)
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--only", default="")
    asked = words.parse_args()
    counts: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "plain.txt").write_bytes(plain(10_000))
        read_through(folder / "plain.txt")  # what is loaded once is loaded before any child
        usual = measured(Odd("plain", "plain.txt", plain), asked.size, folder)
        print(f"plain text of {asked.size:,} bytes: {usual.seconds:.2f} s, {usual.peak >> 20} MB")
        kinds = [odd for odd in all_kinds(asked.seed) if asked.only in f"{odd.what} {odd.file}"]
        for odd in kinds:
            if time.monotonic() - began > asked.seconds:
                break
            outcome = measured(odd, asked.size, folder, _GIVEN_UP + SLOWER * usual.seconds)
            counts[outcome.told.partition(":")[0]] += 1
            slowest.append((outcome.seconds, f"{odd.what} ({odd.file})"))
            for fault in faults(outcome, usual, asked.size):
                counts["faults"] += 1
                print(f"{odd.what} ({odd.file}): {fault}", flush=True)
    print(f"{len(slowest):,} of {len(kinds):,} kinds:", ", ".join(f"{count} {what}" for what, count in sorted(counts.items())))
    for seconds, what in sorted(slowest, reverse=True)[:10]:
        print(f"{seconds:6.2f} s, {seconds / usual.seconds:5.1f} times plain text: {what}")
    return 1 if counts["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
