"""The voices of voices.yaml: names, names of one's own and tables resolved to what an engine is asked for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from narrate.config.reading import place_of
from narrate.config.tables import VoiceChoice, VoicesFile, VoiceTable
from narrate.model import Voice


class VoiceResolver:
    """Resolves voices for one `engine`, `speed` and `language`. `places` then maps each voice to the place in the file that asked
    for it first, `names` a person's own voices to what they are called there."""

    def __init__(self, table: VoicesFile, palette: Collection[str], engine: str, speed: float = 1.0) -> None:
        self.table, self.palette, self.engine, self.speed = table, palette, engine, speed
        self.language = "en"
        self.places: dict[Voice, str] = {}
        self.names: dict[Voice, str] = {}

    def resolve_at(self, choice: VoiceChoice, tree: Any, where: tuple[str | int, ...], file: str) -> Voice:
        """A voice that the file asks for at a place of its tree."""
        voice = self.resolve(choice)
        self.places.setdefault(voice, place_of(tree, where, file))
        name = choice.voice if isinstance(choice, VoiceTable) else choice
        if name in self.table.voices:
            self.names.setdefault(voice, name)
        return voice

    def resolve(self, choice: VoiceChoice) -> Voice:
        """A voice by any of its names; what tables say of it one after the other adds up."""
        table = choice if isinstance(choice, VoiceTable) else VoiceTable(voice=choice)
        engine, pitch, gain, pace, name = self.engine, table.pitch, table.gain, table.speed * self.speed, table.voice
        timbre, lively = table.timbre, table.range
        visited: set[str] = set()
        while name in self.table.voices and name not in visited and name not in self.palette:
            visited.add(name)
            own = self.table.voices[name]
            pitch, gain, pace, name = pitch + own.pitch, gain + own.gain, pace * own.speed, own.voice
            timbre, lively = timbre * own.timbre, lively * own.range
        if ":" in name:
            engine, _, name = name.partition(":")
        return Voice(
            engine=engine,
            name=name,
            speed=round(pace, 4),
            pitch=pitch,
            gain=gain,
            timbre=round(timbre, 4),
            range=round(lively, 4),
            language=self.language,
        )
