"""The network that scores a turn's candidates: each is seen together with what it does at the turns around, and with its
strongest rivals at this one.

    features of a candidate (row) and of its turn (turn row) ─► a state for each row
    twice: a state ─► + the states of the same person at the turns around, + the rivals' ─► a state
    a state ─► a score

A few small networks that began their learning differently are asked, and their scores averaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

REACH = 4
"""Turns before and after at which a candidate is looked at again; each block of the network goes that far."""
AROUND = (*range(-REACH, 0), *range(1, REACH + 1))
_STEADY = 1e-5
"""Added to the variance of a state, as in training."""
Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """One look around. `narrow` is (state, narrow), `around` (turns around, narrow, state), `own` (state, state), `rivals`
    (narrow, state); `norm` is scale and shift, (2, state)."""

    narrow: Floats
    narrow_bias: Floats
    around: Floats
    own: Floats
    rivals: Floats
    bias: Floats
    norm: Floats


@dataclass(frozen=True)
class Network:
    """`row_weights` is (columns of a row, state), `turn_weights` (columns of a turn, state), their limits (2, columns): what
    lies outside is taken for the limit. `norm` is scale and shift; `out` is (state,)."""

    row_weights: Floats
    row_limits: Floats
    turn_weights: Floats
    turn_limits: Floats
    bias: Floats
    norm: Floats
    blocks: tuple[Block, ...]
    out: Floats

    def score(self, rows: Floats, turn_rows: Floats, starts: Rows, near: Rows) -> Floats:
        """A number for each row: higher is likelier, only differences within a turn mean something. `turn_rows` has a row for
        each turn, whose candidates' rows begin at `starts`; `near` is `neighbours` of the rows."""
        turns = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(rows))))
        turn_state = np.clip(turn_rows, *self.turn_limits) @ self.turn_weights
        state = np.clip(rows, *self.row_limits) @ self.row_weights
        state = _rectified(_normed(state + turn_state[turns] + self.bias, self.norm))
        for block in self.blocks:
            seen = np.zeros((len(state) + 1, block.narrow.shape[1]), np.float32)  # its last row is nobody
            seen[:-1] = _rectified(state @ block.narrow + block.narrow_bias)
            more = state @ block.own + block.bias
            for at, weights in zip(near, block.around, strict=True):
                more += seen[at] @ weights
            more += (np.maximum.reduceat(seen[:-1], starts) @ block.rivals)[turns]
            state = _rectified(_normed(state + more, block.norm))
        return np.asarray(state @ self.out)


def neighbours(people: Rows, starts: Rows, runs: Rows) -> Rows:
    """For each step of AROUND and each row, the row of the same person at the turn so far away, if that turn is of the same
    stretch of dialogue (`runs`, turn by turn): (steps, rows).
    The number of rows stands for nobody. A turn's people are in order."""
    turns = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(people))))
    most = int(people.max(initial=0)) + 1
    keys = turns * most + people
    near = np.full((len(AROUND), len(people)), len(people))
    for found, step in zip(near, AROUND, strict=True):
        there = np.clip(turns + step, 0, len(starts) - 1)
        wanted = there * most + people
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        same = (there == turns + step) & (runs[there] == runs[turns]) & (keys[at] == wanted)
        found[same] = at[same]
    return near


def unpack_networks(data: Mapping[str, NDArray[np.generic]]) -> tuple[Network, ...]:
    """The networks of the arrays of a file, whose first axis is the network's number."""
    arrays = {name: np.asarray(array, np.float32) for name, array in data.items() if name.startswith("network ")}

    def part(name: str, *at: int) -> Floats:
        return np.asarray(arrays[f"network {name}"][at])

    count, depth = arrays["network around"].shape[:2]
    names = ("narrow", "narrow bias", "around", "own", "rivals", "bias", "norm")
    return tuple(
        Network(
            row_weights=part("row weights", n),
            row_limits=part("row limits", n),
            turn_weights=part("turn weights", n),
            turn_limits=part("turn limits", n),
            bias=part("input bias", n),
            norm=part("input norm", n),
            blocks=tuple(Block(*(part(name, n, b) for name in names)) for b in range(depth)),
            out=part("output", n),
        )
        for n in range(count)
    )


def _normed(state: Floats, norm: Floats) -> Floats:
    """Each row's numbers with mean 0 and variance 1, then scaled and shifted."""
    state = state - state.mean(axis=1, keepdims=True)
    state /= np.sqrt((state * state).mean(axis=1, keepdims=True) + np.float32(_STEADY))
    return np.asarray(state * norm[0] + norm[1])


def _rectified(state: Floats) -> Floats:
    return np.maximum(state, np.float32(0), out=state)
