"""A conversation decoded as a whole: second-order forward-backward over the turns.

State: who speaks at turn t-1 and at turn t. People alternate: adjacent paragraphs seldom have the same speaker,
and after a change it is mostly the one from two turns back. (The idea of decoding speakers as a sequence is He,
Barbosa and Kondrak's, ACL 2013, and Elson and McKeown's, AAAI 2010; the figures are learned from annotated novels.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from narrate.script.pages import Turn

WIDTH = 6
"""How many candidates a turn keeps."""
Floats = NDArray[np.float64]


def situation(turns: Sequence[Turn], quotes_close: Sequence[bool], number: int, back: int) -> str:
    """What lies between a turn and the one `back` turns before: `scene`, `open` quotation, or the distance."""
    if any(turns[n].fresh for n in range(number - back + 1, number + 1)):
        return "scene"
    gap = turns[number].paragraph - turns[number - back].paragraph
    if back == 1 and gap == 1:
        return "1" if quotes_close[number - 1] else "open"
    return str(min(gap, 4 if back == 1 else 6))


class Decoder:
    """Turn-taking as probabilities: `same` speaker as one turn ago, else `back` to the one two turns ago."""

    def __init__(self, same: Mapping[str, float], back: Mapping[str, float], trust: float = 0.8) -> None:
        """Keys are situations (for `back` two of them joined by `|`). `trust` weighs turn-taking against the ranker."""
        self.same, self.back, self.trust = same, back, trust

    def decode(
        self,
        turns: Sequence[Turn],
        quotes_close: Sequence[bool],
        people: Sequence[NDArray[np.int64]],
        chances: Sequence[Floats],
    ) -> list[Floats]:
        """The chances of each turn's candidates given the whole conversation; same shapes as `chances`."""
        count = len(turns)
        if count < 3:
            return [c.copy() for c in chances]
        kept = [np.argsort(-c, kind="stable")[:WIDTH] for c in chances]
        who = [p[k] for p, k in zip(people, kept, strict=True)]
        emit = [np.log(np.maximum(c[k], 1e-4)) for c, k in zip(chances, kept, strict=True)]
        steps = [None, self._first(turns, quotes_close, who), *(self._step(turns, quotes_close, who, n) for n in range(2, count))]
        marginals = _forward_backward(emit, steps)
        decoded = []
        for n in range(count):
            full = np.zeros(len(chances[n]))
            full[kept[n]] = marginals[n]
            decoded.append(full)
        return decoded

    def _first(self, turns: Sequence[Turn], close: Sequence[bool], who: Sequence[NDArray[np.int64]]) -> Floats:
        same = self.same.get(situation(turns, close, 1, 1), 0.3)
        stays = np.equal(who[0][:, None], who[1][None, :])
        chance: Floats = np.where(stays, same, (1 - same) / 3).astype(np.float64)
        return np.asarray(self.trust * np.log(chance), np.float64)

    def _step(self, turns: Sequence[Turn], close: Sequence[bool], who: Sequence[NDArray[np.int64]], n: int) -> Floats:
        """Log chances (two back, one back, now)."""
        one, two = situation(turns, close, n, 1), situation(turns, close, n, 2)
        same, back = self.same.get(one, 0.3), self.back.get(f"{one}|{two}", 0.4)
        a, b, c = who[n - 2][:, None, None], who[n - 1][None, :, None], who[n][None, None, :]
        chance = np.full(np.broadcast_shapes(a.shape, b.shape, c.shape), (1 - same) * (1 - back) / 3)
        chance = np.where((a == c) & (a != b), (1 - same) * back, chance)
        chance = np.where((a == b) & (b != c), (1 - same) / 3, chance)
        chance = np.where(b == c, same, chance)
        return np.asarray(self.trust * np.log(np.maximum(chance, 1e-9)), np.float64)


def _forward_backward(emit: Sequence[Floats], steps: Sequence[Floats | None]) -> list[Floats]:
    count = len(emit)
    first = steps[1]
    assert first is not None
    ahead: list[Floats] = [np.zeros((0, 0)), emit[0][:, None] + first + emit[1][None, :]]
    for n in range(2, count):
        step = steps[n]
        assert step is not None
        now = _log_sum(ahead[n - 1][:, :, None] + step, 0) + emit[n][None, :]
        ahead.append(now - now.max())
    behind = np.zeros_like(ahead[count - 1])
    marginals: list[Floats] = [np.zeros(0)] * count
    for n in range(count - 1, 0, -1):
        joint = ahead[n] + behind
        joint = np.exp(joint - joint.max())
        joint /= joint.sum()
        marginals[n] = joint.sum(axis=0)
        if n == 1:
            marginals[0] = joint.sum(axis=1)
        else:
            step = steps[n]
            assert step is not None
            behind = _log_sum(step + (emit[n][None, :] + behind)[None, :, :], 2)
            behind -= behind.max()
    return marginals


def _log_sum(values: Floats, axis: int) -> Floats:
    top = values.max(axis=axis, keepdims=True)
    total: Floats = (top + np.log(np.exp(values - top).sum(axis=axis, keepdims=True))).squeeze(axis)
    return total
