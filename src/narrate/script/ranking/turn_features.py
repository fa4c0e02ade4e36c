"""What can be seen at one turn, whoever its candidates are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from narrate.script.evidence.context import Context
from narrate.script.evidence.subjects import SPEECH_TAGS, TAG_KINDS, Tag

_ADDRESS = {
    "male": re.compile(
        r"(?:^|[,!?.;…]\s*|\b(?:my dear|yes|no|well|oh|dear|good)[,\s]\s*)(?:sir|old man|old boy|old fellow|old chap|my boy"
        r"|my lord|gentlemen|my dear fellow|monsieur|mister|papa|father|my son|dad|daddy|uncle|brother)(?=[,.!?;…—-]|$)",
        re.I,
    ),
    "female": re.compile(
        r"(?:^|[,!?.;…]\s*|\b(?:my dear|yes|no|well|oh|dear|good)[,\s]\s*)(?:ma'am|ma’am|madam|madame|miss|my lady|ladies"
        r"|mamma|mama|mother|my girl|my dear girl|aunt|mum|mom|mommy|ma am|dear lady|young lady|sister)(?=[,.!?;…—-]|$)",
        re.I,
    ),
}
_PARENT = re.compile(
    r"(?:^|[,!?.;…—]\s*|\b(?:dear|oh|yes|no|but|well|please)[,\s]\s*)(?:dad|daddy|papa|pa|father|mum|mummy|mom|mommy|mamma|mama|ma|mother)"
    r"(?=\s*(?:[,.!?;…—-]|$))",
    re.I,
)
_NOBODY: frozenset[int] = frozenset()
_NO_NAMES: Mapping[int, int] = {}
"""One for all the turns that name nobody."""


@dataclass(slots=True)
class TurnFeatures:
    """One turn with everything that does not depend on the candidate. `known` is its speaker where a tag leaves no doubt;
    `run` is the number of the first turn of its stretch of dialogue."""

    number: int
    paragraph: int
    start: int
    text: str
    tags: list[Tag]
    spoken: Tag | None
    silent: Tag | None
    known: int | None
    called: frozenset[int]
    named: Mapping[int, int]
    """How often the quotations name a person."""
    address: tuple[int, int]
    """How often they say "sir" and the like, and "madam"."""
    narration: int
    parent: bool
    run: int = 0
    candidates: list[int] = field(default_factory=list)


def turn_features(context: Context, number: int) -> TurnFeatures:
    """What can be seen at one turn."""
    turn = context.turn(number)
    document = context.document
    start, end = document.paragraphs[turn.paragraph]
    tags = sorted(context.tags_of(number), key=lambda tag: TAG_KINDS.index(tag.kind))
    spoken = context.spoken_tag(number)
    silent = next((t for t in tags if t.kind not in SPEECH_TAGS), None)
    known = None
    if spoken and spoken.subject == "name" and len(spoken.referents) == 1:
        known = spoken.referents[0]
    elif spoken and spoken.first_person:
        known = context.roster.narrator_at(spoken.place)
    quotes = [document.quotes[q] for q in turn.quotes]
    text = " ".join(document.text[q.start : q.end] for q in quotes)
    called = frozenset(n for q in turn.quotes for m in context.vocatives[q] for n in m.referents if len(m.referents) < 3)
    named = Counter(n for m in context.mentions.within(start, end) if m.quoted and m.named for n in m.referents)
    bare = text.strip('"“”‘’ ')
    address = len(_ADDRESS["male"].findall(bare)), len(_ADDRESS["female"].findall(bare))
    spoken_length = sum(q.end - q.start for q in quotes)
    return TurnFeatures(
        number=number,
        paragraph=turn.paragraph,
        start=quotes[0].start,
        text=text,
        tags=tags,
        spoken=spoken,
        silent=silent,
        known=known,
        called=called or _NOBODY,
        named=named or _NO_NAMES,
        address=address,
        narration=end - start - spoken_length,
        parent=bool(_PARENT.search(bare)),
    )


def tagged(s: TurnFeatures | None) -> float:
    """2: by a named spoken tag, 1: by a pronoun or noun, 0.5: by a beat."""
    if s is None:
        return 0.0
    if s.spoken:
        return 2.0 if s.spoken.subject == "name" else 1.0
    return 0.5 if s.silent else 0.0
