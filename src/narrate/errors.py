"""Everything that can go wrong, and the exit code each kind ends with.

Every error takes one message argument, so that it can cross a process border by pickling.
The message names the file, the place and the next step; the command line prints it as it is.
"""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class NarrateError(Exception):
    """The render is incomplete, and the same command goes on with it. The root of all others."""

    exit_code = 1


class LostTakeError(NarrateError):
    """A take was there when the render began, and is damaged or gone now."""


class ConfigError(NarrateError):
    """voices.yaml or the command line asks for something that cannot be had."""

    exit_code = 2


class StoryError(NarrateError):
    """A story cannot be read, or has nothing to read aloud."""

    exit_code = 3


class LockedError(NarrateError):
    """Another render holds the output folder."""

    exit_code = 4


class DiskError(NarrateError):
    """The output folder or the take store cannot be written."""

    exit_code = 5


class EngineError(NarrateError):
    """A speech engine is missing, has no such voice, or failed on a line."""

    exit_code = 6


class LimitError(NarrateError):
    """The system does not give what is needed (memory, open files, processes), or narrate itself failed."""

    exit_code = 8


class ProofError(NarrateError):
    """A finished file is not what it should be."""

    exit_code = 7


class InterruptedRenderError(NarrateError):
    """The person pressed Ctrl-C, or the process was asked to end (SIGTERM, SIGHUP); what is recorded is kept."""

    exit_code = 130


def did_you_mean(word: str, choices: Collection[str], otherwise: str = "") -> str:
    """` — did you mean “x”?`, or `otherwise`, such as a stop, when no known word is close."""
    import difflib

    close = difflib.get_close_matches(word, [str(k) for k in choices], 1, 0.6)
    return f" — did you mean “{close[0]}”?" if close else otherwise


def why_no_file(path: Path) -> str:
    """Why a path leads to no file, for a message; empty where it leads to one. A pipe or a device may never end."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "no such file or folder"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return "" if stat.S_ISREG(mode) else f"not a file but {_KINDS.get(stat.S_IFMT(mode), 'something else')}"
