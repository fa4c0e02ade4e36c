"""Inside the booth: the child process that one engine lives in, and the loop that serves its caller (booth.py)."""

from __future__ import annotations

import contextlib
import gc
import json
import mmap
import os
import select
import shutil
import signal
import sys
import tempfile
import threading
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from narrate import sandbox
from narrate.engines import Engine, load_engine
from narrate.errors import EngineError
from narrate.model import Voice

SHARED_BYTES = 256 * 1024 * 1024
"""Address space for one piece of sound; only the pages used take memory."""
_CALLER = os.getppid()
_HAS_GROUPS = hasattr(os, "killpg")


def _synthesize(engine: Engine, text: str, voice: Voice, memory: mmap.mmap) -> bytes:
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
        starts = getattr(engine, "word_starts", ())
        answer: dict[str, Any] = {"samples": end // 2, "rate": rate, "words": [round(start, 3) for start in starts]}
    except EngineError as error:
        answer = {"error": str(error)}
    except Exception as error:  # noqa: BLE001 - whatever a speech library throws leaves the booth as one line
        answer = {"error": f"{engine.name}: {type(error).__name__}: {error}"}
    return json.dumps(answer).encode() + b"\n"


def _leave() -> None:
    """End this booth with whatever it started, its temporary files too: nobody else will."""
    own = Path(tempfile.gettempdir())
    if own.name.startswith(f"{sandbox.PREFIX}{_CALLER}-"):
        shutil.rmtree(own, ignore_errors=True)
    if _HAS_GROUPS:
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
    _watch_caller()
    gc.collect()
    gc.freeze()
    while line := requests.readline():
        request = json.loads(line)
        if request["do"] != "speak":
            os.write(answers, _answer(engine, request))
            continue
        voice = Voice(**request["voice"])
        os.write(answers, _synthesize(engine, request["text"], voice, memory))
        with contextlib.suppress(EngineError):
            engine.choose(voice)  # the next is often by the same voice: get ready while the caller works


def _answer(engine: Engine, request: dict[str, Any]) -> bytes:
    """What is asked without speaking."""
    try:
        if request["do"] == "voices":
            answer: dict[str, Any] = {"voices": [asdict(entry) for entry in engine.voices()]}
        elif request["do"] == "language":
            answer = {"language": engine.language(Voice(**request["voice"]))}
        else:
            voice = Voice(**request["voice"])
            engine.choose(voice)
            answer = {"fingerprint": engine.fingerprint(voice)}
    except EngineError as error:
        answer = {"error": str(error)}
    return json.dumps(answer).encode() + b"\n"


def main() -> None:
    """`python -m narrate.engines.inside ENGINE FD`: serve one engine; FD is the shared memory's file."""
    sandbox.enter()
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
    _leave()


if __name__ == "__main__":
    main()
