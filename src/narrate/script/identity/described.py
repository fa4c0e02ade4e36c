"""People who are only described before "he said": "The ferryman held out his hand. “Sixpence,” he said." """

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from narrate.model import Gender
from narrate.script.document import Document
from narrate.script.evidence.mentions import PRONOUN_GENDER, Mentions
from narrate.script.evidence.phrases import person_phrase
from narrate.script.evidence.subjects import SOMEBODYS_VOICE, SPEECH_TAGS, Tag
from narrate.script.lexicon import kin, nouns
from narrate.script.names.roster import Roster

_BACK = 2
"""Paragraphs of narration before a turn in which its speaker may be described."""
_SENTENCES = 6
"""So many are looked at."""
_HEADS = 2
"""So often a noun heads the narration beside turns that is somebody of its own."""
_NEW = re.compile(r"(?:an?|another|one)\s", re.I)
_TOLD_APART = re.compile(r"\s+(?:who|whose|with|in|from|at|on|behind|beside|near|under)\s")


def described_speakers(document: Document, roster: Roster, mentions: Mentions, tags: list[list[Tag]]) -> Counter[str]:
    """The noun phrases that a pronoun of a tag goes back to, without their article, and how often: by the subjects of the
    sentences before it, where no name stands among them that the pronoun may mean."""
    return Counter(
        noun
        for number in range(len(document.turns))
        if (tag := _pronoun_tag(document, tags, number)) is not None
        and (place := _described(document, mentions, number, tag)) is not None
        and (noun := _new(document, roster, mentions, *place, tag.gender))
    )


def acting_strangers(document: Document, roster: Roster, mentions: Mentions) -> Counter[str]:
    """The nouns, without "the", that head the narration beside turns ("The girl flushed.", "A man's voice came …") where no name
    is told before that the noun may mean; and how often."""
    heads: Counter[str] = Counter()
    first: dict[str, int] = {}
    beside = {turn.paragraph + step for turn in document.turns for step in (-1, 0, 1)}
    for paragraph in sorted(beside & set(range(len(document.paragraphs)))):
        start, end = document.paragraphs[paragraph]
        if document.quoted[start]:
            continue
        if voice := SOMEBODYS_VOICE.match(document.text, start, end):
            noun, count = voice.group(1).lower(), _HEADS
        elif (phrase := person_phrase().match(document.text, start, end)) and phrase.group().lower().startswith("the "):
            noun, count = " ".join(phrase.group().lower().split()[1:]), 1
        else:
            continue
        heads[noun] += count
        first.setdefault(noun, start)
    return Counter(
        {noun: count for noun, count in heads.items() if count >= _HEADS and _alone(roster, mentions, first[noun], _gender(noun))}
    )


def _alone(roster: Roster, mentions: Mentions, place: int, gender: Gender) -> bool:
    """Whether nobody who may be of this gender is named in the narration before a place."""
    before = (m for m in mentions.within(0, place) if m.named and not m.quoted)
    return gender != "unknown" and not any(roster.people[n].gender in (gender, "unknown") for m in before for n in m.referents)


def _pronoun_tag(document: Document, tags: list[list[Tag]], number: int) -> Tag | None:
    """The tag of a turn that says no more than "he said"."""
    spoken = [tag for q in document.turns[number].quotes for tag in tags[q] if tag.kind in SPEECH_TAGS]
    plain = all(tag.subject == "pronoun" and not tag.first_person and tag.gender != "unknown" for tag in spoken)
    return spoken[0] if spoken and plain else None


def _described(document: Document, mentions: Mentions, number: int, tag: Tag) -> tuple[int, int] | None:
    """Where the noun phrase stands that heads the sentence which the tag's pronoun goes back to."""
    for start, end in _sentences_before(document, number):
        opening = next((m for m in mentions.within(start, end) if not m.quoted), None)
        if opening is not None and opening.start == start:
            if opening.named:
                return None
            if PRONOUN_GENDER.get(opening.surface) == tag.gender:
                continue
        if phrase := person_phrase().match(document.text, start, end):
            return phrase.span()
        if any(m.named for m in mentions.within(start, end)):
            return None
    return None


def _new(document: Document, roster: Roster, mentions: Mentions, start: int, end: int, gender: Gender) -> str | None:
    """The noun of a phrase that brings somebody new: "a sailor", "the man who came in", "the lady" before any woman is named.
    Most young men in the middle of a scene are somebody we know."""
    noun = " ".join(document.text[start:end].split()[1:])
    if not noun.islower() or _gender(noun) not in (gender, "unknown"):
        return None
    if brings_somebody(document, start, end):
        return noun
    return noun if _alone(roster, mentions, start, gender) else None


def brings_somebody(document: Document, start: int, end: int) -> bool:
    """Whether the words of a phrase, or just behind it, tell that it is of somebody new: "a sailor", "the man who came in"."""
    return bool(_NEW.match(document.text, start) or _TOLD_APART.match(document.text, end))


def _sentences_before(document: Document, number: int) -> Iterator[tuple[int, int]]:
    """The sentences of narration before a turn's first quotation, the nearest first: of its own paragraph, and of those before
    it that nobody speaks in."""
    turn = document.turns[number]
    speaking = {other.paragraph for other in document.turns[max(0, number - 1) : number]}
    seen = 0
    for paragraph in range(turn.paragraph, max(-1, turn.paragraph - _BACK - 1), -1):
        start, end = document.paragraphs[paragraph]
        if paragraph in speaking or paragraph in document.headings:
            return
        if paragraph == turn.paragraph:
            end = document.quotes[turn.first].start
        ends = [start, *(m.end() for m in document.sentence_pattern.finditer(document.text, start, end) if m.end() < end), end]
        for first, last in zip(ends[-2::-1], ends[:0:-1], strict=True):
            if document.text[first:last].strip():
                seen += 1
                yield first, last
            if seen == _SENTENCES:
                return


def _gender(noun: str) -> Gender:
    head = noun.split()[-1]
    return nouns().get(head) or kin().get(head, "unknown")
