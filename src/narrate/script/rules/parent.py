"""A child calls its parent: "Dad, what, you didn't recognize me?"."""

import re

from narrate.script.evidence.context import Context, Verdict
from narrate.script.names.roster import age_of

_PARENT = re.compile(
    r"^[\"“‘'«„\s]*(?:(?:oh|yes|no|but|well|please|look|dear)[,\s]+)?"
    r"(dad|daddy|papa|mum|mummy|mom|mommy|mamma|mama)(?=\s*(?:[,.!?;…—\"”-]|$))",
    re.I,
)
_PARAGRAPHS = 5


def rule(context: Context, number: int) -> Verdict | None:
    """The one child that the last paragraphs name, when the quotation begins by calling a parent."""
    quote = context.opening(number)
    call = _PARENT.match(context.document.text[quote.start : quote.end])
    if call is None:
        return None
    start = context.document.paragraphs[max(0, quote.paragraph - _PARAGRAPHS)][0]
    near = {n for m in context.mentions.within(start, quote.start) if m.named and not m.quoted for n in m.referents}
    children = [n for n in near if age_of(context.roster.people[n]) == "child"]
    return Verdict(children[0], "parent", 0.8, f"calls “{call.group(1)}”") if len(children) == 1 else None
