"""Whether "said a porter" is a porter, or somebody with a name."""

from __future__ import annotations

import numpy as np
import pytest

from narrate.script.ranking.common_nouns import named_or_own
from narrate.script.ranking.layout import Layout
from tests.script.ranking.test_reranker import index_of

NAMED = "“We are late,” said Lena.\n\n“We are not,” said Maurice.\n\n"
CHAT = "“And you, Maurice?” asked Lena.\n\n“I am never late,” said Maurice.\n\n" * 3
PORTER = "“Not on the mat,” said a porter.\n\n“Is it yours?” asked Lena.\n\n“It is nobody's,” said the porter.\n\n"
CLERK = "“Shut till three,” said the clerk.\n\n“At two it goes!” said Lena.\n\n"
COOK = "“It is burnt,” said the cook, and Lena laughed.\n\n"
TIED = "Lena had a warehouse, and Maurice, the only clerk in it, kept her books.\n\n"
KIND = "“Never mind,” said the patient clerk.\n\n“I do mind,” said Lena.\n\n“Go on, then,” said the patient clerk.\n\n"


def speakers_of(story: str, own: float) -> list[str]:
    """Who speaks, where Maurice was chosen whenever a common noun is said to, which is `own` times as likely."""
    index = index_of(story)
    people = [person.number for person in index.roster.people]
    (maurice,) = index.roster.lookup("Maurice")
    turns = range(len(index.turns))
    starts = np.arange(0, len(turns) * len(people), len(people))
    chances, chosen = np.full((len(turns), len(people)), 1e-6), starts.copy()
    for turn in turns:
        tag = index.context.spoken_tag(turn)
        assert tag is not None
        speaker = maurice if index.roster.people[tag.referents[0]].nominal else tag.referents[0]
        chances[turn, tag.referents[0]], chances[turn, speaker] = own, 1.0
        chosen[turn] += speaker
    nothing = np.zeros(len(turns))
    layout = Layout(
        first=0, starts=starts, people=np.tile(people, len(turns)), runs=nothing.astype(int), stays=nothing, returns=nothing
    )
    return [index.roster.people[int(layout.people[row])].name for row in named_or_own(index, layout, chances.ravel(), chosen)]


@pytest.mark.parametrize(
    ("story", "own", "noun", "times"),
    [
        pytest.param(NAMED + PORTER, 0.31, "the porter", 2, id="a porter is new, and the porter is he"),
        pytest.param(NAMED + PORTER, 0.12, "the porter", 1, id="of the next turns more is asked"),
        pytest.param(NAMED + PORTER, 0.05, "the porter", 0, id="hardly likely"),
        pytest.param(NAMED + CLERK, 0.3, "the clerk", 1, id="a clerk whom nothing ties to Maurice"),
        pytest.param(TIED + NAMED + CLERK, 0.3, "the clerk", 0, id="Maurice is a clerk"),
        pytest.param(NAMED + CLERK + CHAT + CLERK, 0.3, "the clerk", 0, id="Maurice is chosen wherever the clerk speaks"),
        pytest.param(NAMED + KIND, 0.3, "the patient clerk", 0, id="a word for somebody known"),
        pytest.param(NAMED + COOK, 0.2, "the cook", 0, id="not likely enough"),
    ],
)
def test_a_common_noun_is_a_person_of_its_own_or_somebody_known(story: str, own: float, noun: str, times: int) -> None:
    assert speakers_of(story, own).count(noun) == times


def test_the_girl_is_somebody_whom_the_story_names() -> None:
    story = (NAMED + CHAT) * 60 + "“It is cold,” said the girl.\n\n"
    assert "the girl" not in speakers_of(story, 0.6)
