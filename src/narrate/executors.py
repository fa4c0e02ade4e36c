"""Where the recording is done: a name such as `threads:2` or `dask://host:8786` to a `concurrent.futures.Executor`.

Any executor will do: narrate submits top-level functions with one argument, keeps a bounded window of futures
in flight, and takes the samples home.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from narrate.errors import ConfigError
from narrate.installation import how_to_add
from narrate.units import Seconds

P = ParamSpec("P")
R = TypeVar("R")
_RETRIES = 3
"""How often a cluster may lose a worker under the same order before the order counts as deadly."""
_CONNECT: Seconds = 20.0


def executor(name: str) -> tuple[Executor, int]:
    """The executor and how many jobs it runs at once. `threads` alone means one a core."""
    if name.startswith("dask://"):
        cluster = DaskExecutor(name.removeprefix("dask://"))
        return cluster, cluster.jobs
    kind, _, count = name.partition(":")
    if kind == "threads":
        try:
            jobs = int(count) if count else os.cpu_count() or 1
        except ValueError:
            jobs = 0
        if not 1 <= jobs <= 256:
            raise ConfigError(f"“{name}”: say how many threads, from 1 to 256, as in threads:2.")
        return ThreadPoolExecutor(jobs, thread_name_prefix="booth"), jobs
    raise ConfigError(f"There is no executor “{name}”; use threads:N or dask://HOST:PORT.")


class DaskExecutor(Executor):
    """A Dask cluster. Its workers need narrate and its engines installed, and no disk in common with this computer.

    Dask's messages are pickles: anyone who reaches its ports can run code there, so keep them in a private network.
    """

    def __init__(self, address: str) -> None:
        """Connect to the scheduler at host:port. Raises ConfigError when nobody answers or it has no workers."""
        try:
            distributed: Any = importlib.import_module("distributed")
        except ImportError as error:
            raise ConfigError(f"dask:// needs the extra “cluster”. Run: {how_to_add('cluster')}") from error
        try:
            self._client: Any = distributed.Client(f"tcp://{address}", timeout=_CONNECT, set_as_default=False)
            self.jobs = sum(self._client.nthreads().values())
        except (OSError, TimeoutError, ValueError) as error:
            raise ConfigError(f"dask://{address}: no scheduler answers there ({' '.join(str(error).split())[:120]}).") from error
        if not self.jobs:
            self._client.close()
            raise ConfigError(f"dask://{address}: the scheduler has no workers; start some with: dask worker tcp://{address}")
        self._pool: Executor = self._client.get_executor(pure=False, retries=_RETRIES)

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Send a top-level function with its one argument to a worker."""
        return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster; its workers go on for others."""
        self._pool.shutdown(wait=wait)
        self._client.close()
