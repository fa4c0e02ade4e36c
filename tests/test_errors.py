"""Messages are sentences: none ends with a stop behind a question mark, or with two."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import narrate
from narrate.errors import did_you_mean

_DOUBLED = re.compile(r"[?!]”?\.(?:\s|$)|[a-z]\.\.(?:\s|$)")
SOURCE = Path(narrate.__file__).parent


def test_a_suggestion_ends_its_sentence() -> None:
    assert did_you_mean("mria", ["maria"], ".") == " — did you mean “maria”?"
    assert did_you_mean("xyz", ["maria"], ".") == "."


@pytest.mark.parametrize("folder", ["cli", "produce", "config", "readers", "engines", "bank", "studio", "writers", "readalong"])
def test_no_message_has_two_stops(folder: str) -> None:
    for path in (SOURCE / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                text = "".join(v.value if isinstance(v, ast.Constant) else _shown(v) for v in node.values)
                assert not _DOUBLED.search(text), f"{path.name}:{node.lineno}"


def _shown(value: ast.expr) -> str:
    """What stands for a value within a message: a suggestion ends with a question mark."""
    return "?" if "did_you_mean" in ast.unparse(value) else "x"
