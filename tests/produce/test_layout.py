"""Where books lie in the output folder, and how one that lies elsewhere is found and moved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from narrate.cli.common import settings
from narrate.cli.progress import Quiet
from narrate.errors import DiskError
from narrate.model import Book, Contributor, Imprint, Script
from narrate.produce.layout import STATE, Layout, layout_of
from narrate.produce.ledger import LEDGER
from narrate.produce.plan import Options, Plan
from narrate.produce.register import Register, pruning
from narrate.produce.render import Render, plan
from narrate.proofing import books
from narrate.takes import TakeStore

KINDS = ("mp3", "mp3-single")
OAK = "stories:\n  oak: {title: The Oak, author: Ann Bell}\n"
STORY = "CHAPTER I\n\n“Who sleeps here?” asked Odile. “It is late, and the gate is shut.”\n\nCHAPTER II\n\nThe oak stood still.\n"


def script(*authors: str, series: str = "", author: str = "") -> Script:
    return Book("The Oak", author, "en", (), imprint=Imprint(people=tuple(map(Contributor, authors)), series=series))


@pytest.mark.parametrize(
    ("book", "place"),
    [
        (script("Ann Bell"), "Ann Bell/The Oak"),
        (script("Ann Bell", "Jo Day"), "Ann Bell & Jo Day/The Oak"),
        (script("Ann Bell, Jr.", "Jo Day & Sons"), "Ann Bell, Jr.; Jo Day & Sons/The Oak"),
        (script(), "Unknown Author/The Oak"),
        (script(author="Ann Bell"), "Ann Bell/The Oak"),
        (script("Ann Bell", series="Trees"), "Ann Bell/Trees/The Oak"),
        (script("Ann Bell", series="Trees #2"), "Ann Bell/Trees/Vol 2 - The Oak"),
        (script("..", series="../.. #1"), "Unknown Author/_/Vol 1 - The Oak"),
        (script(*(f"Writer number {n} of an anthology" for n in range(9))), " & ".join(f"Writer number {n} of an anthology" for n in range(3)) + "/The Oak"),
    ],
)  # fmt: skip
def test_a_book_has_a_folder_below_its_authors_and_its_series(book: Script, place: str) -> None:
    assert layout_of(Path("out"), book, "The Oak").place == place


@settings_of(max_examples=30)
@given(st.text(max_size=150), st.text(max_size=150))
def test_no_author_and_no_series_leads_out_of_the_folder(author: str, series: str) -> None:
    layout = layout_of(Path("/out"), script(author, series=series), "The Oak")
    file = layout.path("mp3/01.mp3")
    assert ".." not in file.parts and file.parts[:3] == ("/", "out", "mp3") and layout.name_of(file) == "mp3/01.mp3"
    assert all(len(part.encode()) <= 120 for part in file.parts)


class Desk:
    """Plans and renders one story."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out, self.store = folder, folder / "out", TakeStore(folder / "takes")
        (folder / "oak.txt").write_text(STORY, encoding="utf-8")

    def plan(self, voices: str = OAK, out: str = "out") -> Plan:
        (self.folder / "voices.yaml").write_text(f"engine: scratch\n{voices}", encoding="utf-8")
        options = Options(self.folder / out, KINDS, takes=self.store.folder)
        (made,) = plan([self.folder / "oak.txt"], settings(self.folder / "voices.yaml"), options)
        return made

    def render(self, voices: str = OAK, out: str = "out") -> dict[str, Any]:
        made = self.plan(voices, out)
        (report,) = Render(Options(self.folder / out, KINDS, takes=self.store.folder), Quiet()).books([made])
        return report

    def files(self) -> dict[str, bytes]:
        names = (path for path in sorted(self.out.rglob("*")) if path.is_file())
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in names}

    def as_before(self) -> Path:
        """Put the book as it lay before formats were libraries."""
        old, place = self.out / "The Oak", "Ann Bell/The Oak"
        for kind in (*KINDS, "text"):
            shutil.move(self.out / kind / place, old / kind)
            shutil.rmtree(self.out / kind)
        for name in ("report.json", LEDGER, STATE):
            (old / "text" / name).rename(old / name)
        report = (old / "report.json").read_text(encoding="utf-8").replace(f"/{place}/", "/").replace(f'"place": "{place}",', "")
        (old / "report.json").write_text(report, encoding="utf-8")
        register = Register(self.store)
        register.moved(self.out / "text" / place, old)
        return old


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def without_reports(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: raw for name, raw in files.items() if not name.endswith("report.json")}


