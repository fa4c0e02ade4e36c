"""How a command ends when it does not end well: one line, an exit code, and a report file for what nobody foresaw."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import re
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from narrate.errors import DiskError, LimitError, NarrateError

_NO_MEMORY = re.compile(r"can't start new thread|cannot allocate memory|failed to map segment|unable to allocate", re.IGNORECASE)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO)


def open_streams() -> None:
    """Give a process that was started without standard streams empty ones: else the next file it opens would take their place.
    What a stream's encoding lacks is written as its number."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(number)
        except OSError:
            while os.open(os.devnull, os.O_RDWR) < number:
                pass
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - lasts as long as we do
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def heed_signals() -> None:
    """Let the other ways to ask a process to end be as Ctrl-C is. A hang-up that is ignored (nohup) stays so."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupted)


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def as_narrate_error(error: Exception) -> NarrateError:
    """What a person is told of an error that is none of narrate's own: what the system refused, or where the report is."""
    if isinstance(error, NarrateError):
        return error
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM or _NO_MEMORY.search(str(error)):
        return LimitError("There is not enough memory. Close other programs, raise the limit (ulimit -v), or use --jobs 1.")
    if isinstance(error, OSError):
        place = str(error.filename or "the system")
        if error.errno in (errno.EMFILE, errno.ENFILE):
            return LimitError("Too many files are open at once. Raise the limit (ulimit -n 1024), or use --jobs 1.")
        if error.errno in (errno.EAGAIN, errno.ENOSYS):
            return LimitError(f"The system refuses another process ({error.strerror}). Raise the limit (ulimit -u).")
        if "temporary directory" in str(error):
            return DiskError("No folder for temporary files can be written. Free some space, or set TMPDIR to one that can.")
        if error.errno in _FULL or error.filename:
            return DiskError(f"{place}: {error.strerror or error}. Free some space, or choose another place.")
    return LimitError(
        f"narrate failed in a way that nobody foresaw ({type(error).__name__}: {str(error)[:200]}). {_reported(error)}"
    )


def _reported(error: Exception) -> str:
    """Write the report; where it is."""
    name = f"narrate-fault-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    for folder in (tempfile.gettempdir, os.getcwd):
        with contextlib.suppress(OSError):
            file = Path(folder()) / name
            file.write_text(_report(error), encoding="utf-8", errors="backslashreplace")
            return f"A report is in {file}; it was sent nowhere. Please add it to an issue."
    return "A report could not be written."


def _report(error: Exception) -> str:
    from narrate import __version__

    system = f"narrate {__version__}, Python {sys.version.split()[0]}, {platform.platform()}"
    return f"{system}\n{sys.argv}\n\n{''.join(traceback.format_exception(error))}\n{_versions()}\n"


def _versions() -> str:
    from importlib.metadata import distributions

    named: dict[str, Any] = {str(one.metadata["Name"]): one.version for one in distributions()}
    return "\n".join(f"{name} {version}" for name, version in sorted(named.items()))
