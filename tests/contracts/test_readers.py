"""What every reader must keep to."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.errors import StoryError
from narrate.readers import Reader, readers

SAMPLES = {"plain": ("story.txt", "CHAPTER I\n\n“Come in,” said Maria.\n\n* * *\n\nNobody came.\n".encode())}


@pytest.fixture(params=readers(), ids=lambda reader: reader.name)
def reader(request: pytest.FixtureRequest) -> Reader:
    found = request.param
    assert isinstance(found, Reader)
    return found


def test_reads_its_sample_whole(reader: Reader, tmp_path: Path) -> None:
    name, data = SAMPLES[reader.name]
    path = tmp_path / name
    path.write_bytes(data)
    assert reader.score(path, data[:4096]) > 0
    book = reader.read(path)
    assert [c.title for c in book.chapters] == ["CHAPTER I"]
    assert [b.kind for b in book.bodies()] == ["heading", "paragraph", "scene_break", "paragraph"]
    for block in book.bodies():
        assert book.text[block.at.start : block.at.end] == block.text


def test_leaves_what_is_not_its_own(reader: Reader) -> None:
    assert reader.score(Path("picture.png"), b"\x89PNG\r\n\x1a\n") == 0


def test_an_empty_or_missing_file_is_a_clear_error(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / SAMPLES[reader.name][0]
    with pytest.raises(StoryError, match=path.name):
        reader.read(path)
    path.write_bytes(b"")
    with pytest.raises(StoryError, match=path.name):
        reader.read(path)
