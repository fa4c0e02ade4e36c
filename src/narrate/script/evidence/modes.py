"""Whether a quotation is said aloud, thought, or written: a letter is read in its writer's voice, but it is a letter."""

from __future__ import annotations

import re

from narrate.model import Mode
from narrate.script.document import SENTENCE_END, Turn
from narrate.script.evidence.context import Desk
from narrate.script.evidence.subjects import SPOKEN
from narrate.script.lexicon import signs

_PAPER = (
    r"(?:note|letter|telegram|card|postcard|message|diary|journal|email|e-mail|inscription|sign|placard|notice|poster|headline"
    r"|envelope|text|page|words|line|lines|scrap of paper|sheet of paper)"
)
_ON_PAPER = re.compile(
    rf"\b{_PAPER}\b[^.!?]{{0,60}}(?:\b(?:said|says|read|reads|ran|runs|written|saying|reading|wrote)\b[^.!?]{{0,20}})?[:—–]\s*$"
    rf"|\b(?:wrote|written|scribbled|scrawled|typed|printed|engraved|inscribed)\b[^.!?]{{0,60}}[:—–,]\s*$"
)


def modes(desk: Desk) -> list[Mode]:
    """The mode of every quotation. A quotation without a sign of its own has its turn's, an unclosed one goes on."""
    found: list[Mode] = ["speech"] * len(desk.pages.quotes)
    last: Mode = "speech"
    for turn in desk.pages.turns:
        goes_on = turn.first > 0 and turn.gap == 1 and not desk.pages.quotes[turn.first - 1].closes
        mode = _told(desk, turn.first) or _on_paper(desk, turn) or (last if goes_on else "speech")
        for q in turn.quotes:
            mode = _told(desk, q) or mode
            found[q] = mode
        last = mode
    return found


def _told(desk: Desk, quote: int) -> Mode | None:
    """By the verb of the quotation's own tag: "he thought", "she wrote"."""
    verb = next((tag.verb for tag in desk.tags[quote] if tag.kind in SPOKEN), "")
    if verb in signs("thinking"):
        return "thought"
    if verb in signs("writing"):
        return "writing"
    return "speech" if verb else None


def _on_paper(desk: Desk, turn: Turn) -> Mode | None:
    """By what leads in: "a note on the table:"; in the paragraph itself or at the end of the one before."""
    pages = desk.pages
    start, _ = pages.paragraphs[turn.paragraph]
    quote = pages.quotes[turn.first]
    lead = pages.narration[start : quote.start]
    if not lead.strip() and turn.paragraph:
        lead = pages.narration[slice(*pages.paragraphs[turn.paragraph - 1])]
    cuts = [m.end() for m in SENTENCE_END.finditer(lead) if lead[m.end() :].strip()]
    return "writing" if _ON_PAPER.search(lead[cuts[-1] if cuts else 0 :]) else None
