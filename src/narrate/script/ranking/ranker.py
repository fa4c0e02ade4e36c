"""The trained ranker: trees score the candidates of a turn, the conversation is decoded, trees score again, networks once.

    rows ─┬─► trees (first pass) ─► decode ─► rows + the decoded turns around ─► trees (second pass) ─► mean ─► decode
          └─► networks, which see the turns around themselves ─────────────────────────────────────────┘
    turns ─► trees (who stays? who comes back?) ─► all decodings, and the networks
    words of the likely speakers ─► rerank turns in doubt ─► decode once more

The weights are arrays in words/ranker.npz, and words/reranker.txt, learned by tools/train_attribution.py.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.choice import Confidence, chosen_people
from narrate.script.ranking.decode import Decoder, Floats
from narrate.script.ranking.features import FeatureTable, feature_table
from narrate.script.ranking.habits import habit_scores
from narrate.script.ranking.layout import (
    Layout,
    alternation_rows,
    continuity_matrix,
    layout_of,
    probabilities,
    rows_of,
    soft_max,
    turn_rows_of,
)
from narrate.script.ranking.network import Network, neighbours, unpack_networks
from narrate.script.ranking.reranker import Weights, load_weights, rerank
from narrate.script.ranking.trees import Trees, trees_of

FIRST_TRUST, SECOND_TRUST = (0.8, 0.2), (0.5, 0.2)
"""How much it weighs against the scores that a speaker stays, and that the one of two turns ago comes back: less the second
time, for trees and networks have then seen it."""
AROUND = (-4, -3, -2, -1, 1, 2, 3)
NETWORKS = 2
"""So many of the file's networks are asked about a novel, and have learned from novels. The others are asked about a short story,
where a conversation without tags hangs by a hair: they have learned from pieces of novels and from scenes of today's prose."""
_TURNS_AT_ONCE = 256
_CERTAIN = 30.0
"""Added to a score that is no matter of opinion."""
SEQUENCE_NAMES = (
    "chance",  # of the candidate here, after the first decoding
    "best chance",
    "behind",  # how far the candidate is behind the best
    *(f"chance {d:+d}" for d in AROUND),  # of the candidate at the turns around, -1 outside this stretch of dialogue
    "share of run",
    "length of run",
)


@dataclass(frozen=True)
class Ranker:
    """Both passes of the trees, and the networks for novels and for short stories. `continuity` says how likely a speaker is to
    stay, `alternation` whether, if not, the one of two turns ago comes back."""

    first: Trees
    second: Trees
    networks: tuple[Network, ...]
    story_networks: tuple[Network, ...]
    continuity: Trees
    alternation: Trees
    confidence: Confidence

    def rank(self, index: DialogueIndex, fixed: Mapping[int, int]) -> list[tuple[int, float]]:
        """For every turn the likeliest person and how sure that is, 0 to 1. `fixed` turns are known: turn → person."""
        return [found for first, end in index.stretches() for found in self._rank(index, feature_table(index, first, end), fixed)]

    def _rank(self, index: DialogueIndex, table: FeatureTable, fixed: Mapping[int, int]) -> list[tuple[int, float]]:
        rows, layout = rows_of(table), layout_of(index, table)
        continuity = continuity_matrix(index, layout)
        stays, returns = self.continuity.score(continuity), self.alternation.score(alternation_rows(continuity))
        layout = replace(layout, stays=stays, returns=returns)
        certainty = np.array(
            [_CERTAIN * (fixed.get(turn) == person) for turn, person in zip(table.turns, table.people, strict=True)]
        )
        decoded, _ = decode(FIRST_TRUST, self.first.score(rows) + certainty, layout)
        again = self.second.score(np.hstack([rows, sequence_rows(index, table, decoded)]))
        networks = self.story_networks if index.context.document.is_short else self.networks
        scores = blended(again, network_scores(networks, rows, turn_rows_of(continuity, layout), layout))
        scores = scores + habit_scores(index, table) + certainty
        last, chosen = reranked(index, scores, layout, load_weights())
        return chosen_people(index, layout, last, chosen, self.confidence)


