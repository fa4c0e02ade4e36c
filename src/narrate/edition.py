"""What is delivered: a book's chapters with their sound, and with their text as it is heard.

Everything is frozen; sound and timed text are made anew each time they are asked for, so that no book is ever in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from narrate.model import NO_IMPRINT, Imprint, SegmentKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from narrate.units import Decibels, Hertz, Seconds


class Sound(Protocol):
    """Makes mastered samples anew, in blocks, each time it is called; so much louder, and under so much lower a ceiling, than
    they are usually."""

    def __call__(self, gain: Decibels = 0.0, lower: Decibels = 0.0, /) -> Iterator[NDArray[np.int16]]:
        """The blocks."""
        ...


def no_sound(_gain: Decibels = 0.0, _lower: Decibels = 0.0, /) -> Iterator[NDArray[np.int16]]:
    """Of a track that is only asked what it is."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is heard: seconds from the start of the chapter, and where it stands in the reading text."""

    start: Seconds
    end: Seconds
    at: Span


@dataclass(frozen=True, slots=True)
class TimedLine:
    """A sentence as it is heard: seconds from the start of the chapter, who says it, and where it stands in the reading text.
    `words` is empty where the engine does not tell when it says them."""

    start: Seconds
    end: Seconds
    speaker: str
    text: str
    at: Span
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a heading of the story: `text` is all that stands in the reading text at `at`. `after_break` is true in the
    first one after a heading or a scene break."""

    kind: SegmentKind
    text: str
    at: Span
    after_break: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """A chapter's text in its paragraphs, and the lines that are heard of it, both in reading order."""

    paragraphs: tuple[Paragraph, ...] = ()
    lines: tuple[TimedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """One chapter as it is delivered. `path` is its own file, relative to a format's folder; `duration` is in seconds,
    from sample counts; `kilobits` are a second's, and `transcript` finds the text with its times."""

    number: int
    title: str
    path: Path
    duration: Seconds
    rate: Hertz
    sound: Sound
    kilobits: int = 64
    transcript: Callable[[], Transcript] = Transcript
    is_credits: bool = False
    """Whether it says what is not in the story."""
    encoded: Path | None = None
    """A file with this very sound as the format that is written encodes it, proofed; None where it is to be encoded."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What a writer tags and lays out. `chapters` is the count of the book's tracks, whatever `tracks` are at hand;
    `language` is two letters, `language_code` three."""

    title: str
    author: str
    narrators: tuple[str, ...]
    language: str
    language_code: str
    engines: tuple[str, ...]
    chapters: int
    file_name: str
    tracks: tuple[Track, ...]
    imprint: Imprint = NO_IMPRINT
    story: Path | None = None
    first: int = 1
    """The number of the book's first track: 0 with opening credits."""

    def position(self, track: Track) -> str:
        """Which of the book's tracks this is, as `3/12`."""
        return f"{track.number - self.first + 1}/{self.chapters}"

    def spans(self) -> Iterator[tuple[Seconds, Seconds, Track]]:
        """From when to when each track is heard when all are played in order."""
        place = 0.0
        for track in self.tracks:
            yield place, place + track.duration, track
            place += track.duration
