"""A whole book indexed for the ranker: the features of its turns, who is mentioned where, and the candidates of each turn."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from narrate.script.document import Mention
from narrate.script.evidence.context import Context
from narrate.script.evidence.coreference import CoreferenceResolver
from narrate.script.names.roster import age_of
from narrate.script.ranking.noun_ties import NounTies
from narrate.script.ranking.style import SpeechStyle
from narrate.script.ranking.turn_features import TurnFeatures, turn_features

BACK, AHEAD, RECENT = 18, 2, 10
"""Candidates are named in so many paragraphs before and after, or among so many most recently named."""
STRETCH = 2560
"""Turns that are ranked together: no annotated novel has so many."""
_MENTIONS_BACK = 120
"""Mentions before a quotation among which the most recently named are looked for."""
_SPOKE_BACK, _SPOKE_AHEAD, _OFTEN_IN_RUN = 12, 3, 5
"""Candidates are known to speak so many turns before or after, or among so many who speak most in this stretch of dialogue."""
Recent: TypeAlias = dict[int, tuple[int, Mention]]
"""Person → (rank, last mention in narration before a quotation), most recent first."""
_STOP = re.compile(r"[.!?…][\"”’]?\s")


class DialogueIndex:
    """The turns of a book with their features, its mentions by paragraph and its stretches of dialogue (`runs`)."""

    def __init__(self, context: Context, rules: list[tuple[int, float] | None], fixed: Mapping[int, int]) -> None:
        """`rules` holds the rules' verdict for each turn: person and confidence; `fixed` tells the speakers of turns that are
        beyond doubt."""
        self.context, self.rules, self.roster = context, rules, context.roster
        self.turns = [turn_features(context, n) for n in range(len(context.document.turns))]
        for number, person in fixed.items():
            self.turns[number].certain_speaker = person
        self.coreference = CoreferenceResolver(context, [turn.certain_speaker for turn in self.turns])
        self.salience = self.coreference.resolve()
        self.genders = [context.gender(p.number) for p in self.roster.people]
        self.children = {p.number for p in self.roster.people if p.surfaces and age_of(p) == "child"}
        self._index_mentions()
        self._index_runs()
        self.style = SpeechStyle(self.turns)
        self.talk = Counter(turn.certain_speaker for turn in self.turns if turn.certain_speaker is not None)

    def _index_mentions(self) -> None:
        """`narrated` and `quoted` hold the names of each paragraph, `order` those of narration one after the other; `referred`
        whom pronouns of a paragraph mean, `heads` who begins its sentences: (position, person)."""
        self.narrated: dict[int, list[Mention]] = defaultdict(list)
        self.quoted: dict[int, list[Mention]] = defaultdict(list)
        self.order: list[Mention] = []
        self.referred: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.heads: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for mention in self.context.mentions.all:
            if mention.quoted:
                if mention.named:
                    self.quoted[mention.paragraph].append(mention)
                continue
            if mention.named:
                self.narrated[mention.paragraph].append(mention)
                self.order.append(mention)
            who = self.coreference.antecedents.get(mention.start) if not mention.named else None
            if who is not None:
                self.referred[mention.paragraph].append((mention.start, who))
            elif len(mention.referents) == 1:
                who = mention.referents[0]
            if who is not None and mention.opens:
                self.heads[mention.paragraph].append((mention.start, who))

    def _index_runs(self) -> None:
        """`runs` maps a stretch of dialogue to its turns, `run_speakers` to how often each known speaker speaks in it, `run_talk`
        to how often they do together, `run_often` to those who speak most."""
        run = 0
        self.runs: dict[int, list[int]] = defaultdict(list)
        for features in self.turns:
            turn = self.context.turn(features.number)
            if features.number and (turn.gap > 2 or turn.new_scene):
                run = features.number
            features.run = run
            self.runs[run].append(features.number)
        known = {run: (self.turns[n].certain_speaker for n in numbers) for run, numbers in self.runs.items()}
        self.run_speakers = {run: Counter(who for who in speakers if who is not None) for run, speakers in known.items()}
        self.run_talk = {run: speakers.total() for run, speakers in self.run_speakers.items()}
        self.run_often = {
            run: [who for who, _ in speakers.most_common(_OFTEN_IN_RUN)] for run, speakers in self.run_speakers.items()
        }

    @cached_property
    def noun_ties(self) -> NounTies:
        """What the story ties to the common nouns of its tags."""
        return NounTies(self.context)

    def antecedent(self, mention: Mention) -> int | None:
        """Whom a mention means: the one person of a name, or whom its pronoun stands for."""
        return mention.referents[0] if len(mention.referents) == 1 else self.coreference.antecedents.get(mention.start)

    def lead_in(self, number: int) -> int | None:
        """Whom the last sentence of the narration before an untagged turn is about, if it is in this scene: the first of its
        people who is named, or meant by "he", "she", "I" or an opening "her"."""
        turn = self.context.turn(number)
        if turn.gap < 2 or turn.new_scene or turn.paragraph == 0 or self.context.spoken_tag(number) is not None:
            return None
        start, end = self.context.document.paragraphs[turn.paragraph - 1]
        stops = [m.end() for m in _STOP.finditer(self.context.document.text, start, end) if m.end() < end - 2]
        for mention in self.context.mentions.within(stops[-1] if stops else start, end):
            if mention.quoted or not (mention.named or mention.opens or mention.surface in ("he", "she", "i")):
                continue
            if (who := self.antecedent(mention)) is not None:
                return who
        return None

    def opener(self, number: int) -> int | None:
        """Who heads the paragraph of narration before a turn whose tag has a pronoun of that gender: "Ben sat down. … “Well?” he
        said"."""
        tag, turn = self.context.spoken_tag(number), self.context.turn(number)
        if tag is None or tag.subject != "pronoun" or tag.first_person or turn.gap < 2 or turn.new_scene or not turn.paragraph:
            return None
        before = self.context.mentions.within(*self.context.document.paragraphs[turn.paragraph - 1])
        heads = (m.referents[0] for m in before if m.opens and not m.quoted and len(m.referents) == 1)
        who = next(heads, None)
        return who if who is not None and self.context.gender(who) in (tag.gender, "unknown") else None

    def stretches(self) -> Iterator[tuple[int, int]]:
        """The book's turns in stretches (first, end) of at most STRETCH, cut where a scene begins if there is one: so the rows
        of a very long book are never all there at once."""
        first = 0
        while len(self.turns) - first > STRETCH:
            scenes = (n for n in range(first + STRETCH, first + STRETCH // 2, -1) if self.context.turn(n).new_scene)
            end = next(scenes, first + STRETCH)
            yield first, end
            first = end
        yield first, len(self.turns)

    def recent(self, turn: TurnFeatures) -> Recent:
        """Who was last named in narration before a turn's first quotation."""
        found: Recent = {}
        end = bisect_left(self.order, turn.start, key=lambda mention: mention.start)
        for mention in reversed(self.order[max(0, end - _MENTIONS_BACK) : end]):
            for number in mention.referents:
                found.setdefault(number, (len(found), mention))
        return found

    def find_candidates(self, turn: TurnFeatures, recent: Recent) -> list[int]:
        """Who may speak a turn, in order of their numbers; kept with the turn, for the next one may go on with its speech."""
        found = self._mentioned_near(turn.paragraph)
        near = self.turns[max(0, turn.number - _SPOKE_BACK) : turn.number + _SPOKE_AHEAD + 1]
        found.update(other.certain_speaker for other in near if other.certain_speaker is not None)
        found.update(number for tag in turn.tags for number in tag.referents)
        found.update(list(recent)[:RECENT])
        found.update(self.run_often[turn.run])
        if (narrator := self.roster.narrator_at(turn.start)) is not None:
            found.add(narrator)
        if self.continues(turn.number):
            found.update(self.turns[turn.number - 1].candidates)
        rule = self.rules[turn.number]
        if rule is not None:
            found.add(rule[0])
        turn.candidates = sorted(self._agreeing_with_pronoun(turn, found) if self.context.document.language != "en" else found)
        return turn.candidates

    def _agreeing_with_pronoun(self, turn: TurnFeatures, candidates: set[int]) -> set[int]:
        """Those whom the pronoun of a tag may mean, if there are any: of its gender or of none known, and not who says I."""
        tag = turn.speech_tag
        if tag is None or tag.subject != "pronoun" or tag.first_person or tag.gender == "unknown":
            return candidates
        narrator = self.roster.narrator_at(turn.start)
        fitting = {n for n in candidates if n != narrator and self.context.gender(n) in (tag.gender, "unknown")}
        return fitting if any(self.context.gender(n) == tag.gender for n in fitting) else candidates

    def continues(self, number: int) -> bool:
        """Whether the turn just before left its last quotation open."""
        adjacent = number > 0 and self.context.turn(number).gap == 1
        return adjacent and not self.context.document.quotes[self.context.turn(number - 1).last].closes

    def _mentioned_near(self, paragraph: int) -> set[int]:
        near = range(paragraph - BACK, paragraph + AHEAD + 1)
        mentions = (m for p in near for m in (*self.narrated.get(p, ()), *self.quoted.get(p, ())))
        return {number for mention in mentions for number in mention.referents}
