"""narrate cast: the roster and its voices."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrate.cli.common import EngineOption, JsonOption, Stories, VoicesOption, chosen, engine_of, print_json, settings
from narrate.cli.display import counted, say, show_table
from narrate.cli.progress import waiting

if TYPE_CHECKING:
    from narrate.config import Change, Settings
    from narrate.model import Character, Script, Voice

_DOUBTS, _WORDS = 5, 60
_ALIASES = 3


def cast(
    stories: Stories = None,
    voices: VoicesOption = None,
    engine: EngineOption = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Add each story's characters to voices.yaml, keeping what is there."),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Also who talk with each other and sound alike, from 0.80 of 1 on.")
    ] = False,
    why: Annotated[
        bool,
        typer.Option("--why", help="Tell how several names came to be one person's."),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Show who was found in the stories, how much each says, and the voice each will get.

    Change a voice in voices.yaml, under the story's cast, or with --write start from what is shown here.

    \b
    Examples:
      narrate cast MY-STORY.txt           who is in it
      narrate cast MY-STORY.txt --check   who sounds like whom
      narrate cast MY-STORY.txt --write   the same into voices.yaml, to be changed
      narrate cast MY-STORY.txt --why     why several names are one person's
      narrate audition NAME --play        how one of them sounds
    """
    from narrate import readers

    settings_file = settings(voices)
    speaking = engine_of(settings_file, engine)
    with waiting("Reading", quiet=json):
        summaries = [_summary(settings_file, story, speaking) for story in readers.stories(chosen(stories))]
    written = _write(voices or Path("voices.yaml"), summaries) if write else {}
    if json:
        print_json({"engine": speaking, "stories": summaries, **({"written": written} if write else {})})
        return
    for entry in summaries:
        _show(entry, why)
        if check:
            _show_alike(entry)
    if write:
        _show_written(voices or Path("voices.yaml"), written)


def _summary(settings: Settings, story: Path, engine: str) -> dict[str, Any]:
    """What there is to tell of one story."""
    from narrate.cli.plans import voice_name
    from narrate.produce.memory import Memory
    from narrate.produce.plan import Options, contents, takes_folder
    from narrate.produce.stories import cast_story, first_person_notes, join_note, misfit_notes, possible_joins, read_story
    from narrate.script import doubtful

    story_settings = settings.story(story.stem, engine)
    script = read_story(story, story_settings, Memory(takes_folder(Options())))
    story_settings = settings.story(story.stem, engine, script.language)
    voices_of, remarks = cast_story(script, story_settings)
    chapter_of = {id(line): chapter.number for chapter in script.chapters for line in chapter.body}
    speaks = _chapters_of_speakers(script)
    shown = {name: voice_name(voice, engine, story_settings.names) for name, voice in voices_of.items()}
    return {
        "story": str(story),
        "stem": story.stem,
        "title": script.title,
        "contents": contents(script),
        "narrator": voices_of["Narrator"].name,
        "narrator_shown": shown["Narrator"],
        "characters": [
            {
                **_character_fields(c),
                "chapters": speaks.get(c.name, []),
                "voice": voices_of[c.name].name,
                "voice_shown": shown[c.name],
                "wish": story_settings.names.get(voices_of[c.name]) or _voice_setting(voices_of[c.name], engine),
            }
            for c in script.characters
        ],
        "doubtful": [
            {"chapter": chapter_of[id(x)], "text": x.text, "speaker": x.speaker, "confidence": x.confidence}
            for x in doubtful(script)
        ],
        "alike": _alike(script, voices_of),
        "remarks": [
            *misfit_notes(story, script, settings, story_settings),
            *first_person_notes(script, story_settings),
            *map(join_note, possible_joins(script)),
            *remarks,
        ],
    }


def _alike(script: Script, voices: dict[str, Voice]) -> list[dict[str, Any]]:
    """Who talk with each other and sound alike."""
    from narrate.casting import alike

    return [{"who": a, "other": b, "likeness": like, "talks": times} for a, b, like, times in alike(script, voices)]


def _character_fields(character: Character) -> dict[str, Any]:
    """What the story tells of a character."""
    fields = asdict(character)
    return {name: fields[name] for name in ("name", "aliases", "gender", "age", "lines", "tells", "joins", "perhaps")}


def _chapters_of_speakers(script: Script) -> dict[str, list[int]]:
    """The numbers of the chapters in which each speaks."""
    speaks: dict[str, list[int]] = {}
    for chapter in script.chapters:
        for name in dict.fromkeys(line.speaker for line in chapter.body):
            speaks.setdefault(name, []).append(chapter.number)
    return speaks


