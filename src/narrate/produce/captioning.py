"""Captions beside the sound, under its name, where players look for them: of each chapter, and of a file that holds the book."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from narrate.captions import Caption, lrc, read, srt, webvtt, with_words
from narrate.edition import Edition
from narrate.produce.layout import TEXT, Layout
from narrate.units import Seconds
from narrate.writers import Writer
from narrate.writers.credits import Credits
from narrate.writers.sidecars import write_pieces

SUFFIXES = (".vtt", ".srt", ".lrc", ".json")


@dataclass(frozen=True)
class Captioner:
    """Writes the captions of a book. `names` are those of all chapters' files, by number; `karaoke` tells of each word when it is
    heard, where that is known, in the forms that can."""

    layout: Layout
    edition: Edition
    names: Mapping[int, str]
    writers: Sequence[Writer]
    karaoke: bool = False

    def write_beside(self, files: Iterable[str]) -> set[str]:
        """Write the captions of the sound `files`; their names. Each chapter's own are there already and the others are made
        from them."""
        by_name, written = {writer.name: writer for writer in self.writers}, set()
        own = {name: self.layout.folder(TEXT) / f"{name}.vtt" for name in (self.names[t.number] for t in self.edition.tracks)}
        titles = {self.names[track.number]: track.title for track in self.edition.tracks}
        for file in files:
            sound = Path(file)
            if sound.stem in own:
                starts = [(own[sound.stem], 0.0)]
            else:
                places = by_name[sound.parts[0]].chapters(self.edition)
                starts = [(record, start) for record, (start, _, _) in zip(own.values(), places, strict=True)]
            written |= self._write(self.layout.path(file), titles.get(sound.stem, self.edition.title), starts)
        return {self.layout.name_of(path) for path in written}

    def _write(self, sound: Path, title: str, starts: list[tuple[Path, Seconds]]) -> set[Path]:
        heard, about = partial(_shifted, starts, self.karaoke), {"ti": title, **self._about}
        forms = {
            ".vtt": lambda: webvtt(heard()),
            ".srt": lambda: srt(heard()),
            ".lrc": lambda: lrc(heard(), about),
        }
        return {write_pieces(sound.with_suffix(suffix), form) for suffix, form in forms.items()}

    @property
    def _about(self) -> dict[str, str]:
        return {"ar": Credits(self.edition).author, "al": self.edition.title}


def _shifted(starts: list[tuple[Path, Seconds]], karaoke: bool) -> Iterator[Caption]:
    """The captions of chapters that begin at these times, one chapter in memory at a time. Marks are numbered on and on."""
    before = 0
    for record, start in starts:
        words, mark = _words(record), 0
        for mark, cues in groupby(read(record.read_text(encoding="utf-8")), key=lambda caption: caption.mark):
            for caption in with_words(list(cues), words.get(mark, ())):
                word_times = tuple((offset, begins + start) for offset, begins in caption.words) if karaoke else ()
                yield replace(caption, start=caption.start + start, end=caption.end + start, mark=before + mark, words=word_times)
        before += mark


def _words(record: Path) -> dict[int, list[tuple[str, Seconds]]]:
    """The words of each mark that has them, and when they begin, out of the transcript beside a chapter's captions."""
    transcript = record.with_suffix(".json")
    segments = json.loads(transcript.read_text(encoding="utf-8"))["segments"] if transcript.is_file() else ()
    return {
        mark: [(word["body"], word["startTime"]) for word in segment["words"]]
        for mark, segment in enumerate(segments, 1)
        if "words" in segment
    }
