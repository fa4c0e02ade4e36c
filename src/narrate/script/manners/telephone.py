"""Who is heard through a wire is so until somebody hangs up: a telephone is a place, not a way of speaking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from narrate.model import Line
from narrate.script.manners.wording import wording

_WIRES = ("telephone", "radio")
_NAMED = re.compile(r"\b(?:tele)?phone\b|\breceiver\b|\bintercom\b|\bradio\b", re.I)
"""Somebody of whom the story knows no more than a voice from a wire: "the voice on the telephone"."""


def heard_by_telephone(lines: Sequence[Line], language: str) -> tuple[Line, ...]:
    """A chapter's lines, those through a wire told as such: from the first line of a speaker that is, to the end of the call or
    of the scene."""
    words = wording(language)
    if words is None:
        return tuple(lines)
    heard: dict[str, Line] = {}
    found: list[Line] = []
    for line in lines:
        begins = line.after_break and (not found or found[-1].paragraph != line.paragraph)
        if begins or (line.kind == "narration" and words.hung_up.search(line.text)):
            heard.clear()
        if line.kind != "dialogue" or line.mode != "speech":
            found.append(line)
            continue
        if line.manner in _WIRES:
            heard[line.speaker] = line
        elif line.manner == "plain" and _NAMED.search(line.speaker):
            line = replace(line, manner="telephone", manner_evidence=line.speaker)
        elif line.manner == "plain" and (first := heard.get(line.speaker)):
            line = replace(line, manner=first.manner, manner_evidence=first.manner_evidence)
        found.append(line)
    return tuple(found)
