"""Captions beside the sound, under its name, where players look for them: of each chapter, and of a file that holds the book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from narrate.captions import Caption, read, srt, webvtt
from narrate.edition import Edition
from narrate.units import Seconds
from narrate.writers import Writer
from narrate.writers.sidecars import write_pieces

RECORD = "text"
"""The folder of each chapter's own captions, which the others are made from."""
SUFFIXES = (".vtt", ".srt", ".json")


def write_beside(
    folder: Path, edition: Edition, names: Sequence[str], files: Iterable[str], writers: Iterable[Writer]
) -> set[str]:
    """Write the captions of the sound `files`, which like the result are relative to the book's folder. `names` are those of all
    chapters' files."""
    by_name, written = {writer.name: writer for writer in writers}, set()
    own = {name: folder / RECORD / f"{name}.vtt" for name in (names[track.number - 1] for track in edition.tracks)}
    for file in files:
        sound = Path(file)
        if sound.stem in own:
            starts = [(own[sound.stem], 0.0)]
        else:
            places = by_name[sound.parts[0]].chapters(edition)
            starts = [(record, start) for record, (start, _, _) in zip(own.values(), places, strict=True)]
        forms: dict[str, Callable[[], Iterator[str]]] = {".vtt": partial(_webvtt, starts), ".srt": partial(_srt, starts)}
        written |= {write_pieces(folder / sound.with_suffix(suffix), form) for suffix, form in forms.items()}
    return {str(path.relative_to(folder)) for path in written}


def _webvtt(starts: list[tuple[Path, Seconds]]) -> Iterator[str]:
    return webvtt(_heard(starts))


def _srt(starts: list[tuple[Path, Seconds]]) -> Iterator[str]:
    return srt(_heard(starts))


def _heard(starts: list[tuple[Path, Seconds]]) -> Iterator[Caption]:
    """The captions of chapters that begin at these times, one chapter in memory at a time. Marks are numbered on and on."""
    before = 0
    for record, start in starts:
        mark = 0
        for caption in read(record.read_text(encoding="utf-8")):
            mark = caption.mark
            yield replace(caption, start=caption.start + start, end=caption.end + start, mark=before + mark)
        before += mark
