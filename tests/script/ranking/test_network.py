"""What the networks see around a turn, and that they compute what they say."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from narrate.script.ranking.network import AROUND, Block, Network, neighbours

Turn = tuple[frozenset[int], bool]
"""Who may speak, and whether a new stretch of dialogue begins."""
TURNS = st.lists(st.tuples(st.frozensets(st.integers(0, 5), min_size=1), st.booleans()), min_size=1, max_size=12)


def _laid_out(turns: list[Turn]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    people = [person for who, _ in turns for person in sorted(who)]
    starts = np.cumsum([0, *(len(who) for who, _ in turns)])[:-1]
    return np.array(people), starts, np.cumsum([new_scene for _, new_scene in turns])


@given(TURNS)
def test_a_neighbour_is_the_same_person_in_the_same_stretch_of_dialogue(turns: list[Turn]) -> None:
    people, starts, runs = _laid_out(turns)
    rows = [(turn, person) for turn, (who, _) in enumerate(turns) for person in sorted(who)]
    near = neighbours(people, starts, runs)
    for step, found in zip(AROUND, near.tolist(), strict=True):
        for (turn, person), at in zip(rows, found, strict=True):
            there = (turn + step, person)
            seen = there in rows and runs[turn] == runs[turn + step]
            assert at == (rows.index(there) if seen else len(rows))


def test_a_candidate_is_raised_by_its_neighbour_and_lowered_by_a_rival() -> None:
    one = np.ones((1, 1), np.float32)
    even = np.array([[0.0, 0.0], [0.0, 1.0]], np.float32)
    around = np.zeros((len(AROUND), 1, 2), np.float32)
    around[AROUND.index(-1)] = [[10.0, 0.0]]
    look = Block(
        narrow=np.array([[1.0], [0.0]], np.float32), narrow_bias=np.zeros(1, np.float32), around=around,
        own=np.zeros((2, 2), np.float32), rivals=np.array([[0.0, 5.0]], np.float32), bias=np.zeros(2, np.float32),
        norm=np.array([[1.0, 1.0], [1.0, 1.0]], np.float32),
    )  # fmt: skip
    network = Network(
        row_weights=np.array([[1.0, 0.0]], np.float32), row_limits=np.array([[0.0], [3.0]], np.float32), turn_weights=0 * even[:1],
        turn_limits=np.array([[0.0], [1.0]], np.float32), bias=np.array([0.0, 1.0], np.float32),
        norm=np.array([[1.0, 1.0], [1.0, 1.0]], np.float32), blocks=(look,), out=np.array([1.0, -1.0], np.float32),
    )  # fmt: skip
    people, starts, runs = np.array([1, 2, 1, 2]), np.array([0, 2]), np.zeros(2, np.int64)
    turn_rows = np.zeros((2, 1), np.float32)
    near = neighbours(people, starts, runs)
    with_past, without, *_ = (
        network.score(np.array([[first], [0.0], [1.0], [1.0]], np.float32) * one, turn_rows, starts, near)[2:]
        for first in (3.0, 0.0)
    )
    assert with_past[0] > with_past[1]  # the first has been seen to speak before
    assert abs(without[0] - without[1]) < 1e-5
