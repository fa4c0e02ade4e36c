"""The rules of attribution, one a file; `ORDER` says which is asked first.

A rule looks at one turn (the quotations of a paragraph) in the context of its book and answers with a verdict,
or with None when it has nothing to say. The first verdict counts.
"""

from __future__ import annotations

from collections.abc import Callable

from narrate.script.evidence.context import Context, Verdict
from narrate.script.rules import beat, called, continued, introduced, nearby, parent, pronoun, revealed, said, turns

Rule = Callable[[Context, int], Verdict | None]

ORDER: tuple[Rule, ...] = (
    said.rule,
    pronoun.rule,
    introduced.rule,
    revealed.rule,
    parent.rule,
    continued.rule,
    beat.rule,
    called.rule,
    turns.rule,
    nearby.rule,
)


def apply_rules(context: Context, fixed: dict[int, int]) -> list[Verdict | None]:
    """One verdict a turn, in reading order, each seeing the speakers before it. `fixed` turns are decided already."""
    verdicts: list[Verdict | None] = []
    context.speakers.clear()
    for number in range(len(context.document.turns)):
        if number in fixed:
            verdict: Verdict | None = Verdict(fixed[number], "corrected", 1.0, "")
        else:
            verdict = next((v for rule in ORDER if (v := rule(context, number)) is not None), None)
        verdicts.append(verdict)
        context.speakers.append(verdict.person if verdict else None)
    return verdicts


__all__ = ["ORDER", "Context", "Rule", "Verdict", "apply_rules"]
