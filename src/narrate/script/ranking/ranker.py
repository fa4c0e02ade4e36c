"""The trained ranker: trees weigh the candidates of a turn, the conversation is decoded, trees look again, networks once.

    rows ─┬─► trees (first look) ─► decode ─► rows + the decoded turns around ─► trees (second look) ─► mean ─► decode
          └─► networks, which see the turns around themselves ─────────────────────────────────────────┘
    pages ─► trees (who stays? who comes back?) ─► both decodings, and the networks

The weights are arrays in words/ranker.npz, learned by tools/train_attribution.py.
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

from narrate.script.identity.unnamed import is_generic
from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.continuity import continuity_rows
from narrate.script.ranking.decode import Decoder, Floats
from narrate.script.ranking.features import FeatureTable, feature_table
from narrate.script.ranking.network import Network, neighbours, unpack_networks
from narrate.script.ranking.trees import Trees, trees_of

FIRST_TRUST, SECOND_TRUST = (0.8, 0.2), (0.5, 0.2)
"""How much it weighs against the scores that a speaker stays, and that the one of two turns ago comes back: less the second
time, for trees and networks have then seen it."""
AROUND = (-4, -3, -2, -1, 1, 2, 3)
NAMED_INSTEAD = (0.15, 0.4)
"""How likely, against "the girl", somebody with a name must be to be taken for her: elsewhere, and where the tag says it."""
MEANT = (0.02, 2.0, 0.2)
"""How likely the same name must be, on average, where "the girl" is chosen, and how many times as likely as the next; and how
often at most, for each turn of hers, they may be seen to talk with her."""
AFTER_A_BEAT = (0.5, 0.5)
"""Less sure than this, and half as likely: whoever the sentence before is about ("Maria nodded.") is taken. It changes little
in old novels (16 of them: accuracy +0.0002, of untagged turns +0.001); today's prose leads in to speech so."""
AFTER_AN_OPENER = (0.7, 0.35)
"""Less likely than this, and so likely against the choice: whoever heads the paragraph before "he said" is taken. Of 35 such
turns in 16 novels, by weights that had not seen their authors, 9 were right before and 23 are after."""
_TALE, _TALE_AGAIN = 2000, 8
"""Characters that make a speech a tale, and turns after which it may go on."""
TOLD_BEFORE = 0.05
"""How likely against the choice whoever told the tale before must be, to go on with it after somebody has broken in."""
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
    """Both looks of the trees, and the networks. `staying` says how likely a speaker is to stay, `returning` whether, if not,
    the one of two turns ago comes back; `sureness` maps a chance to how often such a choice is right."""

    first: Trees
    second: Trees
    networks: tuple[Network, ...]
    staying: Trees
    returning: Trees
    sureness: tuple[NDArray[np.float64], NDArray[np.float64]]

    def rank(self, index: DialogueIndex, fixed: Mapping[int, int]) -> list[tuple[int, float]]:
        """For every turn the likeliest person and how sure that is, 0 to 1. `fixed` turns are known: turn → person."""
        return [found for first, end in index.stretches() for found in self._rank(index, feature_table(index, first, end), fixed)]

    def _rank(self, index: DialogueIndex, table: FeatureTable, fixed: Mapping[int, int]) -> list[tuple[int, float]]:
        rows, layout = rows_of(table), layout_of(index, table)
        continuity = continuity_matrix(index, layout)
        layout = replace(layout, stays=self.staying.score(continuity), returns=self.returning.score(returning_rows(continuity)))
        known = np.array([_CERTAIN * (fixed.get(turn) == person) for turn, person in zip(table.turns, table.people, strict=True)])
        decoded, _ = decode(FIRST_TRUST, self.first.score(rows) + known, layout)
        again = self.second.score(np.hstack([rows, sequence(index, table, decoded)]))
        scores = blended(again, network_scores(self.networks, rows, turn_rows_of(continuity, layout), layout))
        last, chosen = decode(SECOND_TRUST, scores + known, layout)
        return chosen_people(index, layout, last, chosen, self.sureness)


