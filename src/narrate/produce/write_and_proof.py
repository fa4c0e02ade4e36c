"""Writes a file, proofs it, and where its levels are not as they should be writes it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.deliveries import Delivery
from narrate.edition import Edition, Track
from narrate.proofing import SOUNDS, Finding, proof
from narrate.units import Decibels
from narrate.writers import Writer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ROUNDS = 6
"""How often a file is encoded anew: limiting takes from the loudness, and more loudness asks for more limiting."""


def write_and_proof(writer: Writer, edition: Edition, file: Path, delivery: Delivery) -> list[str]:
    """Write the edition's only file and proof it to its end. Where the encoder did not keep its levels it is written again.
    Each thing that is not as it should be then, in a line that names the file; files that are not only sound are not heard: their
    chapters were, see `prepare_and_proof`."""
    if file.suffix not in SOUNDS:
        writer.write(edition, file.parent)
        return []

    def write(gain: Decibels, lower: Decibels) -> Finding:
        levelled = tuple(_levelled(writer, track, gain, lower) for track in edition.tracks)
        writer.write(replace(edition, tracks=levelled), file.parent)
        titles = None if writer.per_chapter else [track.title for track in edition.tracks]
        return proof(file, sum(track.duration for track in edition.tracks), titles, delivery.limits, quickly=True)

    found = _until_right(write, writer, delivery)
    return [f"{found.file} {trouble}" for trouble in found.troubles]


def prepare_and_proof(writer: Writer, track: Track, file: Path, delivery: Delivery) -> list[str]:
    """Prepare a chapter for a whole book's file, which lies in `file`, in the same way. Parts that are no sound files yet are not
    heard: the whole book will be; nor are those that another format has encoded, which were."""

    def prepare(gain: Decibels, lower: Decibels) -> Finding:
        writer.prepare(_levelled(writer, track, gain, lower), folder)
        return proof(part, track.duration, limits=delivery.limits, quickly=True)

    folder, part = file.parent, file.parent / writer.part(track.number)
    if track.encoded or part.suffix not in SOUNDS | {".m4a"}:
        writer.prepare(_levelled(writer, track, 0.0, writer.overshoot), folder)
        return []
    found = _until_right(prepare, writer, delivery)
    return [f"{file}: “{track.title}” in it {trouble}" for trouble in found.troubles]


def _until_right(write: Callable[[Decibels, Decibels], Finding], writer: Writer, delivery: Delivery) -> Finding:
    gain, lower = 0.0, writer.overshoot
    found = write(gain, lower)
    for _ in range(_ROUNDS):
        if (lacking := delivery.again(found)) is None:
            break
        gain, lower = gain + lacking[0], lower + lacking[1]
        found = write(gain, lower)
    return found


def _levelled(writer: Writer, track: Track, gain: Decibels, lower: Decibels) -> Track:
    """The track so much louder, under so much lower a ceiling. What is encoded already serves for a first try alone."""

    def sound(more: Decibels = 0.0, less: Decibels = 0.0) -> Iterator[NDArray[np.int16]]:
        return track.sound(gain + more, lower + less)

    return replace(track, sound=sound, encoded=track.encoded if (gain, lower) == (0.0, writer.overshoot) else None)
