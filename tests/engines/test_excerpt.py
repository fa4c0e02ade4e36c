"""Parts of one network's answer for a whole sentence."""

from __future__ import annotations

import numpy as np
import pytest

from narrate.engines.excerpt import excerpt

BEFORE, OWN = 4, 40
"""Phonemes of two frames each."""


@pytest.mark.parametrize(("high", "lower"), [(-3.0, 1.0), (0.0, 1.0), (1.5, 2.0), (2.2, 2.7), (6.0, 3.0)])
def test_what_follows_another_begins_lower_the_higher_it_was(high: float, lower: float) -> None:
    """A part that begins so many semitones above the rest of itself begins so many semitones lower than the network has it."""
    frames = 2 * (BEFORE + OWN + 2)
    loud = np.zeros((601, frames), np.float32)
    loud[:, 2 * BEFORE + 2] = -9  # the quiet between the parts
    f0 = np.full(frames, 200, np.float32)
    f0[: 2 * BEFORE + 2 + 18] *= 2 ** (high / 12)
    steps = [1.0] * (BEFORE + OWN + 2)
    *_, own = excerpt([loud, loud, loud, loud, loud, f0], steps, (BEFORE, OWN, 0))[0]
    network = f0[-len(own) :]
    assert 12 * np.log2(network[0] / own[0]) == pytest.approx(lower, abs=0.02)
    assert np.array_equal(network[48:], own[48:])


def test_what_begins_a_sentence_is_left_alone() -> None:
    frames = 2 * (OWN + 2)
    spectra = [np.zeros((601, frames), np.float32)] * 5
    f0 = np.linspace(250, 150, frames, dtype=np.float32)
    *_, own = excerpt([*spectra, f0], [1.0] * (OWN + 2), (0, OWN, 0))[0]
    assert np.array_equal(own, f0)
