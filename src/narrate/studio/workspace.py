"""What the studio works on: one voices.yaml and some stories, each read anew when the file changes, whoever changed it."""

from __future__ import annotations

import contextlib
import hashlib
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from narrate import config
from narrate.config import Change, Edit, Settings, StaleError
from narrate.engines import PALETTE, engine_names
from narrate.errors import ConfigError, NarrateError
from narrate.produce.plan import Options, takes_folder
from narrate.produce.planning import Planner
from narrate.studio.journal import Entry, Journal, changes_to, overwritten, settings_of
from narrate.studio.reading import Reading, followed
from narrate.studio.verbs import ChangeSet
from narrate.takes import TakeStore
from narrate.units import Seconds

_MOST_LISTED, _SHORT, _MOST_LOST = 12, 300_000, 20
"""Of several stories, how many are read before they are opened, so that the list tells what is left to do in them; the most
bytes of one; the things done last of which is asked whether they are still in the file."""
_MOST_PREPARED, _QUIET = 3_000_000, 1.5
"""The longest story, in bytes, of which what corrected lines are decided by is worked out ahead; how many seconds it has been
open by then: its page is shown first."""
_PATIENCE: Seconds = 2.0
"""How long the end waits for a story that is being read: it may just be starting a child."""


@dataclass
class OpenStory:
    """A story on the table: its file, how it was read last, and what is being done with it. `trouble` is told where it cannot be
    read, `wanted` says that it was opened, `behind` that the file has changed since it was read."""

    number: int
    path: Path
    reading: Reading | None = None
    trouble: str = ""
    wanted: bool = False
    behind: bool = True
    deciding: bool = False
    seen: object = None
    """What changes when the story's file is written."""


