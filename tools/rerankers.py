"""The weights of the reranker (ranking/reranker.py): a soft-max over each unsure turn's likeliest candidates, on top of
their chances, learned from annotated novels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pdnc
from lessons import Floats, Lesson
from numpy.typing import NDArray

from narrate.script.ranking.reranker import FEATURES, Reranker, Weights

RIDGE, STEPS = 100.0, 15


@dataclass
class Examples:
    """The unsure turns of one novel: their candidates' FEATURES, and which are right."""

    rows: list[Floats]
    right: list[Floats]


def examples(one: Lesson, found: tuple[Floats, NDArray[np.int64]]) -> Examples:
    """The turns of a novel whose right speaker is among the candidates that are looked at again."""
    reranker = Reranker(one.index, one.layout, *found)
    made = Examples([], [])
    for at in reranker.unsure():
        right = one.right[reranker.candidates(at)]
        if one.novel.labels[at] is not None and right.any():
            made.rows.append(reranker.features(at))
            made.right.append(right / right.sum())
    return made


def held_out(lessons: Sequence[Lesson], taught: Sequence[Examples]) -> list[Weights]:
    """For every novel the weights that never saw its author."""
    folds = [authors for authors in pdnc.FOLDS if any(one.novel.author in authors for one in lessons)]
    weights = [
        fit([some for one, some in zip(lessons, taught, strict=True) if one.novel.author not in authors]) for authors in folds
    ]
    return [next(w for w, authors in zip(weights, folds, strict=True) if one.novel.author in authors) for one in lessons]


def fit(taught: Sequence[Examples]) -> Weights:
    """Conditional logistic regression with a ridge, by Newton's steps."""
    rows = np.vstack([row for some in taught for row in some.rows])
    target = np.concatenate([right for some in taught for right in some.right])
    sizes = np.array([len(right) for some in taught for right in some.right])
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    means, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    inputs, known = (rows - means) / scale, rows[:, FEATURES.index("chance")]
    weights = np.zeros(len(FEATURES))
    for _ in range(STEPS):
        powers = np.exp(inputs @ weights + known)
        chance = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
        expected = np.add.reduceat(inputs * chance[:, None], starts)
        slope = inputs.T @ (chance - target) + RIDGE * weights
        curve = (inputs * chance[:, None]).T @ inputs - expected.T @ expected + RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return Weights(np.round(weights / scale, 5), np.round(means, 4))


def as_text(weights: Weights) -> str:
    """The weights as the package keeps them."""
    lines = [f"{w:.5f} {m:.4f} {name}" for w, m, name in zip(weights.factors, weights.means, FEATURES, strict=True)]
    return "# Learned by tools/train_attribution.py: weight, mean, name.\n" + "\n".join(lines) + "\n"
