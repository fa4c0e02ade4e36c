"""The tag has a pronoun or a common noun: "…," she said; "…," said his mother."""

from bisect import bisect_right

from narrate.script.document import Mention
from narrate.script.evidence.context import Context, Verdict
from narrate.script.evidence.subjects import Tag

_IN_VIEW = 8
"""Paragraphs back in which somebody named may still be meant by a pronoun."""


def rule(context: Context, number: int) -> Verdict | None:
    """The one whom the pronoun stands for: the narrator for I, else someone of its gender lately named or speaking."""
    tag = context.spoken_tag(number)
    if tag is None or tag.subject == "name":
        return None
    shown = f"{tag.surface} {tag.verb}"
    if tag.first_person:
        narrator = context.roster.narrator_at(tag.place)
        return Verdict(narrator, "I said", 0.95, shown) if narrator is not None else None
    if tag.gender == "unknown":
        return None
    person = resolve(context, number, tag)
    return Verdict(person, "pronoun", 0.68, shown) if person is not None else None


def resolve(context: Context, number: int, tag: Tag) -> int | None:
    """Named in the same paragraph before the pronoun; the speaker two turns back; the last one named; anyone of that gender;
    the only one."""
    here = _heading(context, number, tag)
    if here is not None:
        return here
    other = context.before(number)
    back = context.before(number, 2, reach=3)
    if back is not None and back != other and context.gender(back) == tag.gender:
        return back
    place = context.opening(number).start
    person = context.recent(place, tag.gender, skip=(other,))
    if person is None:
        person = context.recent(place, tag.gender, reach=60)
    return person if person is not None else context.only(tag.gender)


def is_ambiguous(context: Context, number: int, person: int) -> bool:
    """Whether the pronoun of a turn's tag may as well mean somebody else: one of unknown gender who was named after `person`
    was, or, where that is `person`'s own gender, anybody whom it fits."""
    tag = context.spoken_tag(number)
    if tag is None or tag.subject != "pronoun" or tag.gender == "unknown" or _heading(context, number, tag) == person:
        return False
    fits = (tag.gender, "unknown") if context.gender(person) == "unknown" else ("unknown",)
    for mention in reversed(_in_view(context, number, tag)):
        if person in mention.referents:
            if len(fits) == 1:
                return False
        elif any(context.gender(n) in fits and n not in context.roster.narrators for n in mention.referents):
            return True
    return False


def _heading(context: Context, number: int, tag: Tag) -> int | None:
    """The first one of the pronoun's gender who is named in its own paragraph before it; else the only one of whom nothing else
    is known."""
    start = context.document.paragraphs[context.turn(number).paragraph][0]
    named = _named_mentions(context, start, tag.place)
    here = [n for m in named if (n := context.roster.most_named(m.referents)) is not None]
    unknown = {n for n in here if context.gender(n) == "unknown"} - set(context.roster.narrators)
    return next((n for n in here if context.gender(n) == tag.gender), unknown.pop() if len(unknown) == 1 else None)


def _in_view(context: Context, number: int, tag: Tag) -> list[Mention]:
    """Who is named in the scene's paragraphs before a tag, nearest last."""
    document = context.document
    start = document.paragraphs[max(0, context.turn(number).paragraph - _IN_VIEW)][0]
    scene = document.breaks[bisect_right(document.breaks, tag.place) - 1] if document.breaks else 0
    return _named_mentions(context, max(start, scene if scene <= tag.place else 0), tag.place)


def _named_mentions(context: Context, start: int, end: int) -> list[Mention]:
    return [m for m in context.mentions.within(start, end) if m.named and not m.quoted]
