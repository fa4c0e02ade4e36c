"""The small files beside the sound: playlist, metadata for audiobook servers, and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from narrate.edition import Edition
from narrate.writers import Place, finished_file
from narrate.writers.credits import GENRE, Credits


def write_text(path: Path, text: str) -> Path:
    """A whole file or none; left untouched when it already says this."""
    return write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, raw: bytes) -> Path:
    """A whole file or none; left untouched when it is already this."""
    if not (path.exists() and path.read_bytes() == raw):
        with finished_file(path) as part:
            part.write_bytes(raw)
    return path


def write_pieces(path: Path, pieces: Callable[[], Iterable[str]]) -> Path:
    """The same for a text that is better never there as a whole: `pieces` makes it, once to compare and once to write."""
    if not _says(path, pieces()):
        with finished_file(path) as part, part.open("wb") as file:
            file.writelines(piece.encode("utf-8", "replace") for piece in pieces())
    return path


def _says(path: Path, pieces: Iterable[str]) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        return all(file.read(len(raw)) == raw for raw in (p.encode("utf-8", "replace") for p in pieces)) and not file.read(1)


def write_json(path: Path, value: Any) -> Path:
    """JSON with an indent, ready to be read by a person."""
    return write_text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def playlist(edition: Edition, names: Sequence[str]) -> str:
    """M3U8: one line of length and title and one of relative path for each track."""
    lines = ["#EXTM3U", f"#PLAYLIST:{edition.title}"]
    for track, name in zip(edition.tracks, names, strict=True):
        lines += [f"#EXTINF:{round(track.duration)},{Credits(edition).author or edition.title} - {track.title}", name]
    return "\n".join(lines) + "\n"


def metadata(edition: Edition, chapters: Sequence[Place] = ()) -> dict[str, Any]:
    """metadata.json as Audiobookshelf reads it. `chapters` are for a file that holds the whole book: of several files it makes
    its own, from their real lengths and titles."""
    credits, imprint = Credits(edition), edition.imprint
    spans = [{"start": round(start, 3), "end": round(end, 3), "title": title} for start, end, title in chapters]
    return {
        "title": edition.title,
        "subtitle": imprint.subtitle or None,
        "authors": list(credits.authors),
        "narrators": list(edition.narrators),
        "series": [imprint.series] if imprint.series else [],
        "genres": [GENRE],
        "tags": list(imprint.subjects),
        "publishedYear": imprint.year or None,
        "publisher": imprint.publisher or None,
        "description": credits.description or None,
        "isbn": imprint.isbn or None,
        "asin": None,
        "language": edition.language,
        "explicit": False,
        "abridged": False,
        **({"chapters": spans} if spans else {}),
    }
