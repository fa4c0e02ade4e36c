"""What every writer must keep to: decoded again by another library than the one that encodes."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
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
from narrate.model import Contributor, Imprint
from narrate.proofing import SOUNDS
from narrate.writers import Writer, load_writer, writer_names

RATE = 22050


def hum(seconds: float, pitch: float) -> NDArray[np.int16]:
    return np.rint(6000 * np.sin(np.arange(round(seconds * RATE)) * pitch * 6.28 / RATE)).astype(np.int16)


def edition(titles: tuple[str, ...] = ("The Door", "Naïve “dreams” = ; # \\ [x]")) -> Edition:
    tracks = []
    for number, title in enumerate(titles, 1):

        def sound(gain: float = 0, lower: float = 0, number: int = number) -> Iterator[NDArray[np.int16]]:
            whole = hum(2 + number, 200 * number)
            for start in range(0, len(whole), 5000):
                yield whole[start : start + 5000]

        tracks.append(
            Track(number=number, title=title, path=Path(f"{number:02} - x.mp3"), duration=2.0 + number, rate=RATE, sound=sound)
        )
    return Edition(
        title="A Book",
        author="Jane Author",
        narrators=("Nora – synthetic voice",),
        language="en",
        language_code="eng",
        engines=("scratch",),
        chapters=len(titles),
        file_name="A Book",
        tracks=tuple(tracks),
    )


@pytest.fixture(params=[name for name in writer_names() if f".{load_writer(name).extension}" in SOUNDS])
def sound_writer(request: pytest.FixtureRequest) -> Writer:
    """Those whose files are nothing but sound."""
    return load_writer(request.param)


@pytest.fixture(params=writer_names())
def writer(request: pytest.FixtureRequest) -> Writer:
    return load_writer(request.param)


def test_it_has_a_name_for_people(writer: Writer) -> None:
    assert writer.label and writer.label != writer.name


def sounds(files: list[Path]) -> list[Path]:
    """The sound files, those within archives unpacked beside them."""
    found = []
    for file in files:
        if not zipfile.is_zipfile(file) or file.suffix not in (".epub", ".lpf"):
            found.append(file)
            continue
        with zipfile.ZipFile(file) as archive:
            found += [Path(archive.extract(name, file.parent / "unpacked")) for name in archive.namelist() if "audio/" in name]
    return found


def test_the_files_decode_and_last_as_long_as_they_should(writer: Writer, tmp_path: Path) -> None:
    book = edition()
    tracks = tuple(replace(track, path=track.path.with_suffix(f".{writer.extension}")) for track in book.tracks)
    files = writer.write(replace(book, tracks=tracks), tmp_path)
    heard = sounds(files)
    each = writer.per_chapter or heard != files
    lasts = [t.duration for t in book.tracks] if each else [sum(t.duration for t in book.tracks)]
    assert [abs(measure(f).duration - wanted) < 0.1 for f, wanted in zip(heard, lasts, strict=True)] == [True] * len(heard)
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
        Track(
            number=n, title=f"Chapter {n}", path=Path(f"{n}"), duration=len(sound) / RATE, rate=RATE, sound=partial(iter, [sound])
        )
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


def published() -> Edition:
    """An edition of which everything is known; two of its authors have one name each."""
    people = (
        Contributor("Homer", "aut", "Homer"),
        Contributor("Virgil", "aut", "Virgil"),
        Contributor("Zoë Brontë", "trl", "Brontë, Zoë"),
    )
    imprint = Imprint(
        publisher="Oven Press",
        date="1999-05-01",
        series="Loaves #2.5",
        cover=b"",
        people=people,
        subtitle="or, Flour",
        title_sort="Book, A",
        description="A long day. " * 40,
        subjects=("Bread", "Sea"),
        isbn="9783161484100",
    )
    return replace(edition(), author="Homer, Virgil", imprint=imprint)


def ffprobed(file: Path) -> dict[str, str]:
    """The tags as a server that asks FFmpeg's own program finds them: of the file, or where that has none of its sound."""
    program = shutil.which("ffprobe")
    if not program:
        pytest.skip("no ffprobe here")
    words = [program, "-v", "error", "-show_format", "-show_streams", "-of", "json", str(file)]
    told = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
    tags = told["format"].get("tags") or told["streams"][0]["tags"]
    return {name.lower(): text for name, text in tags.items()}


def test_a_server_finds_everything_that_is_known_of_a_book(sound_writer: Writer, tmp_path: Path) -> None:
    book = published()
    told = ffprobed(sound_writer.write(book, tmp_path)[0])
    described = told.get("synopsis") or told.get("description") or told["comment"]
    assert (told["album"], told["artist"], told["album_artist"]) == ("A Book", "Homer; Virgil", "Homer; Virgil")
    assert (told["composer"], told["genre"]) == ("Nora – synthetic voice", "Audiobook")
    assert (told["series"], told["series-part"], told["date"][:4]) == ("Loaves", "2.5", "1999")
    assert (told["subtitle"], told["isbn"], told["language"]) == ("or, Flour", "9783161484100", "eng")
    assert described.startswith("A long day.") and described.endswith("Read by a synthetic voice: narrate, scratch.")
    assert (told["translator"], told["subjects"]) == ("Zoë Brontë", "Bread; Sea")
    assert "synthetic" in told["ai_narration"]
    assert any(told.get(name) == "Oven Press" for name in ("publisher", "tpub", "organization"))


def test_without_a_description_nothing_stands_in_for_it(sound_writer: Writer, tmp_path: Path) -> None:
    told = ffprobed(sound_writer.write(edition(), tmp_path)[0])
    assert not {"comment", "description", "synopsis", "series", "series-part", "subtitle"} & told.keys()


def test_m4b_has_a_short_description_and_apples_sort_names(tmp_path: Path) -> None:
    from mutagen.mp4 import MP4

    (file,) = load_writer("m4b").write(published(), tmp_path)
    tags = MP4(file).tags
    assert len(tags["desc"][0]) <= 255 and tags["desc"][0].endswith("…") and tags["ldes"][0].count("A long day.") == 40
    assert (tags["soal"], tags["soar"]) == (["Loaves 2.5 - A Book"], ["Homer; Virgil"])
    assert (tags["tvsh"], tags["tven"], tags["\xa9mvn"], tags.get("\xa9mvi")) == (["Loaves"], ["2.5"], ["Loaves"], None)


def test_chapters_of_a_whole_book_lie_where_they_are_said_to(sound_writer: Writer, tmp_path: Path) -> None:
    from narrate.audio.decode import chapters

    book = edition(("One", "Two", "Three"))
    told = sound_writer.chapters(book)
    assert bool(told) == (not sound_writer.per_chapter)
    if told:
        found = chapters(sound_writer.write(book, tmp_path)[0])
        assert [(title, abs(start - at) < 0.0006) for (start, _, title), (at, _, _) in zip(found, told, strict=True)] == [
            (title, True) for _, _, title in told
        ]
