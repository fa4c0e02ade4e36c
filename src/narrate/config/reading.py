"""A YAML file read with the places of its settings, and without falling for bombs."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from narrate.config.syntax import explained
from narrate.errors import ConfigError

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_ALIASES = 100
MAX_NODES = 50_000
_SHOWN = 66
"""Characters of a line that are shown with a mistake: with its number they fit a terminal."""


def read(path: Path) -> str:
    """The file's text. Raises ConfigError where it is too long, or not UTF-8."""
    try:
        if path.exists() and not path.is_file():
            raise ConfigError(f"{path}: not a file but a folder, a pipe or a device.")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}.") from error
    if len(raw) > MAX_BYTES:
        raise ConfigError(f"{path}: more than {MAX_BYTES:,} bytes, which no voices.yaml has.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}:{line}: not UTF-8; save the file as UTF-8.") from error


def parse(path: Path, text: str) -> Any:
    """The tree with its line numbers. Depth and aliases are counted first: both can be bombs."""
    depth = 0
    for mark in re.finditer(r"[\[\]{}]|^ +", text, re.M):
        deep = len(mark[0]) > 4 * MAX_DEPTH
        depth += (mark[0] in "[{") - (mark[0] in "]}")
        if depth > MAX_DEPTH or deep:
            raise ConfigError(f"{path}:{text.count(chr(10), 0, mark.start()) + 1}: nested too deeply.")
    if len(re.findall(r"(?:^|[\s\[,{:])\*\w", text)) > MAX_ALIASES:
        raise ConfigError(f"{path}: too many aliases (*name).")
    yaml = YAML(typ="rt", plug_ins=[])
    yaml.preserve_quotes = True
    try:
        return yaml.load(io.StringIO(text))
    except MarkedYAMLError as error:
        place, problem = explained(error, text)
        where = f":{place[0] + 1}:{place[1] + 1}" if place else ""
        raise ConfigError(f"{path}{where}: {problem}{excerpt(text, *(place or (None, 0)))}") from None
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n"), error.position - (before.rfind("\n") + 1)
        problem = "a character stands here that no text has; take it out"
        raise ConfigError(f"{path}:{line + 1}:{column + 1}: {problem}{excerpt(text, line, column)}") from None
    except (YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read as YAML: {' '.join(str(error).split())[:200]}") from None


class Plain:
    """Copies a YAML tree into plain dicts and lists; a tree that aliases blow up is refused."""

    def __init__(self, path: Path) -> None:
        self._path, self._left = path, MAX_NODES

    def copy(self, tree: Any) -> Any:
        """The same values without their places."""
        self._left -= 1
        if self._left < 0:
            raise ConfigError(f"{self._path}: too many settings, or aliases (*name) that repeat themselves.")
        if isinstance(tree, Mapping):
            return {str(key): self.copy(value) for key, value in tree.items()}
        if isinstance(tree, list):
            return [self.copy(value) for value in tree]
        return str(tree) if isinstance(tree, str) else tree


def place_of(tree: Any, loc: tuple[str | int, ...], path: str, *, key: bool = False) -> str:
    """`voices.yaml:12:5` of a setting: where its value stands, or its key."""
    line = column = 0
    node: Any = tree
    for depth, part in enumerate(loc):
        if not hasattr(node, "lc"):
            break
        try:
            if isinstance(node, CommentedMap):
                real = next((k for k in node if str(k) == str(part)), None)
                if real is None:
                    break
                last = depth == len(loc) - 1
                line, column = node.lc.key(real) if (last and key) or node[real] is None else node.lc.value(real)
                node = node[real]
            elif isinstance(node, CommentedSeq) and isinstance(part, int):
                line, column = node.lc.item(part)
                node = node[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return f"{path}:{line + 1}:{column + 1}"


def excerpt(text: str, line: int | None, column: int) -> str:
    """The line (counted from 0) with a sign under the column; of a long one the part around it. Empty where there is no such
    line."""
    lines = text.splitlines()
    if line is None or not 0 <= line < len(lines):
        return ""
    begin = max(0, column - _SHOWN * 2 // 3) if len(lines[line]) > _SHOWN else 0
    shown = "".join(c if c.isprintable() else " " for c in lines[line])[begin : begin + _SHOWN]
    before = sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in shown[: column - begin])
    return f"\n    {line + 1:4} | {shown.rstrip()}\n         | {' ' * before}^"