class Workspace:
    """All state of a studio. Changes of the file are made one at a time; stories are read by one thread, the newest file last."""

    def __init__(self, stories: Sequence[Path], voices: Path, options: Options) -> None:
        self.voices, self.options = voices, options
        self.store = TakeStore(takes_folder(options))
        self.stories = [OpenStory(number, path) for number, path in enumerate(stories)]
        self.journal = Journal(self.store.folder, voices)
        self.problem = ""
        """What is wrong with the file as it is now; the last good one is in force."""
        self.lost: list[Entry] = []
        """What was done here and is not in the file any more since another program saved it."""
        self._lock = threading.RLock()
        self._busy = threading.Lock()
        """Held while a story is read."""
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="reader")
        self._planner: Planner | None = None
        self._later = threading.Timer(_QUIET, lambda: None)
        self._seen: object = None
        self.revision = _revision(voices)
        self.settings = self._load()
        self._tree = config.plain(voices)
        self._seen = _stamp(voices)
        self._reader.submit(self._get_ready)
        for story in self._listed():
            self._read_soon(story)

    def close(self) -> None:
        """Let nothing new be read, and end what reading needs; a story that is being read is waited for a little."""
        self._later.cancel()
        self._reader.shutdown(wait=False, cancel_futures=True)
        if self._busy.acquire(timeout=_PATIENCE):
            self._busy.release()
        if self._planner is not None:
            self._planner.close()

    def story(self, number: int) -> OpenStory:
        """A story by its number. Raises IndexError."""
        if not 0 <= number < len(self.stories):
            raise IndexError(number)
        return self.stories[number]

    def _listed(self) -> list[OpenStory]:
        """The stories that are read before they are opened: one alone will be opened at once."""
        return self.stories if len(self.stories) == 1 else [s for s in self.stories if _size(s.path) <= _SHORT][:_MOST_LISTED]

    def open(self, number: int) -> OpenStory:
        """A story that is wanted: it is read, unless it is so already."""
        story = self.story(number)
        with self._lock:
            story.wanted = True
            if story.behind and not story.deciding:
                self._read_soon(story)
        return story

    def change(self, changes: ChangeSet, revision: str) -> Edit:
        """Make changes to the `revision` of the file that the page has. Raises StaleError where it is another by now, ConfigError
        for what the file cannot say."""
        with self._lock:
            self._expect(revision)
            before = settings_of(config.plain(self.voices), changes.changes)
            made = self._write(changes.changes)
            if made is None:
                raise ConfigError("voices.yaml says this already.")
            self.journal.add(Entry(changes.label, made, before))
            self._looked(by_us=True)
            return made

    def restore(self, revision: str) -> str:
        """Make again what another program has written over; what that was."""
        with self._lock:
            self._expect(revision)
            lost, self.lost = self.lost, []
            again = [change for entry in lost for change in changes_to(entry)]
            label = "; ".join(entry.label for entry in lost)
            self.change(ChangeSet(label, tuple(again)), self.revision)
            return label

    def undo(self, revision: str, *, again: bool = False) -> str:
        """Take back what was done last, or do it `again`; what it is called."""
        with self._lock:
            self._expect(revision)
            move = self.journal.redo if again else self.journal.undo
            label = move(config.plain(self.voices), self._write)
            self._looked(by_us=True)
            return label

    def look(self) -> bool:
        """Whether the file is another than when it was looked at last; then it is read, and the open stories with it."""
        return self._looked()

    def _looked(self, *, by_us: bool = False) -> bool:
        with self._lock:
            stamp = _stamp(self.voices)
            for story in [story for story in self.stories if story.wanted and story.seen not in (None, _stamp(story.path))]:
                self._again(story)
            if stamp == self._seen:
                return False
            self._seen, revision = stamp, _revision(self.voices)
            if self.revision == revision:
                return False
            try:
                self.settings = self._load()
            except NarrateError as error:
                self.problem, self.revision = str(error), revision
                return True
            self.problem = ""
            tree = config.plain(self.voices)
            self.lost = [] if by_us else overwritten(self.journal.done[-_MOST_LOST:], self._tree, tree)
            self._tree = tree
            for story in self.stories:
                self._again(story)
            self.revision = revision  # last: who sees it sees as well that stories are read anew
            return True

    @contextlib.contextmanager
    def steady(self) -> Iterator[None]:
        """While nobody here changes the file or takes over a reading."""
        with self._lock:
            yield

    def _expect(self, revision: str) -> None:
        self.look()
        if self.problem:
            raise ConfigError(self.problem)
        if revision != self.revision:
            raise StaleError(f"{self.voices} was changed meanwhile. Look again, and do it again.")

    def _write(self, changes: Sequence[Change]) -> Edit | None:
        return config.change(self.voices, changes, list(PALETTE), engine_names())

    def _load(self) -> Settings:
        return config.load(self.voices if self.voices.exists() else None, list(PALETTE), engine_names())

    def _again(self, story: OpenStory) -> None:
        """What was read of a story holds no more; where it is open, it is read anew."""
        story.behind = True
        if story.wanted and not story.deciding:
            self._read_soon(story)

    def _read_soon(self, story: OpenStory) -> None:
        story.deciding = True
        self._reader.submit(self._read_next)

    def _read_next(self) -> None:
        """Read what was asked for: a story that is open before those that are only listed."""
        with self._lock:
            story = max((story for story in self.stories if story.deciding), key=lambda one: one.wanted, default=None)
        if story is not None:
            with self._busy:
                self._read(story)

    def _read(self, story: OpenStory) -> None:
        """Read a story until it is as the file says now."""
        while True:
            with self._lock:
                settings, before = self.settings, story.reading
                story.behind, story.seen = False, _stamp(story.path)
            trouble, reading = "", None
            try:
                reading = self._planned(story, settings, before)
            except NarrateError as error:
                trouble = str(error)
            except OSError as error:
                trouble = f"{story.path}: this story cannot be read: {error.strerror or error}."
            except Exception as error:  # noqa: BLE001 - one story that cannot be read is told, and the studio goes on
                trouble = f"{story.path}: this story cannot be read ({type(error).__name__}: {str(error)[:200]})."
            with self._lock:
                story.trouble, story.reading = trouble, reading or before
                if not story.behind:
                    story.deciding = False
                    break
        if story.wanted and not trouble and _size(story.path) <= _MOST_PREPARED:
            self._later = threading.Timer(_QUIET, self._prepare, [story])
            self._later.daemon = True
            self._later.start()

    def _prepare(self, story: OpenStory) -> None:
        """Work out ahead what a corrected line is decided by, unless a change comes first and does."""
        planner = self._planner
        if planner is not None and not story.deciding:
            with contextlib.suppress(Exception):  # who asks for it will be told
                planner.prepare(story.path)

    def _get_ready(self) -> None:
        """Have the engine loaded: whatever story is opened will ask it for its voices."""
        with contextlib.suppress(NarrateError):  # the story that is opened tells it
            self._planner = Planner(self.settings, self.options, self.store)
            self._planner.get_ready()

    def _planned(self, story: OpenStory, settings: Settings, before: Reading | None) -> Reading:
        self._planner = (self._planner or Planner(settings, self.options, self.store)).following(settings)
        plan = self._planner.plan(story.path)
        number = before.number + 1 if before else 1
        return Reading(plan, settings.story(story.path.stem, plan.engine, plan.script.language), number, followed(before, plan))


def _size(path: Path) -> int:
    """Bytes of a file; of one that is not there more than any has."""
    try:
        return path.stat().st_size
    except OSError:
        return sys.maxsize


def _stamp(path: Path) -> object:
    """What changes when a file is written, or goes away and comes back."""
    try:
        told = path.stat()
    except OSError:
        return "missing"
    return told.st_mtime_ns, told.st_size, told.st_ino


def _revision(path: Path) -> str:
    """A digest of a file's bytes; `none` where there is no file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return "none"
