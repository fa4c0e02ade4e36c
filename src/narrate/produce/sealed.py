"""Small files that remember what was done, as JSON with its own digest: one that was cut, flipped or written by another
program is noticed, and what it remembered is found out anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from narrate.writers.sidecars import write_text

_SEAL = "sha256"


class DamagedError(ValueError):
    """The file is there and is not what was written."""


def write_sealed(path: Path, told: Mapping[str, Any]) -> None:
    """Write a whole file or none. Raises DiskError."""
    write_text(path, json.dumps({**told, _SEAL: _digest(told)}, ensure_ascii=False))


def read_sealed(path: Path) -> dict[str, Any] | None:
    """What was written; None where there is no file. Raises DamagedError. Files of before there was a seal are taken as they
    are."""
    try:
        if path.exists() and not path.is_file():
            raise DamagedError("it is no file")
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise DamagedError(str(error)) from error
    if not isinstance(told, dict) or told.pop(_SEAL, digest := _digest(told)) != digest:
        raise DamagedError("it is not what was written")
    return told


def _digest(told: Mapping[str, Any]) -> str:
    bare = {name: value for name, value in told.items() if name != _SEAL}
    return hashlib.sha256(json.dumps(bare, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:32]
