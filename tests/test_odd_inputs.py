"""Odd files of every format, and those that others made to break readers: none crashes, stalls, or loses words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import odd
from tests.conftest import PROJECT, shared

KINDS, SIZE = 25, 20_000
FORMATS = {"epub", "html", "txt", "docx", "pdf", "odt", "fb2", "md"}


@pytest.fixture
def fuzz(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(sys, "path", [str(PROJECT / "tools"), *sys.path])
    import fuzz_inputs

    (tmp_path / "plain.txt").write_bytes(odd.plain(10_000))
    assert fuzz_inputs.read_through(tmp_path / "plain.txt") == "read"  # what is loaded once is loaded before any child
    return fuzz_inputs


def test_a_selection_of_odd_files_is_read_as_fast_as_prose(fuzz, tmp_path: Path) -> None:
    usual = fuzz.measured(odd.Odd("prose", "prose.txt", odd.plain), SIZE, tmp_path)
    kinds = odd.all_kinds()
    outcomes = {kind.what: fuzz.measured(kind, SIZE, tmp_path) for kind in kinds[:: len(kinds) // KINDS]}
    assert not {what: found for what, outcome in outcomes.items() if (found := fuzz.faults(outcome, usual, SIZE))}


@pytest.mark.parametrize(
    ("what", "size"),
    [
        ("Markdown of '[a](b) '", 15_000),  # more marks are refused
        ("Markdown of '*a **b '", 15_000),
        ("Markdown of deep brackets", 9_000),
        ("runs of 'said A. B. C. D. '", 15_000),
        ("runs of 'walk-\\ning '", 15_000),
        ("runs of '“No,” '", 6_000),
        ("paragraphs of '„Das ist es.“ '", 30_000),
        ("a book of no-break spaces in a sentence", 15_000),
    ],
)
def test_what_costs_most_costs_in_proportion(fuzz, tmp_path: Path, what: str, size: int) -> None:
    kind = next(kind for kind in odd.all_kinds() if kind.what == what)
    small, large = (fuzz.measured(kind, much, tmp_path) for much in (size, 4 * size))
    assert small.told == large.told == "read"
    assert large.seconds < 6 * small.seconds  # in proportion 4, where the square begins to weigh 8, the square 16


@pytest.mark.parametrize("folder", ["inputs", "stress/cases"])
def test_files_made_to_break_readers_are_read_or_refused_in_seconds(fuzz, folder: str) -> None:
    files = [p for p in sorted(shared(folder).rglob("*")) if p.suffix.lstrip(".") in FORMATS]
    outcomes = {path.name: fuzz.watched(path, ends=False) for path in files}
    assert not {name: outcome.told for name, outcome in outcomes.items() if not outcome.told.startswith(("read", "refused"))}
    assert not {name: outcome for name, outcome in outcomes.items() if outcome.seconds > 10}
    sound = [path.name for path in files if path.parent.name == "epub-ok"]
    assert {outcomes[name].told for name in sound} <= {"read"}
