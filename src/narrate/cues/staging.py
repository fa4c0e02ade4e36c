"""How a story is to be said: the pauses, the directions of single lines, and how much of its manners each speaker acts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from narrate.manners import EVERYBODY, LOUDER, Direction
from narrate.model import Cue, Line, Voice
from narrate.pauses import Pauses
from narrate.units import Seconds

_SLOWEST, _FASTEST = 0.4, 3.0
"""Of a line that is directed to be slower or faster than its voice."""
AS_WRITTEN = Direction()


@dataclass(frozen=True, slots=True)
class LineCues:
    """What is said of a line: its `pieces`, each as it is shown and spoken and with its place, the cues they became, and whether
    the sentence goes on in the next line. `made_of` is all that this depends on, `words` what the pieces do, but for what is the
    same for the whole story."""

    made_of: tuple[object, ...]
    words: tuple[object, ...]
    pieces: list[tuple[str, str, int]]
    cues: tuple[Cue, ...]
    goes_on: bool


@dataclass(frozen=True, slots=True)
class KnownCues:
    """What was made last of the same text with the same pauses and spoken forms: what is the same again is taken from here, and
    what is not is put here. `lines` holds what is said of each line, by its number; `sentences` those that several voices share,
    by the place of their first cue: the cues before and after each knew of the others."""

    lines: dict[int, LineCues] = field(default_factory=dict)
    sentences: dict[int, tuple[list[Cue], list[Cue]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Staging:
    """How the words are to be said: with which pauses, with what directions for single lines (by their number in the book), and
    how much of its manners each speaker acts."""

    pauses: Pauses
    directions: Mapping[int, Direction] = field(default_factory=dict)
    acted: Mapping[str, float] = field(default_factory=dict)
    cut: Callable[[str], list[str]] | None = None
    """`sentences`, where they are known already."""
    headings: bool = True
    """Whether the titles of chapters are said."""
    heeding: Collection[str] = ()
    """Engines that can say a sentence as a whole of which each voice says a part."""
    verse: frozenset[int] | None = None
    """`verses`, where they are known already."""
    known: KnownCues | None = None

    def voice(self, line: Line, number: int, voice: Voice) -> Voice:
        """A speaker's voice as it says a line."""
        direction = self.directions.get(number, AS_WRITTEN)
        manner, acted = direction.style or line.manner, 1.0
        if direction.style is None:
            acted = self.acted.get(line.speaker, self.acted.get(EVERYBODY, 1.0))
        if manner == "plain" or not acted:
            manner, acted = "plain", 1.0
        if direction is AS_WRITTEN and manner == "plain":
            return voice
        speed = min(_FASTEST, max(_SLOWEST, round(voice.speed * direction.speed, 4)))
        gain = round(voice.gain + direction.gain + acted * LOUDER.get(manner, 0.0), 2)
        return replace(voice, speed=speed, gain=gain, manner=manner, acted=acted, take=direction.take)

    def pause(self, number: int, otherwise: Seconds) -> Seconds:
        """The pause after a line."""
        directed = self.directions.get(number, AS_WRITTEN).pause
        return otherwise if directed is None else directed
