from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.engines.acting import PLAIN, Acting, acting
from narrate.engines.colours import COLOURS, Colour, acted, contrasted, minimum_phases, places
from narrate.model import Voice

SCALES = st.floats(0.7, 1.3)


@given(SCALES, SCALES, SCALES)
def test_every_frequency_comes_from_one_place_and_none_overtakes_another(tract: float, mouth: float, length: float) -> None:
    place = places(Colour(tract=tract, mouth=mouth), length)
    if place is None:
        assert tract == mouth == length
    else:
        assert place[0] == 0 and place[-1] <= 600 and bool((np.diff(place) >= 0).all())


def test_the_mouth_moves_what_is_above_it_and_leaves_the_tract_below() -> None:
    place, plain = places(Colour(mouth=1.25), 1.0), np.arange(601)
    assert place is not None
    assert np.abs(place - plain)[:40].max() < 1
    assert np.diff(place)[150:].mean() == pytest.approx(1 / 1.25, rel=0.01)


def test_less_contrast_levels_a_resonance_and_leaves_a_level_spectrum() -> None:
    level = np.full((601, 3), 2.0, np.float32)
    assert np.allclose(contrasted(level, 0.5), level, atol=1e-3)
    level[100] += 4
    softer = contrasted(level, 0.5)
    assert 3.9 < softer[100, 0] < 4.2 and softer.mean() == pytest.approx(level.mean(), abs=1e-3)


def test_the_phases_of_a_minimum_phase_filter_are_found_from_its_magnitudes() -> None:
    pytest.importorskip("hibari")
    turn = np.exp(-1j * np.linspace(0, np.pi, 601))
    answer = 1 / ((1 - 0.9 * turn * np.exp(0.4j)) * (1 - 0.9 * turn * np.exp(-0.4j)))
    found = np.pi * np.tanh(minimum_phases(np.log(np.abs(answer))[:, None].astype(np.float32)))[:, 0]
    assert np.abs(found - np.angle(answer)).max() < 0.1
    assert np.isfinite(minimum_phases(np.full((601, 2), -100, np.float32))).all()


def test_a_whisper_has_no_tilt_and_no_resonances_that_stand_out() -> None:
    whisper = acting(Voice("hibari", "old-woman", manner="whisper"))
    for colour in COLOURS.values():
        whispering = acted(colour, whisper)
        assert whispering.tilt == 0 and whispering.contrast == min(1.0, colour.contrast)
        assert acted(colour, PLAIN) == colour and acted(colour, Acting(whisper=0.3)) == colour
