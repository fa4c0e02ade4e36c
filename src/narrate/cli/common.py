"""What several commands share: finding voices.yaml and the stories, and JSON."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrate import sandbox
from narrate.errors import ConfigError, StoryError, why_no_file

if TYPE_CHECKING:
    from narrate.config import Settings

MOST = 64 * 1024 * 1024 + 1
"""Bytes read from standard input; a reader refuses what is longer than it takes."""
_SHOWN = 5
VoicesOption = Annotated[
    Path | None,
    typer.Option("--voices", help="The file that casts and tunes voices.", show_default="voices.yaml"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON alone on standard output.")]
EngineOption = Annotated[str | None, typer.Option("--engine", help="Speak with this engine.", show_default="voices.yaml's")]
Stories = Annotated[list[Path] | None, typer.Argument(help="Stories or folders; - is standard input.", show_default="seeds/")]


def settings(path: Path | None) -> Settings:
    """The named voices.yaml, else the one in this folder, else the defaults."""
    from narrate.config import load
    from narrate.engines import PALETTE, engine_names

    if path is None:
        path = Path("voices.yaml") if Path("voices.yaml").exists() else None
    elif why := why_no_file(path):
        raise ConfigError(f"{path}: {why}.")
    return load(path, list(PALETTE), engine_names())


def engine_of(settings: Settings, requested: str | None) -> str:
    """The engine that speaks: the one asked for, else voices.yaml's, else the best there is. Raises ConfigError."""
    from narrate.engines import load_engine
    from narrate.produce.stories import best_engine

    name = requested or settings.engine
    return best_engine() if name == "auto" else load_engine(name).name


def chosen(stories: list[Path] | None) -> list[Path]:
    """The stories named, else seeds/ in this folder. Raises StoryError for what can be no file."""
    for story in stories or ():
        if address := re.fullmatch(r"([a-z][a-z+.-]+):/+(.+)", str(story), re.I):
            raise StoryError(
                f"{address[1]}://{address[2]}: a web address. narrate reads files and never uses the network for a story: "
                "download it, and name the file."
            )
    if stories:
        return [from_stdin() if str(story) == "-" else story for story in stories]
    if not Path("seeds").is_dir():
        raise StoryError("There is no seeds/ folder here. Name a story: narrate render STORY.txt")
    return [Path("seeds")]


def one_story(story: Path) -> Path:
    """The only story that a file or folder is. Raises StoryError where there are several."""
    from narrate.readers import stories

    found = stories(chosen([story]))
    if len(found) > 1:
        names = ", ".join(path.name for path in found[:_SHOWN])
        raise StoryError(f"{story}: there are {len(found)} stories in this folder. Name one of them: {names}")
    return found[0]


@cache
def from_stdin() -> Path:
    """Standard input as a story's file, which lasts as long as the command. Raises StoryError where it says nothing."""
    raw = sys.stdin.buffer.read(MOST) if sys.stdin else b""
    if not raw.strip():
        raise StoryError("standard input: there is no text in it. Pipe a story into narrate, or name its file.")
    folder = sandbox.temporary_folder() or Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    story = folder / "standard input"
    story.write_bytes(raw)
    return story


def without_stdin_folder(text: str) -> str:
    """A message about standard input without the folder that it was put into."""
    return re.sub(r"\S+/(?=standard input)", "", text)


def with_escaped_names(text: str, words: Sequence[str]) -> str:
    """A message with escapes for the line ends and other control characters of files that these words of a command name,
    and of those in its folders."""
    paths = [Path(word.partition("=")[2] if word.startswith("--") else word) for word in words]
    names = {str(path) for path in paths}
    for path in paths:
        with contextlib.suppress(OSError, ValueError):
            names.update(entry.name for entry in os.scandir(path))
    for name in sorted((name for name in names if not name.isprintable()), key=len, reverse=True):
        text = text.replace(name, "".join(c if c.isprintable() else repr(c)[1:-1] for c in name))
    return text


def print_json(value: Any) -> None:
    """Pretty JSON on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
