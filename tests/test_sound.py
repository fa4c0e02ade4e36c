"""Editing and mastering: what is heard at the joints."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.audio import gathered
from narrate.audio.decode import resample
from narrate.audio.encode import AAC_FRAME
from narrate.audio.loudness import loudness, true_peak
from narrate.audio.measure import KEPT_HEAD, KEPT_TAIL, speech_bounds
from narrate.editing import HEAD, TAIL, Levels, edit, levelled
from narrate.errors import NarrateError
from narrate.manners import LOUDER
from narrate.mastering import Spec, limited, master, voice_gain
from narrate.model import Chapter, Cue, Take, Voice

RATE = 22050
VOICE = Voice("scratch", "narrator")
PLAIN = Levels(-19.0, {})


def tone(seconds: float, loud: float = 8000, quiet: float = 0.2) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """A hum between two silences."""
    silence = np.zeros(round(quiet * RATE), np.int16)
    hum = np.rint(loud * np.sin(np.arange(round(seconds * RATE)) * 0.06)).astype(np.int16)
    return np.concatenate([silence, hum, silence])


def chapter(pauses: tuple[float, ...]) -> Chapter[Cue]:
    return Chapter(
        1,
        "One",
        tuple(
            Cue(key="k", text="hm", voice=VOICE, speaker="A", pause=pause, line=n, shown="hm") for n, pause in enumerate(pauses)
        ),
    )


def test_the_pauses_are_the_sheets_own_and_the_marks_count_samples() -> None:
    cut = edit(chapter((0.5, 1.0, 0.0)), lambda key: Take(key, tone(1.0), RATE), PLAIN, RATE, {})
    sound = np.concatenate(list(cut.clips()))
    kept = KEPT_HEAD + KEPT_TAIL  # pauses are counted from speech to speech
    assert len(sound) == round(cut.duration * RATE)
    assert cut.marks[0].start == pytest.approx(HEAD, abs=1e-4)
    assert cut.marks[1].start - cut.marks[0].end == pytest.approx(0.5 - kept, abs=1e-4)
    assert cut.marks[2].start - cut.marks[1].end == pytest.approx(1.0 - kept, abs=1e-4)
    assert TAIL <= cut.duration - cut.marks[2].end + 1e-9 < TAIL + AAC_FRAME / RATE
    assert len(sound) % AAC_FRAME == 0, "chapters are encoded apart, and joined"
    assert 1.0 <= cut.marks[0].end - cut.marks[0].start < 1.08, "the silence around a take is trimmed, its sound is not"


def test_how_loud_a_chapter_is_is_known_from_its_takes() -> None:
    takes = {"k": tone(2.3, 2000), "l": tone(0.9, 9000)}
    lines = tuple(replace(cue, key="kl"[n % 2]) for n, cue in enumerate(chapter((0.4, 1.7, 0.2, 0.9, 3.0, 0.0)).body))
    cut = edit(Chapter(1, "One", lines), lambda key: Take(key, takes[key], RATE), PLAIN, RATE, {})
    assert cut.loudness == pytest.approx(loudness(np.concatenate(list(cut.clips())) / 32768, RATE), abs=0.2)


def test_no_clicks_at_the_joints() -> None:
    square = np.full(RATE, 9000, np.int16)
    cut = edit(chapter((0.2, 0.0)), lambda key: Take(key, square, RATE), PLAIN, RATE, {})
    sound = np.concatenate(list(cut.clips())).astype(int)
    assert np.abs(np.diff(sound)).max() < 9000 / (0.003 * RATE) * 1.5


def test_a_missing_take_is_an_error() -> None:
    with pytest.raises(NarrateError, match="missing"):
        edit(chapter((0.1,)), lambda key: None, PLAIN, RATE, {})


def test_voices_come_to_one_level() -> None:
    spec = Spec()
    for loud in (400, 1500, 4000, 12000):
        take = Take("k", tone(2, loud), RATE)
        gained = levelled(take.samples[slice(*speech_bounds(take.samples, RATE))], RATE, voice_gain([take], spec))
        assert loudness(gained / 32768, RATE) == pytest.approx(spec.speech, abs=0.3)
    assert voice_gain([Take("k", np.zeros(RATE, np.int16), RATE)], spec) == voice_gain([], spec) == 0


@given(st.lists(st.integers(1, 4000), min_size=1, max_size=8), st.integers(100, 32767))
def test_mastering_keeps_every_sample_and_the_ceiling(lengths: list[int], loud: int) -> None:
    clips = [np.full(n, loud, np.float32) * (-1) ** n for n in lengths]
    out = list(master(iter(clips), Spec(), RATE))
    assert [len(c) for c in out] == lengths
    ceiling = 10 ** (Spec().peak / 20) * 32768
    assert max(np.abs(c.astype(int)).max() for c in out) <= ceiling + 40


def test_the_room_is_quiet_and_never_digital_silence() -> None:
    out = np.concatenate(list(master(iter([np.zeros(RATE * 15, np.float32)]), Spec(), RATE))).astype(float)
    rms = 20 * np.log10(np.sqrt((out**2).mean()) / 32768)
    assert -80 < rms < -70
    assert np.mean(out == 0) < 0.5


@given(st.lists(st.integers(0, 50), max_size=20), st.integers(1, 40))
def test_gathering_loses_nothing(lengths: list[int], size: int) -> None:
    blocks = [np.arange(n, dtype=np.int16) for n in lengths]
    out = list(gathered(iter(blocks), size))
    assert sum(map(len, out)) == sum(lengths)
    assert all(len(b) == size for b in out[:-1])
    if out:
        assert np.concatenate(out).tobytes() == np.concatenate(blocks).tobytes()


def test_resampling_keeps_the_length() -> None:
    assert len(resample(tone(1.0), 24000, 22050)) == pytest.approx(1.4 * RATE * RATE / 24000, rel=0.02)
    assert resample(tone(1.0), RATE, RATE) is not None


@pytest.mark.parametrize("loud", [150, 1000, 12000])
def test_a_soft_beginning_is_speech_however_soft_the_take_is(loud: float) -> None:
    """A breath of 60 ms, 38 dB under the speech that follows: "He", "Thanks"."""
    speech, breath = tone(1.0, loud, 0)[: RATE // 2], tone(1.0, loud / 80, 0)[: round(0.06 * RATE)]
    quiet = np.zeros(RATE // 4, np.int16)
    start, stop = speech_bounds(np.concatenate([quiet, breath, speech, quiet]), RATE)
    if loud > 1000:  # in 16 bits nothing is left of the breath of a take as soft as the first
        assert len(quiet) - start == pytest.approx(KEPT_HEAD * RATE, abs=0.006 * RATE)
    assert 0 <= stop - len(quiet) - len(breath) - len(speech) <= (KEPT_TAIL + 0.006) * RATE


@given(st.integers(500, 60000), st.floats(0.001, 0.49), st.integers(100, 5000))
def test_no_peak_between_the_samples_passes_the_ceiling(loud: int, turn: float, length: int) -> None:
    clip = (loud * np.sin(2 * np.pi * turn * np.arange(length))).astype(np.float32)
    ceiling = np.float32(10 ** (Spec().peak / 20) * 32768)
    out = limited(clip, ceiling, RATE)
    assert len(out) == length
    assert true_peak(out) <= ceiling * 1.06, "half a decibel: the gain moves while the peak stands"


def heard_as(takes: dict[str, Take], voices: dict[str, Voice], gains: dict[Voice, float]) -> dict[str, float]:
    """The loudness of each of a chapter's takes, one after the other."""
    body = tuple(
        Cue(key=key, text="hm", voice=voices[key], speaker=key, pause=0.5, line=n, shown="hm") for n, key in enumerate(takes)
    )
    cut = edit(Chapter(1, "One", body), takes.get, Levels(-19.0, gains), RATE, {})
    sound = np.concatenate(list(cut.clips())) / 32768
    return {mark.speaker: loudness(sound[round(mark.start * RATE) : round(mark.end * RATE)], RATE) for mark in cut.marks}


