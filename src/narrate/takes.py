"""The take store: every recorded take, under the hash of all that its sound depends on.

A store is a folder; an entry is a file of one header line (JSON) and raw 16-bit samples. Entries are written to a
temporary name in the same store, synced and renamed; each carries hashes of its header and of its samples and is used only
if both verify. So a store can be shared, interrupted and partly lost without ever giving a wrong take.

A take is what its key says. Sound that only stands in for one (another engine's, or spoken in two parts) has a key of its own.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from json.encoder import encode_basestring_ascii as quoted
from pathlib import Path
from typing import Any

import numpy as np

from narrate.errors import DiskError
from narrate.manners import ACTING, CONTINUING, PERFORMING, STRESS
from narrate.model import Take, Voice
from narrate.sandbox import is_running
from narrate.units import Seconds

SCHEMA = 1
_HEADER_LIMIT = 1024
_TEMPORARY = "tmp"
_DAY: Seconds = 86_400.0
_RATES = (1_000, 400_000)
_TOLD_CHARACTERS = 100
_MOST_WORDS = 80
"""Whose beginnings, in milliseconds, a header has room for."""


def unperformed(voice: Voice) -> Voice:
    """The voice on which its engine's fingerprint depends: however loud it is, and whatever it acts."""
    return replace(voice, gain=0.0, manner="plain", acted=1.0, take=1, stressed="", before="", after="")


def take_key(text: str, voice: Voice, fingerprint: str) -> str:
    """The name of a take: engine, fingerprint, voice and how it is tuned, text and take number; the manner and the
    stressed words, where there are any; the rest of its sentence, where others say that. Not gain, place or character."""
    return take_keys(voice, fingerprint)(text)


def take_keys(voice: Voice, fingerprint: str) -> Callable[[str], str]:
    """The same for many texts in one voice."""
    before = [SCHEMA, voice.engine, fingerprint, voice.name, round(voice.speed, 4), round(voice.pitch, 3)]
    after: list[Any] = [voice.take]
    if (voice.timbre, voice.range) != (1, 1):
        after += [round(voice.timbre, 4), round(voice.range, 4)]
    if voice.manner != "plain":
        after += ["acted", ACTING.get(voice.manner, 1), voice.manner, round(voice.acted, 3)]
    if voice.engine in PERFORMING and (voice.manner != "plain" or voice.take > 1):
        after += ["performed", PERFORMING[voice.engine]]
    if voice.stressed:
        after += ["stressed", STRESS, voice.stressed]
    if voice.before or voice.after:
        after += ["within", voice.before, voice.after, *([CONTINUING] if voice.before else [])]
    begins, ends = json.dumps(before)[:-1], json.dumps(after)[1:]
    return lambda text: hashlib.sha256(f"{begins}, {quoted(text)}, {ends}".encode()).hexdigest()[:40]


def is_by_another(take: Take) -> bool:
    """Whether another engine spoke what stands in for a take."""
    return take.stand_in.startswith("by ")


def stand_in_key(key: str) -> str:
    """The name of what stands in for a take until its own engine speaks it."""
    return hashlib.sha256(f"stand-in {key}".encode()).hexdigest()[:40]


