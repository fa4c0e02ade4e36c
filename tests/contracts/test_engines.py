"""What every engine must keep to, in its booth."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from narrate.audio.loudness import loudness
from narrate.audio.measure import speech_bounds
from narrate.editing import levelled
from narrate.engines import PALETTE, engine_names, load_engine
from narrate.engines.booth import Booth, pieces
from narrate.engines.kokoro import PARTS
from narrate.errors import EngineError
from narrate.mastering import CALIBRATION, Spec, voice_gain
from narrate.model import Take, Voice
from tests import tiny
from tests.conftest import running

ENGINES = ["hibari", "pyttsx3", "scratch", "kokoro", "piper"]
WORDS = [
    "She",
    "said",
    "that",
    "the",
    "lamp",
    "was",
    "lit",
    "and",
    "nobody",
    "came",
    "down",
    "the",
    "long",
    "road",
    "to",
    "the",
    "house",
    "by",
    "the",
    "sea",
    "until",
    "winter",
]


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Installed voices of the engines that come without: tiny ones."""
    folder = tmp_path_factory.mktemp("bank")
    tiny.piper(folder / "piper/crowd", "crowd", speakers=5)
    tiny.shelve(folder / "piper/crowd", "piper")
    tiny.kokoro(folder / "kokoro/kokoro-int8", sorted({style for part in PARTS.values() for style in part.style.split("+")}))
    tiny.shelve(folder / "kokoro/kokoro-int8", "kokoro")
    return folder


@pytest.fixture(params=ENGINES)
def booth(request: pytest.FixtureRequest, bank: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Booth]:
    monkeypatch.setenv("NARRATE_VOICES", str(bank))
    with Booth(request.param) as made:
        yield made


def digest(booth: Booth, text: str, voice: Voice) -> str:
    sound, rate = booth.speak(text, voice)
    return hashlib.sha256(f"{rate} ".encode() + sound.tobytes()).hexdigest()


def test_the_registered_engines_are_the_tested_ones() -> None:
    assert engine_names() == ENGINES


def test_every_name_of_the_palette_is_a_voice(booth: Booth) -> None:
    entries = {e.palette for e in booth.voices() if e.palette}
    assert entries == set(PALETTE)
    prints = {booth.fingerprint(Voice(booth.engine, name)) for name in PALETTE}
    assert all(prints)
    sounds = {digest(booth, "Come in, it is warm.", Voice(booth.engine, name)) for name in PALETTE}
    assert len(sounds) == len(PALETTE)


def test_speed_and_pitch_are_heard(booth: Booth) -> None:
    plain, _ = booth.speak("She looked up from the letter.", Voice(booth.engine, "narrator"))
    fast, _ = booth.speak("She looked up from the letter.", Voice(booth.engine, "narrator", speed=1.5))
    high, _ = booth.speak("She looked up from the letter.", Voice(booth.engine, "narrator", pitch=5))
    assert len(fast) < 0.8 * len(plain)
    assert high.tobytes() != plain.tobytes()


def test_longer_texts_last_longer(booth: Booth) -> None:
    voice = Voice(booth.engine, "woman-1")
    short, long = (len(booth.speak(" ".join(WORDS * n), voice)[0]) for n in (1, 4))
    assert 3 * short < long < 5 * short


@pytest.mark.slow
def test_a_take_is_a_function_of_its_key(booth: Booth) -> None:
    """200 utterances over 8 voices, then shuffled in a fresh process: the same bytes, none lost, none in another voice."""
    chance = random.Random(5)
    voices = [Voice(booth.engine, name, speed=chance.choice((0.9, 1.0, 1.2))) for name in list(PALETTE)[:8]]
    cues = [(" ".join(chance.choices(WORDS, k=chance.randint(1, 9))) + ".", chance.choice(voices)) for _ in range(200)]
    first = [digest(booth, *cue) for cue in cues]
    order = list(range(len(cues)))
    chance.shuffle(order)
    with Booth(booth.engine) as other:
        assert [i for i in order if digest(other, *cues[i]) != first[i]] == []
    by_cue: dict[tuple[str, Voice], str] = {}
    for cue, found in zip(cues, first, strict=True):
        assert by_cue.setdefault(cue, found) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a",
        "\0",
        "x\0y",
        "\x01\x1b[31m",
        "😀🎉",
        "Привет, мир",
        "*",
        "* * *",
        "[[f@ny]]",
        "<speak>Hi &amp; bye</speak>",
        "“",
        "…",
        "\ud800",
    ],
)
def test_any_text_is_survived(booth: Booth, text: str) -> None:
    sound, rate = booth.speak(text, Voice(booth.engine, "narrator"))
    assert rate == load_engine(booth.engine).rate
    assert 0 < len(sound) < 20 * rate
    if any(c.isascii() and c.isalpha() for c in text):
        assert np.abs(sound.astype(int)).max() > 100