def test_who_says_enough_in_a_chapter_is_level_there_whatever_the_calibration_says() -> None:
    loud, soft, short = Voice("scratch", "man-1"), Voice("scratch", "man-2", gain=-6.0), Voice("scratch", "boy")
    takes = {key: Take(key, tone(seconds), RATE) for key, seconds in (("loud", 6.0), ("soft", 6.0), ("short", 2.0))}
    gain = -19.0 - loudness(tone(6.0), RATE)
    told = heard_as(takes, {"loud": loud, "soft": soft, "short": short}, {loud: gain + 1.5, soft: gain - 7.5, short: gain + 1.5})
    assert told["loud"] == pytest.approx(-19.0, abs=0.2)
    assert told["soft"] == pytest.approx(-25.0, abs=0.2), "its own gain stays"
    assert told["short"] == pytest.approx(-17.5, abs=0.3)


def test_a_line_that_another_engine_spoke_is_as_loud_as_the_others() -> None:
    other = Take("helped", tone(3.0, 30000), RATE, "by pyttsx3: the engine returned silence")
    takes = {"own": Take("own", tone(6.0, 700), RATE), "helped": other}
    gain = -19.0 - loudness(tone(6.0, 700), RATE)
    told = heard_as(takes, dict.fromkeys(takes, VOICE), {VOICE: gain})
    assert told == {"own": pytest.approx(-19.0, abs=0.2), "helped": pytest.approx(-19.0, abs=0.2)}


