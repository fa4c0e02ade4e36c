"""What the ranker is asked with."""

from __future__ import annotations

from pathlib import Path

from narrate.readers import read
from narrate.script.attribute import study
from narrate.script.columns import NAMES
from narrate.script.corrections import Told
from narrate.script.looker import Looker
from narrate.script.split import split


def test_every_number_of_a_row_has_a_name(seeds: list[Path]) -> None:
    found = study(split(read(seeds[0])), Told())
    table = Looker(found.desk, [None] * len(found.verdicts), {}).table()
    assert table.people and len(table.numbers) == len(NAMES) * len(table.people)
    assert len(set(NAMES)) == len(NAMES)
