"""Opening and closing credits, and whether chapters' titles are read aloud."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import ID3

from narrate.cli.common import settings
from narrate.cli.progress import Quiet
from narrate.config import SpokenCredits
from narrate.deliveries import delivery
from narrate.errors import ConfigError
from narrate.model import Book, Chapter, Contributor, Imprint, Script, Voice
from narrate.produce.crediting import CreditsBuilder, credits_of
from narrate.produce.plan import Options, Plan
from narrate.produce.render import Render, plan
from narrate.proofing import books, proof_book, read_report

USUAL = SpokenCredits()
VOICE = Voice("scratch", "narrator")
STORY = "CHAPTER I\n\nThe oak stood still. Nobody slept.\n\nCHAPTER II\n\nIn the morning it was gone.\n"


def said(language: str = "en", wanted: SpokenCredits = USUAL, author: str = "Ann Bell") -> list[tuple[int, str, str]]:
    people = (Contributor("Ann Bell"), Contributor("Jo Day")) if author else ()
    book: Script = Book(
        "Who Sleeps?", author, language, (Chapter(1, "I", ()), Chapter(2, "II", ())), imprint=Imprint(people=people)
    )
    speaker = CreditsBuilder(VOICE, 0.6, lambda text, heading: text, lambda text, voice: text)
    made = credits_of(book, wanted, ["Odile"], speaker)
    return [(c.number, c.title, " ".join(cue.shown for cue in c.body)) for c in made]


def test_they_say_title_authors_and_narrator_before_the_first_chapter_and_after_the_last() -> None:
    usual = "Who Sleeps? By Ann Bell, Jo Day. Read by Odile."
    assert said() == [(0, "Opening Credits", usual), (3, "Closing Credits", f"{usual} The end.")]
    assert said("de")[1] == (3, "Abspann", "Who Sleeps? Von Ann Bell, Jo Day. Gelesen von Odile. Ende.")
    assert said("fi")[0][2] == "Who Sleeps? Ann Bell, Jo Day. Odile."
    assert said(author="")[0][2] == "Who Sleeps? Read by Odile."


def test_their_texts_are_a_persons_own_and_may_be_none() -> None:
    own = SpokenCredits(True, "This is {title}{series}.", "")
    assert said(wanted=own) == [(0, "Opening Credits", "This is Who Sleeps?.")]


def planned(folder: Path, voices: str, **more: Any) -> tuple[Plan, Options]:
    (folder / "oak.txt").write_text(STORY, encoding="utf-8")
    (folder / "voices.yaml").write_text(f"engine: scratch\n{voices}", encoding="utf-8")
    options = Options(folder / "out", takes=folder / "takes", **more)
    (made,) = plan([folder / "oak.txt"], settings(folder / "voices.yaml"), options)
    return made, options


def test_stores_get_them_and_others_where_they_are_asked_for(tmp_path: Path) -> None:
    def has(voices: str = "", **more: Any) -> bool:
        return bool(planned(tmp_path, voices, **more)[0].credits)

    assert has(delivery="acx") and not has() and not has(delivery="acx", chapters=((1, 1),))
    assert has("credits: true\n") and not has("credits: true\nstories: {oak: {credits: false}}\n")
    assert has("stories: {oak: {credits: {closing: That was all.}}}\n") and not has("credits: off\n", delivery="acx")
    for wrong in ("{titel}", "{", "{title"):
        with pytest.raises(ConfigError, match=r"voices.yaml:2:.*none of \{title\}"):
            planned(tmp_path, f"credits: {{opening: 'A {wrong}'}}\n")


def test_they_are_files_of_their_own_and_chapters_of_one_file(tmp_path: Path) -> None:
    made, options = planned(tmp_path, "credits: true\nheadings: false\n", formats=("mp3", "mp3-single", "epub"))
    (report,) = Render(options, Quiet()).books([made])
    assert report["complete"] and report["coverage"] == 1 and not report["unfit"]
    folder = tmp_path / "out/mp3/Unknown Author/oak"
    names = ["00 - Opening Credits", "01 - CHAPTER I", "02 - CHAPTER II", "03 - Closing Credits"]
    assert sorted(path.stem for path in folder.glob("*.mp3")) == names
    assert [str(ID3(folder / f"{name}.mp3")["TRCK"]) for name in names] == ["1/4", "2/4", "3/4", "4/4"]
    assert "By" not in (captions := (folder / "00 - Opening Credits.vtt").read_text(encoding="utf-8")) and "oak." in captions
    assert "CHAPTER I\n" not in (folder / "01 - CHAPTER I.vtt").read_text(encoding="utf-8").partition("-->")[2], "not read aloud"
    single = next(entry for entry in report["sound"] if "chapters" in entry)
    assert single["chapters"] == [name.partition(" - ")[2] for name in names]
    assert [entry.get("chapter") for entry in report["sound"] if entry is not single] == [None, 1, 2, None]
    (epub,) = (tmp_path / "out/epub").rglob("*.epub")
    with zipfile.ZipFile(epub) as archive:
        assert not [name for name in archive.namelist() if "c0000" in name or "c0003" in name]
    (home, _) = books(tmp_path / "out")[0]
    found = read_report(home)
    assert found and not [one for one in proof_book(home, found, delivery("listening").limits) if one.troubles]
    times = {path: path.stat().st_mtime_ns for path in folder.glob("*.mp3")}
    Render(options, Quiet()).books([planned(tmp_path, "credits: true\nheadings: false\n", formats=options.formats)[0]])
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*.mp3")} == times, "nothing is made twice"
    Render(options, Quiet()).books([planned(tmp_path, "credits: false\n", formats=options.formats)[0]])
    assert sorted(path.stem for path in folder.glob("*.*3")) == names[1:3], "what is not wanted any more goes"
