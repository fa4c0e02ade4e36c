"""Learn the weights of the attribution ranker from annotated novels: the same data give the same bytes.

    python tools/train_attribution.py ../shared/pdnc                        writes src/narrate/script/words/ranker.npz
    python tools/train_attribution.py ../shared/pdnc --cross out/scripts    writes instead what weights that never saw a
                                                                            novel's author say of it, NOVEL.json each;
                                                                            with --out FILE the weights as well

Books beside the novels that nobody annotated (../shared/litbank) are learned from by their own tags (see masked.py).
Needs the extra `train` (LightGBM, PyTorch). Nothing of the novels but weights ends up in the file.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from dataclasses import dataclass, replace
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import lightgbm
import masked
import networks
import numpy as np
import pdnc
from numpy.typing import NDArray

from narrate.script import as_json
from narrate.script.lines import script_of
from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.choice import chosen_people
from narrate.script.ranking.features import FeatureTable, feature_table
from narrate.script.ranking.layout import Layout, continuity_matrix, layout_of, returning_rows, rows_of, soft_max, turn_rows_of
from narrate.script.ranking.network import unpack_networks
from narrate.script.ranking.ranker import FIRST_TRUST, SECOND_TRUST, blended, decode, network_scores, sequence_rows, unpack
from narrate.script.ranking.trees import trees_of

OUT = Path(__file__).parent.parent / "src/narrate/script/words/ranker.npz"
SETTINGS: list[dict[str, Any]] = [
    {"rounds": 150, "learning_rate": 0.1, "feature_fraction": 0.6, "seed": 1},
    {"rounds": 250, "learning_rate": 0.06, "feature_fraction": 0.4, "seed": 2},
]
"""Two forests that look at different features, averaged."""
LEAVES = 31
ONLY_HALF = 0.5
MASKED_WEIGHT = 0.5
"""Of a turn whose tag was hidden, against 1 for an annotated one: it stands where an author thought a tag was needed."""
SAME_BYTES: dict[str, Any] = {
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
STAYING: dict[str, Any] = {"rounds": 150, "learning_rate": 0.05, "feature_fraction": 0.6, "seed": 1}
STAYING_LEAVES = 15
Floats = NDArray[np.float64]
Found = tuple[Floats, NDArray[np.int64]]
"""The decoded chance of every row, and the chosen row of every turn."""


@dataclass
class Lesson:
    """A novel with its rows and, for each row, whether the candidate is the gold speaker's main person."""

    novel: pdnc.Novel
    index: DialogueIndex
    table: FeatureTable
    rows: NDArray[np.float32]
    staying: NDArray[np.float32]
    right: Floats
    layout: Layout
    weight: float = 1.0

    @property
    def starts(self) -> NDArray[np.int64]:
        return self.layout.starts

    @property
    def people(self) -> NDArray[np.int64]:
        return self.layout.people


def lesson(folder: Path) -> Lesson:
    """Study one annotated novel."""
    return _studied(pdnc.load(folder))


def masked_lesson(path: Path) -> Lesson:
    """Study a novel's folder, or a book nobody annotated, with half of its tags hidden; of the books only those turns count."""
    novel = pdnc.load(path) if path.is_dir() else masked.load(path)
    hidden = masked.hide(novel)
    one = _studied(novel)
    counts = {
        n
        for n, label in enumerate(novel.labels)
        if n in hidden or (path.is_dir() and novel.analysis.context.spoken_tag(n) is None)
    }
    one.right *= np.isin(one.table.turns, sorted(counts))
    one.weight = MASKED_WEIGHT
    return one


def _studied(novel: pdnc.Novel) -> Lesson:
    rules = [(v.person, v.confidence) if v else None for v in novel.analysis.verdicts]
    index = DialogueIndex(novel.analysis.context, rules, {})
    table = feature_table(index)
    layout = layout_of(index, table)
    return Lesson(novel, index, table, rows_of(table), continuity_matrix(index, layout), _right(novel, table), layout)


