"""How long it is quiet after a sentence: by what ends there, and by what was just said.

Readers pause longer after a long sentence than after a short one, and not at all evenly; a tag is part of the sentence that it
follows. Each pause is a function of the text around it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from narrate.model import Line
from narrate.units import Seconds

_CLOSING = "\"'”’»«›‹“„)]} \t\n"
"""What may stand behind a sentence's last mark."""
_BREAKS_OFF = ("—", "–", "-")
_GOES_ON = (",", ";", ":", *_BREAKS_OFF)
_TRAILS_OFF = tuple(dots + mark for dots in ("…", "...") for mark in ("", "?", "!"))
"""How a sentence ends that is not over, or not finished."""
_STOPS = re.compile(r"[.!?…]\W*$")
_TAIL = 40
"""Characters in which a stop and the marks behind it stand."""
_ORDINARY, _FOURFOLD = 70, 4
"""Characters of a sentence after which pauses are as they are set; a sentence so many times longer or shorter makes the most of
a difference."""
_VARIATION = 0.3
_TRAILING, _BROKEN = 1.25, 0.8


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds from where speech is heard to end to where it is heard again, after a sentence of ordinary length."""

    sentence: Seconds
    paragraph: Seconds
    speaker: Seconds
    tag: Seconds
    scene: Seconds
    heading: Seconds

    def within(self, piece: str) -> Seconds:
        """After a piece of a line that more of it follows: a sentence, or a part of one: a line of verse, or what was too long to
        say at once."""
        goes_on = _bare(piece).endswith(_GOES_ON) or not _STOPS.search(piece[-_TAIL:])
        return self.tag if goes_on else _weighed(self.sentence, piece)

    def after(self, line: Line, following: Line | None, piece: str) -> Seconds:
        """After the last piece of a line. A paragraph and another speaker in one are the longer of the two."""
        if following is None:
            return 0.0
        if line.kind == "heading":
            return self.heading
        if following.paragraph != line.paragraph:
            if following.after_break:
                return self.scene
            return _weighed(max(self.paragraph, self.speaker if following.speaker != line.speaker else 0.0), piece)
        if is_tagged(line, following):
            return self.tag
        return _weighed(self.speaker if following.speaker != line.speaker else self.sentence, piece)


def is_tagged(line: Line, following: Line) -> bool:
    """Whether two lines are one sentence that two voices share: “Come,” she said."""
    if line.kind == following.kind:
        return False
    opening = following.text.lstrip(_CLOSING)[:1]
    return _bare(line.text).endswith(_GOES_ON) or (following.kind == "narration" and opening.islower())


def shares_sentence(line: Line, following: Line) -> bool:
    """Whether the sentence that ends one line goes on in the next: a quotation and its tag, or a tag in the midst of one. What
    leads in to a quotation (He said: “Come.”) is a sentence of its own to the ear."""
    if line.paragraph != following.paragraph or not is_tagged(line, following):
        return False
    return line.kind == "dialogue" or following.text.lstrip(_CLOSING)[:1].islower()


def _weighed(pause: Seconds, piece: str) -> Seconds:
    """A pause after this sentence: longer after a long one, and after one that trails off; shorter where it is broken off."""
    bare = _bare(piece)
    long = math.log(max(1, len(bare)) / _ORDINARY, _FOURFOLD)
    factor = 1 + _VARIATION * max(-1.0, min(1.0, long))
    if bare.endswith(_TRAILS_OFF):
        factor *= _TRAILING
    elif bare.endswith(_BREAKS_OFF):
        factor *= _BROKEN
    return round(pause * factor, 3)


def _bare(text: str) -> str:
    return text.strip(_CLOSING)
