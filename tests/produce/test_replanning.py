"""A plan after a change is the one that would be made from nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT


@pytest.mark.parametrize("seed", range(2))
def test_plans_after_changes_are_those_from_nothing(seed: int, seeds: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(PROJECT / "tools"), *sys.path])
    import replan

    found = list(replan.compared(seeds[seed], 4, seed))
    assert [kind for kind, _, _, same in found if not same] == []
    assert any(kind == "a line" for kind, *_ in found)
