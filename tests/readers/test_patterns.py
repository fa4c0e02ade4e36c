"""Regular expressions of a person, in voices.yaml: they have two seconds for a story."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from narrate import readers
from narrate.config import load
from narrate.errors import ConfigError
from narrate.readers.boilerplate import ReadingSettings


@pytest.mark.parametrize("setting", ["keep", "skip"])
def test_a_pattern_that_never_ends_is_stopped_and_its_place_is_told(tmp_path: Path, setting: str) -> None:
    (tmp_path / "s.txt").write_text("The door stood open.\n\n" + "a" * 60 + "!\n", encoding="utf-8")
    file = tmp_path / "voices.yaml"
    file.write_text(f"stories:\n  s:\n    {setting}:\n      - teaser\n      - (a|aa)+$\n", encoding="utf-8")
    known = load(file, ["narrator"], ["scratch"]).story("s", "scratch")
    asked = {setting: getattr(known, setting)}
    if setting == "keep":
        (tmp_path / "s.txt").write_text(f"Copyright 2020 Press {'a' * 60}!\n\nDay.\n", encoding="utf-8")
    began = time.process_time()
    with pytest.raises(ConfigError, match=r"voices\.yaml:5:9: “\(a\|aa\)\+\$” is looked for without end"):
        readers.read(tmp_path / "s.txt", ReadingSettings(**asked, places=known.patterns))
    assert time.process_time() - began < 4


def test_ordinary_patterns_have_time_for_a_long_book(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("The door stood open.\n\nPage 12 of it.\n\n" * 5000, encoding="utf-8")
    found = readers.read(tmp_path / "s.txt", ReadingSettings(skip=(r"\bPage \d+",)))
    assert sum(block.skipped is not None for block in found.bodies()) == 5000
