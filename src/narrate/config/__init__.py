"""voices.yaml and the defaults, resolved once into frozen settings; mistakes are told with file, line and column.

All mistakes of a file are told together, and nothing is rendered until there are none.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from narrate.config.mistakes import told_of, unknown_voices
from narrate.config.reading import Plain, parse, place_of, read
from narrate.config.tables import PauseTable, Quotes, TellerTable, VoicesFile, VoiceTable, VoiceWish
from narrate.errors import ConfigError
from narrate.model import Gender, Voice


@dataclass(frozen=True)
class StorySettings:
    """Everything that holds for one story. `wheres` maps a voice to the place in the file that asked for it."""

    title: str | None
    author: str | None
    narrator: Voice
    cast: Mapping[str, Voice]
    pools: Mapping[str, tuple[Voice, ...]]
    pauses: Mapping[str, float]
    pronounce: Mapping[str, str]
    aliases: Mapping[str, str]
    gender: Mapping[str, Gender]
    lines: Mapping[str, str]
    ignore: tuple[str, ...]
    narrating: str | None
    """The character who tells the story."""
    keep: tuple[str, ...]
    skip: tuple[str, ...]
    encoding: str | None
    quotes: Quotes | None
    wheres: Mapping[Voice, str] = field(default_factory=dict)
    file: str = "voices.yaml"


class Settings:
    """A read voices.yaml. `engine` is what it asks for ("auto" included); stories are resolved one by one."""

    def __init__(self, path: Path | None, table: VoicesFile, tree: Any, palette: Collection[str]) -> None:
        self.path, self.table, self._tree, self._palette = path, table, tree, palette
        self.engine = table.engine

    def story(self, stem: str, engine: str) -> StorySettings:
        """The settings of one story, spoken by `engine` where nothing else is said."""
        own = [(key, self.table.stories[key]) for key in self.table.stories if key == stem or fnmatch.fnmatchcase(stem, key)]
        own.sort(key=lambda pair: pair[0] == stem)
        wheres: dict[Voice, str] = {}
        base = _defaults()
        speed = next((t.speed for _, t in reversed(own) if t.speed is not None), self.table.speed or base.speed or 1.0)

        def voice(wish: VoiceWish, *where: str | int) -> Voice:
            resolved = self._voice(wish, engine, speed)
            wheres.setdefault(resolved, place_of(self._tree, where, self._name))
            return resolved

        cast = {name: voice(wish, "cast", name) for name, wish in self.table.cast.items()}
        narrator = voice(self.table.narrator, "narrator")
        pronounce = dict(self.table.pronounce)
        aliases: dict[str, str] = {}
        gender: dict[str, Gender] = {}
        lines: dict[str, str] = {}
        keep, skip = list(self.table.keep), list(self.table.skip)
        ignore: list[str] = []
        narrating: str | None = None
        pauses = _pauses(base.pauses, self.table.pauses, *(t.pauses for _, t in own))
        for key, table in own:
            cast |= {name: voice(wish, "stories", key, "cast", name) for name, wish in table.cast.items()}
            if isinstance(table.narrator, TellerTable):
                narrating = table.narrator.character or narrating
            if isinstance(table.narrator, str):
                narrator = voice(table.narrator, "stories", key, "narrator")
            elif table.narrator and table.narrator.model_fields_set - {"character"}:
                narrator = voice(table.narrator.wish(self.table.narrator), "stories", key, "narrator")
            ignore += table.ignore
            pronounce |= table.pronounce
            aliases |= table.aliases
            gender |= table.gender
            lines |= table.lines
            keep += table.keep
            skip += table.skip
        pools: dict[str, tuple[Voice, ...]] = {
            str(name): tuple(voice(wish, "pools", name, i) for i, wish in enumerate(wishes))
            for name, wishes in {**base.pools, **self.table.pools}.items()
        }
        return StorySettings(
            title=next((t.title for _, t in reversed(own) if t.title), None),
            author=next((t.author for _, t in reversed(own) if t.author), None),
            narrator=narrator,
            cast=cast,
            pools=pools,
            pauses=pauses,
            pronounce=pronounce,
            aliases=aliases,
            gender=gender,
            lines=lines,
            ignore=tuple(ignore),
            narrating=narrating,
            keep=tuple(keep),
            skip=tuple(skip),
            encoding=next((t.encoding for _, t in reversed(own) if t.encoding), None),
            quotes=next((t.quotes for _, t in reversed(own) if t.quotes), None),
            wheres=wheres,
            file=self._name,
        )

    def voice(self, name: str, engine: str) -> Voice:
        """A voice by any of its names, outside every story."""
        return self._voice(name, engine, 1.0)

    @property
    def _name(self) -> str:
        return str(self.path) if self.path else "voices.yaml"

    def _voice(self, wish: VoiceWish, engine: str, speed: float) -> Voice:
        table = wish if isinstance(wish, VoiceTable) else VoiceTable(voice=wish)
        pitch, gain, pace, name = table.pitch, table.gain, table.speed * speed, table.voice
        timbre, lively = table.timbre, table.range
        seen: set[str] = set()
        while name in self.table.voices and name not in seen and name not in self._palette:
            seen.add(name)
            own = self.table.voices[name]
            pitch, gain, pace, name = pitch + own.pitch, gain + own.gain, pace * own.speed, own.voice
            timbre, lively = timbre * own.timbre, lively * own.range
        if ":" in name:
            engine, _, name = name.partition(":")
        return Voice(engine, name, round(pace, 4), pitch, gain, round(timbre, 4), round(lively, 4))


def load(path: Path | None, palette: Collection[str], engines: Collection[str]) -> Settings:
    """Read and check a voices.yaml; with no path, the defaults alone. Raises ConfigError naming every mistake."""
    if path is None:
        return Settings(None, VoicesFile(), CommentedMap(), palette)
    text = read(path)
    tree = parse(path, text)
    if tree is None:
        tree = CommentedMap()
    if not isinstance(tree, Mapping):
        raise ConfigError(f"{path}:1:1: a table of settings is expected, such as “narrator: narrator”.")
    mistakes: list[str] = []
    plain = Plain(path).copy(tree)
    table = VoicesFile()
    try:
        table = VoicesFile.model_validate(plain)
    except ValidationError as error:
        mistakes = told_of(str(path), tree, text, error)
    mistakes += unknown_voices(str(path), tree, text, plain, [palette, engines])
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return Settings(path, table, tree, palette)


def schema() -> dict[str, Any]:
    """The JSON Schema of voices.yaml, for editors."""
    made = VoicesFile.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "title": "voices.yaml of narrate",
    }


def _defaults() -> VoicesFile:
    text = files("narrate").joinpath("defaults.yaml").read_text(encoding="utf-8")
    return VoicesFile.model_validate(YAML(typ="safe", pure=True).load(text))


def _pauses(*tables: PauseTable | None) -> dict[str, float]:
    found: dict[str, float] = {}
    for table in tables:
        if table is not None:
            found |= table.model_dump(exclude_none=True)
    return found
