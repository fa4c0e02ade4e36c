"""Whom a common noun means that is said to speak: somebody with a name, or a person of its own ("the waiter")."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from narrate.script.evidence.subjects import Tag
from narrate.script.identity.unnamed import is_generic
from narrate.script.lexicon import is_child_word, kin, nouns, word_class
from narrate.script.names.roster import Person
from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.decode import Floats
from narrate.script.ranking.layout import Layout
from narrate.script.ranking.noun_ties import head_of

NAMED_INSTEAD = (0.15, 0.4)
"""How likely, against "the girl", somebody with a name must be to be taken for her: elsewhere, and where the tag says it."""
LIKELIEST_THROUGHOUT = (0.02, 2.0, 0.2)
"""How likely the same name must be, on average, where "the girl" is chosen, and how many times as likely as the next; and how
often at most, for each turn of hers, they may be seen to talk with her."""
NEWLY_TOLD = (0.1, 0.3, 12)
"""How likely, against somebody with a name, a person must be whom the tag tells for the first time ("a porter"), and whoever a
tag tells by that noun at most so many turns later."""
OF_AN_OFFICE = 0.25
"""The same of a noun that says what somebody does ("the porter"), where the story never ties it to that name. Of 50 turns in 16
novels that these and NEWLY_TOLD decide, by weights that had not seen their authors, 20 were right before and 43 are after."""
USUALLY = 0.6
"""The share of a noun's turns, two at least, for which the same name is chosen, that makes it another word for this person."""
_A = re.compile(r"(?:an?|another|one|some|someone|somebody)\b", re.I)
_PREPOSITION = re.compile(r"\b(?:for|of|to|with|like|as|than|by|from|at|in)\s+$", re.I)
_DOER = re.compile(r"(?:er|or|ist|ian|ant|ent|eer|man|woman|maid|wright|smith|ier)$")


def named_or_own(index: DialogueIndex, layout: Layout, chances: Floats, chosen: NDArray[np.int64]) -> list[int]:
    """The chosen rows, but for turns whose tag, or whose choice, is a common noun that means somebody else."""
    return _own_rather_than_named(index, layout, chances, _named_rather_than_generic(index, layout, chances, [*map(int, chosen)]))


def rows_of_candidates(layout: Layout) -> list[dict[int | None, int]]:
    """For every turn its people with their rows."""
    ends = [*layout.starts[1:], len(layout.people)]
    return [{int(layout.people[row]): row for row in range(start, end)} for start, end in zip(layout.starts, ends, strict=True)]


def _named_rather_than_generic(index: DialogueIndex, layout: Layout, chances: Floats, rows: list[int]) -> list[int]:
    """The chosen rows, but where that is nobody in particular ("the girl", "his mother") a person of that gender with a name:
    who is likely enough at this turn, or else who is likeliest by far at all such turns together. Most girls are somebody
    we know."""
    context = index.context
    left: dict[int, list[tuple[int, dict[int, int]]]] = defaultdict(list)
    for turn, candidates in enumerate(rows_of_candidates(layout)):
        at = rows[turn]
        person = context.roster.people[int(layout.people[at])]
        if not is_generic(context.document, person):
            continue
        tag = context.spoken_tag(layout.first + turn)
        enough = NAMED_INSTEAD[bool(tag and person.number in tag.referents)] * chances[at]
        people = ((context.roster.people[n], row) for n, row in candidates.items() if n is not None)
        named = {who.number: row for who, row in people if not who.nominal and who.gender == person.gender}
        likeliest = max(named.values(), key=lambda row: chances[row], default=at)
        if chances[likeliest] >= enough:
            rows[turn] = likeliest
            continue
        left[person.number].append((turn, named))
    for turns in left.values():
        who = _likeliest_throughout(turns, chances, [int(layout.people[row]) for row in rows])
        if who is not None:
            for turn, named in turns:
                rows[turn] = named.get(who, rows[turn])
    return rows


