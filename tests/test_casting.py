from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.casting import NEARBY_LINES, CastingSettings, alike, cast, conversations, pool_name
from narrate.likeness import likeness
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
    lines = tuple(
        Line(speaker=name, text="“x”", kind="dialogue", at=Span(n, n + 1), rule="said", confidence=1.0, evidence="x", paragraph=n)
        for n, name in enumerate(speakers)
    )
    return Book("t", "", "en", (Chapter(1, "t", lines),), characters=tuple(characters))


def chosen(found: Script, entries: dict[str, Voice] | None = None) -> dict[str, str]:
    return {name: v.name for name, v in cast(found, CastingSettings(voice("narrator"), entries or {}, POOLS))[0].items()}


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
    voices, remarks = cast(script(talk, people), CastingSettings(voice("narrator"), {}, POOLS))
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


def test_children_and_the_old_have_pools_of_their_own() -> None:
    asked = [("female", "child"), ("male", "child"), ("unknown", "child"), ("female", "old"), ("male", "old"), ("unknown", "old")]
    wanted = ["girl", "boy", "child", "old-woman", "old-man", "unknown"]
    assert [pool_name(Character("x", (), gender, age)) for gender, age in asked] == wanted  # type: ignore[arg-type]


def test_an_entry_of_ones_own_name_wins_over_one_by_an_alias() -> None:
    found = script(["Ann"], [Character("Ann", ("Mrs. Poe",), "female", lines=1)])
    assert chosen(found, {"mrs. poe": voice("woman-4"), "ann": voice("woman-3")})["Ann"] == "woman-3"


def test_whoever_has_an_entry_keeps_nobody_else_from_a_voice() -> None:
    people = [Character(name, (), "female", lines=1) for name in ("Ann", "Eve", "Joy")]
    assert chosen(script(["Ann", "Eve", "Joy"], people), {"Ann": voice("woman-1")}) == {
        NARRATOR: "narrator",
        "Ann": "woman-1",
        "Eve": "woman-2",
        "Joy": "woman-3",
    }


def test_without_any_pool_the_narrator_speaks_for_everybody_and_it_is_said_of_each() -> None:
    people = [Character("Ann", (), "female", lines=2), Character("Tom", (), "male", lines=1)]
    voices, remarks = cast(script(["Ann", "Tom"], people), CastingSettings(voice("narrator"), {}, {}))
    assert {name: v.name for name, v in voices.items()} == {NARRATOR: "narrator", "Ann": "narrator", "Tom": "narrator"}
    assert [remark.split()[0] for remark in remarks] == ["Ann", "Tom"] and "narrator" in remarks[0]


def test_quotations_that_stand_near_are_a_talk_in_both_directions() -> None:
    between = ["Tom"] * (NEARBY_LINES - 1)
    assert conversations(script(["Ann", *between, "Eve"], []))["Ann"] == {"Tom": NEARBY_LINES - 1, "Eve": 1}
    assert conversations(script(["Ann", *between, "Eve"], []))["Eve"] == {"Tom": NEARBY_LINES - 1, "Ann": 1}
    assert "Eve" not in conversations(script(["Ann", "Tom", *between, "Eve"], []))["Ann"]
    assert conversations(script(["Ann", "Ann"], [])) == {}


def test_a_voice_is_shared_with_whom_one_meets_least_and_all_who_share_it_are_named() -> None:
    pools = {"female": [voice("one"), voice("two")]}
    people = [Character(name, (), "female", lines=1) for name in ("Ann", "Eve", "Joy", "May")]
    talk = ["Ann", "Joy", "Ann", "Joy", "Ann", "Joy", *["Tom"] * 7, "Eve", "Joy", *["Tom"] * 7, "Ann", "Eve"]
    entries = {"Ann": voice("one"), "Eve": voice("two"), "May": voice("two")}
    voices, remarks = cast(script(talk, people), CastingSettings(voice("narrator"), entries, pools))
    assert voices["Joy"].name == "two"
    assert remarks == ["Joy has the same voice as Eve, whom they meet in talk: more voices in “pools” would tell them apart."]
    near = cast(script([*talk, "May", "Joy"], people), CastingSettings(voice("narrator"), entries, pools))[1]
    assert near[0].startswith("Joy has the same voice as Eve and May,")


def test_nobody_shares_the_narrators_voice_while_there_is_any_other() -> None:
    pools = {"female": [voice("narrator"), voice("one")]}
    people = [Character(name, (), "female", lines=1) for name in ("Ann", "Eve")]
    found = cast(script(["Ann", "Eve"] * 9, people), CastingSettings(voice("narrator"), {"Ann": voice("one")}, pools))[0]
    assert found["Eve"].name == "one"


