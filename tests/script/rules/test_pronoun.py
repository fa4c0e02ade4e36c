"""Tags that say he and she."""

from __future__ import annotations

import pytest

from tests.script.scripts import script

AMBIGUOUS = {
    "named in between": "Howard came in with the eggs. Quillan was at the stove.\n\n“You are late,” said Howard.\n\n"
    "“The hens were cross,” said Quillan.\n\n“They are always cross,” he said.",
    "seen in between": "Helen tied the boat. The rope was stiff.\n\n“Will it hold?” asked Teague, and came down the steps.\n\n"
    "“It held last year,” she said.",
    "chosen, though another fits": "Martin lit the fire. The wood was wet.\n\n“Is it going to burn?” said Sorrel.\n\n"
    "Sorrel came close.\n\n“Not like that,” he said.",
}


@pytest.mark.parametrize("text", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_nobody_is_sure_of_a_pronoun_that_may_mean_somebody_of_unknown_gender(text: str) -> None:
    *_, line = (line for line in script(text).bodies() if line.kind == "dialogue")
    assert line.confidence <= 0.74


def test_a_pronoun_is_sure_where_only_one_fits_or_its_own_sentence_names_them() -> None:
    text = (
        "Quillan and Helen tied the boat.\n\n“Will it hold?” said Quillan.\n\n“It may,” said Helen.\n\n“It held before,” he said."
    )
    *_, line = (line for line in script(text).bodies() if line.kind == "dialogue")
    assert (line.speaker, line.confidence > 0.9) == ("Quillan", True)
    text = "Quillan met Howard and Helen.\n\n“Well?” said Quillan.\n\nHoward nodded to Quillan. “Well,” he said."
    *_, line = (line for line in script(text).bodies() if line.kind == "dialogue")
    assert (line.speaker, line.confidence > 0.74) == ("Howard", True)
