"""The booth: the child process an engine lives in, so that a hang is a time-out, a crash a retry, and a leak ends with it.

    caller ──pipe──► booth (engine loaded, pristine) ──fork──► stage (one voice chosen) ──fork──► cue (speaks, exits)
       ▲                                                                                            │
       └───────────────────────── samples, in memory that all of them share ◄───────────────────────┘

Engines that keep state between utterances get a stage per voice and a child per cue, forked from a state in which
nothing was ever spoken: so a take depends on its text and voice alone. Others speak in the booth itself, and so
do all where there is no fork. Requests and answers are JSON lines; sound never goes through a pipe, which would
cost more than making it.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import mmap
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any

from narrate.engines import Engine, VoiceEntry, load_engine
from narrate.errors import EngineError
from narrate.model import Voice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from narrate.units import Hertz, Seconds

SHARED_BYTES = 256 * 1024 * 1024
"""Address space for one piece of sound; only the pages used take memory."""
LONGEST_PIECE = 400
"""Characters that one child speaks; longer texts are spoken in pieces."""
MOST_STAGES = 5
"""Voices that a booth keeps ready; each takes about 7 MB. People talk in turns: few cues need one that was let go."""
_PATIENCE: Seconds = 20.0
_PATIENCE_A_CHARACTER: Seconds = 0.1
_START_PATIENCE: Seconds = 60.0
_CAN_FORK = hasattr(os, "fork")
_PR_SET_PDEATHSIG = 1
_KILL = int(getattr(signal, "SIGKILL", 9))
_prctl = getattr(ctypes.CDLL(None), "prctl", None) if sys.platform == "linux" else None
"""Looked up once, before any fork: in a child it would cost a tenth of a millisecond a cue."""


class BoothError(EngineError):
    """The booth itself failed (hung, crashed): worth another try in a fresh one."""


class Booth:
    """One engine in one child process, for one caller at a time. Starts on first use, and again after a failure."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self._process: subprocess.Popen[bytes] | None = None
        self._memory: mmap.mmap | None = None
        self._unread = b""

    def __enter__(self) -> Booth:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def voices(self) -> tuple[VoiceEntry, ...]:
        """The engine's voices."""
        return tuple(VoiceEntry(**entry) for entry in self._ask({"do": "voices"}, _START_PATIENCE)["voices"])

    def fingerprint(self, voice: Voice) -> str:
        """The engine's fingerprint of a voice. Raises EngineError when there is no such voice."""
        return str(self._ask({"do": "fingerprint", "voice": asdict(voice)}, _START_PATIENCE)["fingerprint"])

    def speak(self, text: str, voice: Voice) -> tuple[NDArray[np.int16], Hertz]:
        """The sound of a text of any length: `(n,)` int16 mono and its rate."""
        import numpy as np

        parts: list[NDArray[np.int16]] = []
        rate = 0
        for piece in pieces(text):
            answer = self._ask({"do": "speak", "text": piece, "voice": asdict(voice)}, patience(piece))
            rate = int(answer["rate"])
            assert self._memory is not None
            parts.append(np.frombuffer(self._memory, np.int16, int(answer["samples"])).copy())
        return (parts[0] if len(parts) == 1 else np.concatenate(parts)), rate

    def close(self) -> None:
        """End the child and everything it forked."""
        process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL) if _CAN_FORK else process.kill()
            process.wait()
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    def _ask(self, request: dict[str, Any], wait: Seconds) -> dict[str, Any]:
        if self._process is None or self._process.poll() is not None:
            self._start()
        assert self._process is not None and self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
            answer: dict[str, Any] = json.loads(self._answer(wait))
        except (OSError, ValueError) as error:
            self.close()
            raise BoothError(f"The engine {self.engine} ended in the middle of a line ({error}).") from error
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
                raise BoothError(f"The engine {self.engine} did not answer within {wait:.0f} seconds.")
            got = os.read(fd, 65536)
            if not got:
                raise OSError("it crashed")
            self._unread += got
        line, _, self._unread = self._unread.partition(b"\n")
        return line

    def _start(self) -> None:
        self.close()
        self._unread = b""
        shared = _shared_file()
        try:
            os.truncate(shared, SHARED_BYTES)
            self._memory = mmap.mmap(shared, SHARED_BYTES)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "narrate.engines.booth", self.engine, str(shared)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=(shared,),
                start_new_session=True,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            )
        except OSError as error:
            raise EngineError(f"The engine {self.engine} cannot be started: {error}") from error
        finally:
            os.close(shared)


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
    """The calling thread's own booth for an engine; started once, used for every cue after."""
    booths: dict[str, Booth] = _local.__dict__.setdefault("booths", {})
    if engine not in booths:
        booths[engine] = Booth(engine)
        with _open_lock:
            _open.append(booths[engine])
    return booths[engine]


