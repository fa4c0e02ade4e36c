"""The take store: every recorded take, under the hash of all that its sound depends on.

A store is a folder; an entry is a file of one header line (JSON) and raw 16-bit samples. Entries are written to a
temporary name in the same folder, synced and renamed; each carries a hash of its samples and is used only if that
verifies. So a store can be shared, interrupted and partly lost without ever giving a wrong take.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from pathlib import Path

import numpy as np

from narrate.errors import DiskError
from narrate.model import Take, Voice

SCHEMA = 1
_HEADER_LIMIT = 1024


def take_key(text: str, voice: Voice, fingerprint: str, number: int = 1) -> str:
    """The name of a take: engine, fingerprint, voice and how it is tuned, text and take number. Not gain, place or character."""
    parts = [
        SCHEMA,
        voice.engine,
        fingerprint,
        voice.name,
        round(voice.speed, 4),
        round(voice.pitch, 3),
        text,
        number,
    ]
    if (voice.timbre, voice.range) != (1, 1):
        parts += [round(voice.timbre, 4), round(voice.range, 4)]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()[:40]


class TakeStore:
    """Takes on disk. Safe for many threads and processes at once: entries are only ever added whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where an entry lies."""
        return self.folder / key[:2] / f"{key}.take"

    def has(self, key: str) -> bool:
        """Whether there is an entry; `get` still verifies it."""
        return os.path.exists(f"{self.folder}/{key[:2]}/{key}.take")  # noqa: PTH110 - asked ten thousand times, and a Path is slow

    def get(self, key: str) -> Take | None:
        """The take, or None when it is missing. An entry that does not verify is removed, to be recorded again."""
        path = self.path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        take = _verified(key, data)
        if take is None:
            path.unlink(missing_ok=True)
        return take

    def put(self, take: Take) -> None:
        """Store a take. Raises DiskError with the folder's name."""
        payload = np.ascontiguousarray(take.samples, np.int16).data  # no copy: fresh memory costs more than hashing it
        header = {
            "schema": SCHEMA,
            "key": take.key,
            "rate": take.sample_rate,
            "samples": len(take.samples),
            "sha256": hashlib.sha256(payload).hexdigest(),
        }
        final = self.path(take.key)
        try:
            try:
                _write_whole(final, json.dumps(header).encode() + b"\n", payload)
            except FileNotFoundError:
                final.parent.mkdir(parents=True, exist_ok=True)
                _write_whole(final, json.dumps(header).encode() + b"\n", payload)
        except OSError as error:
            raise DiskError(
                f"{self.folder}: the take store cannot be written: {error.strerror or error}. "
                "Free some space or set NARRATE_TAKES to another folder."
            ) from error

    def keys(self) -> list[str]:
        """The key of every entry, in order."""
        return sorted(path.stem for path in self.folder.glob("*/*.take"))

    def prune(self, keep: set[str]) -> int:
        """Delete every entry not in `keep` and what interrupted runs left; the number of files deleted."""
        gone = 0
        for path in sorted(self.folder.glob("*/*")):
            if path.suffix == ".tmp" or (path.suffix == ".take" and path.stem not in keep):
                path.unlink(missing_ok=True)
                gone += 1
        return gone


def _write_whole(final: Path, header: bytes, payload: memoryview) -> None:
    """A file that is there complete, with all its bytes on the disk, or not at all."""
    temporary = final.with_name(f".{final.stem}.{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(header)
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(final)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _verified(key: str, data: bytes) -> Take | None:
    end = data.find(b"\n", 0, _HEADER_LIMIT)
    if end < 0:
        return None
    try:
        header = json.loads(data[:end])
    except ValueError:
        return None
    payload = memoryview(data)[end + 1 :]
    if not isinstance(header, dict) or header.get("schema") != SCHEMA or header.get("key") != key:
        return None
    if header.get("sha256") != hashlib.sha256(payload).hexdigest() or len(payload) % 2:
        return None
    return Take(key, np.frombuffer(payload, np.int16), int(header["rate"]))
