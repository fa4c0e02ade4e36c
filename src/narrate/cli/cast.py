"""narrate cast: the roster and its voices."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from narrate.cli.common import (
    EngineOption,
    JsonOption,
    Stories,
    VoicesOption,
    chosen,
    print_json,
    settings,
    table,
)


def cast(
    stories: Stories = None,
    voices: VoicesOption = None,
    engine: EngineOption = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Add each story's characters to voices.yaml, keeping what is there."),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Show who was found in the stories, how much each says, and the voice each will get.

    Change a voice in voices.yaml, under the story's cast, or with --write start from what is shown here.
    """
    from narrate import readers
    from narrate.produce import cast_story, read_story
    from narrate.produce.planning import best_engine, doubtful

    known = settings(voices)
    asked = engine or known.engine
    speaking = best_engine() if asked == "auto" else asked
    told: list[dict[str, Any]] = []
    for story in readers.stories(chosen(stories)):
        wishes = known.story(story.stem, speaking)
        found = read_story(story, wishes)
        voices_of, remarks = cast_story(found, wishes)
        characters = [
            {
                "name": c.name,
                "aliases": list(c.aliases),
                "gender": c.gender,
                "age": c.age,
                "lines": c.lines,
                "voice": voices_of[c.name].name,
            }
            for c in found.characters
        ]
        told.append(
            {
                "story": str(story),
                "stem": story.stem,
                "title": found.title,
                "narrator": voices_of["Narrator"].name,
                "characters": characters,
                "doubtful": [{"text": x.text, "speaker": x.speaker, "confidence": x.confidence} for x in doubtful(found)],
                "remarks": remarks,
            }
        )
    if write:
        _write(voices or Path("voices.yaml"), told)
    if json:
        print_json({"engine": speaking, "stories": told})
        return
    for entry in told:
        _show(entry)


def _show(entry: dict[str, Any]) -> None:
    from narrate.units import printable

    print(f"{printable(entry['title'])}  ({printable(entry['story'])})")
    rows = [("  Narrator", "", "", entry["narrator"])]
    rows += [
        (f"  {printable(c['name'])}", f"{c['gender']}, {c['age']}", str(c["lines"]), c["voice"]) for c in entry["characters"]
    ]
    print(table(rows, ("  Character", "Taken for", "Lines", "Voice")))
    for remark in entry["remarks"]:
        print(f"  note: {printable(remark)}")
    if entry["doubtful"]:
        print(f"  {len(entry['doubtful'])} quotations worth a look (narrate script {printable(entry['story'])} --why):")
        for line in entry["doubtful"][:5]:
            print(f"    {line['confidence']:.0%} {printable(line['speaker'])}: {printable(' '.join(line['text'].split()))[:80]}")
    print()


def _write(path: Path, told: list[dict[str, Any]]) -> None:
    """Add cast entries for characters that have none, into the file's own tree: comments and hand edits stay."""
    import io

    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    yaml = YAML(typ="rt")
    yaml.preserve_quotes, yaml.width = True, 4096
    tree = yaml.load(path.read_text(encoding="utf-8")) if path.exists() else None
    tree = tree if isinstance(tree, CommentedMap) else CommentedMap()
    stories = tree.setdefault("stories", CommentedMap())
    for entry in told:
        table_of = stories.setdefault(entry["stem"], CommentedMap())
        entries = table_of.setdefault("cast", CommentedMap())
        for character in entry["characters"]:
            known = {str(name).casefold() for name in entries}
            if not known & {n.casefold() for n in (character["name"], *character["aliases"])}:
                entries[character["name"]] = character["voice"]
                entries.yaml_add_eol_comment(
                    f"{character['lines']} lines, {character['gender']}, {character['age']}",
                    character["name"],
                )
    out = io.StringIO()
    yaml.dump(tree, out)
    from narrate.writers.sidecars import write_text

    write_text(path, out.getvalue())
