"""Two forms of one name: "Jos Sedley" and "Joseph Sedley"; "Adela" and "Miss Quested", if they behave like one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

from narrate.script.evidence.context import Context
from narrate.script.identity.merging import may_be_one, merge, told_of
from narrate.script.lexicon import given_names
from narrate.script.names.nicknames import are_variants, full_forms
from narrate.script.names.roster import Person

_BLOCK = 30
"""Paragraphs that are looked at as one page."""
_SHARED_BLOCKS, _SHARE_OF_BLOCKS, _ENOUGH_LINES = 8, 0.6, 5
_MORE_THAN_CHANCE = 1.1
"""So many times as often as chance has it two halves of a name are on one page: Adela and Miss Quested are 1.23 times."""


def join_short_forms(context: Context, speakers: list[int | None]) -> bool:
    """Join "Jos Sedley" with "Joseph Sedley", who never talk to each other, and part them from Tom and Thomas Gradgrind, who do;
    whether any were."""
    roster = context.roster
    told = told_of(context, speakers)
    joined = False
    for pair in _of_one_family(roster.people):
        one, other = (roster.people[number] for number in pair)
        if not (one.surfaces and other.surfaces):
            continue
        if (
            not are_variants(one.first or "", other.first or "")
            or _is_mister(one)
            or _is_mister(other)
            or not may_be_one(context.roster, told, pair)
        ):
            continue
        keep, drop = sorted((one, other), key=lambda p: (-p.count, p.number))
        merge(roster, keep.number, drop.number, "forms of one given name with one surname, who never talk to each other")
        joined = True
    roster.index()
    return joined


def _of_one_family(people: list[Person]) -> list[tuple[int, int]]:
    """The pairs with one surname and a full form of their given names in common, in order."""
    families: dict[tuple[str, str], list[int]] = defaultdict(list)
    for person in people:
        if person.surfaces and person.first and person.last and person.first != person.last:
            for form in full_forms(person.first):
                families[form, person.last].append(person.number)
    return sorted({pair for numbers in families.values() for pair in combinations(numbers, 2)})


def _is_mister(person: Person) -> bool:
    """Whether this is the man of his family: Mr. Gradgrind, Sir Thomas."""
    return "sir" in person.kinds or bool({f"Mr. {person.last}", f"Mr {person.last}"} & person.surfaces)


def join_given_and_family_names(context: Context, speakers: list[int | None]) -> bool:
    """Join "Adela" with "Miss Quested": a woman's given name and a Miss of a family, who keep to the same pages,
    often speak, and never answer each other or share a sentence; whether any were. (Of men it is too often false:
    they keep apart for other reasons.)"""
    roster = context.roster
    lines = Counter(s for s in speakers if s is not None)
    blocks, told = _blocks_of(context), told_of(context, speakers)
    halves = [p for p in roster.people if p.surfaces and not p.nominal and lines[p.number] >= _ENOUGH_LINES]
    families = [p for p in halves if p.first is None and p.last and "miss" in p.kinds and p.last.lower() not in given_names()]
    givens = [p for p in halves if p.first and p.last is None]
    joined = False
    for family in families:
        together = [given for given in givens if family.gender == given.gender and _keep_together(blocks, family, given)]
        fitting = [given.number for given in together if may_be_one(context.roster, told, (family.number, given.number))]
        if len(fitting) == 1:
            keep, drop = sorted((family.number, fitting[0]), key=lambda n: (-lines[n], n))
            merge(
                roster, keep, drop, "a given name and a Miss of a family, who keep to the same pages and never talk to each other"
            )
            givens = [p for p in givens if p.surfaces]
            joined = True
    roster.index()
    return joined


def _blocks_of(context: Context) -> dict[int, set[int]]:
    """For each person the pages of the book that name them in narration."""
    blocks: dict[int, set[int]] = defaultdict(set)
    for mention in context.mentions.all:
        if len(mention.referents) == 1 and not mention.quoted:
            blocks[mention.referents[0]].add(mention.paragraph // _BLOCK)
    return blocks


def _keep_together(blocks: dict[int, set[int]], one: Person, other: Person) -> bool:
    """Whether two are named on the same pages, more than by chance: who is on every page is on theirs, too."""
    mine, theirs = blocks[one.number], blocks[other.number]
    shared = len(mine & theirs)
    if shared < _SHARED_BLOCKS or shared < _SHARE_OF_BLOCKS * min(len(mine), len(theirs)):
        return False
    return shared * len(set().union(*blocks.values())) >= _MORE_THAN_CHANCE * len(mine) * len(theirs)
