from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.cues import cue
from narrate.cues.cutting import LONGEST_CUE, sentences
from narrate.cues.lines import span_of
from narrate.cues.staging import Staging
from narrate.manners import EVERYBODY, LOUDER, Direction
from narrate.model import NARRATOR, Book, Cue, Voice
from narrate.pauses import Pauses
from narrate.takes import take_key
from tests.script.scripts import script

PAUSES = Pauses(sentence=0.3, paragraph=0.6, speaker=0.35, tag=0.2, scene=1.6, heading=1.2)
VOICES = {NARRATOR: Voice("scratch", "narrator"), "Maria": Voice("scratch", "woman-1"), "Andrei": Voice("scratch", "man-1")}


def sheet(text: str) -> Book[Cue]:
    return cue(
        script(text),
        VOICES,
        Staging(PAUSES),
        lambda shown, _: " ".join(shown.split()),
        lambda said, voice: take_key(said, voice, "f"),
    )


def test_pauses_follow_what_comes_next() -> None:
    text = "CHAPTER I\n\nIt was day. Nobody came.\n\n“Come in,” said Maria. “Now.”\n\n* * *\n\n“No,” said Andrei."
    told = [(c.shown, c.pause) for c in sheet(text).bodies()]
    assert told == [
        ("CHAPTER I", 1.2),
        ("It was day.", 0.21),
        ("Nobody came.", 0.42),
        ("“Come in,”", 0.2),
        ("said Maria.", 0.245),
        ("“Now.”", 1.6),
        ("“No,”", 0.2),
        ("said Andrei.", 0.0),
    ]


def test_tags_between_quotations_are_the_narrators() -> None:
    told = [(c.speaker, c.shown) for c in sheet("“Come in,” said Maria. “Now.”").bodies()]
    assert told == [("Maria", "“Come in,”"), (NARRATOR, "said Maria."), ("Maria", "“Now.”")]


def in_breaths(text: str, heeding: tuple[str, ...] = ("scratch",)) -> list[tuple[str, str, str]]:
    staging = Staging(PAUSES, heeding=heeding)
    found = cue(script(text), VOICES, staging, lambda shown, _: shown, lambda said, voice: take_key(said, voice, "f"))
    return [(c.spoken_with.before, c.shown, c.spoken_with.after) for c in found.bodies()]


def test_a_mark_behind_a_quotation_is_shown_with_it() -> None:
    told = [cue.shown for cue in sheet("“In!”, said Maria. “Well”—said Maria—“now”. She left. “Where?” – asked Maria.").bodies()]
    assert told == ["“In!”,", "said Maria.", "“Well”—", "said Maria—", "“now”.", "She left.", "“Where?” –", "asked Maria."]


def test_stressed_words_are_told_to_who_heeds_them() -> None:
    text = "CHAPTER _ONE_\n\n“I _did_ see it.\nYou did _not_,” said Maria. “_Never_. You and _I_ did see it.”"
    for heeding, told in ((("scratch",), ["", "1", "2", "", "", "2"]), ((), [""] * 6)):
        found = cue(
            script(text), VOICES, Staging(PAUSES, heeding=heeding), lambda shown, _: shown.replace("_", ""), lambda said, _: said
        )
        assert [c.spoken_with.stressed for c in found.bodies()] == told


def test_a_sentence_that_two_voices_share_is_known_to_both_as_a_whole() -> None:
    text = "“Stay. Come in,” said Maria, “if you like. There is tea.”"
    assert in_breaths(text) == [
        ("", "“Stay.", ""),
        ("", "Come in,”", "said Maria,\n“if you like."),
        ("Come in,”", "said Maria,", "“if you like."),
        ("Come in,”\nsaid Maria,", "“if you like.", ""),
        ("", "There is tea.”", ""),
    ]
    assert {before + after for before, _, after in in_breaths(text, ())} == {""}, "where its engine does not heed it"


@pytest.mark.parametrize(
    "text",
    [
        "Maria said, “Come in.”",
        "“Come in.” Maria smiled.",
        "“Come in,”\n\nsaid Maria.",
        f"“{'Come in and ' * 24}stay,” said Maria.",
    ],
)
def test_a_lead_in_another_sentence_another_paragraph_and_a_long_speech_are_said_apart(text: str) -> None:
    assert {before + after for before, _, after in in_breaths(text)} == {""}


def test_an_edit_of_a_quotation_records_its_tag_and_nothing_else_anew() -> None:
    texts = [f"It was {day}. “{word},” said Maria. Nobody answered." for day, word in (("day", "Come in"), ("day", "Go away"))]
    keys = []
    for text in texts:
        staging = Staging(PAUSES, heeding=("scratch",))
        made = cue(script(text), VOICES, staging, lambda shown, _: shown, lambda said, voice: take_key(said, voice, "f"))
        keys.append([c.key for c in made.bodies()])
    assert [one == other for one, other in zip(*keys, strict=True)] == [True, False, False, True]


SONG = "The kettle is a merry soul\nand so is he who tends it.\nIt hums beside the coal,\nuntil the evening ends it"


