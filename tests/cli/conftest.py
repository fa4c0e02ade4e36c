"""A folder as a person has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runs import STORY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one small story and a voices.yaml that hums."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "door.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text("engine: scratch\n", encoding="utf-8")
    return tmp_path
