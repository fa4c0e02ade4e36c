"""A book in every format, opened by other people's programs: those of tools/validate.py that are quick and are here."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

sys.path.insert(0, str(PROJECT / "tools"))
import audiobookshelf
from validate import VALIDATORS, Validator, delivered, verdict

VOICES = """
stories:
  door:
    author: Ann Bell; Jo Day
    series: {name: Doors, number: 2}
    description: Somebody comes home. %s
    year: 1999
""" % ("It was night. " * 30)
STORY = "The Door\n\nby Ann Bell\n\nCHAPTER I\n\n“Are you there?” asked Maria. “It has been a long night, and nobody has come.”\n\nCHAPTER II: A Title that is Longer\n\nNobody was there.\n"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from narrate.cli.common import settings
    from narrate.cli.progress import Quiet
    from narrate.produce.plan import Options
    from narrate.produce.render import Render, plan

    folder = tmp_path_factory.mktemp("validate")
    (folder / "door.txt").write_text(STORY, encoding="utf-8")
    formats = ("mp3", "mp3-single", "m4b", "opus-single", "flac-single", "lpf")
    options = Options(folder / "out", formats, "scratch", takes=folder / "takes", feed_url="https://example.org/books")
    (folder / "voices.yaml").write_text(VOICES, encoding="utf-8")
    plans = plan([folder / "door.txt"], settings(folder / "voices.yaml"), options)
    (report,) = Render(options, Quiet()).books(plans)
    assert report["complete"] and not report["unfit"]
    return plans[0].layout.home


@pytest.mark.parametrize("validator", [v for v in VALIDATORS if v.quick], ids=lambda v: v.name)
def test_no_validator_has_a_complaint(validator: Validator, book: Path) -> None:
    if not validator.here():
        pytest.skip(f"{validator.name} is not here ({validator.brought})")
    files = [file for file in delivered(book) if validator.takes(file.path)]
    assert files
    assert [(file.path.name, said) for file in files if (said := verdict(validator, file))] == []


def test_a_validator_sees_what_is_wrong(book: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.srt"
    bad.write_text("1\n00:00:02,000 --> 00:00:01,000\n" + "long " * 20 + "\n\n", encoding="utf-8")
    said = {name: _said(book, name, suffix) for name, suffix in (("srt", ".srt"), ("webvtt-py", ".vtt"))}
    assert said == {"srt": "", "webvtt-py": ""} and "too long" in _said(book, "srt", ".srt", bad)
    assert _said(book, "ebur128", ".m4b") == "" and "LUFS" in _said(book, "ebur128", ".m4b", delivery="podcast")


def _said(book: Path, name: str, suffix: str, path: Path | None = None, **told: str) -> str:
    """What a validator says of the book's first file with that ending, or of another one in its place."""
    validator = next(v for v in VALIDATORS if v.name == name)
    if not validator.here():
        pytest.skip(f"{name} is not here ({validator.brought})")
    file = next(file for file in delivered(book) if file.path.suffix == suffix)
    return verdict(validator, type(file)(path or file.path, {**file.reported, **told}))


def test_another_server_is_told_when_it_would_take_a_book_for_another(book: Path) -> None:
    file = next(file.path for file in delivered(book) if file.path.suffix == ".opus")
    told = {"album": "The Door", "artist": "Bell, Ann", "composer": "A; B", "series": "Doors", "language": "eng"}
    said = " ".join(audiobookshelf.differences(file, told))
    assert "authors: ['Bell', 'Ann']" in said or "authors: ['Ann Bell']" in said
    assert "series: ['Doors']" in said and "narrators: ['A', 'B']" in said and "folder" not in said


def test_a_folder_that_may_not_end_with_a_point_is_its_authors_still(tmp_path: Path) -> None:
    home = tmp_path / "Ann Bell; B. Bly, Jr" / "The Door"
    home.mkdir(parents=True)
    told = {**dict.fromkeys(("subtitle", "publishedYear", "publisher", "description", "isbn", "language")), "narrators": ["A"]}
    told |= {"title": "The Door", "authors": ["Ann Bell", "B. Bly, Jr."], "series": []}
    (home / "metadata.json").write_text(json.dumps(told), encoding="utf-8")
    tags = {"album": "The Door", "artist": "Ann Bell; B. Bly, Jr.", "composer": "A", "language": "eng"}
    assert audiobookshelf.differences(home / "The Door.m4b", tags) == []


def test_axe_takes_a_page_that_is_named_from_here(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = next(file for file in delivered(book) if file.path.suffix == ".html")
    monkeypatch.chdir(file.path.parent)
    assert _said(book, "axe", ".html", Path(file.path.name)) == ""
