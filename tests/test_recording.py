from __future__ import annotations

import numpy as np
import pytest

from narrate.engines import PALETTE
from narrate.engines.booth import Booth
from narrate.model import Voice
from narrate.recording import doubt

RATE = 22050
VOICE = Voice("scratch", "narrator")
TEXT = "Nobody had opened that window since the winter before last."


def sound(seconds: float, noise: float = 0.0, hum: float = 0.0) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    count = round(seconds * RATE)
    made = noise * np.random.default_rng(1).standard_normal(count) + hum * np.sin(np.arange(count) / 20)
    return made.astype(np.int16)


@pytest.mark.parametrize(
    ("heard", "trouble"),
    [
        (sound(0), "silence"),
        (sound(4), "silence"),
        (sound(4, noise=9), "silence"),
        (sound(4, noise=3000), "noise"),
        (sound(0.3, hum=9000), "too little"),
        (sound(90, hum=9000), "too much"),
    ],
)
def test_what_cannot_be_the_sound_of_a_text_is_doubted(heard: np.ndarray[tuple[int], np.dtype[np.int16]], trouble: str) -> None:
    assert trouble in doubt(TEXT, heard, RATE, VOICE)
    assert doubt("…", heard, RATE, VOICE) == "", "a text without letters may sound like nothing"


@pytest.mark.parametrize("engine", ["hibari", "pyttsx3", "scratch"])
@pytest.mark.parametrize(
    "text", [TEXT, "Dad…", "no full stop", "SHE SHOUTED AT ME", "1,284 of 3.5", "Shh! Psst! Tsk, tsk.", "Szczepański"]
)
def test_what_engines_say_is_not_doubted(engine: str, text: str) -> None:
    with Booth(engine) as booth:
        for name in list(PALETTE)[::3]:
            assert doubt(text, *booth.speak(text, Voice(engine, name)), Voice(engine, name)) == "", name