@dataclass(frozen=True)
class Layout:
    """How the rows of a table lie: `starts[n]` is the first row of the n-th turn of the stretch that begins at turn `first`,
    `people[row]` its candidate, `runs[n]` its stretch of dialogue; `stays[n]` the log odds that the n-th turn's speaker is the
    one before's, `returns[n]` that it is otherwise the one's before that."""

    first: int
    starts: NDArray[np.int64]
    people: NDArray[np.int64]
    runs: NDArray[np.int64]
    stays: Floats
    returns: Floats


def rows_of(table: FeatureTable) -> NDArray[np.float32]:
    """A table's numbers, a row for each turn and candidate."""
    return np.frombuffer(table.numbers, np.float32).reshape(len(table.people), -1)


def layout_of(index: DialogueIndex, table: FeatureTable) -> Layout:
    """How a table lies; `stays` and `returns` are to be filled in. Every turn has at least one candidate."""
    numbers = np.array(table.turns)
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]]).astype(np.int64)
    runs = np.array([turn.run for turn in index.turns[table.first : table.first + len(starts)]], np.int64)
    return Layout(table.first, starts, np.array(table.people, np.int64), runs, *np.zeros((2, len(starts))))


def continuity_matrix(index: DialogueIndex, layout: Layout) -> NDArray[np.float32]:
    """The columns CONTINUITY_NAMES, a row for each turn of a stretch."""
    numbers = continuity_rows(index, layout.first, layout.first + len(layout.starts))
    return np.frombuffer(numbers, np.float32).reshape(len(layout.starts), -1)


