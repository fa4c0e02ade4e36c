"""Whoever wants to know how a render goes on."""

from __future__ import annotations

from typing import Protocol

from narrate.units import Seconds


class Progress(Protocol):
    """Is told how a render goes on."""

    def begin(self, work: Seconds) -> None:
        """So much work is expected, of one core, recording and writing together."""

    def did(self, work: Seconds) -> None:
        """So much of it is done."""

    def chapter(self, book: str, title: str, sound: Seconds) -> None:
        """A chapter of so many seconds is finished and can be played."""
