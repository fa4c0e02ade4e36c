"""The speaker is seen only after the words: "Andrei?" He raised his eyes. It was Maria."""

import re

from narrate.script.evidence.context import Desk, Verdict

_REVEALED = re.compile(r"\b[Ii]t was (?:only )?$")
_REACH = 160


def rule(desk: Desk, number: int) -> Verdict | None:
    """Nothing beside the quotation says whose it is, and the narration after it says "It was" with a name."""
    paragraphs, turn = desk.pages.paragraphs, desk.turn(number)
    if desk.tags_of(number) or turn.paragraph + 1 >= len(paragraphs):
        return None
    start, end = paragraphs[turn.paragraph + 1]
    for mention in desk.mentions.within(start, min(end, start + _REACH)):
        if len(mention.numbers) != 1 or mention.quoted or not _REVEALED.search(desk.pages.text[start : mention.start]):
            continue
        if desk.pages.text[mention.end : mention.end + 1] in ".,;!—" and mention.numbers[0] != desk.before(number):
            return Verdict(mention.numbers[0], "revealed", 0.85, desk.pages.text[mention.start - 7 : mention.end])
    return None
