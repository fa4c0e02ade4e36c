"""Signs between the letters that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.errors import StoryError
from narrate.readers.encoding import text_of


def test_nuls_between_pages_make_no_utf_16_and_part_words(tmp_path: Path) -> None:
    for name, text in (
        ("a.txt", "\0a" * 3000 + "\0The end of it all."),
        ("b.txt", "It was lit.\0Nobody came.\0The end of it all."),
    ):
        (tmp_path / name).write_bytes(f"The lamp was lit. {'x' * 80} {text} {'x' * 80}".encode())
    with pytest.raises(StoryError, match="this is no text"):
        text_of(tmp_path / "a.txt")
    assert "It was lit. Nobody came. The end of it all." in text_of(tmp_path / "b.txt")[0]


def test_halves_of_utf_16_in_utf_8_make_one_character(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("“Come,\ud83d\ude00” she \ud800said.".encode("utf-8", "surrogatepass"))
    assert text_of(tmp_path / "a.txt")[0] == "“Come,\U0001f600” she \ufffdsaid."
