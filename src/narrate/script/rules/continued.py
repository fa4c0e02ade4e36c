"""A quotation that did not close goes on in the next paragraph."""

from narrate.script.evidence.context import Context, Verdict


def rule(context: Context, number: int) -> Verdict | None:
    """The same speaker when the turn before left its last quotation open."""
    before = context.before(number)
    if before is None or context.document.quotes[context.turn(number - 1).last].closes:
        return None
    return Verdict(before, "continued", 0.95, "the quotation before is not closed")
