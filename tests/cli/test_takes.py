"""narrate takes: nothing goes that a book needs, and nothing without a word."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.runs import STORY, narrate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "door.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def render(folder: Path, out: str = "output", *more: str) -> int:
    """Render the story; how many takes there are then."""
    narrate(folder, "render", "door.txt", "--engine", "scratch", "--out", out, *more)
    return count(folder)


def count(folder: Path) -> int:
    return int(json.loads(narrate(folder, "takes", "--json").stdout)["takes"])


def test_without_books_nothing_is_deleted(folder: Path, own_takes: Path) -> None:
    whole = render(folder, "books")
    shutil.rmtree(own_takes / "books")
    told = narrate(folder, "takes", "--prune", "--yes", code=2).stderr
    assert "Nothing was deleted" in told and "--out" in told
    assert count(folder) == whole
    narrate(folder, "takes", "--prune", "--yes", "--out", "books")
    assert count(folder) == whole, "a folder that is named counts"


def test_books_in_every_folder_keep_their_takes(folder: Path) -> None:
    whole = render(folder, "one")
    (folder / "door.txt").write_text(STORY.replace("Nobody", "No one"), encoding="utf-8")
    assert render(folder, "two") == whole + 1
    (folder / "elsewhere").mkdir()
    narrate(folder / "elsewhere", "takes", "--prune", "--yes")
    assert count(folder) == whole + 1


def test_it_says_what_would_go_asks_and_deletes_only_that(folder: Path) -> None:
    whole = render(folder)
    (folder / "door.txt").write_text(STORY.replace("Nobody", "No one"), encoding="utf-8")
    assert render(folder) == whole + 1
    told = narrate(folder, "takes", "--prune", "--dry-run").stdout
    assert "Needed by none: 1 take, 0.0 MB" in told and "“Nobody spoke.” (scratch:narrator" in told
    assert str(folder / "output/text/Unknown Author/door") in told
    assert "--yes" in narrate(folder, "takes", "--prune", code=2).stderr
    assert count(folder) == whole + 1
    made = json.loads(narrate(folder, "takes", "--prune", "--yes", "--json").stdout)
    assert made["unneeded"] == made["pruned"] == 1 and made["takes"] == whole
    assert "recorded" in narrate(folder, "render", "door.txt", "--engine", "scratch").stdout
    assert count(folder) == whole, "the book needs nothing that went"


def test_takes_of_a_book_whose_folder_is_gone_are_kept_until_it_is_to_be_forgotten(folder: Path) -> None:
    whole = render(folder)
    (folder / "output").rename(folder / "moved")
    told = narrate(folder, "takes", "--prune", "--yes").stdout
    assert "The folder of a book is gone" in told and "--forget" in told
    assert count(folder) == whole
    narrate(folder, "takes", "--prune", "--yes", "--forget", "--out", "moved")
    assert count(folder) == whole, "they lie in a folder that is named"
    narrate(folder, "takes", "--prune", "--yes", code=2)
    assert count(folder) == whole, "no book is known any more"


def test_a_register_that_cannot_be_read_lets_nothing_go(folder: Path, own_takes: Path) -> None:
    whole = render(folder)
    (file,) = (own_takes / "books").glob("*.json")
    file.write_text("{", encoding="utf-8")
    assert file.name in narrate(folder, "takes", "--prune", "--yes", code=5).stderr
    assert count(folder) == whole


def test_what_is_planned_is_needed(folder: Path, own_takes: Path) -> None:
    """A render that was broken off has recorded takes and no book yet."""
    from narrate.produce.register import Register, pruning
    from narrate.takes import TakeStore

    whole = render(folder)
    register = Register(TakeStore(own_takes))
    (entry,) = register.entries()
    shutil.rmtree(folder / "output")
    (folder / "output/text/Unknown Author/door").mkdir(parents=True)
    register.planned(entry.folder, {})
    found = pruning(register, folder / "nowhere")
    assert (found.needed, len(found.unneeded)) == (whole, 0)
