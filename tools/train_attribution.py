"""Learn the weights of the attribution ranker from annotated novels: the same data give the same bytes.

    python tools/train_attribution.py ../shared/pdnc                        writes ranker.npz and reranker.txt into
                                                                            src/narrate/script/words
    python tools/train_attribution.py ../shared/pdnc --cross out/scripts    writes instead what weights that never saw a
                                                                            novel's author say of it, NOVEL.json each;
                                                                            with --out FILE the weights as well
    python tools/train_attribution.py ../shared/pdnc --stories              learns the networks for short stories alone anew
    python tools/train_attribution.py ../shared/pdnc --scores FILE          keeps the ranker's held-out scores; if FILE is
                                                                            there, only the reranker is learned anew

Books beside the novels that nobody annotated (../shared/litbank) are learned from by their own tags (see masked.py); for short
stories the novels are cut to pieces, and tools/scenes is learned from (see stories.py).
Needs the extra `train` (LightGBM, PyTorch). Nothing of the novels but weights ends up in the file.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from dataclasses import replace
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import networks
import numpy as np
import pdnc
import rerankers
import stories
from forests import grow, grow_alternation, grow_continuity, pack, with_continuity
from lessons import Floats, Lesson, lesson, masked_lesson
from numpy.typing import NDArray

from narrate.script import as_json
from narrate.script.attribute import finished
from narrate.script.corrections import Corrections
from narrate.script.ranking.choice import KINDS, Confidence, chosen_people, kind_of
from narrate.script.ranking.habits import habit_scores
from narrate.script.ranking.layout import alternation_rows, turn_rows_of
from narrate.script.ranking.network import unpack_networks
from narrate.script.ranking.ranker import (
    FIRST_TRUST,
    NETWORKS,
    SECOND_TRUST,
    blended,
    decode,
    load,
    network_scores,
    reranked,
    sequence_rows,
    unpack,
)
from narrate.script.ranking.reranker import MODEL, Weights
from narrate.script.ranking.trees import trees_of

OUT = Path(__file__).parent.parent / "src/narrate/script/words/ranker.npz"
Found = tuple[Floats, NDArray[np.int64]]
"""The decoded chance of every row, and the chosen row of every turn."""


def example(one: Lesson) -> networks.Example:
    """A lesson as the networks learn from it."""
    counts = np.diff(np.append(one.starts, len(one.right)))
    shares = one.right / np.repeat(np.maximum(np.add.reduceat(one.right, one.starts), 1.0), counts)
    turn_rows, runs = turn_rows_of(one.continuity, one.layout), one.layout.runs
    return networks.Example(
        rows=one.rows,
        turn_rows=turn_rows,
        starts=one.starts,
        people=one.people,
        runs=runs,
        target=shares.astype(np.float32),
        weight=one.weight,
    )


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
    jobs = [(authors, seed) for authors in folds for seed in range(NETWORKS)]
    with Pool(2) as pool:
        learned = pool.starmap(_learned_without, jobs, chunksize=1)
    groups = [learned[at : at + NETWORKS] for at in range(0, len(learned), NETWORKS)]
    nets = [unpack_networks(stacked(group)) for group in groups]
    return [
        network_scores(nets[_fold(folds, one)], one.rows, turn_rows_of(one.continuity, one.layout), one.layout) for one in lessons
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


def story_lessons(folders: list[Path]) -> list[Lesson]:
    """Pieces of the novels, and the scenes, which have an author of their own: the package's trees tell who stays there."""
    with Pool(2) as pool:
        pieces = [piece for found in pool.map(stories.pieces, folders, chunksize=1) for piece in found]
        scenes = pool.map(stories.scene, sorted(stories.LEARNED.glob("*.txt")))
    with_continuity(pieces)
    ranker = load()
    for one in scenes:
        returns = ranker.alternation.score(alternation_rows(one.continuity))
        one.layout = replace(one.layout, stays=ranker.continuity.score(one.continuity), returns=returns)
    return pieces + scenes


def with_story_networks(arrays: dict[str, NDArray[Any]], folders: list[Path]) -> dict[str, NDArray[Any]]:
    """The arrays of a ranker, its networks for short stories learned anew."""
    _shared.update(lessons=story_lessons(folders))
    with Pool(2) as pool:
        jobs = [(set[str](), seed) for seed in range(networks.STORY_NETWORKS)]
        learned = stacked(pool.starmap(_learned_without, jobs, chunksize=1))
    return arrays | {name: np.concatenate([arrays[name][:NETWORKS], array]) for name, array in learned.items()}


