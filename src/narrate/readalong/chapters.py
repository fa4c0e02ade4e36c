"""Chapters that wait to be bound into a book."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from narrate.edition import Track, Transcript
from narrate.readalong import store
from narrate.readalong.clips import by_word


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's sound file, its media type, and the name that its files have in the book."""

    track: Track
    sound: Path
    name: str
    kind: str
    by_word: bool = False

    def transcript(self) -> Transcript:
        """Its text with its times, in lines or, `by_word`, in words; read anew each time."""
        loaded = store.load(transcript_file(self.sound))
        return by_word(loaded) if self.by_word else loaded


def transcript_file(sound: Path) -> Path:
    """Where the transcript of a sound file waits beside it."""
    return sound.with_suffix(".json")
