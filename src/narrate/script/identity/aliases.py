"""Two names, one person: found by how they take turns.

Two names of one person alternate with the same partners (they stand at turns t and t+2) but do not answer each
other (at t and t+1), but for a misread tag. So "the housebreaker" turns out to be Sikes without a word in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from narrate.script.evidence.context import Context
from narrate.script.identity.merging import are_distinct, may_be_one, mention_counts, merge, sentences_by_person, told_of
from narrate.script.identity.unnamed import is_generic
from narrate.script.lexicon import given_names, word_class
from narrate.script.names.roster import Person, Roster
from narrate.script.names.titles import split_title

_SHARE_OF_ANSWERS = 0.12
_ENOUGH_NAMED, _ENOUGH_NOMINAL = 6, 4
_SHARE_OF_LINES = 0.04
_BEYOND_DOUBT = 5
"""So often with the same partners, and never with each other, are a name and a noun no two people, whatever sentences they
share: so it was with Mrs. Joe and "my sister", and with all three other pairs in 75 books."""
NAMED_ONCE = 5
"""So many times as often as by name, at most, somebody is spoken of as "the king" who has that name."""
_SHARE_OF_CALLS = 0.4
_BY_TAG, _BY_RULE = 3, 2
"""How much a speaker beside a call counts whom a tag names, and one whom the rules guess."""
_CALLED_OFTEN, _ANSWERED_BY_ONE, _AND_BY_ANOTHER = 12, 0.3, 0.75


def join_by_turns(context: Context, speakers: list[int | None]) -> bool:
    """Join the people of the roster whom turn-taking shows to be one; whether any were."""
    even, odd, lines = _distances(context, speakers)
    sentences = sentences_by_person(context)
    owner = {p.number: p.number for p in context.roster.people}
    groups: dict[int, set[int]] = {p.number: {p.number} for p in context.roster.people}
    for (one, other), count in sorted(even.items(), key=lambda item: (-item[1], item[0])):
        a, b = owner[one], owner[other]
        if a == b or not _alike(context.roster, sentences, (one, other), (count, odd[one, other])):
            continue
        if count < _SHARE_OF_LINES * min(lines[one], lines[other]):
            continue
        if any(_answer(even, odd, (min(x, y), max(x, y))) for x in groups[a] for y in groups[b]):
            continue
        keep, drop = (a, b) if _weight(context.roster.people[a]) >= _weight(context.roster.people[b]) else (b, a)
        groups[keep] |= groups.pop(drop)
        owner.update(dict.fromkeys(groups[keep], keep))
    for keep, members in groups.items():
        for number in sorted(members - {keep}):
            merge(context.roster, keep, number, "both take turns with the same people and do not answer each other")
    context.roster.index()
    return any(len(members) > 1 for members in groups.values())


def join_by_calls(context: Context, speakers: list[int | None]) -> bool:
    """Join a name that people are called by with the name of the one who then answers; whether any were.

    Who is called by name speaks next in three cases of four, so when "Loo" is called again and again and it is
    Louisa who answers, Loo is Louisa.
    """
    answers: dict[int, Counter[int]] = defaultdict(Counter)
    for number in range(len(context.document.turns) - 1):
        after, turn = speakers[number + 1], context.document.turns[number + 1]
        if after is None or turn.gap > 2 or turn.new_scene:
            continue
        called = {
            m.referents[0] for q in context.document.turns[number].quotes for m in context.vocatives[q] if len(m.referents) == 1
        }
        for person in called - {speakers[number]}:
            answers[person][after] += 1
    lines = Counter(s for s in speakers if s is not None)
    told = told_of(context, speakers)
    joined = False
    for person, found in sorted(answers.items()):
        other, count = max(found.items(), key=lambda item: (item[1], -item[0]))
        if other == person or count < 3 or count < _SHARE_OF_CALLS * found.total() or found[person] > 0.2 * count:
            continue
        if not context.roster.people[person].surfaces or not context.roster.people[other].surfaces:
            continue
        if not may_be_one(context.roster, told, (person, other)):
            continue
        keep, drop = (other, person) if lines[other] >= lines[person] else (person, other)
        merge(context.roster, keep, drop, f"where the one is called, the other answers ({count} of {found.total()} times)")
        joined = True
    context.roster.index()
    return joined


def join_by_adjacent_calls(context: Context, speakers: list[int | None], guessed: list[int | None]) -> bool:
    """Join a name that people are only ever called by with the name of the one who stands beside the calls; whether any were.

    Nobody is ever said to speak as "Miss Honeychurch"; but where she is called, Lucy has just spoken or answers. `guessed` is who
    the rules think speaks, turn by turn.
    """
    lines = Counter(s for s in speakers if s is not None)
    narrated = Counter(m.referents[0] for m in context.mentions.all if not m.quoted and len(m.referents) == 1)
    calls, beside = _beside_calls(context, speakers, guessed)
    sentences = sentences_by_person(context)
    joined = False
    for person, found in sorted(beside.items()):
        (other, most), *rest = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        if lines[person] or lines[other] < _ENOUGH_NAMED or narrated[person] > calls[person]:
            continue
        if most < _CALLED_OFTEN or most < _ANSWERED_BY_ONE * found.total() or (rest and rest[0][1] > _AND_BY_ANOTHER * most):
            continue
        one, two = context.roster.people[person], context.roster.people[other]
        if not one.surfaces or one.nominal or not two.surfaces or two.nominal:
            continue
        if not narrated[person] and not _is_plain_name(one):
            continue  # an "Alack" is nobody
        if not are_distinct(context.roster, sentences, (person, other)):
            merge(context.roster, other, person, f"nobody speaks under this name, and the other speaks beside {most} calls of it")
            joined = True
    context.roster.index()
    return joined


def _beside_calls(
    context: Context, speakers: list[int | None], guessed: list[int | None]
) -> tuple[Counter[int], dict[int, Counter[int]]]:
    """How often each person is called, and how much speaks for each other person just before and after."""
    turns = context.document.turns
    calls: Counter[int] = Counter()
    beside: dict[int, Counter[int]] = defaultdict(Counter)
    for number, turn in enumerate(turns):
        called = {m.referents[0] for q in turn.quotes for m in context.vocatives[q] if len(m.referents) == 1}
        calls.update(called)
        near = [n for n in (number - 1, number + 1) if 0 <= n < len(turns)]
        near = [n for n in near if turns[max(n, number)].gap <= 2 and not turns[max(n, number)].new_scene]
        for person in called:
            for who, tagged in ((guessed[n], speakers[n] is not None) for n in near):
                if who is not None and who not in (person, guessed[number]):
                    beside[person][who] += _BY_TAG if tagged else _BY_RULE
    return calls, beside


def join_by_first_call(context: Context, speakers: list[int | None]) -> bool:
    """Give somebody unnamed the name they are first called by; whether any were.

    "The boy" speaks, and the answer begins "Matvey, …", a name not heard before: the boy is Matvey. In a novel any boy is
    "the boy", and a name heard once or twice is no king's.
    """
    first: dict[int, int] = {}
    for mention in context.mentions.all:
        for number in mention.referents:
            first.setdefault(number, mention.start)
    mentioned = mention_counts(context)
    told = told_of(context, speakers)
    joined = False
    for number, turn in enumerate(context.document.turns):
        near = [
            n
            for n in (number - 1, number + 1)
            if 0 <= n < len(speakers) and abs(context.document.turns[n].paragraph - turn.paragraph) <= 2
        ]
        unnamed = {
            s
            for n in near
            if (s := speakers[n]) is not None and context.roster.people[s].nominal and context.roster.people[s].surfaces
        }
        called = [
            m for q in turn.quotes for m in context.vocatives[q] if len(m.referents) == 1 and first.get(m.referents[0]) == m.start
        ]
        for mention in called:
            person = mention.referents[0]
            fitting = [
                n
                for n in unnamed
                if first.get(n, mention.start) < mention.start
                and not is_generic(context.document, context.roster.people[n])
                and mentioned[n] <= NAMED_ONCE * mentioned[person]
                and may_be_one(context.roster, told, (person, n))
            ]
            if len(fitting) == 1 and _is_plain_name(context.roster.people[person]) and fitting[0] != speakers[number]:
                merge(context.roster, person, fitting[0], "called so for the first time in the answer to their words")
                unnamed -= set(fitting)
                joined = True
    context.roster.index()
    return joined


def _is_plain_name(person: Person) -> bool:
    """A given name or a titled one: not "Sahib", which is no name but sounds like one."""
    parts = [split_title(surface) for surface in person.surfaces]
    return not person.nominal and any(title or core[0].lower() in given_names() for title, core in parts)


def _weight(person: Person) -> tuple[bool, int]:
    return not person.nominal, person.count


def _distances(
    context: Context, speakers: list[int | None]
) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]], Counter[int]]:
    """How often two people stand at an even and at an odd distance in strictly adjacent paragraphs."""
    even: Counter[tuple[int, int]] = Counter()
    odd: Counter[tuple[int, int]] = Counter()
    turns = context.document.turns
    for number, speaker in enumerate(speakers):
        if speaker is None:
            continue
        for ahead in (1, 2, 3, 4):
            other = speakers[number + ahead] if number + ahead < len(turns) else None
            if other is None or other == speaker or turns[number + ahead].paragraph - turns[number].paragraph != ahead:
                continue
            pair = (min(speaker, other), max(speaker, other))
            (odd if ahead % 2 else even)[pair] += 1
    return even, odd, Counter(s for s in speakers if s is not None)


def _answer(even: Counter[tuple[int, int]], odd: Counter[tuple[int, int]], pair: tuple[int, int]) -> bool:
    """Whether two people answer each other more than by accident: a tag misread, or another squire."""
    return odd[pair] > max(1, _SHARE_OF_ANSWERS * even[pair])


def _alike(roster: Roster, sentences: dict[int, set[int]], pair: tuple[int, int], counts: tuple[int, int]) -> bool:
    """Whether nothing speaks against two people being one, given (even, odd) counts."""
    one, other = (roster.people[n] for n in pair)
    even, odd = counts
    if even < (_ENOUGH_NOMINAL if one.nominal or other.nominal else _ENOUGH_NAMED) or odd > _SHARE_OF_ANSWERS * even:
        return False
    surely = odd == 0 and even >= _BEYOND_DOUBT and one.nominal != other.nominal
    if surely and (one if one.nominal else other).name.split()[-1] not in word_class("anyone"):
        sentences = defaultdict(set)  # writers do say "Nancy rose, and the matron wept"
    return not are_distinct(roster, sentences, pair)
