"""A zip file as books want it, with the same bytes each time: members in order, no dates, sound as it is."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from types import TracebackType

_BEGINNING = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6


class Zipped:
    """A zip file that is being written; `kind` is the media type that comes first, for EPUB."""

    def __init__(self, path: Path, kind: str = "") -> None:
        self._zip = zipfile.ZipFile(path, "w")
        if kind:
            self._zip.writestr(_info("mimetype", zipfile.ZIP_STORED), kind)

    def __enter__(self) -> Zipped:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._zip.close()

    def add(self, name: str, content: str | bytes) -> None:
        """A member, deflated."""
        self._zip.writestr(_info(name, zipfile.ZIP_DEFLATED), content, compresslevel=_LEVEL)

    def add_file(self, name: str, path: Path) -> None:
        """A file's bytes as they are, a little at a time."""
        info = _info(name, zipfile.ZIP_STORED)
        info.file_size = path.stat().st_size
        with path.open("rb") as file, self._zip.open(info, "w") as member:
            shutil.copyfileobj(file, member, 1 << 20)


def _info(name: str, how: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _BEGINNING)
    info.compress_type = how
    info.external_attr = 0o644 << 16
    info.create_system = 3
    return info