def _likeliest_throughout(turns: list[tuple[int, dict[int, int]]], chances: Floats, speakers: list[int]) -> int | None:
    """Who is likeliest by far at all these turns together, each given with the rows of its people with names; nobody if they
    are seen to talk with whoever speaks there."""
    shares: dict[int, float] = defaultdict(float)
    for _, named in turns:
        for number, row in named.items():
            shares[number] += float(chances[row]) / len(turns)
    likely = sorted(((share, number) for number, share in shares.items()), reverse=True)
    (first, who), (second, _) = [*likely, (0.0, -1), (0.0, -1)][:2]
    beside = sum(speakers[n] == who for turn, _ in turns for n in (turn - 1, turn + 1) if 0 <= n < len(speakers))
    if (
        first < LIKELIEST_THROUGHOUT[0]
        or first < LIKELIEST_THROUGHOUT[1] * second
        or beside > LIKELIEST_THROUGHOUT[2] * len(turns)
    ):
        return None
    return who


@dataclass(frozen=True)
class _Spoken:
    """A turn that a common noun is said to speak: its row among the candidates, and the chosen row with its person."""

    turn: int
    tag: Tag
    noun: Person
    own: int
    chosen: int
    person: Person

    @property
    def head(self) -> str:
        """The noun without what stands before it."""
        return head_of(self.noun.name)


def _own_rather_than_named(index: DialogueIndex, layout: Layout, chances: Floats, rows: list[int]) -> list[int]:
    """The rows, but where somebody with a name was chosen for "said a porter", or "said the porter", the porter if nothing in the
    story says that this is he."""
    if index.context.document.language != "en":
        return rows
    spoken = _spoken_by_nouns(index, layout, rows)
    ties, told = _Ties(index, spoken), dict[str, int]()
    for one in spoken:
        newly = _tells_anew(index, one.tag)
        if newly:
            told[one.head] = one.turn
        if one.person.nominal or one.head in kin() or one.head in word_class("relational") or one.head == "voice":
            continue
        again = one.turn - told.get(one.head, -NEWLY_TOLD[2] - 1) <= NEWLY_TOLD[2]
        enough = [NEWLY_TOLD[0]] * newly + [NEWLY_TOLD[1]] * again + [OF_AN_OFFICE] * ties.are_apart(one)
        if enough and chances[one.own] >= min(enough) * chances[one.chosen]:
            rows[one.turn] = one.own
    return rows


def _spoken_by_nouns(index: DialogueIndex, layout: Layout, rows: list[int]) -> list[_Spoken]:
    """The turns whose tag tells nobody by name, and has its noun among the candidates."""
    people, found = index.context.roster.people, []
    for turn, candidates in enumerate(rows_of_candidates(layout)):
        tag = index.context.spoken_tag(layout.first + turn)
        if tag is None or not tag.referents or not all(people[number].nominal for number in tag.referents):
            continue
        own = candidates.get(tag.referents[0])
        if own is not None:
            chosen = rows[turn]
            found.append(
                _Spoken(
                    turn=turn,
                    tag=tag,
                    noun=people[tag.referents[0]],
                    own=own,
                    chosen=chosen,
                    person=people[int(layout.people[chosen])],
                )
            )
    return found


def _tells_anew(index: DialogueIndex, tag: Tag) -> bool:
    """Whether the tag tells somebody for the first time: "said a porter", but not "for a porter who knew the town, and said"."""
    text = index.context.document.text
    return bool(_A.match(tag.surface)) and not _PREPOSITION.search(text, max(0, tag.place - 10), tag.place)


class _Ties:
    """What ties a noun that says what somebody does to a name: the story ("Mr. Hale, the porter"), or that this name is chosen
    wherever the noun speaks."""

    def __init__(self, index: DialogueIndex, spoken: list[_Spoken]) -> None:
        self._ties = index.noun_ties
        self._chosen: dict[int, Counter[int]] = defaultdict(Counter)
        for one in spoken:
            self._chosen[one.noun.number][one.person.number] += 1

    def are_apart(self, spoken: _Spoken) -> bool:
        """Whether the noun says what somebody does, and nothing ties it to whoever was chosen."""
        noun, head, person = spoken.noun, spoken.head, spoken.person
        if head in word_class("anyone") or is_child_word(head) or not (head in nouns() or _DOER.search(head)):
            return False
        chosen = self._chosen[noun.number]
        if chosen[person.number] >= max(2, USUALLY * chosen.total()):
            return False
        words = noun.name.removeprefix("the ")
        if " " in words and self._ties.times(words) < 2:
            return False  # "the able magistrate" is a word for somebody known
        return person.number not in self._ties.people(head) and not any(
            head in surface.lower().split() for surface in person.surfaces
        )
