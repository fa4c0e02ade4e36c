"""How other languages than English are said, one a file. A new file is found by its name, the language's code."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from narrate.spoken.languages.wording import Wording


@cache
def codes() -> tuple[str, ...]:
    """The languages that have a file."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__) if len(found.name) == 2))


@cache
def wording(code: str) -> Wording | None:
    """What is known of how a language is said."""
    if code not in codes():
        return None
    found: Wording = import_module(f"{__name__}.{code}").WORDING
    return found


__all__ = ["Wording", "codes", "wording"]
