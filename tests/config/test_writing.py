"""voices.yaml is changed as a hand would: over many layouts and edits, only the lines meant change, and undo gives the same bytes."""

from __future__ import annotations

import copy
import difflib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from narrate.config.writing import Change, StaleError, changed, edit, undo
from narrate.errors import ConfigError
from tests.conftest import PROJECT

LAYOUTS = {
    "block": "# mine\nengine: scratch  # hum\nstories:\n  tale:\n    # people\n    cast:\n      Ann: woman-1   # the elder\n      Tom: man-1\n      # Bob: man-2\n    aliases:\n      the boy: Tom\n",
    "four spaces": "engine: scratch\n\n\nstories:\n    tale:\n        cast:\n            Ann: woman-1\n            Tom: man-1\n\n        title: A Tale\n    other:\n        title: Else\n",
    "one space": "stories:\n tale:\n  cast:\n   Ann: woman-1\n   Tom: man-1\n  ignore: [Rome]\nengine: scratch\n",
    "flow": "stories: {tale: {cast: {Ann: woman-1, Tom: man-1}, ignore: [Rome, Oslo]}, other: {title: Else}}  # all\nengine: scratch\n",
    "flow with room": "stories:\n  tale:\n    cast: { Ann: woman-1, Tom: man-1 }   # two\n    ignore: [ Rome, Oslo ]\n",
    "flow over lines": "stories:\n  tale:\n    cast: {\n      Ann: woman-1,\n      Tom: man-1  # younger\n    }\n    ignore: [\n      Rome,\n      Oslo,  # too\n    ]\n",
    "flow with a last comma": "stories:\n  tale:\n    cast: {Ann: woman-1, Tom: man-1,}\n",
    "json": '{\n  "engine": "scratch",\n  "stories": {\n    "tale": {\n      "cast": {\n        "Ann": "woman-1",\n        "Tom": "man-1"\n      }\n    }\n  }\n}\n',
    "json in one line": '{"stories": {"tale": {"cast": {"Ann": "woman-1", "Tom": "man-1"}}}}',
    "lists not indented": "pools:\n  female:\n  - woman-1  # first\n  - woman-2\n  male:\n  - man-1\nstories:\n  tale:\n    ignore:\n    - Rome\n    - Oslo\n    cast:\n      Ann: woman-1\n      Tom: man-1\n",
    "lists indented": "pools:\n  female:\n    - woman-1\n    - {voice: woman-2, speed: 1.1}\n    - voice: woman-3\n      pitch: 1\nstories:\n  tale:\n    ignore:\n      - Rome\n      - Oslo\n    cast:\n      Ann: woman-1\n      Tom: man-1\n",
    "windows": "# mine\r\nstories:\r\n  tale:\r\n    cast:\r\n      Ann: woman-1  # elder\r\n      Tom: man-1\r\n\r\nengine: scratch\r\n",
    "no last newline": "engine: scratch\nstories:\n  tale:\n    cast:\n      Ann: woman-1\n      Tom: man-1",
    "empty tables": "cast: {}\nstories:\n  tale:\n    cast:   # nobody yet\n    aliases: {}  # none\n    lines: ~\n    ignore: []\n    title: A Tale\n",
    "document marks": "%YAML 1.2\n---\n# mine\nstories:\n  tale:\n    cast:\n      Ann: woman-1\n      Tom: man-1\n",
    "quotes and texts": "stories:\n  \"tale\":\n    'cast':\n      \"Ann\": 'woman-1'\n      'Tom': \"man-1\"\n    title: >-\n      A tale\n      of two\n    author: |\n      Nobody\n\n    pronounce:\n      Igor: |+\n        Eegor\n\n  other:\n    title: Else\n",
    "tables of voices": "stories:\n  tale:\n    cast:\n      Ann:\n        voice: woman-1\n        speed: 0.9  # slow\n      Tom: {voice: man-1, gain: 2}\n    narrator:\n      character: Tom\n",
    "long keys": 'stories:\n  tale:\n    lines:\n      ? "It was so long ago that nobody knew it any more"\n      : Ann\n      "Yes.": Tom\n    cast:\n      Ann: woman-1\n      Tom: man-1\n',
    "comments all over": "# top\n\n# about stories\nstories:\n  # a tale\n  tale:   # its file\n    # who\n    cast:   # voices\n      # the elder\n      Ann: woman-1\n      # the younger\n      Tom: man-1\n      # nobody else\n    # end of a tale\n# end\n",
    "merged": "base: &base\n  cast:\n    Ann: woman-1\nstories:\n  tale:\n    <<: *base\n    title: A Tale\n  other:\n    cast: &people\n      Ann: woman-1\n      Tom: man-1\n",
    "nothing": "",
    "comments alone": "# Here be voices.\n",
}
NAMES = [
    "Ann",
    "Tom",
    "Mrs. Dale",
    "the boy",
    "no",
    "1984",
    "O'Neil: the elder",
    "Zoë",
    "# x",
    "“Yes.”",
    "a\nb",
    "💛",
    "who sat. | Yes.",
    "{",
    "",
]
VALUES: list[Any] = ["woman-2", "man-1", "yes", "3", "hibari:x", "Ann: Lee", "{", "{voice: man-1}", "é\t\x07", {"voice": "man-2", "speed": 0.9}, {"speaker": "Tom", "take": 2}, 1.25, ["Rome", "a, b"], []]  # fmt: skip
PLACES = st.one_of(
    st.tuples(st.just("stories"), st.sampled_from(["tale", "other", "new: one", "1984"]), st.sampled_from(["cast", "aliases", "lines", "gender"]), st.sampled_from(NAMES)),
    st.tuples(st.just("stories"), st.sampled_from(["tale", "other"]), st.sampled_from(["title", "ignore", "cast", "narrator"])),
    st.tuples(st.just("cast"), st.sampled_from(NAMES)),
    st.tuples(st.sampled_from(["engine", "speed"])),
)  # fmt: skip
EDITS = st.tuples(PLACES, st.sampled_from(VALUES), st.booleans())


