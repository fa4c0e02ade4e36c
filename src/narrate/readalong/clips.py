"""When each line of a chapter is lit: clips that touch, so that no pause of the reading is lost between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from narrate.edition import TimedLine, Transcript
from narrate.units import Seconds


@dataclass(frozen=True, slots=True)
class Clip:
    """From when to when an element of a page is lit, in milliseconds of a sound file; `target` is the element's id."""

    target: str
    start: int
    end: int


def touching(starts: Sequence[tuple[str, Seconds]], duration: Seconds) -> list[Clip]:
    """A clip for each (target, when it begins), in order: the first begins with the sound, each ends where the next begins
    and the last with the sound. None is empty: of two that begin in one millisecond only the first is kept."""
    kept: list[tuple[str, int]] = []
    for target, start in starts:
        at = round(start * 1000) if kept else 0
        if not kept or at > kept[-1][1]:
            kept.append((target, at))
    ends = [at for _, at in kept[1:]] + [max(round(duration * 1000), kept[-1][1] + 1 if kept else 0)]
    return [Clip(target, at, end) for (target, at), end in zip(kept, ends, strict=False)]


def line_starts(lines: Sequence[TimedLine], name: str = "n") -> list[tuple[str, Seconds]]:
    """Each line's element and when it begins."""
    return [(f"{name}{number}", line.start) for number, line in enumerate(lines, 1)]


def by_word(transcript: Transcript) -> Transcript:
    """The same text with each word as a line of its own, in lines whose words are known."""
    lines: list[TimedLine] = []
    for line in transcript.lines:
        begin = line.at.start
        for number, word in enumerate(line.words):
            start = line.start if number == 0 else word.start
            shown = line.text[word.at.start - begin : word.at.end - begin]
            lines.append(TimedLine(start, max(start, word.end), line.speaker, shown, word.at))
        if not line.words:
            lines.append(line)
    return Transcript(transcript.paragraphs, tuple(lines))
