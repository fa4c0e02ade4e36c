"""What a process that plans one story again and again keeps of it, so that a plan after a change costs what changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from narrate.model import Script

if TYPE_CHECKING:
    from narrate.cues.staging import KnownCues
    from narrate.script.analysis import Survey

T = TypeVar("T")


class Last(Generic[T]):
    """The value of one kind that was asked for last. Threads that ask for the same wait for the one that makes it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made_of: object = None
        self._value: Future[T] | None = None

    def get(self, made_of: object, make: Callable[[], T]) -> T:
        """The value that is made of this, made now if it was not the last. Raises what making it raises; nothing is kept then."""
        with self._lock:
            value, known = self._value, self._value is not None and self._made_of == made_of
            if value is None or not known:
                value = self._value = Future()
                self._made_of = made_of
        if not known:
            try:
                value.set_result(make())
            except BaseException as error:  # noqa: BLE001 - all who wait for it are told
                with self._lock:
                    self._value = None if self._value is value else self._value
                value.set_exception(error)
        return value.result()


@dataclass(frozen=True)
class StoryCache:
    """Of the story that was planned last: what is known of it before a person's word on single lines is taken in, its script,
    which of its paragraphs are verse, and what is said of its lines."""

    survey: Last[Survey] = field(default_factory=Last)
    script: Last[Script] = field(default_factory=Last)
    verse: Last[frozenset[int]] = field(default_factory=Last)
    cues: Last[KnownCues] = field(default_factory=Last)
