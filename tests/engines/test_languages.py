"""A story is spoken by the rules of its own language."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

from narrate.engines import PALETTE, load_engine
from narrate.engines.booth import Booth
from narrate.engines.drawing import draw
from narrate.engines.espeak import espeak
from narrate.model import Book, Script, Voice
from narrate.produce.stories import best_engine, language_notes
from tests import tiny


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NARRATE_VOICES", str(tmp_path))
    return tmp_path


def story(language: str) -> Script:
    return Book("t", "", language, ())


def phonemes(text: str, voice: str) -> str:
    library = espeak().anew()
    library.espeak_SetVoiceByName(voice.encode())
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    place = ctypes.c_char_p(text.encode())
    return library.espeak_TextToPhonemes(ctypes.byref(place), 1, 2).decode()


@pytest.mark.parametrize(
    ("language", "base", "text", "sound"),
    [
        ("de", "gmw/de", "Ich weiß es nicht", "ɪç vaɪs"),
        ("fr", "roa/fr", "il est tard", "il ɛ taʁ"),
        ("es", "roa/es", "¿Qué quieres?", "ke kjeɾes"),
        ("ru", "zle/ru", "Я не знаю", "ja nʲɪ znɑju"),
    ],
)
def test_espeak_reads_by_the_rules_of_the_language(language: str, base: str, text: str, sound: str) -> None:
    engine = load_engine("pyttsx3")
    names = [engine.identifier(Voice("pyttsx3", name, language=language)) for name in PALETTE]
    assert len(set(names)) == len(PALETTE) and all(name.partition("+")[0] == base for name in names)
    assert engine.language(Voice("pyttsx3", "boy", language=language)) == language
    assert sound in phonemes(text, base).replace("ˈ", "").replace("ˌ", "").replace("͡", "")


def test_english_keeps_its_voices_and_an_unknown_language_is_read_as_english() -> None:
    engine = load_engine("pyttsx3")
    assert engine.identifier(Voice("pyttsx3", "woman-1")) == "gmw/en-us+steph2"
    assert engine.language(Voice("pyttsx3", "woman-1", language="xx")) == "en"
    assert engine.fingerprint(Voice("pyttsx3", "boy", language="de")) != engine.fingerprint(Voice("pyttsx3", "boy"))


def test_piper_draws_the_palette_from_voices_of_the_language(shelf: Path) -> None:
    tiny.piper(shelf / "piper/en_US-joe", "en_US-joe")
    tiny.shelve(shelf / "piper/en_US-joe", "piper", "male")
    tiny.piper(shelf / "piper/de_DE-mls", "de_DE-mls", speakers=20, language="de")
    tiny.shelve(shelf / "piper/de_DE-mls", "piper", language="de")
    engine = load_engine("piper")
    assert {engine._part(Voice("piper", n)).name for n in PALETTE} == {"en_US-joe"}
    german = {engine._part(Voice("piper", n, language="de")).name for n in PALETTE}
    assert len(german) == len(PALETTE) and all(name.startswith("de_DE-mls/") for name in german)
    assert [engine.language(Voice("piper", "boy", language=code)) for code in ("en", "de")] == ["en", "de"]
    assert (best_engine("de"), best_engine("fr")) == ("piper", "pyttsx3")
    with Booth("piper") as booth:
        heard = {booth.speak("Guten Tag.", Voice("piper", n, language="de"))[0].tobytes() for n in PALETTE}
        assert len(heard) == len(PALETTE)
        assert list(language_notes(story("de"), [Voice("piper", "boy", language="de")], lambda _: booth)) == []
        (told,) = language_notes(story("fr"), [Voice("piper", "boy", language="fr")], lambda _: booth)
    assert "“fr”" in told and "“en”" in told and "piper:boy" in told


def test_kokoro_draws_it_from_the_styles_of_the_language(shelf: Path) -> None:
    tiny.kokoro(shelf / "kokoro/kokoro-int8", ["af_heart", "am_echo", "ef_dora", "em_alex", "em_santa"])
    tiny.shelve(shelf / "kokoro/kokoro-int8", "kokoro")
    engine = load_engine("kokoro")
    spanish = {name: engine._part(Voice("kokoro", name, language="es")) for name in PALETTE}
    assert {spanish[name].style for name in ("man-1", "man-2", "narrator")} == {"em_alex", "em_santa"}
    assert {spanish[name].style for name in ("woman-1", "girl", "old-woman")} == {"ef_dora"}
    assert len({(part.style, part.pitch, part.pace) for part in spanish.values()}) == len(PALETTE)
    assert engine.language(Voice("kokoro", "narrator", language="es")) == "es"


def test_a_voice_of_no_known_sex_is_not_given_twice_before_each_was_given_once() -> None:
    own = [(f"v{number}", "unknown") for number in range(20)]
    assert len({part.name for part in draw(own, shared=True).values()}) == len(PALETTE)
    assert draw(own)["narrator"].name == draw(own)["woman-1"].name == "v0"


def test_a_story_without_a_natural_voice_says_which_to_install(shelf: Path) -> None:
    with Booth("pyttsx3") as booth:
        told = {
            code: " ".join(language_notes(story(code), [Voice("pyttsx3", "boy", language=code)], lambda _: booth))
            for code in ("de", "ru", "en")
        }
    assert "narrate voices install de_DE-mls-medium" in told["de"] and "robotic" in told["de"]
    assert "robotic" in told["ru"] and "install" not in told["ru"]
    assert told["en"] == ""
