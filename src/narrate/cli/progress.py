"""How a long render shows how far it is."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

_LOG_EVERY = 30.0
"""Seconds between two lines of a log."""
_TITLE, _WIDE = 26, 110
"""Characters of a title that a bar shows, and a terminal's columns from which it shows more."""


class Quiet:
    """Progress for pipes, logs and --json: nothing."""

    def __enter__(self) -> Quiet:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def begin(self, work: float) -> None:
        """Nothing is shown."""

    def did(self, work: float) -> None:
        """Nothing is shown."""

    def chapter(self, book: str, title: str, sound: float) -> None:
        """Nothing is shown."""


class _Log(Quiet):
    """For logs: now and then a line that says how far it is, to standard error."""

    def __init__(self) -> None:
        self._began = self._told = time.monotonic()
        self._work, self._done = 0.1, 0.0

    def begin(self, work: float) -> None:
        self._work = max(0.1, work)

    def did(self, work: float) -> None:
        self._done += work

    def chapter(self, book: str, title: str, sound: float) -> None:
        from narrate.units import clock, printable

        now, share = time.monotonic(), min(1.0, self._done / self._work)
        if now - self._told < _LOG_EVERY or not share:
            return
        self._told = now
        left = (now - self._began) * (1 - share) / share
        print(f"{share:.0%} done, about {clock(left)} left; {printable(book)}: {printable(title)}", file=sys.stderr, flush=True)


class _Bar(Quiet):
    """A bar over recording and writing together, with the time left, the sound finished, and where there is room its pace."""

    def __init__(self) -> None:
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        self._wide = shutil.get_terminal_size().columns >= _WIDE
        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=40 if self._wide else 12),
            TaskProgressColumn(),
            TimeRemainingColumn(compact=True),
            TextColumn("left", markup=False),
            TextColumn("{task.fields[finished]}", markup=False),
        )
        self._progress = Progress(
            *columns,
            transient=True,
            speed_estimate_period=120,
        )
        self._task = self._progress.add_task("Recording", total=1, finished="")
        self._began, self._sound = time.monotonic(), 0.0

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def begin(self, work: float) -> None:
        self._progress.update(self._task, total=max(0.1, work))

    def did(self, work: float) -> None:
        self._progress.advance(self._task, work)

    def chapter(self, book: str, title: str, sound: float) -> None:
        from narrate.units import clock, printable, shortened

        self._sound += sound
        pace = self._sound / max(0.1, time.monotonic() - self._began)
        status = f"{clock(self._sound)} finished" + f", {pace:.0f} × as fast as listening" * self._wide
        shown = shortened(f"{printable(book)}: {printable(title)}" if self._wide else printable(title), _TITLE)
        self._progress.update(self._task, description=shown, finished=status)


def bar(*, quiet: bool) -> Quiet:
    """A bar where a person watches, lines in a log, nothing beside JSON."""
    if quiet:
        return Quiet()
    return _Bar() if sys.stderr.isatty() and sys.stdout.isatty() else _Log()


@contextmanager
def waiting(what: str, *, quiet: bool = False) -> Iterator[None]:
    """A turning sign on standard error while something is done that is not measured, where that is a terminal. Standard output
    may be a pipe or a file: whoever started it waits just the same."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …"):
        yield
