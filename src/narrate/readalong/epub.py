"""EPUB 3 with Media Overlays: the text and the sound of a book in one file, each line lit while it is heard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from narrate.audio.encode import Coding, bind_m4b
from narrate.edition import Edition, Track
from narrate.readalong import fresh, own, store
from narrate.readalong.chapters import Chapter, transcript_file
from narrate.readalong.clips import line_starts, touching
from narrate.readalong.navigation import Link, Navigation
from narrate.readalong.overlay import Sounding, smil, total_duration
from narrate.readalong.package import CONTAINER, PAGE, SMIL, Item, Package, Reference, identifier
from narrate.writers import Place, finished_file
from narrate.writers.encoding import encode, encode_mp3
from narrate.writers.zipped import Zipped

PARTS = ".parts"
_KIND = "application/epub+zip"
_ROOT = "EPUB"
_USUAL_KILOBITS = 64
"""A second, of MP3 for one's own players; other deliveries ask for more, here as well."""
_KILOBITS = 24
"""A second, of Opus: enough for speech."""
_AAC_KILOBITS = 48
"""A second, of AAC: below that, the encoder's high notes go."""


class EpubWriter:
    """One EPUB a book, its sound as Opus: about 10 MB an hour."""

    name = "epub"
    label = "EPUB, text and sound, lit sentence by sentence"
    extension = "epub"
    per_chapter = False
    share = _KILOBITS / _USUAL_KILOBITS
    overshoot = 1.9
    encoding = "opus in epub"
    version = "epub-8"
    sound, kind = "opus", "audio/ogg; codecs=opus"
    by_word = False

    def part(self, number: int) -> str:
        """A chapter's encoded sound."""
        return f"{PARTS}/{number:04}.{self.sound}"

    def prepare(self, track: Track, directory: Path) -> None:
        """Encode a chapter and keep its transcript beside it."""
        sound = directory / self.part(track.number)
        with finished_file(transcript_file(sound)) as path:
            store.save(path, track.transcript())
        with finished_file(sound) as path:
            self._encode(path, track)

    def _encode(self, path: Path, track: Track) -> None:
        encode("opus", path, replace(track, kilobits=round(track.kilobits * self.share)))

    def write(self, edition: Edition, directory: Path) -> list[Path]:
        """`<title>.epub` in the directory, out of the chapters that are prepared there; the others are prepared now.
        What is not in the story has no page, and is left out."""
        path = directory / f"{edition.file_name}.epub"
        chapters = []
        for track in (track for track in edition.tracks if not track.is_credits):
            sound = directory / self.part(track.number)
            if not (sound.exists() and transcript_file(sound).exists()):
                self.prepare(track, directory)
            chapters.append(Chapter(track, sound, f"c{track.number:04}", self.kind, self.by_word))
        with finished_file(path) as bound, Zipped(bound, _KIND) as book:
            if not (own.is_own(edition.story) and own.bind(book, edition, chapters)):
                self._bind(book, edition, chapters)
        shutil.rmtree(directory / PARTS, ignore_errors=True)
        return [path]

    def chapters(self, edition: Edition) -> list[Place]:
        """Nothing: every chapter is a sound file of its own."""
        return []

    def _bind(self, book: Zipped, edition: Edition, chapters: list[Chapter]) -> None:
        book.add("META-INF/container.xml", CONTAINER.format(f"{_ROOT}/package.opf"))
        items, pages = list(_front(book, edition, chapters)), [Reference("title"), Reference("nav")]
        for chapter in chapters:
            items += self._add(book, edition, chapter)
            pages.append(Reference(chapter.name))
        package = Package(items, pages, identifier(edition))
        book.add(f"{_ROOT}/package.opf", package.document(edition))

    def _add(self, book: Zipped, edition: Edition, chapter: Chapter) -> Iterator[Item]:
        """A chapter's page, overlay and sound."""
        told, name = chapter.transcript(), chapter.name
        file = f"audio/{name}.{self.sound}"
        clips = touching(line_starts(told.lines), chapter.track.duration)
        parts = [Sounding(f"../{file}", clips)]
        book.add(f"{_ROOT}/text/{name}.xhtml", fresh.chapter_page(chapter.track, told, edition.language, "../style.css"))
        book.add(f"{_ROOT}/overlays/{name}.smil", smil(f"../text/{name}.xhtml", "bodymatter chapter", parts))
        book.add_file(f"{_ROOT}/{file}", chapter.sound)
        yield Item(name, f"text/{name}.xhtml", PAGE, overlay=f"{name}-smil")
        yield Item(f"{name}-smil", f"overlays/{name}.smil", SMIL, lasts=total_duration(parts))
        yield Item(f"{name}-sound", file, self.kind)


def _front(book: Zipped, edition: Edition, chapters: list[Chapter]) -> Iterator[Item]:
    """The title page, which comes first because some readers light nothing on a book's first page; the contents; the cover."""
    listed = [Link(chapter.track.title, f"text/{chapter.name}.xhtml") for chapter in chapters]
    marked = [Link("Title page", "text/title.xhtml", kind="titlepage"), Link("Contents", "nav.xhtml", kind="toc")]
    marked.append(Link(edition.title, listed[0].href, kind="bodymatter"))
    book.add(f"{_ROOT}/style.css", fresh.STYLE + fresh.LIT)
    book.add(f"{_ROOT}/text/title.xhtml", fresh.title_page(edition, "../style.css"))
    book.add(f"{_ROOT}/nav.xhtml", Navigation(listed, landmarks=marked).document(edition, "style.css"))
    yield Item("title", "text/title.xhtml", PAGE)
    yield Item("nav", "nav.xhtml", PAGE, "nav")
    yield Item("style", "style.css", "text/css")
    if edition.imprint.cover:
        book.add(f"{_ROOT}/cover.jpg", edition.imprint.cover)
        yield Item("cover", "cover.jpg", "image/jpeg", "cover-image")


class EpubMp3Writer(EpubWriter):
    """The same with MP3, for readers that know nothing newer."""

    name = "epub-mp3"
    label = "EPUB with MP3 inside, for older readers"
    version = "epub-mp3-7"
    share = 1.0
    overshoot = 0.0
    encoding = "mp3"
    sound, kind = "mp3", "audio/mpeg"

    def _encode(self, path: Path, track: Track) -> None:
        encode_mp3(path, track)


class EpubAacWriter(EpubWriter):
    """The same with AAC, for readers on Apple's systems that play no Opus: about 22 MB an hour."""

    name = "epub-aac"
    label = "EPUB with AAC inside, for readers without Opus"
    version = "epub-aac-4"
    share = _AAC_KILOBITS / _USUAL_KILOBITS
    overshoot = 0.0
    encoding = ""
    sound, kind = "m4a", "audio/mp4"

    def _encode(self, path: Path, track: Track) -> None:
        packets = path.with_suffix(".aac")
        try:
            kilobits = round(track.kilobits * self.share)
            encode("aac", packets, replace(track, kilobits=kilobits))
            bind_m4b(path, [packets], Coding(track.rate, kilobits), [])
        finally:
            packets.unlink(missing_ok=True)


class EpubWordsWriter(EpubWriter):
    """The same with each word lit, where the engine tells when it says them."""

    name = "epub-words"
    label = "EPUB, lit word by word"
    version = "epub-words-7"
    by_word = True
