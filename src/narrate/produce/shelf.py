"""The output folder: who holds it, where a book's files lie, and which of them are still good."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from narrate.errors import DiskError, LockedError
from narrate.produce.captioning import SUFFIXES
from narrate.produce.layout import STATE, Layout
from narrate.produce.sealed import DamagedError, read_sealed, write_sealed
from narrate.sandbox import is_running
from narrate.units import Decibels, Seconds

LOCK = ".narrate.lock"


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises DiskError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> DiskError:
    return DiskError(f"{folder}: cannot be written: {error.strerror or error}. Choose another folder with --out.")


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold an output folder, so that no second render writes into it. The lock ends with the process, however it ends; its file
    goes with whatever ends the render in order, an error too."""
    with _lock_file(out) as file:
        try:
            with contextlib.suppress(OSError):  # a full disk has no room for who holds it
                os.truncate(file.fileno(), 0)
                os.write(file.fileno(), f"process {os.getpid()} on {platform.node()}\n".encode())
            yield
        finally:
            with contextlib.suppress(OSError):
                (out / LOCK).unlink()


def _lock_file(out: Path) -> IO[str]:
    """The lock's file, locked, and still the one of that name: another render may have removed it between opening and locking."""
    while True:
        try:
            out.mkdir(parents=True, exist_ok=True)
            file = (out / LOCK).open("a+", encoding="utf-8")
        except OSError as error:
            raise _unwritable(out, error) from error
        try:
            _lock(file.fileno(), out)
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), (out / LOCK).stat()):
                    return file
        except BaseException:
            file.close()
            raise
        file.close()


def holder(out: Path) -> str:
    """Who renders into a folder now, as the lock tells; empty where nobody does. It is only read: a look that took the lock would
    turn away a render that begins just then."""
    with contextlib.suppress(OSError):
        told = (out / LOCK).read_text(encoding="utf-8").strip()
        process = told.removeprefix("process ").partition(" ")[0]
        if process.isdecimal() and told.endswith(f" on {platform.node()}") and not is_running(int(process)):
            return ""
        return told
    return ""


def _lock(fd: int, out: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: two renders into one folder are the user's to avoid
        return
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = ""
        with contextlib.suppress(OSError):
            holder = (out / LOCK).read_text(encoding="utf-8").strip()
        raise LockedError(
            f"{out}: another render holds this folder ({holder or 'unknown'}). Wait for it, or use --out."
        ) from None


class Shelf:
    """One book's folders, and the recipe each finished file was made by: a file whose recipe still holds is not made again."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self._file = layout, layout.home / STATE
        self._state: dict[str, Any] = {}
        self.damaged = ""
        """What is told of a state that could not be used."""
        try:
            self._state = read_sealed(self._file) or {}
        except DamagedError:
            self.damaged = f"{self._file} was damaged; what it knew to be finished is made anew."

    def holds(self, name: str, recipe: str) -> bool:
        """Whether the file is there, whole, and made by this recipe."""
        entry = self._state.get(name)
        path = self.layout.path(name)
        if not isinstance(entry, dict) or entry.get("recipe") != recipe or not path.is_file():
            return False
        return path.stat().st_size == entry.get("bytes") and _digest(path) == entry.get("sha256")

    def lasting(self, name: str, recipe: str) -> tuple[Seconds, Decibels] | None:
        """How long the chapter of a captions file lasts, and its gain, if the file still holds."""
        entry = self._state[name] if self.holds(name, recipe) else {}
        lasts, gain = entry.get("duration_s"), entry.get("gain_db")
        return (float(lasts), float(gain)) if isinstance(lasts, int | float) and isinstance(gain, int | float) else None

    def note(self, name: str, recipe: str, chapter: tuple[Seconds, Decibels] | None = None) -> None:
        """Remember how a finished file was made, and for captions how long their chapter lasts and its gain."""
        path = self.layout.path(name)
        lasts = {} if chapter is None else {"duration_s": chapter[0], "gain_db": chapter[1]}
        self._state[name] = {"recipe": recipe, "bytes": path.stat().st_size, "sha256": _digest(path), **lasts}
        write_sealed(self._file, self._state)

    def clear(self, keep: set[str], formats: Collection[str]) -> None:
        """Delete the files of these formats that an earlier render made and this one does not have, and their captions."""
        for name in sorted(n for n in self._state if n not in keep and n.split("/")[0] in formats and ".." not in n.split("/")):
            with contextlib.suppress(OSError):
                for file in {Path(name), *(Path(name).with_suffix(suffix) for suffix in SUFFIXES)} - set(map(Path, keep)):
                    self.layout.path(file.as_posix()).unlink(missing_ok=True)
            del self._state[name]
        write_sealed(self._file, self._state)

    def sweep(self) -> None:
        """Delete what killed renders were writing. Nobody else writes here now."""
        with contextlib.suppress(OSError):
            for folder in self.layout.folders():
                for left in [*folder.glob(".*.part"), *folder.glob("*/.*.part")]:
                    left.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
