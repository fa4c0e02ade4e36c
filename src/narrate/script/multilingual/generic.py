"""Names and tags of stories that are not in English: by their position beside the quotation alone.

«…», a small word (the verb, whatever it is) and a capitalised one: that is a name, and it has spoken. No word of any
language is known here but given names; turns do the rest.
"""

from __future__ import annotations

import re
from collections import Counter

from narrate.script.document import Document
from narrate.script.evidence.context import Context
from narrate.script.evidence.mentions import Mentions, vocatives
from narrate.script.evidence.subjects import Tag, TagKind
from narrate.script.lexicon import given_names
from narrate.script.names.roster import Roster
from narrate.script.names.titles import split_title

_WORD = r"[^\W\d_][\w’'-]*"
_AFTER = re.compile(rf"[\s,.!?…—–―-]*({_WORD}(?:\s+{_WORD})?)\s+({_WORD}(?:\s+{_WORD})?)")
_BEFORE = re.compile(rf"({_WORD})\s+({_WORD})[^.!?\n]{{0,40}}[:,—–―]\s*$")
_KANA = re.compile(r"\s*(?:と、?)?([\u30a0-\u30ff\u4e00-\u9fff]{1,10})[はが]")


def read_context(document: Document) -> tuple[Roster, Context]:
    """The roster of everybody whom a tag names, and a context with those tags."""
    found = [_tag_name(document, number) for number in range(len(document.quotes))]
    roster = Roster([])
    for name, count in sorted(Counter(one[0] for one in found if one).items()):
        person = roster.add(name, {name}, given_names().get(split_title(name)[1][0].lower(), "unknown"))
        person.count = count
    roster.index()
    mentions = Mentions(document, roster)
    tags = [[_tag(roster, *one)] if one else [] for one in found]
    return roster, Context(document, roster, mentions, tags, vocatives(document, mentions))


def _tag(roster: Roster, name: str, kind: TagKind, place: int) -> Tag:
    return Tag(kind=kind, subject="name", referents=roster.lookup(name), surface=name, place=place)


def _tag_name(document: Document, number: int) -> tuple[str, TagKind, int] | None:
    """(name, kind, position) of the tag beside a quotation."""
    quote = document.quotes[number]
    start, end = document.paragraphs[quote.paragraph]
    after = document.narration[quote.end : min(end, quote.end + 80)]
    if match := _KANA.match(after):
        return match.group(1), "verb-subject", quote.end + match.start(1)
    if match := _AFTER.match(after):
        verb, name = match.group(1), _name(match.group(2))
        if verb == verb.lower() and name:
            return name, "verb-subject", quote.end + match.start(2)
        subject = _name(verb)
        if subject and match.group(2)[:1].islower() and len(subject.split()) == 1:
            return subject, "subject-verb", quote.end + match.start(1)
    lead = document.narration[start : quote.start]
    if not lead.strip() and quote.paragraph:
        lead = document.narration[slice(*document.paragraphs[quote.paragraph - 1])]
    if match := _BEFORE.search(lead):
        name = _name(match.group(1))
        if name and match.group(2)[:1].islower():
            return name, "before", start
    return None


def _name(words: str) -> str | None:
    """The leading capitalised words."""
    kept: list[str] = []
    for word in words.split():
        if not (word[0].isupper() and word[1:].islower()):
            break
        kept.append(word)
    return " ".join(kept) or None
