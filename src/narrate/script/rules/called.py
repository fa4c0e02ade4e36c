"""Who has just been spoken to by name speaks next; nobody calls themselves."""

from narrate.script.evidence.context import Desk, Verdict


def rule(desk: Desk, number: int) -> Verdict | None:
    """The person called by name in the adjacent turn before."""
    before = desk.before(number)
    if desk.turn(number).gap != 1 or desk.turn(number).fresh:
        return None
    own = {n for q in desk.turn(number).quotes for m in desk.calls[q] for n in m.numbers}
    for q in reversed(desk.turn(number - 1).quotes):
        for mention in reversed(desk.calls[q]):
            person = desk.roster.likeliest(mention.numbers)
            if person is not None and person != before and person not in own:
                return Verdict(person, "called", 0.74, f"called “{mention.surface}” just before")
    return None
