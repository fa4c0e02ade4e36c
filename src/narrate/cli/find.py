"""narrate find: where a line is, who says it, and how voices.yaml names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrate.cli.common import EngineOption, JsonOption, VoicesOption, one_story, print_json, settings
from narrate.cli.display import counted, say
from narrate.cli.progress import waiting

if TYPE_CHECKING:
    from narrate.produce.places import LocatedLine

_CLOCK = re.compile(r"(?:(?P<chapter>\d{1,5})[@/])?(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d\d)")
_NOTHING_ASKED = 'Say what to find: words of a line, a time, --speaker or --doubtful. Example: narrate find STORY "come in"'
_NEAR = 3
"""Lines shown around a time."""


def find(
    story: Annotated[Path, typer.Argument(help="A story; - is standard input.")],
    words: Annotated[
        list[str] | None, typer.Argument(help="Words of the line, or a time: 12:34 in any chapter, 3@12:34 in chapter 3.")
    ] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", help="Only what this character says.")] = None,
    doubtful: Annotated[bool, typer.Option("--doubtful", help="Only quotations whose speaker is a guess.")] = False,
    out: Annotated[Path, typer.Option("--out", help="Where the audiobook is, for the times in it.")] = Path("output"),
    engine: EngineOption = None,
    voices: VoicesOption = None,
    json: JsonOption = False,
) -> None:
    """Find lines: in which chapter and when each is heard, who says it and why, and its key for voices.yaml.

    Times are those of the finished book where it is rendered as it is now; else they are expected, and say "about".
    What is shown last of a line can be pasted into voices.yaml, under the story: lines:

    \b
    Examples:
      narrate find STORY.txt come in           every line with these words
      narrate find STORY.txt 3@12:34           what is heard in chapter 3 at 12:34
      narrate find STORY.txt --speaker Maria   everything that Maria says
      narrate find STORY.txt --doubtful        what is worth a look
    """
    from narrate.errors import ConfigError
    from narrate.produce.places import lines_of
    from narrate.produce.plan import Options
    from narrate.produce.render import plan

    if not (words or speaker or doubtful):
        raise ConfigError(_NOTHING_ASKED)
    with waiting("Reading", quiet=json):
        (planned,) = plan([one_story(story)], settings(voices), Options(out, engine=engine))
        found = lines_of(planned)
    if speaker:
        found = _lines_by(speaker, found, [(c.name, *c.aliases) for c in planned.script.characters])
    if doubtful:
        found = sorted((one for one in found if one.doubtful), key=lambda one: one.line.confidence)
    if words:
        found = list(_with(" ".join(words), found))
    if json:
        print_json({"story": str(planned.story), "lines": [_json(one) for one in found]})
    else:
        _show(found)


def _lines_by(name: str, lines: list[LocatedLine], people: list[tuple[str, ...]]) -> list[LocatedLine]:
    """What one character says, by any of the names. Raises ConfigError where nobody has it."""
    from narrate.errors import ConfigError, did_you_mean

    key = name.casefold()
    by_name = {other.casefold(): names[0] for names in reversed(people) for other in names} | {
        n[0].casefold(): n[0] for n in people
    }
    by_name["narrator"] = "Narrator"
    if key not in by_name:
        known = [other for names in people for other in names]
        raise ConfigError(f"--speaker {name}: nobody of this name speaks in the story{did_you_mean(name, known, '.')}")
    return [one for one in lines if one.line.speaker == by_name[key]]


def _with(words: str, lines: list[LocatedLine]) -> Iterator[LocatedLine]:
    """The lines with these words, in this order and next to each other; or those around a time."""
    from narrate.script.keys import letters

    if time := _CLOCK.fullmatch(words.strip()):
        seconds = int(time["hours"] or 0) * 3600 + int(time["minutes"]) * 60 + int(time["seconds"])
        for chapter in dict.fromkeys(one.place.chapter for one in lines):
            if time["chapter"] in (None, str(chapter)):
                yield from _around(seconds, [one for one in lines if one.place.chapter == chapter])
        return
    key = f" {letters(words)} "
    yield from (one for one in lines if key in f" {letters(one.line.text)} ")


def _around(seconds: float, lines: list[LocatedLine]) -> list[LocatedLine]:
    """The line that is heard at a time of its chapter, with its neighbours; nothing where the chapter is over by then."""
    timed = [one for one in lines if one.place.seconds is not None]
    if not timed or seconds > timed[-1].end:
        return []
    place = max((n for n, one in enumerate(timed) if (one.place.seconds or 0) <= seconds), default=0)
    return timed[max(0, place - _NEAR // 2) : place + _NEAR // 2 + 1]


def _show(lines: list[LocatedLine]) -> None:
    for one in lines:
        say(f"{one.place}: {one.line.speaker}: {' '.join(one.line.text.split())}")
        if one.key:
            say(f"{one.why}", indent=4)
            say(one.entry, indent=4)
    say(f"{counted(len(lines), 'line')} found." if lines else "No line fits.")
    if not lines:
        raise typer.Exit(1)


def _json(one: LocatedLine) -> dict[str, Any]:
    return {
        "chapter": one.place.chapter,
        "seconds": None if one.place.seconds is None else round(one.place.seconds, 3),
        "measured": one.place.measured,
        "speaker": one.line.speaker,
        "text": one.line.text,
        "kind": one.line.kind,
        "rule": one.line.rule,
        "confidence": one.line.confidence,
        "evidence": one.line.evidence,
        "key": one.key,
    }