@lru_cache(maxsize=4)
def plain(text: str) -> Any:
    tree = YAML(typ="safe", pure=True, plug_ins=[]).load(text) or {}
    return json.loads(json.dumps(tree))  # aliases become copies


def at(tree: Any, place: tuple[Any, ...]) -> Any:
    for part in place:
        tree = tree.get(part) if isinstance(tree, dict) else None
    return tree


def has(tree: Any, place: tuple[Any, ...]) -> bool:
    return isinstance(above := at(tree, place[:-1]), dict) and place[-1] in above


def with_change(tree: Any, place: tuple[Any, ...], value: Any, *, remove: bool) -> Any:
    made = copy.deepcopy(tree)
    node = made
    for part in place[:-1]:
        if node.get(part) is None:
            node[part] = {}
        node = node[part]
    if remove:
        del node[place[-1]]
    else:
        node[place[-1]] = value
    return made


def touched(old: str, new: str) -> tuple[int, int]:
    """Lines that are gone and lines that are new."""
    blocks = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False).get_opcodes()
    changes = [block for block in blocks if block[0] != "equal"]
    return sum(b[2] - b[1] for b in changes), sum(b[4] - b[3] for b in changes)


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=100, phases=[Phase.generate], deadline=None, derandomize=True)
@given(edits=st.lists(EDITS, min_size=1, max_size=3))
def test_only_the_lines_meant_change_and_reload_equals_the_change(layout: str, edits: list[Any]) -> None:
    text = LAYOUTS[layout]
    for place, value, wants_removal in edits:
        tree = plain(text)
        if not all(isinstance(at(tree, place[:depth]) or {}, dict) for depth in range(1, len(place))):
            continue
        remove = wants_removal and has(tree, place)
        wanted = with_change(tree, place, value, remove=remove)
        try:
            made = changed(text, Change(place, value, remove=remove))
        except ConfigError as error:
            assert "&" in text, error  # what is shared by name is left to the person
            assert plain(text) == tree
            continue
        assert plain(made) == wanted
        old = at(tree, place) if has(tree, place) else None
        span = 3 + (2 * len(str(old).split(",")) if isinstance(old, dict | list) else 0)  # lines that an old value may fill
        gone, new = touched(text, made)
        assert gone <= span, made
        assert new <= len(place) + (1 if isinstance(value, dict | list) else 0) + span, made
        if "\r\n" in text:
            assert made.count("\n") == made.count("\r\n")
        text = made


