"""What is known of the turns around one: who speaks there, how far away, and at an even or an odd distance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from narrate.script.ranking.turn_features import Sight

if TYPE_CHECKING:
    from narrate.script.ranking.candidates import Looker

NEAR_TURNS = 12


def sights_at(looker: Looker, s: Sight, steps: Iterable[int]) -> list[Sight | None]:
    """The turns so many steps from this one; None where there is none, or it is of another run."""
    sights = looker.sights
    numbers = (s.number + step for step in steps)
    return [sights[n] if 0 <= n < len(sights) and sights[n].run == s.run else None for n in numbers]


def turns_to(looker: Looker, s: Sight, step: int) -> dict[int, float]:
    """How many turns away, at most 12, each known speaker last or next speaks."""
    found: dict[int, float] = {}
    for away in range(1, NEAR_TURNS + 1):
        number = s.number + step * away
        if 0 <= number < len(looker.known) and (who := looker.known[number]) is not None:
            found.setdefault(who, float(away))
    return found


def parity(looker: Looker, s: Sight) -> Counter[int]:
    """For each known speaker of this run: how many turns near by they have at an even distance, less those at an odd one."""
    found: Counter[int] = Counter()
    for other in looker.sights[max(0, s.number - 8) : s.number + 9]:
        who, away = looker.known[other.number], other.number - s.number
        if who is not None and away and other.run == s.run:
            found[who] += -1 if away % 2 else 1
    return found
