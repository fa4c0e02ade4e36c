"""Learn the weights by which two voices are taken for one person: the same books give the same file.

    python tools/train_joins.py ../shared/litbank        writes src/narrate/script/words/joins.txt

Nobody annotated what this learns from: people with two names are pretended to be two (see split_people.py). Books of which
PDNC has the novel are left out, so that PDNC's and LitBank's annotations stay judges. Prints how joins fare at several
thresholds in books that were held back.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from itertools import combinations
from multiprocessing import Pool
from pathlib import Path

import masked
import numpy as np
from numpy.typing import NDArray
from split_people import split_people

from narrate import readers
from narrate.script.attribute import analyse, ranked
from narrate.script.corrections import Corrections
from narrate.script.identity.learned_joins import LEAST_TURNS, MODEL, may_be_one
from narrate.script.identity.pair_evidence import FEATURES, Pair, PairEvidence
from narrate.script.quotations.split import split

OUT = Path(__file__).parent.parent / "src/narrate/script/words" / MODEL
FOLDS, RIDGE, STEPS = 5, 3.0, 30
Floats = NDArray[np.float64]


@dataclass
class Examples:
    """Pairs of people of one book: their FEATURES, and whether they are one (1.0)."""

    rows: Floats
    one: Floats


def examples(path: Path) -> Examples:
    """The pairs of one book, some of whose people were made two."""
    analysis = analyse(split(readers.read(path)), Corrections())
    made = split_people(path.stem, analysis)
    found = ranked(analysis) or []
    return pairs_of(PairEvidence(analysis.context, [person for person, _ in found]), made)


def pairs_of(evidence: PairEvidence, made: set[Pair]) -> Examples:
    """Every pair that might be joined, with whether it is one of those made."""
    speaking = sorted(n for n, turns in evidence.turns.items() if len(turns) >= LEAST_TURNS)
    pairs = [pair for pair in combinations(speaking, 2) if may_be_one(evidence, pair)]
    rows = np.array([_disguised(evidence, pair, pair in made) for pair in pairs], np.float64).reshape(-1, len(FEATURES))
    return Examples(rows, np.array([float(pair in made) for pair in pairs]))


def _disguised(evidence: PairEvidence, pair: Pair, made: bool) -> list[float]:
    """The FEATURES of a pair. Every other pair of one person whose names have a word in common gets those of "Edmund" and "Mr.
    Hartley" instead, or else names alone would be learned from."""
    numbers = dict(zip(FEATURES, evidence.features(*pair), strict=True))
    if made and sum(pair) % 2 and numbers["surname"] + numbers["given name"]:
        numbers |= dict.fromkeys(("surname", "given name", "two given names", "two surnames"), 0.0)
        numbers["given and surname"] = 1.0
    return list(numbers.values())


def fit(books: list[Examples]) -> Floats:
    """Logistic regression with a ridge, by Newton's steps: the weights of FEATURES, and last what is added to their sum."""
    rows, one = np.vstack([book.rows for book in books]), np.concatenate([book.one for book in books])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    inputs = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])
    ridge = np.diag([*[RIDGE] * len(FEATURES), 0.0])
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (chance - one) + ridge @ weights
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + ridge
        weights -= np.linalg.solve(curve, slope)
    plain = weights[:-1] / scale
    return np.append(plain, weights[-1] - plain @ mean)


def held_back(books: list[Examples]) -> tuple[Floats, Floats]:
    """The chance of every pair by weights that never saw its book, and whether it is one."""
    folds = [fit([book for n, book in enumerate(books) if n % FOLDS != fold]) for fold in range(FOLDS)]
    chances = [chances_of(book.rows, folds[number % FOLDS]) for number, book in enumerate(books)]
    return np.concatenate(chances), np.concatenate([book.one for book in books])


def chances_of(rows: Floats, weights: Floats) -> Floats:
    """How likely each pair is one."""
    chances: Floats = 1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1])))
    return chances


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("books", type=Path)
    words.add_argument("--out", type=Path, default=OUT)
    args = words.parse_args()
    paths = [path for path in sorted(args.books.glob("*.txt")) if not path.stem.startswith(tuple(masked.AUTHORS))]
    with Pool(2) as pool:
        books = pool.map(examples, paths, chunksize=1)
    chances, one = held_back(books)
    print(f"{int(one.sum())} pairs of one, {int((1 - one).sum()):,} of two people")
    print("| joined from | right | of all |\n|---|---|---|")
    for least in (0.5, 0.7, 0.8, 0.9, 0.95):
        joined = chances >= least
        print(f"| {least} | {one[joined].mean():.3f} | {one[joined].sum() / one.sum():.2f} |")
    weights = fit(books)
    lines = [f"{weight:.4f} {name}" for name, weight in zip((*FEATURES, "always"), weights, strict=True)]
    args.out.write_text("# Learned by tools/train_joins.py.\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
