"""No text crashes the script department, and every character of it is in one line or told to be skipped."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate import readers, script
from tests.conftest import PROJECT

TEXTS = 50
WORDS = [
    "“", "”", '"', "‘", "’", ".", ",", "!", "?", "—", "said", "he", "she", "Anna", "Mr. Ralph", "the man", "a woman’s voice",
    "called", "“No,”", "\n\n",
]  # fmt: skip


def test_a_name_called_twice_by_a_voice_without_a_name(tmp_path: Path) -> None:
    path = tmp_path / "called.txt"
    path.write_text('"Edmund! Edmund!"\n\n"Edmund! Edmund!" a girl\'s voice repeated upstairs.\n', encoding="utf-8")
    lines = [line for line in script.read_through(readers.read(path)).bodies() if line.kind == "dialogue"]
    assert [line.text.strip() for line in lines] == ['"Edmund! Edmund!"'] * 2
    assert "girl" in lines[1].speaker


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_row_of_words_and_marks_becomes_a_script(tmp_path_factory: pytest.TempPathFactory, row: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "row.txt"
    path.write_text("It was late.\n\n" + " ".join(row), encoding="utf-8")
    assert script.coverage(script.read_through(readers.read(path))) == 1.0


def test_stories_shuffled_cut_and_recased_become_scripts(
    tmp_path: Path, seeds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(PROJECT / "tools"), *sys.path])
    import fuzz_script

    stories = [readers.read(path).text for path in seeds]
    chance = random.Random(0)
    texts = [fuzz_script.changed(chance.choice(stories), chance) for _ in range(TEXTS)]
    assert not [fault for text in texts if (fault := fuzz_script.fault_of(text, tmp_path))]
