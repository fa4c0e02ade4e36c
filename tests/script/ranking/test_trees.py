"""Trees asked for all rows at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.script.ranking.ranker import load
from narrate.script.ranking.trees import Trees

#  row[0] > 1.5 ?
#  no ─► row[1] > 0 ? ─► leaf 0, leaf 1          yes ─► row[0] > 3 ? ─► leaf 2, leaf 3
TREE = Trees(
    feature=np.array([0, 0, 1], np.int16),
    threshold=np.array([1.5, 3.0, 0.0], np.float32),
    question=np.array([[0, 2, 1, 0]], np.int16),
    left=np.array([[0, 0, 2, 0]], np.int8),
    right=np.array([[2, 1, 3, 0]], np.int8),
    value=np.array([[10.0, 11.0, 12.0, 13.0, 0.0]], np.float32),
)


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.5, 2.0, 3.0, 4.0]), st.sampled_from([-1.0, 0.0, 1.0])), max_size=150))
def test_a_row_ends_in_the_leaf_that_it_would_walk_to(rows: list[tuple[float, float]]) -> None:
    walked = [(13.0 if a > 3 else 12.0) if a > 1.5 else (11.0 if b > 0 else 10.0) for a, b in rows]
    assert TREE.score(np.array(rows, np.float32).reshape(len(rows), 2)).tolist() == walked


@pytest.mark.parametrize("which", ["first", "second", "continuity", "alternation"])
def test_a_node_of_the_learned_trees_stands_before_those_under_it(which: str) -> None:
    trees: Trees = getattr(load(), which)
    for lefts, rights in zip(trees.left.tolist(), trees.right.tolist(), strict=True):
        leaves = {0}
        for left, right in zip(lefts, rights, strict=True):
            assert left in leaves and (not right or (right > left and right not in leaves))
            leaves.add(right)