_open: list[Booth] = []
_open_lock = threading.Lock()


def close_all() -> None:
    """End every booth that `own_booth` opened, in whatever thread."""
    with _open_lock:
        for booth in _open:
            booth.close()
        _open.clear()


# -------------------------------------------------------------------------------------------- inside the child


class _Stage:
    """A process with one voice chosen and nothing spoken, which forks a child for every cue."""

    def __init__(self, engine: Engine, voice: Voice, memory: mmap.mmap) -> None:
        ask_read, self.ask = os.pipe()
        self.tell, tell_write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.ask)
            os.close(self.tell)
            _die_with_parent()
            _run_stage(engine, voice, memory, ask_read, tell_write)
        os.close(ask_read)
        os.close(tell_write)

    def speak(self, request: bytes) -> bytes:
        """The stage's answer line; empty when it died."""
        try:
            os.write(self.ask, request)
            answer = b""
            while not answer.endswith(b"\n"):
                if self.tell not in select.select([self.tell, 0], [], [])[0]:
                    _leave()  # the caller asks nothing before it has its answer: what stirs there is its end
                got = os.read(self.tell, 65536)
                if not got:
                    return b""
                answer += got
            return answer
        except OSError:
            return b""

    def close(self) -> None:
        for fd in (self.ask, self.tell):
            with contextlib.suppress(OSError):
                os.close(fd)
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


def _run_stage(engine: Engine, voice: Voice, memory: mmap.mmap, ask: int, tell: int) -> None:
    try:
        engine.choose(voice)
        trouble = None
    except EngineError as error:
        trouble = str(error)
    gc.collect()
    gc.freeze()
    gc.disable()
    with os.fdopen(ask, "rb") as requests:
        for line in requests:
            if trouble:
                os.write(tell, json.dumps({"error": trouble}).encode() + b"\n")
                continue
            text = json.loads(line)["text"]  # before the fork: every page that a child touches is copied for it
            pid = os.fork()
            if pid == 0:
                _die_with_parent()
                os.write(tell, _spoken(engine, text, voice, memory))
                os._exit(0)
            _, status = os.waitpid(pid, 0)
            if status:
                os.write(
                    tell,
                    json.dumps({"fault": f"The engine {engine.name} crashed on a line (status {status})."}).encode() + b"\n",
                )
    os._exit(0)


