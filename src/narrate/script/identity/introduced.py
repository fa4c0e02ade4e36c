"""Somebody without a name who gives it: "“I'm Walt,” said the man."."""

from __future__ import annotations

from narrate.script.evidence.context import Context
from narrate.script.evidence.introductions import first_named_alone, given_name
from narrate.script.evidence.subjects import Tag
from narrate.script.identity.first_person import NARRATOR_NAME
from narrate.script.identity.merging import may_be_one, merge, told_of
from narrate.script.names.titles import split_title

_FULL_NAME = 2
"""Words of a name that people give who introduce themselves: whoever is called is called by one."""
_TURNS_BACK = 8
"""Turns before somebody says their name in which a tag may show who it is."""


def join_by_introduction(context: Context, speakers: list[int | None]) -> bool:
    """In a short story, join "the man", or the one who says I, with the name that they say is theirs; whether any were joined."""
    document, roster = context.document, context.roster
    if not document.is_short:
        return False
    told = told_of(context, speakers)
    joined = False
    for number in range(len(document.turns)):
        unnamed = _unnamed_speaker(context, number)
        mention = given_name(context, number) or first_named_alone(context, number)
        if unnamed is None or mention is None or not roster.people[unnamed].surfaces:
            continue
        (name,) = mention.referents
        if name == unnamed or roster.people[name].nominal or not roster.people[name].surfaces:
            continue
        if not may_be_one(context.roster, told, (name, unnamed)):
            continue
        merge(roster, name, unnamed, f"gives this name: “{mention.surface}”")
        roster.people[name].surfaces.discard(NARRATOR_NAME)
        joined = True
    roster.index()
    return joined


def _unnamed_speaker(context: Context, number: int) -> int | None:
    """Who speaks a turn by its surest tag, if it is somebody whom the story has not named."""
    tag = context.spoken_tag(number) or next(iter(context.tags_of(number)), None)
    if tag is None:
        return None
    if tag.subject == "pronoun" and not tag.first_person:
        return _spoke_before(context, number, tag)
    person = context.roster.narrator_at(tag.place) if tag.first_person else tag.referents[0] if len(tag.referents) == 1 else None
    if person is None:
        return None
    nameless = context.roster.people[person].nominal or (tag.first_person and context.roster.people[person].name == NARRATOR_NAME)
    return person if nameless else None


def _spoke_before(context: Context, number: int, tag: Tag) -> int | None:
    """The one without a name whom the pronoun of a tag means, by the tag of one of their last turns, where a full name is all
    that they say: "He held out his hand. “Hugh Penrose.” "."""
    alone = first_named_alone(context, number)
    title, core = split_title(alone.surface) if alone else (None, [])
    if title or len(core) < _FULL_NAME:
        return None
    for back in range(number - 2, max(-1, number - _TURNS_BACK - 1), -2):
        speaker = context.named_speaker(back)
        if speaker is not None:
            person = context.roster.people[speaker]
            return speaker if person.nominal and person.gender == tag.gender else None
    return None
