"""Music under the titles: where it is heard, how loud, and that nothing else changes."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from narrate.audio.decode import opened
from narrate.cli.common import settings
from narrate.cli.progress import Quiet
from narrate.config import Music
from narrate.editing import HEAD, TAIL, Cut
from narrate.errors import ConfigError
from narrate.model import Mark
from narrate.produce.music import bed_of, laid_under
from narrate.produce.plan import Options
from narrate.produce.render import Render, plan

RATE = 16_000
STORY = (
    "CHAPTER I\n\nThe oak stood still. Nobody slept. The wind had gone down with the sun, and the lake lay flat. Nobody spoke.\n"
)


@pytest.fixture
def tune(tmp_path: Path) -> Path:
    """Twenty seconds of a loud tone, in two channels at another rate."""
    sound = (20_000 * np.sin(np.arange(20 * 22_050) * 2 * np.pi * 330 / 22_050)).astype("<i2")
    with wave.open(str(tmp_path / "tune.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(np.repeat(sound, 2).tobytes())
    return tmp_path / "tune.wav"


def level(sound: np.ndarray[Any, Any], start: float, end: float) -> float:
    part = sound[round(start * RATE) : round(end * RATE)].astype(np.float64)
    return float(20 * np.log10(np.sqrt(np.mean(part**2)) / 32768 + 1e-9))


def test_it_is_heard_before_the_title_softer_under_it_and_gone_after_it(tune: Path) -> None:
    def clips() -> Any:
        yield from np.array_split(np.zeros(RATE * 20, np.float32), 7)

    marks = (Mark(HEAD, 3.0, "Narrator", "CHAPTER I", (HEAD, 1.5)), Mark(4.0, 18.0, "Narrator", "The oak."))
    quiet = Cut(number=1, title="I", duration=20.0, rate=RATE, marks=marks, loudness=-19.0, clips=clips)
    made = laid_under(quiet, bed_of(Music(tune, "voices.yaml", 0.0, 4.0), RATE), 1)
    sound = np.concatenate(list(made.clips()))
    lead = made.duration - 20.0
    assert len(sound) == round(made.duration * RATE) and lead == pytest.approx(2.0, abs=0.04)
    assert made.marks[1].start == pytest.approx(4.0 + lead) and made.marks[0].words == pytest.approx((HEAD + lead, 1.5 + lead))
    assert level(sound, 0, HEAD) < -100, "stores ask for quiet at the beginning"
    assert level(sound, HEAD + 0.4, HEAD + lead - 0.4) == pytest.approx(-26, abs=0.5)
    assert level(sound, HEAD + lead + 0.1, 3.0 + lead - 0.1) == pytest.approx(-38, abs=0.5)
    assert -70 < level(sound, 6.0 + lead, 6.5 + lead) < -40 and level(sound, 7.1 + lead, 20) < -100
    steps = np.abs(np.diff(sound))
    assert steps.max() <= 1.1 * np.abs(np.diff(sound[round((HEAD + 0.4) * RATE) : round((HEAD + 1.5) * RATE)])).max(), "no clicks"
    again = laid_under(quiet, bed_of(Music(tune, "voices.yaml", 0.0, 4.0), RATE), 1)
    assert (np.concatenate(list(again.clips())) == sound).all()


def test_credits_end_in_quiet_after_the_music(tune: Path) -> None:
    def clips() -> Any:
        yield np.zeros(RATE * 5, np.float32)

    said = Cut(
        number=0,
        title="Opening Credits",
        duration=5.0,
        rate=RATE,
        marks=(Mark(HEAD, 5.0 - TAIL, "Narrator", "The Oak."),),
        loudness=-19.0,
        clips=clips,
    )
    made = laid_under(said, bed_of(Music(tune, "voices.yaml", 0.0, 4.0), RATE), 1)
    sound = np.concatenate(list(made.clips()))
    assert len(sound) == round(made.duration * RATE)
    assert level(sound, made.duration - TAIL, made.duration) < -100
    assert level(sound, made.duration - TAIL - 2.5, made.duration - TAIL - 2) > -50, "it fades as slowly as it is asked to"


def test_a_book_with_music_is_made_anew_when_the_music_is_another(tune: Path, tmp_path: Path) -> None:
    def rendered(voices: str) -> dict[str, Any]:
        (tmp_path / "oak.txt").write_text(STORY, encoding="utf-8")
        (tmp_path / "voices.yaml").write_text(f"engine: scratch\n{voices}", encoding="utf-8")
        options = Options(tmp_path / "out", takes=tmp_path / "takes")
        (report,) = Render(options, Quiet()).books(plan([tmp_path / "oak.txt"], settings(tmp_path / "voices.yaml"), options))
        assert report["complete"] and not report["unfit"]
        return dict(report)

    plain, music = rendered(""), rendered("music: tune.wav\n")
    assert music["duration_s"] == pytest.approx(plain["duration_s"] + 2.0, abs=0.1) and music["takes"]["recorded"] == 0
    (file,) = (tmp_path / "out/mp3").rglob("*.mp3")
    with opened(file) as heard:
        sound = np.concatenate(list(heard.blocks))
        assert np.sqrt(np.mean(sound[int(1.2 * heard.rate) : int(2.2 * heard.rate)] ** 2)) > 0.02
    before = file.read_bytes()
    rendered("stories: {oak: {music: {file: tune.wav, gain: -6}}}\n")
    assert file.read_bytes() != before
    rendered("music: tune.wav\n")
    assert file.read_bytes() == before
    rendered("music: tune.wav\nstories: {oak: {music: ''}}\n")
    assert file.read_bytes() != before


def recorded(frames: bytes) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(frames)
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (None, "no such file"),
        (b"no sound at all", "does not decode"),
        (b"", "no sound file"),
        (recorded(b""), "nothing to hear"),
        (recorded(bytes(RATE)), "nothing to hear"),
    ],
)
def test_what_is_no_music_is_told_with_its_place(tmp_path: Path, raw: bytes | None, told: str) -> None:
    if raw is not None:
        (tmp_path / "tune.wav").write_bytes(raw)
    with pytest.raises(ConfigError, match=rf"^voices.yaml:3:8: music: .*tune.wav.*{told}"):
        bed_of(Music(tmp_path / "tune.wav", "voices.yaml:3:8"), RATE)