class TakeStore:
    """Takes on disk. Safe for many threads and processes at once: entries are only ever added whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._begins = f"{folder}{os.sep}"

    def path(self, key: str) -> Path:
        """Where an entry lies."""
        return self.folder / key[:2] / f"{key}.take"

    def has(self, key: str) -> bool:
        """Whether there is an entry; `get` still verifies it."""
        return os.access(f"{self._begins}{key[:2]}/{key}.take", os.F_OK)  # asked ten thousand times, and a Path is slow

    def has_stand_in(self, key: str) -> bool:
        """Whether something stands in for this take, which is not there."""
        return not self.has(key) and self.has(stand_in_key(key))

    def get(self, key: str) -> Take | None:
        """The take, or None when it is missing. An entry that does not verify is removed, to be recorded again."""
        path = self.path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        take = _verified(key, data)
        if take is None:
            with contextlib.suppress(OSError):
                path.unlink()
        return take

    def put(self, take: Take) -> None:
        """Store a take. Raises DiskError with the folder's name."""
        payload = np.ascontiguousarray(take.samples, np.int16).data  # no copy: fresh memory costs more than hashing it
        header: dict[str, Any] = {
            "schema": SCHEMA,
            "key": take.key,
            "rate": take.sample_rate,
            "samples": len(take.samples),
            "sha256": hashlib.sha256(payload).hexdigest(),
        }
        if take.stand_in:
            header["stand_in"] = take.stand_in[:_TOLD_CHARACTERS]
        if 0 < len(take.words) <= _MOST_WORDS:
            header["words"] = [round(start * 1000) for start in take.words]
        line = json.dumps({**header, "check": _check(header)}).encode() + b"\n"
        try:
            try:
                self._write(take.key, line, payload)
            except FileNotFoundError:
                for folder in (self.folder / _TEMPORARY, self.path(take.key).parent):
                    folder.mkdir(parents=True, exist_ok=True)
                self._write(take.key, line, payload)
        except OSError as error:
            raise DiskError(
                f"{self.folder}: the take store cannot be written: {error.strerror or error}. "
                "Free some space or set NARRATE_TAKES to another folder."
            ) from error

    def _write(self, key: str, header: bytes, payload: memoryview) -> None:
        """A file that is there complete, with all its bytes on the disk, or not at all."""
        temporary = self.folder / _TEMPORARY / f"{_machine()}-{os.getpid()}-{uuid.uuid4().hex}"
        try:
            with temporary.open("xb") as file:
                file.write(header)
                file.write(payload)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.path(key))
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def sweep(self) -> None:
        """Delete what killed processes were writing: this machine's dead, and of other machines what is a day old."""
        with contextlib.suppress(OSError):
            for left in (self.folder / _TEMPORARY).iterdir():
                machine, _, rest = left.name.partition("-")
                process = rest.partition("-")[0]
                own = machine == _machine() and process.isdecimal()
                if not is_running(int(process)) if own else time.time() - left.stat().st_mtime > _DAY:
                    left.unlink(missing_ok=True)

    def keys(self) -> list[str]:
        """The key of every entry, in order."""
        return sorted(path.stem for path in self.folder.glob("*/*.take"))

    def sizes(self) -> dict[str, int]:
        """Bytes of every entry, by key, in order; of what others delete meanwhile there is none."""
        found = {}
        for path in sorted(self.folder.glob("*/*.take"), key=lambda path: path.stem):
            with contextlib.suppress(FileNotFoundError):
                found[path.stem] = path.stat().st_size
        return found

    def delete(self, keys: Iterable[str]) -> int:
        """Delete these entries; how many there were."""
        gone = 0
        for key in keys:
            with contextlib.suppress(OSError):
                self.path(key).unlink()
                gone += 1
        return gone


@cache
def _machine() -> str:
    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]


def _check(header: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(header, sort_keys=True).encode()).hexdigest()[:16]


def _verified(key: str, data: bytes) -> Take | None:
    end = data.find(b"\n", 0, _HEADER_LIMIT)
    payload = memoryview(data)[end + 1 :]
    try:
        header = json.loads(data[: max(end, 0)])
        known = {name: value for name, value in header.items() if name != "check"}
        rate, told = int(header["rate"]), str(header.get("stand_in", ""))
        words = tuple(int(start) / 1000 for start in header.get("words", ()))
        right = header["schema"] == SCHEMA and header["key"] == key and header["samples"] * 2 == len(payload)
        right = right and header["sha256"] == hashlib.sha256(payload).hexdigest() and _RATES[0] <= rate <= _RATES[1]
        right = right and header.get("check", _check(known)) == _check(known)  # older entries have none
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Take(key, np.frombuffer(payload, np.int16), rate, told, words) if right else None
