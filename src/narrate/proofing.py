"""Proofing: finished files are opened again and measured against what they should be."""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import numpy as np

from narrate.audio.decode import chapters
from narrate.audio.loudness import BLOCK, SILENCE, STEPS, Powers, integrated
from narrate.audio.measure import Measured, measure
from narrate.captions import read
from narrate.errors import ProofError
from narrate.model import NARRATOR
from narrate.units import Decibels, Hertz, Seconds, clock

TOLERANCE: Seconds = 0.1
REPORT = "report.json"
SOUNDS = frozenset({".mp3", ".m4b", ".opus", ".flac"})
"""Endings of files that are nothing but sound."""
_SILENT_DB = -60.0
_ENOUGH: Seconds = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a place asks of a finished file; None and empty where it asks nothing. `kilobits` are at least, `peak`,
    `true_peak` and `floor` at most, pairs are least and most; `loudness` is in LUFS; `head` and `tail` are quiet before and
    after."""

    codec: str = ""
    rate: Hertz | None = None
    kilobits: int | None = None
    rms: tuple[Decibels, Decibels] | None = None
    peak: Decibels | None = None
    true_peak: Decibels | None = None
    floor: Decibels | None = None
    loudness: tuple[Decibels, Decibels] | None = None
    head: tuple[Seconds, Seconds] | None = None
    tail: tuple[Seconds, Seconds] | None = None
    longest: Seconds | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Finding:
    """One file as measured; `troubles` is empty when it is as it should be. `spread_lu` is how far apart in loudness those are
    who speak for five seconds or more, where the file's captions tell who speaks."""

    file: str
    duration_s: float
    peak_db: float
    rms_db: float
    floor_db: float
    troubles: tuple[str, ...]
    true_peak_db: float = SILENCE
    loudness_lufs: float = SILENCE
    spread_lu: float | None = None


def proof(
    path: Path,
    expected: Seconds | None,
    titles: list[str] | None = None,
    limits: Limits = NO_LIMITS,
    *,
    captions: Path | None = None,
    quickly: bool = False,
) -> Finding:
    """Open a file: it must decode, last as long as it should within 0.1 s, be audible, list its chapters if it holds a whole
    book, and keep to the limits. See `measure` for `quickly`.
    """
    try:
        measured = measure(path, quickly=quickly)
    except ProofError as error:
        return _unread(path, str(error).removeprefix(f"{path}: "))
    troubles = []
    if expected is not None and abs(measured.duration - expected) > TOLERANCE:
        troubles.append(f"lasts {measured.duration:.2f} s, should last {expected:.2f} s")
    if measured.rms < _SILENT_DB:
        troubles.append("is silent")
    if titles is not None and [title for _, _, title in chapters(path)] != titles:
        troubles.append("does not list the chapters of the book")
    troubles += _beyond(measured, limits)
    return Finding(
        file=str(path),
        duration_s=round(measured.duration, 3),
        peak_db=round(measured.peak, 2),
        rms_db=round(measured.rms, 2),
        floor_db=round(measured.floor, 2),
        troubles=tuple(troubles),
        true_peak_db=round(measured.true_peak, 2),
        loudness_lufs=round(measured.loudness, 2),
        spread_lu=_spread(measured, captions) if captions and captions.exists() else None,
    )


def _spread(measured: Measured, captions: Path) -> float | None:
    lengths = by_speaker(measured.blocks, speech_spans(captions.read_text(encoding="utf-8"))).values()
    return round(max(lengths) - min(lengths), 2) if len(lengths) > 1 else None


def speech_spans(text: str) -> Iterator[tuple[str, Seconds, Seconds]]:
    """Who speaks from when to when, as WebVTT tells it; a cue without a voice is the narrator's."""
    return ((caption.speaker or NARRATOR, caption.start, caption.end) for caption in read(text))


def by_speaker(blocks: Powers, lines: Iterable[tuple[str, Seconds, Seconds]]) -> dict[str, Decibels]:
    """The loudness of everybody who speaks for five seconds, of the blocks that lie within their lines."""
    parts: dict[str, list[Powers]] = {}
    heard: dict[str, Seconds] = {}
    for speaker, start, end in lines:
        first, last = math.ceil(start * STEPS), math.floor(end * STEPS) - BLOCK + 1
        parts.setdefault(speaker, []).append(blocks[first : max(first, last)])
        heard[speaker] = heard.get(speaker, 0.0) + end - start
    return {name: integrated(np.concatenate(part)) for name, part in parts.items() if heard[name] >= _ENOUGH}


