"""What a reader can hold in mind at once: no function longer than 45 lines, no file longer than 300; tests too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import PROJECT

FUNCTION_LINES, FILE_LINES = 45, 300
FILES = sorted(file for folder in ("src", "tools", "bench", "tests") for file in (PROJECT / folder).rglob("*.py"))


def _too_long(file: Path) -> list[str]:
    """What of a file is beyond the limits, as `path:line name (lines)`."""
    text = file.read_text(encoding="utf-8")
    where, lines = file.relative_to(PROJECT), len(text.splitlines())
    found = [f"{where} ({lines})"] if lines > FILE_LINES else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            found += [f"{where}:{node.lineno} {node.name} ({length})"] if length > FUNCTION_LINES else []
    return found


def test_functions_and_files_are_short() -> None:
    assert len(FILES) > 300
    assert [long for file in FILES for long in _too_long(file)] == []


@pytest.mark.parametrize(("lines", "count"), [(FUNCTION_LINES - 1, 0), (FUNCTION_LINES, 1), (FILE_LINES, 2)])
def test_what_is_longer_is_found(lines: int, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_limits.PROJECT", tmp_path)
    file = tmp_path / "long.py"
    file.write_text("def long() -> None:\n" + "    pass\n" * lines)
    assert len(_too_long(file)) == count
