"""A speed is what it says, and the pace that is told is the pace that is heard."""

from __future__ import annotations

import numpy as np
import pytest

from narrate.audio.measure import KEPT_HEAD, KEPT_TAIL, speech_bounds
from narrate.engines import load_engine
from narrate.engines.durations import exact
from narrate.model import Voice

TEXTS = (
    "Nobody had told the ferryman that the bridge was open again, so he waited until dark.",
    "Will you bring the lamp up here, and shut the door behind you?",
    "The road goes down by the mill, over the little bridge, and then along the wall of the churchyard to the square.",
)


def seconds(voice: Voice, texts: tuple[str, ...] = TEXTS) -> float:
    engine, total = load_engine(voice.engine), 0.0
    for text in texts:
        parts: list[bytes] = []
        rate = engine.synthesize(text, voice, parts.append)
        start, stop = speech_bounds(np.frombuffer(b"".join(parts), np.int16), rate)
        total += (stop - start) / rate - KEPT_HEAD - KEPT_TAIL
    return total


@pytest.mark.parametrize("speed", [0.7, 0.86, 1.1, 1.4])
@pytest.mark.parametrize(
    ("engine", "name"),
    [
        ("hibari", "narrator"),
        ("hibari", "old-man"),
        ("hibari", "boy"),
        ("pyttsx3", "man-4"),
        ("pyttsx3", "girl"),
        ("pyttsx3", "woman-2"),
    ],
)
def test_a_speed_is_what_it_says(engine: str, name: str, speed: float) -> None:
    plain, changed = seconds(Voice(engine, name)), seconds(Voice(engine, name, speed=speed))
    assert plain / changed == pytest.approx(speed, rel=0.02)


@pytest.mark.parametrize("engine", ["hibari", "pyttsx3", "scratch"])
def test_the_pace_that_is_told_is_heard(engine: str) -> None:
    for name in ("narrator", "woman-2", "man-4", "old-woman", "girl"):
        voice = Voice(engine, name, speed=0.9)
        told = sum(load_engine(engine).pace(voice).seconds(text, voice.speed) for text in TEXTS)
        assert told == pytest.approx(seconds(voice), rel=0.1), name


def test_another_network_is_refused() -> None:
    with pytest.raises(ValueError, match="durations"):
        exact(b"\x3a\x00")
