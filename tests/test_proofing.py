"""What a finished file is held against."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from narrate.audio.measure import measure
from narrate.audio.mp3 import write_mp3
from narrate.deliveries import delivery, delivery_names
from narrate.errors import ConfigError
from narrate.proofing import Finding, Limits, proof

RATE = 22050


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three quarters of a second of quiet, four seconds at -20 dBFS, two of quiet."""
    path = tmp_path_factory.mktemp("proof") / "hum.mp3"
    hum = np.rint(32768 * 0.1414 * np.sin(np.arange(4 * RATE) * 0.1)).astype(np.int16)
    hiss = np.random.RandomState(1).randint(-8, 9, RATE * 3).astype(np.int16)
    write_mp3(path, [hiss[: RATE * 3 // 4], hum, hiss[: 2 * RATE]], RATE, 64)
    return path


def test_a_file_is_measured(file: Path) -> None:
    found = measure(file)
    assert abs(found.duration - 6.75) < 0.1 and found.rate == RATE and found.kilobits == 64
    assert abs(found.head - 0.75) < 0.06 and abs(found.tail - 2) < 0.06
    assert abs(found.rms - (-20 + 10 * np.log10(4 / 6.75))) < 0.6 and abs(found.peak + 17) < 0.3
    assert abs(found.floor - 20 * np.log10(4.9 / 32768)) < 2


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(), ""),
        (
            Limits(
                codec="mp3", rate=RATE, kilobits=64, rms=(-23, -18), peak=-3, floor=-60, head=(0.5, 1), tail=(1, 5), longest=60
            ),
            "",
        ),
        (Limits(codec="aac"), "is mp3float, should be aac"),
        (Limits(rate=44100), "has 22050 Hz, should have 44100"),
        (Limits(kilobits=192), "has 64 kbit/s, should have 192"),
        (Limits(rms=(-19, -16)), "has an RMS of -22."),
        (Limits(peak=-20), "peaks at -17."),
        (Limits(true_peak=-20), "has true peaks of -1"),
        (Limits(loudness=(-20, -18)), "has a loudness of -2"),
        (Limits(floor=-90), "has a noise floor of -7"),
        (Limits(head=(1, 2)), "has a head of 0.8 s, should be 1 to 2"),
        (Limits(tail=(0, 1)), "has a tail of 2.0 s, should be 0 to 1"),
        (Limits(longest=5), "lasts 0:07, should last 0:05 at most"),
    ],
)
def test_what_is_beyond_its_limits_is_told(file: Path, limits: Limits, told: str) -> None:
    troubles = proof(file, None, None, limits).troubles
    assert troubles == () if not told else len(troubles) == 1 and troubles[0].startswith(told)


def test_deliveries_are_known_by_name() -> None:
    assert [delivery(name).name for name in delivery_names()] == ["listening", "acx", "podcast", "raw"]
    assert delivery("own").name == "listening", "as reports of earlier renders call it"
    assert all(made.limits.true_peak == -1.0 or made.limits.peak == -3.0 for made in map(delivery, delivery_names()))
    with pytest.raises(ConfigError, match="did you mean “acx”"):
        delivery("acxx")


def test_a_place_is_only_made_what_it_takes() -> None:
    delivery("listening").require_formats(["m4b", "mp3-single", "epub"])
    delivery("acx").require_formats(["mp3"])
    for asked in ("m4b", "mp3-single", "epub"):
        with pytest.raises(ConfigError, match=f"not {asked}. Use --formats mp3 without --single, or another --delivery"):
            delivery("acx").require_formats(["mp3", asked])


def measured(**levels: float) -> Finding:
    given = {"rms_db": -21.4, "peak_db": -6.0, "true_peak_db": -6.0, "loudness_lufs": -19.0, **levels}
    return Finding("a.mp3", 60.0, floor_db=-70.0, troubles=(), **given)


def test_a_file_is_encoded_again_for_what_its_encoder_took_or_added() -> None:
    listening, acx, raw = (delivery(name) for name in ("listening", "acx", "raw"))
    assert listening.again(measured()) is None and listening.again(measured(loudness_lufs=-19.4)) is None
    assert listening.again(measured(loudness_lufs=-19.9)) == (0.9, 0.0)
    assert listening.again(measured(true_peak_db=-0.5)) == (0.0, 0.9)
    assert listening.again(measured(true_peak_db=-1.2)) == (0.0, 0.2), "another decoder may find it above the limit"
    assert listening.again(replace(measured(true_peak_db=-1.2), file="a.opus")) is None, "all decoders find the same in Opus"
    assert acx.again(measured(rms_db=-22.9, loudness_lufs=-19.0)) == (1.5, 0.0)
    assert acx.again(measured(peak_db=-2.0)) == (0.0, 1.4)
    assert raw.again(measured(loudness_lufs=-40.0)) is None, "nothing is aimed at"
