from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narrate.casting import Casting, cast, pool_name
from narrate.model import NARRATOR, Book, Chapter, Character, Line, Script, Span, Voice


def voice(name: str) -> Voice:
    return Voice("scratch", name)


POOLS = {
    "female": [voice(f"woman-{n}") for n in (1, 2, 3, 4)],
    "male": [voice(f"man-{n}") for n in (1, 2, 3, 4)],
    "boy": [voice("boy")],
    "unknown": [voice("telephone")],
}


def script(speakers: list[str], characters: list[Character]) -> Script:
    lines = tuple(Line(name, "“x”", "dialogue", Span(n, n + 1), "said", 1.0, "x", n) for n, name in enumerate(speakers))
    return Book("t", "", "en", (Chapter(1, "t", lines),), characters=tuple(characters))


def chosen(found: Script, entries: dict[str, Voice] | None = None) -> dict[str, str]:
    return {name: v.name for name, v in cast(found, Casting(voice("narrator"), entries or {}, POOLS))[0].items()}


def test_an_entry_wins_and_is_found_by_any_alias() -> None:
    found = script(["Igor Petrov"], [Character("Igor Petrov", ("Igor", "the man"), "male", lines=1)])
    assert chosen(found, {"igor": voice("man-4")})["Igor Petrov"] == "man-4"


def test_pools_go_by_gender_and_age() -> None:
    people = [
        Character("Ann", gender="female", lines=3),
        Character("Tom", gender="male", lines=2),
        Character("Kit", (), "male", "child", 1),
    ]
    assert chosen(script(["Ann", "Tom", "Kit"], people)) == {NARRATOR: "narrator", "Ann": "woman-1", "Tom": "man-1", "Kit": "boy"}
    assert pool_name(Character("x", gender="female", age="old")) == "old-woman"


def test_a_narrator_who_says_i_has_the_narrators_voice() -> None:
    assert chosen(script(["The narrator"], [Character("The narrator", lines=1)]))["The narrator"] == "narrator"


NAMES = [f"P{n}" for n in range(7)]


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=40),
    st.lists(st.sampled_from(["female", "male", "unknown"]), min_size=7, max_size=7),
)
def test_people_who_talk_to_each_other_differ_while_voices_are_free(speakers: list[str], genders: list[str]) -> None:
    people = [Character(n, gender=g, lines=speakers.count(n)) for n, g in zip(NAMES, genders, strict=True) if n in speakers]  # type: ignore[arg-type]
    people.sort(key=lambda c: (-c.lines, c.name))
    voices = chosen(script(speakers, people))
    for place, one in enumerate(speakers):
        for other in speakers[place + 1 : place + 3]:
            assert one == other or voices[one] != voices[other]
    assert voices == chosen(script(speakers, people))
