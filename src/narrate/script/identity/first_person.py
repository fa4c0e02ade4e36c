"""Who says I: one person all through, or one after another ("First narrative, told by the steward")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from narrate.model import Gender
from narrate.script.document import Document, Mention
from narrate.script.evidence.mentions import Mentions, vocatives
from narrate.script.names.roster import Roster

NARRATOR_NAME = "The narrator"
SHARE_NARRATED = 0.25
"""The most of a narrator's names that stand in the narration: who tells the story is named by others."""
_ENOUGH_CALLS, _MOST_CALLS, _TOLD_COSTS, _MOST_TOLD = 10, 10, 3, 3
"""Somebody else tells a part of the story who is called so often in chapters that do not speak of them. In one chapter a call
more than ten says nothing more; a name in the narration speaks against three calls, up to three times."""
_SPOKEN_OF = 5
"""How often at least the others speak of them, in the parts that they tell: or else it is one more name of the same person."""
_ANOTHER_COSTS = 8
"""What must be won by chapters before somebody else is taken to tell them."""


def find_narrators(document: Document, roster: Roster, own_turns: frozenset[int] = frozenset()) -> None:
    """Find out whether somebody in the story tells it, and under which name the others call them. `own_turns` are the turns
    whose tag is "I said" or the like."""
    if not document.first_person:
        return
    mentions = Mentions(document, roster)
    called = vocatives(document, mentions)
    calls = [m for found in called for m in found if len(m.referents) == 1]
    narrated = [m for m in mentions.all if len(m.referents) == 1 and not m.quoted and m.paragraph not in document.headings]
    mention_counts = Counter(m.referents[0] for m in narrated)
    most = _most_called(roster, mentions, Counter(m.referents[0] for m in calls), mention_counts)
    if most is None and document.is_short:
        most = _called_beside_own(document, roster, called, mention_counts, own_turns)
    if most is None:
        most = roster.add(NARRATOR_NAME, set(), _own_gender(document) or "unknown").number
    roster.narrator_spans = _narrators_by_chapter(document, roster, most, calls, narrated)
    for number in roster.narrators:
        person = roster.people[number]
        if person.gender == "unknown":
            surely, maybe = _addressed_as(document, calls, number)
            person.gender = surely or _own_gender(document) or maybe or "unknown"
    roster.index()


def _most_called(roster: Roster, mentions: Mentions, called: Counter[int], narrated: Counter[int]) -> int | None:
    """Whom others call by name most often, of those whom the narration hardly names."""
    named = Counter(m.referents[0] for m in mentions.all if len(m.referents) == 1)
    often = [
        n
        for n, count in called.items()
        if count >= 3 and named[n] >= 5 and narrated[n] <= SHARE_NARRATED * named[n] and not roster.people[n].nominal
    ]
    return max(often, key=lambda n: (called[n], -n), default=None)


def _called_beside_own(
    document: Document, roster: Roster, called: list[list[Mention]], narrated: Counter[int], own_turns: frozenset[int]
) -> int | None:
    """The only name that somebody calls right before or after "I said", and that neither the narration nor "I" uses."""
    turns = document.turns
    next_to = [{n, n + 1} for n in range(len(turns) - 1) if turns[n + 1].gap == 1 and not turns[n + 1].new_scene]
    beside_own = {n for pair in next_to if pair & own_turns for n in pair} - own_turns
    people = [{m.referents[0] for q in turn.quotes for m in called[q] if len(m.referents) == 1} for turn in turns]
    mine = {person for n in own_turns for person in people[n]}
    others = {person for n in beside_own for person in people[n]} - mine
    unnamed = [n for n in sorted(others) if not narrated[n] and not roster.people[n].nominal]
    return unnamed[0] if len(unnamed) == 1 else None