def test_a_table_takes_the_place_of_a_list_that_stands_under_its_key() -> None:
    made = changed(LAYOUTS["lists not indented"], Change(("stories", "tale", "ignore"), {"voice": "man-2", "speed": 0.9}))
    assert plain(made)["stories"]["tale"]["ignore"] == {"voice": "man-2", "speed": 0.9}
    assert "    ignore:\n      voice: man-2\n      speed: 0.9\n    cast:\n" in made


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=10, phases=[Phase.generate], deadline=None, derandomize=True)
@given(edit_of=EDITS, bom=st.booleans())
def test_undo_gives_the_same_bytes(layout: str, edit_of: Any, bom: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    place, value, _ = edit_of
    path = tmp_path_factory.mktemp("undo") / "voices.yaml"
    raw = b"\xef\xbb\xbf" * bom + LAYOUTS[layout].encode()
    path.write_bytes(raw)
    try:
        done = edit(path, [Change(place, value)], plain)
    except ConfigError:
        assert "&" in LAYOUTS[layout] and path.read_bytes() == raw
        return
    if done is not None:
        assert path.read_bytes() == done.after != raw
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") == bom
        undo(done)
    assert path.read_bytes() == raw


def test_a_comment_goes_with_a_line_of_its_own_and_others_stay() -> None:
    made = changed(LAYOUTS["block"], Change(("stories", "tale", "cast", "Eva"), "girl", "3 lines, female"))
    assert "      Tom: man-1\n      Eva: girl  # 3 lines, female\n      # Bob: man-2\n" in made
    assert made.replace("      Eva: girl  # 3 lines, female\n", "") == LAYOUTS["block"]


def test_words_of_a_story_are_always_in_quotes() -> None:
    made = changed(LAYOUTS["block"], Change(("stories", "tale", "lines", "Yes"), {"speaker": "Tom", "take": 2}))
    assert made == LAYOUTS["block"] + '    lines:\n      "Yes": {speaker: Tom, take: 2}\n'


def test_members_of_lists_are_added_changed_and_taken_out() -> None:
    text = LAYOUTS["lists not indented"]
    assert "  - woman-2\n  - old-woman\n  male:" in changed(text, Change(("pools", "female", 2), "old-woman"))
    assert changed(text, Change(("pools", "female", 0), remove=True)) == text.replace("  - woman-1  # first\n", "")
    assert changed(text, Change(("pools", "female", 0), "girl")) == text.replace("woman-1  # first", "girl  # first")


def test_what_comes_from_elsewhere_is_written_out_at_its_own_place() -> None:
    made = changed(LAYOUTS["merged"], Change(("stories", "tale", "cast", "Tom"), "man-2"))
    assert "    title: A Tale\n    cast: {Ann: woman-1, Tom: man-2}\n" in made


def test_what_others_share_is_left_alone_with_what_to_type() -> None:
    text = "cast: &all {Ann: woman-1}\nstories:\n  tale: {cast: *all}\n"
    with pytest.raises(ConfigError, match='by hand: cast: Ann: "man-1"'):
        changed(text, Change(("cast", "Ann"), "man-1"))
    assert "tale: {cast: {Ann: man-1}}" in changed(text, Change(("stories", "tale", "cast", "Ann"), "man-1"))


def test_a_link_and_a_mode_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_bytes(b"engine: scratch\n")
    real.chmod(0o640)
    link = tmp_path / "voices.yaml"
    link.symlink_to("real.yaml")
    done = edit(link, [Change(("cast", "Ann"), "woman-1")], plain)
    assert done and link.is_symlink() and real.read_bytes() == b"engine: scratch\ncast:\n  Ann: woman-1\n"
    assert real.stat().st_mode & 0o777 == 0o640 and sorted(p.name for p in tmp_path.iterdir()) == ["real.yaml", "voices.yaml"]
    undo(done)
    assert link.is_symlink() and real.read_bytes() == b"engine: scratch\n" and real.stat().st_mode & 0o777 == 0o640


def test_a_file_that_somebody_changes_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"
    path.write_text("engine: scratch\n", encoding="utf-8")

    def meanwhile(text: str) -> None:
        path.write_text("engine: piper\n", encoding="utf-8")

    with pytest.raises(StaleError, match="changed by somebody else"):
        edit(path, [Change(("cast", "Ann"), "woman-1")], meanwhile)
    assert path.read_text(encoding="utf-8") == "engine: piper\n" and list(tmp_path.iterdir()) == [path]


def test_a_change_that_is_no_voices_yaml_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "voices.yaml"

    def refuse(text: str) -> None:
        raise ConfigError("no such voice")

    with pytest.raises(ConfigError, match="no such voice"):
        edit(path, [Change(("cast", "Ann"), "womn-1")], refuse)
    assert not path.exists()
    done = edit(path, [Change(("cast", "Ann"), "woman-1")], plain)
    assert (
        done
        and path.read_bytes() == b"cast:\n  Ann: woman-1\n"
        and edit(path, [Change(("cast", "Ann"), "woman-1")], plain) is None
    )
    undo(done)
    assert not path.exists()


def test_the_projects_own_file_takes_a_hundred_corrections_in_time() -> None:
    text = (PROJECT / "voices.yaml").read_text(encoding="utf-8")
    before = text
    for number in range(20):
        text = changed(text, Change(("stories", "000_d9976fa03d9e50f4", "lines", f"Words {number}"), "Maria"))
    gone, new = touched(before, text)
    assert (gone, new) == (0, 21)
