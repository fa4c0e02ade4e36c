"""What a book's own habits and a scene's comings and goings add to the learned scores.

The weights were learned from novels in which a paragraph of speech seldom has an action beside it, and people are announced.
In the prose of today it is the action that tells who speaks, and whoever comes in speaks next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from narrate.model import Gender
from narrate.script.document import Mention
from narrate.script.evidence.mentions import PRONOUN_GENDER, SUBJECTS
from narrate.script.evidence.phrases import person_phrase
from narrate.script.identity.described import brings_somebody
from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.decode import Floats
from narrate.script.ranking.features import FeatureTable
from narrate.script.rules import beat

HABIT = 0.15
"""The share of untagged turns with somebody's action beside them, from which on it says who speaks: up to 0.06 in novels of
before 1940, 0.18 and more in those of today."""
BY_BEAT, BY_ENTRANCE, BY_GENDER, BY_COMING_LATER = 1.0, 1.0, -1.0, -1.0
"""Added to the score (log odds) of who acts beside a turn, of who has just come in, of whom the "he" or "she" that acts just
before cannot mean, and of who comes in only after it."""
BY_INTRODUCTION = 3.0
"""The same of somebody new and nameless whom "he said" goes back to. In novels a nameless "he" is so seldom right that the
learned scores hold a man at the bar against it."""
_NOT_HEARD = 6
"""Turns: who spoke within so many does not come in."""
_COMES = re.compile(
    r"\s+(?:had\s+|has\s+|was\s+|\w+ly\s+|herself\s+|himself\s+)*"
    r"(?:c[ao]me(?:s|in)?|coming|enter\w*|appear\w*|arriv\w*|burst\w*|emerg\w*|return\w*|join(?:s|ed)"
    r"|(?:walk|step|rush|hurr|stroll|stumbl|march|bustl|wander|slip|stor)\w*\s+(?:in|into|out|over|up|back)"
    r"|(?:put|stuck|poked|puts|sticks|pokes)\s+(?:her|his|a)\s+head|(?:stood|stands|standing)\s+(?:in|at)\s+the\s+door)\b"
)
_BURSTS_IN = re.compile(
    r"\s+(?:\w+ly\s+|then\s+)*(?:entered\b|appeared\s+(?:in|at|on)\b|arrived\b"
    r"|(?:came|burst|ran|rushed|hurried|walked|stepped|strode|marched|wandered|stumbled|slipped|bounded)\s+in(?:to)?\b)"
)
"""Only what takes somebody into the scene: who "came up" or "went over" was there."""
_COMES_BEFORE = re.compile(
    r"\b(?:there(?:\s+was|\s+stood|\s+is|[’']s)|(?:in|out|up|down|along|over)\s+(?:c[ao]mes?|walked|stepped|burst|strode|rushed)"
    r"|appeared|entered|it(?:\s+was|\s+is|[’']s))\s+$",
    re.I,
)


def habit_scores(index: DialogueIndex, table: FeatureTable) -> Floats:
    """What is to be added to the score of each row of a table."""
    beats = _follows_beats(index)
    added: dict[tuple[int, int], float] = {}
    against: dict[int, Gender] = {}
    for number in sorted(set(table.turns)):
        if index.context.spoken_tag(number) is not None:
            if (who := _just_introduced(index, number)) is not None:
                added[number, who] = BY_INTRODUCTION
            continue
        if (who := _comes_later(index, number)) is not None:
            added[number, who] = BY_COMING_LATER
        if (who := _beside(index, number, beats)) is not None:
            added[number, who] = BY_BEAT
        elif (who := _comes_in(index, number)) is not None:
            added[number, who] = BY_ENTRANCE
        elif (gender := _gender_before(index, number)) is not None:
            against[number] = gender
    scores = [added.get(row, 0.0) for row in zip(table.turns, table.people, strict=True)]
    for row, (number, person) in enumerate(zip(table.turns, table.people, strict=True)):
        if index.genders[person] not in (against.get(number, index.genders[person]), "unknown"):
            scores[row] += BY_GENDER
    return np.array(scores)


def _follows_beats(index: DialogueIndex) -> bool:
    """Whether this book lets actions say who speaks."""
    untagged = [n for n in range(len(index.turns)) if index.context.spoken_tag(n) is None]
    return sum(any(tag.subject == "name" for tag in index.context.tags_of(n)) for n in untagged) > HABIT * len(untagged)


def _beside(index: DialogueIndex, number: int, habitual: bool) -> int | None:
    """Who acts beside a turn, where that is the book's habit, or between two of the turn's quotations."""
    tag = next(iter(index.context.tags_of(number)), None)
    found = beat.rule(index.context, number) if tag else None
    if tag is None or found is None:
        return None
    turn, quotes = index.context.turn(number), index.context.document.quotes
    return found.person if habitual or quotes[turn.first].start < tag.place < quotes[turn.last].start else None


def _gender_before(index: DialogueIndex, number: int) -> Gender | None:
    """The gender of the he or she who acts beside a turn, or in a paragraph of one sentence just before it."""
    turn, document = index.context.turn(number), index.context.document
    if tag := next(iter(index.context.tags_of(number)), None):
        return tag.gender if tag.subject == "pronoun" and not tag.first_person and tag.gender != "unknown" else None
    if turn.gap < 2 or turn.new_scene or turn.paragraph == 0:
        return None
    start, end = document.paragraphs[turn.paragraph - 1]
    head = next((m for m in index.context.mentions.within(start, end) if m.start == start), None)
    if head is None or document.sentence(start) != document.sentence(end - 1):
        return None
    return PRONOUN_GENDER.get(head.surface) if head.surface in SUBJECTS else None


def _just_introduced(index: DialogueIndex, number: int) -> int | None:
    """Somebody without a name whom the "he said" of a turn goes back to: "A man came up to the bar. “Gin,” he said." Only where
    the words before it bring somebody new, for most "young men" are somebody we know."""
    tag, turn = index.context.spoken_tag(number), index.context.turn(number)
    if tag is None or tag.subject != "pronoun" or tag.first_person or tag.gender == "unknown":
        return None
    heads = _heads(index, turn.paragraph, index.turns[number].start)
    if not heads and turn.gap > 1 and not turn.new_scene and turn.paragraph:
        heads = _heads(index, turn.paragraph - 1, index.turns[number].start)
    fitting = {who for _, who in heads if index.context.gender(who) in (tag.gender, "unknown")}
    if len(fitting) != 1 or not index.roster.people[next(iter(fitting))].nominal:
        return None
    document = index.context.document
    phrases = (person_phrase().match(document.text, place) for place, _ in heads)
    return fitting.pop() if any(found and brings_somebody(document, *found.span()) for found in phrases) else None


def _heads(index: DialogueIndex, paragraph: int, end: int) -> list[tuple[int, int]]:
    """Who begins the sentences of a paragraph before a position: (position, person)."""
    return [(place, who) for place, who in index.heads[paragraph] if place < end]


def _comes_in(index: DialogueIndex, number: int) -> int | None:
    """The one person of the paragraph of narration before a turn who comes in there, and has not spoken just before."""
    turn = index.context.turn(number)
    if turn.gap < 2 or turn.paragraph == 0:
        return None
    start, end = index.context.document.paragraphs[turn.paragraph - 1]
    spoke = {index.turns[n].certain_speaker for n in range(max(0, number - _NOT_HEARD), number)}
    coming = {m.referents[0] for m in _people(index, start, end) if _enters(index, m, start)}
    return coming.pop() if len(coming) == 1 and not coming & spoke else None


def _comes_later(index: DialogueIndex, number: int) -> int | None:
    """The one person who comes in in the paragraph after a turn, and so has not said it."""
    paragraph = index.context.turn(number).paragraph + 1
    if not index.narrated.get(paragraph) or any(turn.paragraph == paragraph for turn in index.turns[number + 1 : number + 2]):
        return None
    start, end = index.context.document.paragraphs[paragraph]
    text = index.context.document.text
    coming = {m.referents[0] for m in _people(index, start, end) if _BURSTS_IN.match(text, m.end)}
    return coming.pop() if len(coming) == 1 else None


def _people(index: DialogueIndex, start: int, end: int) -> Iterator[Mention]:
    return (m for m in index.context.mentions.within(start, end) if not m.quoted and len(m.referents) == 1)


def _enters(index: DialogueIndex, mention: Mention, start: int) -> bool:
    text = index.context.document.text
    return bool(_COMES.match(text, mention.end) or _COMES_BEFORE.search(text[max(start, mention.start - 40) : mention.start]))
