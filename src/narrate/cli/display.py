"""What people see: text that wraps between words and hangs under itself, and tables that fit the terminal.

In a pipe or a file nothing is wrapped: there lines are for other programs.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import TextIO

from narrate.units import printable

_HANG = 2
"""Columns by which the second line of a text stands in from its first."""
_LEAST = 20
"""Columns: what is narrower is treated as this wide."""


def columns(stream: TextIO | None = None) -> int | None:
    """The width of the terminal that a stream (standard output) goes to; None where there is none."""
    if not (stream or sys.stdout).isatty():
        return None
    return max(_LEAST, shutil.get_terminal_size().columns)


def say(text: str, *, indent: int = 0, hang: int = _HANG, end: str = "\n", stream: TextIO | None = None) -> None:
    """Print one line of text, over as many lines as the terminal needs. Signs that a terminal would obey are taken out."""
    print(wrapped(printable(text), columns(stream), indent, hang), end=end, file=stream or sys.stdout)


def complain(message: str) -> None:
    """Print an error to standard error. Its indented lines show a piece of a file and are left as they are."""
    from narrate.cli.common import without_stdin_folder

    for line in without_stdin_folder(message).split("\n"):
        if line.startswith(" "):
            print("".join(c if c.isprintable() else " " for c in line), file=sys.stderr)
        else:
            say(line, stream=sys.stderr)


def wrapped(text: str, width: int | None, indent: int = 0, hang: int = _HANG) -> str:
    """The text between words so that no line is longer than `width`; only a word that fits no line is broken. Its first line
    stands in by `indent`, the others by `hang` more."""
    if width is None or len(text) + indent <= width // 2:
        return " " * indent + text
    from rich.console import Console
    from rich.text import Text

    lines = Text(text).wrap(Console(width=width), max(_LEAST // 2, width - indent - hang), overflow="fold")
    first, *others = [line.plain.rstrip() for line in lines] or [""]
    return "\n".join([" " * indent + first, *(" " * (indent + hang) + line for line in others)])


def show_table(rows: Sequence[Sequence[str]], heads: Sequence[str] = (), *, indent: int = 0) -> None:
    """Print `table`."""
    if rows:
        print(table(rows, heads, indent=indent))


def counted(number: int, thing: str) -> str:
    """`1 take`, `2 takes`."""
    return f"{number:,} {thing}{'s' * (number != 1)}"


def table(rows: Sequence[Sequence[str]], heads: Sequence[str] = (), *, indent: int = 0) -> str:
    """Columns by spaces. In a terminal long cells go on below themselves, so that the table is no wider than that."""
    clean = [[printable(cell) for cell in row] for row in [heads, *rows] if row]
    width = columns()
    if width is None or not clean:
        return _plain(clean, indent)
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False, padding=(0, _BETWEEN, 0, 0), show_header=False)
    for size in _widths(clean, width - indent, headed=bool(heads)):
        drawn.add_column(overflow="fold", width=size)
    for row in clean:
        drawn.add_row(*row)
    console = Console(width=width - indent, markup=False, highlight=False, emoji=False, color_system=None)
    with console.capture() as capture:
        console.print(drawn)
    return "\n".join((" " * indent + line).rstrip() for line in capture.get().rstrip("\n").split("\n"))


_BETWEEN = 2
"""Spaces between two columns."""


def _widths(rows: Sequence[Sequence[str]], width: int, *, headed: bool) -> list[int]:
    """How wide each column is: as its longest cell. Where that is too much, first heads go over several lines, then the widest
    are made narrower until all fit, but not than their longest words as long as there is another."""
    found = [max(1, *map(len, column)) for column in zip(*rows, strict=True)]
    if headed and sum(found) + _BETWEEN * (len(found) - 1) > width:
        broken = [[max(map(len, head.split()), default=1), *map(len, cells)] for head, *cells in zip(*rows, strict=True)]
        found = [max(1, *sizes) for sizes in broken]
    least = [max((len(word) for cell in column for word in cell.split()), default=1) for column in zip(*rows, strict=True)]
    while sum(found) + _BETWEEN * (len(found) - 1) > width and max(found) > 1:
        wide = [n for n, size in enumerate(found) if size > least[n]] or range(len(found))
        found[max(wide, key=lambda n: found[n])] -= 1
    return found


def _plain(rows: Sequence[Sequence[str]], indent: int) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join((" " * indent + line).rstrip() for line in lines)
