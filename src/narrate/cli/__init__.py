"""The command line. `main` is the one place where errors become messages and exit codes."""

from __future__ import annotations

import gc
import os
import sys

_LOOK_FOR_CYCLES = (50_000, 20, 50)
"""Python looks for cycles of dead objects after so many new ones: 700 of its own accord. A book is hundreds of thousands of
objects that stay, and looking through them took a tenth of the time that a plan takes."""


def main() -> None:
    """Run `narrate`; never returns. A trace is shown only with NARRATE_DEBUG set."""
    from narrate.cli.app import app
    from narrate.errors import NarrateError
    from narrate.units import printable

    gc.set_threshold(*_LOOK_FOR_CYCLES)
    try:
        app()
    except NarrateError as error:
        if os.environ.get("NARRATE_DEBUG"):
            raise
        for line in str(error).split("\n"):
            indent = line[: len(line) - len(line.lstrip(" "))]
            print(indent + printable(line), file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(0)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
