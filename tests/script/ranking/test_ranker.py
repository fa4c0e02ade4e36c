"""What the ranker is asked with, and how its networks are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from narrate.readers import read
from narrate.script.attribute import analyse, ranked
from narrate.script.corrections import Corrections
from narrate.script.quotations.split import split
from narrate.script.ranking import ranker
from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.choice import KINDS, Confidence, chosen_people
from narrate.script.ranking.columns import NAMES
from narrate.script.ranking.continuity import CONTINUITY_NAMES
from narrate.script.ranking.features import feature_table
from narrate.script.ranking.layout import Layout
from narrate.script.ranking.network import Network, neighbours
from narrate.script.ranking.ranker import load, network_scores
from tests.script.quotations.test_split import manuscript

TURNS, CANDIDATES = 700, 3
AS_IT_IS = Confidence(*[np.tile([0.0, 1.0], (len(KINDS), 1))] * 2)
TALK = "“Yes,” said Maria.\n\n“No,” said the woman.\n\n“Well,” said Maria.\n\nAnna laughed. “Maybe,” said Anna.\n\n"


def test_every_number_of_a_row_has_a_name(seeds: list[Path]) -> None:
    found = analyse(split(read(seeds[0])), Corrections())
    table = feature_table(DialogueIndex(found.context, [None] * len(found.verdicts), {}))
    assert table.people and len(table.numbers) == len(NAMES) * len(table.people)
    assert len(set(NAMES)) == len(NAMES)


def test_stretches_weighed_a_few_at_a_time_weigh_what_they_do_all_at_once() -> None:
    rng = np.random.default_rng(1)
    rows = rng.random((TURNS * CANDIDATES, len(NAMES)), np.float32)
    turn_rows = rng.random((TURNS, len(CONTINUITY_NAMES) + 2), np.float32)
    starts, people = np.arange(0, TURNS * CANDIDATES, CANDIDATES), np.tile(np.arange(CANDIDATES), TURNS)
    runs = np.maximum.accumulate(np.where(rng.random(TURNS) < 0.05, np.arange(TURNS), 0))
    networks = load().networks
    at_once = [network.score(rows, turn_rows, starts, neighbours(people, starts, runs)) for network in networks]
    layout = Layout(first=0, starts=starts, people=people, runs=runs, stays=np.zeros(TURNS), returns=np.zeros(TURNS))
    assert np.allclose(network_scores(networks, rows, turn_rows, layout), np.mean(at_once, axis=0), atol=1e-4)


def test_a_short_story_and_a_novel_are_weighed_by_networks_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Sequence[Network]] = []

    def scores(networks: Sequence[Network], *rest: Any) -> NDArray[np.float32]:
        asked.append(networks)
        return network_scores(networks, *rest)

    monkeypatch.setattr(ranker, "network_scores", scores)
    for times in (1, 60):
        ranked(analyse(split(manuscript(TALK * times)), Corrections()))
    assert asked == [load().story_networks, load().networks]


def test_the_woman_is_whoever_she_may_be_most_often_but_not_whom_she_talks_with() -> None:
    found = analyse(split(manuscript(TALK * 80)), Corrections())
    index = DialogueIndex(found.context, [None] * len(found.verdicts), {})
    numbers = {person.name: person.number for person in found.context.roster.people}
    turns = len(found.context.document.turns)
    everybody = np.array(sorted(numbers.values()))
    starts = np.arange(0, turns * len(everybody), len(everybody))
    nothing = np.zeros(turns)
    layout = Layout(
        first=0, starts=starts, people=np.tile(everybody, turns), runs=np.zeros(turns, np.int64), stays=nothing, returns=nothing
    )

    def said(other: str) -> set[str]:
        """Who speaks where the woman is chosen, and another may be meant."""
        chances, chosen = np.zeros(len(layout.people)), []
        for turn, start in enumerate(starts):
            speaker = ("Maria", "the woman", "Maria", "Anna")[turn % 4]
            chosen.append(start + numbers[speaker])
            chances[chosen[-1]] = 0.9
            if speaker == "the woman":
                chances[start + numbers[other]] = 0.1
        best = chosen_people(index, layout, chances, np.array(chosen), AS_IT_IS)
        return {found.context.roster.people[person].name for person, _ in best[1::4]}

    assert said("Maria") == {"the woman"}
    assert said("Anna") == {"Anna"}


def test_a_tale_that_is_broken_into_goes_on_in_the_same_voice_if_that_may_be() -> None:
    tale = "The sea was green and no bird flew. " * 60
    text = f"Tom and Anna were there, and so was Maria.\n\n“{tale}” said Tom.\n\n“And then?” said Maria.\n\n“{tale}”\n\n“Oh,” said Anna."
    found = analyse(split(manuscript(text)), Corrections())
    index = DialogueIndex(found.context, [None] * len(found.verdicts), {})
    numbers = {person.name: person.number for person in found.context.roster.people}
    everybody = np.array(sorted(numbers.values()))
    starts, nothing = np.arange(0, 4 * len(everybody), len(everybody)), np.zeros(4)
    layout = Layout(
        first=0, starts=starts, people=np.tile(everybody, 4), runs=np.zeros(4, np.int64), stays=nothing, returns=nothing
    )

    def teller_of_the_rest(chance: float) -> str:
        """Who tells the rest, where Anna is chosen, and Tom is that likely."""
        chances = np.zeros(len(layout.people))
        chosen = starts + [numbers[name] for name in ("Tom", "Maria", "Anna", "Anna")]
        chances[chosen] = 0.7
        chances[starts[2] + numbers["Tom"]] = chance
        best = chosen_people(index, layout, chances, chosen, AS_IT_IS)
        return found.context.roster.people[best[2][0]].name

    assert len(found.context.document.turns) == 4
    assert teller_of_the_rest(0.05) == "Tom"
    assert teller_of_the_rest(0.02) == "Anna"
