"""AAC, Opus and FLAC encoded in child processes, each serving one chapter after the other.

    caller ── a line of JSON, then blocks of samples with their sizes, by a pipe ───► coder ──► file
       ▲                                                                              │
       └───────────────────── a line of JSON: what is wrong, if anything ◄────────────┘

PyAV gives Python's lock away several times for every 1,024 samples. Threads that encode side by side wait for each other;
processes have a lock each (docs/notebook/speed.md). A coder ends when its caller does.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import json
import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from narrate import sandbox
from narrate.audio import gathered
from narrate.audio.encode import AAC_BLOCK
from narrate.audio.streams import ENCODERS
from narrate.units import Hertz, Seconds

if TYPE_CHECKING:
    from narrate.audio import Samples

_PIPE = 4 * AAC_BLOCK
"""Bytes that a pipe holds, two blocks, where the system lets them be chosen: so neither side waits for the other at each."""
PATIENCE: Seconds = 60.0
"""How long a coder may take over a block before it counts as hung."""
_CAN_WAIT = sys.platform != "win32"
"""Windows cannot wait for pipes."""
_SIZE = 4
"""Bytes that tell how many bytes of samples follow; a block of none ends a chapter."""


def write(codec: str, path: Path, blocks: Iterable[Samples], rate: Hertz, kilobits: int) -> None:
    """One of ENCODERS in a coder that has nothing to do, or in a new one. Raises OSError,
    and ChildProcessError when the coder ends before its time."""
    coder = _take()
    try:
        coder.encode(codec, path, blocks, rate, kilobits)
    except BaseException:  # it would take the next chapter's samples for the rest of this one's
        coder.close()
        raise
    with _lock:
        _idle.append(coder)


def close_all() -> None:
    """End every coder that has nothing to do."""
    with _lock:
        for coder in _idle:
            coder.close()
        _idle.clear()


_idle: list[Coder] = []
_lock = threading.Lock()


def _take() -> Coder:
    with _lock:
        while _idle:
            coder = _idle.pop()
            if coder.alive:
                return coder
            coder.close()
    return Coder()


class Coder:
    """One child process, for one chapter at a time."""

    def __init__(self) -> None:
        # a group of its own: Ctrl-C is for the caller, who decides what is still finished
        self._process = subprocess.Popen(
            sandbox.command("narrate.coder"),
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=sandbox.environment(),
        )
        assert self._process.stdin
        if _CAN_WAIT:
            os.set_blocking(self._process.stdin.fileno(), False)
        with contextlib.suppress(ImportError, AttributeError, OSError):
            fcntl = importlib.import_module("fcntl")
            fcntl.fcntl(self._process.stdin, fcntl.F_SETPIPE_SZ, _PIPE)

    @property
    def alive(self) -> bool:
        """Whether the child has not ended."""
        return self._process.poll() is None

    def encode(self, codec: str, path: Path, blocks: Iterable[Samples], rate: Hertz, kilobits: int) -> None:
        """See `write`."""
        request = {"codec": codec, "path": str(path.absolute()), "rate": rate, "kilobits": kilobits}
        with contextlib.suppress(BrokenPipeError):  # it has said why, or died
            self._send(json.dumps(request).encode() + b"\n")
            for block in gathered(blocks, AAC_BLOCK):
                self._send(block.nbytes.to_bytes(_SIZE, "little"))
                self._send(memoryview(block).cast("B"))
            self._send(bytes(_SIZE))
        answer = self._answer()
        if not answer:
            raise ChildProcessError(errno.ECHILD, f"the coder ended before its time ({self._ending()})")
        if wrong := json.loads(answer):
            raise OSError(wrong["number"], wrong["error"])

    def _send(self, data: bytes | memoryview) -> None:
        """Write it all. Raises ChildProcessError where the child takes nothing for long: it hangs, or somebody suspended it."""
        assert self._process.stdin
        pipe, rest = self._process.stdin.fileno(), memoryview(data)
        while rest:
            if _CAN_WAIT and not select.select([], [pipe], [], PATIENCE)[1]:
                raise ChildProcessError(errno.ECHILD, f"the coder took nothing for {PATIENCE:.0f} seconds")
            with contextlib.suppress(BlockingIOError):
                rest = rest[os.write(pipe, rest) :]

    def _answer(self) -> bytes:
        assert self._process.stdout
        if _CAN_WAIT and not select.select([self._process.stdout], [], [], PATIENCE)[0]:
            raise ChildProcessError(errno.ECHILD, f"the coder did not answer within {PATIENCE:.0f} seconds")
        return self._process.stdout.readline()

    def _ending(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return sandbox.ending(self._process.wait(1))
        return "it closed its pipe"

    def close(self) -> None:
        """End the child, whatever it is doing."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()


# -------------------------------------------------------------------------------------------- inside the child


def _blocks(requests: IO[bytes]) -> Iterator[Samples]:
    import numpy as np

    while size := int.from_bytes(_exactly(requests, _SIZE), "little"):
        yield np.frombuffer(_exactly(requests, size), np.int16)


def _exactly(requests: IO[bytes], size: int) -> bytes:
    got = requests.read(size)
    if len(got) < size:
        raise EOFError
    return got


def main() -> None:
    """`python -m narrate.coder`: encode what standard input brings until it closes, or something is wrong."""
    sandbox.enter()
    requests = sys.stdin.buffer
    while line := requests.readline():
        request: dict[str, Any] = json.loads(line)
        try:
            ENCODERS[request["codec"]](Path(request["path"]), _blocks(requests), request["rate"], request["kilobits"])
            answer = {}
        except EOFError:
            return
        except Exception as error:  # noqa: BLE001 - whatever a codec throws leaves the coder as one line
            number = getattr(error, "errno", None)
            answer = {"error": getattr(error, "strerror", None) or str(error), "number": number or errno.EIO}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        if answer:
            return


if __name__ == "__main__":
    main()
