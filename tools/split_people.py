"""Pairs of names that are one person's, made without annotators: somebody with two names is pretended to be two people.

"Mr. Hartley" and "Edmund" of one Edmund Hartley become two people of the roster, and the book's speakers are predicted as if
nobody had known better. What the turns then show of the two is what they show of any person who was left in two.
"""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict

from narrate.model import Gender
from narrate.script.analysis import Analysis, turns_of
from narrate.script.evidence.context import Context
from narrate.script.evidence.subjects import SPEECH_TAGS
from narrate.script.names.roster import Person, Roster
from narrate.script.names.titles import name_gender, split_title
from narrate.script.rules import apply_rules

ENOUGH_TAGS = 3
"""How often each half must be said to speak, at least."""
AT_MOST = 6
"""So many people of a book are split: the others are whom they talk with."""
Pair = tuple[int, int]


def split_people(name: str, analysis: Analysis) -> set[Pair]:
    """Split people of a book's roster and read it anew; the pairs of roster numbers that are one person."""
    context = analysis.context
    named = Counter(t.surface for found in context.tags for t in found if t.kind in SPEECH_TAGS and t.subject == "name")
    made: set[Pair] = set()
    ranked = sorted(context.roster.people, key=lambda p: (-p.count, p.number))
    for person in ranked:
        chance = zlib.crc32(f"{name} {person.name}".encode())
        if len(made) == AT_MOST or person.number in context.roster.narrators:
            continue
        halves = _halves(person, named, chance)
        if halves:
            made.add((person.number, _split(context.roster, person, halves).number))
    context.roster.index()
    analysis.context = Context.read(context.document, context.roster)
    analysis.verdicts = apply_rules(analysis.context, turns_of(analysis.context, {}))
    return made


def _halves(person: Person, named: Counter[str], chance: int) -> tuple[set[str], set[str]] | None:
    """The surfaces of either half, each often enough said to speak; whole names go with one of them or are forgotten."""
    groups: dict[str, set[str]] = defaultdict(set)
    for surface in person.surfaces:
        groups[_kind(surface)].add(surface)
    often = {kind: sum(named[s] for s in group) for kind, group in groups.items()}
    kinds = [kind for kind in ("given", "family", "noun") if often.get(kind, 0) >= ENOUGH_TAGS]
    if len(kinds) < 2 and often.get("whole", 0) >= ENOUGH_TAGS:
        kinds.append("whole")
    if len(kinds) < 2:
        return None
    drop = kinds.pop(chance % len(kinds)) if len(kinds) > 2 else ""
    one, other = groups[kinds[0]], groups[kinds[1]]
    if drop:
        other = other | groups[drop]
    if "whole" not in kinds and (side := chance // 3 % 3) < 2:
        one, other = (one | groups["whole"], other) if side else (one, other | groups["whole"])
    return one, other


def _kind(surface: str) -> str:
    title, core = split_title(surface)
    if surface[:1].islower():
        return "noun"
    if len(core) > 1:
        return "whole"
    return "family" if title else "given"


def _split(roster: Roster, person: Person, halves: tuple[set[str], set[str]]) -> Person:
    """The second half as a person of its own; the first stays. Each has the gender that its own names show, else the whole's."""
    one, other = halves
    second = roster.add(min(other), other, _gender(other, person), nominal=all(s[:1].islower() for s in other))
    second.kinds, second.described = set(person.kinds), person.described
    for half, surfaces in ((person, one), (second, other)):
        cores = [split_title(s) for s in sorted(surfaces) if not s[:1].islower()]
        whole = next((core for _, core in cores if len(core) > 1), None)
        half.surfaces, half.name = set(surfaces), min(surfaces, key=lambda s: (s[:1].islower(), len(s), s))
        half.nominal = not cores
        half.first = whole[0] if whole else next((core[0] for title, core in cores if not title), None)
        half.last = whole[-1] if whole else next((core[-1] for title, core in cores if title), None)
    second.count, second.narrated = person.count // 2, person.narrated // 2
    return second


def _gender(surfaces: set[str], person: Person) -> Gender:
    return next((g for s in sorted(surfaces) if (g := name_gender(s)) != "unknown"), person.gender)
