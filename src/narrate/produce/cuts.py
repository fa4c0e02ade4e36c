"""A book's chapters as they are edited and mastered, each while it is in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from narrate.audio.loudness import SILENCE
from narrate.audio.measure import TakeAnalysis, rms
from narrate.deliveries import Delivery
from narrate.editing import Cut, Levels, edit
from narrate.mastering import master
from narrate.model import Chapter, Cue, Take, Voice
from narrate.produce.music import TitleMusic
from narrate.units import Decibels, Hertz

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Cuts:
    """Cuts of one book at the edition's rate, for one delivery. `take` finds takes by key."""

    def __init__(self, take: Callable[[str], Take | None], delivery: Delivery, rate: Hertz, music: TitleMusic) -> None:
        self._take, self._delivery, self._rate, self._music = take, delivery, rate, music
        self._analyses: dict[str, TakeAnalysis] = {}
        self._cuts: dict[int, Cut] = {}
        self._forgotten: set[int] = set()

    def keep(self, key: str, analysis: TakeAnalysis) -> None:
        """What was heard in a take that was just recorded, so that its chapter need not read it for that."""
        self._analyses[key] = analysis

    def cut(self, chapter: Chapter[Cue], gains: Mapping[Voice, Decibels]) -> Cut:
        """A chapter with its music. Until it is forgotten it is measured once."""
        if found := self._cuts.get(chapter.number):
            return found
        levels = Levels(self._delivery.spec.speech, gains)
        made = self._music.under(edit(chapter, self._take, levels, self._rate, self._analyses), chapter)
        if chapter.number not in self._forgotten:
            self._cuts[chapter.number] = made
        return made

    def gain(self, cut: Cut) -> Decibels:
        """What brings a cut to the delivery's aim, as far as can be told before it is encoded. Its loudness is known from its
        takes, its RMS only when all of it is heard."""
        level = rms(self.mastered(cut)) if self._delivery.aims_at("rms") else SILENCE
        return self._delivery.gain(cut.loudness, level)

    def mastered(self, cut: Cut, gain: Decibels = 0.0, lower: Decibels = 0.0) -> Iterator[NDArray[np.int16]]:
        """A cut's samples, turned up by the gain, under a ceiling that is so much lower than the delivery's."""
        return master(cut.clips(), self._delivery.spec.under(lower), self._rate, gain)

    def forget(self, chapter: Chapter[Cue]) -> None:
        """A chapter is written: only files of the whole book ask again, and no book is ever in memory."""
        self._forgotten.add(chapter.number)
        self._cuts.pop(chapter.number, None)
        for cue in chapter.body:
            self._analyses.pop(cue.key, None)

    def forget_cuts(self) -> None:
        """Takes were lost: others will be in their place."""
        self._cuts.clear()
