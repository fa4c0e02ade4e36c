"""MP3 files play exactly the samples that were recorded, where they were recorded."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import av
import numpy as np
import pytest
from mutagen.mp3 import MP3
from numpy.typing import NDArray

from narrate.audio.mp3 import write_mp3


def clicks(count: int, rate: int) -> NDArray[np.int16]:
    """A chirp that is like itself nowhere else, so that it can be found to the sample."""
    place = np.arange(count) / rate
    return (12000 * np.sin(2 * np.pi * (200 + 300 * place) * place)).astype(np.int16)


def decoded(path: Path) -> NDArray[np.float32]:
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


@pytest.mark.parametrize(
    ("rate", "kilobits"), [(22050, 64), (24000, 64), (44100, 192), (48000, 64), (16000, 48), (24000, 32), (11025, 16)]
)
@pytest.mark.parametrize("count", [575, 576, 1105, 30_000, 30_001])
def test_a_decoder_plays_the_samples_that_went_in(tmp_path: Path, rate: int, kilobits: int, count: int) -> None:
    path = tmp_path / "a.mp3"
    told = clicks(count, rate)
    assert write_mp3(path, [told[:700], told[700:]], rate, kilobits) == count
    heard = decoded(path)
    assert len(heard) == count
    assert abs(MP3(path).info.length * rate - count) < 1 and abs(MP3(path).info.bitrate - kilobits * 1000) < 10 * kilobits
    if count > 10_000 and kilobits > 16:
        told_ = told[2000:6000].astype(np.float32)
        places = [float(np.dot(told_, heard[2000 + off : 6000 + off])) for off in range(-1500, 1500)]
        assert abs(int(np.argmax(places)) - 1500) <= 1


def test_other_programs_have_no_complaint(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    write_mp3(path, [clicks(50_000, 22050)], 22050, 64)
    if program := shutil.which("ffmpeg"):
        words = [program, "-v", "warning", "-i", str(path), "-f", "s16le", "-"]
        done = subprocess.run(words, capture_output=True, check=True)
        assert len(done.stdout) == 2 * 50_000 and not done.stderr
    if program := shutil.which("mp3val"):
        told = subprocess.run([program, str(path)], capture_output=True, text=True, check=True).stdout
        assert "ERROR" not in told and [line for line in told.splitlines() if "WARNING" in line and "tags" not in line] == []
    if not (shutil.which("ffmpeg") or shutil.which("mp3val")):
        pytest.skip("neither ffmpeg nor mp3val is here")
