"""Proofing: finished files are opened again and measured against what they should be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrate.audio import chapters, measure
from narrate.errors import ProofError
from narrate.units import Seconds

TOLERANCE: Seconds = 0.1
_SILENT_DB = -60.0
_SAMPLED: Seconds = 30.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One file as measured; `troubles` is empty when it is as it should be."""

    file: str
    duration_s: float
    peak_db: float
    rms_db: float
    troubles: tuple[str, ...]


def proof(path: Path, expected: Seconds | None, titles: list[str] | None = None, *, whole: bool = True) -> Finding:
    """Open a file: it must decode, last as long as it should within 0.1 s, be audible, and (M4B) list its chapters.

    With `whole` it is decoded to its end; else its length is the container's word, and the first half minute is heard:
    enough for a file just written, at a hundredth of the time.
    """
    try:
        measured = measure(path, None if whole else _SAMPLED)
    except ProofError as error:
        return Finding(str(path), 0.0, -120.0, -120.0, (str(error),))
    troubles = []
    if expected is not None and abs(measured.duration - expected) > TOLERANCE:
        troubles.append(f"lasts {measured.duration:.2f} s, should last {expected:.2f} s")
    if measured.rms < _SILENT_DB:
        troubles.append("is silent")
    if titles is not None and [title for _, _, title in chapters(path)] != titles:
        troubles.append("does not list the chapters of the book")
    return Finding(
        str(path),
        round(measured.duration, 3),
        round(measured.peak, 2),
        round(measured.rms, 2),
        tuple(troubles),
    )


def proof_book(folder: Path) -> list[Finding]:
    """Every sound file that the book's report names. Raises ProofError when there is no report."""
    try:
        report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        listed = report["sound"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ProofError(f"{folder}: no report.json to proof against; give the folder of a rendered book.") from error
    findings = []
    for entry in listed:
        path = folder / entry["file"]
        if not path.exists():
            findings.append(Finding(str(path), 0.0, -120.0, -120.0, ("is missing; render again",)))
            continue
        findings.append(proof(path, entry["duration_s"], entry.get("chapters")))
    return findings