def _spoken(engine: Engine, text: str, voice: Voice, memory: mmap.mmap) -> bytes:
    """Speak into the shared memory; the answer line."""
    end = 0

    def hear(piece: bytes) -> None:
        nonlocal end
        if end + len(piece) <= SHARED_BYTES:
            memory[end : end + len(piece)] = piece
        end += len(piece)

    try:
        rate = engine.synthesize(text, voice, hear)
        if end > SHARED_BYTES:
            raise EngineError("more sound than the booth has room for")
        return b'{"samples": %d, "rate": %d}\n' % (end // 2, rate)
    except EngineError as error:
        answer = {"error": str(error)}
    except Exception as error:  # noqa: BLE001 - whatever a speech library throws leaves the booth as one line
        answer = {"error": f"{engine.name}: {type(error).__name__}: {error}"}
    return json.dumps(answer).encode() + b"\n"


def _die_with_parent() -> None:
    """Linux: have the kernel end this process when its parent ends."""
    if _prctl is not None:
        _prctl(_PR_SET_PDEATHSIG, _KILL)


def _leave() -> None:
    """End this booth with its stages and cues."""
    if _CAN_FORK:
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(0)


def _watch_caller() -> None:
    """Leave as soon as nobody holds the other end of standard input, even while the engine is busy."""

    def watch() -> None:
        poll = select.poll()
        poll.register(0, select.POLLHUP)
        while not any(event & select.POLLHUP for _, event in poll.poll()):
            pass
        _leave()

    if hasattr(select, "poll"):
        threading.Thread(target=watch, daemon=True).start()


def _serve(engine: Engine, memory: mmap.mmap, requests: IO[bytes], answers: int) -> None:
    """Answer until the caller closes the pipe."""
    stages: dict[str, _Stage] = {}
    forks = engine.keeps_state and _CAN_FORK
    if not forks:
        _watch_caller()
    while line := requests.readline():
        request = json.loads(line)
        if request["do"] == "speak" and forks:
            key = json.dumps(request["voice"], sort_keys=True)
            if key not in stages:
                voice = Voice(**request["voice"])
                trouble = _loaded(engine, voice)
                if trouble:
                    os.write(answers, trouble)
                    continue
                if len(stages) >= MOST_STAGES:
                    stages.pop(next(iter(stages))).close()
                stages[key] = _Stage(engine, voice, memory)
            stages[key] = stages.pop(key)  # the last used stands last
            answer = stages[key].speak(line)
            if not answer:
                stages.pop(key).close()
                answer = json.dumps({"fault": f"The engine {engine.name} crashed."}).encode() + b"\n"
        elif request["do"] == "speak":
            answer = _spoken(engine, request["text"], Voice(**request["voice"]), memory)
        else:
            answer = _told(engine, request)
        os.write(answers, answer)


def _loaded(engine: Engine, voice: Voice) -> bytes:
    """Have the engine read what a voice needs, for all stages and cues to share; the answer line if it cannot."""
    try:
        engine.load(voice)
    except EngineError as error:
        return json.dumps({"error": str(error)}).encode() + b"\n"
    return b""


def _told(engine: Engine, request: dict[str, Any]) -> bytes:
    """What is asked without speaking, in a child of its own where there is fork, so that the booth stays pristine."""
    try:
        if request["do"] == "voices":
            answer: dict[str, Any] = {"voices": [asdict(entry) for entry in engine.voices()]}
        else:
            voice = Voice(**request["voice"])
            _choose_apart(engine, voice)
            answer = {"fingerprint": engine.fingerprint(voice)}
    except EngineError as error:
        answer = {"error": str(error)}
    return json.dumps(answer).encode() + b"\n"


def _choose_apart(engine: Engine, voice: Voice) -> None:
    if not (engine.keeps_state and _CAN_FORK):
        engine.choose(voice)
        return
    engine.load(voice)
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            engine.choose(voice)
        except EngineError as error:
            os.write(write, str(error).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        trouble = pipe.read().decode()
    os.waitpid(pid, 0)
    if trouble:
        raise EngineError(trouble)


def main() -> None:
    """`python -m narrate.engines.booth ENGINE FD`: serve one engine; FD is the shared memory's file."""
    name, shared = sys.argv[1], int(sys.argv[2])
    memory = mmap.mmap(shared, SHARED_BYTES)
    answers = os.dup(1)
    os.dup2(2, 1)
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        try:
            engine = load_engine(name)
        except EngineError as error:
            for _ in iter(sys.stdin.buffer.readline, b""):
                os.write(answers, json.dumps({"error": str(error)}).encode() + b"\n")
            return
        _serve(engine, memory, sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
