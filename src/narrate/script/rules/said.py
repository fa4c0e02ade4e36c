"""The tag names the speaker: "…," said Maria."""

from narrate.script.evidence.context import Desk, Verdict

CONFIDENCE = {"verb-subject": 0.97, "subject-verb": 0.94, "before": 0.84, "colon": 0.84}


def rule(desk: Desk, number: int) -> Verdict | None:
    """The person whom a verb of speech has for its subject."""
    tag = desk.spoken_tag(number)
    if tag is None or tag.subject != "name":
        return None
    person = desk.roster.likeliest(tag.numbers)
    if person is None:
        return None
    doubt = 0.15 if len(tag.numbers) > 1 else 0.0
    shown = f"{tag.verb} {tag.surface}" if tag.kind == "verb-subject" else f"{tag.surface} {tag.verb}"
    return Verdict(person, "said", CONFIDENCE[tag.kind] - doubt, shown)
