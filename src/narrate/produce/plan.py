"""What a plan is: a story ready to be recorded, what that will take, and what the command line asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import platformdirs

from narrate.config import Music
from narrate.deliveries import LISTENING, delivery
from narrate.errors import DiskError
from narrate.model import Book, Chapter, Cue, Line, Script, Voice
from narrate.produce.layout import Layout
from narrate.produce.ledger import Ledger, Reason
from narrate.produce.lengths import speaking_length
from narrate.units import Seconds, runs
from narrate.writers import load_writer

_SPOKEN_A_SECOND = {"hibari": 130.0, "kokoro": 1.7, "piper": 11.0, "pyttsx3": 600.0, "scratch": 5000.0}
"""Seconds of sound that one core records in a second, on a machine of 2024."""
WRITTEN_A_SECOND = 190.0
"""Seconds of sound that one core edits, masters, encodes and proofs in a second there."""
_START: Seconds = 2.0
"""What each book takes besides: engines that load, its cover, its report."""
_SLOWEST_ENGINE = 10.0
_BOUND_A_SECOND = 12_000.0
"""Seconds of encoded sound that are bound into a whole book's file in a second."""
_TAKE_BYTES = 44_100
"""Of a second of sound at 22.05 kHz."""


@dataclass(frozen=True)
class Options:
    """What the command line asks for. `jobs` booths record at once, and as many chapters are written at once; `cluster` is
    where they record instead, as `dask://host:port`; `chapters` holds (first, last) numbers of those to render, all if empty;
    `delivery` says what the files are made for; `strict` stops where voices.yaml does not fit a story; `karaoke` lets captions
    tell when each word is heard; `feed_url` is where `out` lies on the web, for podcasts."""

    out: Path = Path("output")
    formats: tuple[str, ...] = ("mp3",)
    engine: str | None = None
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    takes: Path | None = None
    cluster: str | None = None
    chapters: tuple[tuple[int, int], ...] = ()
    delivery: str = LISTENING
    strict: bool = False
    karaoke: bool = False
    feed_url: str = ""

    def wants(self, number: int) -> bool:
        """Whether this chapter is to be rendered."""
        return not self.chapters or any(first <= number <= last for first, last in self.chapters)


