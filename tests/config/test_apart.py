from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narrate.config.apart import pairs_of, renamed, with_other, without_pair

NAMES = st.sampled_from("abcde")
TABLES = st.dictionaries(NAMES, NAMES | st.lists(NAMES, min_size=1, max_size=3, unique=True), max_size=4)


def test_a_name_stands_before_one_other_or_several() -> None:
    assert with_other(None, "Ann") == "Ann"
    assert with_other("Ann", "Ann") == "Ann"
    assert with_other("Ann", "Bea") == with_other(["Ann"], "Bea") == with_other(["Ann", "Bea"], "Bea") == ["Ann", "Bea"]


@given(TABLES, NAMES, NAMES)
def test_who_gets_another_name_keeps_what_was_said(table: dict[str, str | list[str]], who: str, name: str) -> None:
    pairs = {frozenset(name if one == who else one for one in pair) for pair in pairs_of(table) if pair != frozenset((who, name))}
    assert set(pairs_of(renamed(table, who, name))) == pairs


@given(TABLES, NAMES, NAMES)
def test_one_pair_goes_and_no_other(table: dict[str, str | list[str]], one: str, other: str) -> None:
    assert set(pairs_of(without_pair(table, one, other))) == set(pairs_of(table)) - {frozenset((one, other))}
