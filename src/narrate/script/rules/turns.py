"""Two people talk in turns: A, B, A, B."""

from narrate.script.evidence.context import Context, Verdict


def rule(context: Context, number: int) -> Verdict | None:
    """The speaker two turns back, when another one spoke in between and this turn does not call that one by name."""
    before, back = context.before(number, 1, reach=2), context.before(number, 2, reach=4)
    if back is None or back == before:
        return None
    own = {n for q in context.turn(number).quotes for m in context.vocatives[q] for n in m.referents}
    if back in own:
        return None
    return Verdict(back, "turns", 0.62, "two turns back")
