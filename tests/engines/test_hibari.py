from __future__ import annotations

import numpy as np
import pytest

from narrate.engines import load_engine
from narrate.engines.colours import COLOURS
from narrate.engines.hibari import RATE, Noise
from narrate.model import Voice
from narrate.recording import Order, speak

TEXT = "She walked down to the harbour, where the boats lay side by side."


def heard(voice: Voice, text: str = TEXT) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    sound = bytearray()
    engine = load_engine("hibari")
    assert engine.synthesize(text, voice, sound.extend) == RATE
    return np.frombuffer(bytes(sound), np.int16).astype(float)


def pitch(sound: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """Median of the strongest echoes, in Hz."""
    found = []
    for at in range(0, len(sound) - 2048, 1024):
        frame = sound[at : at + 2048]
        echo = np.correlate(frame, frame, "full")[2047:]
        lag = RATE // 400 + int(np.argmax(echo[RATE // 400 : RATE // 70]))
        if echo[0] > 2048 * 200**2 and echo[lag] > 0.5 * echo[0]:
            found.append(RATE / lag)
    return float(np.median(found))


def centre(sound: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    """The spectrum's centre of gravity in Hz."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / power.sum())


def test_pitch_is_moved_by_semitones() -> None:
    plain, low = (pitch(heard(Voice("hibari", "heart", pitch=p))) for p in (0, -7))
    assert low == pytest.approx(plain * 2 ** (-7 / 12), rel=0.08)


def test_a_longer_tract_is_darker_and_no_intonation_is_flat() -> None:
    assert centre(heard(Voice("hibari", "heart", timbre=1.2))) < 0.93 * centre(heard(Voice("hibari", "heart")))
    flat = heard(Voice("hibari", "heart", range=0.0))
    assert pitch(flat) == pytest.approx(200, rel=0.05)


def test_men_are_lower_than_women_and_a_telephone_has_no_bass_and_no_treble() -> None:
    assert pitch(heard(Voice("hibari", "man-1"))) < 0.8 * pitch(heard(Voice("hibari", "woman-1")))
    power = np.abs(np.fft.rfft(heard(Voice("hibari", "telephone")))) ** 2
    hertz = np.fft.rfftfreq(2 * (len(power) - 1), 1 / RATE)
    assert power[(hertz < 150) | (hertz > 4500)].sum() < 0.02 * power.sum()


def test_a_word_in_ipa_is_said_so() -> None:
    as_told, spelled, plain = (heard(Voice("hibari", "heart"), f"{word} came.") for word in ("[Igor](/kˈæt/)", "Cat", "Igor"))
    assert as_told.tobytes() == spelled.tobytes() != plain.tobytes()


def test_an_engine_without_ipa_says_the_word() -> None:
    from narrate.engines.pyttsx3 import speakable

    assert speakable("[Igor](/kˈæt/) came.") == "Igor came."


def test_every_colour_keeps_clear_of_full_scale() -> None:
    for name in COLOURS:
        assert 1000 < np.abs(heard(Voice("hibari", name))).max() < 32000, name


def test_what_it_cannot_say_is_spoken_by_the_fallback_and_told() -> None:
    (spoken,) = speak(Order(Voice("hibari", "man-1"), (("key", "日本です"),)))
    assert spoken.stand_in.startswith("by pyttsx3") and len(spoken.sound) and spoken.rate == 22050


def test_what_it_can_say_in_halves_is_said_in_halves(monkeypatch: pytest.MonkeyPatch) -> None:
    from narrate import recording

    whole = "One two three, four five six."
    honest = recording.doubt
    monkeypatch.setattr(recording, "doubt", lambda text, *rest: "too odd" if text == whole else honest(text, *rest))
    (spoken,) = speak(Order(Voice("scratch", "man-1"), (("key", whole),)))
    assert spoken.stand_in == "in two parts: too odd" and len(spoken.sound)


def test_noise_kept_is_the_noise_that_numpy_draws_and_no_caller_spoils_it() -> None:
    noise, asked = Noise(), [(601, 40), (601, 2), (601, 90)]
    numpy_says = np.random.default_rng(1)
    for _ in range(2):
        noise.begin()
        first = noise.standard_normal(asked[0], np.float32)
        first *= 0
    noise.begin()
    for size in asked:
        assert np.array_equal(noise.standard_normal(size, np.float32), numpy_says.standard_normal(size, np.float32))
