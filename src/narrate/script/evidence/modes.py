"""Whether a quotation is said aloud, thought, or written: a letter is read in its writer's voice, but it is a letter."""

from __future__ import annotations

import re

from narrate.model import Mode
from narrate.script.document import SENTENCE_END, Turn
from narrate.script.evidence.context import Context
from narrate.script.evidence.subjects import SPEECH_TAGS
from narrate.script.lexicon import word_class

_PAPER = (
    r"(?:note|letter|telegram|card|postcard|message|diary|journal|email|e-mail|inscription|sign|placard|notice|poster|headline"
    r"|envelope|text|page|words|line|lines|scrap of paper|sheet of paper)"
)
_ON_PAPER = re.compile(
    rf"\b{_PAPER}\b[^.!?]{{0,60}}(?:\b(?:said|says|read|reads|ran|runs|written|saying|reading|wrote)\b[^.!?]{{0,20}})?[:—–]\s*$"
    rf"|\b(?:wrote|written|scribbled|scrawled|typed|printed|engraved|inscribed)\b[^.!?]{{0,60}}[:—–,]\s*$"
)


def modes(context: Context) -> list[Mode]:
    """The mode of every quotation. A quotation without evidence of its own has its turn's, an unclosed one goes on."""
    found: list[Mode] = ["speech"] * len(context.document.quotes)
    last: Mode = "speech"
    for turn in context.document.turns:
        goes_on = turn.first > 0 and turn.gap == 1 and not context.document.quotes[turn.first - 1].closes
        mode = _mode_by_verb(context, turn.first) or _mode_by_lead_in(context, turn) or (last if goes_on else "speech")
        for q in turn.quotes:
            mode = _mode_by_verb(context, q) or mode
            found[q] = mode
        last = mode
    return found


def _mode_by_verb(context: Context, quote: int) -> Mode | None:
    """By the verb of the quotation's own tag: "he thought", "she wrote"."""
    verb = next((tag.verb for tag in context.tags[quote] if tag.kind in SPEECH_TAGS), "")
    if verb in word_class("thinking"):
        return "thought"
    if verb in word_class("writing"):
        return "writing"
    return "speech" if verb else None


def _mode_by_lead_in(context: Context, turn: Turn) -> Mode | None:
    """By what leads in: "a note on the table:"; in the paragraph itself or at the end of the one before."""
    document = context.document
    start, _ = document.paragraphs[turn.paragraph]
    quote = document.quotes[turn.first]
    lead = document.narration[start : quote.start]
    if not lead.strip() and turn.paragraph:
        lead = document.narration[slice(*document.paragraphs[turn.paragraph - 1])]
    cuts = [m.end() for m in SENTENCE_END.finditer(lead) if lead[m.end() :].strip()]
    return "writing" if _ON_PAPER.search(lead[cuts[-1] if cuts else 0 :]) else None
