"""What a reader can hold in mind at once: no function longer than 45 lines, no file longer than 300, no more than 5 values of our
own classes by position; tests too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import PROJECT

FUNCTION_LINES, FILE_LINES, BY_POSITION = 45, 300, 5
FILES = sorted(file for folder in ("src", "tools", "bench", "tests") for file in (PROJECT / folder).rglob("*.py"))


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _too_long(file: Path) -> list[str]:
    """What of a file is beyond the limits, as `path:line name (lines)`."""
    text = file.read_text(encoding="utf-8")
    where, lines = file.relative_to(PROJECT), len(text.splitlines())
    found = [f"{where} ({lines})"] if lines > FILE_LINES else []
    for node in ast.walk(_tree(file)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            found += [f"{where}:{node.lineno} {node.name} ({length})"] if length > FUNCTION_LINES else []
    return found


def _by_position(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The classes that are called with more values by position than a reader can tell apart, and in which line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and len(node.args) > BY_POSITION:
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name.lstrip("_")[:1].isupper():
                yield name, node.lineno


def test_functions_and_files_are_short() -> None:
    assert len(FILES) > 300
    assert [long for file in FILES for long in _too_long(file)] == []


def test_values_are_made_by_keyword() -> None:
    trees = {file: _tree(file) for file in FILES}
    ours = {node.name for tree in trees.values() for node in tree.body if isinstance(node, ast.ClassDef)}
    found = [
        f"{file.relative_to(PROJECT)}:{line} {name}"
        for file, tree in trees.items()
        for name, line in _by_position(tree)
        if name in ours
    ]
    assert found == []
    assert list(_by_position(ast.parse("Voice(1, 2, 3, 4, 5, 6)\nVoice(1, 2, 3, 4, 5, six=6)"))) == [("Voice", 1)]


@pytest.mark.parametrize(("lines", "count"), [(FUNCTION_LINES - 1, 0), (FUNCTION_LINES, 1), (FILE_LINES, 2)])
def test_what_is_longer_is_found(lines: int, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_limits.PROJECT", tmp_path)
    file = tmp_path / "long.py"
    file.write_text("def long() -> None:\n" + "    pass\n" * lines)
    assert len(_too_long(file)) == count
