"""Trees asked all nodes at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from narrate.script.ranking.trees import Trees

#  0: row[0] > 1.5 ?
#  no ─► 1: row[1] > 0 ? ─► leaf 0, leaf 1          yes ─► 2: row[0] > 3 ? ─► leaf 2, leaf 3
TREE = Trees(
    np.array([[1, 0, 0]], np.int32),
    np.array([[0.0, 1.5, 3.0]], np.float32),
    np.array([[0b0001, 0b0011, 0b0100]], np.int32),
    np.array([[10.0, 11.0, 12.0, 13.0]], np.float32),
)


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.5, 2.0, 3.0, 4.0]), st.sampled_from([-1.0, 0.0, 1.0])), max_size=20))
def test_a_row_ends_in_the_leaf_that_it_would_walk_to(rows: list[tuple[float, float]]) -> None:
    walked = [(13.0 if a > 3 else 12.0) if a > 1.5 else (11.0 if b > 0 else 10.0) for a, b in rows]
    assert TREE.score(np.array(rows, np.float32).reshape(len(rows), 2)).tolist() == walked
