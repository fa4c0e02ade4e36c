"""A common noun that the story ties to a name: "Mr. Turton, the Collector"; "the colonel" where there is but one."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict

from narrate.script.document import Mention
from narrate.script.evidence.context import Desk
from narrate.script.identity.aliases import NAMED_ONCE
from narrate.script.identity.merging import absorb, contradict, heard_of, sentences_of
from narrate.script.lexicon import kin, signs
from narrate.script.names.roster import Person
from narrate.script.names.titles import split_title

_SHORT = {"dr": "doctor", "prof": "professor", "capt": "captain", "col": "colonel", "gen": "general", "sgt": "sergeant"}
_FAR_MORE = 5
_BY_RANK_ALONE = 20
"""So many times as often as "King Rudolf", at most, "the king" is heard who is he."""
_APPOSED = re.compile(r",\s+")
_CLOSED = re.compile(r"\s*(?:,(?!\s*(?:and|or)\b)|[.;:!?]|\s(?:of|who|at)\b)")


def join_epithets(desk: Desk) -> bool:
    """Join the nouns of the roster with the names they stand for; whether any were."""
    joined = False
    sentences, none = sentences_of(desk), defaultdict[int, set[int]](set)
    # writers do say "Dr. Rider left, and the doctor sighed"
    for told, pairs in ((sentences, _appositions(desk)), (none, _ranks(desk))):
        for noun, person in pairs:
            if not noun.surfaces or not person.surfaces or noun is person:
                continue
            if contradict(desk.roster, told, (noun.number, person.number)):
                continue
            absorb(desk.roster, person.number, noun.number)
            joined = True
    desk.roster.index()
    return joined


def _appositions(desk: Desk) -> list[tuple[Person, Person]]:
    """(noun, name) where the one is set beside the other between commas, and beside no other name as often."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    mentions = [m for m in desk.mentions.all if m.named]
    text = desk.pages.text
    for one, other in itertools.pairwise(mentions):
        if len(one.numbers) > 1 or len(other.numbers) > 1 or one.quoted != other.quoted:
            continue
        noun, name = (one, other) if _is_noun(desk, one) else (other, one)
        if not _is_noun(desk, noun) or _is_noun(desk, name):
            continue
        if _APPOSED.fullmatch(text[one.end : other.start]) and _CLOSED.match(text, other.end):
            votes[noun.numbers[0]][name.numbers[0]] += 1
    people, heard = desk.roster.people, heard_of(desk)
    found = []
    for number, names in sorted(votes.items()):
        (best, count), *rest = names.most_common(2)
        if (not rest or count > 2 * rest[0][1]) and heard[number] <= NAMED_ONCE * heard[best]:
            found.append((people[number], people[best]))
    return found


def _is_noun(desk: Desk, mention: Mention) -> bool:
    """A noun that names an office or a calling; "the girl" and "his mother" are too many people."""
    words = mention.surface.lower().split()
    person = desk.roster.people[mention.numbers[0]]
    titled = f"the {words[-1]}" in {s.lower() for s in person.surfaces} and all(
        " " not in s or s[0].islower() for s in person.surfaces
    )
    return words[0] == "the" and titled and words[-1] not in kin() and words[-1] not in signs("anyone")


def _ranks(desk: Desk) -> list[tuple[Person, Person]]:
    """(noun, name): "the colonel" and the one colonel of the story, or the one far oftener named than the next."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for mention in desk.mentions.all:
        title = split_title(mention.surface)[0] if mention.named and len(mention.numbers) == 1 else None
        if title:
            counts[_SHORT.get(title, title)][mention.numbers[0]] += 1
    people, heard = desk.roster.people, heard_of(desk)
    found = []
    for person in people:
        rank = next((r for s in sorted(person.surfaces) if (r := s.lower().removeprefix("the ")) in signs("offices")), None)
        if rank is None or any(split_title(s)[0] for s in person.surfaces if s[0].isupper()):
            continue
        named = counts[rank].most_common(2)
        if not named or heard[person.number] > _BY_RANK_ALONE * named[0][1]:
            continue
        if len(named) == 1 or named[0][1] >= _FAR_MORE * named[1][1]:
            found.append((person, people[named[0][0]]))
    return found
