"""How the rows of candidates lie in the matrices that trees, networks and decoder share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.continuity import continuity_rows
from narrate.script.ranking.decode import Floats
from narrate.script.ranking.features import FeatureTable


@dataclass(frozen=True)
class Layout:
    """How the rows of a table lie: `starts[n]` is the first row of the n-th turn of the stretch that begins at turn `first`,
    `people[row]` its candidate, `runs[n]` its stretch of dialogue; `stays[n]` the log odds that the n-th turn's speaker is the
    one before's, `returns[n]` that it is otherwise the one's before that."""

    first: int
    starts: NDArray[np.int64]
    people: NDArray[np.int64]
    runs: NDArray[np.int64]
    stays: Floats
    returns: Floats


def rows_of(table: FeatureTable) -> NDArray[np.float32]:
    """A table's numbers, a row for each turn and candidate."""
    return np.frombuffer(table.numbers, np.float32).reshape(len(table.people), -1)


def layout_of(index: DialogueIndex, table: FeatureTable) -> Layout:
    """How a table lies; `stays` and `returns` are to be filled in. Every turn has at least one candidate."""
    numbers = np.array(table.turns)
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]]).astype(np.int64)
    runs = np.array([turn.run for turn in index.turns[table.first : table.first + len(starts)]], np.int64)
    return Layout(table.first, starts, np.array(table.people, np.int64), runs, *np.zeros((2, len(starts))))


def continuity_matrix(index: DialogueIndex, layout: Layout) -> NDArray[np.float32]:
    """The columns CONTINUITY_NAMES, a row for each turn of a stretch."""
    numbers = continuity_rows(index, layout.first, layout.first + len(layout.starts))
    return np.frombuffer(numbers, np.float32).reshape(len(layout.starts), -1)


def alternation_rows(continuity: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each turn its `continuity_matrix` and those of the turn before."""
    return np.hstack([continuity, np.vstack([np.zeros_like(continuity[:1]), continuity[:-1]])])


def probabilities(odds: Floats) -> Floats:
    """Log odds to chances."""
    return 1 / (1 + np.exp(-odds))


def turn_rows_of(continuity: NDArray[np.float32], layout: Layout) -> NDArray[np.float32]:
    """The networks' columns of each turn: its `continuity_matrix` and what the trees make of them."""
    return np.column_stack([continuity, layout.stays, layout.returns]).astype(np.float32)


def soft_max(scores: Floats, starts: NDArray[np.int64]) -> Floats:
    """Scores to chances that sum to 1 within each turn."""
    counts = np.diff(np.append(starts, len(scores)))
    powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), counts))
    chances: Floats = powers / np.repeat(np.add.reduceat(powers, starts), counts)
    return chances
