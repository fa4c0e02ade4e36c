"""A line that a person directs: what is asked for is heard, and no other line changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrate.config import load
from narrate.engines import PALETTE, Engine, load_engine
from narrate.engines.acting import acting
from narrate.errors import ConfigError, EngineError
from narrate.manners import LOUDER, MANNERS
from narrate.model import Cue, Voice
from narrate.produce.plan import Options, Plan
from narrate.produce.planning import Planner
from narrate.takes import TakeStore, take_key

STORY = """CHAPTER I

“Come in,” said Nora. “It rains, and the fire is lit.”

“I will not stay,” said Edgar.

“Yes,” said Nora.

“Yes,” said Edgar.
"""
ENGINES = ["hibari", "pyttsx3", "scratch"]


def planned(folder: Path, lines: str) -> Plan:
    story, voices = folder / "rain.txt", folder / "voices.yaml"
    story.write_text(STORY, encoding="utf-8")
    voices.write_text(f"engine: scratch\nstories:\n  rain:\n    lines:\n{lines}", encoding="utf-8")
    known = load(voices, PALETTE, ENGINES)
    with closing(Planner(known, Options(folder / "out"), TakeStore(folder / "takes"))) as planner:
        return planner.plan(story)


def cue(plan: Plan, words: str) -> Cue:
    return next(cue for cue in plan.sheet.bodies() if words in cue.shown)


def keys(plan: Plan) -> dict[str, str]:
    return {f"{place} {cue.shown}": cue.key for place, cue in enumerate(plan.sheet.bodies())}


def test_a_direction_is_of_one_line_and_leaves_the_others_alone(tmp_path: Path) -> None:
    plain = planned(tmp_path, "      Come in: Nora\n")
    told = planned(
        tmp_path,
        '      I will not: {speaker: Edgar, take: 2, speed: 0.9, gain: 2, pause: 0.8, say: "I shan’t.", style: whisper}\n',
    )
    before, after = cue(plain, "I will not"), cue(told, "I will not")
    assert after.text == "I shan’t." and after.shown == before.shown
    assert after.pause == 0.2 == before.pause or after.pause == 0.8
    assert (after.spoken_with.take, after.spoken_with.speed, after.spoken_with.manner) == (2, 0.9, "whisper")
    assert after.spoken_with.gain == before.voice.gain + 2 + LOUDER["whisper"]
    assert after.voice == before.voice and after.speaker == "Edgar"
    changed = [name for name, key in keys(plain).items() if keys(told)[name] != key]
    assert len(changed) == 1 and "I will not" in changed[0]


@pytest.mark.parametrize("table", ["{gain: 2}", "{pause: 3}", "{speaker: Edgar}", "{style: plain}", "{take: 1}"])
def test_what_does_not_change_the_sound_records_nothing_anew(tmp_path: Path, table: str) -> None:
    assert keys(planned(tmp_path, f"      I will not: {table}\n")) == keys(planned(tmp_path, "      Come in: Nora\n"))


def test_a_take_is_another_key_for_each_number(tmp_path: Path) -> None:
    made = {cue(planned(tmp_path, f"      I will not: {{take: {n}}}\n"), "I will not").key for n in (1, 2, 3, 8, 14)}
    assert len(made) == 5


def test_other_words_in_as_many_sentences_are_shown_with_their_own(tmp_path: Path) -> None:
    story = '      Come in: {say: "Come along in"}\n      It rains: {say: "It pours. The fire is lit."}\n'
    told = planned(tmp_path, story)
    assert cue(told, "Come in").text == "Come along in"
    assert cue(told, "It rains").text == "It pours. The fire is lit."


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("I will not: {tak: 2}", "unknown setting — did you mean “take”?"),
        ("I will not: {take: 0}", "take: should be greater than or equal to 1"),
        ("I will not: {take: two}", "take: should be a whole number"),
        ("I will not: {style: wisper}", "style: expected one of 'plain', 'whisper'"),
        ("I will not: {speed: 9}", "speed: should be less than or equal to 3"),
        ("I will not: {pause: -1}", "pause: should be greater than or equal to 0"),
        ("I will not: [Nora]", "lines.I will not"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        planned(tmp_path, f"      {line}\n")
    assert "voices.yaml:5:" in str(caught.value) and told in str(caught.value)


def test_a_direction_that_fits_no_line_or_two_is_told(tmp_path: Path) -> None:
    (missing,) = planned(tmp_path, "      I shall not: {take: 2}\n").script.misfits
    assert "fits no quotation" in missing.message and not missing.ambiguous
    (double,) = planned(tmp_path, "      Yes: {take: 2}\n").script.misfits
    assert "fits 2 quotations" in double.message and double.ambiguous and len(double.candidates) == 2
    (once,) = planned(tmp_path, "      Yes: {speaker: Nora, take: 2}\n").script.misfits
    assert "fits 2 quotations" in once.message


@pytest.mark.parametrize(
    ("manners", "much"),
    [("manners: off", 0.0), ("manners: 0.5", 0.5), ("manners: {Nora: off, all: 0.5}", 0.0), ("manners: {Edgar: off}", 1.0)],
)
def test_manners_are_acted_as_much_as_is_asked(tmp_path: Path, manners: str, much: float) -> None:
    story = STORY.replace("said Nora", "whispered Nora")
    (tmp_path / "rain.txt").write_text(story, encoding="utf-8")
    voices = tmp_path / "voices.yaml"
    voices.write_text(f"engine: scratch\nstories:\n  rain: {{{manners}}}\n", encoding="utf-8")
    known = load(voices, PALETTE, ENGINES).story("rain", "scratch")
    acted = known.manners.get("Nora", known.manners.get("all", 1.0))
    assert acted == much


def sound(engine: Engine, voice: Voice) -> np.ndarray:
    parts: list[bytes] = []
    engine.synthesize("The boat came round the point, and nobody said a word about it.", voice, parts.append)
    return np.frombuffer(b"".join(parts), np.int16)


def here() -> Iterator[str]:
    for name in ENGINES:
        try:
            load_engine(name)
        except EngineError:
            continue
        yield name


@pytest.mark.parametrize("engine", list(here()))
def test_every_reading_is_another_and_the_same_each_time(engine: str) -> None:
    voice, speaking = Voice(engine, "woman-1"), load_engine(engine)
    first = len(sound(speaking, voice))
    heard = {number: sound(speaking, replace(voice, take=number)) for number in range(2, 9)}
    assert all(abs(len(one) / first - 1) > 0.05 for one in heard.values())
    assert np.array_equal(heard[3], sound(speaking, replace(voice, take=3)))


def test_the_first_take_without_a_manner_is_the_plain_one() -> None:
    voice = Voice("scratch", "man-1")
    assert acting(voice) == acting(replace(voice, manner="whisper", acted=0.0)) and take_key("x", voice, "f")
    assert all(acting(replace(voice, manner=manner)) != acting(voice) for manner in MANNERS[1:])