def _unread(path: Path, trouble: str) -> Finding:
    return Finding(file=str(path), duration_s=0.0, peak_db=-120.0, rms_db=-120.0, floor_db=-120.0, troubles=(trouble,))


def _beyond(measured: Measured, limits: Limits) -> Iterator[str]:
    """Where a file does not keep to its limits."""
    if limits.codec and not measured.codec.startswith(limits.codec):
        yield f"is {measured.codec}, should be {limits.codec}"
    if limits.rate and measured.rate != limits.rate:
        yield f"has {measured.rate} Hz, should have {limits.rate}"
    if limits.kilobits and measured.kilobits < limits.kilobits:
        yield f"has {measured.kilobits} kbit/s, should have {limits.kilobits}"
    if limits.peak is not None and measured.peak > limits.peak:
        yield f"peaks at {measured.peak:.1f} dB, should stay under {limits.peak:g}"
    if limits.true_peak is not None and measured.true_peak > limits.true_peak:
        yield f"has true peaks of {measured.true_peak:.1f} dB, should stay under {limits.true_peak:g}"
    if limits.floor is not None and measured.floor > limits.floor:
        yield f"has a noise floor of {measured.floor:.1f} dB, should have {limits.floor:g} at most"
    if limits.longest and measured.duration > limits.longest:
        yield f"lasts {clock(measured.duration)}, should last {clock(limits.longest)} at most"
    for what, found, range_, unit in (
        ("an RMS", measured.rms, limits.rms, "dB"),
        ("a loudness", measured.loudness, limits.loudness, "LUFS"),
        ("a head", measured.head, limits.head, "s"),
        ("a tail", measured.tail, limits.tail, "s"),
    ):
        if range_ and not range_[0] <= found <= range_[1]:
            yield f"has {what} of {found:.1f} {unit}, should be {range_[0]:g} to {range_[1]:g}"


def proof_book(home: Path, report: dict[str, Any], limits: Limits, within: Path | None = None) -> list[Finding]:
    """Every sound file that the report of the book in a folder names, or those of them that lie `within` another."""
    findings, root = [], root_of(home, report)
    for entry in report["sound"]:
        path = root / entry["file"]
        if within and not path.is_relative_to(within):
            continue
        if path.exists():
            captions = root / entry["captions"] if "captions" in entry else None
            findings.append(proof(path, entry["duration_s"], entry.get("chapters"), limits, captions=captions))
        else:
            findings.append(_unread(path, "is missing; render again"))
    return findings


def place_of(report: dict[str, Any]) -> str:
    """Where a book lies below the folder of each kind; nothing for one of before formats were libraries."""
    return str(report.get("place", ""))


def root_of(home: Path, report: dict[str, Any]) -> Path:
    """What the names in the report of the book in a folder are seen from."""
    place = PurePath(place_of(report)).parts
    return (home if len(home.parents) > len(place) else home.resolve()).parents[len(place)] if place else home


def sounds(folder: Path) -> list[Path]:
    """The sound files below a folder, whatever a report says."""
    return sorted(file for file in folder.rglob("*") if file.suffix in SOUNDS and not file.name.startswith("."))


def books(folder: Path) -> list[tuple[Path, Path | None]]:
    """The folders with the reports of the books that a folder holds, and the folder that of their files only those count which
    lie in it, where it holds files of one kind (as `output/mp3` does, and what is in it). Where there is sound and no report, as
    after a render that was stopped, the folder itself. Raises ProofError where there is neither."""
    if found := [file.parent for file in sorted(folder.rglob(REPORT))]:
        return [(home, None) for home in found]
    for kind in (folder, folder.resolve()):
        if found := _of_kind(kind):
            return [(home, kind) for home in found]
    if not sounds(folder):
        raise ProofError(f"{folder}: no {REPORT} to proof against, and no sound; give the folder of a rendered book.")
    return [(folder, None)]


def _of_kind(folder: Path) -> list[Path]:
    for root in folder.parents:
        place = folder.relative_to(root).parts[1:]
        if reports := [file.parent for file in sorted((root / "text").joinpath(*place).rglob(REPORT))]:
            return reports
    return []


def read_report(folder: Path) -> dict[str, Any] | None:
    """The report of a rendered book; None where there is none that can be read, as after a render that was stopped."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
        if isinstance(report, dict) and isinstance(report["sound"], list):
            return report
    return None
