"""How several names came to be one person's, as a person is told."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.runs import narrate
from tests.script.identity.test_learned_joins import story


def test_cast_tells_why_several_names_are_one_persons(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(story(8 * "cs"), encoding="utf-8")
    words = ("cast", "story.txt", "--engine", "scratch")
    told = narrate(tmp_path, *words, "--why").stdout
    assert "Mr. Calloway = Edmund: where the one is called, the other answers (8 of 8 times)" in told
    assert "the other answers" not in narrate(tmp_path, *words).stdout
    found = json.loads(narrate(tmp_path, *words, "--json").stdout)["stories"][0]["characters"]
    (join,) = next(character["joins"] for character in found if character["joins"])
    assert (join["name"], join["other"], join["chance"]) == ("Mr. Calloway", "Edmund", 1.0)
