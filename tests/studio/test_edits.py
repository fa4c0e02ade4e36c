"""Every verb is an edit of voices.yaml as a hand would make it: only its lines change, it reads back, and undo gives the bytes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from narrate import config
from narrate.engines import PALETTE, engine_names
from tests.studio.pages import until
from tests.studio.runs import TALE, VOICES, Studio


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    running = Studio(tmp_path_factory.mktemp("studio"))
    yield running
    running.close()


@pytest.fixture(autouse=True)
def as_it_was(studio: Studio) -> Iterator[None]:
    """Each test begins with the same file."""
    studio.voices.write_bytes(VOICES)
    yield
    _noticed(studio, studio.voices.read_bytes())


def _noticed(studio: Studio, content: bytes) -> None:
    import hashlib

    end = time.monotonic() + 10
    while studio.state["revision"] != hashlib.sha256(content).hexdigest()[:16]:
        assert time.monotonic() < end
        time.sleep(0.05)


def _story(studio: Studio) -> Any:
    return config.load(studio.voices, list(PALETTE), engine_names()).table.stories["lamp"]


VERBS = [
    ({"do": "gender", "who": "Odile", "gender": "male"}, lambda s: s.gender == {"Odile": "male"}),
    ({"do": "rename", "who": "Odile", "name": "Ottilie"}, lambda s: s.aliases == {"Odile": "Ottilie"}),
    ({"do": "merge", "who": "Peregrine", "into": "Odile"}, lambda s: s.aliases == {"Peregrine": "Odile"}),
    ({"do": "apart", "who": "Peregrine", "other": "Odile"}, lambda s: s.apart == {"Peregrine": "Odile"}),
    ({"do": "nobody", "who": "Peregrine"}, lambda s: s.ignore == ["Peregrine"]),
    ({"do": "voice", "who": "Odile", "voice": "woman-3"}, lambda s: s.cast == {"Odile": "woman-3"}),
    ({"do": "voice", "who": "Narrator", "voice": "woman-4"}, lambda s: s.narrator == "woman-4"),
    ({"do": "hold"}, lambda s: set(s.cast) == {"Odile", "Bastian", "Peregrine"}),
    ({"do": "hold", "voices": {"Odile": "woman-3"}}, lambda s: s.cast == {"Odile": "woman-3"}),
    ({"do": "teller", "who": "Bastian"}, lambda s: s.narrator.character == "Bastian"),
    ({"do": "pronounce", "word": "Odile", "said": "oh-deel"}, lambda s: s.pronounce == {"Odile": "oh-deel"}),
    ({"do": "direct", "line": "hold it higher", "take": 2, "speed": 0.9}, lambda s: next(iter(s.lines.values())).take == 2),
    ({"do": "pause", "kind": "scene", "seconds": 2.5}, lambda s: s.pauses.scene == 2.5),
]


@pytest.mark.parametrize(("asked", "holds"), VERBS, ids=[f"{a['do']} {a.get('who', len(a) > 1)}" for a, _ in VERBS])
def test_a_verb_changes_its_lines_alone_and_undo_gives_the_bytes(studio: Studio, asked: dict[str, Any], holds: Any) -> None:
    _noticed(studio, VOICES)
    asked = {name: studio.line(value) if name == "line" else value for name, value in asked.items()}
    answer = studio.does(asked.pop("do"), **asked)
    assert answer.status == 200, answer.body
    written = studio.voices.read_bytes()
    assert holds(_story(studio)) and written.startswith(VOICES.rstrip()) and written.count(b"\n") == written.count(b"\r\n")
    assert studio.undo().status == 200
    assert studio.voices.read_bytes() == VOICES
    assert studio.undo(again=True).status == 200
    assert studio.voices.read_bytes() == written


def test_a_turn_changes_its_speaker_and_is_heard_so(studio: Studio) -> None:
    _noticed(studio, VOICES)
    line = studio.line("You hold it")
    before = studio.speaker("You hold it")
    other = next(name for name in ("Odile", "Bastian", "Peregrine") if name != before)
    clips = {cue["line"]: cue["clip"] for cue in studio.get("api/stories/0/sheet/0").json}
    assert studio.does("say", line=line, name=other).status == 200
    assert studio.speaker("You hold it") == other
    assert {cue["line"]: cue["clip"] for cue in studio.get("api/stories/0/sheet/0").json}[line] != clips[line]
    assert studio.undo().status == 200 and studio.voices.read_bytes() == VOICES
    assert studio.speaker("You hold it") == before


def test_a_new_person_can_say_a_line_and_a_line_can_be_given_back_to_narrate(studio: Studio) -> None:
    _noticed(studio, VOICES)
    line, before = studio.line("I heard him too"), studio.speaker("I heard him too")
    for name, speaker in (("Somebody New", "Somebody New"), ("bastian", "Bastian")):  # other capitals make nobody
        assert studio.does("say", line=line, name=name).status == 200
        assert studio.speaker("I heard him too") == speaker
    assert studio.does("forget", line=line).status == 200
    assert studio.speaker("I heard him too") == before
    assert studio.does("confirm", line=line).status == 200
    assert studio.get(f"api/stories/0/lines/{line}").json["told"]


def test_a_rename_takes_what_is_said_of_the_old_name_along(studio: Studio) -> None:
    _noticed(studio, VOICES)
    line = studio.line("You hold it")
    for asked in ({"what": "say", "line": line, "name": "Odile"}, {"what": "voice", "who": "Odile", "voice": "woman-4"},
                  {"what": "gender", "who": "Odile", "gender": "female"}, {"what": "apart", "who": "Bastian", "other": "Odile"}):  # fmt: skip
        assert studio.does(**asked).status in (200, 422)
    assert studio.does("rename", who="Odile", name="Ottilie").status == 200
    names = [person["name"] for person in studio.settled()["people"]]
    assert "Ottilie" in names and "Odile" not in names
    story = _story(studio)
    assert story.cast == {"Ottilie": "woman-4"} and set(story.lines.values()) <= {"Ottilie"}
    assert story.apart == {"Bastian": "Ottilie"}
    assert studio.does("rename", who="Ottilie", name="Odile").status == 200
    assert not _story(studio).aliases and "Odile" in [person["name"] for person in studio.settled()["people"]]


def test_nobody_is_renamed_to_what_somebody_else_is_called(studio: Studio) -> None:
    known = VOICES + b"    aliases: {Ottilie: Odile}\r\n    cast: {Ottilie: woman-3}\r\n"
    studio.voices.write_bytes(known)
    _noticed(studio, known)
    for name in ("Odile", "odile", "Ottilie", "ottilie"):
        refused = studio.does("rename", who="Bastian", name=name)
        assert refused.status == 422 and "merge Bastian and Odile" in refused.json["message"], name
        assert " a Odile" not in refused.json["message"] and studio.voices.read_bytes() == known
    assert studio.does("rename", who="Odile", name="Ottilie").status == 200, "her own other name"
    assert studio.undo().status == 200 and studio.voices.read_bytes() == known


def test_two_tabs_and_an_editor_lose_nothing(studio: Studio) -> None:
    _noticed(studio, VOICES)
    seen = studio.state["revision"]
    path = "api/stories/0/edits"
    assert studio.post(path, {"do": "gender", "who": "Odile", "gender": "male"}, If_Match=seen).status == 200
    stale = studio.post(path, {"do": "gender", "who": "Bastian", "gender": "female"}, If_Match=seen)
    assert stale.status == 412 and "changed meanwhile" in stale.json["message"]
    edited = studio.voices.read_bytes().replace(b"# mine", b"# ours")
    seen = studio.state["revision"]
    studio.voices.write_bytes(edited)
    assert studio.post(path, {"do": "nobody", "who": "Odile"}, If_Match=seen).status == 412
    assert studio.voices.read_bytes() == edited
    assert studio.undo().status == 200  # of the first change alone: what the editor did stays
    assert b"# ours" in studio.voices.read_bytes() and b"male" not in studio.voices.read_bytes()


def test_taking_all_back_leaves_what_an_editor_changed_meanwhile_and_no_empty_tables(studio: Studio) -> None:
    _noticed(studio, VOICES)
    line = studio.line("You hold it")
    assert studio.does("say", line=line, name="Peregrine").status == 200
    assert studio.does("direct", line=line, take=2).status == 200
    assert studio.does("say", line=studio.line("A little"), name="Peregrine").status == 200  # a turn of two
    assert studio.does("gender", who="Odile", gender="male").status == 200
    assert studio.does("nobody", who="Bastian").status == 200
    edited = studio.voices.read_bytes().replace(b"# mine", b"# ours")
    studio.voices.write_bytes(edited)
    _noticed(studio, edited)
    for _ in range(5):
        assert studio.undo().status == 200
    assert studio.voices.read_bytes() == VOICES.replace(b"# mine", b"# ours")
    for _ in range(5):
        assert studio.undo(again=True).status == 200
    assert _story(studio).ignore == ["Bastian"] and _story(studio).gender == {"Odile": "male"}


def test_a_step_that_an_editor_has_changed_is_passed_over_and_the_one_before_it_taken_back(studio: Studio) -> None:
    _noticed(studio, VOICES)
    assert studio.does("gender", who="Odile", gender="male").status == 200
    assert studio.does("voice", who="Odile", voice="woman-3").status == 200
    edited = studio.voices.read_bytes().replace(b"woman-3", b"woman-2")
    studio.voices.write_bytes(edited)
    _noticed(studio, edited)
    refused = studio.undo()
    assert refused.status == 422 and "passed over" in refused.json["message"]
    assert studio.undo().status == 200
    assert b"woman-2" in studio.voices.read_bytes() and b"male" not in studio.voices.read_bytes()


def test_what_an_editor_wrote_over_without_having_seen_it_is_put_back(studio: Studio) -> None:
    _noticed(studio, VOICES)
    assert studio.does("gender", who="Odile", gender="male").status == 200
    for voice in ("woman-1", "woman-3"):  # changed twice, and told once
        assert studio.does("voice", who="Odile", voice=voice).status == 200
    theirs = VOICES.replace(b"# mine", b"# ours") + b"    cast: {Bastian: man-2}\r\n"
    studio.voices.write_bytes(theirs)
    _noticed(studio, theirs)
    assert studio.state["lost"] == ["Odile is male", "Odile: woman-3"]
    stale = studio.post("api/restore", {}, If_Match="x")
    assert stale.status == 412 and studio.voices.read_bytes() == theirs
    assert studio.post("api/restore", {}, If_Match=studio.state["revision"]).status == 200
    story = _story(studio)
    assert story.gender == {"Odile": "male"} and story.cast == {"Bastian": "man-2", "Odile": "woman-3"}
    assert studio.voices.read_bytes().startswith(b"# ours") and not studio.state["lost"]
    assert studio.undo().status == 200 and studio.voices.read_bytes() == theirs


def test_a_scene_is_heard_whole(studio: Studio) -> None:
    _noticed(studio, VOICES)
    line = studio.line("You hold it")
    scene = studio.get(f"api/stories/0/lines/{line}").json["scene"]
    texts = studio.settled()["lines"]["text"]
    assert "carried the lamp" in texts[scene[0]] and "to nobody" in texts[scene[-1]] and line in scene
    sheet = studio.get("api/stories/0/sheet/0").json
    assert [cue["at"] for cue in sheet] == sorted(cue["at"] for cue in sheet) and sheet[0]["at"] > 0


def test_what_somebody_else_changed_since_is_not_taken_back(studio: Studio) -> None:
    _noticed(studio, VOICES)
    assert studio.does("gender", who="Odile", gender="male").status == 200
    theirs = studio.voices.read_bytes().replace(b"male", b"unknown")
    studio.voices.write_bytes(theirs)
    _noticed(studio, theirs)
    answer = studio.undo()
    assert answer.status == 422 and "somebody else" in answer.json["message"]
    assert studio.voices.read_bytes() == theirs


def test_a_broken_file_is_told_and_the_last_good_one_stays_in_force(studio: Studio) -> None:
    _noticed(studio, VOICES)
    studio.settled()
    broken = VOICES + b"    cast: {Odile: [\r\n"
    studio.voices.write_bytes(broken)
    _noticed(studio, broken)
    assert "voices.yaml:" in studio.state["problem"]
    assert studio.settled()["people"]
    assert studio.does("gender", who="Odile", gender="male").status == 422
    assert studio.voices.read_bytes() == broken
    studio.voices.write_bytes(VOICES)
    _noticed(studio, VOICES)
    assert studio.state["problem"] == ""


def test_a_story_that_is_written_anew_is_read_anew(studio: Studio) -> None:
    studio.settled()
    number = studio.state["stories"][0]["number"]
    story = studio.folder / "lamp.txt"
    story.write_text(TALE + '\n"Wait for me," said Odile.\n', encoding="utf-8")
    end = time.monotonic() + 30
    while studio.state["stories"][0]["number"] == number and time.monotonic() < end:
        time.sleep(0.1)
    assert studio.speaker("Wait for me") == "Odile"
    story.unlink()
    until(lambda: bool(studio.state["stories"][0]["trouble"]))
    story.write_text(TALE, encoding="utf-8")
    until(lambda: not studio.state["stories"][0]["trouble"])


def test_undo_outlives_the_studio_and_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "voices.yaml"
    target.write_bytes(VOICES)
    target.chmod(0o640)
    (tmp_path / "voices.yaml").symlink_to(target)
    (tmp_path / "lamp.txt").write_text(TALE, encoding="utf-8")
    first = Studio(tmp_path)
    assert first.does("nobody", who="Peregrine").status == 200
    assert first.close() == 0
    second = Studio(tmp_path)
    second.settled()
    assert second.state["undo"] == "Peregrine is nobody"
    assert second.undo().status == 200
    assert target.read_bytes() == VOICES and second.voices.is_symlink() and target.stat().st_mode & 0o777 == 0o640
    second.close()


def test_without_a_file_one_is_made_and_taken_back_again(tmp_path: Path) -> None:
    (tmp_path / "lamp.txt").write_text(TALE, encoding="utf-8")
    studio = Studio(tmp_path, "lamp.txt", "--engine", "scratch")
    studio.settled()
    assert studio.does("gender", who="Odile", gender="male").status == 200 and studio.voices.exists()
    assert studio.undo().status == 200 and not studio.voices.exists()
    assert studio.undo(again=True).status == 200 and studio.voices.exists()
    studio.close()


def test_killed_hard_it_leaves_no_process_behind(tmp_path: Path) -> None:
    from tests.conftest import helpers

    studio = Studio(tmp_path)
    studio.settled()
    sheet = studio.get("api/stories/0/sheet/0").json
    assert studio.get(f"api/stories/0/clips/{sheet[0]['clip']}.wav").status == 200
    left = helpers(studio.process.pid)
    assert left
    studio.process.kill()
    studio.process.wait()
    assert studio.process.stdout is not None
    studio.process.stdout.close()
    end = time.monotonic() + 10
    while any(_lives(pid) for pid in left) and time.monotonic() < end:
        time.sleep(0.1)
    assert not [pid for pid in left if _lives(pid)]


def _lives(pid: int) -> bool:
    told = Path(f"/proc/{pid}/stat")
    return told.exists() and told.read_text().rpartition(")")[2].split()[0] != "Z"
