"""Whether a quotation is said aloud, thought, or written: a letter is read in its writer's voice, but it is a letter."""

from __future__ import annotations

import re

from narrate.model import Mode
from narrate.script.document import SENTENCE_END, Turn
from narrate.script.evidence.context import Context
from narrate.script.evidence.subjects import SPEECH_TAGS, Tag
from narrate.script.lexicon import word_class

_PAPER = (
    r"(?:note|letter|telegram|card|postcard|message|diary|journal|email|e-mail|inscription|sign|placard|notice|poster|headline"
    r"|envelope|text|page|(?<!with the )(?<!with these )words|line|lines|scrap of paper|sheet of paper)"
)
_ON_PAPER = re.compile(
    rf"\b{_PAPER}\b[^.!?]{{0,60}}(?:\b(?:said|says|read|reads|ran|runs|written|saying|reading|wrote)\b[^.!?]{{0,20}})?[:—–]\s*$"
    rf"|\b(?:wrote|written|scribbled|scrawled|typed|printed|engraved|inscribed)\b[^.!?]{{0,60}}[:—–,]\s*$"
)
_PAPER_SAYS = re.compile(rf"[\s,—–]*(?:(?:it|the {_PAPER}) (?:ran|reads?)|(?:ran|read) the {_PAPER})\b")
_BEHIND = 60
"""Characters after a quotation; where nothing but quotations follow the narration is blank to the end of the book."""
_CLOSING = "\"”’'»_) "


def modes(context: Context) -> list[Mode]:
    """The mode of every quotation. A quotation without evidence of its own has its turn's, an unclosed one goes on."""
    found: list[Mode] = ["speech"] * len(context.document.quotes)
    last: Mode = "speech"
    for turn in context.document.turns:
        goes_on = turn.first > 0 and turn.gap == 1 and not context.document.quotes[turn.first - 1].closes
        by_own = _mode_by_verb(context, turn.first) or _mode_by_next(context, turn) or _mode_by_lead_in(context, turn)
        mode = by_own or (last if goes_on else "speech")
        for q in turn.quotes:
            mode = _mode_by_verb(context, q) or mode
            found[q] = mode
        last = mode
    return found


def _mode_by_verb(context: Context, quote: int) -> Mode | None:
    """By the verb of the quotation's own tag: "he thought", "she wrote"."""
    tag = spoken_tag(context, quote)
    verb = tag.verb if tag else ""
    if verb in word_class("thinking"):
        return "thought"
    if verb in word_class("writing"):
        return "writing"
    return "speech" if verb else None


def spoken_tag(context: Context, quote: int) -> Tag | None:
    """The quotation's own tag with a verb of speech: not a new sentence behind it ("No." Tom sighed), nor what leads in to the
    next ("No," and Tom said, "Yes.")."""
    document = context.document
    text, own = document.text, document.quotes[quote]
    following = context.tags[quote + 1] if quote + 1 < len(document.quotes) else []
    leading = {tag.place for tag in following if tag.kind in {"before", "colon"}}
    said = text[own.start : own.end].rstrip(_CLOSING)
    for tag in context.tags[quote]:
        behind = tag.kind == "subject-verb" and tag.place >= own.end
        anew = bool(text[own.end : tag.place].strip()) or (said[-1:] in "!?" and text[tag.place].isupper())
        if tag.kind in SPEECH_TAGS and not (behind and (said.endswith(".") or (anew and tag.place in leading))):
            return tag
    return None


def _mode_by_next(context: Context, turn: Turn) -> Mode | None:
    """By what goes on behind it: "it ran", "read the letter"."""
    end = context.document.quotes[turn.first].end
    behind = _PAPER_SAYS.match(context.document.narration, end, end + _BEHIND)
    return "writing" if behind else None


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
