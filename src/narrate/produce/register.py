"""Which books a take store serves, wherever they lie: so that no take goes that one of them is made of.

Each book has a file in the store: its folder, the takes it is made of, and those it was made of before. A book is entered
before its first take is recorded, so an interrupted render loses nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from narrate.errors import DiskError
from narrate.produce.layout import TEXT
from narrate.produce.ledger import LEDGER, read_ledger
from narrate.produce.sealed import read_sealed, write_sealed
from narrate.takes import TakeStore, stand_in_key

FOLDER = "books"
Words = Mapping[str, tuple[str, str]]
"""Key of a take → (text, voice)."""


@dataclass(frozen=True)
class Entry:
    """A book: its folder, its takes, and those that an earlier render of it had."""

    folder: Path
    takes: Words
    retired: Words

    @property
    def vanished(self) -> bool:
        """Whether the book's folder is there no more: deleted, moved, or on a disk that is not mounted."""
        return not self.folder.is_dir()


class Register:
    """The books of one take store."""

    def __init__(self, store: TakeStore) -> None:
        self.store, self.folder = store, store.folder / FOLDER

    def entries(self) -> list[Entry]:
        """Every book, by folder. Raises DiskError where it cannot be known what a book needs."""
        found = {file: _read(file) for file in self.folder.glob("*.json")}
        for file, entry in found.items():
            if entry is None:
                raise DiskError(f"{file}: cannot be read, so what a book needs is not known. Delete it if no book needs takes.")
        return sorted((entry for entry in found.values() if entry), key=lambda entry: entry.folder)

    def planned(self, folder: Path, takes: Words) -> None:
        """A book is about to be made of these takes: until that is done, it needs those it is made of now as well."""
        known = _read(self._file(folder))
        now = {**(known.takes if known else {}), **read_ledger(folder).takes, **takes}
        self._write(Entry(folder.resolve(), now, known.retired if known else {}))

    def rendered(self, folder: Path, takes: Words) -> None:
        """A book is made of these takes, and of no others."""
        known = _read(self._file(folder))
        before = {**known.retired, **known.takes} if known else {}
        retired = {key: words for key, words in before.items() if key not in takes and self.store.has(key)}
        self._write(Entry(folder.resolve(), takes, retired))

    def moved(self, folder: Path, new: Path) -> None:
        """A book lies elsewhere now."""
        if known := _read(self._file(folder)):
            self._write(replace(known, folder=new.resolve()))
            self.forget([known])

    def forget(self, entries: Iterable[Entry]) -> None:
        """These books need nothing any more."""
        for entry in entries:
            self._file(entry.folder).unlink(missing_ok=True)

    def _file(self, folder: Path) -> Path:
        return self.folder / f"{hashlib.sha256(str(folder.resolve()).encode('utf-8', 'replace')).hexdigest()[:24]}.json"

    def _write(self, entry: Entry) -> None:
        record = {"folder": str(entry.folder), "takes": entry.takes, "retired": entry.retired}
        with contextlib.suppress(DiskError):  # of a store that cannot be written nothing can be deleted
            write_sealed(self._file(entry.folder), record)


@dataclass(frozen=True)
class Pruning:
    """What would go: the `unneeded` takes, each with its bytes, what is known of their words, and who needs the others."""

    unneeded: Mapping[str, int]
    words: Words
    books: tuple[Path, ...]
    vanished: tuple[Entry, ...]
    needed: int


def pruning(register: Register, out: Path, *, forget: bool = False) -> Pruning:
    """What no book needs, of those registered and those in `out`. Books whose folder is gone need their takes too, unless
    they are to be forgotten."""
    sizes = register.store.sizes()  # first: what is recorded from now on belongs to a book that may not be registered yet
    entries = register.entries()
    vanished = tuple(entry for entry in entries if entry.vanished)
    standing = [entry for entry in entries if not entry.vanished]
    ledgers = (file for pattern in (f"{TEXT}/**/{LEDGER}", f"*/{LEDGER}") for file in out.glob(pattern))
    others = {file.parent.resolve() for file in ledgers} - {entry.folder for entry in standing}
    for folder in others:
        if read_ledger(folder).damaged:
            raise DiskError(f"{folder / LEDGER}: damaged, so what the book needs is not known. Render it again, then prune.")
    takes_of = [entry.takes for entry in (standing if forget else entries)]
    needed = {key for takes in takes_of for key in takes} | {
        key for folder in [*others, *(e.folder for e in standing)] for key in read_ledger(folder).takes
    }
    needed |= {stand_in_key(key) for key in needed}
    unneeded = {key: size for key, size in sizes.items() if key not in needed}
    words = {key: said for entry in entries for key, said in [*entry.retired.items(), *entry.takes.items()] if key in unneeded}
    books = tuple(sorted([*others, *(entry.folder for entry in standing)]))
    return Pruning(unneeded, words, books, vanished, len(sizes) - len(unneeded))


def _read(file: Path) -> Entry | None:
    with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
        record = read_sealed(file) or {}
        takes, retired = ({key: (text, voice) for key, (text, voice) in record[part].items()} for part in ("takes", "retired"))
        return Entry(Path(record["folder"]), takes, retired)
    return None
