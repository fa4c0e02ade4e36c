from __future__ import annotations

from narrate.script.document import document_of
from narrate.script.evidence.context import Context
from narrate.script.identity.learned_joins import JOINED, join_voices, likely_pairs
from narrate.script.identity.pair_evidence import FEATURES, PairEvidence
from narrate.script.names.build import build_roster
from narrate.script.quotations.split import split
from tests.script.quotations.test_split import manuscript

WITH = (
    "Nora went to the window. {one} looked up.\n\n“{call}, is it late?” said Nora.\n\n“Not very,” said {two}.\n\n"
    "“Then stay,” said Nora.\n\n“Gladly,” said {two}.\n\n"
)
APART = "Silas came by with the post.\n\n“Good day,” said Silas.\n\n“Good day,” said Nora.\n\n"


def context_of(text: str) -> Context:
    document = document_of(split(manuscript(text)))
    return Context.read(document, build_roster(document))


def speakers_of(context: Context) -> list[int]:
    return [speaker for speaker in context.named_speakers() if speaker is not None]


def named(context: Context, name: str) -> int:
    (number,) = context.roster.lookup(name)
    return number


def story(*scenes: str) -> str:
    """Scenes in which Nora talks with Edmund (e), with Mr. Calloway (c), and with Silas (s)."""
    first, then = (WITH.format(one=name, two=name, call="Edmund") for name in ("Edmund", "Mr. Calloway"))
    return "".join({"e": first, "c": then, "s": APART}[scene] for scene in "".join(scenes))


def joined(scenes: str, apart: frozenset[int] = frozenset()) -> Context:
    context = context_of(story(scenes))
    join_voices(context, speakers_of(context), apart)
    return context


def test_every_feature_has_a_number() -> None:
    context = context_of(story(5 * "ecs"))
    evidence = PairEvidence(context, speakers_of(context))
    numbers = dict(zip(FEATURES, evidence.features(named(context, "Edmund"), named(context, "Mr. Calloway")), strict=True))
    assert numbers["answers"] == 0
    assert numbers["partners"] > 0.7
    assert numbers["given and surname"] == 1


def test_two_who_answer_each_other_are_two() -> None:
    context = context_of(story(5 * "ecs"))
    nora = named(context, "Nora")
    assert all(nora not in pair for pair, _ in likely_pairs(PairEvidence(context, speakers_of(context))))


def test_two_names_that_take_turns_with_the_same_people_and_never_with_each_other_are_one() -> None:
    found = joined(24 * "ecs")
    assert named(found, "Edmund") == named(found, "Mr. Calloway")
    (join,) = found.roster.people[named(found, "Edmund")].joins
    assert {join.name, join.other} == {"Edmund", "Mr. Calloway"}
    assert join.why.startswith("both talk with Nora; never answer each other")
    assert join.chance >= JOINED


def test_both_numbers_of_one_who_was_joined_have_one_name() -> None:
    found = joined(24 * "ecs")
    names = [person.name for person in found.roster.people]
    assert len(names) - len(set(names)) == 1


def test_two_names_that_only_may_be_one_keep_their_voices_and_it_is_told() -> None:
    found = joined(17 * "es" + 17 * "cs")
    edmund, calloway = (found.roster.people[named(found, name)] for name in ("Edmund", "Mr. Calloway"))
    assert edmund is not calloway
    assert [(join.name, join.other) for join in edmund.perhaps] == [("Edmund", "Mr. Calloway")]
    assert [(join.name, join.other) for join in calloway.perhaps] == [("Mr. Calloway", "Edmund")]


def test_nobody_whom_a_person_has_named_is_joined() -> None:
    apart = frozenset({named(context_of(story(24 * "ecs")), "Edmund")})
    found = joined(24 * "ecs", apart)
    assert named(found, "Edmund") != named(found, "Mr. Calloway")
    assert not found.roster.people[named(found, "Mr. Calloway")].perhaps


def test_in_a_few_pages_nobody_is_joined() -> None:
    found = joined(5 * "ecs")
    assert named(found, "Edmund") != named(found, "Mr. Calloway")
