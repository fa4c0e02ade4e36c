"""Carrying out plans: a whole book is recorded, edited, mastered, written, proofed and reported."""

from __future__ import annotations

import ctypes
import threading
from collections import Counter
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from narrate import coder, readers, sandbox
from narrate.config import Settings
from narrate.engines import booth
from narrate.errors import EngineError, InterruptedRenderError, LostTakeError, NarrateError
from narrate.executors import executor
from narrate.model import Cue
from narrate.produce.capacity import memory_message
from narrate.produce.moving import move
from narrate.produce.plan import Options, Plan, takes_folder
from narrate.produce.planning import Planner
from narrate.produce.press import Press
from narrate.produce.progress import Progress
from narrate.produce.register import Register
from narrate.produce.reporting import Recording, report
from narrate.produce.shelf import make_folder
from narrate.recording import RecordedCue, orders, record
from narrate.takes import TakeStore

_M_ARENA_MAX, _HEAPS = -8, 2
"""For mallopt of GNU's C library (malloc.h)."""
_MOST_DEATHS = 3
"""Lines in a row that an engine may die on."""
_ROUNDS = 4
"""How often takes that vanish during a render are recorded anew."""
RESUME = "Stopped. Everything recorded so far is kept: run the same command again to go on."


def plan(stories: list[Path], settings: Settings, options: Options, *, to_render: bool = False) -> list[Plan]:
    """A plan for every story that these files and folders name. Nothing is spoken or written. Plans made `to_render` leave
    their booths to it, for loading an engine takes longer than saying a line."""
    store = TakeStore(takes_folder(options))
    with closing(Planner(settings, options, store)) as planner:
        plans = [planner.plan(story) for story in readers.stories(stories)]
        if to_render:
            planner.close(lent=True)
        return plans


class Render:
    """Carries out plans. Chapters are written while later ones are still being recorded."""

    def __init__(self, options: Options, progress: Progress) -> None:
        self.options, self.progress = options, progress
        self.store = TakeStore(takes_folder(options))
        self._stopped = threading.Event()
        self._deaths = _Deaths()

    def stop(self) -> None:
        """Begin nothing new; what is in hand is finished."""
        self._stopped.set()

    def books(self, plans: list[Plan]) -> list[dict[str, Any]]:
        """Render every plan; the report of each. Raises InterruptedRenderError after `stop`."""
        _spare_memory()
        self.store.sweep()
        sandbox.sweep()
        booth.dismiss(set() if self.options.cluster else {cue.voice.engine for plan in plans for cue in plan.missing})
        self.progress.begin(sum(plan.work for plan in plans))
        pool, self._window = executor(self.options.cluster or f"threads:{self.options.jobs}")
        try:
            with ThreadPoolExecutor(self.options.jobs, thread_name_prefix="press") as workers:
                return [self._book(plan, pool, workers) for plan in plans]
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            booth.close_all()
            coder.close_all()

    def _book(self, plan: Plan, pool: Executor, workers: Executor) -> dict[str, Any]:
        home, register = plan.layout.home, Register(self.store)
        if plan.earlier:
            move(plan.earlier, plan.layout, register)
        press = Press(plan, self.options, self.store, workers, self.progress)
        absent = {cue.key for cue in _every(plan) if not self.store.has(cue.key)}
        done = Recording()
        make_folder(home)  # a book that is registered without one has vanished, and pruning may forget it
        register.planned(home, plan.ledger.takes)
        press.start(absent)
        for _ in range(_ROUNDS):
            self._record(plan, absent, press, pool, done)
            try:
                edition = press.finish()
                break
            except LostTakeError:
                absent = press.start_again()
                done.lost += len(absent)
        else:
            raise NarrateError(f"{self.store.folder}: takes vanish as fast as they are recorded. Is something deleting them?")
        if absent - set(done.troubles):
            raise InterruptedRenderError(RESUME)
        made = report(plan, edition, press, done)
        register.rendered(home, plan.ledger.takes)
        return made

    def _record(self, plan: Plan, absent: set[str], press: Press, pool: Executor, recording: Recording) -> None:
        """Record what is absent; what is there then is so no more. Raises EngineError when an engine dies again and again."""
        cues = {cue.key: cue for cue in _every(plan)}
        work = orders(cues.values(), lambda key: key not in absent)
        for recorded in record(work, self.store, pool, 2 * self._window, self._stopped.is_set):
            cue = cues[recorded.key]
            self.progress.did(plan.speaking([cue]))
            self._deaths.count(cue, recorded)
            if recorded.trouble:
                recording.troubles[recorded.key] = recorded.trouble
                continue
            recording.recorded.add(recorded.key)
            if recorded.stand_in:
                recording.stand_ins[recorded.key] = recorded.stand_in
            absent.discard(recorded.key)
            press.accept(recorded)


class _Deaths:
    """How many lines in a row each engine has died on."""

    def __init__(self) -> None:
        self._in_a_row: Counter[str] = Counter()

    def count(self, cue: Cue, recorded: RecordedCue) -> None:
        """Raises EngineError when it is no longer the lines that are to blame."""
        engine = cue.voice.engine
        self._in_a_row[engine] = self._in_a_row[engine] + 1 if recorded.died else 0
        if self._in_a_row[engine] > _MOST_DEATHS:
            reason = recorded.trouble or recorded.stand_in.partition(": ")[2]
            raise EngineError(
                f"{reason} So it did on {self._in_a_row[engine]} lines in a row, and the render was stopped. "
                f"{memory_message(engine)} What was recorded is kept: run the same command again to go on."
            )


def _every(plan: Plan) -> list[Cue]:
    """What is to be said of a plan: the lines that tell how loud each voice is, and the wanted chapters."""
    return [*plan.calibrating(), *plan.cues()]


def _spare_memory() -> None:
    """Return to the system what planning needed (56 of 233 MB after ten megabytes of text), for the C library keeps what is freed
    unless it is asked; and let all threads share two heaps, for each thread's own keeps the most that it ever needed (126 MB
    become 113). Not every C library can."""
    with suppress(AttributeError, OSError, TypeError):
        library = ctypes.CDLL(None)
        library.malloc_trim(0)
        library.mallopt(_M_ARENA_MAX, _HEAPS)
