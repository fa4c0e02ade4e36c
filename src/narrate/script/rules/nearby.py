"""Nothing better: the last person named who did not just speak."""

from narrate.script.evidence.context import Desk, Verdict


def rule(desk: Desk, number: int) -> Verdict | None:
    """The last person named in narration other than the speaker before and those called here; else the most named of all."""
    before = desk.before(number)
    own = tuple(n for q in desk.turn(number).quotes for m in desk.calls[q] for n in m.numbers)
    place = desk.opening(number).start
    for skip in ((before, *own), own, ()):
        person = desk.recent(place, None, skip, reach=50)
        if person is not None:
            return Verdict(person, "nearby", 0.4, f"named last: {desk.roster.people[person].name}")
    people = [p for p in desk.roster.people if p.surfaces]
    if not people:
        return None
    return Verdict(max(people, key=lambda p: (p.count, -p.number)).number, "nearby", 0.2, "named most often")
