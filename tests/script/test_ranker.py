"""What the ranker is asked with, and how its networks are."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from narrate.readers import read
from narrate.script.attribute import study
from narrate.script.columns import NAMES
from narrate.script.corrections import Told
from narrate.script.looker import Looker
from narrate.script.network import neighbours
from narrate.script.ranker import Layout, load, weigh
from narrate.script.split import split
from narrate.script.staying import STAYING_NAMES

TURNS, CANDIDATES = 700, 3


def test_every_number_of_a_row_has_a_name(seeds: list[Path]) -> None:
    found = study(split(read(seeds[0])), Told())
    table = Looker(found.desk, [None] * len(found.verdicts), {}).table()
    assert table.people and len(table.numbers) == len(NAMES) * len(table.people)
    assert len(set(NAMES)) == len(NAMES)


def test_stretches_weighed_a_few_at_a_time_weigh_what_they_do_all_at_once() -> None:
    dice = np.random.default_rng(1)
    rows = dice.random((TURNS * CANDIDATES, len(NAMES)), np.float32)
    signs = dice.random((TURNS, len(STAYING_NAMES) + 2), np.float32)
    starts, people = np.arange(0, TURNS * CANDIDATES, CANDIDATES), np.tile(np.arange(CANDIDATES), TURNS)
    runs = np.maximum.accumulate(np.where(dice.random(TURNS) < 0.05, np.arange(TURNS), 0))
    networks = load().networks
    at_once = [network.score(rows, signs, starts, neighbours(people, starts, runs)) for network in networks]
    layout = Layout(0, starts, people, runs, np.zeros(TURNS), np.zeros(TURNS))
    assert np.allclose(weigh(networks, rows, signs, layout), np.mean(at_once, axis=0), atol=1e-4)
