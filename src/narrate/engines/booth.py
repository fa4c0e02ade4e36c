"""The booth: the child process an engine lives in, so that a hang is a time-out, a crash a retry, and a leak ends with it.

    caller ──requests and answers, JSON lines, by pipes──► booth
       ▲                                                     │
       └────────── samples, in memory that both share ◄──────┘

Sound never goes through a pipe, which would cost more than making it. A booth ends when its caller does.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import select
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Collection, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrate import sandbox
from narrate.engines import VoiceEntry
from narrate.engines.inside import SHARED_BYTES
from narrate.errors import EngineError
from narrate.model import Voice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from narrate.units import Hertz, Seconds

LONGEST_PIECE = 400
"""Characters that one child speaks; longer texts are spoken in pieces."""
_PATIENCE: Seconds = 20.0
_PATIENCE_A_CHARACTER: Seconds = 0.1
_START_PATIENCE: Seconds = 60.0
_ENDING: Seconds = 1.0
_STDERR, _TOLD_CHARACTERS = "stderr", 160
_HAS_GROUPS = hasattr(os, "killpg")


class BoothError(EngineError):
    """The booth itself failed (hung, crashed): worth another try in a fresh one."""


class EngineHungError(BoothError):
    """It did not answer in time."""


class EngineKilledError(BoothError):
    """Somebody killed it: the system, short of memory, or a person. The text it was given is hardly to blame."""


class Booth:
    """One engine in one child process, for one caller at a time. Starts on first use, and again after a failure."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self._process: subprocess.Popen[bytes] | None = None
        self._memory: mmap.mmap | None = None
        self._temporary: Path | None = None
        self._unread = b""
        self.word_starts: list[Seconds] = []
        """When each word of what was spoken last begins, where the engine tells."""

    def __enter__(self) -> Booth:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get_ready(self) -> None:
        """Start the child, if it is not there, and do not wait for its engine."""
        if self._process is None:
            self._start()

    def voices(self) -> tuple[VoiceEntry, ...]:
        """The engine's voices."""
        return tuple(VoiceEntry(**entry) for entry in self._answered({"do": "voices"})["voices"])

    def fingerprint(self, voice: Voice) -> str:
        """The engine's fingerprint of a voice. Raises EngineError when there is no such voice."""
        return str(self._answered({"do": "fingerprint", "voice": asdict(voice)})["fingerprint"])

    def language(self, voice: Voice) -> str:
        """The language that the engine speaks in a voice. Raises EngineError when there is no such voice."""
        return str(self._answered({"do": "language", "voice": asdict(voice)})["language"])

    def speak(self, text: str, voice: Voice) -> tuple[NDArray[np.int16], Hertz]:
        """The sound of a text of any length: `(n,)` int16 mono and its rate."""
        import numpy as np

        parts: list[NDArray[np.int16]] = []
        rate = 0
        self.word_starts = []
        for piece in pieces(text):
            answer = self._ask({"do": "speak", "text": piece, "voice": asdict(voice)}, patience(piece))
            rate = int(answer["rate"])
            before = sum(map(len, parts)) / rate if parts else 0.0
            self.word_starts += [before + float(start) for start in answer.get("words", ())]
            assert self._memory is not None
            parts.append(np.frombuffer(self._memory, np.int16, int(answer["samples"])).copy())
        return (parts[0] if len(parts) == 1 else np.concatenate(parts)), rate

    def close(self) -> None:
        """End the child and whatever it started."""
        process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL) if _HAS_GROUPS else process.kill()
            process.wait()
        if self._memory is not None:
            self._memory.close()
            self._memory = None
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary = None

    def _answered(self, request: dict[str, Any]) -> dict[str, Any]:
        """What is asked without speaking: once more of a fresh child where the first ended, for a plan must not die of that."""
        try:
            return self._ask(request, _START_PATIENCE)
        except BoothError:
            self.close()
            return self._ask(request, _START_PATIENCE)

    def _ask(self, request: dict[str, Any], wait: Seconds) -> dict[str, Any]:
        if self._process is None or self._process.poll() is not None:
            self._start()
        assert self._process is not None and self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            answer: dict[str, Any] = json.loads(self._answer(wait))
        except (OSError, ValueError) as error:
            code = self._ending()
            why = ", ".join(filter(None, (sandbox.ending(code) or str(error), self._last_words())))
            self.close()
            kind = EngineKilledError if code == -signal.SIGKILL else BoothError
            when = "in the middle of a line" if request["do"] == "speak" else "before it spoke"
            raise kind(f"The engine {self.engine} ended {when} ({why}).") from error
        if "fault" in answer:
            raise BoothError(answer["fault"])
        if "error" in answer:
            raise EngineError(answer["error"])
        return answer

    def _answer(self, wait: Seconds) -> bytes:
        assert self._process is not None and self._process.stdout is not None
        fd = self._process.stdout.fileno()
        while b"\n" not in self._unread:
            if not select.select([fd], [], [], wait)[0]:
                self.close()
                raise EngineHungError(f"The engine {self.engine} did not answer within {wait:.0f} seconds.")
            got = os.read(fd, 65536)
            if not got:
                raise OSError("it crashed")
            self._unread += got
        line, _, self._unread = self._unread.partition(b"\n")
        return line

    def _ending(self) -> int | None:
        """The child's exit code, if it is really ending."""
        try:
            return self._process.wait(_ENDING) if self._process else None
        except subprocess.TimeoutExpired:
            return None

    def _last_words(self) -> str:
        """The last line that the child wrote to standard error."""
        if self._temporary is None:
            return ""
        with contextlib.suppress(OSError):
            lines = (self._temporary / _STDERR).read_text(encoding="utf-8", errors="replace").split("\n")
            return next((line.strip()[:_TOLD_CHARACTERS] for line in reversed(lines) if line.strip()), "")
        return ""

    def _start(self) -> None:
        self.close()
        self._unread = b""
        try:
            with contextlib.ExitStack() as opened:
                self._launch(opened)
        except OSError as error:
            self.close()
            raise EngineError(f"The engine {self.engine} cannot be started: {error.strerror or error}.") from error

    def _launch(self, opened: contextlib.ExitStack) -> None:
        shared = _shared_file()
        opened.callback(os.close, shared)
        os.truncate(shared, SHARED_BYTES)
        self._memory = mmap.mmap(shared, SHARED_BYTES)
        self._temporary = sandbox.temporary_folder()
        stderr = opened.enter_context((self._temporary / _STDERR if self._temporary else Path(os.devnull)).open("wb"))
        self._process = subprocess.Popen(
            sandbox.command("narrate.engines.inside", self.engine, str(shared)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("NARRATE_DEBUG") else stderr,
            pass_fds=(shared,),
            start_new_session=True,
            env=sandbox.environment(self._temporary),
        )


def patience(text: str) -> Seconds:
    """How long an engine may take over a text before it counts as hung."""
    return _PATIENCE + _PATIENCE_A_CHARACTER * len(text)


def pieces(text: str) -> Iterator[str]:
    """The text in runs of at most LONGEST_PIECE characters, cut at a space where there is one. At least one piece."""
    while len(text) > LONGEST_PIECE:
        cut = text.rfind(" ", LONGEST_PIECE // 2, LONGEST_PIECE + 1)
        cut = cut if cut > 0 else LONGEST_PIECE
        yield text[:cut]
        text = text[cut:].lstrip(" ")
    yield text


def _shared_file() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("narrate-booth")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


_local = threading.local()


def own_booth(engine: str) -> Booth:
    """The calling thread's own booth for an engine, a lent one if there is one; started once, used for every cue after."""
    booths: dict[str, Booth] = _local.__dict__.setdefault("booths", {})
    if engine not in booths:
        with _open_lock:
            booth = _taken(engine) or Booth(engine)
            _open.append(booth)
        booths[engine] = booth
    return booths[engine]


def borrowed(engine: str) -> Booth:
    """A lent booth of an engine if there is one, else one that is not started yet; whoever has it ends it."""
    with _open_lock:
        return _taken(engine) or Booth(engine)


def _taken(engine: str) -> Booth | None:
    booth = next((booth for booth in _lent if booth.engine == engine), None)
    if booth is not None:
        _lent.remove(booth)
        _open.remove(booth)
    return booth


_open: list[Booth] = []
_lent: list[Booth] = []
_open_lock = threading.Lock()


def lend(booth: Booth) -> None:
    """Let the next thread that wants a booth of this engine have this one, whose engine is loaded already."""
    with _open_lock:
        _open.append(booth)
        _lent.append(booth)


def dismiss(engines: Collection[str]) -> None:
    """End the lent booths that nobody took, but those of the engines that are wanted."""
    with _open_lock:
        for booth in [booth for booth in _lent if booth.engine not in engines]:
            booth.close()
            _open.remove(booth)
            _lent.remove(booth)


def close_all() -> None:
    """End every booth that was lent or that `own_booth` opened, in whatever thread."""
    with _open_lock:
        for booth in _open:
            booth.close()
        _open.clear()
        _lent.clear()