def network_scores(
    networks: Sequence[Network], rows: NDArray[np.float32], turn_rows: NDArray[np.float32], layout: Layout
) -> NDArray[np.float32]:
    """The mean of the networks' scores, a number for each row. They see nothing beyond a stretch of dialogue: so a few of these
    are weighed at a time, which takes less room."""
    begin = np.flatnonzero(np.r_[True, layout.runs[1:] != layout.runs[:-1]])
    cuts = begin[np.diff(begin // _TURNS_AT_ONCE, prepend=-1) > 0].tolist()
    ends = np.append(layout.starts, len(rows))
    weighed = []
    for first, end in pairwise([*cuts, len(layout.starts)]):
        low, high = ends[first], ends[end]
        starts = layout.starts[first:end] - low
        near = neighbours(layout.people[low:high], starts, layout.runs[first:end])
        scores = [network.score(rows[low:high], turn_rows[first:end], starts, near) for network in networks]
        weighed.append(np.mean(scores, axis=0))
    return np.concatenate(weighed)


def blended(trees: Floats, networks: NDArray[np.float32]) -> Floats:
    """The mean of both: they err at different turns."""
    return (trees + networks) / 2


def reranked(index: DialogueIndex, scores: Floats, layout: Layout, weights: Weights) -> tuple[Floats, NDArray[np.int64]]:
    """What `decode` finds, once turns in doubt have been weighed by what is said in them."""
    chances, chosen = decode(SECOND_TRUST, scores, layout)
    added = rerank(index, layout, chances, chosen, weights)
    return decode(SECOND_TRUST, scores + added, layout) if added.any() else (chances, chosen)


def decode(trust: tuple[float, float], scores: Floats, layout: Layout) -> tuple[Floats, NDArray[np.int64]]:
    """The decoded chance of every row, and the chosen row of every turn."""
    cuts = layout.starts[1:]
    chances = np.split(soft_max(scores, layout.starts), cuts)
    people = np.split(layout.people, cuts)
    found = Decoder(trust).decode(people, chances, probabilities(layout.stays), probabilities(layout.returns))
    return np.concatenate(found.chances), layout.starts + np.array(found.path, np.int64)


def sequence_rows(index: DialogueIndex, table: FeatureTable, chances: Floats) -> NDArray[np.float32]:
    """The columns SEQUENCE_NAMES for every row, from the chances of the first decoding."""
    by_turn: dict[int, dict[int, float]] = defaultdict(dict)
    for turn, person, chance in zip(table.turns, table.people, chances, strict=True):
        by_turn[turn][person] = float(chance)
    best = {turn: max(found.values()) for turn, found in by_turn.items()}
    runs = [turn.run for turn in index.turns]
    share: dict[tuple[int, int], float] = defaultdict(float)
    for turn, found in by_turn.items():
        for person, chance in found.items():
            share[runs[turn], person] += chance
    length = {run: len(turns) for run, turns in index.runs.items()}
    rows = array("f")
    for turn, person, chance in zip(table.turns, table.people, chances, strict=True):
        run = runs[turn]
        row = [float(chance), best[turn], best[turn] - float(chance)]
        for step in AROUND:
            other = turn + step
            row.append(by_turn[other].get(person, 0.0) if other in by_turn and runs[other] == run else -1.0)
        row += [(share[run, person] - float(chance)) / max(1, length[run] - 1), float(length[run])]
        rows.extend(row)
    return np.frombuffer(rows, np.float32).reshape(len(chances), -1)


@cache
def load() -> Ranker:
    """The ranker that comes with the package."""
    with as_file(files("narrate.script").joinpath("words", "ranker.npz")) as path, np.load(path, allow_pickle=False) as data:
        return unpack({name: data[name] for name in data.files})


def unpack(data: dict[str, NDArray[np.generic]]) -> Ranker:
    """A ranker from the arrays of its file."""

    def trees(which: str) -> Trees:
        return trees_of({name.removeprefix(f"{which} "): array for name, array in data.items() if name.startswith(f"{which} ")})

    networks = unpack_networks(data)
    confidence = Confidence(*(np.asarray(data[f"confidence {name}"], np.float64) for name in ("chance", "right")))
    return Ranker(
        first=trees("first"),
        second=trees("second"),
        networks=networks[:NETWORKS],
        story_networks=networks[NETWORKS:],
        continuity=trees("continuity"),
        alternation=trees("alternation"),
        confidence=confidence,
    )
