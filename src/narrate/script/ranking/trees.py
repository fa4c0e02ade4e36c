"""Boosted trees as arrays: learned by LightGBM (tools/train_attribution.py), asked with NumPy alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BLOCK = 1 << 14
"""Rows that trees are asked about at once: more take room, fewer take time."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Trees:
    """A sum of trees of at most 31 leaves, all nodes of a tree asked at once, for whole columns of numbers: a sixth of the time
    of walking down.

    At a node of a tree, where a row's `feature` is above `threshold`, the leaves to its left are lost: `lost` has a bit for
    each. Of the leaves that are left to a row in the end, the first is the one it would have walked to. `feature`,
    `threshold` and `lost` are (trees, nodes), `value` is (trees, leaves).
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    lost: NDArray[np.int32]
    value: NDArray[np.float32]

    def score(self, rows: NDArray[np.float32]) -> Floats:
        """One number a row: higher is likelier. Only differences within a turn mean something."""
        return np.concatenate(
            [self._score(rows[start : start + _BLOCK]) for start in range(0, len(rows), _BLOCK)] or [np.zeros(0)]
        )

    def _score(self, rows: NDArray[np.float32]) -> Floats:
        columns = np.ascontiguousarray(rows.T)
        total = np.zeros(len(rows))
        above, here, lost = np.empty(len(rows), np.bool_), np.empty(len(rows), np.int32), np.empty(len(rows), np.int32)
        for features, thresholds, losses, values in zip(self.feature, self.threshold, self.lost, self.value, strict=True):
            lost.fill(0)
            for feature, threshold, loss in zip(features.tolist(), thresholds, losses, strict=True):
                np.greater(columns[feature], threshold, out=above)
                np.multiply(above, loss, out=here)
                np.bitwise_or(lost, here, out=lost)
            first = ~lost & (lost + 1)
            total += values[np.frexp(first.astype(np.float32))[1] - 1]
        return total


def trees_of(arrays: Mapping[str, NDArray[Any]]) -> Trees:
    """Trees from the arrays that they are kept as."""
    return Trees(
        arrays["feature"].astype(np.int32),
        arrays["threshold"].astype(np.float32),
        arrays["lost"].astype(np.int32),
        arrays["value"].astype(np.float32),
    )
