"""Changes to voices.yaml as a hand would make them: only the lines that are meant change, and nothing is written unproved.

A change is spliced into the text (see `splicing`), and what comes out is read again: it must say what was said before, with the
change, and be a voices.yaml that narrate takes. Comments, order, indentation, ends of lines, a byte order mark, the file's mode
and a symbolic link to it stay.
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml.error import YAMLError

from narrate.config.reading import Plain, parse, read
from narrate.config.scalars import quoted, scalar
from narrate.config.splicing import CannotSpliceError, Splicer
from narrate.config.splicing import Path as Place
from narrate.errors import ConfigError, DiskError

_BOM = b"\xef\xbb\xbf"


class StaleError(ConfigError):
    """The file is not what was seen any more; nothing was written."""


@dataclass(frozen=True)
class Change:
    """One setting to be made. `place` are the keys down to it, `value` is plain (text, numbers, lists, tables); with `remove` the
    setting goes. `comment` stands behind a setting that gets a line of its own."""

    place: Place
    value: Any = None
    comment: str = ""
    remove: bool = False


@dataclass(frozen=True)
class Edit:
    """What was done to a file: its bytes before (None: there was no file) and after."""

    path: Path
    before: bytes | None
    after: bytes


def changed(text: str, change: Change, path: Path = Path("voices.yaml")) -> str:
    """The text with a change, proved by reading it again. Raises ConfigError with what to type where no splice can be proved;
    a setting that comes from an alias or a merged table is written out at its own place."""
    expected = _with(_plain(path, text), change)
    for depth in range(len(change.place), 0, -1):
        try:
            splicer = Splicer(text)
            place = change.place[:depth]
            if depth == len(change.place):
                made = splicer.drop(place) if change.remove else splicer.put(place, change.value, change.comment)
            elif splicer.borrowed(place):
                made = splicer.put(place, _at(expected, place))
            else:
                continue
            if _canonical(_plain(path, made)) == _canonical(expected):
                return made
        except (CannotSpliceError, ConfigError, YAMLError, ValueError):
            continue
    raise ConfigError(f"{path}: this cannot be written without touching other settings. Change it by hand: {_typed(change)}")


def edit(path: Path, changes: Iterable[Change], check: Callable[[str], object]) -> Edit | None:
    """Make changes to a file, or make the file; None where it says all of this already. `check` raises ConfigError for a text
    that is no voices.yaml; then, and where the file changes meanwhile, nothing is written."""
    before = path.read_bytes() if path.exists() else None
    text = old = read(path) if before is not None else ""
    for change in changes:
        text = changed(text, change, path)
    if text == old:
        return None
    check(text)
    after = (_BOM if before is not None and before.startswith(_BOM) else b"") + text.encode()
    _replace(path, before, after)
    return Edit(path, before, after)


def plain(path: Path) -> Any:
    """What a file says, as plain tables, lists and values; an empty table where there is no file. Not to be changed. Raises
    ConfigError."""
    return _plain(path, read(path)) if path.exists() else {}


def plain_before(edit: Edit) -> Any:
    """What a file said before an edit, likewise."""
    return _plain(edit.path, (edit.before or b"").decode("utf-8-sig"))


def undo(edit: Edit) -> None:
    """The same bytes as before an edit. Raises ConfigError if somebody has changed the file since."""
    if edit.before is not None:
        _replace(edit.path, edit.after, edit.before)
    elif edit.path.read_bytes() == edit.after:
        edit.path.unlink()


def redo(edit: Edit) -> None:
    """The same bytes as after an edit that was taken back. Raises ConfigError if somebody has changed the file since."""
    _replace(edit.path, edit.before, edit.after)


def _replace(path: Path, expected: bytes | None, content: bytes) -> None:
    """The file whole or not at all, with its mode; where the path is a symbolic link, the file that it leads to."""
    real = path.resolve()
    try:
        mode = real.stat().st_mode & 0o7777 if expected is not None else None
        descriptor, name = tempfile.mkstemp(prefix=f".{real.name}.", dir=real.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(mode if mode is not None else 0o666 & ~_umask())
            if (real.read_bytes() if real.exists() else None) != expected:
                raise StaleError(f"{path}: changed by somebody else meanwhile; nothing was written. Do it again.")
            Path(name).replace(real)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise DiskError(f"{path}: cannot be written: {error.strerror or error}.") from error


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@lru_cache(maxsize=4)
def _plain(path: Path, text: str) -> Any:
    """What a text says; kept, for the text that one change makes is where the next one begins. Not to be changed."""
    return Plain(path).copy(parse(path, text)) or {}


def _with(tree: Any, change: Change) -> Any:
    """The plain settings with a change."""
    made = copy.deepcopy(tree)
    node = made
    for part in change.place[:-1]:
        if isinstance(node, dict) and node.get(str(part)) is None:
            node[str(part)] = {}
        node = node[part] if isinstance(node, list) and isinstance(part, int) else _table(node, change)[str(part)]
    last = change.place[-1]
    if isinstance(node, list) and isinstance(last, int):
        node[last:] = [*([] if change.remove else [change.value]), *node[last + 1 :]]
    elif change.remove:
        _table(node, change).pop(str(last), None)
    else:
        _table(node, change)[str(last)] = change.value
    return made


def _table(node: Any, change: Change) -> dict[str, Any]:
    if not isinstance(node, dict):
        raise ConfigError(f"{' → '.join(map(str, change.place))}: there is no table to put this into.")
    return node


def _at(tree: Any, place: Place) -> Any:
    for part in place:
        tree = tree[part]
    return tree


def _canonical(tree: Any) -> str:
    return json.dumps(tree, sort_keys=True, default=str)


def _typed(change: Change) -> str:
    """A change as a person types it, in one line."""
    *above, last = (scalar(part) if isinstance(part, str) else str(part) for part in change.place)
    if change.remove:
        return f"under {': '.join(above)}, take out {last}" if above else f"take out {last}"
    value = quoted(change.value) if isinstance(change.value, str) else json.dumps(change.value, ensure_ascii=False)
    return ": ".join([*above, last, value])
