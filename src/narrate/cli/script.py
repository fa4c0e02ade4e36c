"""narrate script: who says what."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrate.cli.common import JsonOption, VoicesOption, one_story, print_json, settings
from narrate.cli.display import counted, say
from narrate.cli.progress import waiting

if TYPE_CHECKING:
    from narrate.model import Line, Script

_SKIP = 80


def script(
    story: Annotated[Path, typer.Argument(help="A story; - is standard input.")],
    why: Annotated[bool, typer.Option("--why", help="Show the rule and the evidence behind every quotation.")] = False,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="Only the quotations whose speaker is a guess, the least sure first.")
    ] = False,
    json: JsonOption = False,
    voices: VoicesOption = None,
) -> None:
    """Print a story as a script: every line with its speaker.

    Correct a speaker in voices.yaml, under the story: lines: {"The line's first words": Name}

    \b
    Examples:
      narrate script STORY.txt --doubtful   what is worth a look
      narrate script STORY.txt --why        everything, with the evidence
    """
    from narrate.produce.stories import misfit_notes, read_story
    from narrate.script import as_json
    from narrate.script import doubtful as script_doubts

    named, story = story, one_story(story)
    settings_file = settings(voices)
    story_settings = settings_file.story(story.stem, "scratch")
    with waiting("Reading", quiet=json):
        found = read_story(story, story_settings)
        misfits = misfit_notes(story, found, settings_file, story_settings)
    for note in misfits:
        say(f"note: {note}", stream=sys.stderr)
    if str(named) == "-":
        found = replace(found, source=story.name)
    unsure = script_doubts(found)
    if json:
        print_json(as_json(_only(found, unsure) if doubtful else found))
    elif doubtful:
        _show_doubtful(found, unsure)
    else:
        _show(found, why=why)


def _only(script: Script, lines: list[Line]) -> Script:
    """The script with no other lines."""
    kept = set(lines)
    chapters = [replace(c, body=tuple(line for line in c.body if line in kept)) for c in script.chapters]
    return replace(script, chapters=tuple(chapter for chapter in chapters if chapter.body))


def _show_doubtful(script: Script, lines: list[Line]) -> None:
    from narrate.script import reason
    from narrate.units import numbered

    if not lines:
        say("Every quotation has a speaker who is more than a guess.")
        return
    chapters = {line: numbered(chapter.number, chapter.title) for chapter in script.chapters for line in chapter.body}
    for line in lines:
        say(f"{line.speaker}: {line.text}")
        say(f"chapter {chapters[line]}; {reason(line, script)}", indent=4)
    say(f"{counted(len(lines), 'quotation')} worth a look. Correct one in voices.yaml, under the story:")
    say(f"lines: {{{_key(script, lines[0])}: NAME}}", indent=4)


def _key(script: Script, quotation: Line) -> str:
    """What names a quotation in voices.yaml, as YAML."""
    from json import dumps

    from narrate.script.keys import LineKeys

    lines = list(script.bodies())
    number = next(n for n, line in enumerate(x for x in lines if x.kind == "dialogue") if line is quotation)
    return dumps(LineKeys([(line.text, line.kind == "dialogue") for line in lines]).key(number), ensure_ascii=False)


def _show(script: Script, *, why: bool) -> None:
    from narrate.script import coverage, reason
    from narrate.units import numbered, shortened

    for chapter in script.chapters:
        print()
        say(f"== {numbered(chapter.number, chapter.title)} ==")
        print()
        for line in chapter.body:
            say(f"{line.speaker}: {line.text}")
            if why and line.kind == "dialogue":
                say(reason(line, script), indent=4)
    for skip in script.skipped:
        print()
        say(f"(not read aloud, {skip.reason}: {shortened(skip.text, _SKIP)})")
    for note in script.notes:
        say(f"({note})")
    print()
    say(f"coverage {coverage(script):.2%}")
