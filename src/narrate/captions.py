"""Captions: who says what, from when to when, in cues of at most two lines of 42 characters, as WebVTT and SRT.

A sentence that is longer is shown in several cues, which share its time by their letters.
"""

from __future__ import annotations

import html
import math
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from narrate.model import Mark
from narrate.units import Seconds, printable, vtt_time

WIDTH, LINES = 42, 2
"""Of a cue: more is not read in the time that it is said."""
FORM = "captions-3"
"""Changes when the same marks would give other captions."""
_SHORTEST: Seconds = 0.002
_NOTE = re.compile(r"^NOTE Chapter (.*)$", re.M)
_CUE = re.compile(
    r"(?:^(\d+)(?:\.(\d+))?\n)?^(\d+):(\d+):([\d.]+) --> (\d+):(\d+):([\d.]+).*\n(?:<v(?:\.(\S+))? ([^>]*)>)?(.*(?:\n.+)*)", re.M
)


@dataclass(frozen=True, slots=True)
class Caption:
    """What is shown from when to when. `mark` numbers the marks of a chapter from 1, and `part` the cues of one mark; `opens` is
    the chapter that begins with it; `manner` is how it is said, empty for most."""

    start: Seconds
    end: Seconds
    speaker: str
    lines: tuple[str, ...]
    mark: int = 0
    part: int = 1
    opens: str = ""
    manner: str = ""


def captions_of(marks: Iterable[Mark], chapter: str = "") -> Iterator[Caption]:
    """The captions of a chapter; the first one tells its number and title."""
    for number, mark in enumerate(marks, 1):
        cues = [tuple(lines) for lines in _cues(printable(mark.text))]
        letters = [max(1, sum(map(len, lines))) for lines in cues]
        lasts = max(mark.end - mark.start, _SHORTEST * len(cues))
        said = 0
        for part, (lines, count) in enumerate(zip(cues, letters, strict=True), 1):
            start, end = (mark.start + lasts * at / sum(letters) for at in (said, said + count))
            opens = printable(chapter) if number == part == 1 else ""
            yield Caption(start, end, printable(mark.speaker), lines, number, part, opens, mark.manner)
            said += count


def webvtt(captions: Iterable[Caption]) -> Iterator[str]:
    """WebVTT piece by piece, with a note where a chapter begins; `read` gets back what went in."""
    yield "WEBVTT\n"
    for caption in captions:
        if caption.opens:
            yield f"\nNOTE Chapter {caption.opens.replace('-->', '→')}\n"
        number = f"{caption.mark}.{caption.part}" if caption.part > 1 else f"{caption.mark}"
        text = html.escape("\n".join(caption.lines), quote=False)
        speaker = html.escape(caption.speaker, quote=False)
        voice = f"v.{caption.manner}" if caption.manner else "v"
        yield f"\n{number}\n{vtt_time(caption.start)} --> {vtt_time(caption.end)}\n<{voice} {speaker}>{text}\n"


def srt(captions: Iterable[Caption]) -> Iterator[str]:
    """SubRip piece by piece: numbered through, with a comma for the point, and without speakers."""
    for number, caption in enumerate(captions, 1):
        times = f"{vtt_time(caption.start)} --> {vtt_time(caption.end)}".replace(".", ",")
        text = "\n".join(caption.lines).replace("-->", "→")
        yield f"{number}\n{times}\n{text}\n\n"


def read(text: str) -> Iterator[Caption]:
    """The cues of a WebVTT file; one without a voice has no speaker."""
    place = 0
    for cue in _CUE.finditer(text):
        note = _NOTE.search(text, place, cue.start())
        place = cue.end()
        start, end = (int(h) * 3600 + int(m) * 60 + float(s) for h, m, s in (cue.groups()[2:5], cue.groups()[5:8]))
        lines, opens = tuple(html.unescape(cue[11]).split("\n")), note[1] if note else ""
        place_of = int(cue[1] or 0), int(cue[2] or 1)
        yield Caption(start, end, html.unescape(cue[10] or ""), lines, *place_of, opens, cue[9] or "")


def _cues(text: str) -> list[Sequence[str]]:
    """The lines of each cue of a sentence; all about equally long, so that no last word stands alone."""
    if len(text) <= WIDTH and not _wide(text):
        return [[text]]
    widest = WIDTH // 2 if _wide(text) else WIDTH
    fewest = len(textwrap.wrap(text, widest)) or 1
    wanted = LINES * math.ceil(fewest / LINES) if fewest > LINES else fewest
    tries = (textwrap.wrap(text, width) or [""] for width in range(max(1, len(text) // wanted), widest + 1))
    lines = next(tried for tried in tries if len(tried) <= wanted)
    return [lines[at : at + LINES] for at in range(0, len(lines), LINES)]


def _wide(text: str) -> bool:
    """Whether a third of a text or more are signs that take the room of two."""
    return sum(unicodedata.east_asian_width(sign) in "WF" for sign in text) * 3 >= len(text) > 0
