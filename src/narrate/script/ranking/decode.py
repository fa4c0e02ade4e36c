"""A conversation decoded as a whole: second-order forward-backward over the turns.

State: who speaks at turn t-1 and at turn t. People alternate: adjacent paragraphs seldom have the same speaker,
and after a change it is mostly the one from two turns back. (The idea of decoding speakers as a sequence is He,
Barbosa and Kondrak's, ACL 2013, and Elson and McKeown's, AAAI 2010; the figures are learned from annotated novels.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDTH = 6
"""How many candidates a turn keeps."""
_SELDOM = 0.01
"""No chance that a speaker stays is taken for smaller, or for that much nearer to certain."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Decoded:
    """`chances` per turn and candidate, in the shapes that went in; `path` holds each turn's place in the likeliest
    conversation as a whole, which keeps neighbours from both being given to the same person."""

    chances: list[Floats]
    path: list[int]


class Decoder:
    """Turn-taking as probabilities: whether the speaker of one turn ago stays (see continuity.py), else whether the one of two
    turns ago comes back."""

    def __init__(self, trust: tuple[float, float]) -> None:
        """`trust` weighs staying and coming back against the ranker."""
        self.trust = trust

    def decode(
        self,
        people: Sequence[NDArray[np.int64]],
        chances: Sequence[Floats],
        stays: Floats,
        returns: Floats,
    ) -> Decoded:
        """Each turn's candidates weighed in view of the whole conversation. `stays` holds, turn by turn, the chance that whoever
        spoke before goes on; `returns` the chance that, if not, whoever spoke before them comes back."""
        if len(people) < 3:
            return Decoded([c.copy() for c in chances], [int(np.argmax(c)) for c in chances])
        beams = [np.argsort(-c, kind="stable")[:WIDTH] for c in chances]
        who = [p[k] for p, k in zip(people, beams, strict=True)]
        emit = [np.log(np.maximum(c[k], 1e-4)) for c, k in zip(chances, beams, strict=True)]
        odds, back = (np.clip(chance, _SELDOM, 1 - _SELDOM) for chance in (stays, returns))
        steps = [self._first(who, odds[1]), *(self._step(who, n, odds[n], back[n]) for n in range(2, len(people)))]
        decoded = []
        for full, keep, marginal in zip(chances, beams, _forward_backward(emit, steps), strict=True):
            spread = np.zeros(len(full))
            spread[keep] = marginal
            decoded.append(spread)
        return Decoded(decoded, [int(keep[at]) for keep, at in zip(beams, _best_path(emit, steps), strict=True)])

    def _first(self, who: Sequence[NDArray[np.int64]], same: float) -> Floats:
        stays = who[0][:, None] == who[1][None, :]
        chance = np.where(stays, np.log(same), np.log((1 - same) / 3))
        return np.asarray(np.multiply(self.trust[0], chance), np.float64)

    def _step(self, who: Sequence[NDArray[np.int64]], n: int, same: float, back: float) -> Floats:
        """Log chances (two back, one back, now)."""
        a, b, c = who[n - 2][:, None, None], who[n - 1][None, :, None], who[n][None, None, :]
        changed = np.where(a == b, 1 / 3, np.where(a == c, back, (1 - back) / 3))
        stay, trust_back = self.trust
        steps = np.where(b == c, stay * np.log(same), stay * np.log(1 - same) + trust_back * np.log(changed))
        return np.asarray(steps, np.float64)


def _forward_backward(emit: Sequence[Floats], steps: Sequence[Floats]) -> list[Floats]:
    """Marginal chances of each turn; `steps[n]` is the way into turn n + 1."""
    count = len(emit)
    ahead: list[Floats] = [np.zeros((0, 0)), emit[0][:, None] + steps[0] + emit[1][None, :]]
    for n in range(2, count):
        now = _log_sum(ahead[n - 1][:, :, None] + steps[n - 1], 0) + emit[n][None, :]
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
            behind = _log_sum(steps[n - 1] + (emit[n][None, :] + behind)[None, :, :], 2)
            behind -= behind.max()
    return marginals


def _best_path(emit: Sequence[Floats], steps: Sequence[Floats]) -> list[int]:
    """The likeliest sequence of speakers as a whole (Viterbi)."""
    best = emit[0][:, None] + steps[0] + emit[1][None, :]
    came: list[NDArray[np.intp]] = []
    for n in range(2, len(emit)):
        ways = best[:, :, None] + steps[n - 1]
        came.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + emit[n][None, :]
    before, now = np.unravel_index(int(best.argmax()), best.shape)
    path = [int(now), int(before)]
    for back in reversed(came):
        path.append(int(back[path[-1], path[-2]]))
    return path[::-1]


def _log_sum(values: Floats, axis: int) -> Floats:
    top = values.max(axis=axis, keepdims=True)
    total: Floats = (top + np.log(np.exp(values - top).sum(axis=axis, keepdims=True))).squeeze(axis)
    return total