@dataclass(frozen=True)
class Plan:
    """A story ready to be recorded: the whole cue sheet, and of it the `requested` chapters, which are rendered. `missing` holds
    their cues without a take, each key once."""

    story: Path
    layout: Layout
    script: Script
    sheet: Book[Cue]
    requested: tuple[Chapter[Cue], ...]
    cast: dict[str, Voice]
    calibrations: dict[Voice, tuple[Cue, ...]]
    engine: str
    missing: tuple[Cue, ...]
    warnings: tuple[str, ...]
    lengths: Mapping[int, Seconds]
    """Expected listening time of each wanted chapter and of the spoken credits, by number."""
    as_rendered: Ledger
    """What the book was made of when it was last rendered."""
    has_stand_in: Callable[[str], bool]
    """Whether something stands in for the take of a key, which is missing."""
    writing: Mapping[int, Seconds]
    """Of `lengths` those of the chapters and credits that will be written."""
    options: Options = field(default_factory=Options)
    """What was asked for."""
    names: Mapping[Voice, str] = field(default_factory=dict)
    """What a person calls their own voices."""
    credits: tuple[Chapter[Cue], ...] = ()
    """Spoken credits: chapter 0, and that after the last."""
    music: Music | None = None
    """What is heard under the titles."""
    verse: frozenset[int] = frozenset()
    """The paragraphs of the script, by number, that are verse."""
    earlier: Layout | None = None
    """Where the book lay when it was planned, if not where it belongs: it is moved before anything is written."""

    @property
    def current_layout(self) -> Layout:
        """Where the book's files are now."""
        return self.earlier if self.earlier and not self.layout.is_there else self.layout

    @cached_property
    def ledger(self) -> Ledger:
        """What the book will be made of."""
        beside = [*self.calibrating(), *(cue for chapter in self.credits for cue in chapter.body)]
        return self.as_rendered.rendered(self.sheet, self.requested, beside)

    @cached_property
    def reasons(self) -> Mapping[Reason, int]:
        """Why the missing cues are missing."""
        return self.as_rendered.reasons(self.missing, self.has_stand_in)

    @property
    def seconds(self) -> Seconds:
        """Expected listening time of the wanted chapters and the spoken credits."""
        return sum(self.lengths.values())

    @property
    def binding(self) -> Seconds:
        """Expected time of binding chapters to whole books, in which one core works and the others wait."""
        bound = sum(bool(load_writer(name).part(1)) for name in self.options.formats) if self.writing else 0
        return bound * self.seconds / _BOUND_A_SECOND

    @property
    def whole(self) -> bool:
        """Whether every chapter is wanted."""
        return len(self.requested) == len(self.sheet.chapters)

    @property
    def parts(self) -> tuple[Chapter[Cue], ...]:
        """What is rendered, in order: the wanted chapters, and credits around them."""
        return tuple(sorted((*self.requested, *self.credits), key=lambda chapter: chapter.number))

    def cues(self) -> Iterator[Cue]:
        """Everything that is said in what is rendered, in order."""
        return (cue for chapter in self.parts for cue in chapter.body)

    def calibrating(self) -> Iterator[Cue]:
        """What every voice says to have its loudness measured."""
        return chain.from_iterable(self.calibrations.values())

    @property
    def some(self) -> str:
        """Which chapters are wanted, as `chapters 2-5, 9`; empty for all."""
        return "" if self.whole else spelled(chapter.number for chapter in self.requested)

    @property
    def engines(self) -> set[str]:
        """The engines that speak the whole book, whatever chapters are wanted."""
        return {cue.voice.engine for cue in self.sheet.bodies()}

    def takes(self) -> dict[str, str]:
        """Every take that what is rendered is made of, each once: key → who says it, empty for one that only sets a
        voice's level."""
        return {**{cue.key: "" for cue in self.calibrating()}, **{cue.key: cue.speaker for cue in self.cues()}}

    def lines(self) -> list[Line]:
        """The script of the wanted chapters."""
        numbers = {chapter.number for chapter in self.requested}
        return [line for chapter in self.script.chapters if chapter.number in numbers for line in chapter.body]

    @property
    def to_write(self) -> int:
        """How many chapters will be written."""
        return sum(chapter.number in self.writing for chapter in self.requested)

    @property
    def work(self) -> Seconds:
        """Expected time of recording and writing on one core, and of binding on all that wait for it: what a bar counts."""
        return self.speaking(self.missing) + self._writing_time(sum(self.writing.values())) + self.binding_work

    @property
    def binding_work(self) -> Seconds:
        """What binding is of `work`."""
        return self.binding * _cores(self.options.jobs)

    def lasting(self, jobs: int, cues: Iterable[Cue] | None = None) -> Seconds:
        """How long the render is expected to take with so many jobs, if these cues (else all that are missing) are recorded.

        All cores record, but one alone writes a chapter, when its last take is there: so a short story waits for its longest
        chapter. A book that is one stream, as a single MP3 is, is written by one core when all is recorded.
        """
        if not self.writing:
            return 0.0
        cores = _cores(jobs)
        speaking, writers = self.speaking(self.missing if cues is None else cues), map(load_writer, self.options.formats)
        in_parts = sum(writer.per_chapter or bool(writer.part(1)) for writer in writers)
        whole, longest = sum(self.writing.values()) / WRITTEN_A_SECOND, max(self.writing.values()) / WRITTEN_A_SECOND
        until_last = speaking / cores + max(in_parts * longest, in_parts * whole / cores)
        streams = (len(self.options.formats) - in_parts) * whole
        return _START + until_last + streams + self.binding

    def _writing_time(self, sound: Seconds) -> Seconds:
        return len(self.options.formats) * sound / WRITTEN_A_SECOND

    def speaking(self, cues: Iterable[Cue]) -> Seconds:
        """Expected time of recording cues on one core."""
        return speaking_length(cues) / _SPOKEN_A_SECOND.get(self.engine, _SLOWEST_ENGINE)

    @property
    def disk(self) -> int:
        """Bytes that the render will take: new takes, and the sound of the chapters to write in every format."""
        shares = sum(load_writer(name).share for name in self.options.formats)
        a_second = shares * delivery(self.options.delivery).kilobits * 1000 / 8
        return round(speaking_length(self.missing) * _TAKE_BYTES + sum(self.writing.values()) * a_second)


def _cores(jobs: int) -> int:
    """How many of this computer's cores so many jobs keep busy."""
    return min(jobs, os.cpu_count() or 1)


def contents(script: Script) -> list[dict[str, Any]]:
    """The chapters for other programs: number, title, and how many lines each has."""
    return [{"number": c.number, "title": c.title, "lines": len(c.body)} for c in script.chapters]


def spelled(numbers: Iterable[int]) -> str:
    """Chapters in words and runs of figures: `chapter 3`, `chapters 2-5, 9`."""
    chapters = runs(numbers)
    return f"chapter{'' if chapters.isdecimal() else 's'} {chapters}"


def takes_folder(options: Options) -> Path:
    """--takes, else NARRATE_TAKES, else the user's cache folder."""
    named = os.environ.get("NARRATE_TAKES")
    try:
        return options.takes or (Path(named) if named else platformdirs.user_cache_path("narrate") / "takes")
    except RuntimeError:
        raise DiskError("This user has no home to keep takes in. Set NARRATE_TAKES to a folder.") from None
