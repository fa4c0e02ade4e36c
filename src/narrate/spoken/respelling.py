"""The user's own pronunciations, which win over every table of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

_IPA = re.compile(r"/[^/\s()\[\]]+/")
_KEPT = "\ue000"
"""Stands for a respelling that our own tables would change, until they are done."""


def respelled(text: str, entries: Mapping[str, str], read: Callable[[str], str]) -> str:
    """`read(text)` with the words of `entries` said as they are respelled there.

    Whole words, longer entries first; case counts when an entry has a capital. A respelling between slashes is IPA: the word
    becomes `[word](/aɪpiːeɪ/)`, which an engine that takes no IPA reads as the word.
    """
    pattern, table = _compiled(tuple(sorted(entries.items())))
    kept: list[str] = []

    def said(match: re.Match[str]) -> str:
        known = table.get(match[0], table.get(match[0].lower(), match[0]))
        known = f"[{match[0]}]({known})" if _IPA.fullmatch(known) else known
        if read(known) == known:
            return known
        kept.append(known)
        return _KEPT

    done = read(pattern.sub(said, text.replace(_KEPT, "")))
    for respelling in kept:
        done = done.replace(_KEPT, respelling, 1)
    return done


@cache
def _compiled(entries: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    words = sorted((word for word, _ in entries), key=len, reverse=True)
    parts = [re.escape(w) if w != w.lower() else f"(?i:{re.escape(w)})" for w in words]
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)"), dict(entries)
