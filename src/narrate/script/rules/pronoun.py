"""The tag has a pronoun or a common noun: "…," she said; "…," said his mother."""

from narrate.script.evidence.context import Desk, Verdict
from narrate.script.evidence.subjects import Tag


def rule(desk: Desk, number: int) -> Verdict | None:
    """The one whom the pronoun stands for: the narrator for I, else someone of its gender lately named or speaking."""
    tag = desk.spoken_tag(number)
    if tag is None or tag.subject == "name":
        return None
    shown = f"{tag.surface} {tag.verb}"
    if tag.first:
        narrator = desk.roster.teller(tag.place)
        return Verdict(narrator, "I said", 0.95, shown) if narrator is not None else None
    if tag.gender == "unknown":
        return None
    person = resolve(desk, number, tag)
    return Verdict(person, "pronoun", 0.68, shown) if person is not None else None


def resolve(desk: Desk, number: int, tag: Tag) -> int | None:
    """Named in the same paragraph before the pronoun; the speaker two turns back; the last one named; anyone of that gender."""
    start = desk.pages.paragraphs[desk.turn(number).paragraph][0]
    here = [m for m in desk.mentions.within(start, tag.place) if m.named and not m.quoted]
    named = [desk.roster.likeliest(m.numbers) for m in here]
    fitting = [n for n in named if n is not None and desk.gender(n) == tag.gender]
    if fitting:
        return fitting[0]
    other = desk.before(number)
    back = desk.before(number, 2, reach=3)
    if back is not None and back != other and desk.gender(back) == tag.gender:
        return back
    place = desk.opening(number).start
    person = desk.recent(place, tag.gender, skip=(other,))
    return person if person is not None else desk.recent(place, tag.gender, reach=60)