def test_a_book_of_before_formats_were_libraries_is_found_and_moved(desk: Desk) -> None:
    desk.render()
    made = desk.files()
    times = {path.name: path.stat().st_mtime_ns for path in desk.out.rglob("*.mp3")}
    for killed in (False, True):
        old = desk.as_before()
        (old / "mine.txt").write_text("mine")
        (old / "mp3" / "notes.txt").write_text("mine too")
        assert [book for book, _ in books(desk.out)] == [old], "proofed where it lies"
        if killed:
            (desk.out / "mp3/Ann Bell/The Oak").mkdir(parents=True)
            for file in sorted((old / "mp3").iterdir())[:2]:
                file.rename(desk.out / "mp3/Ann Bell/The Oak" / file.name)
        planned = desk.plan()
        assert not planned.missing and any("is moved there" in told for told in planned.warnings)
        assert desk.render()["complete"]
        assert {path.name: path.stat().st_mtime_ns for path in desk.out.rglob("*.mp3")} == times, "nothing is encoded anew"
        now = desk.files()
        assert now.pop("The Oak/mine.txt") == b"mine" and now.pop("mp3/Ann Bell/The Oak/notes.txt") == b"mine too"
        assert without_reports(now) == without_reports(made)
        assert not any("moved" in told for told in desk.plan().warnings)
        found = pruning(Register(desk.store), desk.out)
        assert not found.vanished and not found.unneeded, "the store knows where the book lies"


def test_a_book_moves_with_its_author_and_series_and_is_the_same_book(desk: Desk) -> None:
    desk.render()
    report = desk.render("stories:\n  oak: {title: The Oak, author: Jo Day, series: {name: Trees, number: 2}}\n")
    assert report["place"] == "Jo Day/Trees/Vol 2 - The Oak" and report["complete"] and report["takes"]["recorded"] == 0
    assert sorted(path.name for path in (desk.out / "mp3").iterdir()) == ["Jo Day"]
    assert {entry["file"].rpartition("/")[0] for entry in report["sound"]} == {f"{kind}/{report['place']}" for kind in KINDS}


def test_what_bears_the_title_goes_with_it(desk: Desk) -> None:
    report = desk.render()
    notes = desk.out / "mp3" / report["place"] / "notes.html"
    notes.write_text("Somebody else's.", encoding="utf-8")
    report = desk.render(OAK.replace("Oak", "Ash"))
    here = {path.name for path in (desk.out / "mp3" / report["place"]).iterdir()}
    assert {"The Ash.m3u8", "The Ash.html", "notes.html"} <= here and not any(name.startswith("The Oak") for name in here)


def test_another_story_under_the_same_name_leaves_the_book_alone(desk: Desk) -> None:
    desk.render()
    (desk.folder / "oak.txt").write_text("Something else is told here. It is short.\n", encoding="utf-8")
    assert desk.plan(OAK.replace("Oak", "Ash")).earlier is None


def test_what_cannot_be_moved_is_told_and_what_need_not_be_is_left_with_a_word(desk: Desk) -> None:
    desk.render()
    old = desk.as_before()
    (desk.out / "mp3").write_text("a file")
    with pytest.raises(DiskError, match="cannot be moved"):
        desk.render()
    assert (old / STATE).is_file()
    (desk.out / "mp3").unlink()
    shutil.copytree(old, desk.folder / "kept")
    desk.render()
    shutil.move(desk.folder / "kept", old)
    assert any(told.startswith(f"{old}: files of this book by an earlier narrate") for told in desk.plan().warnings)


def test_a_folder_of_one_kind_is_proofed_alone(desk: Desk) -> None:
    desk.render()
    home = desk.out / "text/Ann Bell/The Oak"
    assert books(desk.out) == books(desk.out / "text") == books(home) == [(home, None)]
    for kind in (desk.out / "mp3", desk.out / "mp3/Ann Bell", desk.out / "mp3/Ann Bell/The Oak"):
        assert books(kind) == [(home, kind)]
    assert Layout(desk.out, "Ann Bell/The Oak", "The Oak").home == home
    assert json.loads((home / "report.json").read_text(encoding="utf-8"))["directory"] == str(desk.out)
