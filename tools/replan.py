"""Plans stories after random changes of voices.yaml, with all that is remembered and from nothing, and tells where the two differ
and what each costs.

    python tools/replan.py [--changes 200] [--seed 0] [--lines] STORIES…

Most changes, with `--lines` all, give lines to people who speak near them, as a person would who corrects; some change voices,
genders, names, pronunciations and pauses. The plan from nothing has an empty take store.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any

from narrate.config import load
from narrate.engines import PALETTE, engine_names
from narrate.model import Script
from narrate.produce.plan import Options, Plan
from narrate.produce.planning import Planner
from narrate.script.keys import LineKeys
from narrate.takes import TakeStore

_NEAR = 8
"""Quotations before and after a line in which other speakers are looked for."""
_LINES = "a line"
_ALL = [*[_LINES] * 6, "a voice", "a gender", "a name", "a word", "a pause"]
_TELL_EVERY = 5


@dataclass
class Changes:
    """What voices.yaml says of one story by and by."""

    script: Script
    chance: random.Random
    kinds: list[str]
    said: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lines = list(self.script.bodies())
        self._spoken = [line for line in lines if line.kind == "dialogue"]
        self._keys = LineKeys([(line.text, line.kind == "dialogue") for line in lines])

    def change(self) -> str:
        """One more change; what kind it is."""
        kind = self.chance.choice(self.kinds)
        people = [character.name for character in self.script.characters]
        name = self.chance.choice(people)
        if kind == _LINES:
            number = self.chance.randrange(len(self._spoken))
            near = {line.speaker for line in self._spoken[max(0, number - _NEAR) : number + _NEAR]}
            self._table("lines")[self._keys.key(number)] = self.chance.choice(sorted(near))
        elif kind == "a voice":
            self._table("cast")[name] = self.chance.choice(list(PALETTE))
        elif kind == "a gender":
            self._table("gender")[name] = self.chance.choice(["female", "male"])
        elif kind == "a name":
            self._table("aliases")[self.chance.choice(people)] = name
        elif kind == "a word":
            self._table("pronounce")[name.split()[0]] = name.split()[0] + "ah"
        else:
            self._table("pauses")["sentence"] = round(self.chance.uniform(0.2, 0.9), 2)
        return kind

    def _table(self, name: str) -> dict[str, Any]:
        table: dict[str, Any] = self.said.setdefault(name, {})
        return table


def planned(story: Path, said: dict[str, Any], takes: Path, before: Planner | None = None) -> tuple[Plan, Planner, float]:
    """The plan with these settings for the story, by a planner that follows the one `before`, as in the studio; and the seconds
    of processor time it took."""
    voices = takes.parent / "voices.yaml"
    voices.write_text(json.dumps({"engine": "scratch", "stories": {story.stem: said}}), encoding="utf-8")
    began = time.process_time()
    known = load(voices, list(PALETTE), engine_names())
    planner = before.following(known) if before else Planner(known, Options(out=takes / "none", jobs=1), TakeStore(takes))
    return planner.plan(story), planner, time.process_time() - began


def told_of(plan: Plan) -> tuple[object, ...]:
    """All of a plan that does not name the folder it was made in."""
    return plan.sheet, plan.script, plan.cast, plan.missing, plan.seconds, plan.warnings


def compared(story: Path, changes: int, seed: int, kinds: list[str] = _ALL) -> Iterator[tuple[str, float, float, bool]]:
    """For each change its kind, the seconds of both plans, and whether they are the same."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept"
        first, planner, _ = planned(story, {}, kept)
        work = Changes(first.script, random.Random(seed), kinds)
        for number in range(changes):
            if number % 10 == 0:
                work.said = {}  # else aliases make everybody one person by and by
            kind = work.change()
            again, planner, quick = planned(story, work.said, kept, planner)
            anew, other, slow = planned(story, work.said, Path(folder) / f"new {number}")
            other.close()
            yield kind, quick, slow, told_of(again) == told_of(anew)
        planner.close()


def main() -> int:
    """Print the cost of each kind of change; 1 where a plan was not the one from nothing."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("stories", nargs="+", type=Path)
    words.add_argument("--changes", type=int, default=200)
    words.add_argument("--seed", type=int, default=0)
    words.add_argument("--lines", action="store_true", help="correct lines only")
    asked = words.parse_args()
    kinds = [_LINES] if asked.lines else _ALL
    wrong = 0
    for story in asked.stories:
        costs: dict[str, list[float]] = {}
        for done, (kind, quick, slow, same) in enumerate(compared(story, asked.changes, asked.seed, kinds), 1):
            costs.setdefault(kind, []).append(quick)
            costs.setdefault("from nothing", []).append(slow)
            wrong += not same
            if not same:
                print(f"{story.stem}: {kind}: the plan is not the one from nothing", flush=True)
            if done % _TELL_EVERY == 0:
                print(f"{story.stem}: {done} changes", flush=True)
        for kind, seconds in costs.items():
            cuts = quantiles(seconds, n=20) if len(seconds) > 1 else seconds * 19
            print(f"{story.stem}: {kind}: {len(seconds)} times, {cuts[9]:.2f} s of processor time, p95 {cuts[18]:.2f}")
    print(f"{wrong} plans were not the one from nothing")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