def _right(novel: pdnc.Novel, table: FeatureTable) -> Floats:
    """A common noun ("the girl") is no right answer where the gold character has a name that speaks far more often."""
    talk = Counter(k for k in novel.analysis.context.named_speakers() if k is not None)
    people = novel.analysis.context.roster.people
    main: dict[str, int] = {}
    for number, gold in novel.gold_of.items():
        rank = (talk[number], not people[number].nominal)
        if gold not in main or rank > (talk[main[gold]], not people[main[gold]].nominal):
            main[gold] = number
    aside = {n for n, g in novel.gold_of.items() if n != main[g] and people[n].nominal and talk[n] < ONLY_HALF * talk[main[g]]}
    pairs = zip(table.turns, table.people, strict=True)
    return np.array(
        [float(novel.labels[t] is not None and novel.gold_of.get(p) == novel.labels[t] and p not in aside) for t, p in pairs]
    )


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
    made: dict[str, NDArray[Any]] = {
        "feature": np.zeros((len(trees), leaves - 1), np.int16),
        "threshold": np.full((len(trees), leaves - 1), np.inf, np.float32),
        "lost": np.zeros((len(trees), leaves - 1), np.int32),
        "value": np.zeros((len(trees), leaves), np.float32),
    }
    for number, tree in enumerate(trees):
        nodes: list[tuple[int, np.float32, int]] = []
        values: list[float] = []
        _walk(tree, nodes, values)
        for at, (feature, threshold, lost) in enumerate(nodes):
            made["feature"][number, at], made["threshold"][number, at], made["lost"][number, at] = feature, threshold, lost
        made["value"][number, : len(values)] = np.array(values) / len(boosters)
    return made


def _walk(node: dict[str, Any], nodes: list[tuple[int, np.float32, int]], values: list[float]) -> int:
    """Note the nodes and the leaves from left to right; a bit for each leaf under this node."""
    if "leaf_value" in node:
        values.append(node["leaf_value"])
        return 1 << (len(values) - 1)
    lost = _walk(node["left_child"], nodes, values)
    # rows are 32-bit: a threshold between two of them must stay below the upper one
    low = np.float32(node["threshold"])
    nodes.append(
        (node["split_feature"], low if float(low) <= node["threshold"] else np.nextafter(low, np.float32(-np.inf)), lost)
    )
    return lost | _walk(node["right_child"], nodes, values)


def grow_staying(lessons: list[Lesson]) -> lightgbm.Booster:
    """Trees for whether a speaker stays, from pairs of annotated turns."""
    rows, same = [], []
    for one in lessons:
        labels = one.novel.labels
        pairs = [n for n in range(1, len(labels)) if labels[n] is not None and labels[n - 1] is not None]
        rows.append(one.staying[pairs])
        same += [float(labels[n] == labels[n - 1]) for n in pairs]
    return _binary(rows, same)


def grow_returning(lessons: list[Lesson]) -> lightgbm.Booster:
    """Trees for whether, after a change of speaker, the one of two turns ago comes back."""
    rows, same = [], []
    for one in lessons:
        triples = _changes(one.novel.labels)
        rows.append(returning_rows(one.staying)[triples])
        same += [float(one.novel.labels[n] == one.novel.labels[n - 2]) for n in triples]
    return _binary(rows, same)


def _changes(labels: list[str | None]) -> list[int]:
    """The annotated turns, after two others, whose speakers change twice."""
    return [n for n in range(2, len(labels)) if None not in labels[n - 2 : n + 1] and labels[n] != labels[n - 1] != labels[n - 2]]


def _binary(rows: list[NDArray[np.float32]], same: list[float]) -> lightgbm.Booster:
    more = {k: v for k, v in STAYING.items() if k != "rounds"}
    settings = {"objective": "binary", "boost_from_average": False, "num_leaves": STAYING_LEAVES, "min_data_in_leaf": 40}
    data = lightgbm.Dataset(np.vstack(rows), label=np.array(same))
    return lightgbm.train({**settings, **SAME_BYTES, **more}, data, num_boost_round=int(STAYING["rounds"]))


