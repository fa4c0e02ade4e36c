"""What was changed in voices.yaml, so that everything can be taken back and done again, also after the studio was closed.

An entry is taken back byte for byte while the file is as it left it. Where somebody has changed the file since, only the
entry's own settings are put back, and only if they are still what it made them; else the entry is passed over.
"""

from __future__ import annotations

import base64
import contextlib
import copy
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrate.config import Change, Edit, plain_before, redo, undo
from narrate.errors import ConfigError, DiskError
from narrate.produce.sealed import DamagedError, read_sealed, write_sealed

MOST, _MOST_BYTES = 200, 8 << 20
"""Entries that are kept, and bytes of all their texts together."""
FOLDER = "journal"
Write = Callable[[Sequence[Change]], Edit | None]
"""Makes changes to the file (`config.change`)."""


@dataclass(frozen=True)
class Entry:
    """One thing a person did: what it is called, the file before and after, and the settings with their values before and
    after."""

    label: str
    edit: Edit
    settings: tuple[tuple[tuple[str | int, ...], Any, Any], ...]


ABSENT = "\0absent"
"""Stands for a setting that is not there; no YAML file can hold it."""


def settings_of(tree: Any, changes: Iterable[Change]) -> tuple[tuple[tuple[str | int, ...], Any, Any], ...]:
    """For each change its place, the value that stands there in the plain settings, and the value that will."""
    return tuple((c.place, value_at(tree, c.place), ABSENT if c.remove else c.value) for c in changes)


def value_at(tree: Any, place: Sequence[str | int]) -> Any:
    """What stands at a place of plain settings; ABSENT where nothing does."""
    for part in place:
        try:
            tree = tree[part]
        except (KeyError, IndexError, TypeError):
            return ABSENT
    return ABSENT if tree is None else tree


class Journal:
    """The entries of one voices.yaml, and how many of them are in force."""

    def __init__(self, takes: Path, voices: Path) -> None:
        name = hashlib.sha256(str(voices.resolve()).encode("utf-8", "replace")).hexdigest()[:24]
        self._file = takes / FOLDER / f"{name}.json"
        self._path = voices
        self.done: list[Entry] = []
        self.undone: list[Entry] = []
        with contextlib.suppress(DamagedError, KeyError, TypeError, ValueError):
            self._load(read_sealed(self._file) or {"done": [], "undone": []})

    def add(self, entry: Entry) -> None:
        """A person has done something; what was taken back before is gone."""
        self.done.append(entry)
        self.undone.clear()
        self._save()

    def undo(self, tree: Any, write: Write) -> str:
        """Take the last entry back; what it is called. `tree` are the plain settings now. Raises ConfigError, also for an entry
        whose settings somebody else has changed: it is dropped, and the one before it is next."""
        return self._move(self.done, self.undone, (tree, write), back=True)

    def redo(self, tree: Any, write: Write) -> str:
        """Do again what was taken back last; what it is called. Raises ConfigError."""
        return self._move(self.undone, self.done, (tree, write), back=False)

    def _move(self, source: list[Entry], target: list[Entry], how: tuple[Any, Write], *, back: bool) -> str:
        if not source:
            raise ConfigError("There is nothing to take back." if back else "There is nothing to do again.")
        entry = source[-1]
        now = self._path.read_bytes() if self._path.exists() else None
        if now == (entry.edit.after if back else entry.edit.before):
            (undo if back else redo)(entry.edit)
        else:
            try:
                changes = _inverse(entry, how[0], back=back)
            except ConfigError:
                source.pop()  # what somebody else has changed since stays: the step before it is next
                self._save()
                raise
            made = how[1](changes)
            if made is not None:
                entry = Entry(entry.label, Edit(self._path, *_sides(made, back=back)), entry.settings)
        source.pop()
        target.append(entry)
        self._save()
        return entry.label

    def _load(self, content: dict[str, Any]) -> None:
        self.done, self.undone = ([self._entry(one) for one in content[part]] for part in ("done", "undone"))

    def _entry(self, content: dict[str, Any]) -> Entry:
        before = base64.b64decode(content["before"]) if content["before"] is not None else None
        edit = Edit(self._path, before, base64.b64decode(content["after"]))
        return Entry(content["label"], edit, tuple((tuple(place), old, new) for place, old, new in content["settings"]))

    def _save(self) -> None:
        del self.done[:-MOST]
        while len(self.done) > 1 and sum(len(one.edit.after) + len(one.edit.before or b"") for one in self.done) > _MOST_BYTES:
            del self.done[0]
        with contextlib.suppress(DiskError):  # undo then lasts as long as the studio does
            write_sealed(self._file, {"done": [_told(one) for one in self.done], "undone": [_told(one) for one in self.undone]})


