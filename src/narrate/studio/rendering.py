"""A render begun from the page: a child process, as `narrate render` in a terminal would be, that tells how far it is."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import re
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from narrate import sandbox
from narrate.errors import InterruptedRenderError, LockedError
from narrate.produce.plan import Options, takes_folder
from narrate.produce.shelf import holder
from narrate.studio.child import STOPPED, held

_LONGEST_LINE = 1 << 20


@dataclass
class Render:
    """How a render goes: `work` and `done` in seconds of one core, the chapters that can be heard, and how it ended."""

    story: int
    revision: str
    work: float = 0.0
    done: float = 0.0
    phase: str = "planning"
    chapters: list[str] = field(default_factory=list)
    message: str = ""
    code: int | None = None
    stopping: bool = False

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        share = min(1.0, self.done / self.work) if self.work else 0.0
        return {
            "story": self.story,
            "revision": self.revision,
            "phase": self.phase,
            "share": round(share, 4),
            "chapters": sorted(self.chapters, key=_place),
            "message": self.message,
            "code": self.code,
        }


def _place(chapter: str) -> float:
    """The number that a chapter's name begins with; credits have none and come last."""
    number = re.match(r"\d+", chapter)
    return int(number[0]) if number else math.inf


class Renders:
    """At most one render at a time."""

    def __init__(self, options: Options, voices: Path) -> None:
        self.options, self.voices = options, voices
        self.last: Render | None = None
        self._child: asyncio.subprocess.Process | None = None
        self._watching: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether one is going on."""
        return self._child is not None and self._child.returncode is None

    async def begin(self, number: int, story: Path, revision: str, formats: tuple[str, ...]) -> None:
        """Start it. Raises LockedError where this or another process renders into the folder."""
        if self.running:
            raise LockedError("A render is going on. Wait for it, or stop it.")
        if holder(self.options.out):
            raise LockedError(held(self.options.out))
        self.last = Render(number, revision)
        asked = {
            "story": str(story),
            "voices": str(self.voices) if self.voices.exists() else None,
            "out": str(self.options.out),
            "engine": self.options.engine,
            "formats": formats,
            "takes": str(takes_folder(self.options)),
        }
        self._child = await asyncio.create_subprocess_exec(
            *sandbox.command("narrate.studio.child", json.dumps(asked)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=sandbox.environment(),
            limit=_LONGEST_LINE,
            start_new_session=True,
        )
        self._watching = asyncio.create_task(self._watch(self._child, self.last))

    def stop(self) -> None:
        """Let it finish what is in hand and end, as Ctrl-C does."""
        if self._child is not None and self._child.returncode is None:
            if self.last is not None:
                self.last.stopping = True
            with contextlib.suppress(ProcessLookupError):
                self._child.send_signal(signal.SIGINT)

    async def close(self) -> None:
        """End it with the studio."""
        if self._child is not None and self._child.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._child.kill()
            await self._child.wait()

    async def _watch(self, child: asyncio.subprocess.Process, render: Render) -> None:
        assert child.stdout is not None
        async for line in child.stdout:
            with contextlib.suppress(ValueError, KeyError, TypeError):
                _take_in(render, json.loads(line))
        code = await child.wait()
        if render.stopping and code and not render.message:  # it was stopped before it could heed that
            code, render.message = InterruptedRenderError.exit_code, STOPPED
        render.code = code
        if render.code and not render.message:
            render.message = f"The render ended unexpectedly ({sandbox.ending(render.code)})."
        render.phase = "ended"


def _take_in(render: Render, message: dict[str, Any]) -> None:
    """What the child says of itself."""
    if "work" in message:
        render.work, render.phase = float(message["work"]), "recording"
    elif "did" in message:
        render.done += float(message["did"])
    elif "chapter" in message:
        render.chapters.append(str(message["chapter"]))
    elif "message" in message:
        render.message = str(message["message"])
