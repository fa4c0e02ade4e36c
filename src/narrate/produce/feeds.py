"""The podcast of a book, beside its sound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from narrate.edition import Edition
from narrate.produce.layout import Layout
from narrate.proofing import SOUNDS
from narrate.writers import Writer
from narrate.writers.feed import Episode, chapter_marks, feed
from narrate.writers.sidecars import write_json, write_text


def write_feed(layout: Layout, edition: Edition, writer: Writer, names: Sequence[str], out_url: str) -> list[Path]:
    """The feed of what a writer made of a book. `names` are the chapters' files without endings; `out_url` is where the
    folder of all books lies on the web. A file that holds several chapters is one episode, and chapters.json lists them."""
    own, end = layout.folder(writer.name), f".{writer.extension}"
    if end not in SOUNDS:
        return []
    address = "/".join([out_url, writer.name, quote(layout.place)])
    marks = own / "chapters.json"
    if writer.per_chapter:
        tracks = zip(edition.tracks, names, strict=True)
        episodes = [Episode(track.title, own / f"{name}{end}", track.duration) for track, name in tracks]
    else:
        lasts = sum(track.duration for track in edition.tracks)
        episodes = [Episode(edition.title, own / f"{edition.file_name}{end}", lasts, marks.name)]
    written = [] if writer.per_chapter else [write_json(marks, chapter_marks(writer.chapters(edition)))]
    there = all(episode.file.is_file() for episode in episodes)
    return [*written, write_text(own / "feed.xml", feed(edition, episodes, address))] if there else written
