"""What is heard before it is kept: lines in another voice, or a word said otherwise. Nothing of it is in voices.yaml."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from narrate import spoken
from narrate.config import Settings
from narrate.cues.cutting import sentences
from narrate.errors import ConfigError
from narrate.model import Cue, Voice
from narrate.studio.answers import cue_json
from narrate.studio.reading import Reading, clip_name
from narrate.takes import take_key, unperformed
from narrate.units import shortened

_MOST_LINES, _MOST_CLIPS, _LONGEST = 24, 600, 300
"""Lines of a scene, clips that are remembered, and characters of a sentence in which a word is tried."""


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

    def make(self, reading: Reading, settings: Settings, request: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Cues as the player wants them. Asked for are `lines` with `who` in a `voice`, or a `word` as it is `said` in `line`.
        Raises ConfigError and EngineError."""
        made = self._word(reading, request) if request.get("word") else self._scene(reading, settings, request)
        with self._lock:
            for cue in made:
                self._cues[clip_name(cue)] = cue
            while len(self._cues) > _MOST_CLIPS:
                self._cues.popitem(last=False)
        return [cue_json(cue) for cue in made]

    def _scene(self, reading: Reading, settings: Settings, request: Mapping[str, Any]) -> list[Cue]:
        """Lines one after another, with what one of the people says in a voice that may become theirs."""
        lines = [n for n in request.get("lines", ()) if isinstance(n, int) and n in reading.cues][:_MOST_LINES]
        if not lines:
            raise ConfigError("There is nothing to hear.")
        voice = settings.voice(str(request.get("voice")), reading.plan.engine)
        mark = self._mark(voice)
        cues = [cue for line in lines for cue in reading.cues[line]]
        return [_in(voice, cue, mark) if cue.speaker == request.get("who") else cue for cue in cues]

    def _word(self, reading: Reading, request: Mapping[str, Any]) -> list[Cue]:
        """A sentence with a word, said otherwise."""
        word, said = str(request["word"])[:80], str(request.get("said") or "")[:160]
        found = _place(reading, word)
        if found is None:
            raise ConfigError(f"“{shortened(word, 40)}” does not stand in this story.")
        line, sentence = found
        cue = reading.cues[line][0]
        settings = reading.settings.pronounce
        pronounce = {**settings, word: said} if said else {key: value for key, value in settings.items() if key != word}
        text = spoken.say(sentence, pronounce, language=reading.plan.script.language)
        return [replace(cue, text=text, shown=sentence, pause=0.0, key=take_key(text, cue.spoken_with, self._mark(cue.voice)))]

    def _mark(self, voice: Voice) -> str:
        """The engine's fingerprint of a voice. Raises EngineError where there is no such voice."""
        plain = unperformed(voice)
        if plain not in self._marks:
            self._marks[plain] = self._fingerprint(plain)
        return self._marks[plain]


def _in(voice: Voice, cue: Cue, mark: str) -> Cue:
    """A cue in another voice, which acts as the own one does."""
    said = cue.performed
    performed = said and replace(
        voice,
        speed=round(voice.speed * said.speed / cue.voice.speed, 4),
        gain=round(voice.gain + said.gain - cue.voice.gain, 2),
        manner=said.manner,
        acted=said.acted,
        take=said.take,
    )
    return replace(cue, voice=voice, performed=performed, key=take_key(cue.text, performed or voice, mark))


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
