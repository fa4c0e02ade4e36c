"""Every line of a story can be named in voices.yaml, and what fits none is told."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.model import Script
from narrate.script import Corrections, read_through
from narrate.script.keys import LineKeys
from tests.script.quotations.test_split import manuscript

TALE = (
    "Ann and Tom sat in the hall with Maria.\n\nTom looked at those who sat there. “Yes.”\n\n“No,” said Maria.\n\n"
    "Ann coughed. “Yes.”\n\nAnn coughed. “Yes.”\n\n“I see,” said Tom. “Come in.”"
)


def corrected(**known: object) -> Script:
    return read_through(manuscript(TALE), corrections=Corrections(**known))  # type: ignore[arg-type]


def speakers(script: Script) -> list[str]:
    return [line.speaker for line in script.bodies() if line.kind == "dialogue"]


def told(script: Script) -> list[str]:
    return [misfit.message.removeprefix("voices.yaml: ") for misfit in script.misfits]


def test_a_line_is_named_by_what_stands_before_it_or_by_its_place_among_those_alike() -> None:
    assert speakers(corrected(lines={"who sat there. | Yes.": "Maria"}))[0] == "Maria"
    assert speakers(corrected(lines={"WHO SAT THERE | yes": "Maria"}))[0] == "Maria"
    for number, place in (("1", 2), ("2", 3)):
        found = corrected(lines={f"Ann coughed. | Yes. #{number}": "Maria"})
        assert [n for n, name in enumerate(speakers(found)) if name == "Maria"] == [1, place] and not found.misfits
    assert speakers(corrected(lines={"Yes. #3": "Maria"}))[3] == "Maria"


def test_keys_hold_no_mark_that_yaml_wants_escaped() -> None:
    texts = [
        ('"Yes."', True),
        ('"Yes."', True),
        ("He came.", False),
        ('"Yes."', True),
        ('"Say "no" to him."', True),
        ('"Say "no."', True),
    ]
    keys = LineKeys(texts)
    found = [keys.key(number) for number in range(5)]
    assert not any('"' in key or "\\" in key for key in found)
    assert [keys.fitting(key) for key in found] == [[number] for number in range(5)]


def test_a_key_that_fits_several_shows_the_key_of_each() -> None:
    (misfit,) = corrected(lines={"Yes": "Maria"}).misfits
    assert (
        misfit.ambiguous
        and misfit.message == "voices.yaml: lines: “Yes” fits 3 quotations of the story. Name the one that is meant:"
    )
    assert [line for _, line in misfit.candidates] == [2, 6, 8]
    for entry, line in misfit.candidates:
        key, _, name = entry.rpartition(": ")
        found = corrected(lines={key.strip('"'): name})
        assert not found.misfits and list(found.bodies())[line].speaker == "Maria"


def test_a_key_that_fits_nothing_is_told_and_the_line_decided_as_if_it_were_not_there() -> None:
    found = corrected(lines={"Come on": "Ann"})
    assert speakers(found) == speakers(corrected())
    (misfit,) = found.misfits
    assert (
        not misfit.ambiguous
        and misfit.message.endswith("was left aside — did you mean:")
        and misfit.candidates == (('"Come": Ann', 11),)
    )
    assert told(corrected(lines={"Zebras quarrel": "Ann"})) == [
        "lines: “Zebras quarrel” fits no quotation of the story, and was left aside."
    ]
    assert len(corrected(lines={"nowhere | Yes.": "Ann"}).misfits[0].candidates) == 3
    assert len(corrected(lines={"Yes. #9": "Ann"}).misfits[0].candidates) == 3


def test_names_that_are_nobodys_are_told() -> None:
    known = {
        "lines": {"Come in": "Mria"},
        "genders": {"Tomm": "male"},
        "ignore": ("Rome",),
        "aliases": {"Thom": "Tom"},
        "narrator": "An",
    }
    found = corrected(**known)
    assert told(found) == [
        "aliases: “Thom” is nobody in this story — did you mean “Tom”?",
        "gender: “Tomm” is nobody in this story — did you mean “Tom”?",
        "ignore: “Rome” is nobody in this story.",
        "lines: “Mria” is nobody in this story — did you mean “Maria”? They are a new character now.",
        "narrator: “An” is nobody in this story — did you mean “Ann”?",
    ]
    assert speakers(found)[-1] == "Mria"


def test_names_that_are_meant_to_be_new_are_not() -> None:
    assert not corrected(lines={"Come in": "Igor"}, genders={"Igor": "male"}).misfits
    assert not corrected(aliases={"Tom": "Igor"}, lines={"Come in": "Igor"}).misfits
    assert not corrected(ignore=("hall",), narrator="Igor").misfits


WORDS = st.lists(
    st.sampled_from(["Yes", "No", "I see", "— Oh!", "…", "Ann said", "a | b", "#2", "Да", "“Yes.”"]), max_size=4
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=30))
def test_every_quotation_has_a_key_that_fits_it_alone(texts: list[tuple[str, bool]]) -> None:
    texts = [(text, quoted and any(sign not in "“”—|# " for sign in text)) for text, quoted in texts]
    keys = LineKeys(texts)
    for number in range(sum(quoted for _, quoted in texts)):
        assert keys.fitting(keys.key(number)) == [number], keys.key(number)
