"""Where each line of a book is heard: chapter and time in it, as measured where the chapter is rendered as it is now, else as
expected; and the corrections that fit no line or several, told with those places."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from narrate.captions import read
from narrate.editing import HEAD
from narrate.errors import ConfigError
from narrate.model import Chapter, Cue, Line, Misfit
from narrate.produce.layout import TEXT
from narrate.produce.lengths import speaking_length
from narrate.produce.plan import Plan
from narrate.script import doubtful, reason
from narrate.script.keys import LineKeys
from narrate.units import Seconds, clock


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line begins: the number of its chapter, as `--chapters` counts, and seconds from the chapter's start, None for a
    line in which nothing is said. `measured` says that the time is the finished file's."""

    chapter: int
    seconds: Seconds | None = None
    measured: bool = False

    def __str__(self) -> str:
        if self.seconds is None:
            return f"chapter {self.chapter}"
        return f"chapter {self.chapter}, {'' if self.measured else 'about '}{clock(self.seconds)}"


@dataclass(frozen=True, slots=True)
class LocatedLine:
    """A line with its place, when it has been heard, and for a quotation its key in voices.yaml and what decided who says it."""

    line: Line
    place: Place
    end: Seconds
    key: str
    why: str
    doubtful: bool

    @property
    def entry(self) -> str:
        """What can be pasted under `lines` in voices.yaml."""
        return f"{json.dumps(self.key, ensure_ascii=False)}: {self.line.speaker}" if self.key else ""


def lines_of(plan: Plan) -> list[LocatedLine]:
    """Every line of a planned book with its place, in reading order."""
    lines = list(plan.script.bodies())
    keys = LineKeys([(line.text, line.kind == "dialogue") for line in lines])
    unsure = {id(line) for line in doubtful(plan.script)}
    found: list[LocatedLine] = []
    number = 0
    where = places(plan)
    for place, (line, at) in enumerate(zip(lines, where, strict=True)):
        following = next((p.seconds for p in where[place + 1 :] if p.seconds is not None and p.chapter == at.chapter), None)
        quoted = line.kind == "dialogue"
        key = keys.key(number) if quoted else ""
        number += quoted
        why = reason(line, plan.script) if quoted else ""
        found.append(
            LocatedLine(
                line=line,
                place=at,
                end=math.inf if following is None else following,
                key=key,
                why=why,
                doubtful=id(line) in unsure,
            )
        )
    return found


def places(plan: Plan) -> list[Place]:
    """The place of every line of a planned book, in reading order."""
    files, outdated = plan.current_layout.folder(TEXT).glob("*.vtt"), plan.as_rendered.outdated(plan.sheet)
    captions = {int(number[0]): file for file in files if (number := re.match(r"\d+", file.name))}
    found: list[Place] = []
    for chapter, spoken in zip(plan.script.chapters, plan.sheet.chapters, strict=True):
        same = chapter.number in captions and chapter.number not in outdated
        measured = _measured(captions[chapter.number]) if same else []
        known = len(measured) == len(spoken.body)
        starts: dict[int, Seconds] = {}
        for cue, start in zip(spoken.body, measured if known else _expected(spoken), strict=True):
            starts.setdefault(cue.line, start)
        first = len(found)
        found += [Place(chapter.number, starts.get(first + n), known) for n in range(len(chapter.body))]
    return found


def _expected(chapter: Chapter[Cue]) -> Iterator[Seconds]:
    place = HEAD
    for cue in chapter.body:
        yield place
        place += speaking_length([cue]) + cue.pause


def _measured(file: Path) -> list[Seconds]:
    """When each of the chapter's marks begins."""
    return [caption.start for caption in read(file.read_text(encoding="utf-8", errors="replace")) if caption.part == 1]


def require_fitting(plans: Sequence[Plan], *, strict: bool) -> None:
    """Raises ConfigError where a correction fits several lines, and if `strict` for every correction that does not fit."""
    messages = [with_places(misfit, plan) for plan in plans for misfit in plan.script.misfits if strict or misfit.ambiguous]
    if messages:
        raise ConfigError("\n".join(messages))


def with_places(misfit: Misfit, plan: Plan) -> str:
    """A correction that does not fit, with the entries that would, each on a line of its own, and where their lines are heard."""
    where = places(plan) if misfit.candidates else []
    return "\n    ".join([misfit.message, *(f"{entry}   # {where[line]}" for entry, line in misfit.candidates)])
