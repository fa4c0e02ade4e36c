"""Where speakers give their own name: "I'm Walt", "Call me Walt", "Walt." in answer to "And you are?"."""

from __future__ import annotations

import re

from narrate.script.document import Mention
from narrate.script.evidence.context import Context
from narrate.script.lexicon import GIVES_NAME

_GIVES = re.compile(GIVES_NAME, re.I)
_REACH = 30
"""Characters before a name within which the words stand that give it."""
_MORE = r"(?:\s+[A-Z][\w’'-]+){0,2}"
"""A family name that the story uses nowhere else."""
_GIVEN = re.compile(rf"{_MORE}(?:\s*(?:[.,;:!…—–-]|[\"”»]|[’'](?!\w)|$)|\s+(?:and|but|from)\b)")
_ASKS = re.compile(
    r"\b(?:your\s+(?:\w+\s+)?name|who\s+are\s+you|who(?:[’']re|\s+might)\s+you|call\s+you|and\s+you(?:\s+are)?)\b[^.!?]{0,30}\?",
    re.I,
)
_MARKS = " \n\t\"“”‘’'«»„.,"


def given_name(context: Context, number: int) -> Mention | None:
    """The name that the speaker of a turn gives as their own, whoever it is."""
    for mention in _named_mentions(context, number):
        before = context.document.text[max(0, mention.start - _REACH) : mention.start]
        if _GIVES.search(before) and _GIVEN.match(context.document.text, mention.end):
            return mention
    return None


def name_alone(context: Context, number: int) -> Mention | None:
    """The name that is all a quotation of a turn says, calmly."""
    for q in context.turn(number).quotes:
        quote = context.document.quotes[q]
        words = context.document.text[quote.start : quote.end].strip(_MARKS)
        for mention in context.mentions.within(quote.start, quote.end):
            if mention.named and len(mention.referents) == 1 and re.fullmatch(re.escape(mention.surface) + _MORE, words):
                return mention
    return None


def answers_with_name(context: Context, number: int) -> Mention | None:
    """The name alone with which a turn answers who its speaker is: one was asked, or the other has just given theirs."""
    turn = context.turn(number)
    if number == 0 or turn.gap > 2 or turn.new_scene or (mention := name_alone(context, number)) is None:
        return None
    last = context.document.quotes[context.turn(number - 1).last]
    asked = _ASKS.search(context.document.text, last.start, last.end)
    return mention if asked or given_name(context, number - 1) or first_named_alone(context, number - 1) else None


def first_named_alone(context: Context, number: int) -> Mention | None:
    """A name alone in a quotation that nobody has used before in the story."""
    mention = name_alone(context, number)
    if mention is None:
        return None
    first = next(m for m in context.mentions.all if m.surface == mention.surface)
    return mention if first.start == mention.start else None


def _named_mentions(context: Context, number: int) -> list[Mention]:
    quotes = [context.document.quotes[q] for q in context.turn(number).quotes]
    found = (m for quote in quotes for m in context.mentions.within(quote.start, quote.end))
    return [m for m in found if m.named and len(m.referents) == 1]
