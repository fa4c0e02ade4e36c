"""Where a book's files lie in the output folder: every format is a library of its own, with a folder for each author in it, so
that a server or a player is given `output/m4b` and finds no book twice. What is known of a book in words is one too: `text`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from narrate.model import Script
from narrate.units import clip_bytes, safe_name
from narrate.writers.credits import BETWEEN, authors_of

TEXT = "text"
"""The kind that holds each chapter's captions and transcript, the script, the report, and what narrate remembers of the book."""
STATE = ".narrate.json"
_NOBODY = "Unknown Author"
"""What servers take for no author."""
_NAME_BYTES = 120


@dataclass(frozen=True)
class Layout:
    """The folders of one book, one of each kind: `root`/<kind>/`place`. `place` is as "Ann Bell/Doors/Vol 2 - The Oak"; empty for
    a book of before formats were libraries, whose `root` was its own. `name` is what a file of the whole book is called.

    A file is named as "<kind>/<file>", wherever the book lies."""

    root: Path
    place: str
    name: str

    @property
    def home(self) -> Path:
        """The folder with the report and the state."""
        return self.folder(TEXT) if self.place else self.root

    @property
    def is_there(self) -> bool:
        """Whether a book was rendered here, or begun."""
        return (self.home / STATE).is_file()

    def folder(self, kind: str) -> Path:
        """The book's folder of a kind."""
        return self.root / kind / self.place

    def path(self, file: str) -> Path:
        """Where a named file lies."""
        kind, _, rest = file.partition("/")
        return self.folder(kind) / rest.lstrip("/")

    def name_of(self, path: Path) -> str:
        """The name of a file that lies in one of the folders."""
        kind = path.relative_to(self.root).parts[0]
        return f"{kind}/{path.relative_to(self.folder(kind)).as_posix()}"

    def below_root(self, file: str) -> str:
        """Where a named file lies, seen from the root."""
        return self.path(file).relative_to(self.root).as_posix()

    def folders(self) -> list[Path]:
        """The book's folders that are there."""
        kinds = (kind.name for kind in sorted(self.root.iterdir()) if kind.is_dir()) if self.root.is_dir() else ()
        return [folder for folder in map(self.folder, kinds) if folder.is_dir()]


def layout_of(out: Path, script: Script, name: str) -> Layout:
    """Where a story's book belongs: `<author>/<title>`, and in a series `<author>/<series>/Vol 2 - <title>`. Several authors are
    joined by " & ", or by "; " where a name has a comma or an ampersand in it, as many as fit."""
    series, number = script.imprint.part_of
    title = safe_name(f"Vol {number} - {clip_bytes(name, _NAME_BYTES - 20)}") if number else name
    folders = [
        safe_name(_joined(authors_of(script.author, script.imprint)), _NOBODY),
        *([safe_name(series)] if series else ()),
        title,
    ]
    return Layout(out, "/".join(folders), name)


def _joined(names: tuple[str, ...]) -> str:
    between = BETWEEN if any(sign in name for name in names for sign in ",&") else " & "
    joined = ""
    for name in names:
        more = f"{joined}{between}{name}" if joined else name
        if joined and len(more.encode("utf-8", "replace")) > _NAME_BYTES:
            break
        joined = more
    return joined