@pytest.mark.parametrize(
    "before",
    ["", "It was late, and nobody had yet lit the lamp in the hall, so that Maria had\nto find the key by feel.\n\n"],
    ids=["alone", "beside prose that is wrapped"],
)
def test_a_line_of_verse_is_followed_by_a_short_pause(before: str) -> None:
    told = [(c.shown, c.pause) for c in sheet(before + SONG + "\n\nShe went in.").bodies()]
    first = bool(before)
    assert len(told) == 5 + first
    assert [pause for _, pause in told[first:4]] == [0.2, pytest.approx(0.25, abs=0.05), 0.2, pytest.approx(0.5, abs=0.1)][
        : 4 - first
    ]


@given(st.text(alphabet="abc AB.,;!?“”—\n", max_size=1500))
def test_sentences_lose_nothing_and_stay_short(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(s) <= LONGEST_CUE + 40 for s in found if any(c.isalnum() for c in s))


def test_a_long_sentence_is_cut_between_words() -> None:
    found = sentences("word " * 500)
    assert all(len(s) <= LONGEST_CUE and set(s.split()) == {"word"} for s in found)
    assert len(sentences("x" * 1000)) == 4


@pytest.mark.parametrize(
    "text",
    [
        "The door opened, and Lt. Orr came in with Mme. Poe and Lt. Col. Fox.",
        "Cmdr. Fox met Mx. Lee, Msgr. Doyle, Pfc. Ray and Ens. Kim.",
        "Chas. Dunn and Wm. Poe met the Rt. Hon. Jane Roe.",
        "The bill was £3 10s. 6d. in all.",
        "It is 5 mi. to the mill.",
        "He was born c. 1850 at No. 5.",
        "John M. Orr met J. R. Dunn.",
        "A 6-ft. man came.",
    ],
)
def test_an_abbreviation_stays_with_what_it_belongs_to(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "He was taller than I.|She knew it well.",
        "We need Plan B.|The others are late.",
        "It was she, not I.|You know that.",
        "She got an A.|He was glad.",
        "So do I.|Good.",
        "He took Vitamin C.|Then he slept.",
        "He walked 6 ft.|He fell.",
        "“Sit down, Lieut.”|She left.",
    ],
)
def test_a_letter_or_a_unit_may_end_a_sentence(text: str) -> None:
    assert sentences(text.replace("|", " ")) == text.split("|")


def test_editing_one_paragraph_changes_only_its_keys() -> None:
    text = "It was day.\n\nNobody came.\n\n“Come in,” said Maria."
    before = {c.key for c in sheet(text).bodies()}
    after = {c.key for c in sheet(text.replace("Nobody", "Somebody")).bodies()}
    assert len(before - after) == len(after - before) == 1


def test_a_sheet_has_the_books_own_names_and_every_cue_its_line() -> None:
    made = script("CHAPTER I\n\n“Come in,” said Maria.\n\nCHAPTER II\n\nNobody came. It was day.")
    found = cue(made, VOICES, Staging(PAUSES), lambda shown, heading: shown, lambda said, voice: f"{voice.name}: {said}")
    assert (found.title, found.author, found.language, found.source) == (made.title, made.author, made.language, made.source)
    assert [(c.number, c.title) for c in found.chapters] == [(c.number, c.title) for c in made.chapters]
    told = [(c.line, c.speaker, c.voice.name, c.shown) for c in found.bodies()]
    assert told == [
        (0, NARRATOR, "narrator", "CHAPTER I"),
        (1, "Maria", "woman-1", "“Come in,”"),
        (2, NARRATOR, "narrator", "said Maria."),
        (3, NARRATOR, "narrator", "CHAPTER II"),
        (4, NARRATOR, "narrator", "Nobody came."),
        (4, NARRATOR, "narrator", "It was day."),
    ]
    assert [c.key for c in found.bodies()] == [f"{c.voice.name}: {c.text}" for c in found.bodies()]


def test_only_headings_are_said_as_headings_and_without_a_voice_the_narrator_speaks() -> None:
    cast = {NARRATOR: Voice("scratch", "narrator")}
    asked: list[tuple[str, bool]] = []

    def say(shown: str, heading: bool) -> str:
        asked.append((shown, heading))
        return shown.upper()

    found = cue(script("CHAPTER I\n\n“Come in,” said Maria."), cast, Staging(PAUSES), say, lambda said, voice: said)
    assert asked == [("CHAPTER I", True), ("“Come in,”", False), ("said Maria.", False)]
    assert [(c.speaker, c.voice.name, c.text) for c in found.bodies()][1] == ("Maria", "narrator", "“COME IN,”")


def test_a_long_sentence_is_cut_at_its_last_clause_else_at_its_last_space() -> None:
    clauses = f"{'a' * 150}, {'b' * 100}; {'c' * 20} {'d' * 200}."
    assert [len(piece) for piece in sentences(clauses)] == [253, 222]
    early = f"{'a' * 40}, {'b' * 100} {'c' * 120} {'d' * 200}."
    assert [len(piece) for piece in sentences(early)] == [263, 201]
    lines = f"{'a' * 150}\n{'b' * 100}\n{'c' * 200}."
    assert [len(piece) for piece in sentences(lines)] == [251, 201]
    assert sentences("x" * LONGEST_CUE) == ["x" * LONGEST_CUE]


