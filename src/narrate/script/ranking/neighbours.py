"""What is known of the turns around one: who speaks there, how far away, and at an even or an odd distance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from narrate.script.ranking.turn_features import TurnFeatures

NEAR_TURNS = 12


def turns_at(turns: Sequence[TurnFeatures], here: TurnFeatures, steps: Iterable[int]) -> list[TurnFeatures | None]:
    """The turns so many steps from this one; None where there is none, or it is of another run."""
    numbers = (here.number + step for step in steps)
    return [turns[n] if 0 <= n < len(turns) and turns[n].run == here.run else None for n in numbers]


def speaker_distances(turns: Sequence[TurnFeatures], here: TurnFeatures, step: int) -> dict[int, float]:
    """How many turns away, at most 12, each known speaker last (`step` -1) or next (`step` 1) speaks."""
    found: dict[int, float] = {}
    for away in range(1, NEAR_TURNS + 1):
        number = here.number + step * away
        if 0 <= number < len(turns) and (speaker := turns[number].certain_speaker) is not None:
            found.setdefault(speaker, float(away))
    return found


def parity(turns: Sequence[TurnFeatures], here: TurnFeatures) -> Counter[int]:
    """For each known speaker of this run: how many turns near by they have at an even distance, less those at an odd one."""
    found: Counter[int] = Counter()
    for other in turns[max(0, here.number - 8) : here.number + 9]:
        away = other.number - here.number
        if other.certain_speaker is not None and away and other.run == here.run:
            found[other.certain_speaker] += -1 if away % 2 else 1
    return found
