from __future__ import annotations

import json
from pathlib import Path

import pytest

from narrate.config import load, schema
from narrate.engines import PALETTE
from narrate.errors import ConfigError
from narrate.model import Voice
from tests.conftest import PROJECT, shared

ENGINES = ["pyttsx3", "scratch"]


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "voices.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def trouble(tmp_path: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, text), PALETTE, ENGINES)
    return str(caught.value).replace(str(tmp_path) + "/", "")


def test_own_voices_add_up(tmp_path: Path) -> None:
    text = "voices:\n  salt: {voice: man-2, speed: 0.9, pitch: -2, gain: 1.5}\n  old-salt: {voice: salt, speed: 0.5}\ncast: {Brand: old-salt}\n"
    story = load(write(tmp_path, text), PALETTE, ENGINES).story("x", "scratch")
    assert story.cast["Brand"] == Voice("scratch", "man-2", 0.45, -2, 1.5)
    assert story.places[story.cast["Brand"]] == f"{tmp_path}/voices.yaml:4:15"


def test_a_story_overrides_the_book_and_globs_come_before_stems(tmp_path: Path) -> None:
    text = "pauses: {scene: 2}\nstories:\n  'x*': {title: A, cast: {Ann: woman-1}}\n  x1: {title: B, pauses: {scene: 3}}\n"
    known = load(write(tmp_path, text), PALETTE, ENGINES)
    assert (known.story("x1", "scratch").publication.title, known.story("x2", "scratch").publication.title) == ("B", "A")
    assert known.story("x1", "scratch").pauses["scene"] == 3
    assert known.story("x2", "scratch").pauses["scene"] == 2
    assert known.story("x2", "scratch").pauses["heading"] == 1.2
    assert known.story("x1", "scratch").cast["Ann"].name == "woman-1"


def test_an_engine_can_be_named_with_the_voice(tmp_path: Path) -> None:
    known = load(write(tmp_path, 'narrator: "pyttsx3:gmw/en-us+Andy"\n'), PALETTE, ENGINES)
    assert known.story("x", "scratch").narrator == Voice("pyttsx3", "gmw/en-us+Andy")


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('aliases: {"": Nora}', "a name is blank"),
        ('aliases: {Nora: " "}', "aliases.Nora: is blank"),
        ('ignore: [""]', "ignore.0: is blank"),
        ('lines: {Come in: " "}', "lines.Come in: is blank"),
        ("lines: {Come in: [Nora]}", "lines.Come in: should be text or a table"),
        ("lines: {Come in: {speaker: {}}}", "lines.Come in.speaker: should be text"),
        ("lines: {Come in: {speed: .nan}}", "lines.Come in.speed: should be a number"),
        ("lines: []", "lines: should be a table (name: value), not a list"),
        ("cast: Nora woman-1", "cast: should be a table (name: value); a colon is missing after “Nora”"),
        ("cast: 'Nora:woman-1'", "cast: should be a table (name: value); a space is missing after “Nora:”"),
        (
            "narrator: Nora",
            "there is no voice “Nora” (see: narrate voices); for a character who tells the story write {character: Nora}",
        ),
        ("cast: {Nora: }", "cast.Nora: a value is missing after the colon"),
        ("cast: {Nora: {voice: woman-1, speed: fast}}", "cast.Nora.speed: should be a number"),
        ("pauses: {scene: '1,6'}", "pauses.scene: should be a number with a dot: 1.6"),
        ("manners: {Nora: .inf}", "manners.Nora: should be a number"),
        ("manners: [1]", "manners: should be a number or a table"),
        ("cast: {Nora: {speed: 1}}", "cast.Nora.voice: this setting is missing"),
        ("title: {a: b}", "title: should be text"),
        ('skip: ["("]', "skip.0: is no regular expression"),
    ],
)
def test_values_of_the_wrong_kind_are_told_in_words_of_the_file(tmp_path: Path, setting: str, told: str) -> None:
    said = trouble(tmp_path, f"stories:\n  x: {{{setting}}}\n")
    assert "voices.yaml:2:" in said and told in said, said


def test_voices_that_add_up_beyond_the_bounds_of_one_table_are_taken(tmp_path: Path) -> None:
    text = "narrator: {voice: man-1, speed: 3, pitch: 12}\nstories: {x: {narrator: {speed: 2, pitch: 2}}}\n"
    narrator = load(write(tmp_path, text), PALETTE, ENGINES).story("x", "scratch").narrator
    assert (narrator.speed, narrator.pitch) == (6, 14)


