from __future__ import annotations

from pathlib import Path

import pytest

from narrate.writers.sidecars import write_pieces


@pytest.mark.parametrize("before", ["", "“One”", "“One” two", "“One” two.", "“One” twx"])
def test_pieces_replace_any_other_text(tmp_path: Path, before: str) -> None:
    file = tmp_path / "script.json"
    file.write_text(before, encoding="utf-8")
    assert write_pieces(file, lambda: ["“One”", " two"]).read_text(encoding="utf-8") == "“One” two"


def test_a_file_that_says_so_already_is_left_alone(tmp_path: Path) -> None:
    file = write_pieces(tmp_path / "script.json", lambda: ["“One”", " two"])
    node = file.stat().st_ino
    write_pieces(file, lambda: ["“One” t", "wo"])
    assert file.stat().st_ino == node
