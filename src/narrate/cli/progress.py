"""How a long render shows how far it is."""

from __future__ import annotations

import sys
import time


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


class _Bar(Quiet):
    """A bar over recording and writing together, with the time left, the sound finished, and its pace against listening."""

    def __init__(self) -> None:
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[finished]}", markup=False),
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
        from narrate.units import clock, printable

        self._sound += sound
        pace = self._sound / max(0.1, time.monotonic() - self._began)
        told = f"{clock(self._sound)} finished, {pace:.0f} × as fast as listening"
        self._progress.update(self._task, description=f"{printable(book)[:30]}: {printable(title)[:30]}", finished=told)


def bar(*, quiet: bool) -> Quiet:
    """A bar where a person watches, else nothing."""
    return _Bar() if sys.stderr.isatty() and sys.stdout.isatty() and not quiet else Quiet()
