"""The features of a turn that do not depend on its candidates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from narrate.script.evidence.context import Context
from narrate.script.evidence.subjects import SPEECH_TAGS, TAG_KINDS, Tag

_TO_MEN = (
    "sir", "old man", "old boy", "old fellow", "old chap", "my boy", "my lord", "gentlemen", "my dear fellow", "monsieur",
    "mister", "papa", "father", "my son", "dad", "daddy", "uncle", "brother",
)  # fmt: skip
_TO_WOMEN = (
    "ma'am", "ma’am", "madam", "madame", "miss", "my lady", "ladies", "mamma", "mama", "mother", "my girl", "my dear girl",
    "aunt", "mum", "mom", "mommy", "ma am", "dear lady", "young lady", "sister",
)  # fmt: skip
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
    """One turn (the quotations of a paragraph)."""

    number: int
    paragraph: int
    start: int
    text: str
    tags: list[Tag]
    speech_tag: Tag | None
    beat: Tag | None
    """The first tag without a verb of speech: an action beside the quotation."""
    certain_speaker: int | None
    """The speaker, where a tag or a correction leaves no doubt."""
    called: frozenset[int]
    mention_counts: Mapping[int, int]
    """How often the quotations name a person."""
    address_terms: tuple[int, int]
    """How often they say "sir" and the like, and "madam"."""
    narration_length: int
    calls_parent: bool
    run: int = 0
    """The number of the first turn of its run: a stretch of dialogue that no scene and no long narration interrupts."""
    candidates: list[int] = field(default_factory=list)


def turn_features(context: Context, number: int) -> TurnFeatures:
    """The features of a turn; its run and its candidates are filled in later."""
    turn, document = context.turn(number), context.document
    start, end = document.paragraphs[turn.paragraph]
    tags = sorted(context.tags_of(number), key=lambda tag: TAG_KINDS.index(tag.kind))
    quotes = [document.quotes[q] for q in turn.quotes]
    text = " ".join(document.text[q.start : q.end] for q in quotes)
    called = frozenset(n for q in turn.quotes for m in context.vocatives[q] for n in m.referents if len(m.referents) < 3)
    named = Counter(n for m in context.mentions.within(start, end) if m.quoted and m.named for n in m.referents)
    bare = text.strip('"“”‘’ ')
    return TurnFeatures(
        number=number,
        paragraph=turn.paragraph,
        start=quotes[0].start,
        text=text,
        tags=tags,
        speech_tag=context.spoken_tag(number),
        beat=next((tag for tag in tags if tag.kind not in SPEECH_TAGS), None),
        certain_speaker=context.named_speaker(number),
        called=called or _NOBODY,
        mention_counts=named or _NO_NAMES,
        address_terms=(_count_address(_TO_MEN, bare), _count_address(_TO_WOMEN, bare)),
        narration_length=end - start - sum(quote.end - quote.start for quote in quotes),
        calls_parent=bool(_PARENT.search(bare)),
    )


def _count_address(terms: tuple[str, ...], text: str) -> int:
    """How often somebody is called by one of these terms. Most turns hold none of them, which is seen at once."""
    low = text.lower()
    return len(_addressing(terms).findall(text)) if any(term in low for term in terms) else 0


@cache
def _addressing(terms: tuple[str, ...]) -> re.Pattern[str]:
    before = r"(?:^|[,!?.;…]\s*|\b(?:my dear|yes|no|well|oh|dear|good)[,\s]\s*)"
    return re.compile(rf"{before}(?:{'|'.join(terms)})(?=[,.!?;…—-]|$)", re.I)


def tagged(turn: TurnFeatures | None) -> float:
    """2: by a named speech tag, 1: by a pronoun or noun, 0.5: by a beat."""
    if turn is None:
        return 0.0
    if turn.speech_tag:
        return 2.0 if turn.speech_tag.subject == "name" else 1.0
    return 0.5 if turn.beat else 0.0