def returning_rows(continuity: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each turn its `continuity_matrix` and those of the turn before."""
    return np.hstack([continuity, np.vstack([np.zeros_like(continuity[:1]), continuity[:-1]])])


def probabilities(odds: Floats) -> Floats:
    """Log odds to chances."""
    return 1 / (1 + np.exp(-odds))


def turn_rows_of(continuity: NDArray[np.float32], layout: Layout) -> NDArray[np.float32]:
    """What the networks are told of each turn: its `continuity_matrix` and what the trees make of them."""
    return np.column_stack([continuity, layout.stays, layout.returns]).astype(np.float32)


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
    """Scores of which either side is wrong elsewhere."""
    return (trees + networks) / 2


def decode(trust: tuple[float, float], scores: Floats, layout: Layout) -> tuple[Floats, NDArray[np.int64]]:
    """The decoded chance of every row, and the chosen row of every turn."""
    cuts = layout.starts[1:]
    chances = np.split(soft_max(scores, layout.starts), cuts)
    people = np.split(layout.people, cuts)
    found = Decoder(trust).decode(people, chances, probabilities(layout.stays), probabilities(layout.returns))
    return np.concatenate(found.chances), layout.starts + np.array(found.path, np.int64)


def chosen_people(
    index: DialogueIndex, layout: Layout, chances: Floats, chosen: NDArray[np.int64], sureness: tuple[Floats, Floats]
) -> list[tuple[int, float]]:
    """Each turn's person and how sure that is."""
    best: list[tuple[int, float]] = []
    told, narrator = -_TALE_AGAIN, None
    for turn, (at, rows) in enumerate(zip(_somebody(index, layout, chances, chosen), _candidates(layout), strict=True)):
        sight = index.turns[layout.first + turn]
        tale = len(sight.text) >= _TALE
        if tale and turn - told <= _TALE_AGAIN:
            at = _instead(chances, at, rows.get(narrator), TOLD_BEFORE)
        sure = float(np.interp(chances[at], *sureness))
        if sure < AFTER_A_BEAT[0]:
            at = _instead(chances, at, rows.get(index.lead_in(layout.first + turn)), AFTER_A_BEAT[1])
        if chances[at] < AFTER_AN_OPENER[0]:
            at = _instead(chances, at, rows.get(index.opener(layout.first + turn)), AFTER_AN_OPENER[1])
        best.append((int(layout.people[at]), sure))
        if tale:
            told, narrator = turn, best[-1][0]
    return best


def _candidates(layout: Layout) -> list[dict[int | None, int]]:
    """For every turn its people with their rows."""
    ends = [*layout.starts[1:], len(layout.people)]
    return [{int(layout.people[row]): row for row in range(start, end)} for start, end in zip(layout.starts, ends, strict=True)]


def _somebody(index: DialogueIndex, layout: Layout, chances: Floats, chosen: NDArray[np.int64]) -> list[int]:
    """The chosen rows, but where that is nobody in particular ("the girl", "his mother") a person of that gender with a name:
    who is likely enough at this turn, or else who is likeliest by far at all such turns together. Most girls are somebody
    we know."""
    context = index.context
    rows = [int(at) for at in chosen]
    left: dict[int, list[tuple[int, dict[int, int]]]] = defaultdict(list)
    for turn, candidates in enumerate(_candidates(layout)):
        at = rows[turn]
        person = context.roster.people[int(layout.people[at])]
        if not is_generic(context.document, person):
            continue
        tag = context.spoken_tag(layout.first + turn)
        enough = NAMED_INSTEAD[bool(tag and person.number in tag.referents)] * chances[at]
        people = ((context.roster.people[n], row) for n, row in candidates.items() if n is not None)
        named = {who.number: row for who, row in people if not who.nominal and who.gender == person.gender}
        likeliest = max(named.values(), key=lambda row: chances[row], default=at)
        if chances[likeliest] >= enough:
            rows[turn] = likeliest
            continue
        left[person.number].append((turn, named))
    for turns in left.values():
        who = _meant(turns, chances, [int(layout.people[row]) for row in rows])
        if who is not None:
            for turn, named in turns:
                rows[turn] = named.get(who, rows[turn])
    return rows


def _meant(turns: list[tuple[int, dict[int, int]]], chances: Floats, speakers: list[int]) -> int | None:
    """Who is likeliest by far at all these turns together, each given with the rows of its people with names; nobody if they
    are seen to talk with whoever speaks there."""
    shares: dict[int, float] = defaultdict(float)
    for _, named in turns:
        for number, row in named.items():
            shares[number] += float(chances[row]) / len(turns)
    likely = sorted(((share, number) for number, share in shares.items()), reverse=True)
    (first, who), (second, _) = [*likely, (0.0, -1), (0.0, -1)][:2]
    beside = sum(speakers[n] == who for turn, _ in turns for n in (turn - 1, turn + 1) if 0 <= n < len(speakers))
    if first < MEANT[0] or first < MEANT[1] * second or beside > MEANT[2] * len(turns):
        return None
    return who


def _instead(chances: Floats, at: int, other: int | None, enough: float) -> int:
    """The other row if there is one and it is likely enough against the chosen one."""
    return other if other is not None and chances[other] >= enough * chances[at] else at


def soft_max(scores: Floats, starts: NDArray[np.int64]) -> Floats:
    """Scores to chances that sum to 1 within each turn."""
    counts = np.diff(np.append(starts, len(scores)))
    powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), counts))
    chances: Floats = powers / np.repeat(np.add.reduceat(powers, starts), counts)
    return chances


def sequence(index: DialogueIndex, table: FeatureTable, chances: Floats) -> NDArray[np.float32]:
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

    def trees(look: str) -> Trees:
        return trees_of({name: data[f"{look} {name}"] for name in ("feature", "threshold", "lost", "value")})

    sure = (np.asarray(data["sure chance"], np.float64), np.asarray(data["sure right"], np.float64))
    return Ranker(trees("first"), trees("second"), unpack_networks(data), trees("staying"), trees("returning"), sure)
