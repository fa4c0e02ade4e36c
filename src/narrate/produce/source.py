"""A story's file and all that a person says of how it is read: its script is worked out as far as it is not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from narrate import readers, script
from narrate.config import StorySettings
from narrate.model import Manuscript, Script
from narrate.produce.imprints import with_publication
from narrate.produce.memory import Memory
from narrate.produce.story_cache import Last
from narrate.readers.boilerplate import ReadingSettings

if TYPE_CHECKING:
    from narrate.script.analysis import Survey

T = TypeVar("T")


class _OtherTextError(Exception):
    """The file was written while it was read."""


class StorySource:
    """One story with one voices.yaml. What is remembered is asked for first, where there is a `memory`."""

    def __init__(self, path: Path, settings: StorySettings, memory: Memory | None) -> None:
        reading = ReadingSettings(settings.keep, settings.skip, settings.encoding, settings.patterns)
        self.settings, self.memory = settings, memory
        self._read = partial(readers.read, path, reading)
        self._made_of = partial(readers.fingerprint, path, reading)
        self._publish = partial(with_publication, publication=settings.publication, stem=path.stem)
        self._corrections = script.Corrections(
            aliases=settings.aliases,
            genders=settings.gender,
            lines=settings.lines,
            ignore=settings.ignore,
            narrator=settings.narrating,
            where=settings.file,
        )
        self._key, self._known = memory.manuscript(self._made_of, self._read) if memory else ("", self._read())

    def script(self) -> Script:
        """Who says what in it."""
        if self.memory is None:
            return script.read_through(self._head, self.settings.quotes, self._corrections)
        try:
            return self._script(self.memory)
        except _OtherTextError:
            return self._script(self.memory)

    def survey(self, memory: Memory) -> Survey:
        """What is known of it before a person's word on single lines is taken in. Raises _OtherTextError."""
        corrections = self._corrections  # where they stand is told only of joined names
        unchanged = asdict(replace(corrections, lines={}, where=corrections.where if corrections.aliases else ""))
        about = [self._key, self._head.title, self._head.language, self.settings.quotes, unchanged]
        return _kept(memory.cache.survey if memory.cache else None, about, partial(self._surveyed, memory))

    @property
    def _head(self) -> Manuscript:
        return self._publish(self._known)

    def _script(self, memory: Memory) -> Script:
        head, decided_by = self._head, [self.settings.quotes, asdict(self._corrections), self.settings.publication.title]
        about = [self._key, head.title, head.language, *decided_by]

        def made() -> Script:
            if found := memory.script(self._key, head, decided_by):
                return found
            decided = script.decide(self.survey(memory), self._corrections)
            return memory.keep(self._key, head, decided_by, decided)

        found = _kept(memory.cache.script if memory.cache else None, about, made)
        return replace(found, author=head.author, source=head.source, imprint=head.imprint)

    def _surveyed(self, memory: Memory) -> Survey:
        if not self._known.chapters:
            key, self._known = memory.read(self._made_of, self._read)
            before, self._key = self._key, key
            if key != before:
                raise _OtherTextError
        return script.survey(self._head, self.settings.quotes, self._corrections)


def _kept(last: Last[T] | None, made_of: object, make: Callable[[], T]) -> T:
    return last.get(made_of, make) if last else make()
