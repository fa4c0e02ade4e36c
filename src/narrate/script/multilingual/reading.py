"""Roster and context of a story in a language that is described in `languages`, as the steps of attribution need them."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from narrate.script.document import Document
from narrate.script.evidence.context import Context
from narrate.script.evidence.mentions import Mentions, vocatives
from narrate.script.evidence.subjects import SPEECH_TAGS, Tag
from narrate.script.identity.first_person import NARRATOR_NAME, find_narrators
from narrate.script.languages import language
from narrate.script.multilingual.names import Name
from narrate.script.multilingual.people import People
from narrate.script.multilingual.tags import FoundTag, TagFinder
from narrate.script.names.roster import Roster

_RUNNING = 0.05
"""The share of quotations that follow another directly in a story whose paragraphs hold whole conversations."""
_TOLD_BY_I = 2
"""Tags of "said I" that show a narrator."""
_MARKS = 4
"""Characters at a quotation's end that hold its stop and its mark."""
_REACH = 120
"""Characters after a name in which a pronoun may stand for it."""


def _find_narrator(document: Document, roster: Roster) -> None:
    """Who says I; in a story that is told in the first person only for a while, whoever does."""
    find_narrators(document, roster)
    tags = [one for found in TagFinder(document).find() for one in found if one.kind in SPEECH_TAGS and one.phrase]
    if not roster.narrator_spans and sum(one.phrase is not None and one.phrase.person == "i" for one in tags) >= _TOLD_BY_I:
        roster.narrator_spans = ((0, roster.add(NARRATOR_NAME, set(), "unknown").number),)
        roster.index()


def answers(document: Document) -> list[int]:
    """Where somebody else speaks within a paragraph: where one quotation follows the other with nothing between; in a story that
    is printed so, also where more than the tag's sentence stands between, or a sentence that is no tag: "»Wo?« Er stand auf.
    »Da.«" """
    pairs = [(a, b) for a, b in pairwise(document.quotes) if a.paragraph == b.paragraph and a.closes]
    between = [(a.end, b.start, document.text[a.end : b.start]) for a, b in pairs]
    bare = [end for _, end, text in between if not any(c.isalpha() for c in text)]
    if len(bare) < _RUNNING * len(document.quotes):
        return []
    ends = [document.sentence_pattern.search(document.text, start + 1, end) for start, end, _ in between]
    told = [m.end() for m, (_, end, _) in zip(ends, between, strict=True) if m and document.text[m.end() : end].strip(" —–-\n")]
    closed = [start for start, _, text in between if _opens_sentence(document, start, text)]
    stopped = closed if language(document.language).people else []
    return sorted({*bare, *told, *stopped})


def _opens_sentence(document: Document, end: int, after: str) -> bool:
    """Whether what follows a quotation is a sentence of its own."""
    stopped = document.text[max(0, end - _MARKS) : end].rstrip("»«“”\"’' ")[-1:] in {".", "!", "?", "…"}
    return stopped and after.lstrip(" —–-\n")[:1].isupper()


def build_roster(document: Document) -> Roster:
    """The people of a story, with their genders."""
    roster = People(document, TagFinder(document).find()).roster()
    _ask_pronouns(document, roster)
    _find_narrator(document, roster)
    return roster


def read_context(document: Document, roster: Roster) -> Context:
    """Mentions, tags and vocatives of a whole book."""
    mentions = Mentions(document, roster)
    tags = [[tag for one in found if (tag := _tag(roster, one))] for found in TagFinder(document).find()]
    return Context(document, roster, mentions, tags, vocatives(document, mentions))


def _tag(roster: Roster, tag: FoundTag) -> Tag | None:
    """The tag with the people it names. A name that is nobody's tells nothing but a gender."""
    phrase = tag.phrase
    if phrase is None:
        if tag.kind not in SPEECH_TAGS:
            return None
        return Tag(kind=tag.kind, subject="pronoun", gender=tag.gender, verb=tag.verb, surface="", place=tag.place)
    if phrase.kind == "pronoun":
        gender = phrase.gender if phrase.gender != "unknown" else tag.gender
        return Tag(
            kind=tag.kind,
            subject="pronoun",
            gender=gender,
            first_person=phrase.person == "i",
            verb=tag.verb,
            surface=phrase.text,
            place=phrase.start,
        )
    numbers = roster.lookup(phrase.text) or (roster.lookup(phrase.person) if phrase.person else ())
    gender = phrase.gender if phrase.gender != "unknown" else tag.gender
    if numbers:
        return Tag(kind=tag.kind, subject="name", referents=numbers, verb=tag.verb, surface=phrase.text, place=phrase.start)
    return Tag(kind=tag.kind, subject="noun", gender=gender, verb=tag.verb, surface=phrase.text, place=phrase.start)


def _ask_pronouns(document: Document, roster: Roster) -> None:
    """The gender of whom nothing else tells it of: that of the pronouns that follow the name."""
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    mentions = [m for m in Mentions(document, roster).all if not m.quoted]
    for mention, after in pairwise(mentions):
        near = after.start - mention.end < _REACH and after.paragraph == mention.paragraph
        if len(mention.referents) == 1 and not after.named and near:
            votes[mention.referents[0]][after.surface] += 1
    for person in roster.people:
        if person.gender != "unknown" or (
            person.nominal and person.name.split()[-1].lower() in language(document.language).voices
        ):
            continue
        vote = votes[person.number]
        male, female = (sum(vote[word] for word in words) for words in (("he", "his", "him"), ("she", "her")))
        names = [Name(surface, language(document.language)) for surface in sorted(person.surfaces)]
        listed = next((name.by_list for name in names if name.by_list != "unknown"), None)
        if listed is None and max(male, female) > 1.5 * min(male, female):
            person.gender = "male" if male > female else "female"
            continue
        genders = [listed] if listed else [name.by_ending for name in names if name.by_ending != "unknown"]
        person.gender = genders[0] if genders else "unknown"
