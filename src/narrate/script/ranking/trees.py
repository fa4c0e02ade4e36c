"""Boosted trees as arrays: learned by LightGBM (tools/train_attribution.py), asked with NumPy alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BLOCK = 10 << 10
"""Rows that trees are asked about at once: more take room, fewer take time."""
_WORD = 64
"""Rows that stand in one number, a bit for each."""
Floats = NDArray[np.float64]
Bits = NDArray[np.uint64]


@dataclass(frozen=True)
class Trees:
    """A sum of trees of at most 32 leaves, asked for all rows at once, a bit a row: a tenth of the time of walking down.

    Few questions are asked in many trees: `feature` and `threshold` are (questions,), answered yes where a row's feature is
    above the threshold. `question`, `left` and `right` are (trees, nodes), and a node stands before those under it: of the rows
    that got to it, waiting at its first leaf `left`, those whose answer is yes go on to `right`, the first leaf of its right
    side, which is 0 where there is no such node. `value` is (trees, leaves).
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    question: NDArray[np.int16]
    left: NDArray[np.int8]
    right: NDArray[np.int8]
    value: NDArray[np.float32]

    def score(self, rows: NDArray[np.float32]) -> Floats:
        """One number a row: higher is likelier. Only differences within a turn mean something."""
        return np.concatenate(
            [self._score(rows[start : start + _BLOCK]) for start in range(0, len(rows), _BLOCK)] or [np.zeros(0)]
        )

    def _score(self, rows: NDArray[np.float32]) -> Floats:
        answers = self._answers(rows)
        at_leaf = np.empty((self.value.shape[1], answers.shape[1]), np.uint64)
        here = list(at_leaf)
        leaves = np.arange(len(at_leaf))
        bits = [np.flatnonzero(leaves >> bit & 1) for bit in range((len(leaves) - 1).bit_length())]
        total = np.zeros(len(rows))
        nodes = zip(self.question.tolist(), self.left.tolist(), self.right.tolist(), self.value, strict=True)
        for questions, lefts, rights, values in nodes:
            at_leaf.fill(0)
            np.invert(at_leaf[0], out=at_leaf[0])
            for question, left, right in zip(questions, lefts, rights, strict=True):
                if right:
                    np.bitwise_and(here[left], answers[question], out=here[right])
                    np.bitwise_xor(here[left], here[right], out=here[left])
            total += values.take(_leaf_numbers(at_leaf, bits, len(rows)))
        return total

    def _answers(self, rows: NDArray[np.float32]) -> Bits:
        """The answers to every question: (questions, words)."""
        columns = np.ascontiguousarray(rows.T)
        packed = np.zeros((len(self.feature), -(-len(rows) // _WORD) * _WORD // 8), np.uint8)
        for answers, feature, threshold in zip(packed, self.feature.tolist(), self.threshold, strict=True):
            yes = np.packbits(columns[feature] > threshold)
            answers[: len(yes)] = yes
        return packed.view(np.uint64)


def _leaf_numbers(at_leaf: Bits, bits: Sequence[NDArray[np.int64]], count: int) -> NDArray[np.uint8]:
    """For each of the first `count` rows the number of its leaf, from the rows at each leaf. `bits` holds for each bit of such a
    number the leaves that have it."""
    numbers = np.zeros(count, np.uint8)
    for bit, leaves in enumerate(bits):
        rows = np.bitwise_or.reduce(at_leaf[leaves], axis=0)
        numbers |= np.unpackbits(rows.view(np.uint8), count=count) << np.uint8(bit)
    return numbers


def trees_of(arrays: Mapping[str, NDArray[Any]]) -> Trees:
    """Trees from the arrays that they are kept as."""
    return Trees(**arrays)
