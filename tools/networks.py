"""Learn the networks of narrate.script.ranking.network, with PyTorch: the same computation, and what it takes to learn.

Everything runs on one thread, so that the same data give the same weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from narrate.script.ranking.network import AROUND, neighbours

STORY_NETWORKS = 4
"""What the package keeps for short stories, behind those for novels (`ranker.NETWORKS`)."""
_STATE, _NARROW, _BLOCKS = 64, 32, 2
_ROUNDS, _RATE, _DECAY, _DROPPED = 8, 2e-3, 0.02, 0.3
_STRETCH, _BATCH = 256, 64
"""Turns that are looked at together; a loss is divided by about as many turns as it is of."""
_OUTLIERS = 0.5
"""Per cent of a column at either end that are taken for its limits."""
Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass
class Example:
    """A novel's rows and turn rows, and for each row its share of being right: 0 throughout for turns that teach nothing."""

    rows: Floats
    turn_rows: Floats
    starts: Rows
    people: Rows
    runs: Rows
    target: Floats
    weight: float

    def __post_init__(self) -> None:
        self.near = neighbours(self.people, self.starts, self.runs)
        self.ends = np.append(self.starts, len(self.people))
        self.taught = np.add.reduceat(self.target, self.starts) > 0


class Net(nn.Module):
    """What `Network.score` computes, while it learns."""

    def __init__(self, columns: int, turn_rows: int) -> None:
        super().__init__()
        self.rows, self.turn_rows = nn.Linear(columns, _STATE), nn.Linear(turn_rows, _STATE)
        self.narrow = nn.ModuleList(nn.Linear(_STATE, _NARROW) for _ in range(_BLOCKS))
        self.mix = nn.ModuleList(nn.Linear(len(AROUND) * _NARROW + _STATE, _STATE) for _ in range(_BLOCKS))
        self.rivals = nn.ModuleList(nn.Linear(_NARROW, _STATE) for _ in range(_BLOCKS))
        self.norm = nn.ModuleList(nn.LayerNorm(_STATE) for _ in range(_BLOCKS + 1))
        self.out = nn.Linear(_STATE, 1, bias=False)
        self.drop = nn.Dropout(_DROPPED)

    def forward(self, rows: Any, turn_rows: Any, turns: Any, near: Any) -> Any:
        """Scores, a number for each row."""
        state = self.drop(torch.relu(self.norm[0](self.rows(rows) + self.turn_rows(turn_rows)[turns])))
        for narrow, mix, rivals, norm in zip(self.narrow, self.mix, self.rivals, self.norm[1:], strict=True):
            seen = torch.relu(narrow(state))
            around = torch.cat([seen, seen.new_zeros(1, _NARROW)])[near].flatten(1)
            top = seen.new_zeros(len(turn_rows), _NARROW).scatter_reduce(0, turns[:, None].expand_as(seen), seen, "amax")
            state = self.drop(torch.relu(norm(state + mix(torch.cat([around, state], 1)) + rivals(top)[turns])))
        return self.out(state)[:, 0]


