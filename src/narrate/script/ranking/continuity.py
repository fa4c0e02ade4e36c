"""Whether a turn is spoken by whoever spoke the one before: what the page shows of it, whoever these two may be.

The ranker knows people; this knows conversations. Its numbers go through trees of their own; what they say is a sign for the
networks, and for the decoder the chance that the speaker stays.
"""

from __future__ import annotations

import math
from array import array
from typing import TYPE_CHECKING

from narrate.script.document import Mention
from narrate.script.ranking.candidates import Looker
from narrate.script.ranking.turn_features import Sight

if TYPE_CHECKING:
    from narrate.model import Gender

STAYING_NAMES: tuple[str, ...] = (
    "gap",  # paragraphs since the turn before
    "fresh",  # a scene or a chapter began in between
    "continues",  # the turn before left its quotation open
    "asked",  # the turn before ends with a question
    "asks",  # this one holds a question
    "length",
    "length before",
    "between",  # characters of narration from quotation to quotation
    "trailing",  # of them in the paragraph of the turn before
    "leading",  # and in this one's
    "tagged before",  # 2: by a name, 1.5: by "I", 1: by a pronoun or noun, 0.5: by a beat
    "tagged",
    "same person",  # 1 or -1 where names and pronouns of both tags are known
    "same name",  # the same by names alone
    "same gender",
    "calls the one before",  # this turn calls the speaker before by name
    "calls",
    "called by the one before",
    "calls before",
    "same as two back",  # this one's known speaker against that of two turns back
    "before same as two back",
    "people between",  # how many people the narration in between names
    "last subject",  # the one before heads the last sentence that somebody heads in between; -1: another does
    "any subject",
    "subjects",
    "about the one before",  # the narration before an untagged turn ends about the speaker before
    "about this one",
    "small letter",  # the quotation begins with one
    "goes on",  # it begins with "and", "but", …
    "answers",  # it begins with "yes", "no", "well", …
    "breaks off",  # the turn before ends with a dash
    "you before",
    "I here",
    "run",  # turns of this stretch of dialogue
    "place in run",
    "gap after",
    "quotations",
    "quotations before",
    "beat",
    "same paragraph",
)
_GOING_ON = frozenset(["and", "but", "or", "for", "so", "then"])
_ANSWERS = frozenset(["yes", "no", "oh", "ah", "well", "why", "nay", "indeed", "certainly"])
_MARKS = "\"“”‘’' _"


def staying(looker: Looker, first: int = 0, end: int | None = None) -> array[float]:
    """The numbers of a stretch of turns, as many for each as there are STAYING_NAMES, one turn after the other."""
    made: array[float] = array("f")
    for sight in looker.sights[first:end]:
        made.extend(_row(looker, sight) if sight.number else [0.0] * len(STAYING_NAMES))
    return made


def _row(looker: Looker, here: Sight) -> list[float]:
    desk, number = looker.desk, here.number
    before, two_back = looker.sights[number - 1], looker.sights[number - 2] if number > 1 else None
    turn, turn_before = desk.turn(number), desk.turn(number - 1)
    closing, opening = desk.pages.quotes[turn_before.last], desk.pages.quotes[turn.first]
    paragraphs = desk.pages.paragraphs
    between = [m for m in desk.mentions.within(closing.end, opening.start) if not m.quoted]
    subjects = [who for m in between if m.opens and (who := _meant(looker, m)) is not None]
    mine, theirs, older = (_speaker(looker, s) for s in (here, before, two_back))
    text, text_before = here.text.strip(_MARKS), before.text.strip(_MARKS)
    word = text.split(None, 1)[0].strip(",.!?;:—-").lower() if text else ""
    run, lead = looker.run_turns[here.run], looker.lead_in(number)
    last = number + 1 >= len(looker.sights)
    return [
        min(6.0, turn.gap),
        float(turn.fresh),
        float(turn.gap == 1 and not closing.closes),
        float(text_before.endswith("?")),
        float("?" in text),
        math.log1p(len(text)),
        math.log1p(len(text_before)),
        math.log1p(opening.start - closing.end),
        math.log1p(max(0, paragraphs[turn_before.paragraph][1] - closing.end)),
        math.log1p(max(0, opening.start - paragraphs[turn.paragraph][0])),
        _tagged(before),
        _tagged(here),
        _same(mine, theirs),
        _same(here.known, before.known),
        _same_gender(looker, here, before),
        float(theirs is not None and theirs in here.called),
        float(bool(here.called)),
        float(mine is not None and mine in before.called),
        float(bool(before.called)),
        _same(mine, older),
        _same(theirs, older),
        float(len({n for m in between for n in m.numbers})),
        _same(subjects[-1] if subjects else None, theirs),
        0.0 if not subjects or theirs is None else 1.0 if theirs in subjects else -1.0,
        float(len(set(subjects))),
        0.5 if lead is not None and theirs is None else _same(lead, theirs),
        _same(lead, mine),
        float(text[:1].islower()),
        float(word in _GOING_ON),
        float(word in _ANSWERS),
        float(text_before[-1:] in tuple("-—–")),
        float("you" in text_before.lower().split()),
        float("i" in text.lower().split()),
        float(len(run)),
        float(number - run[0]),
        6.0 if last else min(6.0, desk.turn(number + 1).gap),
        float(turn.last - turn.first),
        float(turn_before.last - turn_before.first),
        float(here.silent is not None),
        float(opening.paragraph == closing.paragraph),
    ]


def _same(one: int | None, other: int | None) -> float:
    if one is None or other is None:
        return 0.0
    return 1.0 if one == other else -1.0


def _meant(looker: Looker, mention: Mention) -> int | None:
    return mention.numbers[0] if len(mention.numbers) == 1 else looker.reader.antecedents.get(mention.start)


def _speaker(looker: Looker, seen: Sight | None) -> int | None:
    """Who the turn's tag says is speaking, by name or by what its pronoun stands for."""
    if seen is None or seen.known is not None:
        return seen.known if seen else None
    tag = seen.spoken or seen.silent
    return looker.reader.antecedents.get(tag.place) if tag and tag.subject == "pronoun" else None


def _tagged(seen: Sight) -> float:
    if seen.spoken is None:
        return 0.5 if seen.silent else 0.0
    return 2.0 if seen.spoken.subject == "name" else 1.5 if seen.spoken.first else 1.0


def _same_gender(looker: Looker, one: Sight, other: Sight) -> float:
    genders: list[Gender] = [
        looker.desk.gender(s.known) if s.known is not None else s.spoken.gender if s.spoken else "unknown" for s in (one, other)
    ]
    if "unknown" in genders:
        return 0.0
    return 1.0 if genders[0] == genders[1] else -1.0
