"""Who is in view at a turn: what the narration beside it does with each of its people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from narrate.script.document import Mention
from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.turn_features import TurnFeatures

ROLES = ("acts", "is acted on", "owns")
SCENE_FEATURES: tuple[str, ...] = (
    "mentions",  # in the narration of the last twelve paragraphs
    "new",  # first named in the paragraph before, or in the turn's own
    "gone",  # the last mention is of their leaving
    *(f"{role} here" for role in ROLES),  # in the turn's paragraph, before the quotation
    *(f"{role} after" for role in ROLES),
    *(f"{role} before" for role in ROLES),  # in the paragraph before
    "only of gender",  # one through the number of people of the gender whom the paragraph names, or else the one before
    "pronoun fits",  # the tag's "he" or "she"
    "pronoun fits the only one",
    "spoken of before",  # in the turn before
    "called before",
    "called next",
    "nominal",
)
_PARAGRAPHS = 12
_LEAVES = re.compile(
    r"\s+(?:\w+ly\s+|had\s+|then\s+)*(?:left\b|withdrew|departed|disappeared|vanished|was\s+gone|retired|quitted"
    r"|(?:went|walked|ran|hurried)\s+(?:out|away|off|home|upstairs|downstairs)\b)"
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?:to|at|with|of|for|from|upon|on|by|beside|behind|towards?|against|about|than|like|over|after|before|into|near|between|past"
    r"|round|without)\s+(?:(?:the|his|her|my|poor|old|young|little|dear)\s+)*$"
)
_OWNS = re.compile(r"['’]s?\b")
_ACTS = re.compile(
    r"\s+(?:\w+ly\s+|had\s+|then\s+|only\s+|also\s+|again\s+)*(?:\w+ed|was|is|has|went|came|sat|stood|took|made|looked|gave|got|put|felt|knew"
    r"|thought|saw|heard|began|rose|shook|held|could|would|did|ran|fell|threw|drew|found|left|kept|met|spoke|said)\b"
)
_LOOKED_BACK = 24
"""Characters before a name in which a preposition is looked for."""


class Scene:
    """The narration beside one turn."""

    def __init__(self, index: DialogueIndex, turn: TurnFeatures) -> None:
        self._index, self._turn = index, turn
        context = index.context
        start, end = context.document.paragraphs[turn.paragraph]
        self._here = self._narrated(start, turn.start)
        self._after = self._narrated(turn.start, end)
        self._before = self._narrated(*context.document.paragraphs[turn.paragraph - 1]) if turn.paragraph else []
        self._previous = self._neighbour(-1)
        self._next = self._neighbour(1)

    def _narrated(self, start: int, end: int) -> list[Mention]:
        return [m for m in self._index.context.mentions.within(start, end) if not m.quoted]

    def _neighbour(self, step: int) -> TurnFeatures | None:
        number = self._turn.number + step
        turns = self._index.turns
        return turns[number] if 0 <= number < len(turns) and turns[number].run == self._turn.run else None

    def row(self, person: int) -> list[float]:
        """The SCENE_FEATURES of a candidate."""
        return [
            *self._presence(person),
            *self._roles(self._here, person),
            *self._roles(self._after, person),
            *self._roles(self._before, person),
            *self._gender(person),
            float(self._previous is not None and person in self._previous.mention_counts),
            float(self._previous is not None and person in self._previous.called),
            float(self._next is not None and person in self._next.called),
            float(self._index.roster.people[person].nominal),
        ]

    def _presence(self, person: int) -> list[float]:
        here = self._turn.paragraph
        earlier = (m for p in range(max(0, here - _PARAGRAPHS), here) for m in self._index.narrated.get(p, ()))
        found = [m for m in (*earlier, *self._here) if person in m.referents]
        if not found:
            return [0.0, 0.0, 0.0]
        gone = _LEAVES.match(self._index.context.document.text, found[-1].end)
        return [min(6.0, len(found)), float(found[0].paragraph >= here - 1), float(bool(gone))]

    def _roles(self, mentions: Sequence[Mention], person: int) -> list[float]:
        """How often the person does something, has something done to them, and has something."""
        roles = dict.fromkeys(ROLES, 0.0)
        for mention in mentions:
            if person in mention.referents or self._index.coreference.antecedents.get(mention.start) == person:
                roles[self._role(mention)] += 1
        return [min(3.0, count) for count in roles.values()]

    def _role(self, mention: Mention) -> str:
        text = self._index.context.document.text
        if _OWNS.match(text, mention.end) or mention.surface == "his":
            return "owns"
        if _AFTER_PREPOSITION.search(text[max(0, mention.start - _LOOKED_BACK) : mention.start]):
            return "is acted on"
        acts = mention.opens or mention.surface in ("he", "she", "i") or _ACTS.match(text, mention.end)
        return "acts" if acts else "is acted on"

    def _gender(self, person: int) -> list[float]:
        """Whether somebody is the only one of the gender near, whether the tag's pronoun fits them, and both."""
        gender, tag = self._index.genders[person], self._turn.speech_tag
        only = self._only(self._here, person) or self._only(self._before, person)
        if tag is None or tag.subject == "name" or tag.first_person or "unknown" in (tag.gender, gender):
            return [only, 0.0, 0.0]
        fits = 1.0 if tag.gender == gender else -1.0
        return [only, fits, fits * only]

    def _only(self, mentions: Sequence[Mention], person: int) -> float:
        genders = self._index.genders
        alike = {who for m in mentions for who in m.referents if genders[who] == genders[person]}
        return 1 / len(alike) if person in alike else 0.0
