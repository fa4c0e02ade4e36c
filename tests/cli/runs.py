"""narrate as a person runs it, in a folder of its own; in this process, for a new one takes longer than most commands."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path
from unittest import mock

STORY = "CHAPTER I\n\nMaria opened the door.\n\n“Come in,” said Maria. “It is warm.”\n\n“Thank you,” said Andrei.\n\nCHAPTER II\n\nNobody spoke.\n"


def narrate(folder: Path, *words: str, code: int = 0, given: bytes = b"") -> subprocess.CompletedProcess[str]:
    """What `narrate words…` ends with and prints; `given` is its standard input."""
    from narrate.cli import main
    from narrate.cli.common import from_stdin

    out, err = io.StringIO(), io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(given))
    from_stdin.cache_clear()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "argv", ["narrate", *words]),
        mock.patch.object(sys, "stdin", stdin),
    ):
        try:
            main()
        except SystemExit as end:
            ended = end.code or 0
    assert ended == code, out.getvalue() + err.getvalue()
    return subprocess.CompletedProcess(words, code, out.getvalue(), err.getvalue())
