"""The command line. `main` is the one place where errors become messages and exit codes."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run `narrate`; never returns. A trace is shown only with NARRATE_DEBUG set."""
    from narrate.cli.app import app
    from narrate.errors import NarrateError
    from narrate.units import printable

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
