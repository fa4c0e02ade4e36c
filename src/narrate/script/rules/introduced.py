"""The speaker says who is speaking: "This is Maria…"."""

import re

from narrate.script.evidence.context import Context, Verdict
from narrate.script.evidence.introductions import answers_with_name, given_name

_INTRODUCTION = re.compile(
    r"[\"“‘'«„]?\s*(?:hello|hi|good (?:morning|evening|day|afternoon))?[,.!…]?\s*"
    r"(?:this is|it[’']s|it is)\s+(?:(?:only|just)\s+)?(?:me,\s+)?$",
    re.I,
)

_OF_ANOTHER = re.compile(r"[.,!…;—-]+\s+(?:he|she)\b", re.I)
"""After a name that is not the speaker's: "It's Marlon. He says …"."""


def rule(context: Context, number: int) -> Verdict | None:
    """A quotation that opens by giving a name of the roster gives the speaker's own, and so does "I'm Nora" anywhere in it, or a
    name alone where one was asked."""
    given = given_name(context, number) or answers_with_name(context, number)
    if given and given.referents[0] != context.before(number):
        return Verdict(given.referents[0], "introduced", 0.85, given.surface)
    quote = context.opening(number)
    for mention in context.mentions.within(quote.start, min(quote.end, quote.start + 60)):
        if len(mention.referents) != 1:
            continue
        before = context.document.text[quote.start : mention.start]
        after = context.document.text[mention.end : mention.end + 2]
        told = mention.referents[0] != context.before(number) or before.rstrip().endswith("me,")
        if _OF_ANOTHER.match(context.document.text, mention.end, quote.end):
            continue
        if _INTRODUCTION.fullmatch(before) and after[:1] in '.,…!;—-"”' and told:
            return Verdict(
                mention.referents[0],
                "introduced",
                0.85,
                context.document.text[quote.start : mention.end].strip('"“‘'),
            )
    return None