def test_who_whispers_most_of_a_chapter_is_as_loud_in_it_as_the_others() -> None:
    """Within the whisperer's own lines a whisper stays softer than plain speech."""
    plain = Voice("scratch", "man-1")
    whispering = replace(plain, manner="whisper", gain=LOUDER["whisper"])
    takes = {key: Take(key, tone(seconds, loud), RATE) for key, seconds, loud in (("w", 6.0, 900), ("p", 2.5, 8000))}
    body = (
        Cue(key="w", text="hm", voice=plain, speaker="Ada", pause=0.5, line=0, shown="hm", performed=whispering),
        Cue(key="p", text="hm", voice=plain, speaker="Ada", pause=0.5, line=1, shown="hm"),
    )
    cut = edit(Chapter(1, "One", body), takes.get, Levels(-19.0, {plain: -19.0 - loudness(tone(6.0), RATE)}), RATE, {})
    sound = np.concatenate(list(cut.clips())) / 32768
    whole, first, second = (
        loudness(sound[round(start * RATE) : round(end * RATE)], RATE)
        for start, end in [(cut.marks[0].start, cut.marks[-1].end), *((mark.start, mark.end) for mark in cut.marks)]
    )
    assert whole == pytest.approx(-19.0, abs=0.6)
    assert second - first == pytest.approx(2.5, abs=0.2)


def test_a_gain_that_a_person_directs_is_not_evened() -> None:
    voice = Voice("scratch", "man-1")
    take = Take("k", tone(6.0), RATE)
    gain = -19.0 - loudness(tone(6.0), RATE)
    for directed in (0.0, -5.0):
        cue = Cue(
            key="k", text="hm", voice=voice, speaker="Ada", pause=0.5, line=0, shown="hm", performed=replace(voice, gain=directed)
        )
        cut = edit(Chapter(1, "One", (cue,)), {"k": take}.get, Levels(-19.0, {voice: gain}), RATE, {})
        sound = np.concatenate(list(cut.clips())) / 32768
        assert loudness(sound[round(cut.marks[0].start * RATE) : round(cut.marks[0].end * RATE)], RATE) == pytest.approx(
            -19.0 + directed, abs=0.3
        )