def curve(lessons: list[Lesson]) -> None:
    """Print how many turns of a novel are right, by how many novels were learned from: first pass, never the novel's author."""
    annotated = [one for one in lessons if one.weight == 1]
    annotated.sort(key=lambda one: zlib.crc32(one.novel.name.encode()))
    print("| learned from | turns right, mean over novels |\n|---|---|")
    for most, label in ((2, "2 novels"), (4, "4"), (8, "8"), (None, "all others, 10 to 15")):
        _shared["most"] = most
        print(f"| {label} | {_right_turns(annotated):.3f} |", flush=True)
    _shared["most"] = None
    print(f"| and the hidden tags of those and of the books | {_right_turns(lessons):.3f} |")


def _right_turns(lessons: list[Lesson]) -> float:
    shares = []
    for one, scores in zip(lessons, held_out_tree_scores(lessons, [one.rows for one in lessons]), strict=True):
        if one.weight == 1:
            _, chosen = decode(FIRST_TRUST, scores, one.layout)
            shares.append(_share_right(one, chosen))
    return float(np.mean(shares))


def _share_right(one: Lesson, chosen: NDArray[np.int64]) -> float:
    """Of the annotated turns, by the rows chosen."""
    known = [turn for turn, label in enumerate(one.novel.labels) if label is not None]
    return float(np.mean([one.novel.gold_of.get(int(one.people[chosen[turn]])) == one.novel.labels[turn] for turn in known]))


def calibration(lessons: list[Lesson], found: list[Found], bins: int = 20) -> Confidence:
    """How often a choice of a given kind and chance is right, on novels whose author was not seen; never falling. A person
    has but one voice, and a voice is but one person's."""
    seen: list[list[tuple[float, float]]] = [[] for _ in KINDS]
    for one, (chances, chosen) in zip(lessons, found, strict=True):
        labels = one.novel.labels
        known = [(turn, label, int(one.people[at])) for turn, (at, label) in enumerate(zip(chosen, labels, strict=True)) if label]
        counts = Counter((label, person) for _, label, person in known)
        voice_of, owner_of = dict[str, int](), dict[int, str]()
        for label, person in sorted(counts, key=lambda pair: (counts[pair], pair)):  # the last, of whom there is most, stays
            voice_of[label], owner_of[person] = person, label
        for turn, label, person in known:
            own = voice_of[label] == person and owner_of[person] == label
            seen[kind_of(one.index, turn, person)].append((float(chances[chosen[turn]]), float(own)))
    groups = [np.array_split(np.array(sorted(pairs)), bins) for pairs in seen]
    chance = np.array([[group[:, 0].mean() for group in kind] for kind in groups])
    right = np.array([[group[:, 1].mean() for group in kind] for kind in groups])
    return Confidence(chance.round(4), np.maximum.accumulate(right, axis=1).round(4))


def grown(lessons: list[Lesson], columns: list[NDArray[np.float32]], both: list[NDArray[np.float32]]) -> dict[str, NDArray[Any]]:
    """Everything that is learned from all lessons at once, as named arrays."""
    _shared.update(lessons=lessons)
    with Pool(2) as pool:
        made = stacked(pool.starmap(_learned_without, [(set(), seed) for seed in range(NETWORKS)], chunksize=1))
    for which, rows in (("first", columns), ("second", both)):
        made |= {f"{which} {name}": array for name, array in pack(grow(rows, lessons)).items()}
    annotated = [one for one in lessons if one.weight == 1]
    for what, trees in (("continuity", grow_continuity(annotated)), ("alternation", grow_alternation(annotated))):
        made |= {f"{what} {name}": array for name, array in pack([trees]).items()}
    return made


def held_out_scores(lessons: list[Lesson]) -> tuple[list[Floats], list[NDArray[np.float32]]]:
    """The ranker's score of every row by weights that never saw the author, and the second trees' columns."""
    columns = [one.rows for one in lessons]
    first = [
        decode(FIRST_TRUST, scores, one.layout)
        for one, scores in zip(lessons, held_out_tree_scores(lessons, columns), strict=True)
    ]
    more = [sequence_rows(one.index, one.table, chances) for one, (chances, _) in zip(lessons, first, strict=True)]
    both = [np.hstack([a, b]) for a, b in zip(columns, more, strict=True)]
    return list(map(blended, held_out_tree_scores(lessons, both), held_out_network_scores(lessons))), both


