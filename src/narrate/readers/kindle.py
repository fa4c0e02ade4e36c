"""Kindle books, through calibre's converter when that is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from narrate.errors import StoryError
from narrate.model import Manuscript
from narrate.units import Seconds

CONVERTER = "ebook-convert"
_PATIENCE: Seconds = 300.0
_SUFFIXES = (".mobi", ".azw", ".azw3", ".prc", ".kfx")


class KindleReader:
    """MOBI and AZW3: a foreign tool makes an EPUB of them, which is then read as one."""

    name = "kindle"

    def score(self, path: Path, head: bytes) -> int:
        """By the database type in the head, else by the name."""
        if head[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
            return 100
        return 80 if path.suffix.lower() in _SUFFIXES else 0

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

        with tempfile.TemporaryDirectory(prefix="narrate-") as folder:
            made = Path(folder) / "book.epub"
            try:
                ran = subprocess.run([tool, str(path.resolve()), str(made)], capture_output=True, timeout=_PATIENCE, check=False)
            except (OSError, subprocess.TimeoutExpired) as error:
                raise StoryError(f"{path}: {CONVERTER} did not convert it: {error}") from error
            if ran.returncode or not made.exists():
                last = (ran.stderr or ran.stdout).decode(errors="replace").strip().splitlines()[-1:]
                raise StoryError(f"{path}: {CONVERTER} did not convert it ({' '.join(last)[:160]}); is it locked (DRM)?")
            return replace(readers.by_name("epub").read(made), source=str(path))
