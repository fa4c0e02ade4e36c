"""Kindle books, through calibre's converter when that is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from narrate import sandbox
from narrate.errors import StoryError
from narrate.model import Manuscript
from narrate.units import Seconds

CONVERTER = "ebook-convert"
_PATIENCE: Seconds = 300.0
_TYPES = (b"BOOKMOBI", b"TEXtREAd")
_SUFFIXES = (".mobi", ".azw", ".azw3", ".prc", ".kfx")


def is_kindle(path: Path, head: bytes) -> bool:
    """Whether a file is a Kindle book, by its first bytes or by its name."""
    return head[60:68] in _TYPES or path.suffix.lower() in _SUFFIXES


class KindleReader:
    """MOBI and AZW3: a foreign tool makes an EPUB of them, which is then read as one."""

    name = "kindle"

    def score(self, path: Path, head: bytes) -> int:
        """By the database type in the head, else by the name."""
        if head[60:68] in _TYPES:
            return 100
        return 80 if is_kindle(path, head) else 0

    def read(self, path: Path, encoding: str | None = None) -> Manuscript:
        """The converted book. Raises StoryError when there is no converter or it fails."""
        if not path.is_file() or path.stat().st_size == 0:
            raise StoryError(f"{path}: the file is missing or empty.")
        tool = shutil.which(CONVERTER)
        if tool is None:
            raise StoryError(
                f"{path}: Kindle books are read through calibre, which is not installed; install it "
                f"(its {CONVERTER} must be on the path), or save the book as EPUB."
            )
        from dataclasses import replace

        from narrate import readers

        with tempfile.TemporaryDirectory(prefix=f"{sandbox.PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
            made = _converted(tool, path, Path(folder))
            return replace(readers.by_name("epub").read(made), source=str(path))


def _converted(tool: str, path: Path, folder: Path) -> Path:
    """The EPUB that the converter makes in this folder, where its temporary files are too. Raises StoryError."""
    made, log = folder / "book.epub", folder / "log"
    own = {"CALIBRE_CONFIG_DIRECTORY": str(folder / "settings"), "CALIBRE_TEMP_DIR": str(folder)}
    try:
        with log.open("wb") as told:
            process = subprocess.Popen(
                sandbox.foreign(tool, str(path.resolve()), str(made)),
                stdin=subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                start_new_session=True,
                env=sandbox.environment(folder) | own,
            )
        try:
            code = process.wait(_PATIENCE)
        finally:
            _end(process)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StoryError(f"{path}: {CONVERTER} did not convert it: {error}") from error
    if code or not made.exists():
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise StoryError(f"{path}: {CONVERTER} did not convert it ({' '.join(last)[:160]}); is it locked (DRM)?")
    return made


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the converter and all that it has started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
