"""Small files that remember what was done, as JSON with its own digest: one that was cut, flipped or written by another
program is noticed, and what it remembered is found out anew."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from narrate.writers.sidecars import write_text

_SEAL = "sha256"
_SEALED = re.compile(r'\{"sha256": "([0-9a-f]{32})"(?:, |(?=\}))')
"""How a file begins since the seal is that of the text behind it, as it stands there; before, it was the last entry."""


class DamagedError(ValueError):
    """The file is there and is not what was written."""


def write_sealed(path: Path, content: Mapping[str, Any]) -> None:
    """Write a whole file or none. Raises DiskError."""
    body = json.dumps(content, ensure_ascii=False)[1:]
    write_text(path, f'{{"{_SEAL}": "{_digest(body)}"{", " if content else ""}{body}')


def read_sealed(path: Path) -> dict[str, Any] | None:
    """What was written; None where there is no file. Raises DamagedError. Files of before there was a seal are taken as they
    are."""
    try:
        if path.exists() and not path.is_file():
            raise DamagedError("it is no file")
        text = path.read_text(encoding="utf-8")
        content = json.loads(text)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise DamagedError(str(error)) from error
    if not isinstance(content, dict):
        raise DamagedError("it is not what was written")
    begun = _SEALED.match(text)
    seal = content.pop(_SEAL, None)
    whole = text[begun.end() :] if begun else json.dumps(content, sort_keys=True, ensure_ascii=False)
    if seal is not None and seal != _digest(whole):
        raise DamagedError("it is not what was written")
    return content


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
