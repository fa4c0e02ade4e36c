"""Turns in doubt are ranked again by what is said in them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from narrate.script.attribute import analyse
from narrate.script.corrections import Corrections
from narrate.script.quotations.split import split
from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.decode import Floats
from narrate.script.ranking.layout import Layout
from narrate.script.ranking.reranker import FEATURES, Reranker, load_weights, rerank
from narrate.script.ranking.scene import SCENE_FEATURES, Scene
from narrate.script.ranking.speech_habits import SpeechHabits
from tests.script.quotations.test_split import manuscript

PLAINLY = "“Anna, I can’t see the lighthouse!” said Wendell.\n\n“Come away from the glass, sir; the evening turns cold,” said Osric.\n\n"
IN_DOUBT = "Anna sat by the lighthouse.\n\n“They are late, sir; the boat turns slowly in the evening.”\n\n"


def index_of(text: str) -> DialogueIndex:
    found = analyse(split(manuscript(text)), Corrections())
    return DialogueIndex(found.context, [None] * len(found.verdicts), {})


def doubtful(index: DialogueIndex) -> tuple[Layout, Floats, NDArray[np.int64]]:
    """Everybody may say everything. Tags leave no doubt, and of a turn without one it is even whether Wendell says it or Osric."""
    (wendell,), (osric,) = (index.roster.lookup(name) for name in ("Wendell", "Osric"))
    people = [person.number for person in index.roster.people]
    turns = len(index.turns)
    chances = np.zeros((turns, len(people)))
    for turn in index.turns:
        if turn.certain_speaker is None:
            chances[turn.number, [wendell, osric]] = 0.5
        else:
            chances[turn.number, turn.certain_speaker] = 1.0
    nothing, starts = np.zeros(turns), np.arange(0, turns * len(people), len(people))
    layout = Layout(
        first=0, starts=starts, people=np.tile(people, turns), runs=np.zeros(turns, np.int64), stays=nothing, returns=nothing
    )
    return layout, chances.ravel(), starts + chances.argmax(axis=1)


def test_who_always_says_sir_is_likelier_to_have_said_it() -> None:
    index = index_of(PLAINLY * 100 + IN_DOUBT)
    layout, chances, chosen = doubtful(index)
    added = rerank(index, layout, chances, chosen, load_weights())
    (wendell,), (osric,) = (index.roster.lookup(name) for name in ("Wendell", "Osric"))
    last = int(layout.starts[-1])
    assert added[last + osric] > added[last + wendell]
    assert not added[:last].any()
    assert np.isclose(chances[last:] @ np.exp(added[last:]), 1.0)


def test_a_short_story_shows_too_little_of_how_people_talk() -> None:
    index = index_of(PLAINLY * 12 + IN_DOUBT)
    assert not rerank(index, *doubtful(index), load_weights()).any()


def test_every_number_has_a_name_and_a_weight() -> None:
    index = index_of(PLAINLY * 12 + IN_DOUBT)
    reranker = Reranker(index, *doubtful(index))
    (last,) = reranker.unsure()
    assert reranker.features(last).shape == (len(reranker.candidates(last)), len(FEATURES))
    assert len(load_weights().factors) == len(FEATURES)


def test_what_somebody_says_in_a_turn_is_no_habit_that_speaks_for_its_being_theirs() -> None:
    index = index_of(PLAINLY * 12 + "“A zeppelin, madam!” said Wendell.")
    (wendell,) = index.roster.lookup("Wendell")
    habits = SpeechHabits(index, index.turns, [turn.certain_speaker for turn in index.turns])
    last = len(index.turns) - 1
    terms, *_ = habits.habits
    assert terms.log_odds(wendell, last) < 0
    assert habits.topic(wendell, last, 60) == 0


def test_a_scene_tells_who_acts_and_who_is_acted_on_and_who_has_left() -> None:
    index = index_of(
        "Wendell turned to Osric. Anna left the room.\n\n“Well?” said Wendell.\n\n“Well,” said Osric. “Anna is gone,” said Anna."
    )

    def seen(name: str) -> dict[str, float]:
        (person,) = index.roster.lookup(name)
        return dict(zip(SCENE_FEATURES, Scene(index, index.turns[0]).row(person), strict=True))

    assert seen("Wendell")["acts before"] == 1
    assert seen("Osric")["is acted on before"] == 1
    assert (seen("Anna")["gone"], seen("Osric")["gone"]) == (1, 0)
