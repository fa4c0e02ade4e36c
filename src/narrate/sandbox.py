"""Child processes as narrate starts them: no telemetry, no network, no home to keep anything in.

A child is started with `environment()` and calls `enter()` before it loads a library. What it loads then cannot send a
packet or leave a file behind, whatever its maker has built in.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from narrate.units import Seconds

_TELEMETRY_OFF = {"ORT_DISABLE_TELEMETRY": "1"}
"""Read by ONNX Runtime: hibari, Piper and Kokoro compute with it."""
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "JOBLIB_MULTIPROCESSING": "0"}
_CALLER = "NARRATE_CALLER"
"""Holds the number of the process that starts a child."""
_HOMES = ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
_PROBE: Seconds = 20.0
PREFIX = "narrate-"
"""Of temporary folders; the number of the process that made it follows."""

_NEW_USER, _NEW_NETWORK = 0x1000_0000, 0x4000_0000
"""CLONE_NEWUSER and CLONE_NEWNET of sched.h."""
_SET_PARENT_DEATH_SIGNAL, _SET_SECCOMP, _SET_NO_NEW_PRIVILEGES, _FILTER = 1, 22, 38, 2
"""PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS of prctl.h and SECCOMP_MODE_FILTER of seccomp.h."""
_SOCKET_CALLS = {"x86_64": (0xC000_003E, 41), "aarch64": (0xC000_00B7, 198)}
"""AUDIT_ARCH of audit.h and the number of the call `socket`."""
_LOAD, _IS, _RETURN = 0x20, 0x15, 0x06
"""BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K and BPF_RET|BPF_K of filter.h."""
_ALLOW, _REFUSE = 0x7FFF_0000, 0x0005_000D
"""SECCOMP_RET_ALLOW, and SECCOMP_RET_ERRNO with EACCES."""


def command(module: str, *words: str) -> list[str]:
    """How a module is run as a child. The folder that a person happens to be in is none of its places to import from."""
    return [sys.executable, "-P", "-m", module, *words]


def foreign(tool: str, *words: str) -> list[str]:
    """How a program that is none of ours is run as a child that has entered, and ends with the thread that starts it."""
    return command("narrate.sandbox", tool, *words)


def environment(temporary: Path | None = None) -> dict[str, str]:
    """This process's environment, with telemetry off and every home a place where nothing can be kept. What is read from the
    real home keeps its place: packages, and installed voices. `temporary` is the child's own folder for temporary files."""
    import site

    import platformdirs

    from narrate import bank

    kept = {"NARRATE_VOICES": str(bank.home()), "PYTHONUSERBASE": site.getuserbase()}
    with suppress(RuntimeError):  # a user without a home
        kept["HIBARI_HOME"] = str(platformdirs.user_cache_path("hibari", appauthor=False))
    fixed = {"NARRATE_VOICES": kept["NARRATE_VOICES"], **_TELEMETRY_OFF, **_ONE_THREAD}
    fixed |= dict.fromkeys(_HOMES, os.devnull)  # not even root can make a folder in it
    fixed[_CALLER] = str(os.getpid())
    return {**kept, **os.environ, **fixed, **({"TMPDIR": str(temporary)} if temporary else {})}


def enter(*, with_caller: bool = False) -> str:
    """Give up the network, for this process and all that it starts; in words, what holds it. `with_caller` ends the process when
    the thread that started it ends. To be called before threads and libraries are there."""
    measures = [told for told, done in (("own network", _own_network()), ("no sockets", _no_sockets())) if done]
    if with_caller:
        with suppress(OSError, AttributeError):
            _control(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
            if os.environ.get(_CALLER, str(os.getppid())) != str(os.getppid()):
                sys.exit(1)  # it ended before it could be watched
    if not measures:
        sys.addaudithook(_no_python_sockets)
        measures = ["no sockets of Python's"]
    return ", ".join(measures)


def temporary_folder() -> Path | None:
    """A new folder for a child's temporary files, which whoever ends the child deletes; None where there can be none."""
    with suppress(OSError):
        return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    return None


def sweep() -> None:
    """Delete the temporary folders of processes that were killed together with their children."""
    with suppress(OSError):
        for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*"):
            owner = left.name.removeprefix(PREFIX).partition("-")[0]
            if owner.isdecimal() and not is_running(int(owner)):
                shutil.rmtree(left, ignore_errors=True)


def is_running(process: int) -> bool:
    """Whether there is a process of this number, anybody's."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def ending(code: int | None) -> str:
    """What ended a process, from its exit code; negative for a signal."""
    if code is None:
        return ""
    if code >= 0:
        return f"exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"killed by {name}: memory may be short" if code == -signal.SIGKILL else f"crashed by {name}"


def probe() -> str:
    """What holds a child on this system, asked of one."""
    done = subprocess.run(
        command("narrate.sandbox"), env=environment(), capture_output=True, text=True, timeout=_PROBE, check=True
    )
    return done.stdout.strip()


def _own_network() -> bool:
    """A network namespace with nothing in it. A person who is not root needs a user namespace for that, where they stay who
    they are."""
    user, group = os.getuid() if hasattr(os, "getuid") else 0, os.getgid() if hasattr(os, "getgid") else 0
    try:
        if _libc().unshare(_NEW_NETWORK) == 0:
            return True
        if _libc().unshare(_NEW_USER | _NEW_NETWORK) != 0:
            return False
    except (OSError, AttributeError):
        return False
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    return True


class _Program(ctypes.Structure):
    """struct sock_fprog of filter.h."""

    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]


def _no_sockets() -> bool:
    """A filter of system calls that refuses `socket`. Sockets in files are refused too: a resolver behind one would ask the
    network on this process's behalf."""
    if sys.platform != "linux" or platform.machine() not in _SOCKET_CALLS:
        return False
    kind, call = _SOCKET_CALLS[platform.machine()]
    steps = [(_LOAD, 0, 0, 4), (_IS, 0, 3, kind), (_LOAD, 0, 0, 0), (_IS, 0, 1, call), (_RETURN, 0, 0, _REFUSE)]
    steps.append((_RETURN, 0, 0, _ALLOW))
    program = _Program(len(steps), b"".join(struct.pack("HBBI", *step) for step in steps))
    try:
        _control(_SET_NO_NEW_PRIVILEGES, 1)
        _control(_SET_SECCOMP, _FILTER, ctypes.addressof(program))
    except (OSError, AttributeError):
        return False
    return True


def _no_python_sockets(event: str, _: object) -> None:
    if event in ("socket.__new__", "socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError("narrate's child processes have no network.")


def _control(option: int, *values: int) -> None:
    """prctl. Raises OSError."""
    words = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)][:4]
    if _libc().prctl(option, *words) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        enter(with_caller=True)
        os.execv(sys.argv[1], sys.argv[1:])
    sys.stdout.write(enter() + "\n")