def _sides(edit: Edit, *, back: bool) -> tuple[bytes | None, bytes]:
    return (edit.after, edit.before or b"") if back else (edit.before, edit.after)


def _inverse(entry: Entry, tree: Any, *, back: bool) -> list[Change]:
    """The changes that put an entry's settings back (or make them again) in a file that has changed since."""
    changes = []
    before, tree = plain_before(entry.edit), copy.deepcopy(tree)
    for place, old, new in reversed(entry.settings) if back else entry.settings:
        mine, wanted = (new, old) if back else (old, new)
        if value_at(tree, place) != mine:
            where = " → ".join(map(str, place))
            passed = "it is left as it is, and this step is passed over"
            raise ConfigError(f"{entry.edit.path}: {where} was changed by somebody else since; {passed}.")
        if wanted == ABSENT:
            place = _with_its_tables(place, before, tree) if back else place
            value_at(tree, place[:-1]).pop(place[-1])
        changes.append(Change(place, remove=True) if wanted == ABSENT else Change(place, wanted))
    return changes


def _with_its_tables(place: tuple[str | int, ...], before: Any, tree: Any) -> tuple[str | int, ...]:
    """What is removed with a setting: the tables that were not there before it and hold nothing else."""
    while len(place) > 1 and len(value_at(tree, place[:-1])) == 1 and not _stands(place[:-1], before):
        place = place[:-1]
    return place


def _stands(place: tuple[str | int, ...], tree: Any) -> bool:
    """Whether there is such a setting, be it empty."""
    above = value_at(tree, place[:-1])
    return isinstance(above, Mapping) and place[-1] in above


def changes_to(entry: Entry) -> list[Change]:
    """The changes that make an entry's settings what it made them."""
    return [Change(place, remove=True) if new == ABSENT else Change(place, new) for place, _, new in entry.settings]


def overwritten(entries: Sequence[Entry], before: Any, now: Any) -> list[Entry]:
    """The entries that were in the settings before and that are now as if they had never been made: an editor that did not see
    them has saved the file. Of several for one place, the last: what stood before any of them may stand there again."""
    earlier: dict[tuple[str | int, ...], list[Any]] = {}
    for entry in entries:
        for place, old, _ in entry.settings:
            earlier.setdefault(place, []).append(old)

    def is_gone(entry: Entry) -> bool:
        known = [(value_at(now, place), earlier[place], new) for place, _, new in entry.settings]
        return all(value in olds for value, olds, _ in known) and any(value != new for value, _, new in known)

    found: list[Entry] = []
    settled: set[tuple[str | int, ...]] = set()
    for entry in reversed(entries):
        places = {setting[0] for setting in entry.settings}
        stood = all(value_at(before, place) == new for place, _, new in entry.settings)
        if not places & settled and stood and is_gone(entry):
            found.append(entry)
        settled |= places
    return found[::-1]


def _told(entry: Entry) -> dict[str, Any]:
    before = entry.edit.before
    return {
        "label": entry.label,
        "before": None if before is None else base64.b64encode(before).decode(),
        "after": base64.b64encode(entry.edit.after).decode(),
        "settings": entry.settings,
    }
