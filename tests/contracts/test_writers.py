"""What every writer must keep to: decoded again by another library than the one that encodes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from narrate.audio.encode import AAC_FRAME
from narrate.audio.measure import measure
from narrate.edition import Edition, Track
from narrate.errors import DiskError
from narrate.writers import Writer, load_writer, writer_names

RATE = 22050


def hum(seconds: float, pitch: float) -> NDArray[np.int16]:
    return np.rint(6000 * np.sin(np.arange(round(seconds * RATE)) * pitch * 6.28 / RATE)).astype(np.int16)


def edition(titles: tuple[str, ...] = ("The Door", "Naïve “dreams” = ; # \\ [x]")) -> Edition:
    tracks = []
    for number, title in enumerate(titles, 1):

        def sound(number: int = number) -> Iterator[NDArray[np.int16]]:
            whole = hum(2 + number, 200 * number)
            for start in range(0, len(whole), 5000):
                yield whole[start : start + 5000]

        tracks.append(Track(number, title, Path(f"{number:02} - x.mp3"), 2.0 + number, RATE, sound))
    return Edition(
        "A Book", "Jane Author", ("Nora (synthetic voice)",), "en", "eng", ("scratch",), len(titles), "A Book", tuple(tracks)
    )


@pytest.fixture(params=writer_names())
def writer(request: pytest.FixtureRequest) -> Writer:
    return load_writer(request.param)


def test_the_files_decode_and_last_as_long_as_they_should(writer: Writer, tmp_path: Path) -> None:
    book = edition()
    files = writer.write(book, tmp_path)
    lasts = [t.duration for t in book.tracks] if writer.per_chapter else [sum(t.duration for t in book.tracks)]
    assert [abs(measure(f).duration - wanted) < 0.1 for f, wanted in zip(files, lasts, strict=True)] == [True] * len(files)
    assert all(f.suffix == f".{writer.extension}" for f in files)
    assert not list(tmp_path.glob(".*")), "nothing temporary is left"


def test_the_same_edition_gives_the_same_bytes(writer: Writer, tmp_path: Path) -> None:
    one, two = (writer.write(edition(), tmp_path / name) for name in ("one", "two"))
    assert [f.read_bytes() for f in one] == [f.read_bytes() for f in two]


def test_chapters_prepared_before_give_the_same_bytes(writer: Writer, tmp_path: Path) -> None:
    book = edition()
    for track in reversed(book.tracks):
        writer.prepare(track, tmp_path / "two")
        assert bool(writer.part(track.number)) == (tmp_path / "two" / writer.part(track.number)).is_file()
    one, two = (writer.write(book, tmp_path / name) for name in ("one", "two"))
    assert [f.read_bytes() for f in one] == [f.read_bytes() for f in two]
    assert not list((tmp_path / "two").glob(".*")), "what was prepared is used up"


def test_a_whole_book_has_no_seams(tmp_path: Path) -> None:
    """Every sample of three chapters stands where it should, the joins included: quiet ends, as all chapters have."""
    import av

    whole = [hum(2, pitch)[: 40 * AAC_FRAME] for pitch in (200, 330, 500)]
    for sound in whole:
        sound[: 4 * AAC_FRAME] = sound[-4 * AAC_FRAME :] = 3
    tracks = [
        Track(n, f"Chapter {n}", Path(f"{n}"), len(sound) / RATE, RATE, partial(iter, [sound]))
        for n, sound in enumerate(whole, 1)
    ]
    (file,) = load_writer("m4b").write(replace(edition(), chapters=3, tracks=tuple(tracks)), tmp_path)
    with av.open(str(file)) as container:
        heard = np.concatenate([frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]) * 32768
    told = np.concatenate(whole).astype(float)
    assert len(heard) == len(told)
    off = np.abs(heard - told).reshape(3, 40, AAC_FRAME).max(axis=2)
    assert off[:, 5:-5].max() < 1000 and off[:, [0, 1, -2, -1]].max() < 20


def test_a_folder_that_cannot_be_written_is_a_disk_error(writer: Writer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskError, match="--out"):
        writer.write(edition(), tmp_path / "file")


def test_mp3_tags_are_version_2_3(tmp_path: Path) -> None:
    from mutagen.id3 import ID3

    files = load_writer("mp3").write(edition(), tmp_path)
    tags = ID3(files[1])
    assert tags.version == (2, 3, 0)
    assert [str(tags[f]) for f in ("TIT2", "TALB", "TPE1", "TRCK", "TCON")] == [
        "Naïve “dreams” = ; # \\ [x]",
        "A Book",
        "Jane Author",
        "2/2",
        "Audiobook",
    ]
    assert "synthetic" in str(tags["TCOM"])


def test_m4b_has_chapters_and_tags(tmp_path: Path) -> None:
    from mutagen.mp4 import MP4

    from narrate.audio.decode import chapters

    (file,) = load_writer("m4b").write(edition(("One", "Two")), tmp_path)
    assert [title for _, _, title in chapters(file)] == ["One", "Two"]
    assert [abs(start - told) < AAC_FRAME / RATE for (start, _, _), told in zip(chapters(file), (0.0, 3.0), strict=True)] == [
        True
    ] * 2
    tags = MP4(file).tags
    assert tags["stik"] == [2]
    assert tags["\xa9nam"] == ["A Book"]
    assert file.read_bytes()[4:12] == b"ftypM4B "


def listed(file: Path) -> list[str]:
    """The chapters as FFmpeg lists them: it numbers them as they lie in the file. Its own program is asked where there is one."""
    import av

    with av.open(str(file)) as container:
        inside = [str(chapter["metadata"]["title"]) for chapter in container.chapters()]
    if program := shutil.which("ffprobe"):
        words = [program, "-v", "error", "-show_chapters", "-of", "json", str(file)]
        told = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)["chapters"]
        assert [chapter["tags"]["title"] for chapter in told] == inside
    return inside


@pytest.mark.parametrize("count", [1, 3, 300])
def test_one_mp3_has_all_chapters_and_a_table_that_names_them_in_order(count: int, tmp_path: Path) -> None:
    from mutagen.id3 import ID3

    from narrate.audio.decode import chapters

    one = edition(("x",)).tracks[0]
    tracks = tuple(
        replace(
            one, number=n, title=f"Chapter {n}" + " and so on" * (n * 7 % 5), duration=0.1, sound=partial(iter, [hum(0.1, 200)])
        )
        for n in range(1, count + 1)
    )
    (file,) = load_writer("mp3-single").write(replace(edition(), chapters=count, tracks=tracks), tmp_path)
    found = chapters(file)
    assert [title for _, _, title in found] == [track.title for track in tracks]
    assert listed(file) == [track.title for track in tracks], "the frames lie in order of time, too"
    assert [round(start, 3) for start, _, _ in found] == [round(0.1 * n, 3) for n in range(count)]
    tags = ID3(file)
    tables = {table.element_id: table for table in tags.getall("CTOC")}
    names = [
        name
        for child in tables["toc"].child_element_ids
        for name in (tables[child].child_element_ids if child in tables else [child])
    ]
    assert names == [f"chp{n}" for n in range(1, count + 1)] and tables["toc"].flags == 3
    assert tags.version == (2, 3, 0) and str(tags["TIT2"]) == "A Book" and str(tags["TRCK"]) == "1/1"
