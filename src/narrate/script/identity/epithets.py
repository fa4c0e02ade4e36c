"""A common noun that the story ties to a name: "Mr. Turton, the Collector"; "the colonel" where there is but one."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict

from narrate.script.document import Mention
from narrate.script.evidence.context import Context
from narrate.script.evidence.subjects import OF_SOMEBODY
from narrate.script.identity.aliases import NAMED_ONCE
from narrate.script.identity.merging import are_distinct, mention_counts, merge, sentences_by_person
from narrate.script.lexicon import given_names, kin, word_class
from narrate.script.names.roster import Person
from narrate.script.names.titles import split_title

_SHORT = {
    "dr": "doctor",
    "prof": "professor",
    "capt": "captain",
    "col": "colonel",
    "gen": "general",
    "sgt": "sergeant",
    "cpl": "corporal",
    "supt": "superintendent",
    "det": "detective",
}
_FAR_MORE = 5
_BY_RANK_ALONE = 20
"""So many times as often as "King Rudolf", at most, "the king" is heard who is he."""
_APPOSED = re.compile(r",\s+")
_CLOSED = re.compile(r"\s*(?:,(?!\s*(?:and|or)\b)|[.;:!?]|\s(?:of|who|at)\b)")


def join_epithets(context: Context) -> bool:
    """Join the nouns of the roster with the names they stand for; whether any were."""
    joined = False
    sentences, none = sentences_by_person(context), defaultdict[int, set[int]](set)
    # writers do say "Dr. Rider left, and the doctor sighed"
    beside, rank = "the one is set beside the other between commas", "nobody else of that rank is named so often"
    for apart_sentences, pairs, why in ((sentences, _appositions(context), beside), (none, _ranks(context), rank)):
        for noun, person in pairs:
            if not noun.surfaces or not person.surfaces or noun is person:
                continue
            # "the doctor" is no man because most doctors of novels are
            if are_distinct(context.roster, apart_sentences, (noun.number, person.number), by_gender=why == beside):
                continue
            merge(context.roster, person.number, noun.number, why)
            joined = True
    context.roster.index()
    return joined


def _appositions(context: Context) -> list[tuple[Person, Person]]:
    """(noun, name) where the one is set beside the other between commas, and beside no other name as often."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    mentions = [m for m in context.mentions.all if m.named]
    text = context.document.text
    for one, other in itertools.pairwise(mentions):
        if len(one.referents) > 1 or len(other.referents) > 1 or one.quoted != other.quoted:
            continue
        noun, name = (one, other) if _is_noun(context, one) else (other, one)
        if not _is_noun(context, noun) or _is_noun(context, name):
            continue
        if _APPOSED.fullmatch(text[one.end : other.start]) and _CLOSED.match(text, other.end):
            votes[noun.referents[0]][name.referents[0]] += 1
    people, mentioned = context.roster.people, mention_counts(context)
    found = []
    for number, names in sorted(votes.items()):
        (best, count), *rest = names.most_common(2)
        if (not rest or count > 2 * rest[0][1]) and mentioned[number] <= NAMED_ONCE * mentioned[best]:
            found.append((people[number], people[best]))
    return found


def _is_noun(context: Context, mention: Mention) -> bool:
    """A noun that names an office or a calling; "the girl" and "his mother" are too many people."""
    words = mention.surface.lower().split()
    person = context.roster.people[mention.referents[0]]
    if len(words) == 1 and not person.nominal and context.document.text.startswith(("the ", "The "), max(0, mention.start - 4)):
        return all(" " not in s and s.lower() not in given_names() for s in person.surfaces)
    if words[0] != "the" or not all(" " not in s or s[0].islower() for s in person.surfaces):
        return False
    if OF_SOMEBODY.fullmatch(mention.surface):
        return True
    titled = f"the {words[-1]}" in {s.lower() for s in person.surfaces}
    return titled and words[-1] not in kin() and words[-1] not in word_class("anyone")


def _ranks(context: Context) -> list[tuple[Person, Person]]:
    """(noun, name): "the colonel" and the one colonel of the story, or the one far oftener named than the next."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for mention in context.mentions.all:
        title = split_title(mention.surface)[0] if mention.named and len(mention.referents) == 1 else None
        if title:
            counts[_SHORT.get(title, title)][mention.referents[0]] += 1
    people, mentioned = context.roster.people, mention_counts(context)
    found = []
    for person in people:
        rank = next((r for s in sorted(person.surfaces) if (r := s.lower().removeprefix("the ")) in word_class("offices")), None)
        if rank is None or any(split_title(s)[0] for s in person.surfaces if s[0].isupper()):
            continue
        named = counts[rank].most_common(2)
        if not named or mentioned[person.number] > _BY_RANK_ALONE * named[0][1]:
            continue
        if len(named) == 1 or named[0][1] >= _FAR_MORE * named[1][1]:
            found.append((person, people[named[0][0]]))
    return found
