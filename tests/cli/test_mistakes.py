"""What people, files and titles do wrong, told by the commands in plain words."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from tests import books
from tests.cli.commands import narrate, report
from tests.conftest import shared


def test_chapters_that_are_not_there_are_told(folder: Path) -> None:
    for asked, told in (("3", "chapters 1 to 2"), ("0", "counted from 1"), ("2-1", "counted from 1"), ("two", "counted from 1")):
        assert told in narrate(folder, "render", "--chapters", asked, code=2).stderr


def test_files_that_are_no_stories_are_named_and_left_alone(folder: Path) -> None:
    (folder / "seeds" / "notes.xyz").write_bytes(b"\x00\x01\x02")
    assert "notes.xyz" in narrate(folder, "render", "--plan", "--engine", "scratch").stdout


def test_proof_finds_a_cut_and_a_missing_file(folder: Path) -> None:
    report(folder)
    assert "ok" in narrate(folder, "proof", "output").stdout
    file = folder / "output/mp3/Unknown Author/door/01 - CHAPTER I.mp3"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert "should last" in narrate(folder, "proof", "output", code=7).stdout
    file.unlink()
    assert "missing" in narrate(folder, "proof", "output", code=7).stdout
    report(folder)
    assert file.read_bytes() == whole, "the next render mends it"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["render", "nowhere.txt"], 3, "no such file"),
        (["render", "empty.txt"], 3, "empty"),
        (["render", "--voices", "nowhere.yaml"], 2, "no such file"),
        (["render", "--voices", "/dev/zero"], 2, "not a file but a device"),
        (["render", "--voices", "a" * 300], 2, "too long"),
        (["render", "--engine", "nobody"], 6, "no engine"),
        (["render", "--formats", "mp4"], 2, "did you mean"),
        (["render", "--formats", "mp3,m4b", "--delivery", "acx"], 2, "not m4b. Use --formats mp3"),
        (["render", "--out", "file/inside"], 5, "cannot be written"),
        (["audition", "womn-1"], 2, "did you mean “woman-1”"),
        (["proof", "seeds"], 7, "no report.json"),
        (["render", "--jobs", "0"], 2, "--jobs"),
    ],
)
def test_errors_say_what_to_do(folder: Path, words: list[str], code: int, says: str) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "file").write_text("")
    assert says in narrate(folder, *words, code=code).stderr


def test_a_voice_only_the_engine_can_refuse_is_told_with_its_place(folder: Path) -> None:
    (folder / "voices.yaml").write_text('engine: scratch\ncast:\n  Maria: "pyttsx3:gmw/en-us+F3"\n', encoding="utf-8")
    told = narrate(folder, "render", code=2).stderr
    assert "voices.yaml:3:10: eSpeak NG has no voice" in told
    assert not (folder / "output").exists()


def test_a_wrong_setting_stops_everything_before_it_begins(folder: Path) -> None:
    (folder / "voices.yaml").write_text("engine: scratch\nnarrater: woman-1\n", encoding="utf-8")
    assert "voices.yaml:2:1: narrater: unknown setting — did you mean “narrator”?" in narrate(folder, "render", code=2).stderr
    assert not (folder / "output").exists()


def test_hostile_titles_stay_inside_the_output(folder: Path) -> None:
    (folder / "voices.yaml").write_text('engine: scratch\nstories:\n  door: {title: "../../\\e[31mevil"}\n', encoding="utf-8")
    done = narrate(folder, "render")
    assert "\x1b" not in done.stdout
    assert {p.name for p in folder.iterdir()} == {"seeds", "voices.yaml", "output"}


def test_naughty_strings_as_titles_authors_chapters_and_text_of_rendered_books(tmp_path: Path) -> None:
    """Every twelfth of them: a book takes most of a second."""
    strings = json.loads((shared("inputs/strings") / "blns.json").read_text(encoding="utf-8"))[::12]
    (tmp_path / "stories").mkdir()
    for number, string in enumerate(strings):
        told = html.escape("".join(c for c in string if c.isprintable()))
        meta = f"<dc:title>{told}</dc:title><dc:creator>{told}</dc:creator>"
        page = {"c": f"<h1>{told}</h1><p>{told}</p><p>The end of it.</p>"}
        book = books.epub(page, toc=f'<ol><li><a href="c.xhtml">{told or "x"}</a></li></ol>', meta=meta)
        (tmp_path / f"stories/b{number}.epub").write_bytes(book)
    done = narrate(tmp_path, "render", "stories", "--engine", "scratch", "--formats", "mp3,m4b")
    assert "\x1b" not in done.stdout + done.stderr
    assert len(list((tmp_path / "output").rglob("*.m4b"))) == len(strings)
    assert {path.name for path in tmp_path.iterdir()} == {"stories", "output"}


def test_a_name_with_a_line_end_is_told_in_one_line(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a\nb.fb2").write_text("no book")
    for words, code in ((["script", "no\nway.txt"], 3), (["script", "in"], 3), (["render", "--voices=v\nv.yaml"], 2)):
        told = narrate(folder, *words, code=code).stderr
        assert told.count("\n") == 1 and "＼n" in told
