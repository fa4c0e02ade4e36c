"""Whether a turn is spoken by whoever spoke the one before: what the page shows of it, whoever these two may be.

The ranker knows people; this knows conversations. Its numbers go through trees of their own; what they say is a feature for the
networks, and for the decoder the chance that the speaker stays.
"""

from __future__ import annotations

import math
from array import array

from narrate.model import Gender
from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.turn_features import TurnFeatures

CONTINUITY_NAMES: tuple[str, ...] = (
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


def continuity_rows(index: DialogueIndex, first: int = 0, end: int | None = None) -> array[float]:
    """The numbers of a stretch of turns, as many for each as there are CONTINUITY_NAMES, one turn after the other."""
    rows: array[float] = array("f")
    for turn in index.turns[first:end]:
        rows.extend(_Pair(index, turn).row() if turn.number else [0.0] * len(CONTINUITY_NAMES))
    return rows


class _Pair:
    """A turn and the one before it."""

    def __init__(self, index: DialogueIndex, here: TurnFeatures) -> None:
        number, document = here.number, index.context.document
        self.index, self.here, self.before = index, here, index.turns[number - 1]
        self.turn, self.turn_before = index.context.turn(number), index.context.turn(number - 1)
        self.turn_after = None if number + 1 >= len(index.turns) else index.context.turn(number + 1)
        self.closing, self.opening = document.quotes[self.turn_before.last], document.quotes[self.turn.first]
        self.paragraph_before, self.paragraph = (document.paragraphs[t.paragraph] for t in (self.turn_before, self.turn))
        self.text, self.text_before = here.text.strip(_MARKS), self.before.text.strip(_MARKS)
        self.speaker, self.speaker_before = self._speaker(here), self._speaker(self.before)

    def row(self) -> list[float]:
        """The numbers in the order of CONTINUITY_NAMES."""
        return [*self._distance(), *self._tags(), *self._calls(), *self._narration(), *self._words(), *self._place()]

    def _distance(self) -> list[float]:
        closing, opening = self.closing, self.opening
        return [
            min(6.0, self.turn.gap),
            float(self.turn.new_scene),
            float(self.index.continues(self.here.number)),
            float(self.text_before.endswith("?")),
            float("?" in self.text),
            math.log1p(len(self.text)),
            math.log1p(len(self.text_before)),
            math.log1p(opening.start - closing.end),
            math.log1p(max(0, self.paragraph_before[1] - closing.end)),
            math.log1p(max(0, opening.start - self.paragraph[0])),
        ]

    def _tags(self) -> list[float]:
        return [
            _tagged(self.before),
            _tagged(self.here),
            _same(self.speaker, self.speaker_before),
            _same(self.here.certain_speaker, self.before.certain_speaker),
            self._same_gender(),
        ]

    def _calls(self) -> list[float]:
        here, before, number = self.here, self.before, self.here.number
        two_back = self._speaker(self.index.turns[number - 2]) if number > 1 else None
        return [
            float(self.speaker_before is not None and self.speaker_before in here.called),
            float(bool(here.called)),
            float(self.speaker is not None and self.speaker in before.called),
            float(bool(before.called)),
            _same(self.speaker, two_back),
            _same(self.speaker_before, two_back),
        ]

    def _narration(self) -> list[float]:
        """Whom the narration between the two is about."""
        index, speaker_before = self.index, self.speaker_before
        between = [m for m in index.context.mentions.within(self.closing.end, self.opening.start) if not m.quoted]
        subjects = [who for m in between if m.opens and (who := index.antecedent(m)) is not None]
        lead = index.lead_in(self.here.number)
        return [
            float(len({n for m in between for n in m.referents})),
            _same(subjects[-1] if subjects else None, speaker_before),
            0.0 if not subjects or speaker_before is None else 1.0 if speaker_before in subjects else -1.0,
            float(len(set(subjects))),
            0.5 if lead is not None and speaker_before is None else _same(lead, speaker_before),
            _same(lead, self.speaker),
        ]

    def _words(self) -> list[float]:
        text, text_before = self.text, self.text_before
        word = text.split(None, 1)[0].strip(",.!?;:—-").lower() if text else ""
        return [
            float(text[:1].islower()),
            float(word in _GOING_ON),
            float(word in _ANSWERS),
            float(text_before[-1:] in tuple("-—–")),
            float("you" in text_before.lower().split()),
            float("i" in text.lower().split()),
        ]

    def _place(self) -> list[float]:
        run = self.index.runs[self.here.run]
        return [
            float(len(run)),
            float(self.here.number - run[0]),
            min(6.0, self.turn_after.gap) if self.turn_after else 6.0,
            float(self.turn.last - self.turn.first),
            float(self.turn_before.last - self.turn_before.first),
            float(self.here.beat is not None),
            float(self.opening.paragraph == self.closing.paragraph),
        ]

    def _speaker(self, turn: TurnFeatures) -> int | None:
        """Who the turn's tag says is speaking, by name or by what its pronoun stands for."""
        if turn.certain_speaker is not None:
            return turn.certain_speaker
        tag = turn.speech_tag or turn.beat
        return self.index.coreference.antecedents.get(tag.place) if tag and tag.subject == "pronoun" else None

    def _same_gender(self) -> float:
        one, other = self._gender(self.here), self._gender(self.before)
        if "unknown" in (one, other):
            return 0.0
        return 1.0 if one == other else -1.0

    def _gender(self, turn: TurnFeatures) -> Gender:
        if turn.certain_speaker is not None:
            return self.index.context.gender(turn.certain_speaker)
        return turn.speech_tag.gender if turn.speech_tag else "unknown"


def _same(one: int | None, other: int | None) -> float:
    if one is None or other is None:
        return 0.0
    return 1.0 if one == other else -1.0


def _tagged(turn: TurnFeatures) -> float:
    if turn.speech_tag is None:
        return 0.5 if turn.beat else 0.0
    return 2.0 if turn.speech_tag.subject == "name" else 1.5 if turn.speech_tag.first_person else 1.0
