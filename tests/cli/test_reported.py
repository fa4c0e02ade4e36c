"""What users' reports were made into, rendered: the order of chapters in one file, and where a cover is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import mutagen.mp4
from mutagen.id3 import ID3

from tests.cli.runs import narrate
from tests.conftest import shared


def rendered(folder: Path, case: str, *options: str) -> list[Path]:
    """The sound files of a shared case, rendered with the engine that hums and proofed."""
    shutil.copy(shared("cases") / case, folder)
    narrate(folder, "render", case, "--engine", "scratch", *options)
    assert json.loads(narrate(folder, "proof", "output", "--json").stdout)["ok"]
    return sorted(path for path in (folder / "output").rglob("*") if path.suffix in (".mp3", ".m4b"))


def test_chapters_of_one_file_are_in_order_of_time(tmp_path: Path) -> None:
    (file,) = rendered(tmp_path, "07-single-mp3-chapters.txt", "--single")
    tags = ID3(file)
    chapters = [tags[f"CHAP:{element}"] for element in tags.getall("CTOC")[0].child_element_ids]
    assert [chapter.sub_frames["TIT2"].text[0].split(".")[0].split()[-1] for chapter in chapters] == ["I", "II", "III", "IV"]
    begins = [chapter.start_time for chapter in chapters]
    assert begins == sorted(begins) and begins[0] == 0
    assert [chapter.start_time for chapter in tags.getall("CHAP")] == begins, "as the frames stand in the file"


def test_a_cover_that_only_the_guide_names_is_in_every_format(tmp_path: Path) -> None:
    *m4b, mp3, _ = rendered(tmp_path, "59-cover-in-the-guide.epub", "--formats", "mp3,m4b")
    assert ID3(mp3).getall("APIC")[0].mime == "image/jpeg"
    assert mutagen.mp4.MP4(m4b[0])["covr"]
