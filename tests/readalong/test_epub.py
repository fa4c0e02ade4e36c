"""EPUBs made of a timed text: what players and validators ask of them."""

from __future__ import annotations

import posixpath
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.readalong.clips import touching
from narrate.readalong.xhtml import OPS
from narrate.writers import load_writer
from tests.readalong.books import complaints, edition, page

CHAPTERS = (
    ("Chapter 1 <Oars> & “Nets”", "The ferry was late. Nobody minded.\x02", "“Row,” she said.\n\nShe did."),
    ("Chapter 2", "O bring the tide\nAnd leave the sand,\nThe moon beside\nThe sleeping land.", "It was over."),
)
SMIL, OPF = "{http://www.w3.org/ns/SMIL}", "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (made,) = load_writer("epub").write(edition(*CHAPTERS), tmp_path_factory.mktemp("epub"))
    return made


def milliseconds(clock: str) -> int:
    return round(float(clock.removesuffix("s")) * 1000)


def test_epubcheck_has_no_complaint(book: Path) -> None:
    assert complaints(book) == ""


def test_the_media_type_comes_first_and_sound_is_stored_as_it_is(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        members = archive.infolist()
    assert members[0].filename == "mimetype" and members[0].compress_type == zipfile.ZIP_STORED and not members[0].extra
    assert all(m.compress_type == zipfile.ZIP_STORED for m in members if "/audio/" in m.filename)


def test_every_line_is_lit_once_and_clips_touch_from_the_first_to_the_last_moment(book: Path) -> None:
    package = page(book, "EPUB/package.opf")
    lasting = {
        m.get("refines"): milliseconds(m.text) for m in package.iter(f"{OPF}meta") if m.get("property") == "media:duration"
    }
    for number, track in enumerate(edition(*CHAPTERS).tracks, 1):
        overlay = page(book, f"EPUB/overlays/c{number:04}.smil")
        text = page(book, f"EPUB/text/c{number:04}.xhtml")
        ids = [e.get("id") for e in text.iter() if e.get("id")]
        targets = [e.get("src") for e in overlay.iter(f"{SMIL}text")]
        assert [t.partition("#")[2] for t in targets] == ids and len(set(ids)) == len(track.transcript().lines)
        clips = [(milliseconds(a.get("clipBegin")), milliseconds(a.get("clipEnd"))) for a in overlay.iter(f"{SMIL}audio")]
        assert clips[0][0] == 0 and clips[-1][1] == round(track.duration * 1000)
        assert all(end == start for (_, end), (start, _) in pairwise(clips))
        assert sum(end - start for start, end in clips) == lasting[f"#c{number:04}-smil"]
        (seq,) = overlay.iter(f"{SMIL}seq")
        assert posixpath.normpath(f"overlays/{seq.get('{http://www.idpf.org/2007/ops}textref')}") == f"text/c{number:04}.xhtml"
    assert lasting.pop(None) == sum(lasting.values())


@pytest.mark.parametrize(("writer", "kind"), [("epub-mp3", "audio/mpeg"), ("epub-aac", "audio/mp4")])
def test_sound_of_other_kinds_lasts_as_long_as_its_clips(writer: str, kind: str, tmp_path: Path) -> None:
    import av

    told = edition(*CHAPTERS)
    (made,) = load_writer(writer).write(told, tmp_path)
    listed = {i.get("href"): i.get("media-type") for i in page(made, "EPUB/package.opf").iter(f"{OPF}item")}
    sounds = sorted(name for name in listed if name.startswith("audio/"))
    assert {listed[name] for name in sounds} == {kind} and len(sounds) == len(told.tracks)
    with zipfile.ZipFile(made) as archive:
        for name, track in zip(sounds, told.tracks, strict=True):
            with archive.open(f"EPUB/{name}") as file, av.open(file) as container:
                lasts = sum(frame.samples for frame in container.decode(audio=0)) / track.rate
            assert track.duration - 0.001 <= lasts <= track.duration + 1200 / track.rate, "a frame is filled up"
    assert not list(tmp_path.rglob("*.aac"))


def test_pages_hold_the_text_and_nothing_else(book: Path) -> None:
    for number, paragraphs in enumerate(CHAPTERS, 1):
        body = page(book, f"EPUB/text/c{number:04}.xhtml").find(".//{*}section")
        told = "".join("".join(body.itertext()).split())
        assert told == "".join("".join(paragraphs).replace("\x02", "").split())


def test_the_title_page_is_the_first_and_contents_lead_to_every_chapter(book: Path) -> None:
    package = page(book, "EPUB/package.opf")
    assert [r.get("idref") for r in package.iter(f"{OPF}itemref")] == ["title", "nav", "c0001", "c0002"]
    toc, marks = page(book, "EPUB/nav.xhtml").iter("{*}nav")
    links = [(a.get("href"), a.text) for a in toc.iter("{*}a")]
    assert links == [("text/c0001.xhtml", CHAPTERS[0][0]), ("text/c0002.xhtml", CHAPTERS[1][0])]
    assert [a.get(f"{{{OPS}}}type") for a in marks.iter("{*}a")] == ["titlepage", "toc", "bodymatter"]


@given(st.lists(st.floats(0, 9)), st.floats(0, 12))
def test_clips_never_overlap_and_are_never_empty(starts: list[float], duration: float) -> None:
    clips = touching([(str(n), start) for n, start in enumerate(sorted(starts))], duration)
    assert all(clip.start < clip.end for clip in clips)
    assert all(a.end == b.start for a, b in pairwise(clips))
    assert bool(clips) == bool(starts) and (not clips or clips[0].start == 0)
