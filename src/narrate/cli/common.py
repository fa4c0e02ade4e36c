"""What several commands share: finding voices.yaml and the stories, and plain tables."""

from __future__ import annotations

import atexit
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrate import sandbox
from narrate.errors import ConfigError, StoryError

if TYPE_CHECKING:
    from narrate.config import Settings

MOST = 64 * 1024 * 1024 + 1
"""Bytes read from standard input; a reader refuses what is longer than it takes."""
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
    elif not path.is_file():
        raise ConfigError(f"{path}: no such file.")
    return load(path, list(PALETTE), engine_names())


def chosen(stories: list[Path] | None) -> list[Path]:
    """The stories named, else seeds/ in this folder."""
    if stories:
        return [from_stdin() if str(story) == "-" else story for story in stories]
    if not Path("seeds").is_dir():
        raise StoryError("There is no seeds/ folder here. Name a story: narrate render STORY.txt")
    return [Path("seeds")]


@cache
def from_stdin() -> Path:
    """Standard input as a story's file, which lasts as long as the command."""
    folder = sandbox.temporary_folder() or Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    story = folder / "standard input"
    story.write_bytes(sys.stdin.buffer.read(MOST))
    return story


def print_json(value: Any) -> None:
    """Pretty JSON on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def table(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> str:
    """Columns by spaces: readable in a terminal, a log and a pipe."""
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in [heads, *rows]]
    return "\n".join(lines)
