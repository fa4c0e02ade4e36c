"""The trained ranker: boosted trees that weigh the candidates of a turn, then the conversation decoded, then both again.

    rows ─► trees (first look) ─► soft-max per turn ─► decode ─► rows + the decoded neighbourhood ─► trees ─► decode
    pages ─► trees (who stays?) ─────────────────────────┴──────────────────────────────────────────────────────┘

The weights are arrays in words/ranker.npz, learned by tools/train_attribution.py.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from narrate.script.decode import Decoder, Floats, usual_returns
from narrate.script.looker import Looker, Table
from narrate.script.nominals import is_anybody
from narrate.script.pages import Turn
from narrate.script.rules.desk import Desk
from narrate.script.staying import staying

FIRST_TRUST, SECOND_TRUST = (0.8, 0.2), (0.5, 0.2)
"""How much it weighs against the trees that a speaker stays, and that the one of two turns ago comes back: less the second
time, for the trees have then seen it."""
AROUND = (-4, -3, -2, -1, 1, 2, 3)
NAMED_INSTEAD = (0.15, 0.4)
"""How likely, against "the girl", somebody with a name must be to be taken for her: elsewhere, and where the tag says it."""
AFTER_A_BEAT = (0.5, 0.5)
"""Less sure than this, and half as likely: whoever the sentence before is about ("Maria nodded.") is taken. It changes little
in old novels (16 of them: accuracy +0.0002, of untagged turns +0.001); today's prose leads in to speech so."""
AFTER_AN_OPENER = (0.7, 0.35)
"""Less likely than this, and so likely against the choice: whoever heads the paragraph before "he said" is taken. Of 35 such
turns in 16 novels, by weights that had not seen their authors, 9 were right before and 23 are after."""
_BLOCK = 1 << 14
"""Rows that trees are asked about at once: more take room, fewer take time."""
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
class Trees:
    """A sum of trees of at most 31 leaves, all nodes of a tree asked at once, for whole columns of numbers: a sixth of the time
    of walking down.

    At a node of a tree, where a row's `feature` is above `threshold`, the leaves to its left are lost: `lost` has a bit for
    each. Of the leaves that are left to a row in the end, the first is the one it would have walked to. `feature`,
    `threshold` and `lost` are (trees, nodes), `value` is (trees, leaves).
    """

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    lost: NDArray[np.int32]
    value: NDArray[np.float32]

    def score(self, rows: NDArray[np.float32]) -> Floats:
        """One number a row: higher is likelier. Only differences within a turn mean something."""
        return np.concatenate(
            [self._score(rows[start : start + _BLOCK]) for start in range(0, len(rows), _BLOCK)] or [np.zeros(0)]
        )

    def _score(self, rows: NDArray[np.float32]) -> Floats:
        columns = np.ascontiguousarray(rows.T)
        total = np.zeros(len(rows))
        above, here, lost = np.empty(len(rows), np.bool_), np.empty(len(rows), np.int32), np.empty(len(rows), np.int32)
        for features, thresholds, losses, values in zip(self.feature, self.threshold, self.lost, self.value, strict=True):
            lost.fill(0)
            for feature, threshold, loss in zip(features.tolist(), thresholds, losses, strict=True):
                np.greater(columns[feature], threshold, out=above)
                np.multiply(above, loss, out=here)
                np.bitwise_or(lost, here, out=lost)
            first = ~lost & (lost + 1)
            total += values[np.frexp(first.astype(np.float32))[1] - 1]
        return total


@dataclass(frozen=True)
class Ranker:
    """Both looks and the decoders between them. `staying` says how likely a speaker is to stay; `returning` whether, if not, the
    one of two turns ago comes back, and `usual` how often that is so in such a place, which is enough for the first look;
    `sureness` maps a chance to how often such a choice is right."""

    first: Trees
    second: Trees
    staying: Trees
    returning: Trees
    usual: Mapping[str, float]
    decoder: Decoder
    last_decoder: Decoder
    sureness: tuple[NDArray[np.float64], NDArray[np.float64]]

    def rank(self, looker: Looker, held: Mapping[int, int]) -> list[tuple[int, float]]:
        """For every turn the likeliest person and how sure that is, 0 to 1. `held` turns are known: turn → person."""
        return [found for first, end in looker.stretches() for found in self._rank(looker, looker.table(first, end), held)]

    def _rank(self, looker: Looker, table: Table, held: Mapping[int, int]) -> list[tuple[int, float]]:
        rows, layout = rows_of(table), layout_of(looker.desk, table)
        signs = staying_rows(looker, layout)
        returns = usual_returns(self.usual, layout.turns, layout.close)
        layout = replace(layout, stays=chances_of(self.staying.score(signs)), returns=returns)
        known = np.array([_CERTAIN * (held.get(turn) == person) for turn, person in zip(table.turns, table.people, strict=True)])
        decoded, _ = decode(self.decoder, self.first.score(rows) + known, layout)
        more = sequence(looker, table, decoded)
        layout = replace(layout, returns=chances_of(self.returning.score(returning_rows(signs))))
        last, chosen = decode(self.last_decoder, self.second.score(np.hstack([rows, more])) + known, layout)
        return chosen_people(looker, layout, last, chosen, self.sureness)


@dataclass(frozen=True)
class Layout:
    """How the rows of a table lie: `starts[n]` is the first row of the n-th turn of the stretch that begins at turn `first`,
    `people[row]` its candidate; `stays[n]` the chance that the n-th turn's speaker is the one before's, `returns[n]` that it is
    then the one's before that."""

    first: int
    turns: Sequence[Turn]
    close: Sequence[bool]
    starts: NDArray[np.int64]
    people: NDArray[np.int64]
    stays: Floats
    returns: Floats


