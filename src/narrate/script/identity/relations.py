"""The relations of whoever tells the story, and their names: "my husband", "my brother"."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile

from narrate.script.document import Document, Mention, Turn
from narrate.script.evidence.context import Context
from narrate.script.evidence.mentions import Mentions, vocatives
from narrate.script.identity.merging import may_be_one, merge, told_of
from narrate.script.identity.unnamed import is_generic
from narrate.script.lexicon import given_names, kin
from narrate.script.names.roster import Person, Roster
from narrate.script.names.titles import split_title

_CONVERSATION = 4
"""Turns before a relation's words, at most, in which their name is called."""
_OF_AN_ORDER = frozenset({"brother", "sister", "mother", "father"})
"""Titles of monks, nuns and priests as well."""
_SPOKEN_OF = 12
"""Paragraphs before a call in which the narration speaks of the relation who is called, at most."""
_NEAR = 2
"""Paragraphs from one turn of a conversation to the next, at most."""


def join_called_relations(context: Context, speakers: list[int | None]) -> bool:
    """In a short story, join "my brother" with the one name that somebody is called by just before or after his words; whether
    any were joined. `speakers` are those whom a tag names."""
    document, roster = context.document, context.roster
    if not (document.first_person and document.is_short):
        return False
    told = told_of(context, speakers)
    joined = False
    for relation in [p for p in roster.people if any(s.startswith("my ") for s in p.surfaces) and p.name.split()[-1] in kin()]:
        names = _called_beside(context, speakers, relation.number)
        if len(names) != 1 or not relation.nominal:
            continue
        (name,) = names
        if not may_be_one(context.roster, told, (name, relation.number)):
            continue
        merge(
            roster, name, relation.number, "called so just before or after the words of one who is only a relation of the teller"
        )
        joined = True
    roster.index()
    return joined


def join_titled_relations(context: Context, speakers: list[int | None]) -> bool:
    """In a short story, join "his uncle" with the only one whom anybody calls Uncle; whether any were joined."""
    document, roster = context.document, context.roster
    if not document.is_short:
        return False
    told = told_of(context, speakers)
    joined = False
    for relation in [p for p in roster.people if p.nominal and p.surfaces and p.name.split()[-1] in kin()]:
        title = relation.name.split()[-1]
        titled = [p for p in roster.people if not p.nominal and p.surfaces and title in p.kinds and title not in _OF_AN_ORDER]
        if len(titled) != 1 or not may_be_one(context.roster, told, (titled[0].number, relation.number)):
            continue
        merge(roster, titled[0].number, relation.number, f"the only one who is called {title.capitalize()}")
        joined = True
    roster.index()
    return joined


def _called_beside(context: Context, speakers: list[int | None], relation: int) -> set[int]:
    """The names that are called nearest to each speech of a relation."""
    found: set[int] = set()
    for number in (n for n, speaker in enumerate(speakers) if speaker == relation):
        found |= next(filter(None, (_called_in(context, n) for n in _conversation(context, number))), set())
    return found


def _conversation(context: Context, number: int) -> list[int]:
    """The turns before one, nearest first, and the answer to it."""
    turns = context.document.turns
    before = list(takewhile(lambda n: _goes_on(turns[n + 1]), range(number - 1, max(-1, number - 1 - _CONVERSATION), -1)))
    return [*before, *(n for n in (number + 1,) if n < len(turns) and _goes_on(turns[n]))]


def _goes_on(turn: Turn) -> bool:
    """Whether a turn belongs to the conversation of the one before it."""
    return turn.gap <= _NEAR and not turn.new_scene


def _called_in(context: Context, number: int) -> set[int]:
    """Whom a turn calls by a name of their own, but the teller."""
    called = {m.referents[0] for q in context.turn(number).quotes for m in context.vocatives[q] if len(m.referents) == 1}
    return {person for person in called - context.roster.narrators if not context.roster.people[person].nominal}


def name_addressed_relations(document: Document, roster: Roster) -> None:
    """Join a narrator's unnamed relation ("my husband", and in a short story also "the husband") with the name it is only ever
    called by.

    A name that the narration never uses belongs to somebody the narration calls otherwise: the relation of the
    same gender that stands nearest to where the name is called, if there is but one.
    """
    if not document.first_person:
        return  # "his mother" is somebody else in every chapter
    mentions = Mentions(document, roster)
    narrated = Counter(n for m in mentions.all if m.named and not m.quoted for n in m.referents)
    for calls in vocatives(document, mentions):
        for call in calls:
            person = roster.people[call.referents[0]]
            if not any(split_title(s)[1][0].lower() in given_names() for s in person.surfaces):
                continue
            if len(call.referents) > 1 or narrated[person.number] or person.nominal or person.number in roster.narrators:
                continue
            relation = _relation_near(document, roster, mentions, call, person)
            if relation:
                mine = {s for s in relation.surfaces if s.startswith("my ") or not is_generic(document, relation)}
                person.surfaces |= mine
                relation.surfaces -= mine
                person.nominal = False
                narrated[person.number] += 1
                if person.gender == "unknown":
                    person.gender = relation.gender
    roster.index()


def _relation_near(document: Document, roster: Roster, mentions: Mentions, call: Mention, person: Person) -> Person | None:
    first = max(0, call.paragraph - _SPOKEN_OF)
    near = [m for m in mentions.within(document.paragraphs[first][0], call.start) if m.named and not m.quoted]
    numbers = {n for m in near for n in m.referents}
    relations = [roster.people[n] for n in numbers if roster.people[n].nominal and roster.people[n].surfaces]
    kinsfolk = [p for p in relations if p.name.split()[-1] in kin() and person.gender in (p.gender, "unknown")]
    return kinsfolk[0] if len(kinsfolk) == 1 else None
