"""Common nouns that stand for somebody who has a name: "l'artiste" may be Lucien, and "der Reisende" whoever has just arrived."""

from __future__ import annotations

from collections import Counter, defaultdict

from narrate.script.document import Document
from narrate.script.evidence.context import Context
from narrate.script.identity.merging import Told, may_be_one, mention_counts, merge, told_of
from narrate.script.identity.unnamed import is_generic
from narrate.script.languages import language
from narrate.script.multilingual.tokens import tokens
from narrate.script.names.roster import Person

_BACK, _REACH = 12, 3
"""Mentions and paragraphs back in which the name stands that a noun takes up."""
_ENOUGH, _SHARE = 3, 0.8
"""So often, and in this share of its uses, a noun takes up the one name that it stands for."""
_SELDOM, _RATHER_OFTEN, _TAKES_UP = 10, 30, 0.5
"""A noun that is heard less often, one like "the girl" less often than the second, and that in this share of its uses takes up
any name, is nobody of its own."""
_MORE_NOUN = 3
"""So many times as often as by name, at most, somebody is spoken of by a noun."""
_ADJECTIVES = 3
"""Words after an article among which its noun stands."""


def join_epithets(context: Context) -> bool:
    """Join the nouns of the roster with the names that they take up, and forget those that mean somebody else each time, so that
    their tags tell a gender alone; whether there were any."""
    document, people = context.document, context.roster.people
    if not language(document.language).indefinite:
        return False  # nothing tells who is new
    votes, heard, told = _votes(context), mention_counts(context), told_of(context, context.named_speakers())
    own = {*_introduced(document), *language(document.language).people}
    changed = False
    for number, names in sorted(votes.items()):
        noun = people[number]
        head = noun.name.replace("’", "'").rpartition("'")[2].split()[-1].lower()  # "l'oste"
        best, count = max(names.items(), key=lambda item: (item[1], -item[0]))
        generic = is_generic(document, noun)
        if not generic and _is_one(context, told, (number, best), (count, names.total()), heard):
            merge(context.roster, best, number, f"the noun takes up this name {count} of {names.total()} times")
            changed = True
        elif (
            heard[number] < (_RATHER_OFTEN if generic else _SELDOM)
            and names.total() >= _TAKES_UP * heard[number]
            and (generic or head not in own)
        ):
            noun.surfaces, noun.count = set(), 0
            changed = True
    context.roster.index()
    return changed


def _is_one(context: Context, told: Told, pair: tuple[int, int], counts: tuple[int, int], turn_counts: Counter[int]) -> bool:
    """Whether nothing speaks against a noun and a name being one, given how often the noun takes up this name, and any."""
    (noun, name), (count, total) = pair, counts
    people = context.roster.people
    rivals = [p for p in people if _fits(p, people[noun]) and p.number != name and turn_counts[p.number] >= _ENOUGH]
    if not rivals:
        return False  # whoever else it might be is not named
    if count < _ENOUGH or count < _SHARE * total or turn_counts[noun] > _MORE_NOUN * turn_counts[name]:
        return False
    return may_be_one(context.roster, told, pair)


def _votes(context: Context) -> dict[int, Counter[int]]:
    """For each noun whom it may take up: the last one of its gender who is named before it, in an earlier sentence."""
    people, document = context.roster.people, context.document
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    mentions = [m for m in context.mentions.all if m.named and not m.quoted and len(m.referents) == 1]
    for at, mention in enumerate(mentions):
        noun = people[mention.referents[0]]
        if not noun.nominal or noun.gender == "unknown":
            continue
        sentence = document.sentence(mention.start)
        for before in reversed(mentions[max(0, at - _BACK) : at]):
            person = people[before.referents[0]]
            if mention.paragraph - before.paragraph > _REACH:
                break
            if _fits(person, noun) and document.sentence(before.start) != sentence:
                votes[noun.number][person.number] += 1
                break
    return votes


def _fits(person: Person, noun: Person) -> bool:
    return not person.nominal and person.gender in (noun.gender, "unknown")


def _introduced(document: Document) -> Counter[str]:
    """The nouns that an indefinite article stands before: somebody new."""
    spoken, found = language(document.language), Counter[str]()
    for start, end in document.paragraphs:
        words = tokens(document.text, start, end, spoken)
        for n, word in enumerate(words):
            if word.low not in spoken.indefinite:
                continue
            for after in words[n + 1 : n + 1 + _ADJECTIVES]:
                if after.broken:
                    break
                found[after.low] += 1
    return found
