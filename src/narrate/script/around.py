"""What is known of the turns around one: who speaks there, how far away, and at an even or an odd distance."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from narrate.script.sights import Sight

if TYPE_CHECKING:
    from narrate.script.looker import Looker

NEAR_TURNS = 12


def place(looker: Looker, s: Sight, number: int, person: int) -> float:
    """1 when the known speaker of a turn in this run is the candidate, -1 when another, 0 when nobody is known."""
    if not 0 <= number < len(looker.sights) or looker.sights[number].run != s.run:
        return 0.0
    known = looker.known[number]
    return 0.0 if known is None else 1.0 if known == person else -1.0


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


def rule_at(looker: Looker, s: Sight, number: int, person: int) -> float:
    """How sure the rules are at a turn in this run that the candidate speaks there; less than nothing if they name another."""
    rules = looker.rules
    if not 0 <= number < len(rules) or rules[number] is None or looker.sights[number].run != s.run:
        return 0.0
    who, sure = rules[number]  # type: ignore[misc]
    return sure if who == person else -sure
