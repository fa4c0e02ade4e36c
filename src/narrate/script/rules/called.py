"""Who has just been spoken to by name speaks next; nobody calls themselves."""

from narrate.script.evidence.context import Context, Verdict


def rule(context: Context, number: int) -> Verdict | None:
    """The person called by name in the adjacent turn before."""
    before = context.before(number)
    if context.turn(number).gap != 1 or context.turn(number).new_scene:
        return None
    own = {n for q in context.turn(number).quotes for m in context.vocatives[q] for n in m.referents}
    for q in reversed(context.turn(number - 1).quotes):
        for mention in reversed(context.vocatives[q]):
            person = context.roster.most_named(mention.referents)
            if person is not None and person != before and person not in own:
                return Verdict(person, "called", 0.74, f"called “{mention.surface}” just before")
    return None
