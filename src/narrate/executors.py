"""Where the recording is done: a name such as `threads:2` to a `concurrent.futures.Executor`.

Any executor will do: narrate submits top-level functions with one argument, keeps a bounded window of futures
in flight, and takes the sound home as bytes.
"""

from __future__ import annotations

import os
from concurrent.futures import Executor, ThreadPoolExecutor

from narrate.errors import ConfigError


def executor(name: str) -> tuple[Executor, int]:
    """The executor and how many jobs it runs at once. `threads` alone means one a core."""
    kind, _, count = name.partition(":")
    if kind == "threads":
        try:
            jobs = int(count) if count else os.cpu_count() or 1
        except ValueError:
            jobs = 0
        if not 1 <= jobs <= 256:
            raise ConfigError(f"“{name}”: say how many threads, from 1 to 256, as in threads:2.")
        return ThreadPoolExecutor(jobs, thread_name_prefix="booth"), jobs
    raise ConfigError(f"There is no executor “{name}”; use threads:N.")
