"""narrate audition: hear a voice or a character."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrate.cli.common import EngineOption, VoicesOption, settings

if TYPE_CHECKING:
    from narrate.config import Settings
    from narrate.model import Voice

SAMPLE = "I have read the letter twice, and I still don't know what to say. Would you come with me, just this once?"


def audition(
    name: Annotated[
        str,
        typer.Argument(help="A character of voices.yaml, one of your voices, a name of the palette, or engine:name."),
    ],
    voices: VoicesOption = None,
    engine: EngineOption = None,
    text: Annotated[str, typer.Option("--text", help="What to say.")] = SAMPLE,
    out: Annotated[Path, typer.Option("--out", help="The folder for the sample.")] = Path("output/auditions"),
    play: Annotated[bool, typer.Option("--play", help="Play it, too.")] = False,
) -> None:
    """Write a short sample of a voice, and play it with --play."""
    from narrate.clips import play_clip, write_clip
    from narrate.engines.booth import Booth
    from narrate.produce.planning import best_engine
    from narrate.spoken import say
    from narrate.units import safe_name

    known = settings(voices)
    asked = engine or known.engine
    voice = _voice(known, name, best_engine() if asked == "auto" else asked)
    with Booth(voice.engine) as booth:
        booth.fingerprint(voice)
        sound, rate = booth.speak(say(text, known.table.pronounce), voice)
    path = out / f"{safe_name(name)}.wav"
    write_clip(path, sound, rate, voice.gain)
    print(path)
    if play:
        play_clip(path)


def _voice(known: Settings, name: str, engine: str) -> Voice:
    """A character of any story, of all stories, or a voice by whatever name it has."""
    from narrate.engines import PALETTE
    from narrate.errors import ConfigError, did_you_mean

    tables = [known.story(stem, engine).cast for stem in known.table.stories] + [known.story("", engine).cast]
    for table in tables:
        for character, voice in table.items():
            if character.casefold() == name.casefold():
                return voice
    if name in PALETTE or name in known.table.voices or ":" in name:
        return known.voice(name, engine)
    names = [*PALETTE, *known.table.voices, *(c for table in tables for c in table)]
    raise ConfigError(f"There is no voice or character “{name}”{did_you_mean(name, names)}.")
