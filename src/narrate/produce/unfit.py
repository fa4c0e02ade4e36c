"""What is wrong with a file that was just written."""

from __future__ import annotations

from pathlib import Path

from narrate.deliveries import Delivery
from narrate.edition import Edition
from narrate.proofing import NO_LIMITS, SOUNDS, proof


def unfit(path: Path, edition: Edition, delivery: Delivery, *, whole_book: bool) -> list[str]:
    """Each thing that is not as it should be, in a line that names the file; files that are not only sound are not heard."""
    if path.suffix not in SOUNDS:
        return []
    titles = [track.title for track in edition.tracks] if whole_book else None
    lasts, limits = sum(track.duration for track in edition.tracks), delivery.limits if delivery.strict else NO_LIMITS
    found = proof(path, lasts, titles, limits, whole=delivery.strict)
    return [f"{found.file} {trouble}" for trouble in found.troubles]
