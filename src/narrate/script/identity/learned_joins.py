"""Two voices, one person: learned weights say how likely it is, from what everybody's predicted turns show of the two.

Only whom the rules of this room left apart are weighed here. Surely one: joined. Perhaps: told, never decided in silence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from functools import cache
from importlib.resources import files
from itertools import combinations

from narrate.model import Join
from narrate.script.evidence.context import Context
from narrate.script.identity.merging import are_distinct, merge
from narrate.script.identity.pair_evidence import FEATURES, Pair, PairEvidence, ordered
from narrate.script.identity.unnamed import is_generic
from narrate.script.names.roster import SOMEBODY, Person

MODEL = "joins.txt"
LEAST_TURNS = 3
"""Who speaks less often shows too little."""
MOST_PEOPLE = 300
"""Every two of them are weighed: of thousands that would take hours."""
JOINED, SUGGESTED = 0.9, 0.75
"""From which chance on two are joined, and told as perhaps one. Of 20 pairs of 0.9 and more in 41 books that were held back, 15
were people made two, and 4 others one person by a reading of the book."""
_ANSWERS, _SHARE_OF_ANSWERS = 1, 0.25
"""Who answer each other more often, of the times that they stand near each other, are two: fathers and sons of one surname."""


def join_voices(context: Context, speakers: Sequence[int], apart: Set[int]) -> None:
    """Join the people of the roster whom everybody's turns show to be one, and note who may be; nobody of `apart` is touched.

    A person who was joined with another has that one's name and no surfaces; `speakers` keep their numbers.
    """
    if context.document.is_short:
        return  # a few pages of a few people who are all in one room show too little
    evidence, people = PairEvidence(context, speakers), context.roster.people
    likely = {pair: chance for pair, chance in likely_pairs(evidence) if not apart & set(pair)}
    groups: dict[int, list[int]] = {}
    for pair, chance in likely.items():
        one, other = (groups.get(n, [n]) for n in pair)
        if one is other or any(ordered(a, b) not in likely for a in one for b in other):
            continue
        keep, drop = sorted((one[0], other[0]), key=lambda n: (people[n].nominal, -len(evidence.turns[n]), n))
        why = evidence.reason(*pair)
        if evidence.answers[pair] > max(_ANSWERS, _SHARE_OF_ANSWERS * evidence.near[pair]):
            continue
        if chance < JOINED:
            _suggest(people[keep], people[drop], why, chance)
            continue
        members = [keep, *(n for n in (*one, *other) if n != keep)]
        groups.update(dict.fromkeys(members, members))
        merge(context.roster, keep, drop, why, chance)
    for keep, *joined in groups.values():
        for number in joined:
            people[number].name = people[keep].name
    context.roster.index()


def _suggest(one: Person, other: Person, why: str, chance: float) -> None:
    for person, second in ((one, other), (other, one)):
        person.perhaps.append(Join(person.name, second.name, why, round(chance, 2)))


def likely_pairs(evidence: PairEvidence) -> list[tuple[Pair, float]]:
    """The pairs that are likelier one than not, with the chance, the likeliest first."""
    pairs = (pair for pair in combinations(_speaking(evidence), 2) if may_be_one(evidence, pair))
    weighed = ((pair, _chance(evidence.features(*pair))) for pair in pairs)
    return sorted(((pair, chance) for pair, chance in weighed if chance >= SUGGESTED), key=lambda found: (-found[1], found[0]))


def _speaking(evidence: PairEvidence) -> list[int]:
    """Who speaks often enough to be weighed, at most MOST_PEOPLE: those who speak oftenest."""
    speaking = sorted(evidence.turns, key=lambda n: (-len(evidence.turns[n]), n))[:MOST_PEOPLE]
    return sorted(n for n in speaking if len(evidence.turns[n]) >= LEAST_TURNS)


def may_be_one(evidence: PairEvidence, pair: Pair) -> bool:
    """Whether a pair is worth weighing: nothing says outright that they are two, and neither is "the girl" of a novel."""
    context = evidence.context
    people = [context.roster.people[n] for n in pair]
    return all(p.surfaces and p.name != SOMEBODY and not is_generic(context.document, p) for p in people) and not are_distinct(
        context.roster, evidence.sentences, pair
    )


def _chance(features: list[float]) -> float:
    weights = _weights()
    total = weights["always"] + sum(weights[name] * number for name, number in zip(FEATURES, features, strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


@cache
def _weights() -> dict[str, float]:
    lines = files("narrate.script").joinpath("words", MODEL).read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(weight) for weight, name in pairs}