def with_stays(lessons: list[Lesson]) -> None:
    """Fill in how likely speakers are to stay and to come back, by trees that never saw a novel's author."""
    for authors in pdnc.FOLDS:
        train = [one for one in lessons if one.weight == 1 and one.novel.author not in authors]
        if not train:
            continue
        staying, returning = (trees_of(pack([learn(train)])) for learn in (grow_staying, grow_returning))
        for one in lessons:
            if one.novel.author in authors:
                returns = returning.score(returning_rows(one.staying))
                one.layout = replace(one.layout, stays=staying.score(one.staying), returns=returns)


def example(one: Lesson) -> networks.Example:
    """A lesson as the networks learn from it."""
    counts = np.diff(np.append(one.starts, len(one.right)))
    shares = one.right / np.repeat(np.maximum(np.add.reduceat(one.right, one.starts), 1.0), counts)
    turn_rows, runs = turn_rows_of(one.staying, one.layout), one.layout.runs
    return networks.Example(one.rows, turn_rows, one.starts, one.people, runs, shares.astype(np.float32), one.weight)


_shared: dict[str, Any] = {}


def held_out_tree_scores(lessons: list[Lesson], columns: list[NDArray[np.float32]]) -> list[Floats]:
    """Scores of every novel by trees that never saw its author."""
    _shared.update(lessons=lessons, columns=columns)
    folds = _folds(lessons)
    with Pool(2) as pool:
        grown = pool.map(_grown_without, folds, chunksize=1)
    trees = [trees_of(arrays) for arrays in grown]
    return [trees[_fold(folds, one)].score(rows) for one, rows in zip(lessons, columns, strict=True)]


def held_out_network_scores(lessons: list[Lesson]) -> list[NDArray[np.float32]]:
    """Scores of every novel by networks that never saw its author."""
    _shared.update(lessons=lessons)
    folds = _folds(lessons)
    jobs = [(authors, seed) for authors in folds for seed in range(networks.NETWORKS)]
    with Pool(2) as pool:
        learned = pool.starmap(_learned_without, jobs, chunksize=1)
    groups = [learned[at : at + networks.NETWORKS] for at in range(0, len(learned), networks.NETWORKS)]
    nets = [unpack_networks(stacked(group)) for group in groups]
    return [
        network_scores(nets[_fold(folds, one)], one.rows, turn_rows_of(one.staying, one.layout), one.layout) for one in lessons
    ]


def _folds(lessons: list[Lesson]) -> list[set[str]]:
    return [authors for authors in pdnc.FOLDS if any(one.novel.author in authors for one in lessons)]


def _fold(folds: list[set[str]], one: Lesson) -> int:
    return next(n for n, authors in enumerate(folds) if one.novel.author in authors)


def _grown_without(authors: set[str]) -> dict[str, NDArray[Any]]:
    keep = [i for i, one in enumerate(_shared["lessons"]) if one.novel.author not in authors][: _shared.get("most")]
    return pack(grow([_shared["columns"][i] for i in keep], [_shared["lessons"][i] for i in keep]))


def _learned_without(authors: set[str], seed: int) -> dict[str, NDArray[Any]]:
    return networks.learn([example(one) for one in _shared["lessons"] if one.novel.author not in authors], seed)