def rows_of(table: Table) -> NDArray[np.float32]:
    """A table's numbers, a row for each turn and candidate."""
    return np.frombuffer(table.numbers, np.float32).reshape(len(table.people), -1)


def layout_of(desk: Desk, table: Table) -> Layout:
    """How a table lies; `stays` and `returns` are to be filled in. Every turn has at least one candidate."""
    numbers = np.array(table.turns)
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]]).astype(np.int64)
    turns = desk.pages.turns[table.first : table.first + len(starts)]
    close = [desk.pages.quotes[turn.last].closes for turn in turns]
    return Layout(table.first, turns, close, starts, np.array(table.people, np.int64), *np.full((2, len(starts)), 0.5))


def staying_rows(looker: Looker, layout: Layout) -> NDArray[np.float32]:
    """The columns STAYING_NAMES, a row for each turn of a stretch."""
    numbers = staying(looker, layout.first, layout.first + len(layout.starts))
    return np.frombuffer(numbers, np.float32).reshape(len(layout.starts), -1)


def returning_rows(signs: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each turn its `staying_rows` and those of the turn before."""
    return np.hstack([signs, np.vstack([np.zeros_like(signs[:1]), signs[:-1]])])


def chances_of(odds: Floats) -> Floats:
    """Log odds to chances."""
    return 1 / (1 + np.exp(-odds))


def decode(decoder: Decoder, scores: Floats, layout: Layout) -> tuple[Floats, NDArray[np.int64]]:
    """The decoded chance of every row, and the chosen row of every turn."""
    cuts = layout.starts[1:]
    chances = np.split(soft_max(scores, layout.starts), cuts)
    found = decoder.decode(np.split(layout.people, cuts), chances, layout.stays, layout.returns)
    return np.concatenate(found.chances), layout.starts + np.array(found.path, np.int64)


def chosen_people(
    looker: Looker, layout: Layout, chances: Floats, chosen: NDArray[np.int64], sureness: tuple[Floats, Floats]
) -> list[tuple[int, float]]:
    """Each turn's person and how sure that is. Where the choice is nobody in particular ("the girl", "his mother") a
    person of that gender with a name who is half as likely is taken instead: most of them are somebody we know."""
    desk, best = looker.desk, []
    ends = [*layout.starts[1:], len(layout.people)]
    for turn, (start, end, at) in enumerate(zip(layout.starts, ends, chosen, strict=True)):
        person = desk.roster.people[int(layout.people[at])]
        if is_anybody(desk.pages, person):
            tag = desk.spoken_tag(layout.first + turn)
            enough = NAMED_INSTEAD[bool(tag and person.number in tag.numbers)] * chances[at]
            people = ((desk.roster.people[int(layout.people[row])], row) for row in range(start, end))
            named = [(float(chances[row]), row) for who, row in people if not who.nominal and who.gender == person.gender]
            at = max((n for n in named if n[0] >= enough), default=(0.0, at))[1]
        sure = float(np.interp(chances[at], *sureness))
        rows: dict[int | None, int] = {int(layout.people[row]): row for row in range(start, end)}
        if sure < AFTER_A_BEAT[0]:
            at = _instead(chances, at, rows.get(looker.lead_in(layout.first + turn)), AFTER_A_BEAT[1])
        if chances[at] < AFTER_AN_OPENER[0]:
            at = _instead(chances, at, rows.get(looker.opener(layout.first + turn)), AFTER_AN_OPENER[1])
        best.append((int(layout.people[at]), sure))
    return best


def _instead(chances: Floats, at: int, other: int | None, enough: float) -> int:
    """The other row if there is one and it is likely enough against the chosen one."""
    return other if other is not None and chances[other] >= enough * chances[at] else at


def soft_max(scores: Floats, starts: NDArray[np.int64]) -> Floats:
    """Scores to chances that sum to 1 within each turn."""
    counts = np.diff(np.append(starts, len(scores)))
    powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), counts))
    chances: Floats = powers / np.repeat(np.add.reduceat(powers, starts), counts)
    return chances


def sequence(looker: Looker, table: Table, chances: Floats) -> NDArray[np.float32]:
    """The columns SEQUENCE_NAMES for every row, from the chances of the first decoding."""
    by_turn: dict[int, dict[int, float]] = defaultdict(dict)
    for turn, person, chance in zip(table.turns, table.people, chances, strict=True):
        by_turn[turn][person] = float(chance)
    best = {turn: max(found.values()) for turn, found in by_turn.items()}
    runs = [sight.run for sight in looker.sights]
    share: dict[tuple[int, int], float] = defaultdict(float)
    for turn, found in by_turn.items():
        for person, chance in found.items():
            share[runs[turn], person] += chance
    length = {run: len(turns) for run, turns in looker.run_turns.items()}
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

    def table(name: str) -> dict[str, float]:
        keys, values = data[f"{name} keys"], data[f"{name} values"]
        return {str(key): float(value) for key, value in zip(keys, values, strict=True)}

    sure = (np.asarray(data["sure chance"], np.float64), np.asarray(data["sure right"], np.float64))
    decoders = Decoder(FIRST_TRUST), Decoder(SECOND_TRUST)
    return Ranker(trees("first"), trees("second"), trees("staying"), trees("returning"), table("back"), *decoders, sure)


def trees_of(arrays: Mapping[str, NDArray[Any]]) -> Trees:
    """Trees from the arrays that they are kept as."""
    return Trees(
        arrays["feature"].astype(np.int32),
        arrays["threshold"].astype(np.float32),
        arrays["lost"].astype(np.int32),
        arrays["value"].astype(np.float32),
    )
