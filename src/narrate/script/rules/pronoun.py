"""The tag has a pronoun or a common noun: "…," she said; "…," said his mother."""

from narrate.script.evidence.context import Context, Verdict
from narrate.script.evidence.subjects import Tag


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
    start = context.document.paragraphs[context.turn(number).paragraph][0]
    here = [m for m in context.mentions.within(start, tag.place) if m.named and not m.quoted]
    named = [context.roster.most_named(m.referents) for m in here]
    fitting = [n for n in named if n is not None and context.gender(n) == tag.gender]
    if fitting:
        return fitting[0]
    other = context.before(number)
    back = context.before(number, 2, reach=3)
    if back is not None and back != other and context.gender(back) == tag.gender:
        return back
    place = context.opening(number).start
    person = context.recent(place, tag.gender, skip=(other,))
    if person is None:
        person = context.recent(place, tag.gender, reach=60)
    return person if person is not None else context.only(tag.gender)
