"""The tag names the speaker: "…," said Maria."""

from narrate.script.evidence.context import Context, Verdict

CONFIDENCE = {"verb-subject": 0.97, "subject-verb": 0.94, "before": 0.84, "colon": 0.84}


def rule(context: Context, number: int) -> Verdict | None:
    """The person whom a verb of speech has for its subject."""
    tag = context.spoken_tag(number)
    if tag is None or tag.subject != "name":
        return None
    person = context.roster.most_named(tag.referents)
    if person is None:
        return None
    doubt = 0.15 if len(tag.referents) > 1 else 0.0
    shown = f"{tag.verb} {tag.surface}" if tag.kind == "verb-subject" else f"{tag.surface} {tag.verb}"
    return Verdict(person, "said", CONFIDENCE[tag.kind] - doubt, shown)
