"""How sentences end is heard, and asks for new takes where it is heard only."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from narrate.audio.measure import level, speech_bounds
from narrate.engines import HEEDING, Engine, load_engine
from narrate.engines.acting import Acting
from narrate.engines.wave import acted, banded, evened
from narrate.errors import EngineError
from narrate.manners import ending_of, stressed_of
from narrate.model import Voice
from narrate.takes import take_key

RATE = 24000


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("I thought that you…”", "trails"),
        ("I thought that you...", "trails"),
        ("I thought that you—”", "breaks"),
        ("I thought that you--", "breaks"),
        ("Come here at once!”", "strong"),
        ("COME HERE AT ONCE", "strong"),
        ("“No.”", "short"),
        ("“No!”", "strong short"),
        ("“Yes…”", "trails short"),
        ("I thought that you had gone.", ""),
        ("Had you gone?", "asks"),
        ("“Me?”", "short asks"),
        ("“Vera, you saw him?”", "asks"),
        ("Do you know where it went?", "asks"),
        ("Where did it go?", ""),
        ("Will you have tea or coffee?", ""),
        ("It is late, isn’t it?", ""),
        ("was it, " * 40 + "what?", "asks"),
        ("", "short"),
    ],
)
def test_an_ending_is_told_by_its_marks(text: str, ending: str) -> None:
    assert ending_of(text) == ending


@pytest.fixture(scope="module")
def hibari() -> Engine:
    try:
        return load_engine("hibari")
    except EngineError as error:
        pytest.skip(str(error))


def said(engine: Engine, text: str, voice: Voice) -> np.ndarray:
    parts: list[bytes] = []
    engine.synthesize(text, voice, parts.append)
    sound = np.frombuffer(b"".join(parts), np.int16)
    return sound[slice(*speech_bounds(sound, RATE))]


def test_what_trails_off_is_longer_and_fades_and_what_breaks_off_is_cut(hibari: Engine) -> None:
    voice = Voice("hibari", "narrator")
    text = "I had thought that you might come"
    plain = said(hibari, text + ".", voice)
    trails = said(hibari, text + "…", replace(voice, ending="trails"))
    breaks = said(hibari, text + "—", replace(voice, ending="breaks"))
    end = RATE // 5
    assert len(trails) > 1.05 * len(plain) > 1.05 * len(breaks)
    assert level(trails[-end:], RATE) < level(plain[-end:], RATE) - 2
    assert level(breaks[-end // 2 :], RATE) > level(plain[-end // 2 :], RATE)


def test_a_question_for_yes_or_no_rises_and_is_as_long(hibari: Engine) -> None:
    text, voice = "Had you been at the mill?", Voice("hibari", "narrator")
    plain, asked = (said(hibari, text, replace(voice, ending=end)) for end in ("", "asks"))
    assert abs(len(plain) - len(asked)) < RATE // 50
    assert np.array_equal(plain[: RATE // 2], asked[: RATE // 2])
    assert not np.array_equal(plain[-RATE // 4 :], asked[-RATE // 4 :])


def test_what_goes_on_in_a_sentence_has_a_key_of_its_own() -> None:
    alone = Voice("hibari", "narrator")
    keys = {
        take_key("said Vera.", voice, "print") for voice in (alone, replace(alone, before="“Come,”"), replace(alone, after="x"))
    }
    assert len(keys) == 3


def test_a_word_is_not_too_fast_and_an_exclamation_is_louder(hibari: Engine) -> None:
    voice = Voice("hibari", "narrator")
    assert len(said(hibari, "No.", replace(voice, ending="short"))) > 1.15 * len(said(hibari, "No.", voice))
    plain, strong = (said(hibari, "Come here at once!", replace(voice, ending=end)) for end in ("", "strong"))
    assert level(strong, RATE) > level(plain, RATE)


def test_an_ending_changes_the_key_where_it_is_heard_only(hibari: Engine) -> None:
    voice = Voice("hibari", "man-1")
    assert hibari.fingerprint(voice) != hibari.fingerprint(replace(voice, ending="trails"))
    assert "hibari" in HEEDING and "pyttsx3" not in HEEDING


@pytest.mark.parametrize(
    ("shown", "spoken", "stressed"),
    [
        ("I _did_ see him, you know.", "I did see him, you know.", "1"),
        ("“Not *now*!”", "“Not now!”", "1"),
        ("He was **quite sure** of it.", "He was quite sure of it.", "2 3"),
        ("_All of it._", "All of it.", ""),
        ("I saw _two_ in 1904.", "I saw two in nineteen oh four.", ""),
        ("Nothing here.", "Nothing here.", ""),
    ],
)
def test_stressed_words_are_counted(shown: str, spoken: str, stressed: str) -> None:
    assert stressed_of(shown, spoken, [run.span(1) for run in re.finditer(r"[_*]+(.*?)[_*]+", shown)]) == stressed


def test_a_stressed_word_is_longer_and_louder_and_the_rest_as_before(hibari: Engine) -> None:
    text, voice = "I never saw him there.", Voice("hibari", "narrator")
    plain, stressed, none = (said(hibari, text, replace(voice, stressed=words)) for words in ("", "1", "9"))
    assert 0.02 * RATE < len(stressed) - len(plain) < 0.12 * RATE
    assert level(stressed, RATE) > level(plain, RATE)
    assert np.array_equal(plain, none)
    assert take_key(text, voice, "print") != take_key(text, replace(voice, stressed="1"), "print")


def test_a_whisper_has_no_voice_and_a_child_has_none(hibari: Engine) -> None:
    text = "Put the lamp out and come away from the window."
    plain, whisper = (said(hibari, text, Voice("hibari", "narrator", manner=manner)) for manner in ("plain", "whisper"))
    assert _voiced(plain) > 0.4 > 0.1 > _voiced(whisper)
    boy = Voice("hibari", "boy")
    whispers, murmurs = (said(hibari, text, replace(boy, manner=manner)) for manner in ("whisper", "murmur"))
    assert np.array_equal(whispers, murmurs)


def _voiced(sound: np.ndarray) -> float:
    """The share of loud frames of 40 ms that repeat themselves, as a voice does between 80 and 400 Hz."""
    frames = sound[: len(sound) // 960 * 960].astype(float).reshape(-1, 960)
    loud = [f - f.mean() for f in frames if (f**2).mean() > (frames**2).mean(axis=1).max() * 1e-3]
    like = [max(np.dot(f[lag:], f[:-lag]) / np.dot(f, f) * 960 / (960 - lag) for lag in range(60, 300, 2)) for f in loud]
    return float(np.mean(np.array(like) > 0.6))


def test_a_band_lets_nothing_else_through() -> None:
    noise = np.random.default_rng(3).standard_normal(RATE).astype(np.float32)
    heard = np.abs(np.fft.rfft(banded(noise, RATE, (300.0, 3400.0))))
    assert heard[:150].mean() < 0.05 * heard[500:3000].mean() > 20 * heard[6000:].mean() / 20
    assert Acting().band is None


def test_loud_moments_are_evened_and_the_rest_is_left_alone() -> None:
    sound = np.full(RATE, 0.1, np.float32) * np.sin(np.arange(RATE) * 0.1, dtype=np.float32)
    sound[8000:12000] *= 6
    made = evened(sound, RATE, 3.0)
    assert np.abs(made[9000:11000]).max() < 0.8 * np.abs(sound[9000:11000]).max()
    assert np.allclose(made[:6000], sound[:6000], atol=1e-4)


def test_a_tag_goes_on_in_its_quotations_breath(hibari: Engine) -> None:
    """Both parts together are the whole sentence, cut where it is quiet; alone a tag begins as a sentence does."""
    quotation, tag, rest = "“I should like to stay a little longer,”", "said the gardener,", "“if the rain will let me.”"
    voice = Voice("hibari", "woman-1")
    parts = [
        said(hibari, quotation, replace(voice, after=f"{tag}\n{rest}")),
        said(hibari, tag, replace(voice, before=quotation, after=rest)),
        said(hibari, rest, replace(voice, before=f"{quotation}\n{tag}")),
    ]
    starts = getattr(hibari, "word_starts", [])
    assert len(starts) == 6 and 0 <= starts[0] < 0.35 and starts == sorted(starts), "of its own words, from its own beginning"
    words = f"{quotation} {tag} {rest}".translate(str.maketrans("", "", "“”"))
    assert abs(sum(map(len, parts)) - len(said(hibari, words, voice))) <= RATE // 4, "one “I” is stressed otherwise"
    edge = RATE // 100
    assert all(level(part[-edge:], RATE) < level(part, RATE) - 15 for part in parts[:2]), "cut in a pause"
    assert parts[1].tobytes() != said(hibari, tag, voice).tobytes()


def test_what_stands_beside_a_part_may_hold_no_word(hibari: Engine) -> None:
    voice = Voice("hibari", "narrator")
    assert len(said(hibari, "said Ada.", replace(voice, before="«»", after="…"))) > RATE // 4
    assert len(said(hibari, "…", replace(voice, before="Come in,"))) > 0


def test_a_brighter_end_is_not_heard_at_the_beginning() -> None:
    sound = np.zeros(10_007, np.float32)
    sound[-3000:] = np.random.default_rng(1).uniform(-0.5, 0.5, 3000)
    made = acted(sound, 22050, Acting(tilt=3.0))
    assert made.shape == sound.shape and np.vdot(made, made) == pytest.approx(np.vdot(sound, sound), rel=1e-3)
    assert np.abs(made[:500]).max() < 1e-3 * np.abs(made).max()
