"""The command line. `main` is the one place where errors become messages and exit codes."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narrate.errors import NarrateError

_LOOK_FOR_CYCLES = (50_000, 20, 50)
"""Python looks for cycles of dead objects after so many new ones: 700 of its own accord. A book is hundreds of thousands of
objects that stay, and looking through them took a tenth of the time that a plan takes."""
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""NumPy's matrices are small here: a second thread only waits, and where the cores
are busy its waiting costs a second a novel."""


def main() -> None:
    """Run `narrate`; never returns. A trace is shown only with NARRATE_DEBUG set."""
    from narrate.cli import ending

    ending.open_streams()
    ending.heed_signals()
    gc.set_threshold(*_LOOK_FOR_CYCLES)
    os.environ.update(_ONE_THREAD)
    try:
        from narrate.cli.app import app

        try:
            app()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(0)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    except Exception as error:
        if os.environ.get("NARRATE_DEBUG"):
            raise
        sys.exit(_tell(ending.as_narrate_error(error)))


def _tell(error: NarrateError) -> int:
    """Print an error; its exit code."""
    from narrate.cli.common import with_escaped_names
    from narrate.cli.display import complain

    with contextlib.suppress(OSError):
        complain(with_escaped_names(str(error), sys.argv[1:]))
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.flush()
        return error.exit_code
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what could not be written will not be tried again
    return error.exit_code
