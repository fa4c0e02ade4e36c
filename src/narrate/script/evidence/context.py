"""The context of every rule: the document, its people, their mentions, the tags, and who has spoken so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from narrate.model import Gender
from narrate.script.document import Document, Mention, Quote, Turn
from narrate.script.evidence.mentions import Mentions, vocatives
from narrate.script.evidence.subjects import SPEECH_TAGS, Tag
from narrate.script.evidence.tags import TagReader
from narrate.script.names.roster import Roster


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who a rule says is speaking: a roster number, the rule's name, 0 to 1, and the story's words that show it."""

    person: int
    rule: str
    confidence: float
    evidence: str


@dataclass
class Context:
    """Read-only but for `speakers`, which grows as turns are decided. `tags` and `vocatives` are given for each quotation."""

    document: Document
    roster: Roster
    mentions: Mentions
    tags: list[list[Tag]]
    vocatives: list[list[Mention]]
    speakers: list[int | None] = field(default_factory=list)
    _most_named: dict[Gender | None, int | None] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def read(cls, document: Document, roster: Roster) -> Context:
        """Find the mentions, tags and vocatives of a whole book."""
        mentions = Mentions(document, roster)
        return cls(document, roster, mentions, TagReader(document, roster, mentions).read(), vocatives(document, mentions))

    def turn(self, number: int) -> Turn:
        """A turn by its number."""
        return self.document.turns[number]

    def opening(self, number: int) -> Quote:
        """The first quotation of a turn."""
        return self.document.quotes[self.turn(number).first]

    def tags_of(self, number: int) -> list[Tag]:
        """The tags of all the turn's quotations, surest first within each."""
        return [tag for q in self.turn(number).quotes for tag in self.tags[q]]

    def spoken_tag(self, number: int) -> Tag | None:
        """The turn's first tag with a verb of speech, names before the rest."""
        spoken = [tag for tag in self.tags_of(number) if tag.kind in SPEECH_TAGS]
        return next((tag for tag in spoken if tag.subject == "name"), spoken[0] if spoken else None)

    def named_speaker(self, number: int) -> int | None:
        """The speaker whom a turn's tag leaves no doubt of: one person by name, or the narrator by "I"."""
        tag = self.spoken_tag(number)
        if tag and tag.subject == "name" and len(tag.referents) == 1:
            return tag.referents[0]
        return self.roster.narrator_at(tag.place) if tag and tag.first_person else None

    def named_speakers(self) -> list[int | None]:
        """`named_speaker` of every turn."""
        return [self.named_speaker(number) for number in range(len(self.document.turns))]

    def before(self, number: int, back: int = 1, reach: int = 1) -> int | None:
        """The speaker `back` turns ago if that turn is in this scene and at most `reach` paragraphs away."""
        if number < back or self.turn(number).new_scene:
            return None
        gap = self.turn(number).paragraph - self.turn(number - back).paragraph
        new_scene = any(self.turn(n).new_scene for n in range(number - back + 1, number + 1))
        return self.speakers[number - back] if gap <= reach and not new_scene else None

    def only(self, gender: Gender) -> int | None:
        """The one person of the roster who is of this gender, if there is but one and nobody else may be."""
        fitting = (p.number for p in self.roster.people if p.surfaces and self.gender(p.number) in (gender, "unknown"))
        people = list(islice(fitting, 2))
        return people[0] if len(people) == 1 and self.gender(people[0]) == gender else None

    def most_named(self, gender: Gender | None) -> int | None:
        """The most often named of all, of this gender if there is anybody who is; kept, for the roster stays as it is."""
        if gender not in self._most_named:
            everybody = [p for p in self.roster.people if p.surfaces]
            people = [p for p in everybody if gender in (None, p.gender)] or everybody
            self._most_named[gender] = self.roster.most_named(tuple(p.number for p in people))
        return self._most_named[gender]

    def gender(self, person: int) -> Gender:
        """The gender that he or she must have to mean a member of the roster: unknown for the one who says I all through, whom
        none means."""
        spans = self.roster.narrator_spans
        return "unknown" if len(spans) == 1 and spans[0][1] == person else self.roster.people[person].gender

    def recent(self, place: int, gender: Gender | None = None, skip: tuple[int | None, ...] = (), reach: int = 12) -> int | None:
        """The last person named in narration before a position: of this gender if given, none of `skip`."""
        for mention in self.mentions.names_before(place, reach):
            person = self.roster.most_named(mention.referents)
            if person is not None and person not in skip and (gender is None or self.gender(person) == gender):
                return person
        return None
