"""The speaker is seen only after the words: "Andrei?" He raised his eyes. It was Maria."""

import re

from narrate.script.evidence.context import Context, Verdict
from narrate.script.evidence.subjects import SOMEBODYS_VOICE

_REVEALED = re.compile(r"\b[Ii]t was (?:only )?$")
_REACH = 160


def rule(context: Context, number: int) -> Verdict | None:
    """Nothing beside the quotation says whose it is, and the narration after it says "It was" with a name, or begins with
    "A man's voice"."""
    paragraphs, turn = context.document.paragraphs, context.turn(number)
    if context.tags_of(number) or turn.paragraph + 1 >= len(paragraphs):
        return None
    start, end = paragraphs[turn.paragraph + 1]
    if (voice := SOMEBODYS_VOICE.match(context.document.text, start, end)) and not context.document.quoted[start]:
        people = context.roster.lookup(f"the {voice.group(1).lower()}")
        return Verdict(people[0], "revealed", 0.85, voice.group()) if len(people) == 1 else None
    for mention in context.mentions.within(start, min(end, start + _REACH)):
        if len(mention.referents) != 1 or mention.quoted or not _REVEALED.search(context.document.text[start : mention.start]):
            continue
        if context.document.text[mention.end : mention.end + 1] in ".,;!—" and mention.referents[0] != context.before(number):
            return Verdict(mention.referents[0], "revealed", 0.85, context.document.text[mention.start - 7 : mention.end])
    return None
