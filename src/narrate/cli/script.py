"""narrate script: who says what."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from narrate.cli.common import JsonOption, VoicesOption, chosen, print_json, settings


def script(
    story: Annotated[Path, typer.Argument(help="A story; - is standard input.")],
    why: Annotated[bool, typer.Option("--why", help="Show the rule and the evidence behind every quotation.")] = False,
    json: JsonOption = False,
    voices: VoicesOption = None,
) -> None:
    """Print a story as a script: every line with its speaker.

    Correct a speaker in voices.yaml, under the story: lines: {"The line's first words": Name}
    """
    from narrate.produce import read_story
    from narrate.script import as_json, coverage
    from narrate.units import printable

    (story,) = chosen([story])
    known = settings(voices)
    found = read_story(story, known.story(story.stem, "scratch"))
    if json:
        print_json(as_json(found))
        return
    for chapter in found.chapters:
        print(f"\n== {printable(chapter.title)} ==\n")
        for line in chapter.body:
            print(f"{printable(line.speaker)}: {printable(line.text)}")
            if why and line.kind == "dialogue":
                given = "" if line.mode == "speech" else f" ({line.mode})"
                print(f"    {line.rule}, {line.confidence:.0%} sure{given}: {printable(line.evidence)}")
    for skip in found.skipped:
        print(f"\n(not read aloud, {skip.reason}: {printable(skip.text)[:80]})")
    for note in found.notes:
        print(f"({note})")
    print(f"\ncoverage {coverage(found):.2%}")
