"""Loudness and true peaks against the standard's own cases (EBU Tech 3341, tables 1 and 2, made mono)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from narrate.audio.loudness import (
    SILENCE,
    block_powers,
    integrated,
    loudness,
    powers_at_once,
    quick_powers,
    step_powers,
    true_peak,
)

MONO = -3.01
"""LU by which one channel is softer than the two of the standard's signals."""


def sine(level: float, seconds: float, rate: int = 48000, hertz: float = 1000.0) -> NDArray[np.float32]:
    return (10 ** (level / 20) * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


@pytest.mark.parametrize("rate", [22050, 24000, 44100, 48000])
@pytest.mark.parametrize(
    ("parts", "heard"),
    [
        ([(-23, 20)], -23),
        ([(-33, 20)], -33),
        ([(-36, 10), (-23, 60), (-36, 10)], -23),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23),
    ],
)
def test_the_standards_signals_read_as_it_says(parts: list[tuple[float, float]], heard: float, rate: int) -> None:
    sound = np.concatenate([sine(level, seconds, rate) for level, seconds in parts])
    assert loudness(sound, rate) == pytest.approx(heard + MONO, abs=0.1)


@pytest.mark.parametrize("phase", [0, 45, 60, 67.5])
def test_a_peak_between_the_samples_is_found(phase: float) -> None:
    place = np.arange(4800) / 4 + phase / 360
    assert 20 * np.log10(true_peak((0.5 * np.sin(2 * np.pi * place)).astype(np.float32))) == pytest.approx(-6.0, abs=0.2)


def test_samples_and_fractions_are_the_same() -> None:
    sound = sine(-20, 2, 24000)
    assert loudness(np.rint(sound * 32768).astype(np.int16), 24000) == pytest.approx(loudness(sound, 24000), abs=0.01)


def test_silence_and_very_short_sounds_have_a_loudness() -> None:
    assert loudness(np.zeros(24000, np.int16), 24000) == SILENCE
    assert loudness(np.zeros(0, np.int16), 24000) == SILENCE
    assert true_peak(np.zeros(0, np.float32)) == 0
    assert loudness(sine(-20, 0.3, 24000), 24000) == pytest.approx(-20 + MONO, abs=0.5)


@given(st.lists(st.integers(1, 300_000), min_size=1, max_size=6))
def test_a_stream_reads_the_same_however_it_is_cut(lengths: list[int]) -> None:
    sound = np.random.default_rng(1).standard_normal(400_000).astype(np.float32) / 50
    ends = np.cumsum(lengths) % len(sound)
    parts = np.split(sound, np.unique(ends))
    whole, cut = (block_powers(np.concatenate([*step_powers(blocks, 24000)])) for blocks in ([sound], parts))
    assert integrated(cut) == pytest.approx(integrated(whole), abs=1e-4)


@pytest.mark.parametrize("rate", [22050, 24000, 44100, 48000])
def test_the_quick_way_is_near_the_standards(rate: int) -> None:
    chance = np.random.default_rng(2)
    loud = np.repeat(chance.uniform(0.01, 0.3, 40), rate // 4)  # syllables
    sound = (loud * np.convolve(chance.standard_normal(len(loud)), np.ones(6) / 6, "same")).astype(np.float32)
    whole, exact = (
        integrated(block_powers(powers)) for powers in (powers_at_once(sound, rate), next(step_powers([sound], rate)))
    )
    quick = integrated(block_powers(np.concatenate([*quick_powers(np.array_split(sound, 7), rate)])))
    assert whole == pytest.approx(exact, abs=0.1)
    assert quick == pytest.approx(whole, abs=0.03)