def learn(examples: list[Example], seed: int) -> dict[str, NDArray[np.float16]]:
    """The arrays of one network."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    limits = [_limits([getattr(one, name) for one in examples]) for name in ("rows", "turn_rows")]
    net = Net(examples[0].rows.shape[1], examples[0].turn_rows.shape[1])
    steer = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=_DECAY)
    pieces = sum(1 for one in examples for _ in _pieces(one, limits, 0))
    plan = torch.optim.lr_scheduler.OneCycleLR(steer, _RATE, total_steps=(pieces + len(examples)) * _ROUNDS + 1)
    for _ in range(_ROUNDS):
        batch = [piece for one in examples for piece in _pieces(one, limits, int(rng.integers(0, _STRETCH)))]
        for at in rng.permutation(len(batch)):
            rows, turn_rows, turns, near, target, weight = batch[at]
            loss = -(target * _log_soft_max(net(rows, turn_rows, turns, near), turns, len(turn_rows))).sum() * weight / _BATCH
            steer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steer.step()
            plan.step()
    return _arrays(net, limits)


@dataclass(frozen=True)
class Limits:
    """Of every column the limits, and the mean and the spread of what lies between."""

    low: Floats
    high: Floats
    mean: Floats
    spread: Floats

    def normal(self, rows: Floats) -> Any:
        """The rows within the limits, about 0, as a tensor."""
        return torch.from_numpy(((np.clip(rows, self.low, self.high) - self.mean) / self.spread).astype(np.float32))


def _limits(tables: list[Floats]) -> Limits:
    rows = np.vstack([table[::5] for table in tables])
    low, high = np.percentile(rows, (_OUTLIERS, 100 - _OUTLIERS), axis=0).astype(np.float32)
    kept = np.clip(rows, low, high)
    return Limits(low, high, kept.mean(axis=0), kept.std(axis=0) + np.float32(1e-3))


def _pieces(one: Example, limits: list[Limits], first: int) -> Iterator[tuple[Any, ...]]:
    """A novel's stretches that teach something: the first ends at turn `first`, so that each round cuts elsewhere."""
    cuts = sorted({0, *range(first, len(one.starts), _STRETCH), len(one.starts)})
    for start, end in pairwise(cuts):
        if not one.taught[start:end].any():
            continue
        low, high = one.ends[start], one.ends[end]
        near = one.near[:, low:high].T - low
        near = np.where((near < 0) | (near > high - low), high - low, near)
        turns = np.repeat(np.arange(end - start), np.diff(one.ends[start : end + 1]))
        rows, turn_rows = limits[0].normal(one.rows[low:high]), limits[1].normal(one.turn_rows[start:end])
        target = torch.from_numpy(one.target[low:high])
        yield rows, turn_rows, torch.from_numpy(turns), torch.from_numpy(near), target, one.weight


def _log_soft_max(scores: Any, turns: Any, count: int) -> Any:
    top = scores.new_full((count,), -1e9).scatter_reduce(0, turns, scores.detach(), "amax")
    rest = scores - top[turns]
    return rest - torch.log(scores.new_zeros(count).index_add(0, turns, torch.exp(rest)))[turns]


def _arrays(net: Net, limits: list[Limits]) -> dict[str, NDArray[np.float16]]:
    """The weights as `unpack_networks` wants them; what makes columns normal is worked into the first layer."""

    def array(tensor: Any) -> NDArray[np.float64]:
        return np.asarray(tensor.detach().double().numpy())

    bias: Any = 0.0
    made: dict[str, Any] = {}
    for name, layer, limit in (("row", net.rows, limits[0]), ("turn", net.turn_rows, limits[1])):
        weights = array(layer.weight).T / limit.spread[:, None]
        bias = bias + array(layer.bias) - limit.mean @ weights
        made |= {f"{name} weights": weights, f"{name} limits": np.stack([limit.low, limit.high])}
    made |= {"input bias": bias, "input norm": np.stack([array(net.norm[0].weight), array(net.norm[0].bias)])}
    split = len(AROUND) * _NARROW
    blocks = {
        "narrow": [array(layer.weight).T for layer in net.narrow],
        "narrow bias": [array(layer.bias) for layer in net.narrow],
        "around": [array(layer.weight)[:, :split].T.reshape(len(AROUND), _NARROW, _STATE) for layer in net.mix],
        "own": [array(layer.weight)[:, split:].T for layer in net.mix],
        "rivals": [array(layer.weight).T for layer in net.rivals],
        "bias": [array(one.bias) + array(other.bias) for one, other in zip(net.mix, net.rivals, strict=True)],
        "norm": [np.stack([array(layer.weight), array(layer.bias)]) for layer in net.norm[1:]],
    }
    made |= {name: np.stack(arrays) for name, arrays in blocks.items()} | {"output": array(net.out.weight)[0]}
    return {f"network {name}": array.astype(np.float16) for name, array in made.items()}
