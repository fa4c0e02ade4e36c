"""narrate audition: hear a voice, or a character of a story in their own lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrate.cli.common import EngineOption, JsonOption, VoicesOption, chosen, engine_of, print_json, settings
from narrate.cli.display import say
from narrate.cli.progress import waiting

if TYPE_CHECKING:
    from narrate.config import Settings, StorySettings
    from narrate.model import Script, Voice

SAMPLE = "I have read the letter twice, and I still don't know what to say. Would you come with me, just this once?"
_SHORTEST, _LONGEST = 60, 200
"""Characters of a line that is heard alone."""
_ENOUGH, _MOST = 80, 400
"""Characters of several: lines are taken until there are so many, and no more than so many."""


@dataclass(frozen=True)
class Part:
    """Who is heard, and saying what."""

    voice: Voice
    text: str
    settings: StorySettings
    language: str = "en"


def audition(
    name: Annotated[
        str,
        typer.Argument(help="A character of a story or of voices.yaml, one of your voices, a name of the palette, engine:name."),
    ],
    story: Annotated[
        Path | None,
        typer.Option("--story", help="The story that the character is in.", show_default="those of voices.yaml, seeds/"),
    ] = None,
    voices: VoicesOption = None,
    engine: EngineOption = None,
    text: Annotated[str | None, typer.Option("--text", help="What to say.", show_default="their own lines, or a sample")] = None,
    out: Annotated[Path, typer.Option("--out", help="The folder for the sample.")] = Path("output/auditions"),
    play: Annotated[bool, typer.Option("--play", help="Play it, too.")] = False,
    json: JsonOption = False,
) -> None:
    """Write a short sample of a voice, and play it with --play.

    A character of a story says a line of their own, in the voice that a render would give them, whether or not they stand in
    voices.yaml. Without --story they are looked for in the stories here that voices.yaml has a part for, and in seeds/.

    \b
    Examples:
      narrate audition woman-2 --play
      narrate audition Maria --story MY-STORY.txt --play
      narrate audition pyttsx3:gmw/en-us+Andy --text "Good evening."
    """
    settings_file = settings(voices)
    with waiting("Speaking", quiet=json):
        part = _part(settings_file, name, engine_of(settings_file, engine), story)
        path = _record(part, name, text or part.text, out)
    if json:
        print_json({"file": str(path), "voice": f"{part.voice.engine}:{part.voice.name}", "text": text or part.text})
    else:
        print(path)
    if play:
        from narrate.clips import play_clip

        if not play_clip(path):
            say(f"It could not be played: no sound device or no player was found. Open {path} yourself.")


def _record(part: Part, name: str, text: str, out: Path) -> Path:
    from narrate import spoken
    from narrate.clips import write_clip
    from narrate.engines.booth import Booth
    from narrate.units import safe_name

    with Booth(part.voice.engine) as booth:
        booth.fingerprint(part.voice)
        sound, rate = booth.speak(spoken.say(text, part.settings.pronounce, language=part.language), part.voice)
    path = out / f"{safe_name(name)}.wav"
    write_clip(path, sound, rate, part.voice.gain)
    return path


def _part(settings: Settings, name: str, engine: str, story: Path | None) -> Part:
    """A voice by whatever name it has, else a character of the stories, else one that voices.yaml casts. With a story named it
    is asked first."""
    from narrate.engines import PALETTE
    from narrate.errors import ConfigError, did_you_mean

    plain = settings.story("", engine)
    if story is None and (name in PALETTE or name in settings.table.voices or ":" in name):
        return Part(settings.voice(name, engine), SAMPLE, plain)
    names_seen: list[str] = []
    here = chosen([story]) if story else _at_hand(settings)
    if part := _in_stories(settings, name, engine, (here, names_seen)):
        return part
    tables = [settings.story(stem, engine) for stem in settings.table.stories] + [plain]
    for table in tables:
        for character, voice in table.cast.items():
            if character.casefold() == name.casefold():
                return Part(voice, SAMPLE, table)
    names = [*PALETTE, *settings.table.voices, *names_seen, *(c for table in tables for c in table.cast)]
    where = "" if story else " A character of a story: --story STORY."
    raise ConfigError(f"There is no voice or character “{name}”{did_you_mean(name, names, '.')}{where}")


def _in_stories(settings: Settings, name: str, engine: str, where: tuple[list[Path], list[str]]) -> Part | None:
    """A character of one of the stories; the names of the others are added to the list, to be suggested."""
    from narrate.produce.memory import Memory
    from narrate.produce.plan import Options, takes_folder
    from narrate.produce.stories import cast_story, read_story
    from narrate.readers import stories

    paths, seen = where
    for path in stories(paths):
        wishes = settings.story(path.stem, engine)
        script = read_story(path, wishes, Memory(takes_folder(Options())))
        for character in script.characters:
            if name.casefold() in (n.casefold() for n in (character.name, *character.aliases)):
                wishes = settings.story(path.stem, engine, script.language)
                cast, _ = cast_story(script, wishes)
                return Part(cast[character.name], _own_lines(script, character.name), wishes, script.language)
        seen += [character.name for character in script.characters]
    return None


def _at_hand(settings: Settings) -> list[Path]:
    """The stories in this folder that voices.yaml has a part for, and those in seeds/."""
    keys = set(settings.table.stories)
    named = sorted(path for path in Path().iterdir() if path.is_file() and path.stem in keys) if keys else []
    return [*named, *([Path("seeds")] if Path("seeds").is_dir() else [])]


def _own_lines(script: Script, name: str) -> str:
    """What a character says: the first of their lines that is long enough to know them by, of those that are surely theirs and
    spoken; of who never says so much, the first things they say."""
    from narrate.script.export import DOUBT

    lines = [line for line in script.bodies() if line.kind == "dialogue" and line.speaker == name]
    sure = [line.text for line in lines if line.confidence >= DOUBT and line.mode == "speech"] or [line.text for line in lines]
    if long := next((text for text in sure if _SHORTEST <= len(text) <= _LONGEST), ""):
        return long
    said = ""
    for text in sure:
        if len(said) < _ENOUGH:
            said = f"{said} {text}".strip()
    return said[:_MOST]
