"""Single values as a hand writes them into YAML."""

from __future__ import annotations

import json
import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

_PLAIN = re.compile(r"[^\W_](?:[\w.'’-]| (?! ))*(?<! )")
_SWITCHES = ("yes", "no", "on", "off", "y", "n")
"""Text to narrate, true or false to older readers of YAML."""


def scalar(value: Any) -> str:
    """A value as a hand writes it: in quotes only where it would be something else without."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value if _is_plain(value) else quoted(value)
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def quoted(text: str) -> str:
    """A text in double quotes, on one line, whatever is in it."""
    made = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in made)


def _is_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text) or text.casefold() in _SWITCHES:
        return False
    try:
        return bool(YAML(typ="safe", pure=True, plug_ins=[]).load(f"[{text}]") == [text])
    except YAMLError:
        return False
