"""Writes a file, proofs it, and where its levels are not as they should be writes it again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from narrate.deliveries import Delivery
from narrate.edition import Edition, Track
from narrate.mastering import remastered
from narrate.proofing import SOUNDS, Finding, proof
from narrate.units import Decibels
from narrate.writers import Writer

_ROUNDS = 3
"""How often a file is encoded anew: limiting takes from the loudness, and more loudness asks for more limiting."""


def write_and_proof(writer: Writer, edition: Edition, file: Path, delivery: Delivery) -> list[str]:
    """Write the edition's only file and proof it to its end. Where the encoder did not keep its levels it is written again.
    Each thing that is not as it should be then, in a line that names the file; files that are not only sound are not heard."""
    folder = file.parent
    writer.write(edition, folder)
    if file.suffix not in SOUNDS:
        return []
    found = _proofed(file, edition, delivery, whole_book=not writer.per_chapter)
    gain = lower = 0.0
    for _ in range(_ROUNDS):
        if (lacking := delivery.again(found)) is None:
            break
        gain, lower = gain + lacking[0], lower + lacking[1]
        writer.write(_levelled(edition, gain, delivery.spec.peak - lower), folder)
        found = _proofed(file, edition, delivery, whole_book=not writer.per_chapter)
    return [f"{found.file} {trouble}" for trouble in found.troubles]


def _proofed(file: Path, edition: Edition, delivery: Delivery, *, whole_book: bool) -> Finding:
    titles = [track.title for track in edition.tracks] if whole_book else None
    lasts = sum(track.duration for track in edition.tracks)
    return proof(file, lasts, titles, delivery.limits, quickly=True)


def _levelled(edition: Edition, gain: Decibels, ceiling: Decibels) -> Edition:
    def levelled(track: Track) -> Track:
        return replace(track, sound=lambda: remastered(track.sound(), gain, ceiling, track.rate))

    return replace(edition, tracks=tuple(map(levelled, edition.tracks)))
