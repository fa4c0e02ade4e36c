"""eSpeak NG loaded anew for every utterance."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from narrate.engines.espeak import RATE, Espeak, espeak
from narrate.engines.pyttsx3 import Pyttsx3Engine
from narrate.model import Voice

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system's own speech is used there")
REED = "gmw/en-us+Reed"
"""A voice with breath noise."""


def said(library: Espeak, text: str, name: str, by_file: bool = True) -> bytes:
    sound = bytearray()
    voice = library.choose(name)
    library.say(text, voice if by_file else replace(voice, file=None), (165, 50, None), sound.extend)
    return bytes(sound)


@pytest.mark.parametrize("name", ["gmw/en-us", "gmw/en", REED, "gmw/en-us+f3"])
def test_the_second_time_sounds_like_the_first(name: str) -> None:
    library = espeak()
    first = said(library, "She came down the long road.", name)
    said(library, "Something else, in between.", "gmw/en-us+steph2")
    assert said(library, "She came down the long road.", name) == first


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files have no names here")
@pytest.mark.parametrize("name", ["gmw/en-us", "gmw/en-us+Andrea", "gmw/en-gb-scotland"])
def test_a_voice_sounds_the_same_by_its_file_and_by_its_name(name: str) -> None:
    library = espeak()
    assert library.choose(name).file
    assert said(library, "Come in, it is warm.", name) == said(library, "Come in, it is warm.", name, by_file=False)


@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="memory is not told here")
def test_memory_stays_flat() -> None:
    engine, voice = Pyttsx3Engine(), Voice("pyttsx3", "woman-1")

    def pages() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1])

    for _ in range(20):
        engine.synthesize("Yes.", voice, len)  # type: ignore[arg-type]
    before = pages()
    for _ in range(400):
        engine.synthesize("Yes.", voice, len)  # type: ignore[arg-type]
    assert pages() - before < 500
    assert engine.rate == RATE
