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


def test_a_telephones_voice_is_only_for_somebody_on_a_telephone() -> None:
    people = [
        Character("the voice on the telephone", lines=2),
        Character("Grandfather", (), "male", "old", 1),
        Character("X", lines=1),
    ]
    assert [pool_name(person) for person in people] == ["telephone", "old-man", "unknown"]


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


def test_who_finds_no_free_voice_takes_that_of_the_least_met_and_of_no_other_gender() -> None:
    men = [f"M{n}" for n in range(5)]
    talk = [*(name for first in range(5) for second in range(first) for name in (men[second], men[first]) * 3), "M1", "M4", "M4"]
    people = [Character(name, gender="male", lines=50 - place) for place, name in enumerate(men)]
    voices, remarks = cast(script(talk, people), Casting(voice("narrator"), {}, POOLS))
    assert voices["M4"] == voices["M0"] and voices["M4"].name == "man-1"
    assert remarks == ["M4 has the same voice as M0, whom they meet in talk: more voices in “pools” would tell them apart."]


def test_a_child_may_have_a_womans_voice_and_an_old_man_a_mans() -> None:
    people = [Character(name, (), "male", "child", 9) for name in ("Kit", "Tom")]
    assert set(chosen(script(["Kit", "Tom"] * 3, people)).values()) == {"narrator", "boy", "woman-1"}
    assert chosen(script(["Abe"], [Character("Abe", (), "male", "old", 1)]))["Abe"] == "man-1"


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=40),
    st.lists(st.sampled_from(["female", "male", "unknown"]), min_size=7, max_size=7),
)
def test_people_who_talk_to_each_other_differ_while_there_are_voices(speakers: list[str], genders: list[str]) -> None:
    people = [Character(n, gender=g, lines=speakers.count(n)) for n, g in zip(NAMES, genders, strict=True) if n in speakers]  # type: ignore[arg-type]
    people.sort(key=lambda c: (-c.lines, c.name))
    voices = chosen(script(speakers, people))
    gender = {c.name: c.gender for c in people}
    for place, one in enumerate(speakers):
        for other in speakers[place + 1 : place + 3]:
            crowded = sum(g == gender[other] for g in gender.values()) > 4 or "unknown" in gender.values()
            assert one == other or crowded or voices[one] != voices[other]
    kinds = {"female": ("woman",), "male": ("man",), "unknown": ("telephone", "man", "woman")}
    assert all(voices[name].startswith(kinds[kind]) for name, kind in gender.items())
    assert voices == chosen(script(speakers, people))
