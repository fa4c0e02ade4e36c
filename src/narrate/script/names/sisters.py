"""Which of several sisters is the Miss of their family: the eldest. The younger are "Miss Louisa", and people name them last."""

from __future__ import annotations

from collections.abc import Mapping

from narrate.script.names.roster import YOUNGER, Person
from narrate.script.names.titles import MARRIED

_A_SISTER, _YOUNGER = 5, 2
"""How often a daughter of the family is named, and how often she is a Miss by her given name."""
_OFTEN, _MOSTLY = 3, 3
"""So often "Maria and Julia", and so many times as often as the other way round."""


def elder_of(family: list[Person], misses: Mapping[str, int], *, speaks_of_sisters: bool) -> list[Person]:
    """The daughters without those who are "Miss Louisa": the Miss of their family is another one, who may have no surname here.
    `misses` tells how often there is a Miss of each name; `told_of` whether the story speaks of the sisters as such."""
    if not speaks_of_sisters and sum(p.count >= _A_SISTER for p in family) < 2:
        return family
    younger = [p for p in family if p.first and misses.get(p.first, 0) >= _YOUNGER]
    if len(younger) == len(family) > 1:
        return family
    for person in younger:
        person.kinds.add(YOUNGER)
    return [p for p in family if p not in younger]


def eldest(relatives: list[Person], nameless: list[Person], pairs: Mapping[tuple[str, str], int]) -> Person | None:
    """The sister who is named before a daughter of the family, and whom no such sister is named before; of several the one who
    is named far oftenest, else None. `relatives` have the surname, `nameless` none in the story: she may be one of them.
    `pairs` tells how often two names stand side by side, in order."""
    family = _daughters(relatives)

    def first(one: Person, other: Person) -> bool:
        times = pairs.get((one.first or "", other.first or ""), 0)
        return times >= _OFTEN and times >= _MOSTLY * pairs.get((other.first or "", one.first or ""), 0)

    daughters = [*family, *_daughters(nameless)] if family else []
    elders = [p for p in daughters if any(first(p, sister) for sister in family)]
    found = [p for p in elders if not any(first(other, p) for other in elders)]
    found.sort(key=lambda p: -p.count)
    return found[0] if len(found) == 1 or (found and found[0].count >= _MOSTLY * found[1].count) else None


def _daughters(people: list[Person]) -> list[Person]:
    return [p for p in people if p.first and p.gender == "female" and not p.kinds & MARRIED]