@pytest.mark.slow
def test_a_very_long_text_without_punctuation_is_spoken_whole(booth: Booth) -> None:
    sound, rate = booth.speak("word " * 5_000, Voice(booth.engine, "narrator", speed=2.0))
    assert len(sound) / rate > 300


@pytest.mark.parametrize("name", ["nobody", "gmw/en-us+nosuch", "gmw/en-us+F3", "en-gb", "gmw/en-us+../../x", ""])
def test_a_voice_that_is_not_there_is_an_error(booth: Booth, name: str) -> None:
    with pytest.raises(EngineError, match="no voice"):
        booth.fingerprint(Voice(booth.engine, name))
    with pytest.raises(EngineError, match="no voice"):
        booth.speak("Hello.", Voice(booth.engine, name))
    assert len(booth.speak("Hello.", Voice(booth.engine, "narrator"))[0])


def test_a_booth_that_dies_over_a_question_of_the_plan_is_asked_anew(booth: Booth) -> None:
    known = booth.voices()
    assert booth._process is not None
    os.kill(booth._process.pid, signal.SIGSTOP)
    threading.Timer(0.3, os.kill, (booth._process.pid, signal.SIGKILL)).start()
    assert booth.voices() == known


def test_a_killed_booth_is_an_error_once_and_then_a_new_booth(booth: Booth) -> None:
    voice = Voice(booth.engine, "narrator")
    before = digest(booth, "Hello there.", voice)
    assert booth._process is not None
    os.kill(booth._process.pid, signal.SIGKILL)
    booth._process.wait()
    assert digest(booth, "Hello there.", voice) == before


def test_an_unknown_engine_is_an_error() -> None:
    with pytest.raises(EngineError, match="no engine"):
        load_engine("nobody")
    with Booth("nobody") as booth, pytest.raises(EngineError, match="no engine"):
        booth.voices()


def test_a_booth_dies_with_its_caller(booth: Booth) -> None:
    """The caller is killed with SIGKILL; its booth, stages and cues are gone within two seconds."""
    code = (
        "import time; from narrate.engines.booth import Booth; from narrate.model import Voice;"
        f"b = Booth({booth.engine!r}); b.speak('Hello.', Voice({booth.engine!r}, 'narrator')); print(b._process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout is not None
        group = int(caller.stdout.readline())
        caller.kill()
        caller.wait()
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline and running(group):
        time.sleep(0.02)
    assert not running(group)


def test_long_texts_are_spoken_in_pieces_that_join_back() -> None:
    text = "one two three " * 200
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())
    assert max(map(len, pieces("x" * 1000))) <= 400
    assert list(pieces("")) == [""]


def test_every_voice_of_the_palette_is_brought_to_one_level(booth: Booth) -> None:
    """Engines differ by 20 dB, and an engine's voices by 7."""
    for name in PALETTE:
        takes = [Take("", *booth.speak(text, Voice(booth.engine, name))) for text in CALIBRATION]
        gain = voice_gain(takes, Spec())
        parts = [
            levelled(take.samples[slice(*speech_bounds(take.samples, take.sample_rate))], take.sample_rate, gain)
            for take in takes
        ]
        assert loudness(np.concatenate(parts) / 32768, takes[0].sample_rate) == pytest.approx(Spec().speech, abs=0.2), name
