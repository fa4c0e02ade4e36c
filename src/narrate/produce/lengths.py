"""How long a book is expected to last: by the pace of each voice of each engine, and by what was measured when it was last
rendered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

from narrate.editing import HEAD, TAIL
from narrate.engines import Pace, load_engine
from narrate.errors import EngineError
from narrate.model import Chapter, Cue, Voice
from narrate.produce.ledger import Ledger
from narrate.units import Seconds

_UNKNOWN = Pace(17.0)


def speaking_length(cues: Iterable[Cue]) -> Seconds:
    """How long cues are spoken, without the pauses between them."""
    return sum(_pace(voice).seconds(cue.text, voice.speed) for cue in cues for voice in [_alone(cue.spoken_with)])


def chapter_length(chapter: Chapter[Cue]) -> Seconds:
    """How long a chapter lasts, with its pauses and the quiet at its ends."""
    return HEAD + TAIL + speaking_length(chapter.body) + sum(cue.pause for cue in chapter.body)


def chapter_lengths(chapters: Iterable[Chapter[Cue]], before: Ledger, outdated: Collection[int]) -> Iterator[Seconds]:
    """How long each chapter lasts: as measured where it is as it was when it was rendered; else, if its number is among the
    `outdated`, as expected, by as much longer or shorter as the chapters that were measured."""
    measured_lengths = [length for length in before.lengths if length.measured and length.expected]
    correction = (
        sum(length.measured for length in measured_lengths) / sum(length.expected for length in measured_lengths)
        if measured_lengths
        else 1.0
    )
    for chapter in chapters:
        measured = before.measured(chapter.number)
        same = measured and chapter.number not in outdated
        yield measured if same else chapter_length(chapter) * correction


def _alone(voice: Voice) -> Voice:
    """The voice whatever others say in its sentence, and whatever it stresses."""
    return replace(voice, stressed="", before="", after="") if voice.before or voice.after or voice.stressed else voice


@cache
def _pace(voice: Voice) -> Pace:
    try:
        return load_engine(voice.engine).pace(voice)
    except EngineError:  # it speaks on a cluster, not here
        return _UNKNOWN
