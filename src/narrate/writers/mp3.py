"""MP3 at a constant bit rate: a file a chapter, or one of the whole book with its chapters in it. ID3v2.3 tags (v2.4 makes some
players drop long titles)."""

from __future__ import annotations

import importlib
from itertools import chain
from pathlib import Path
from typing import Any

from narrate.audio.mp3 import write_mp3
from narrate.edition import Edition
from narrate.writers import WrittenAtOnce, finished_file
from narrate.writers.credits import GENRE, Credits
from narrate.writers.encoding import encode_mp3

id3: Any = importlib.import_module("mutagen.id3")
_frames: Any = importlib.import_module("mutagen.id3._tags")
_UTF16 = 1
_FRONT = 3
_MOST_CHILDREN = 255
"""Of a table of contents, which counts them in one byte."""
_TOP_LEVEL, _ORDERED = 1, 2
_NO_OFFSET = 0xFFFFFFFF


class Mp3Writer(WrittenAtOnce):
    """Chapter files, one track number each."""

    name = "mp3"
    label = "MP3, a file a chapter"
    extension = encoding = "mp3"
    version = "mp3-3"

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """One file for each track of the edition, at the track's own path."""
        written = []
        for track in edition.tracks:
            path = directory / track.path
            with finished_file(path) as part:
                encode_mp3(part, track)
                tags = _tags(edition, track.title, edition.position(track))
                _save(tags, part)
            written.append(path)
        return written


class SingleMp3Writer(WrittenAtOnce):
    """The whole book in one MP3, with the chapters that players read. One stream is encoded from end to end, on one core:
    chapters encoded apart would each bring the encoder's delay, and drift."""

    name = "mp3-single"
    label = "MP3, one file with chapters"
    extension = "mp3"
    per_chapter = False
    version = "mp3-single-3"

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """`<title>.mp3` in the directory."""
        path = directory / f"{edition.file_name}.mp3"
        with finished_file(path) as part:
            first = edition.tracks[0]
            write_mp3(part, chain.from_iterable(track.sound() for track in edition.tracks), first.rate, first.kilobits)
            tags = _tags(edition, edition.title, "1/1")
            _add_chapters(tags, edition)
            _save(tags, part)
        return [path]


def _add_chapters(tags: Any, edition: Edition) -> None:
    """The table of contents, without which some players see no chapters, and a frame a chapter, in milliseconds counted from
    samples. A longer table than one frame holds has tables under it."""
    names = [f"chp{track.number}" for track in edition.tracks]
    tables = [names[at : at + _MOST_CHILDREN] for at in range(0, len(names), _MOST_CHILDREN)]
    top = [f"toc{number}" for number in range(1, len(tables) + 1)] if len(tables) > 1 else names
    tags.add(id3.CTOC(element_id="toc", flags=_TOP_LEVEL | _ORDERED, child_element_ids=top, sub_frames=[]))
    for name, children in zip(top, tables if len(tables) > 1 else (), strict=False):
        tags.add(id3.CTOC(element_id=name, flags=_ORDERED, child_element_ids=children, sub_frames=[]))
    for name, (start, end, track) in zip(names, edition.spans(), strict=True):
        title = id3.TIT2(encoding=_UTF16, text=[track.title])
        times = {"start_time": round(start * 1000), "end_time": round(end * 1000)}
        offsets = {"start_offset": _NO_OFFSET, "end_offset": _NO_OFFSET}
        tags.add(id3.CHAP(element_id=name, **times, **offsets, sub_frames=[title]))


def _tags(edition: Edition, title: str, place: str) -> Any:
    """What every file says; `place` is its number among them."""
    tags, credits = _InOrder(), Credits(edition)
    imprint = edition.imprint
    series, number = imprint.part_of
    texts = {
        "TIT2": title,
        "TIT3": imprint.subtitle,
        "TALB": edition.title,
        "TSOA": credits.title_sort,
        "TPE1": credits.author,
        "TPE2": credits.author,
        "TSOP": credits.author_sort,
        "TCOM": credits.narrator,
        "TRCK": place,
        "TPOS": "1/1",
        "TCON": GENRE,
        "TLAN": edition.language_code,
        "TPUB": imprint.publisher,
        "TYER": imprint.year,
        "MVNM": series,
        "MVIN": number if number.isdecimal() else "",
    }
    for frame, text in texts.items():
        if text:
            tags.add(getattr(id3, frame)(encoding=_UTF16, text=[text]))
    if credits.description:
        tags.add(id3.COMM(encoding=_UTF16, lang="eng", desc="", text=[credits.description]))
    for name, text in credits.extra_tags.items():
        tags.add(id3.TXXX(encoding=_UTF16, desc=name, text=[text]))
    if imprint.cover:
        tags.add(id3.APIC(encoding=_UTF16, mime="image/jpeg", type=_FRONT, desc="", data=imprint.cover))
    return tags


def _save(tags: Any, path: Path) -> None:
    tags.save(path, v1=2, v2_version=3, v23_sep="; ", padding=lambda _: 0)


class _InOrder(id3.ID3):  # type: ignore[misc]
    """Frames in the order they were added, pictures last. mutagen's own order is by size, and FFmpeg numbers chapters as their
    frames lie."""

    def _write(self, config: Any) -> bytes:
        ordered = sorted(self.values(), key=lambda frame: bool(frame.FrameID == "APIC"))
        return b"".join(_frames.save_frame(frame, config=config) for frame in ordered)
