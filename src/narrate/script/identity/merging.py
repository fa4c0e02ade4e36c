"""Whether two people of the roster may be one, and how they become one."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from narrate.model import Join
from narrate.script.evidence.context import Context
from narrate.script.identity.first_person import SHARE_NARRATED
from narrate.script.lexicon import is_plural, titles
from narrate.script.names.nicknames import full_forms
from narrate.script.names.roster import YOUNGER, Person, Roster
from narrate.script.names.titles import split_title

_OFTEN = 5


def sentences_by_person(context: Context) -> dict[int, set[int]]:
    """For each person the sentences of narration that name them and nobody else by the same words."""
    found: dict[int, set[int]] = defaultdict(set)
    for mention in context.mentions.all:
        if len(mention.referents) == 1 and not mention.quoted:
            found[mention.referents[0]].add(context.document.sentence(mention.start))
    return found


def mention_counts(context: Context) -> Counter[int]:
    """How often each person is named, by name or by noun."""
    return Counter(number for mention in context.mentions.all for number in mention.referents)


@dataclass(frozen=True)
class Told:
    """What is told of any two people: `sentences` as of `sentences_by_person`, and how often the one `answers` the other."""

    sentences: dict[int, set[int]]
    answers: Counter[frozenset[int | None]]


def told_of(context: Context, speakers: list[int | None]) -> Told:
    """What narration and turns tell; `speakers` are those of whom the tags leave no doubt."""
    answers = (frozenset(speakers[n : n + 2]) for n, turn in enumerate(context.document.turns[1:]) if turn.gap == 1)
    return Told(sentences_by_person(context), Counter(answers))


def are_distinct(roster: Roster, sentences: dict[int, set[int]], pair: tuple[int, int], *, by_gender: bool = True) -> bool:
    """Whether genders, titles, given names or a shared sentence say that two people are two."""
    one, other = (roster.people[n] for n in pair)
    if by_gender and {one.gender, other.gender} == {"male", "female"} and not _is_told_of_one(one, other):
        return True
    if any(p.nominal and is_plural(p.name.split()[-1]) for p in (one, other)) and not (one.nominal and other.nominal):
        return True  # "the children" are not Max
    if {"mrs", "miss"} <= {split_title(s)[0] for p in (one, other) for s in p.surfaces}:
        return True
    if len(roster.narrator_spans) == 1 and roster.narrators & set(pair):
        narrated = {p.number for p in (one, other) if p.narrated >= _OFTEN and p.narrated > SHARE_NARRATED * p.count}
        if narrated - roster.narrators:
            return True  # whom the narration names is not the one who tells it
    if any(
        YOUNGER in p.kinds and q.first is None and q.last == p.last and "miss" in q.kinds for p, q in ((one, other), (other, one))
    ):
        return True
    cores = [[split_title(s)[1] for s in sorted(p.surfaces)] for p in (one, other)]
    firsts = [{full for core in found if len(core) > 1 for full in full_forms(core[0])} for found in cores]
    if firsts[0] and firsts[1] and not firsts[0] & firsts[1] and not (one.nominal or other.nominal):
        return True
    together = len(sentences[pair[0]] & sentences[pair[1]])
    return together >= 3 and together > 0.06 * min(len(sentences[pair[0]]), len(sentences[pair[1]]))


def _is_told_of_one(one: Person, other: Person) -> bool:
    """Whether somebody's gender was told, and the other is "the doctor", whose gender is only guessed."""
    return any(told.gender_told and guessed.nominal and not guessed.gender_told for told, guessed in ((one, other), (other, one)))


def may_be_one(roster: Roster, told: Told, pair: tuple[int, int]) -> bool:
    """Whether nothing speaks against two people being one: neither their names, nor that they talk to each other, more than
    once."""
    return not are_distinct(roster, told.sentences, pair) and told.answers[frozenset(pair)] <= 1


def merge(roster: Roster, keep: int, drop: int, why: str = "", chance: float = 1.0) -> None:
    """Give one person's names and counts to another; call `index` after. `why`, and the `chance` that it
    is so, are told to whoever asks."""
    kept, dropped = roster.people[keep], roster.people[drop]
    if why:
        kept.joins += [*dropped.joins, Join(kept.name, dropped.name, why, round(chance, 2))]
    told_by = roster.narrators & {keep, drop}
    if dropped.narrated > kept.narrated and not told_by and not dropped.nominal and dropped.name.lower() not in titles():
        kept.name = dropped.name
    kept.surfaces |= dropped.surfaces
    kept.count += dropped.count
    kept.called += dropped.called
    kept.narrated += dropped.narrated
    if kept.gender == "unknown" or dropped.gender_told > kept.gender_told:
        kept.gender, kept.gender_told = dropped.gender, dropped.gender_told
    narrator_spans = [(start, keep if person == drop else person) for start, person in roster.narrator_spans]
    roster.narrator_spans = tuple(t for n, t in enumerate(narrator_spans) if not n or t[1] != narrator_spans[n - 1][1])
    dropped.surfaces = set()
    dropped.count = 0
