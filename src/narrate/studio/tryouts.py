"""What is heard before it is kept: lines in another voice, or a word said otherwise. Nothing of it is in voices.yaml."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from narrate import spoken
from narrate.config import Settings
from narrate.cues.cutting import sentences
from narrate.engines import HEEDING, engine_names
from narrate.errors import ConfigError
from narrate.model import Cue, Voice
from narrate.produce.planning import fingerprinted
from narrate.studio.answers import cue_json
from narrate.studio.reading import Reading, clip_name
from narrate.studio.requests import TryVoice, TryWord
from narrate.takes import take_key
from narrate.units import shortened

_MOST_LINES, _MOST_CLIPS, _LONGEST = 24, 600, 300
"""Lines of a scene, clips that are remembered, and characters of a sentence in which a word is tried."""
_OF_ITS_SENTENCE = ("ending", "stressed", "before", "after")
"""What some engines heed of the sentence in which something is said."""


class Tryouts:
    """Remembers what was made to be tried, by the name of its clip. `fingerprint` is an engine's of a voice."""

    def __init__(self, fingerprint: Callable[[Voice], str]) -> None:
        self._fingerprint = fingerprint
        self._cues: OrderedDict[str, Cue] = OrderedDict()
        self._marks: dict[Voice, str] = {}
        self._lock = threading.Lock()

    def cue(self, name: str) -> Cue | None:
        """What a clip says."""
        with self._lock:
            return self._cues.get(name)

    def make(self, reading: Reading, settings: Settings, asked: TryVoice | TryWord) -> list[dict[str, Any]]:
        """Cues as the player wants them. Raises ConfigError and EngineError."""
        made = self._word(reading, asked) if isinstance(asked, TryWord) else self._scene(reading, settings, asked)
        with self._lock:
            for cue in made:
                self._cues[clip_name(cue)] = cue
            while len(self._cues) > _MOST_CLIPS:
                self._cues.popitem(last=False)
        return [cue_json(cue) for cue in made]

    def _scene(self, reading: Reading, settings: Settings, asked: TryVoice) -> list[Cue]:
        """Lines one after another, with what one of the people says in a voice that may become theirs."""
        lines = [n for n in asked.lines if n in reading.cues][:_MOST_LINES]
        if not lines:
            raise ConfigError("There is nothing to hear.")
        if problem := settings.voice_problem(asked.voice, engine_names()):
            raise ConfigError(f"{problem[0].upper()}{problem[1:]}.")
        voice = settings.voice(asked.voice, reading.plan.engine)
        self._mark(voice)  # told now if its engine has no such voice, whoever speaks
        cues = [cue for line in lines for cue in reading.cues[line]]
        return [self._in(voice, cue) if cue.speaker == asked.who else cue for cue in cues]

    def _in(self, voice: Voice, cue: Cue) -> Cue:
        """A cue in another voice, which acts as the own one does: as it will be when the voice is kept."""
        said = cue.spoken_with
        sentence = {name: getattr(said, name) for name in _OF_ITS_SENTENCE} if voice.engine in HEEDING else {}
        spoken_with = replace(
            voice,
            speed=round(voice.speed * said.speed / cue.voice.speed, 4),
            gain=round(voice.gain + said.gain - cue.voice.gain, 2),
            manner=said.manner,
            acted=said.acted,
            take=said.take,
            **sentence,
        )
        performed = None if spoken_with == voice else spoken_with
        return replace(cue, voice=voice, performed=performed, key=self._key(cue.text, spoken_with))

    def _word(self, reading: Reading, asked: TryWord) -> list[Cue]:
        """A sentence with a word, said otherwise."""
        word, said = asked.word, asked.said
        found = _place(reading, word)
        if found is None:
            raise ConfigError(f"“{shortened(word, 40)}” does not stand in this story.")
        line, sentence = found
        cue = next((cue for cue in reading.cues[line] if cue.shown == sentence), reading.cues[line][0])
        settings = reading.settings.pronounce
        pronounce = {**settings, word: said} if said else {key: value for key, value in settings.items() if key != word}
        text = spoken.say(sentence, pronounce, language=reading.plan.script.language)
        return [replace(cue, text=text, shown=sentence, pause=0.0, key=self._key(text, cue.spoken_with))]

    def _key(self, text: str, voice: Voice) -> str:
        return take_key(text, voice, self._mark(voice))

    def _mark(self, voice: Voice) -> str:
        """The engine's fingerprint of a voice. Raises EngineError where there is no such voice."""
        plain = fingerprinted(voice)
        if plain not in self._marks:
            self._marks[plain] = self._fingerprint(plain)
        return self._marks[plain]


def _place(reading: Reading, word: str) -> tuple[int, str] | None:
    """The first sentence with a word, and its line."""
    wanted = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.I)
    for line in sorted(reading.cues):
        for sentence in (
            sentences(reading.lines[line].text, reading.plan.script.language) if wanted.search(reading.lines[line].text) else ()
        ):
            if wanted.search(sentence):
                return line, sentence[:_LONGEST]
    return None