def stacked(nets: list[dict[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
    """The arrays of several networks as those of one file."""
    return {name: np.stack([net[name] for net in nets]) for name in nets[0]}


def curve(lessons: list[Lesson]) -> None:
    """Print how many turns of a novel are right, by how many novels were learned from: first look, never the novel's author."""
    annotated = [one for one in lessons if one.weight == 1]
    annotated.sort(key=lambda one: zlib.crc32(one.novel.name.encode()))
    print("| learned from | turns right, mean over novels |\n|---|---|")
    for most, told in ((2, "2 novels"), (4, "4"), (8, "8"), (None, "all others, 10 to 15")):
        _shared["most"] = most
        print(f"| {told} | {_right_turns(annotated):.3f} |", flush=True)
    _shared["most"] = None
    print(f"| and the hidden tags of those and of the books | {_right_turns(lessons):.3f} |")


def _right_turns(lessons: list[Lesson]) -> float:
    shares = []
    for one, scores in zip(lessons, held_out_tree_scores(lessons, [one.rows for one in lessons]), strict=True):
        if one.weight == 1:
            _, chosen = decode(FIRST_TRUST, scores, one.layout)
            known = [turn for turn, label in enumerate(one.novel.labels) if label is not None]
            right = [one.novel.gold_of.get(int(one.people[chosen[turn]])) == one.novel.labels[turn] for turn in known]
            shares.append(np.mean(right))
    return float(np.mean(shares))


def sureness(lessons: list[Lesson], found: list[Found], bins: int = 20) -> tuple[Floats, Floats]:
    """How often a choice of a given chance is right, on novels whose author was not seen; never falling."""
    seen: list[tuple[float, float]] = []
    for one, (chances, chosen) in zip(lessons, found, strict=True):
        for turn, at in enumerate(chosen):
            label = one.novel.labels[turn]
            if label is not None:
                seen.append((float(chances[at]), float(one.novel.gold_of.get(int(one.people[at])) == label)))
    seen.sort()
    groups = np.array_split(np.array(seen), bins)
    chance = np.array([group[:, 0].mean() for group in groups])
    right: Floats = np.maximum.accumulate([group[:, 1].mean() for group in groups], dtype=np.float64)
    return np.round(chance, 4), np.round(right, 4)


def grown(lessons: list[Lesson], columns: list[NDArray[np.float32]], both: list[NDArray[np.float32]]) -> dict[str, NDArray[Any]]:
    """Everything that is learned from all lessons at once, as named arrays."""
    _shared.update(lessons=lessons)
    with Pool(2) as pool:
        made = stacked(pool.starmap(_learned_without, [(set(), seed) for seed in range(networks.NETWORKS)], chunksize=1))
    for look, rows in (("first", columns), ("second", both)):
        made |= {f"{look} {name}": array for name, array in pack(grow(rows, lessons)).items()}
    annotated = [one for one in lessons if one.weight == 1]
    for what, trees in (("staying", grow_staying(annotated)), ("returning", grow_returning(annotated))):
        made |= {f"{what} {name}": array for name, array in pack([trees]).items()}
    return made


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("novels", type=Path)
    words.add_argument("--books", type=Path, help="books to learn from by their tags alone (default: litbank beside the novels)")
    words.add_argument("--out", type=Path, help="where the weights go (default: into the package, with --cross nowhere)")
    words.add_argument("--cross", type=Path, help="write cross-validated scripts into this folder")
    words.add_argument("--curve", action="store_true", help="print instead how accuracy grows with the novels learned from")
    asked = words.parse_args()
    folders = sorted(p for p in asked.novels.iterdir() if p.is_dir())
    books = sorted((asked.books or asked.novels.parent / "litbank").glob("*.txt"))
    with Pool(2) as pool:
        annotated = pool.map(lesson, folders, chunksize=1)
        lessons = annotated + pool.map(masked_lesson, [*folders, *books], chunksize=1)
    with_stays(lessons)
    if asked.curve:
        curve(lessons)
        return
    columns = [one.rows for one in lessons]
    first = [
        decode(FIRST_TRUST, scores, one.layout)
        for one, scores in zip(lessons, held_out_tree_scores(lessons, columns), strict=True)
    ]
    more = [sequence_rows(one.index, one.table, chances) for one, (chances, _) in zip(lessons, first, strict=True)]
    both = [np.hstack([a, b]) for a, b in zip(columns, more, strict=True)]
    scores = map(blended, held_out_tree_scores(lessons, both), held_out_network_scores(lessons))
    found = [decode(SECOND_TRUST, score, one.layout) for one, score in zip(annotated, scores, strict=False)]
    sure = sureness(annotated, found)
    if asked.cross:
        asked.cross.mkdir(parents=True, exist_ok=True)
        for one, (chances, chosen) in zip(annotated, found, strict=True):
            best = chosen_people(one.index, one.layout, chances, chosen, sure)
            made = as_json(script_of(one.novel.book, one.novel.analysis, best))
            (asked.cross / f"{one.novel.name}.json").write_text(json.dumps(made), encoding="utf-8")
        if not asked.out:
            return
    out: Path = asked.out or OUT
    arrays = grown(lessons, columns, both) | {"sure chance": sure[0], "sure right": sure[1]}
    np.savez_compressed(out, allow_pickle=False, **arrays)
    unpack(arrays)
    print(f"{out}: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
