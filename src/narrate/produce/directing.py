"""How lines are to be said, by what a person has written: the directions of single lines, and how much each speaker acts."""

from __future__ import annotations

import json

from narrate.config import StorySettings
from narrate.manners import EVERYBODY, Direction
from narrate.model import Misfit, Script
from narrate.script.keys import LineKeys

_MOST_SHOWN = 12


def directions_of(script: Script, settings: StorySettings) -> tuple[dict[int, Direction], tuple[Misfit, ...]]:
    """The directions by the number of the line in the book; and those that fit no line, or several. Of one that names a speaker
    too that was told when the script was made."""
    if not settings.directions:
        return {}, ()
    lines = list(script.bodies())
    numbers = [number for number, line in enumerate(lines) if line.kind == "dialogue"]
    keys = LineKeys([(line.text, line.kind == "dialogue") for line in lines])
    directed: dict[int, Direction] = {}
    misfits: list[Misfit] = []
    for key, direction in settings.directions.items():
        fitting = keys.fitting(key)
        if len(fitting) == 1:
            directed[numbers[fitting[0]]] = direction
        elif key not in settings.lines:
            candidates = fitting or keys.like(key)
            entries = [(f"{json.dumps(keys.key(n), ensure_ascii=False)}: {{…}}", numbers[n]) for n in candidates[:_MOST_SHOWN]]
            misfits.append(Misfit(_message(key, settings.file, len(fitting), bool(candidates)), tuple(entries), bool(fitting)))
    return directed, tuple(misfits)


def _message(key: str, file: str, fitting: int, like: bool) -> str:
    if fitting:
        return f"{file}: lines: “{key}” fits {fitting} quotations of the story. Name the one that is meant:"
    return f"{file}: lines: “{key}” fits no quotation of the story, and was left aside{' — did you mean:' if like else '.'}"


def acting_by_speaker(script: Script, settings: StorySettings) -> dict[str, float]:
    """How much of its manners each speaker acts, whichever of their names is given; EVERYBODY for the others."""
    by_name = {name.casefold(): much for name, much in settings.manners.items()}
    acted = {
        character.name: next(much for name in names if (much := by_name.get(name.casefold())) is not None)
        for character in script.characters
        for names in [(character.name, *character.aliases)]
        if any(name.casefold() in by_name for name in names)
    }
    return {**acted, EVERYBODY: by_name.get(EVERYBODY, 1.0)}