def _voice_setting(voice: Voice, engine: str) -> str:
    """How voices.yaml asks for a voice."""
    return voice.name if voice.engine == engine else f"{voice.engine}:{voice.name}"


def _show(entry: dict[str, Any], why: bool) -> None:
    from narrate.units import runs, shortened

    say(f"{entry['title']}  ({entry['story']})")
    rows = [("Narrator", "", "", "", "", entry["narrator_shown"])]
    several = len(entry["contents"]) > 1
    for c in entry["characters"]:
        own = set(c["name"].casefold().split())
        others = [alias for alias in c["aliases"] if not own & set(alias.casefold().split())]
        also = ", ".join(others[:_ALIASES]) + (" …" if len(others) > _ALIASES else "")
        where = runs(c["chapters"]) if several else ""
        rows.append((c["name"], also, f"{c['gender']}, {c['age']}", str(c["lines"]), where, c["voice_shown"]))
    heads = ("Character", "Also called", "Taken for", "Lines", "Chapters", "Voice")
    kept = [n for n, head in enumerate(heads) if head not in ("Also called", "Chapters") or any(row[n] for row in rows)]
    show_table([[row[place] for place in kept] for row in rows], [heads[place] for place in kept], indent=2)
    for c in entry["characters"] if why else ():
        _show_joins(c)
    for remark in entry["remarks"]:
        say(f"note: {remark}", indent=2)
    if entry["doubtful"]:
        say(f"{counted(len(entry['doubtful']), 'quotation')} worth a look: narrate script {entry['story']} --doubtful", indent=2)
        for line in entry["doubtful"][:_DOUBTS]:
            say(f"chapter {line['chapter']}, {line['speaker']}: {shortened(line['text'], _WORDS)}", indent=4)
    print()


def _show_alike(entry: dict[str, Any]) -> None:
    """Who sounds like whom."""
    voices = {"Narrator": entry["narrator_shown"], **{c["name"]: c["voice_shown"] for c in entry["characters"]}}
    for pair in entry["alike"]:
        one, other = pair["who"], pair["other"]
        who = f"{one} ({voices[one]}) and {other} ({voices[other]})"
        say(f"{who} sound alike, {pair['likeness']:.2f} of 1, and talk {counted(pair['talks'], 'time')}", indent=2)
    if not entry["alike"]:
        say("Nobody sounds like anybody they talk with.", indent=2)
    print()


def _show_joins(character: dict[str, Any]) -> None:
    """Why several names are one person's."""
    name, joins = character["name"], character["joins"]
    forms = [alias for alias in character["aliases"] if not any(join["other"] == alias for join in joins)]
    if forms:
        say(f"{name} = {', '.join(forms)}: forms of one name{' or of a name below' if joins else ''}", indent=2)
    for join in joins:
        sure = "" if join["chance"] == 1 else f" ({join['chance']:.0%} sure)"
        say(f"{join['name']} = {join['other']}{sure}: {join['why']}", indent=2)


def _show_written(path: Path, added: dict[str, list[str]]) -> None:
    for stem, names in added.items():
        what = f"{counted(len(names), 'character')} added: {', '.join(names)}" if names else "nothing to add, all stand there"
        say(f"{path}, stories: {stem}: cast: {what}")


def _write(path: Path, summaries: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Add cast entries for characters that have none; every other line of the file stays. The names that were added to each
    story."""
    from narrate.config import change
    from narrate.engines import PALETTE, engine_names

    changes = {entry["stem"]: _entries(path, entry) for entry in summaries}
    change(path, [one for added in changes.values() for one in added], list(PALETTE), engine_names())
    return {stem: [str(one.place[-1]) for one in added] for stem, added in changes.items()}


def _entries(path: Path, entry: dict[str, Any]) -> list[Change]:
    """The cast entries that a story lacks."""
    from narrate.config import Change

    tables = settings(path).table.stories if path.exists() else {}
    names = {name.casefold() for name in tables[entry["stem"]].cast} if entry["stem"] in tables else set()
    return [
        Change(
            ("stories", entry["stem"], "cast", c["name"]), c["wish"],
            f"{counted(c['lines'], 'line')}, {c['gender']}, {c['age']}",
        )
        for c in entry["characters"]
        if c["lines"] and not names & {name.casefold() for name in (c["name"], *c["aliases"])}
    ]  # fmt: skip