@pytest.mark.parametrize(
    ("told_by", "default", "narrator"),
    [
        ("female", "male", "woman-1"),
        ("male", "female", "man-1"),
        ("female", "female", "narrator"),
        ("female", "unknown", "narrator"),
    ],
)
def test_a_narrator_who_is_a_character_has_that_characters_gender(told_by: str, default: str, narrator: str) -> None:
    """`unknown` stands for a narrator's voice that a person chose."""
    found = script(
        ["Ann", "Tom"], [Character("Ann", gender=told_by, lines=2, tells=True), Character("Tom", gender="male", lines=1)]
    )  # type: ignore[arg-type]
    voices, _ = cast(found, CastingSettings(voice("narrator"), {}, POOLS, narrator_gender=default))  # type: ignore[arg-type]
    assert voices[NARRATOR].name == voices["Ann"].name == narrator and voices["Tom"].name != narrator


def hibari(name: str) -> Voice:
    return Voice("hibari", name)


def test_rivals_and_the_narrator_never_sound_alike_while_the_palette_allows() -> None:
    pools = {
        "female": [hibari(f"woman-{n}") for n in (1, 2, 3, 4)] + [hibari("old-woman")],
        "male": [hibari(f"man-{n}") for n in (1, 2, 3, 4)],
    }
    people = [Character(name, (), "female", lines=9) for name in ("Ann", "Eve")] + [Character("Tom", (), "male", lines=9)]
    found = script(["Ann", "Eve", "Tom"] * 6, people)
    voices, _ = cast(found, CastingSettings(hibari("narrator"), {}, pools))
    best = min(
        max(likeness(hibari("narrator"), one), likeness(hibari("narrator"), other), likeness(one, other))
        for one in pools["female"]
        for other in pools["female"]
        if one != other
    )
    pairs = [(NARRATOR, "Ann"), (NARRATOR, "Eve"), ("Ann", "Eve"), ("Ann", "Tom"), ("Eve", "Tom")]
    assert max(likeness(voices[a], voices[b]) for a, b in pairs) <= max(0.8, best + 0.03)
    assert all(like > 0.8 for _, _, like, _ in alike(found, voices))


def test_who_sounds_alike_is_told_with_the_number() -> None:
    people = [Character("Ann", (), "female", lines=3), Character("Eve", (), "female", lines=3)]
    voices = {NARRATOR: voice("narrator"), "Ann": Voice("kokoro", "narrator"), "Eve": Voice("kokoro", "woman-2")}
    assert alike(script(["Ann", "Eve"] * 3, people), voices) == [("Ann", "Eve", 0.88, 9)]


def test_a_voice_is_like_itself_and_nothing_is_known_of_other_engines() -> None:
    lower = Voice("hibari", "woman-3", pitch=-1)
    assert likeness(lower, hibari("woman-2")) < likeness(hibari("woman-3"), hibari("woman-2")), "measured as it is tuned"
    assert likeness(Voice("hibari", "woman-3", pitch=-9), hibari("woman-2")) == likeness(hibari("woman-3"), hibari("woman-2"))
    assert likeness(voice("man-1"), Voice("scratch", "man-1", pitch=2)) == 1.0
    assert likeness(hibari("man-1"), voice("man-1")) == 0.0
    assert (
        likeness(Voice("kokoro", "boy"), Voice("kokoro", "girl"))
        == likeness(Voice("kokoro", "girl"), Voice("kokoro", "boy"))
        == 0.83
    )


def test_the_narrator_is_alike_to_whoever_has_its_voice_but_not_to_who_tells_the_story() -> None:
    people = [Character("Ann", (), "female", lines=3, tells=True), Character("Eve", (), "female", lines=2)]
    voices = {NARRATOR: hibari("woman-1"), "Ann": hibari("woman-1"), "Eve": hibari("woman-1"), "Tom": hibari("man-4")}
    found = script(["Ann", "Eve", "Ann", "Eve", "Ann"], people)
    assert alike(found, voices) == [("Ann", "Eve", 1.0, 6), (NARRATOR, "Eve", 1.0, 2)]
    assert alike(found, {**voices, "Eve": hibari("man-4")}) == []


def test_a_teller_whom_others_quote_leaves_the_narration_to_the_narrator() -> None:
    settings = CastingSettings(voice("narrator"), {"Ann": voice("woman-3")}, POOLS)
    for lines, narrator in ((0, "woman-3"), (2, "narrator")):
        found = script(["Ann"] * lines, [Character("Ann", gender="female", lines=lines, tells=True)])
        voices, _ = cast(found, settings)
        assert (voices[NARRATOR].name, voices["Ann"].name) == (narrator, "woman-3")