def test_every_mistake_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    told = trouble(
        tmp_path,
        "engin: x\nnarrator: womn-1\nvoices:\n  a: {voice: man-1, sped: 2}\n  b: {voice: man-1, speed: 9}\npauses: {sentense: 1}\n"
        "stories:\n  x: {titel: 3, cast: {A: zz}}\npools: {females: [woman-1]}\n",
    )
    for place in (
        "voices.yaml:1:1: engin: unknown setting — did you mean “engine”?",
        "voices.yaml:2:11: narrator: there is no voice “womn-1” — did you mean “woman-1”?",
        "voices.yaml:4:21: voices.a.sped: unknown setting — did you mean “speed”?",
        "voices.yaml:5:28: voices.b.speed: should be less than or equal to 3",
        "voices.yaml:6:10: pauses.sentense: unknown setting — did you mean “sentence”?",
        "voices.yaml:8:7: stories.x.titel: unknown setting — did you mean “title”?",
        "voices.yaml:8:27: stories.x.cast.A: there is no voice “zz”",
        "voices.yaml:9:9: pools.females",
    ):
        assert place in told
    assert "         |           ^" in told


def test_broken_yaml_has_a_place(tmp_path: Path) -> None:
    assert trouble(tmp_path, "cast:\n  Ann: [woman-1\n").startswith("voices.yaml:2:8:")
    assert "duplicate key" in trouble(tmp_path, "cast:\n  Ann: woman-1\n  Ann: woman-2\n")
    assert "table of settings" in trouble(tmp_path, "- a\n- b\n")
    assert "nested too deeply" in trouble(tmp_path, "cast: " + "[" * 2000 + "]" * 2000)


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(write(tmp_path, "# nothing\n"), PALETTE, ENGINES).story("x", "scratch").narrator.name == "narrator"


def test_hostile_files_are_refused() -> None:
    for path in sorted(shared("inputs/yaml-bad").glob("*.yaml")):
        with pytest.raises(ConfigError, match=path.name):
            load(path, PALETTE, ENGINES)


def test_the_projects_own_file_and_schema_are_true() -> None:
    known = load(PROJECT / "voices.yaml", PALETTE, ENGINES)
    assert known.story("004_22c3a7f9a3b3bfbd", "scratch").publication.title
    committed = json.loads((PROJECT / "voices.schema.json").read_text(encoding="utf-8"))
    assert committed == schema(), "run: python tools/reference.py"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("engine: scratch\nnarrator woman-1\npauses:\n  scene: 2\n", "2:9: a colon is missing"),
        ("engine: scratch\nnarrator woman-1\n", "2:9: a colon is missing"),
        ("cast:\n  Nina woman-1\n  Otto: man-1\n", "2:7: a colon is missing"),
        ("cast\n  Nina: woman-1\n", "1:5: a colon is missing"),
        ("engine: scratch\nnarrator:woman-1\n", "2:10: a space is missing after the colon"),
        ("narrator:woman-1\n", "1:10: a space is missing after the colon"),
        ("narrator: woman-1\n---\nengine: scratch\n", "2:1: a line of dashes (---) ends the settings"),
        ("engine: scratch\nnarrator: \x01\n", "2:11: a character stands here that no text has"),
        ("cast:\n  Nina:woman-1\n  Otto: man-1\n", "2:8: a space is missing after the colon"),
        ("cast:\n\tNina: woman-1\n", "2:1: a tab"),
        ("engine: scratch\n  narrator: woman-1\n", "2:3: this line stands too far to the right"),
        ("cast:\n    Nina: woman-1\n  Otto: man-1\n", "3:3: this line stands under none of the lines above"),
        ('engine: scratch\nnarrator: "woman-1\ncast:\n  Nina: man-1\n', "2:11: this quotation mark is never closed"),
        ("pools:\n  female: [woman-1, woman-2\nengine: scratch\n", "2:11: this [ … ] is never closed"),
        ("cast: {Nina: woman-1\nengine: scratch\n", "1:7: this { … } is never closed"),
        ("engine: scratch\ncast: [\n  # so [it] goes on\n", "2:7: this [ … ] is never closed"),
        ("pools: {female: [woman-1, , woman-2]}\n", "1:27: a value is missing before this sign"),
        ("stories:\n  x:\n    title: A Tale: of two\n", "3:18: a second colon"),
        ("engine: scratch\nengine: auto\n", "2:1: duplicate key: “engine” stands here twice"),
        ("narrator: @x\n", "1:11: a value cannot begin with @"),
        ('stories:\n  x:\n    lines:\n      "Come in," said: Nina\n', "4:18: nothing can follow here"),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words_where_it_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(write(tmp_path, text), PALETTE, ENGINES)
    message, shown, caret = str(caught.value).split("\n")
    line, column = (int(number) for number in told.split(":")[:2])
    assert f"voices.yaml:{told}" in message
    assert shown.lstrip().startswith(f"{line} | ") and caret.index("^") - caret.index("|") - 2 == column - 1


def test_of_a_long_line_the_part_that_is_wrong_is_shown(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(
            write(tmp_path, "skip: [" + "'some words', " * 20 + "'last'\ncast: {Nina: {voice: woman-1, sped: 2}}\n"),
            PALETTE,
            ENGINES,
        )
    assert all(len(line) < 80 for line in str(caught.value).split("\n")[1:])
