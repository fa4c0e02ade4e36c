"""Signs between the letters that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate import readers
from narrate.errors import StoryError
from narrate.readers.encoding import decode, text_of


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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Лампа горела. «Входите», — сказала Вера.", "Το φως έσβησε. «Έλα», είπε η Άννα.", "המנורה דלקה. איש לא בא."]
)
def test_utf_16_without_a_mark_is_read_in_other_scripts_too(tmp_path: Path, encoding: str, text: str) -> None:
    (tmp_path / "s.txt").write_bytes(text.encode(encoding))
    assert readers.read(tmp_path / "s.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r"])
def test_other_encodings_of_russian_are_no_utf_16(encoding: str) -> None:
    assert decode("Лампа горела. Никто не пришёл в этот дом ночью.\n".encode(encoding) * 9)[1] not in ("utf-16-le", "utf-16-be")


@pytest.mark.parametrize("line", ["\t\t\t\t", "#\n", "0\n", "\r\n"])
def test_blanks_and_lines_of_one_sign_are_no_utf_16(line: str) -> None:
    assert decode(f"The lamp was lit.\n\n{line * 2_000}".encode())[1] == "utf-8"
