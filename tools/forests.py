"""Boosted trees by LightGBM, grown so that the same data give the same bytes, and packed as the arrays of `Trees`."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import lightgbm
import numpy as np
import pdnc
from lessons import Lesson
from numpy.typing import NDArray

from narrate.script.ranking.layout import alternation_rows, soft_max
from narrate.script.ranking.trees import trees_of

SETTINGS: list[dict[str, Any]] = [
    {"rounds": 150, "learning_rate": 0.1, "feature_fraction": 0.6, "seed": 1},
    {"rounds": 250, "learning_rate": 0.06, "feature_fraction": 0.4, "seed": 2},
]
"""Two forests that look at different features, averaged."""
LEAVES = 31
SAME_BYTES: dict[str, Any] = {
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
_NODES: dict[str, type[np.integer[Any]]] = {"question": np.int16, "left": np.int8, "right": np.int8}
CONTINUITY: dict[str, Any] = {"rounds": 150, "learning_rate": 0.05, "feature_fraction": 0.6, "seed": 1}
CONTINUITY_LEAVES = 15
Floats = NDArray[np.float64]


def grow(columns: list[NDArray[np.float32]], lessons: list[Lesson]) -> list[lightgbm.Booster]:
    """Trees for these columns of these novels, by the gradient of a soft-max over each turn's candidates."""
    rows, right, starts, weights, offset = [], [], [], [], 0
    for column, one in zip(columns, lessons, strict=True):
        counts = np.diff(np.append(one.starts, len(one.right)))
        known = np.add.reduceat(one.right, one.starts) > 0
        keep = np.repeat(known, counts)
        rows.append(column[keep])
        right.append(one.right[keep])
        weights.append(np.full(int(keep.sum()), one.weight))
        sizes = counts[known]
        starts.append(offset + np.r_[0, np.cumsum(sizes)[:-1]])
        offset += int(sizes.sum())
    every, weight, at = np.concatenate(right), np.concatenate(weights), np.concatenate(starts).astype(np.int64)
    counts = np.diff(np.append(at, len(every)))
    target = every / np.repeat(np.add.reduceat(every, at), counts)

    def gradient(scores: Floats, _: object) -> tuple[Floats, Floats]:
        chance = soft_max(scores, at)
        return weight * (chance - target), weight * np.maximum(chance * (1 - chance), 1e-3)

    boosters = []
    for settings in SETTINGS:
        more = {k: v for k, v in settings.items() if k != "rounds"}
        data = lightgbm.Dataset(np.vstack(rows), label=every)
        boosters.append(
            lightgbm.train(
                {
                    "objective": gradient,
                    "num_leaves": LEAVES,
                    "min_data_in_leaf": 40,
                    "lambda_l2": 2.0,
                    "max_bin": 127,
                    **SAME_BYTES,
                    **more,
                },
                data,
                num_boost_round=settings["rounds"],
            )
        )
    return boosters


def pack(boosters: list[lightgbm.Booster]) -> dict[str, NDArray[Any]]:
    """Boosters as the arrays of `Trees`; their values are divided by the number of boosters, so that the sum is their mean."""
    trees = [tree["tree_structure"] for booster in boosters for tree in booster.dump_model()["tree_info"]]
    leaves = max(tree.count('"leaf_value"') for tree in map(json.dumps, trees))
    asked: dict[tuple[int, np.float32], list[tuple[int, int]]] = {}
    made: dict[str, NDArray[Any]] = {
        **{name: np.zeros((len(trees), leaves - 1), kind) for name, kind in _NODES.items()},
        "value": np.zeros((len(trees), leaves), np.float32),
    }
    for number, tree in enumerate(trees):
        nodes: list[tuple[int, np.float32, int, int]] = []
        values: list[float] = []
        _walk(tree, nodes, values)
        for at, (feature, threshold, left, right) in enumerate(nodes):
            asked.setdefault((feature, threshold), []).append((number, at))
            made["left"][number, at], made["right"][number, at] = left, right
        made["value"][number, : len(values)] = np.array(values) / len(boosters)
    for question, places in enumerate(asked[key] for key in sorted(asked)):
        made["question"][tuple(zip(*places, strict=True))] = question
    features, thresholds = zip(*sorted(asked), strict=True)
    return made | {"feature": np.array(features, np.int16), "threshold": np.array(thresholds, np.float32)}


def _walk(node: dict[str, Any], nodes: list[tuple[int, np.float32, int, int]], values: list[float]) -> None:
    """Note the leaves from left to right, and the nodes, each before those under it: what it asks, and the first leaf of either
    side."""
    if "leaf_value" in node:
        values.append(node["leaf_value"])
        return
    # rows are 32-bit: a threshold between two of them must stay below the upper one
    low = np.float32(node["threshold"])
    threshold = low if float(low) <= node["threshold"] else np.nextafter(low, np.float32(-np.inf))
    at, left = len(nodes), len(values)
    nodes.append((node["split_feature"], threshold, left, 0))
    _walk(node["left_child"], nodes, values)
    nodes[at] = (*nodes[at][:3], len(values))
    _walk(node["right_child"], nodes, values)


def grow_continuity(lessons: list[Lesson]) -> lightgbm.Booster:
    """Trees for whether a speaker stays, from pairs of annotated turns."""
    rows, same = [], []
    for one in lessons:
        labels = one.novel.labels
        pairs = [n for n in range(1, len(labels)) if labels[n] is not None and labels[n - 1] is not None]
        rows.append(one.continuity[pairs])
        same += [float(labels[n] == labels[n - 1]) for n in pairs]
    return _binary(rows, same)


def grow_alternation(lessons: list[Lesson]) -> lightgbm.Booster:
    """Trees for whether, after a change of speaker, the one of two turns ago comes back."""
    rows, same = [], []
    for one in lessons:
        triples = _changes(one.novel.labels)
        rows.append(alternation_rows(one.continuity)[triples])
        same += [float(one.novel.labels[n] == one.novel.labels[n - 2]) for n in triples]
    return _binary(rows, same)


def _changes(labels: list[str | None]) -> list[int]:
    """The annotated turns, after two others, whose speakers change twice."""
    return [n for n in range(2, len(labels)) if None not in labels[n - 2 : n + 1] and labels[n] != labels[n - 1] != labels[n - 2]]


def _binary(rows: list[NDArray[np.float32]], same: list[float]) -> lightgbm.Booster:
    more = {k: v for k, v in CONTINUITY.items() if k != "rounds"}
    settings = {"objective": "binary", "boost_from_average": False, "num_leaves": CONTINUITY_LEAVES, "min_data_in_leaf": 40}
    data = lightgbm.Dataset(np.vstack(rows), label=np.array(same))
    return lightgbm.train({**settings, **SAME_BYTES, **more}, data, num_boost_round=int(CONTINUITY["rounds"]))


def with_continuity(lessons: list[Lesson]) -> None:
    """Fill in how likely speakers are to stay and to come back, by trees that never saw a novel's author."""
    for authors in pdnc.FOLDS:
        train = [one for one in lessons if one.weight == 1 and one.novel.author not in authors]
        if not train:
            continue
        continuity, alternation = (trees_of(pack([learn(train)])) for learn in (grow_continuity, grow_alternation))
        for one in lessons:
            if one.novel.author in authors:
                returns = alternation.score(alternation_rows(one.continuity))
                one.layout = replace(one.layout, stays=continuity.score(one.continuity), returns=returns)
