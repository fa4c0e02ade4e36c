"""Verse: a song that somebody sings in the story, often printed without quotation marks, and the motto over a chapter."""

from __future__ import annotations

import re

_WIDEST = 60
"""Characters; prose that is wrapped by hand is wider."""
_SUNG = (
    r"(?:s[aiu]ng|sings|singing|hum(?:s|med|ming)?|chant(?:s|ed|ing)?|recit(?:e|es|ed|ing)|intoned|croon(?:s|ed|ing)|warbl(?:es|ed|ing)"
    r"|carol(?:s|led|ling)|songs?|verses?|poems?|rhymes?|hymns?|ballads?|lullab(?:y|ies))"
)
_SINGING = re.compile(rf"\b{_SUNG}\b[^.!?]*[.:,—-]+$", re.I)
_LEADING = re.compile(r"\b(?:like this|as follows|repeated|repeats|murmured|murmuring|said|says|whispered)\b[^.!?]*:[—-]*$", re.I)
_BEGINNING = re.compile(r"\b(?:began|begins)\b[^.!?]*[.:][—-]*$")
_SPEECH_GOES_ON = re.compile(r":[\"”’]$")
_SOURCE = re.compile(r"^\s*_?(?:--|[—–―])\s?_?[A-Z“\"‘'][^\n]*$")


def is_verse(text: str) -> bool:
    """Two lines or more, none as wide as prose, every one of them set in or beginning with a capital."""
    rows = [row for row in text.split("\n") if row.strip()]
    if len(rows) < 2 or max(map(len, (row.strip() for row in rows))) > _WIDEST:
        return False
    return all(row.startswith(("  ", "\t")) for row in rows) or all(row.lstrip(" \t\"“'‘_*(—-")[:1].isupper() for row in rows)


def sung_after(before: str) -> bool:
    """Whether the paragraph before a verse says that somebody sings, hums or recites it."""
    text = " ".join(before.split())
    return any(pattern.search(text) for pattern in (_SINGING, _LEADING, _BEGINNING, _SPEECH_GOES_ON))


def is_motto(text: str, after: str) -> bool:
    """Whether a chapter's first paragraph is somebody else's words: their source stands under them, there or in the next one."""
    *words, last = text.rstrip().split("\n")
    return bool((words and _SOURCE.match(last)) or (len(after.strip()) <= _WIDEST and _SOURCE.match(after.rstrip())))
