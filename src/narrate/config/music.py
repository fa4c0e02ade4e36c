"""What voices.yaml says of music under the titles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from narrate.units import Decibels, Seconds


class MusicTable(BaseModel):
    """A piece of music that is heard under the titles of chapters and the credits."""

    model_config = ConfigDict(extra="forbid", strict=False)

    file: str = Field(min_length=1, description="A sound file of your own: its path, seen from this file.")
    gain: float = Field(default=0.0, ge=-30, le=12, description="dB louder or softer than music usually is under a voice.")
    fade: float = Field(default=4.0, ge=0.1, le=30, description="Seconds in which it fades out after the title.")


@dataclass(frozen=True, slots=True)
class Music:
    """A sound file, the place in voices.yaml that names it, and how it is played."""

    file: Path
    where: str
    gain: Decibels = 0.0
    fade: Seconds = 4.0


def music_of(setting: str | MusicTable, folder: Path, where: str) -> Music | None:
    """What is said at a place; None where it is only said that there is none."""
    table = MusicTable.model_construct(file=setting) if isinstance(setting, str) else setting
    return Music(folder / table.file, where, table.gain, table.fade) if table.file else None
