"""An action beside the quotation: Maria looked straight at him. "…"."""

from narrate.script.evidence.context import Context, Verdict
from narrate.script.rules.pronoun import resolve


def rule(context: Context, number: int) -> Verdict | None:
    """The subject of the sentence that leads in to the quotation, else of the one just after or before it."""
    for tag in context.tags_of(number):
        if tag.kind not in ("lead", "colon-lead", "beat-after", "beat-before"):
            continue
        if tag.first_person and (narrator := context.roster.narrator_at(tag.place)) is not None:
            return Verdict(narrator, "beat", 0.75, tag.surface)
        person = context.roster.most_named(tag.referents) if tag.subject == "name" else None
        if person is None and tag.gender != "unknown":
            person = resolve(context, number, tag)
        if person is not None:
            return Verdict(person, "beat", 0.72 if tag.subject == "name" else 0.6, tag.surface)
    return None
