"""What a new user meets: messages that are right, plans that add up, voices by the names one knows."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests import tiny
from tests.cli.runs import STORY, narrate

TOLD_BY_HERSELF = (
    "I had not been home for a year when Uncle Piet opened the door.\n\n“Come in,” said Uncle Piet.\n\n"
    "“I am only tired,” I said. “I walked.”\n\n“There is soup,” said Uncle Piet.\n\n“Thank you,” I said.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "door.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text("engine: scratch\n", encoding="utf-8")
    (tmp_path / "nothing").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.xyz").write_bytes(b"\0\1\2")
    (tmp_path / "noise.txt").write_bytes(random.Random(3).randbytes(3000))
    return tmp_path


@pytest.mark.parametrize("command", ["render", "cast", "script"])
@pytest.mark.parametrize("place", ["nothing", "other"])
def test_a_folder_without_stories_is_one_clear_line(folder: Path, command: str, place: str) -> None:
    told = narrate(folder, command, place, code=3)
    assert told.stderr.count("\n") == 1 and place in told.stderr and "no story in this folder" in told.stderr


@pytest.mark.parametrize("command", ["render", "cast", "script"])
def test_an_address_noise_and_silence_are_no_stories(folder: Path, command: str) -> None:
    assert "https://example.org/b.txt: a web address" in narrate(folder, command, "https://example.org/b.txt", code=3).stderr
    assert "noise.txt: this is no text" in narrate(folder, command, "noise.txt", code=3).stderr
    assert narrate(folder, command, "-", code=3, given=b" \n").stderr.startswith("standard input: there is no text")
    noise = narrate(folder, command, "-", code=3, given=random.Random(4).randbytes(3000)).stderr
    assert noise.startswith("standard input: this is no text")


@pytest.mark.parametrize("words", [["render", "door.txt"], ["cast", "door.txt"], ["audition", "woman-1"], ["voices"]])
def test_an_unknown_engine_is_told_alike_everywhere(folder: Path, words: list[str]) -> None:
    assert "no engine “skratch” — did you mean “scratch”?" in narrate(folder, *words, "--engine", "skratch", code=6).stderr


def test_the_plan_adds_up_and_counts_the_chapter_that_is_chosen(folder: Path) -> None:
    def plan(*more: str) -> dict[str, object]:
        (made,) = json.loads(narrate(folder, "render", "door.txt", "--plan", "--json", *more).stdout)["books"]
        takes = made["takes"]
        for counts in (takes, *takes["speakers"].values()):
            assert counts["to_record"] + counts["kept"] == counts["in_all"]
        assert sum(counts["in_all"] for counts in takes["speakers"].values()) == takes["in_all"]
        return dict(made)

    whole, one = plan(), plan("--chapters", "2")
    assert set(one["takes"]["speakers"]) == {"Narrator", "(levels)"}  # type: ignore[index]
    assert 0 < float(str(one["expected_s"])) < float(str(whole["expected_s"])) / 2 and one["lines"] == 2
    told = json.loads(narrate(folder, "render", "door.txt", "--json", "--chapters", "2").stdout)["books"][0]["takes"]
    assert told["recorded"] == told["in_all"] == one["takes"]["in_all"]  # type: ignore[index]
    assert plan("--chapters", "2")["takes"]["to_record"] == 0  # type: ignore[index]
    shown = narrate(folder, "render", "door.txt", "--plan", "--chapters", "2").stdout
    assert "1 chapter of 2 (chapter 2)" in shown and "Maria" not in shown


def test_own_voices_and_their_settings_are_shown(folder: Path) -> None:
    (folder / "voices.yaml").write_text(
        "engine: scratch\nspeed: 1.1\nvoices: {gran: {voice: old-woman, pitch: -2}}\ncast: {Maria: gran}\n", encoding="utf-8"
    )
    for words in (["render", "--plan"], ["cast"]):
        told = narrate(folder, *words, "door.txt").stdout
        assert "gran (old-woman), speed 1.1, pitch -2" in told and "narrator, speed 1.1" in told


@pytest.mark.parametrize(
    ("formats", "file"),
    [("m4b", "m4b/Unknown Author/door/door (chapter 2).m4b"), ("mp3", "mp3-single/Unknown Author/door/door (chapter 2).mp3")],
)
def test_a_book_bound_from_some_chapters_says_so(folder: Path, formats: str, file: str) -> None:
    import mutagen

    more = ["--single"] if formats == "mp3" else []
    (book,) = json.loads(narrate(folder, "render", "door.txt", "--json", "--formats", formats, "--chapters", "2", *more).stdout)[
        "books"
    ]
    assert [entry["file"] for entry in book["sound"]] == [file] and book["sound"][0]["chapters"] == ["CHAPTER II"]
    assert book["done"] and not book["complete"] and book["missing"] == [1]
    tags = mutagen.File(folder / "output" / file, easy=True)
    assert tags["album"] == ["door (chapter 2)"]
    assert "Missing: chapter 1." in narrate(folder, "proof", "output").stdout


def test_what_is_there_is_proofed_without_a_report(folder: Path) -> None:
    narrate(folder, "render", "door.txt")
    (folder / "output/text/Unknown Author/door/report.json").unlink()
    told = narrate(folder, "proof", "output/mp3", code=7).stdout
    assert "01 - CHAPTER I.mp3" in told and "no report.json" in told
    assert "\ndoor.txt: does not decode: " in narrate(folder, "proof", "door.txt", code=7).stdout


def test_a_character_of_a_story_is_heard_in_their_own_lines(folder: Path) -> None:
    made = json.loads(narrate(folder, "audition", "Maria", "--story", "door.txt", "--json").stdout)
    assert made["text"] == "“Come in,” “It is warm.”" and made["voice"] == "scratch:woman-1"
    assert (folder / made["file"]).stat().st_size > 10_000


def test_a_sample_that_cannot_be_played_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    told = narrate(folder, "audition", "woman-1", "--play")
    assert told.stdout.count("\n") == 2 and "could not be played" in told.stdout and not told.stderr


def test_cast_says_what_it_wrote_and_who_says_i(folder: Path) -> None:
    assert "2 characters added: Maria, Andrei" in narrate(folder, "cast", "door.txt", "--write").stdout
    assert "nothing to add" in narrate(folder, "cast", "door.txt", "--write").stdout
    (folder / "home.txt").write_text(TOLD_BY_HERSELF, encoding="utf-8")
    assert "“I” in the narration is taken for" in narrate(folder, "cast", "home.txt").stdout


def test_warnings_are_said_once(folder: Path) -> None:
    (folder / "home.txt").write_text(TOLD_BY_HERSELF, encoding="utf-8")
    assert narrate(folder, "render", "home.txt").stdout.count("“I” in the narration") == 1


def test_doubtful_lines_alone(folder: Path) -> None:
    lines = json.loads(narrate(folder, "script", "door.txt", "--doubtful", "--json").stdout)["chapters"]
    assert lines == [] and "more than a guess" in narrate(folder, "script", "door.txt", "--doubtful").stdout


def test_what_a_doubtful_line_is_corrected_with_can_be_pasted(folder: Path) -> None:
    story = "The rain fell on the roof of the barn.\n\n\"It is 'snow' again, and the post is late.\"\n\nA door shut.\n"
    (folder / "fire.txt").write_text(story, encoding="utf-8")
    told = narrate(folder, "script", "fire.txt", "--doubtful").stdout
    entry = told[told.index("lines: {") :].strip().replace("NAME", "Odo")
    (folder / "voices.yaml").write_text(f"engine: scratch\nstories:\n  fire:\n    {entry}\n", encoding="utf-8")
    assert "Odo: \"It is 'snow' again" in narrate(folder, "script", "fire.txt").stdout


TOLD = "I had not been home for a year. My wife walked beside me, and I was cold.\n\n“Come in,” said Uncle Piet.\n\nI went in, and I sat down.\n"


def test_a_teller_whom_nobody_quotes_is_in_the_cast_and_can_be_given_a_voice(folder: Path) -> None:
    (folder / "home.txt").write_text(TOLD, encoding="utf-8")

    def voices(more: str) -> dict[str, str]:
        (folder / "voices.yaml").write_text(f"engine: scratch\nstories:\n  home: {more}\n", encoding="utf-8")
        (made,) = json.loads(narrate(folder, "cast", "home.txt", "--json").stdout)["stories"]
        assert not [remark for remark in made["remarks"] if "nobody" in remark or "says nothing" in remark]
        return {"Narrator": made["narrator"], **{c["name"]: c["voice"] for c in made["characters"]}}

    assert voices('{cast: {"The narrator": woman-3}}')["Narrator"] == "woman-3"
    named = voices("{narrator: {character: Hanna}, cast: {Hanna: woman-2}}")
    assert named["Narrator"] == named["Hanna"] == "woman-2"


@pytest.mark.parametrize("command", ["script", "cast"])
def test_what_fits_nothing_in_a_story_is_told_before_it_is_rendered(folder: Path, command: str) -> None:
    (folder / "play.txt").write_text("WREN. The tide is out.\n\nOSCAR. It is.\n\nWREN. Come.\n\nOSCAR. No.\n", encoding="utf-8")
    (folder / "voices.yaml").write_text(
        "engine: scratch\nstories:\n  play:\n    lines: {It is: Judd, Nothing at all: Wren}\n    gender: {Wrenn: female}\n"
        "  door:\n    lines: {Never said: Ann}\n    cast: {Nobody Here: man-1}\n",
        encoding="utf-8",
    )
    play = narrate(folder, command, "play.txt")
    told = " ".join((play.stdout + play.stderr).split())
    assert "Judd" in play.stdout and "“Nothing at all” fits no quotation" in told and "did you mean “Wren”?" in told
    door = narrate(folder, command, "door.txt")
    told = " ".join((door.stdout + door.stderr).split())
    assert "“Never said” fits no quotation" in told and "“Nobody Here” is nobody" in told


def test_voices_are_installed_and_removed_with_json(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARRATE_VOICES", str(folder / "shelf"))
    model = tiny.piper(folder, "mine")
    put = json.loads(narrate(folder, "voices", "install", str(model), "--json").stdout)
    assert (put["name"], put["engine"]) == ("mine", "piper") and Path(put["folder"]).is_dir() and "missing" in put
    assert put["sums"] and all(len(found) == 64 for found in put["sums"].values())
    gone = json.loads(narrate(folder, "voices", "remove", "mine", "--json").stdout)
    assert gone["folder"] == put["folder"] and not Path(gone["folder"]).exists()
