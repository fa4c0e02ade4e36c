"""A child that is killed at the n-th border of a system call: `stepped(work, n)`. Linux, by ptrace."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable

_TRACEME, _SYSCALL = 0, 24


def stepped(work: Callable[[], None], border: int) -> bool:
    """Run `work` in a forked child and kill it with SIGKILL when it has crossed so many borders of system calls (two to a call: in
    and out); whether it was still at work then. Call from a process with one thread."""
    ptrace = ctypes.CDLL(None, use_errno=True).ptrace
    ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    child = os.fork()
    if child == 0:
        ptrace(_TRACEME, 0, None, None)
        os.kill(os.getpid(), signal.SIGSTOP)
        work()
        os._exit(0)
    os.waitpid(child, 0)
    for _ in range(border):
        if ptrace(_SYSCALL, child, None, None) != 0:
            raise OSError(ctypes.get_errno(), "this system lets nobody be traced")
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            return False
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True
