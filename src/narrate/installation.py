"""How narrate came to be here, and so the command that adds to it: hints that work when pasted."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

DISTRIBUTION = "narrate-audiobooks"
"""What it is called where packages are published; `narrate` there is somebody else's."""


@cache
def fingerprint() -> str:
    """A digest of Python's version, of all of narrate's own code and words, and of the names and versions of all that is
    installed: what was worked out under another one is worked out anew."""
    digest = hashlib.sha256(sys.version.encode())
    folders = [files("narrate")]
    while folders:
        for item in sorted(folders.pop().iterdir(), key=lambda item: item.name):
            if item.name == "__pycache__":
                continue
            if item.is_dir():
                folders.append(item)
            else:
                digest.update(item.name.encode() + b"\0" + item.read_bytes())
    for folder in filter(Path.is_dir, map(Path, sys.path)):
        names = sorted(item.name for item in folder.iterdir() if item.name.endswith((".dist-info", ".egg-info")))
        digest.update("\0".join(names).encode("utf-8", "replace"))
    return digest.hexdigest()


def how_to_add(extra: str) -> str:
    """The command that adds an extra (`neural`, `piper`, …) to this installation."""
    return pip_install(*_requirements(extra))


def pip_install(*words: str) -> str:
    """A shell command for this very interpreter, whichever environment is active."""
    python = sys.executable
    installer = [python, "-m", "pip", "install"] if find_spec("pip") else ["uv", "pip", "install", "--python", python]
    command = [*installer, *words]
    return subprocess.list2cmdline(command) if os.name == "nt" else shlex.join(command)


def checked_versions(package: str) -> str:
    """The versions of a package that narrate was tried with, as its own requirements say (`>=1.17,<1.33`); empty where they
    do not."""
    try:
        needs = Distribution.from_name(DISTRIBUTION).requires or []
    except PackageNotFoundError:
        return ""
    found = (re.match(rf"{re.escape(package)}(?:\[[^\]]*\])?\s*([<>=!~][^;]*)", needed) for needed in needs)
    return next((match[1].strip() for match in found if match), "")


def is_checked(version: str, checked: str) -> bool:
    """Whether a version lies below the bound of what was tried."""
    bound = re.search(r"<([\d.]+)", checked)
    return not bound or _numbers(version) < _numbers(bound[1])


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version.partition("+")[0])]


def _requirements(extra: str) -> list[str]:
    """From the folder, archive or repository that it was installed from (PEP 610), else by name."""
    try:
        installed = Distribution.from_name(DISTRIBUTION)
    except PackageNotFoundError:
        return [f"{DISTRIBUTION}[{extra}]"]
    origin: dict[str, Any] = json.loads(installed.read_text("direct_url.json") or "{}")
    url = str(origin.get("url", ""))
    local = _local(url)
    if local is not None and not local.exists():
        return _what_it_needs(installed, extra)
    if local is not None and "dir_info" in origin:
        source = f"{local}[{extra}]"
        return ["-e", source] if origin["dir_info"].get("editable") else [source]
    if vcs := origin.get("vcs_info"):
        url = f"{vcs['vcs']}+{url}@{vcs['commit_id']}"
    return [f"{DISTRIBUTION}[{extra}] @ {url}" if url else f"{DISTRIBUTION}[{extra}]"]


def _local(url: str) -> Path | None:
    parts = urlsplit(url)
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else None


def _what_it_needs(installed: Distribution, extra: str) -> list[str]:
    """The extra's own requirements, for when the source is gone."""
    marker = re.compile(rf"""\bextra\s*==\s*['"]{re.escape(extra)}['"]""")
    return [needed.split(";")[0].strip() for needed in installed.requires or () if marker.search(needed)]