def test_signs_between_sentences_belong_to_the_one_before_and_end_nothing() -> None:
    assert sentences("It was day. … Nobody came. … Not one.")[-1] == "Not one."


@pytest.mark.parametrize("run", ["!", "…", ". ", "A. ", "Mr. ", "! "])
def test_long_runs_of_stops_are_cut_in_seconds(run: str) -> None:
    began = time.process_time()
    found = sentences(f"Yes{run * 30_000}no. It was late.")
    assert time.process_time() - began < 5
    assert found[-1] == "It was late."


@given(st.text(alphabet="abc AB.,;!?“”—\n", max_size=600))
def test_every_cue_knows_where_its_words_stand(text: str) -> None:
    told = script(f"It was day. {text}")
    for one in cue(told, VOICES, Staging(PAUSES), lambda shown, _: " ".join(shown.split()), lambda said, voice: said).bodies():
        at = span_of(told.text, one.start, one.shown)
        assert "".join(told.text[at.start : at.end].split()) == "".join(one.shown.split())
        assert at.start == one.start


def test_one_line_that_runs_over_makes_no_verse_of_wrapped_prose() -> None:
    import textwrap

    words = "Nobody had told her that the road was so long and she had not asked for the day was fine. " * 12
    paragraphs = [textwrap.fill(words, 70)] * 6
    text = "\n\n".join([*paragraphs, textwrap.fill(words, 70) + " and so it went on and on" * 3, *paragraphs])
    found = cue(script(text), VOICES, Staging(PAUSES), lambda shown, heading: shown, lambda said, voice: said)
    assert all(one.text.rstrip().endswith(".") or len(one.text) > 100 for one in found.bodies())


def test_no_cue_is_lost_where_the_rest_of_its_sentence_holds_no_word() -> None:
    for text in ("“Come in,” —", "“Come in,” — “now.”", "“Come in,” said"):
        assert next(shown for _, shown, _ in in_breaths(text)).startswith("“Come in")


WHISPERED = replace(next(script("“Come in,” whispered Maria.").bodies()), manner="whisper")
PLAIN = replace(WHISPERED, manner="plain")


def test_a_manner_is_acted_as_much_as_is_asked_for() -> None:
    half = Staging(PAUSES, acted={"Maria": 0.5}).voice(WHISPERED, 0, VOICES["Maria"])
    assert (half.manner, half.acted, half.gain) == ("whisper", 0.5, LOUDER["whisper"] / 2)
    assert Staging(PAUSES, acted={EVERYBODY: 0.0}).voice(WHISPERED, 0, VOICES["Maria"]) == VOICES["Maria"]
    assert Staging(PAUSES).voice(replace(WHISPERED, manner="cold"), 0, VOICES["Maria"]).gain == LOUDER.get("cold", 0.0)


def test_a_manner_that_a_person_directs_is_acted_in_full() -> None:
    staging = Staging(PAUSES, {0: Direction(style="whisper", gain=2.0)}, acted={EVERYBODY: 0.5})
    assert staging.voice(PLAIN, 0, VOICES["Maria"]).acted == 1.0
    loud = Staging(PAUSES, {0: Direction(style="plain", gain=2.0)}).voice(WHISPERED, 0, VOICES["Maria"])
    assert (loud.manner, loud.acted, loud.gain) == ("plain", 1.0, 2.0)


def test_a_sentence_ends_as_its_mark_says_and_a_heading_as_a_heading() -> None:
    found = sheet("CHAPTER I: WHO GOES THERE!\n\nIt was day. “Stop!” said Maria.").bodies()
    assert [(c.shown, c.spoken_with.ending) for c in found if c.spoken_with.ending] == [("“Stop!”", "strong short")]


def test_titles_are_not_said_where_nobody_wants_them() -> None:
    staging = Staging(PAUSES, headings=False)
    text = "CHAPTER I\n\nIt was day.\n\nCHAPTER II\n\nIt was night."
    found = cue(script(text), VOICES, staging, lambda shown, _: shown, lambda said, voice: said)
    assert [(c.line, c.shown) for c in found.bodies()] == [(1, "It was day."), (3, "It was night.")]


def test_a_row_is_the_authors_own_where_the_next_word_would_just_have_had_room() -> None:
    row, width = "It was late and nobody in the house had lit the old lamp", 60
    assert len(row) + 1 + len("yet") == width
    for next_word, cues in (("yet", 2), ("ever", 1)):
        assert len(list(sheet(f"{row}\n{next_word} so they sat.").bodies())) == cues


def test_only_a_sentence_that_is_too_long_is_cut_and_no_word_where_there_is_a_space() -> None:
    whole = f"{'word ' * (LONGEST_CUE // 5 - 1)}word."
    assert len(whole) == LONGEST_CUE and sentences(whole) == [whole]
    assert sentences(f"I {'x' * LONGEST_CUE}.")[0] == "I"
