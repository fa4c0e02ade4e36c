"""One turn as its candidates' features need it: everything around it that does not depend on the candidate, worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from narrate.model import Gender
from narrate.script.document import Mention
from narrate.script.ranking.candidates import DialogueIndex, Recent
from narrate.script.ranking.columns import NEIGHBOURS
from narrate.script.ranking.neighbours import parity, speaker_distances, turns_at
from narrate.script.ranking.turn_features import TurnFeatures
from narrate.script.rules.pronoun import resolve

_NEAR_AHEAD = 2
"""Paragraphs after the turn's own whose mentions are counted."""
_GENDERS: tuple[Gender, ...] = ("female", "male", "unknown")


class LocalContext:
    """The tag, the salient people, the mentions and the turns around one turn."""

    def __init__(self, index: DialogueIndex, turn: TurnFeatures, recent: Recent) -> None:
        self.index, self.turn, self.recent = index, turn, recent
        self.narrator = index.roster.narrator_at(turn.start)
        self._read_tags()
        self._read_salience()
        self._read_mentions()
        self._read_paragraphs()
        self._read_turns()

    def _read_tags(self) -> None:
        """What the tag and the beat say of the speaker when they give no name."""
        spoken, silent = self.turn.speech_tag, self.turn.beat
        tag = spoken if spoken and spoken.subject != "name" else None
        beat = silent if silent and silent.subject != "name" and not spoken else None
        self.spoken_gender: Gender = tag.gender if tag and not tag.first_person else "unknown"
        self.beat_gender: Gender = beat.gender if beat and not beat.first_person else "unknown"
        people = self.index.roster.people
        by_noun = bool(spoken and spoken.referents and all(people[n].nominal for n in spoken.referents))
        if by_noun and spoken:
            self.spoken_gender = self.index.context.gender(spoken.referents[0])
        pointer = tag or beat
        gendered = pointer is not None and pointer.gender != "unknown"
        self.resolved = resolve(self.index.context, self.turn.number, pointer) if pointer and gendered else None
        antecedents = self.index.coreference.antecedents
        self.antecedent = antecedents.get(pointer.place) if pointer and pointer.subject == "pronoun" else None
        self.first_person_tag = any(t.first_person for t in self.turn.tags[:1])
        described = spoken if by_noun else pointer if pointer and pointer.subject == "noun" else None
        self.noun = described.surface.split()[-1].lower() if described else ""

    def _read_salience(self) -> None:
        """How readily each person comes to mind, overall and among those of one gender."""
        salience = self.index.salience[self.turn.number]
        self.weights, self.weights_after, self.last = salience.before, salience.after, salience.last
        self.weight_sum = sum(self.weights.values()) + 1e-6
        self.gender_sum = dict.fromkeys(_GENDERS, 1e-6)
        self.gender_weights: dict[Gender, list[float]] = {gender: [] for gender in _GENDERS}
        for number, weight in self.weights.items():
            self.gender_sum[self.index.genders[number]] += weight
            self.gender_weights[self.index.genders[number]].append(weight)
        for weights in self.gender_weights.values():
            weights.sort()
        order = sorted(self.weights.items(), key=lambda item: (-item[1], item[0]))
        self.salience_rank = {number: rank for rank, (number, _) in enumerate(order)}

    def _read_mentions(self) -> None:
        """How often people are mentioned near, by name or pronoun, and how recently."""
        index, here = self.index, self.turn.paragraph
        self.counts = {reach: _people_in(index.narrated, range(here - reach, here)) for reach in (3, 10)}
        self.ahead = _people_in(index.narrated, range(here + 1, here + 1 + _NEAR_AHEAD))
        before = (m for p in range(here - 5, here) for m in index.narrated.get(p, ()))
        self.heads = Counter(n for m in before if m.opens for n in m.referents)
        pronouns = (found for p in range(here - 3, here + 1) for found in index.referred.get(p, ()))
        self.pronouns = Counter(who for at, who in pronouns if at < self.turn.start)
        self.gender_rank = self._gender_ranks()
        self.subject, self.subject_here = self._subjects()

    def _read_paragraphs(self) -> None:
        """Whom the turn's own paragraph and the two beside it name."""
        turn, narrated = self.turn, self.index.narrated
        own = narrated.get(turn.paragraph, ())
        self.named_here = _people(m for m in own if m.start < turn.start), _people(m for m in own if m.start > turn.start)
        self.named_beside = [_people(narrated.get(turn.paragraph + step, ())) for step in (-1, 1)]
        self.opening = set(own[0].referents) if own and own[0].opens else set()

    def _read_turns(self) -> None:
        """The turns around: who is known to speak there, who is called, what the rules say."""
        index, turn, turns = self.index, self.turn, self.index.turns
        is_last = turn.number + 1 == len(turns)
        self.next_turn = None if is_last else index.context.turn(turn.number + 1)
        self.near_before = turns[turn.number - 1] if turn.number and self._is_near(turn.number) else None
        self.near_after = None if is_last or not self._is_near(turn.number + 1) else turns[turn.number + 1]
        self.around = turns_at(turns, turn, (0, -1, 1, -2, 2))
        self.said_to = [_addressee_gender(at) for at in (self.around[1], self.around[2], turn)]
        self.speakers = [at.certain_speaker if at else None for at in turns_at(turns, turn, NEIGHBOURS)]
        self.rules = [index.rules[at.number] if at else None for at in turns_at(turns, turn, (0, -2, -1, 1, 2))]
        self.spoken_in_run = index.run_talk[turn.run] - (turn.certain_speaker is not None)
        self.since, self.until = speaker_distances(turns, turn, -1), speaker_distances(turns, turn, 1)
        self.parity = parity(turns, turn)

    def _is_near(self, number: int) -> bool:
        """Whether a turn is at most two paragraphs after the one before, in the same scene."""
        turn = self.index.context.turn(number)
        return turn.gap <= 2 and not turn.new_scene

    def _subjects(self) -> tuple[int | None, int | None]:
        """Who heads the last sentence of narration before the quotation: anywhere near, and in its own paragraph."""
        here = self.turn.paragraph
        for paragraph in range(here, here - 3, -1):
            for at, who in reversed(self.index.heads.get(paragraph, ())):
                if at < self.turn.start:
                    return who, who if paragraph == here else None
        return None, None

    def _gender_ranks(self) -> dict[Gender, dict[int, int]]:
        """How many of a gender were named more recently than each person; somebody of unknown gender counts for both."""
        ranks: dict[Gender, dict[int, int]] = {gender: {} for gender in _GENDERS}
        for number in self.recent:
            own = self.index.genders[number]
            for gender in ("female", "male") if own == "unknown" else (own,):
                ranks[gender].setdefault(number, len(ranks[gender]))
        return ranks


def _addressee_gender(at: TurnFeatures | None) -> Gender:
    """The gender of whom a turn calls "sir" or "madam"."""
    if at is None or not any(at.address_terms):
        return "unknown"
    return "male" if at.address_terms[0] >= at.address_terms[1] else "female"


def _people(mentions: Iterable[Mention]) -> set[int]:
    return {number for mention in mentions for number in mention.referents}


def _people_in(mentions: dict[int, list[Mention]], paragraphs: range) -> Counter[int]:
    return Counter(n for p in paragraphs for m in mentions.get(p, ()) for n in m.referents)
