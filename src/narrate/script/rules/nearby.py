"""Nothing better: the last person named who did not just speak."""

from narrate.model import Gender
from narrate.script.evidence.context import Context, Verdict


def rule(context: Context, number: int) -> Verdict | None:
    """The last person named in narration other than the speaker before and those called here; else the most named of all."""
    before = context.before(number)
    own = tuple(n for q in context.turn(number).quotes for m in context.vocatives[q] for n in m.referents)
    place = context.opening(number).start
    gender = _tag_gender(context, number)
    for skip in ((before, *own), own, ()):
        person = context.recent(place, gender, skip, reach=50)
        if person is not None:
            return Verdict(person, "nearby", 0.4, f"named last: {context.roster.people[person].name}")
    most = context.most_named(gender)
    return None if most is None else Verdict(most, "nearby", 0.2, "named most often")


def _tag_gender(context: Context, number: int) -> Gender | None:
    """The gender that the tag tells in another language than English, where nothing else may be known of whom it means."""
    tag = context.spoken_tag(number)
    english = context.document.language == "en"
    return None if english or tag is None or tag.subject == "name" or tag.gender == "unknown" else tag.gender
