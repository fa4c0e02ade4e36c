"""The speaker says who is speaking: "This is Maria…"."""

import re

from narrate.script.evidence.context import Desk, Verdict

_INTRODUCTION = re.compile(
    r"[\"“‘'«„]?\s*(?:hello|hi|good (?:morning|evening|day|afternoon))?[,.!…]?\s*"
    r"(?:this is|it[’']s|it is|my name is|i am|i[’']m)\s+$",
    re.I,
)


def rule(desk: Desk, number: int) -> Verdict | None:
    """A quotation that opens by giving a name of the roster gives the speaker's own."""
    quote = desk.opening(number)
    for mention in desk.mentions.within(quote.start, min(quote.end, quote.start + 60)):
        if len(mention.numbers) != 1:
            continue
        before = desk.pages.text[quote.start : mention.start]
        after = desk.pages.text[mention.end : mention.end + 2]
        if _INTRODUCTION.fullmatch(before) and after[:1] in '.,…!;—-"”' and mention.numbers[0] != desk.before(number):
            return Verdict(
                mention.numbers[0],
                "introduced",
                0.85,
                desk.pages.text[quote.start : mention.end].strip('"“‘'),
            )
    return None