def _narrators_by_chapter(
    document: Document, roster: Roster, most: int, calls: list[Mention], narrated: list[Mention]
) -> tuple[tuple[int, int], ...]:
    """Who tells the story from where on."""
    starts = sorted({0, *(document.paragraphs[heading][0] for heading in document.headings)})
    chapters = [(Counter[int](), Counter[int]()) for _ in starts]
    for kind, mentions in enumerate((calls, narrated)):
        for mention in mentions:
            chapters[bisect_right(starts, mention.start) - 1][kind][mention.referents[0]] += 1
    unnamed: Counter[int] = Counter()
    for called, named in chapters:
        unnamed.update({n: count for n, count in called.items() if not named[n]})
    spoken_of = Counter(m.referents[0] for m in narrated)
    others = (n for n, count in sorted(unnamed.items()) if n != most and count >= _ENOUGH_CALLS)
    people = [most, *(n for n in others if spoken_of[n] >= _SPOKEN_OF and not roster.people[n].nominal)]
    narrator_spans = list(zip(starts, _likeliest_sequence(people, chapters), strict=True))
    return tuple(t for n, t in enumerate(narrator_spans) if not n or t[1] != narrator_spans[n - 1][1])


def _likeliest_sequence(people: list[int], chapters: list[tuple[Counter[int], Counter[int]]]) -> list[int]:
    """The likeliest teller of each chapter, given with how often it calls and names each person: the best sequence, for to go
    over to another costs, as does to begin with any but the first of the people."""
    score: dict[int, float] = {n: -_ANOTHER_COSTS * (n != people[0]) for n in people}
    came_from: list[dict[int, int]] = []
    for called, named in chapters:
        best = max(people, key=lambda n: (score[n], -people.index(n)))
        came_from.append({n: n if score[n] >= score[best] - _ANOTHER_COSTS else best for n in people})
        gained = {n: min(_MOST_CALLS, called[n]) - _TOLD_COSTS * min(_MOST_TOLD, named[n]) for n in people}
        score = {n: max(score[n], score[best] - _ANOTHER_COSTS) + gained[n] for n in people}
    narrator_spans = [max(people, key=lambda n: (score[n], -people.index(n)))]
    for before in reversed(came_from[1:]):
        narrator_spans.append(before[narrator_spans[-1]])
    return narrator_spans[::-1]


TO_A_MAN = re.compile(r"\b(?:my dear (?:fellow|sir|boy)|old (?:man|fellow|chap|boy)|my (?:boy|man|lad)|sir)\b", re.I)
TO_A_WOMAN = re.compile(r"\b(?:my dear (?:lady|madam|girl)|my (?:girl|lady)|ma['’]?am|madam)\b", re.I)
_BESIDE = 30
"""Characters before and after a name that somebody is called by, where else they may be called "my dear fellow"."""


def _addressed_as(document: Document, calls: list[Mention], person: int) -> tuple[Gender | None, Gender | None]:
    """What those who call somebody by name call them besides ("My dear fellow, … Watson"): more than once, and at all."""
    starts = [quote.start for quote in document.quotes]
    man = woman = 0
    for call in (m for m in calls if m.referents == (person,)):
        quote = document.quotes[bisect_right(starts, call.start) - 1]
        beside = document.text[max(quote.start, call.start - _BESIDE) : min(quote.end, call.end + _BESIDE)]
        man, woman = man + bool(TO_A_MAN.search(beside)), woman + bool(TO_A_WOMAN.search(beside))
    narrated: Gender | None = "male" if man > woman else "female" if woman > man else None
    return narrated if abs(man - woman) > 1 else None, narrated


_HUSBAND = re.compile(r"\bmy (?:husband|boyfriend|late husband|ex-husband)\b", re.I)
_WIFE = re.compile(r"\bmy (?:wife|girlfriend|late wife|ex-wife)\b", re.I)


def _own_gender(document: Document) -> Gender | None:
    """A narrator who speaks of "my husband" is taken for a woman; of "my wife", for a man. A guess, and overridable."""
    husbands, wives = len(_HUSBAND.findall(document.narration)), len(_WIFE.findall(document.narration))
    return "female" if husbands > wives else "male" if wives > husbands else None
