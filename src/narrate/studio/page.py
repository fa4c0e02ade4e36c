"""The page's own files, as they are in the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""Fixed, for what a system has registered may differ, and browsers run no module of another kind."""


@cache
def page_files() -> dict[str, tuple[bytes, str]]:
    """Name → content and kind of every file that may be asked for: a name that is not here leads nowhere."""
    found = {}
    for item in files("narrate.studio").joinpath("static").iterdir():
        kind = _KINDS.get(f".{item.name.rpartition('.')[2]}")
        if kind:
            found[item.name] = (item.read_bytes(), kind)
    return found
