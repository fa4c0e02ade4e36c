"""Captions: who says what, from when to when, in cues of at most two lines of 42 characters, as WebVTT, SRT and LRC.

A sentence that is longer is shown in several cues. They share its time by their letters, or by its words where it is known when
each is heard.
"""

from __future__ import annotations

import html
import math
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from narrate.model import Mark
from narrate.units import Seconds, lrc_time, printable, vtt_time

WIDTH, LINES = 42, 2
"""Of a cue: more is not read in the time that it is said."""
FORM = "captions-3"
"""Changes when the same marks would give other captions."""
_SHORTEST: Seconds = 0.002
_WORD_TAG = re.compile(r"<(\d+):(\d+):([\d.]+)>")
_BRACKETS = str.maketrans("[]<>\n", "［］＜＞ ")
"""LRC has no way to write those that are no tags."""
_NOTE = re.compile(r"^NOTE Chapter (.*)$", re.M)
_CUE = re.compile(
    r"(?:^(\d+)(?:\.(\d+))?\n)?^(\d+):(\d+):([\d.]+) --> (\d+):(\d+):([\d.]+).*\n(?:<v(?:\.(\S+))? ([^>]*)>)?(.*(?:\n.+)*)", re.M
)


@dataclass(frozen=True, slots=True)
class Caption:
    """What is shown from when to when. `mark` numbers the marks of a chapter from 1, and `part` the cues of one mark; `opens` is
    the chapter that begins with it; `manner` is how it is said, empty for most. `words` are where in `text` each word begins and
    when it is heard, in order and between start and end; empty where that is not known or not to be shown."""

    start: Seconds
    end: Seconds
    speaker: str
    lines: tuple[str, ...]
    mark: int = 0
    part: int = 1
    opens: str = ""
    manner: str = ""
    words: tuple[tuple[int, Seconds], ...] = ()

    @property
    def text(self) -> str:
        """The lines in one string."""
        return "\n".join(self.lines)


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
            yield Caption(
                start=start,
                end=end,
                speaker=printable(mark.speaker),
                lines=lines,
                mark=number,
                part=part,
                opens=opens,
                manner=mark.manner,
            )
            said += count


def with_words(cues: Sequence[Caption], words: Sequence[tuple[str, Seconds]]) -> list[Caption]:
    """The cues of one mark, each with the words that it shows and from its first one on; as they are where the words are not
    those that are shown. `words` are all of the mark's that are spoken, in order, with the time at which each begins."""
    if not words:
        return list(cues)
    signs = [(n, at, sign) for n, cue in enumerate(cues) for at, sign in enumerate(cue.text) if not sign.isspace()]
    letters, place = "".join(sign for _, _, sign in signs), 0
    begun: list[list[tuple[int, Seconds]]] = [[] for _ in cues]
    for body, start in words:
        word = "".join(sign for sign in printable(body) if not sign.isspace())
        place = letters.find(word, place)
        if place < 0 or not word:
            return list(cues)
        cue, offset, _ = signs[place]
        begun[cue].append((offset, start))
        place += len(word)
    if not all(begun):
        return list(cues)
    edges = [cues[0].start, *(found[0][1] for found in begun[1:]), cues[-1].end]
    if any(end - start < _SHORTEST for start, end in pairwise(edges)):
        return list(cues)
    return [
        replace(cue, start=start, end=end, words=tuple(_between(found, start, end)))
        for cue, found, (start, end) in zip(cues, begun, pairwise(edges), strict=True)
    ]


def _between(words: Iterable[tuple[int, Seconds]], start: Seconds, end: Seconds) -> Iterator[tuple[int, Seconds]]:
    """The words that begin after the start, each after the one before it, and before the end: WebVTT allows no others."""
    last = start
    for offset, begins in words:
        if begins - last >= _SHORTEST and end - begins >= _SHORTEST:
            last = begins
            yield offset, begins


def webvtt(captions: Iterable[Caption]) -> Iterator[str]:
    """WebVTT piece by piece, with a note where a chapter begins and a time before each word of `words`; `read` gets back what
    went in."""
    yield "WEBVTT\n"
    for caption in captions:
        if caption.opens:
            yield f"\nNOTE Chapter {caption.opens.replace('-->', '→')}\n"
        number = f"{caption.mark}.{caption.part}" if caption.part > 1 else f"{caption.mark}"
        text = _tagged(caption, lambda start: f"<{vtt_time(start)}>", lambda said: html.escape(said, quote=False))
        speaker = html.escape(caption.speaker, quote=False)
        voice = f"v.{caption.manner}" if caption.manner else "v"
        yield f"\n{number}\n{vtt_time(caption.start)} --> {vtt_time(caption.end)}\n<{voice} {speaker}>{text}\n"


def srt(captions: Iterable[Caption]) -> Iterator[str]:
    """SubRip piece by piece: numbered through, with a comma for the point, and without speakers."""
    for number, caption in enumerate(captions, 1):
        times = f"{vtt_time(caption.start)} --> {vtt_time(caption.end)}".replace(".", ",")
        yield f"{number}\n{times}\n{caption.text.replace('-->', '→')}\n\n"


def lrc(captions: Iterable[Caption], about: Mapping[str, str]) -> Iterator[str]:
    """LRC piece by piece, a line a cue, with a time before each word of `words`; `about` maps its tags (ti, ar, al) to what they
    say."""
    for name, told in about.items():
        yield f"[{name}:{printable(told).translate(_BRACKETS)}]\n" if told else ""
    for caption in captions:
        text = _tagged(caption, lambda start: f"<{lrc_time(start)}>", lambda said: said.translate(_BRACKETS))
        yield f"[{lrc_time(caption.start)}]{text}\n"


def _tagged(caption: Caption, tag: Callable[[Seconds], str], clean: Callable[[str], str]) -> str:
    """The text of a caption with a tag before each word whose time is known."""
    places = [0, *(offset for offset, _ in caption.words), len(caption.text)]
    tags = ["", *(tag(start) for _, start in caption.words)]
    return "".join(before + clean(caption.text[a:b]) for before, (a, b) in zip(tags, pairwise(places), strict=True))


def read(text: str) -> Iterator[Caption]:
    """The cues of a WebVTT file; one without a voice has no speaker."""
    place = 0
    for cue in _CUE.finditer(text):
        note = _NOTE.search(text, place, cue.start())
        place = cue.end()
        start, end = _seconds(*cue.groups()[2:5]), _seconds(*cue.groups()[5:8])
        first, *more = _WORD_TAG.split(cue[11])
        said, words = html.unescape(first), []
        for at in range(0, len(more), 4):
            words.append((len(said), _seconds(*more[at : at + 3])))
            said += html.unescape(more[at + 3])
        yield Caption(
            start=start,
            end=end,
            speaker=html.unescape(cue[10] or ""),
            lines=tuple(said.split("\n")),
            mark=int(cue[1] or 0),
            part=int(cue[2] or 1),
            opens=note[1] if note else "",
            manner=cue[9] or "",
            words=tuple(words),
        )


def _seconds(hours: str, minutes: str, seconds: str) -> Seconds:
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


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