def with_reranker(annotated: list[Lesson], scores: list[Floats]) -> tuple[list[Found], Weights]:
    """What is found in every novel by weights that never saw its author, looked at twice; and the weights of all novels."""
    scores = [score + habit_scores(one.index, one.table) for one, score in zip(annotated, scores, strict=True)]
    first = [decode(SECOND_TRUST, score, one.layout) for one, score in zip(annotated, scores, strict=True)]
    taught = [rerankers.examples(one, found) for one, found in zip(annotated, first, strict=True)]
    weights = rerankers.held_out(annotated, taught)
    found = [
        reranked(one.index, score, one.layout, weight) for one, score, weight in zip(annotated, scores, weights, strict=True)
    ]
    print("| novel | turns right | and reranked |\n|---|---|---|")
    for one, before, after in zip(annotated, first, found, strict=True):
        print(f"| {one.novel.name} | {_share_right(one, before[1]):.3f} | {_share_right(one, after[1]):.3f} |", flush=True)
    return found, rerankers.fit(taught)


def write_scripts(folder: Path, annotated: list[Lesson], found: list[Found], calibrated: Confidence) -> None:
    """A script of each novel as its held-out weights have it."""
    folder.mkdir(parents=True, exist_ok=True)
    for one, (chances, chosen) in zip(annotated, found, strict=True):
        best = chosen_people(one.index, one.layout, chances, chosen, calibrated)
        made = as_json(finished(one.novel.book, one.novel.analysis, best, Corrections()))
        (folder / f"{one.novel.name}.json").write_text(json.dumps(made), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("novels", type=Path)
    parser.add_argument("--books", type=Path, help="books to learn from by their tags alone (default: litbank beside the novels)")
    parser.add_argument("--out", type=Path, help="where the weights go (default: into the package, with --cross nowhere)")
    parser.add_argument("--cross", type=Path, help="write cross-validated scripts into this folder")
    parser.add_argument("--scores", type=Path, help="keep held-out scores in this file (.npz), or take them from it")
    parser.add_argument("--curve", action="store_true", help="print instead how accuracy grows with the novels learned from")
    parser.add_argument("--stories", action="store_true", help="learn the networks for short stories alone anew")
    args = parser.parse_args()
    kept = dict(np.load(args.scores)) if args.scores and args.scores.exists() else None
    folders = sorted(p for p in args.novels.iterdir() if p.is_dir())
    out: Path = args.out or OUT
    if args.stories:
        write(out, with_story_networks(dict(np.load(out if out.exists() else OUT)), folders))
        return
    books = sorted((args.books or args.novels.parent / "litbank").glob("*.txt"))
    with Pool(2) as pool:
        annotated = pool.map(lesson, folders, chunksize=1)
        lessons = annotated + ([] if kept else pool.map(masked_lesson, [*folders, *books], chunksize=1))
    with_continuity(lessons)
    if args.curve:
        curve(lessons)
        return
    scores, both = ([kept[one.novel.name] for one in annotated], []) if kept else held_out_scores(lessons)
    found, second = with_reranker(annotated, scores[: len(annotated)])
    calibrated = calibration(annotated, found)
    if args.cross:
        write_scripts(args.cross, annotated, found, calibrated)
    if args.scores and not kept:
        np.savez_compressed(args.scores, allow_pickle=False, **{a.novel.name: s for a, s in zip(annotated, scores, strict=False)})
    if args.cross and not args.out:
        return
    if kept:
        arrays = dict(np.load(out))
    else:
        arrays = with_story_networks(grown(lessons, [one.rows for one in lessons], both), folders)
    arrays |= {"confidence chance": calibrated.chances, "confidence right": calibrated.right}
    write(out, arrays)
    out.with_name(MODEL).write_text(rerankers.as_text(second), encoding="utf-8")


def write(out: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write the ranker's file, and see that it can be read."""
    np.savez_compressed(out, allow_pickle=False, **arrays)
    unpack(arrays)
    print(f"{out}: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
