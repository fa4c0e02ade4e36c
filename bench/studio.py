"""How long the studio lets a person wait, for one book: p50 and p95 of what the design allows, over the real command and its API.

    python bench/studio.py BOOK.txt [--engine scratch] [--times 15]

Runs in a folder of its own; nothing of yours is read or changed. Besides the wall's time, which on a busy computer tells of that,
stands the server's processor time (the engine's is not in it): about what a quiet computer takes.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.studio.runs import Studio

BUDGETS = {
    "open, never read": 8.0,
    "open, known: first lines": 0.5,
    "answer to an edit": 0.15,
    "plan after one voice": 0.3,
    "lines decided after a correction": 4.0,
    "sound of a recorded line": 0.3,
    "sound of an unrecorded line": 1.0,
    "state (asked each second)": 0.05,
}


_LOOK_EVERY = 0.05
"""Seconds; the page looks less often, and each look costs the server a little."""
Took = tuple[float, float]
"""Seconds by the wall, and of the server's processor time."""


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("book", type=Path)
    words.add_argument("--engine", default="scratch")
    words.add_argument("--times", type=int, default=15)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(asked.book, folder / "lamp.txt")
        (folder / "voices.yaml").write_text(f"engine: {asked.engine}\n")
        os.environ["NARRATE_TAKES"] = str(folder / "takes")
        found = measured(folder, asked.times)
    print(f"{'':36}{'p50':>9}{'p95':>9}{'CPU p50':>9}{'CPU p95':>9}{'budget':>9}")
    for what, took in found.items():
        wall, cpu = ([pair[part] for pair in took] for part in (0, 1))
        over = "" if _p95(wall) <= BUDGETS[what] else "  CPU within" if _p95(cpu) <= BUDGETS[what] else "  over"
        figures = (statistics.median(wall), _p95(wall), statistics.median(cpu), _p95(cpu))
        print(f"{what:36}{''.join(f'{figure:8.3f}s' for figure in figures)}{BUDGETS[what]:8.2f}s{over}")


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[min(len(seconds) - 1, round(0.95 * len(seconds)))]


def measured(folder: Path, times: int) -> dict[str, list[Took]]:
    """Seconds of each thing that a person waits for."""
    found: dict[str, list[Took]] = {what: [] for what in BUDGETS}
    with Studio(folder) as studio:
        found["open, never read"].append(_timed(studio, partial(studio.settled, within=600)))
    for _ in range(times):
        with Studio(folder) as studio:
            found["open, known: first lines"].append(_timed(studio, partial(_first_lines, studio)))
    with Studio(folder) as studio:
        studio.settled(within=600)
        for _ in range(times):
            found["state (asked each second)"].append(_timed(studio, lambda: studio.state))
        _sounds(studio, found, times)
        _quiet(studio)
        _edits(studio, found, times)
    return found


def _first_lines(studio: Studio) -> None:
    """Wait as the page does that was opened together with the studio."""
    while studio.get("api/stories/0/script").status != 200:
        pass


def _sounds(studio: Studio, found: dict[str, list[Took]], times: int) -> None:
    sheet = studio.get("api/stories/0/sheet/0").json
    for cue in sheet[: times + 1]:
        address = f"api/stories/0/clips/{cue['clip']}.wav"
        for what in ("sound of an unrecorded line", "sound of a recorded line"):
            found[what].append(_timed(studio, partial(studio.get, address)))
    del found["sound of an unrecorded line"][0]  # the first loads the engine, which the page does when a story is opened


def _edits(studio: Studio, found: dict[str, list[Took]], times: int) -> None:
    script = studio.settled()
    people = [person["name"] for person in script["people"][1:]]
    quotations = [n for n, kind in enumerate(script["lines"]["kind"]) if kind == "d"]
    chance = random.Random(7)
    for number in range(times):
        voice = {"do": "voice", "who": people[number % len(people)], "voice": f"man-{number % 4 + 1}"}
        said = {"do": "say", "line": chance.choice(quotations), "name": chance.choice(people)}
        for asked, what in ((voice, "plan after one voice"), (said, "lines decided after a correction")):
            seen = studio.state["revision"]
            found["answer to an edit"].append(_timed(studio, partial(studio.post, "api/stories/0/edits", asked, If_Match=seen)))
            found[what].append(_timed(studio, partial(_decided, studio)))


def _quiet(studio: Studio) -> None:
    """Wait until the studio has worked out ahead what a corrected line needs, as a person does who reads a page first."""
    before = -1.0
    while _spent(studio) - before > 0.1:
        before = _spent(studio)
        time.sleep(3)


def _decided(studio: Studio) -> None:
    while studio.state["stories"][0]["deciding"]:
        time.sleep(_LOOK_EVERY)


def _timed(studio: Studio, work: Callable[[], object]) -> Took:
    begun, spent = time.perf_counter(), _spent(studio)
    work()
    return time.perf_counter() - begun, _spent(studio) - spent


def _spent(studio: Studio) -> float:
    """Seconds of processor time of the server."""
    fields = Path(f"/proc/{studio.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
