"""One story as it is read with one voices.yaml: its plan, its lines and their keys, and what can be listened to."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from narrate.config import StorySettings
from narrate.manners import Direction
from narrate.model import NARRATOR, Cue, Line, Voice
from narrate.produce.plan import Plan
from narrate.script import doubtful
from narrate.script.keys import LineKeys

NEAR, MOST_NEAR, MOST_SCENE = 12, 9, 24
"""Lines in which the other speakers near a line are looked for; how many of them are offered; lines of a scene that are heard."""


@dataclass(frozen=True)
class Reading:
    """A planned story. `number` counts its readings in this run; `followed` are the lines whose speaker is another than in the
    reading before."""

    plan: Plan
    settings: StorySettings
    number: int
    followed: tuple[int, ...] = ()

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in reading order."""
        return tuple(self.plan.script.bodies())

    @cached_property
    def shown(self) -> list[str]:
        """The lines as a page shows them: verse keeps the ends of its rows; those of wrapped prose mean nothing."""
        kept = self.plan.verse
        return [line.text if line.paragraph in kept else line.text.replace("\n", " ") for line in self.lines]

    @cached_property
    def keys(self) -> LineKeys:
        """The quotations by their keys in voices.yaml."""
        return LineKeys([(line.text, line.kind == "dialogue") for line in self.lines])

    @cached_property
    def quotations(self) -> dict[int, int]:
        """Line → its number among the quotations."""
        quoted = (number for number, line in enumerate(self.lines) if line.kind == "dialogue")
        return {line: number for number, line in enumerate(quoted)}

    @cached_property
    def doubtful(self) -> tuple[int, ...]:
        """The lines that are worth a look, the least sure first."""
        places = {id(line): number for number, line in enumerate(self.lines)}
        return tuple(places[id(line)] for line in doubtful(self.plan.script))

    @cached_property
    def cues(self) -> dict[int, list[Cue]]:
        """What is said of each line; of a line without words there is nothing."""
        found: dict[int, list[Cue]] = {}
        for cue in self.plan.sheet.bodies():
            found.setdefault(cue.line, []).append(cue)
        return found

    @cached_property
    def clips(self) -> dict[str, Cue]:
        """Everything that can be listened to, by `clip_name`."""
        return {clip_name(cue): cue for cue in self.plan.sheet.bodies()}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The narrator and everybody who speaks, most lines first."""
        return (NARRATOR, *(character.name for character in self.plan.script.characters if character.name != NARRATOR))

    @cached_property
    def first_lines(self) -> tuple[int, ...]:
        """The first line of each chapter."""
        found, place = [], 0
        for chapter in self.plan.script.chapters:
            found.append(place)
            place += len(chapter.body)
        return tuple(found)

    def turn(self, line: int) -> list[int]:
        """The quotations of a line's paragraph that the same person says."""
        here = self.lines[line]
        low = high = line
        while low > 0 and self.lines[low - 1].paragraph == here.paragraph:
            low -= 1
        while high + 1 < len(self.lines) and self.lines[high + 1].paragraph == here.paragraph:
            high += 1
        same = range(low, high + 1)
        return [n for n in same if self.lines[n].kind == "dialogue" and self.lines[n].speaker == here.speaker]

    def scene(self, line: int) -> list[int]:
        """The lines of a line's scene, those nearest to it where it is long, in which something is said."""
        begins = [number for number, one in enumerate(self.lines) if one.after_break or number in self.first_lines]
        low = max((number for number in begins if number <= line), default=0)
        high = min((number for number in begins if number > line), default=len(self.lines))
        low = max(low, min(line - MOST_SCENE // 2, high - MOST_SCENE))
        return [number for number in range(low, min(high, low + MOST_SCENE)) if number in self.cues]

    def near(self, line: int) -> list[str]:
        """Who else may say a line: those who speak near it, the most first, then those who say most in the story."""
        around = self.lines[max(0, line - NEAR) : line + NEAR + 1]
        heard = Counter(one.speaker for one in around if one.kind == "dialogue")
        names = dict.fromkeys([*(name for name, _ in heard.most_common()), *self.names[1:]])
        return [name for name in names if name != self.lines[line].speaker][:MOST_NEAR]

    def key(self, line: int) -> str:
        """How voices.yaml names a quotation: as it does already, else by the shortest key."""
        number = self.quotations[line]
        return next(iter(self.own_keys(line)), "") or self.keys.key(number)

    def direction(self, line: int) -> Direction:
        """How a person has a quotation said."""
        return next(
            (self.settings.directions[key] for key in self.own_keys(line) if key in self.settings.directions), Direction()
        )

    def own_keys(self, line: int) -> list[str]:
        """The keys in voices.yaml that name this quotation."""
        known = {**self.settings.lines, **self.settings.directions}
        return [key for key in known if self.keys.fitting(key) == [self.quotations[line]]]


def voice_label(voice: Voice, engine: str, names: Mapping[Voice, str]) -> str:
    """How voices.yaml asks for a voice."""
    plain = voice.name if voice.engine == engine else f"{voice.engine}:{voice.name}"
    return names.get(voice, plain)


def clip_name(cue: Cue) -> str:
    """Names the sound of a cue as it is heard, how loud included: another sound has another address."""
    return hashlib.sha256(f"{cue.key} {cue.spoken_with.gain:g} {cue.voice.gain:g}".encode()).hexdigest()[:32]


def followed(before: Reading | None, plan: Plan) -> tuple[int, ...]:
    """The lines whose speaker is another than before; none where the lines themselves are others."""
    if before is None:
        return ()
    pairs = list(zip(before.lines, plan.script.bodies(), strict=False))
    if len(pairs) != len(before.lines) or any(old.at != new.at for old, new in pairs):
        return ()
    return tuple(number for number, (old, new) in enumerate(pairs) if old.speaker != new.speaker)
