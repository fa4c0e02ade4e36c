"""The command line end to end, as a person runs it: in a process of its own, in a folder of its own."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import mutagen.id3
import mutagen.mp3
import mutagen.mp4
import pytest
from PIL import Image
from typer.main import get_command
from typer.testing import CliRunner

from narrate.cli.app import app
from tests import books, tiny
from tests.cli.commands import narrate, report, sounds
from tests.cli.runs import STORY
from tests.conftest import PROJECT


def test_render_reads_seeds_into_output(folder: Path) -> None:
    told = narrate(folder, "render").stdout
    for words in ("2 chapters", "Maria", "woman-1", "Andrei", "man-1", "takes recorded", "coverage 100.00%"):
        assert words in told
    out, book = folder / "output", "Unknown Author/door"
    assert sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.is_file() and not p.name.startswith(".")) == [
        *(
            f"mp3/{book}/{name}.{ending}"
            for name in ("01 - CHAPTER I", "02 - CHAPTER II")
            for ending in ("lrc", "mp3", "srt", "vtt")
        ),
        *(f"mp3/{book}/{name}" for name in ("cover.jpg", "door.html", "door.m3u8", "metadata.json", "publication.json")),
        *(f"text/{book}/{name}.{ending}" for name in ("01 - CHAPTER I", "02 - CHAPTER II") for ending in ("json", "vtt")),
        *(f"text/{book}/{name}.json" for name in ("report", "script")),
    ]


def test_some_chapters_first_and_the_others_later(folder: Path) -> None:
    book = folder / "output/mp3/Unknown Author/door"
    some = report(folder, "--chapters", "2")
    assert [entry["file"] for entry in some["books"][0]["sound"]] == ["mp3/Unknown Author/door/02 - CHAPTER II.mp3"]
    assert some["books"][0]["done"] and some["books"][0]["chapters"] == 2
    assert not some["books"][0]["complete"] and some["books"][0]["missing"] == [1]
    assert not list(book.glob("*.m3u8")), "a playlist would be of the whole book"
    before = (book / "02 - CHAPTER II.mp3").stat().st_mtime_ns
    [plan] = json.loads(narrate(folder, "render", "--plan", "--json").stdout)["books"]
    assert plan["chapters_to_write"] == 1 and set(plan["takes"]["why"]) == {"new"}
    assert report(folder)["books"][0]["takes"]["speakers"] == {"Narrator": 4, "Maria": 2, "Andrei": 1}
    assert (book / "02 - CHAPTER II.mp3").stat().st_mtime_ns == before
    whole = sounds(folder)
    assert report(folder, "--chapters", "1-2,2")["books"][0]["takes"]["recorded"] == 0
    (folder / "seeds" / "door.txt").write_text(STORY.replace("Nobody", "No one"), encoding="utf-8")
    [plan] = json.loads(narrate(folder, "render", "--plan", "--json", "--chapters", "1").stdout)["books"]
    assert plan["chapters_to_write"] == 0 and plan["takes"]["why"] == {}
    report(folder, "--chapters", "1")
    assert sounds(folder) == whole, "the other chapter is left as it was"
    [plan] = json.loads(narrate(folder, "render", "--plan", "--json").stdout)["books"]
    assert plan["chapters_to_write"] == 1 and plan["takes"]["why"] == {"text changed": 1}


def test_one_mp3_of_the_whole_book(folder: Path) -> None:
    [book] = report(folder, "--single")["books"]
    assert book["sound"][0]["file"] == "mp3-single/Unknown Author/door/door.mp3" and book["sound"][0]["chapters"] == [
        "CHAPTER I",
        "CHAPTER II",
    ]
    file = folder / "output/mp3-single/Unknown Author/door/door.mp3"
    before = file.stat().st_mtime_ns
    assert report(folder, "--single")["books"][0]["takes"]["recorded"] == 0 and file.stat().st_mtime_ns == before
    assert json.loads(narrate(folder, "proof", "output", "--json").stdout)["ok"]


def test_a_delivery_is_kept_to_and_proofed(folder: Path) -> None:
    (folder / "seeds" / "door.txt").write_text(STORY + "The rain went on and the road went on with it. " * 12, encoding="utf-8")
    assert report(folder, "--delivery", "acx", "--chapters", "2")["books"][0]["delivery"] == "acx"
    assert "did you mean" in narrate(folder, "render", "--delivery", "axc", code=2).stderr
    assert json.loads(narrate(folder, "proof", "output", "--json").stdout)["ok"]
    assert mutagen.mp3.MP3(folder / "output/mp3/Unknown Author/door/02 - CHAPTER II.mp3").info.sample_rate == 44100
    report(folder)
    told = narrate(folder, "proof", "output", "--spec", "acx", code=7).stdout
    assert "should have 44100" in told and "should have 192" in told


def test_a_second_render_records_nothing_and_changes_no_file(folder: Path) -> None:
    first = report(folder, "--formats", "mp3,m4b")
    before = {p: p.stat().st_mtime_ns for p in (folder / "output").rglob("*.m*")}
    second = report(folder, "--formats", "mp3,m4b")
    assert first["books"][0]["takes"]["recorded"] > 5
    assert second["books"][0]["takes"]["recorded"] == 0
    assert {p: p.stat().st_mtime_ns for p in before} == before
    assert report(folder)["books"][0]["complete"]
    assert (folder / "output/m4b/Unknown Author/door/door.m4b").exists(), "another format's file is left alone"


def test_from_nothing_again_and_with_one_worker_the_bytes_are_the_same(folder: Path, own_takes: Path) -> None:
    report(folder, "--formats", "mp3,m4b", "--jobs", "2")
    first = sounds(folder)
    shutil.rmtree(folder / "output")
    shutil.rmtree(own_takes)
    report(folder, "--formats", "mp3,m4b", "--jobs", "1")
    assert sounds(folder) == first


def test_recasting_one_character_records_only_their_lines(folder: Path) -> None:
    report(folder)
    chapter_two = (folder / "output/mp3/Unknown Author/door/02 - CHAPTER II.mp3").stat().st_mtime_ns
    (folder / "voices.yaml").write_text("engine: scratch\ncast: {Maria: {voice: woman-2, pitch: 1}}\n", encoding="utf-8")
    book = report(folder)["books"][0]
    assert book["takes"]["speakers"] == {"Maria": 2}
    assert (folder / "output/mp3/Unknown Author/door/02 - CHAPTER II.mp3").stat().st_mtime_ns == chapter_two


def test_louder_is_not_recorded_again(folder: Path) -> None:
    report(folder)
    before = sounds(folder)
    (folder / "voices.yaml").write_text(
        "engine: scratch\ncast: {Maria: {voice: woman-1, gain: 3}}\npauses: {scene: 3}\n", encoding="utf-8"
    )
    assert report(folder)["books"][0]["takes"]["recorded"] == 0
    assert sounds(folder) != before


def test_plan_speaks_and_writes_nothing(folder: Path) -> None:
    told = json.loads(narrate(folder, "render", "--plan", "--json").stdout)
    assert told["books"][0]["takes"]["to_record"] > 5
    assert not (folder / "output").exists()
    assert "to record" in narrate(folder, "render", "--plan").stdout


def test_script_prints_the_contract(folder: Path) -> None:
    made = json.loads(narrate(folder, "script", "seeds/door.txt", "--json").stdout)
    assert set(made) == {"schema", "source", "title", "author", "language", "characters", "chapters", "skipped"}
    lines = [line for chapter in made["chapters"] for line in chapter["lines"]]
    assert all(STORY[line["start"] : line["end"]] == line["text"] for line in lines)
    assert {line["kind"] for line in lines} == {"heading", "narration", "dialogue"}
    assert {c["name"]: c["lines"] for c in made["characters"]} == {"Maria": 2, "Andrei": 1}
    assert "sure" in narrate(folder, "script", "seeds/door.txt", "--why").stdout


def test_a_story_comes_from_standard_input(folder: Path) -> None:
    done = narrate(folder, "script", "-", "--json", input="“Come in,” said Maria.\n")
    lines = json.loads(done.stdout)["chapters"][0]["lines"]
    assert [line["speaker"] for line in lines] == ["Maria", "Narrator"]


def test_an_epub_becomes_tagged_files_with_its_cover(folder: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (50, 80), (9, 9, 90)).save(picture, "PNG")
    meta = (
        "<dc:title>Days</dc:title><dc:creator>Jane Author</dc:creator><dc:publisher>Press</dc:publisher><dc:date>1999</dc:date>"
    )
    made = books.epub(
        {"one": "<h2>Chapter 1</h2><p>“Come in,” said Maria.</p>", "two": "<h2>Chapter 2</h2><p>Night.</p>"},
        meta=meta + '<meta name="calibre:series" content="Weeks"/><meta name="cover" content="pic"/>',
        items='<item id="pic" href="c.png" media-type="image/png"/>',
        more={"OPS/c.png": picture.getvalue()},
    )
    (folder / "d.epub").write_bytes(made)
    narrate(folder, "render", "d.epub", "--engine", "scratch", "--formats", "mp3,m4b")
    tags = mutagen.id3.ID3(folder / "output/mp3/Jane Author/Weeks/Days/02 - Chapter 2.mp3")
    assert [str(tags[name]) for name in ("TALB", "TPE1", "TPUB", "TXXX:SERIES")] == ["Days", "Jane Author", "Press", "Weeks"]
    assert tags["APIC:"].mime == "image/jpeg"
    m4b = mutagen.mp4.MP4(folder / "output/m4b/Jane Author/Weeks/Days/Days.m4b").tags
    assert m4b["\xa9day"] == ["1999"] and m4b["tvsh"] == ["Weeks"] and m4b["covr"]
    assert (folder / "output/mp3/Jane Author/Weeks/Days/cover.jpg").read_bytes()[:3] == b"\xff\xd8\xff"


def test_cast_shows_and_writes_keeping_comments(folder: Path) -> None:
    (folder / "voices.yaml").write_text("# mine\nengine: scratch  # hum\n", encoding="utf-8")
    assert "woman-1" in narrate(folder, "cast").stdout
    narrate(folder, "cast", "--write")
    text = (folder / "voices.yaml").read_text(encoding="utf-8")
    assert "# mine" in text and "# hum" in text and "Maria: woman-1" in text
    narrate(folder, "cast", "--write")
    assert (folder / "voices.yaml").read_text(encoding="utf-8") == text
    assert json.loads(narrate(folder, "cast", "--json").stdout)["stories"][0]["characters"][0]["name"] == "Maria"


def test_voices_audition_and_doctor(folder: Path) -> None:
    assert set(json.loads(narrate(folder, "voices", "--json").stdout)) == {"hibari", "pyttsx3", "scratch"}
    assert "old-woman" in narrate(folder, "voices", "--engine", "scratch").stdout
    assert "--story" in narrate(folder, "audition", "Marta", "--engine", "pyttsx3", code=2).stderr
    path = folder / narrate(folder, "audition", "woman-2", "--engine", "pyttsx3").stdout.strip()
    assert path.read_bytes()[:4] == b"RIFF" and path.stat().st_size > 50_000
    told = json.loads(narrate(folder, "doctor", "--json").stdout)
    assert all(check["ok"] for check in told["checks"])


def test_help_fits_eighty_columns_and_cuts_no_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    names: dict[str, object] = getattr(get_command(app), "commands")  # noqa: B009
    commands: list[list[str]] = [[], *([name] for name in names), ["voices", "install"], ["voices", "remove"]]
    for command in commands:
        told = CliRunner().invoke(app, [*command, "--help"]).stdout.splitlines()[1:]  # after the usage
        assert told and not [line for line in told if len(line) > 80 or line.endswith("...")], command


def test_help_teaches_and_is_quick_by_what_it_imports(folder: Path) -> None:
    assert "render" in narrate(folder, "--help").stdout
    assert "voices.yaml" in narrate(folder, "render", "--help").stdout
    code = (
        "import sys\nsys.argv = ['narrate', '--help']\nfrom narrate.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint(' '.join(sys.modules), file=sys.stderr)\n"
    )
    loaded = set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split())
    heavy = {
        "numpy",
        "pydantic",
        "ruamel.yaml",
        "av",
        "lameenc",
        "pydub",
        "pyttsx3",
        "mutagen",
        "nupunkt",
        "rich.progress",
        "platformdirs",
    }
    assert not loaded & heavy


@pytest.mark.slow
def test_the_two_stories_with_the_real_engine(tmp_path: Path) -> None:
    """The first command of the README, as far as it can be run without installing."""
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    shutil.copy(PROJECT / "voices.yaml", tmp_path)
    books = report(tmp_path)["books"]
    assert [book["coverage"] for book in books] == [1.0, 1.0]
    assert [book["complete"] for book in books] == [True, True]
    assert 900 < books[0]["duration_s"] < 1500
    assert {"Maria", "Andrei", "Valeria", "Matvey"} <= {c["name"] for c in books[0]["characters"]}
    voices = [c["voice"] for c in books[0]["characters"][:4]]
    assert len(set(voices)) == 4
    narrate(tmp_path, "proof", "output")


def test_an_installed_voice_speaks_in_a_book_of_several_engines_and_rates(folder: Path, tmp_path: Path) -> None:
    bank = {"env": {**os.environ, "NARRATE_VOICES": str(tmp_path / "bank")}}
    model = tiny.piper(tmp_path / "downloads", "anna")
    assert "no voice yet. Run: narrate voices install" in narrate(folder, "render", "--engine", "piper", code=6, **bank).stderr
    told = narrate(folder, "voices", "install", str(model), **bank).stdout
    assert "licence: unknown to narrate" in told and "narrate audition piper:anna" in told
    assert "1 installed voices" in narrate(folder, "voices", "verify", **bank).stdout
    assert '"installed": false' in narrate(folder, "voices", "--catalogue", "--json", **bank).stdout
    (folder / "voices.yaml").write_text(
        'engine: scratch\ncast: {Maria: "piper:anna", Andrei: "hibari:heart"}\n', encoding="utf-8"
    )
    (book,) = report(folder, **bank)["books"]
    assert book["complete"] and {c["name"]: c["voice"] for c in book["characters"]} == {"Maria": "anna", "Andrei": "heart"}
    sound = folder / "output/mp3/Unknown Author/door"
    assert {mutagen.mp3.MP3(file).info.sample_rate for file in sound.glob("*.mp3")} == {24000}
    assert "removed" in narrate(folder, "voices", "remove", "anna", **bank).stdout
    assert "voices.yaml:2:15: The engine “piper” has no voice yet" in narrate(folder, "render", code=2, **bank).stderr
