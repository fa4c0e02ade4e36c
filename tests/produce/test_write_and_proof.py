"""Files whose encoder does not keep the levels of their sound are encoded again, within archives too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from narrate.audio.measure import measure
from narrate.deliveries import delivery
from narrate.edition import Track
from narrate.mastering import master
from narrate.produce.write_and_proof import prepare_and_proof, write_and_proof
from narrate.writers import load_writer
from tests.contracts.test_writers import edition

RATE = 22050
LISTENING = delivery("listening")
MADE: list[tuple[float, float]] = []
"""With what gain, and how much lower a ceiling, sound was asked for."""


def syllables(gain: float = 0, lower: float = 0) -> Iterator[NDArray[np.int16]]:
    """Noise in bursts, mastered as chapters are: no encoder of few kilobits keeps its peaks."""
    MADE.append((gain, lower))
    chance = np.random.default_rng(3)
    loud = np.repeat(chance.choice([0.0, 0.02, 0.1, 0.4], 40), RATE // 8) * 32768
    noise = np.convolve(chance.standard_normal(len(loud)), np.ones(6) / 3, "same")
    return master([np.asarray(loud * noise, np.float32)], LISTENING.spec.under(lower), RATE, gain - 3.4)


@pytest.fixture
def track() -> Track:
    MADE.clear()
    return Track(number=1, title="One", path=Path("1"), duration=40 * (RATE // 8) / RATE, rate=RATE, sound=syllables)


@pytest.mark.parametrize("format_", ["opus", "opus-single", "mp3", "m4b", "flac"])
def test_peaks_of_files_are_kept(format_: str, track: Track, tmp_path: Path) -> None:
    writer = load_writer(format_)
    book = replace(edition(("One",)), tracks=(replace(track, path=Path(f"1.{writer.extension}")),))
    file = tmp_path / (f"1.{writer.extension}" if writer.per_chapter else f"A Book.{writer.extension}")
    assert write_and_proof(writer, book, file, LISTENING) == []
    found = measure(file)
    assert found.true_peak <= -1 and -20 <= found.loudness <= -18
    assert MADE[0] == (0, writer.overshoot), "an encoder that adds to peaks is given a lower ceiling at once"


@pytest.mark.parametrize("format_", ["epub", "epub-mp3", "epub-aac", "lpf"])
def test_peaks_are_kept_in_what_a_book_is_bound_of(format_: str, track: Track, tmp_path: Path) -> None:
    writer = load_writer(format_)
    assert prepare_and_proof(writer, track, tmp_path / "A Book.epub", LISTENING) == []
    found = measure(tmp_path / writer.part(1))
    assert found.true_peak <= -1 and -20 <= found.loudness <= -18


@pytest.mark.parametrize(("first", "others"), [("epub", ["epub-words"]), ("epub-mp3", ["lpf", "mp3"])])
def test_what_formats_encode_alike_is_encoded_once(first: str, others: list[str], track: Track, tmp_path: Path) -> None:
    part = tmp_path / first / load_writer(first).part(1)
    assert prepare_and_proof(load_writer(first), track, tmp_path / first / "A Book.epub", LISTENING) == []
    rounds = len(MADE)
    for name in others:
        writer, alone, file = load_writer(name), tmp_path / "alone", Path(f"1.{name}")
        for folder, encoded in ((tmp_path / name, part), (alone, None)):
            own = replace(track, encoded=encoded, path=file)
            if writer.per_chapter:
                assert write_and_proof(writer, replace(edition(("One",)), tracks=(own,)), folder / file, LISTENING) == []
            else:
                assert prepare_and_proof(writer, own, folder / "A Book", LISTENING) == []
        made = file if writer.per_chapter else writer.part(1)
        assert (tmp_path / name / made).read_bytes() == (alone / made).read_bytes()
    assert len(MADE) == rounds * (1 + len(others)), "those that were alone"


@pytest.mark.parametrize(("format_", "kilobits"), [("epub", 24), ("epub-aac", 48)])
def test_a_delivery_that_asks_for_more_bits_gets_them_in_an_epub_too(
    format_: str, kilobits: int, track: Track, tmp_path: Path
) -> None:
    writer = load_writer(format_)
    sizes = []
    for asked in (64, 128):
        writer.prepare(replace(track, kilobits=asked), tmp_path)
        sizes.append((tmp_path / writer.part(1)).stat().st_size * 8 / 1000 / track.duration)
    assert sizes[0] == pytest.approx(kilobits, rel=0.25) and sizes[1] == pytest.approx(2 * kilobits, rel=0.25)


def test_what_cannot_be_brought_within_limits_names_the_book_and_the_chapter(track: Track, tmp_path: Path) -> None:
    strict = replace(LISTENING, limits=replace(LISTENING.limits, loudness=(-12.0, -11.0)))
    (trouble,) = prepare_and_proof(load_writer("epub"), track, tmp_path / "A Book.epub", strict)
    assert trouble.startswith(f"{tmp_path / 'A Book.epub'}: “One” in it has a loudness of -1")
    assert trouble.endswith("LUFS, should be -12 to -11")
