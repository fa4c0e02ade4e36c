"""The trained ranker: networks that weigh the candidates of a turn in view of the turns around, then the conversation decoded.

    pages ─► trees (who stays? who comes back?) ─┬────────────────┐
    rows ─► networks ◄───────────────────────────┘                ▼
               └──────► soft-max per turn ─────────────────────► decode

The weights are arrays in words/ranker.npz, learned by tools/train_attribution.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from narrate.script.decode import Decoder, Floats
from narrate.script.looker import Looker, Table
from narrate.script.network import Network, neighbours, unpack_networks
from narrate.script.nominals import is_anybody
from narrate.script.staying import staying
from narrate.script.trees import Trees, trees_of

TRUST = (0.5, 0.2)
"""How much it weighs, against the networks, that a speaker stays and that the one of two turns ago comes back: they know both."""
NAMED_INSTEAD = (0.15, 0.4)
"""How likely, against "the girl", somebody with a name must be to be taken for her: elsewhere, and where the tag says it."""
AFTER_A_BEAT = (0.5, 0.5)
"""Less sure than this, and half as likely: whoever the sentence before is about ("Maria nodded.") is taken. It changes little
in old novels (16 of them: accuracy +0.0002, of untagged turns +0.001); today's prose leads in to speech so."""
AFTER_AN_OPENER = (0.7, 0.35)
"""Less likely than this, and so likely against the choice: whoever heads the paragraph before "he said" is taken. Of 35 such
turns in 16 novels, by weights that had not seen their authors, 9 were right before and 23 are after."""
_CERTAIN = 30.0
"""Added to a score that is no matter of opinion."""


@dataclass(frozen=True)
class Ranker:
    """`staying` says how likely a speaker is to stay, `returning` whether, if not, the one of two turns ago comes back; the
    networks and the decoder go by both. `sureness` maps a chance to how often such a choice is right."""

    networks: tuple[Network, ...]
    staying: Trees
    returning: Trees
    decoder: Decoder
    sureness: tuple[NDArray[np.float64], NDArray[np.float64]]

    def rank(self, looker: Looker, held: Mapping[int, int]) -> list[tuple[int, float]]:
        """For every turn the likeliest person and how sure that is, 0 to 1. `held` turns are known: turn → person."""
        return [found for first, end in looker.stretches() for found in self._rank(looker, looker.table(first, end), held)]

    def _rank(self, looker: Looker, table: Table, held: Mapping[int, int]) -> list[tuple[int, float]]:
        layout = layout_of(looker, table)
        signs = staying_rows(looker, layout)
        layout = replace(layout, stays=self.staying.score(signs), returns=self.returning.score(returning_rows(signs)))
        known = np.array([_CERTAIN * (held.get(turn) == person) for turn, person in zip(table.turns, table.people, strict=True)])
        scores = weigh(self.networks, rows_of(table), signs_of(signs, layout), layout)
        chances, chosen = decode(self.decoder, scores + known, layout)
        return chosen_people(looker, layout, chances, chosen, self.sureness)


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


def rows_of(table: Table) -> NDArray[np.float32]:
    """A table's numbers, a row for each turn and candidate."""
    return np.frombuffer(table.numbers, np.float32).reshape(len(table.people), -1)


def layout_of(looker: Looker, table: Table) -> Layout:
    """How a table lies; `stays` and `returns` are to be filled in. Every turn has at least one candidate."""
    numbers = np.array(table.turns)
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]]).astype(np.int64)
    runs = np.array([sight.run for sight in looker.sights[table.first : table.first + len(starts)]], np.int64)
    return Layout(table.first, starts, np.array(table.people, np.int64), runs, *np.zeros((2, len(starts))))


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


def signs_of(signs: NDArray[np.float32], layout: Layout) -> NDArray[np.float32]:
    """What the networks are told of each turn: its `staying_rows` and what the trees make of them."""
    return np.column_stack([signs, layout.stays, layout.returns]).astype(np.float32)


def weigh(
    networks: Sequence[Network], rows: NDArray[np.float32], signs: NDArray[np.float32], layout: Layout
) -> NDArray[np.float32]:
    """The mean of the networks' scores, a number for each row."""
    near = neighbours(layout.people, layout.starts, layout.runs)
    return np.asarray(np.mean([network.score(rows, signs, layout.starts, near) for network in networks], axis=0))


def decode(decoder: Decoder, scores: Floats, layout: Layout) -> tuple[Floats, NDArray[np.int64]]:
    """The decoded chance of every row, and the chosen row of every turn."""
    cuts = layout.starts[1:]
    chances = np.split(soft_max(scores, layout.starts), cuts)
    found = decoder.decode(np.split(layout.people, cuts), chances, chances_of(layout.stays), chances_of(layout.returns))
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
    return Ranker(unpack_networks(data), trees("staying"), trees("returning"), Decoder(TRUST), sure)
