"""Somebody whom a short story only ever calls by name: "The old man sat up. “Who is it?” “It's late, Mr. Pell.”"."""

from __future__ import annotations

from collections import Counter

from narrate.script.document import Document
from narrate.script.evidence.mentions import Mentions, vocatives
from narrate.script.evidence.phrases import person_phrase
from narrate.script.lexicon import kin, nouns
from narrate.script.names.roster import Person, Roster

_BACK = 3
"""Paragraphs before a call within which the narration brings in who is called."""


def join_addressed_epithets(document: Document, roster: Roster) -> None:
    """Give a name that the narration never uses the noun that heads the narration just before it is called ("the old
    man"), if that noun is nobody else's and fits the name's gender."""
    if not document.is_short:
        return
    mentions = Mentions(document, roster)
    narrated = Counter(n for m in mentions.all if m.named and not m.quoted for n in m.referents)
    for quote, calls in zip(document.quotes, vocatives(document, mentions), strict=True):
        for person in (roster.people[call.referents[0]] for call in calls if len(call.referents) == 1):
            if (
                not narrated[person.number]
                and person.gender != "unknown"
                and _take_over(document, roster, person, quote.paragraph)
            ):
                narrated[person.number] += 1
    roster.index()


def _take_over(document: Document, roster: Roster, person: Person, paragraph: int) -> bool:
    phrases = (_heading(document, p) for p in range(paragraph - 1, max(-1, paragraph - 1 - _BACK), -1))
    phrase = next(filter(None, phrases), None)
    if phrase is None or nouns().get(phrase.split()[-1]) != person.gender or phrase.split()[-1] in kin():
        return False
    noun = phrase.split(maxsplit=1)[1]
    if roster.lookup(f"the {noun}"):
        return False
    person.surfaces |= {f"the {noun}", f"a {noun}", f"an {noun}"}
    return True


def _heading(document: Document, paragraph: int) -> str | None:
    """The noun that heads a paragraph of narration: "the old man"."""
    start, end = document.paragraphs[paragraph]
    found = person_phrase().match(document.text, start, end)
    return " ".join(found.group().lower().split()) if found and not document.quoted[start] else None
