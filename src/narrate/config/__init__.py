"""voices.yaml and the defaults, resolved once into frozen settings; mistakes are told with file, line and column.

All mistakes of a file are told together, and nothing is rendered until there are none.
"""

from __future__ import annotations

import difflib
import fnmatch
import glob
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from narrate.config.credits import SpokenCredits
from narrate.config.mistakes import mistakes_of, unknown_voices, voice_problem
from narrate.config.music import Music
from narrate.config.reading import Plain, excerpt, parse, place_of, read
from narrate.config.story import Publication, Source, StorySettings, story_settings
from narrate.config.syntax import no_table
from narrate.config.tables import LineTable, VoicesFile
from narrate.config.voices import VoiceResolver
from narrate.config.writing import Change, Edit, StaleError, edit, plain, plain_before, redo, undo
from narrate.errors import ConfigError
from narrate.model import Voice


class Settings:
    """A read voices.yaml. `engine` is what it asks for ("auto" included); stories are resolved one by one."""

    def __init__(self, path: Path | None, table: VoicesFile, tree: Any, palette: Collection[str]) -> None:
        self.path, self.table, self._tree, self._palette = path, table, tree, palette
        self.engine = table.engine

    def story(self, stem: str, engine: str, language: str = "en") -> StorySettings:
        """The settings of one story in a language, spoken by `engine` where nothing else is said."""
        stories = self.table.stories
        own = [(key, stories[key]) for key in stories if key == stem or fnmatch.fnmatchcase(stem, key)]
        own.sort(key=lambda pair: pair[0] == stem)
        file = str(self.path) if self.path else "voices.yaml"
        return story_settings(Source(self.table, _defaults(), self._tree, self._palette, file), own, engine, language)

    def misspelt_section(self, story: Path) -> str:
        """The part under `stories` that seems to be meant for a story that has none: its key is like the file's name, and no
        file beside it has it. Told in a line, empty where there is none."""
        stories, stem = self.table.stories, story.stem
        if any(key == stem or fnmatch.fnmatchcase(stem, key) for key in stories):
            return ""
        keys = [
            key
            for key in stories
            if not set(key) & set("*?[")
            and _figures(key) == _figures(stem)
            and not any(story.parent.glob(f"{glob.escape(key)}.*"))
        ]
        close = difflib.get_close_matches(stem, keys, 1, 0.7)
        if not close:
            return ""
        where = place_of(self._tree, ("stories", close[0]), str(self.path), key=True)
        return f"{where}: stories: “{close[0]}” is no story here — did you mean “{stem}”?"

    def speaker_place(self, stem: str, key: str) -> tuple[str, ...]:
        """Where it is to be written who says the line of a key: in its table where it has one."""
        lines = self.table.stories[stem].lines if stem in self.table.stories else {}
        return ("stories", stem, "lines", key, *(["speaker"] if isinstance(lines.get(key), LineTable) else []))

    def voice(self, name: str, engine: str) -> Voice:
        """A voice by any of its names, outside every story."""
        return VoiceResolver(self.table, self._palette, engine).resolve(name)

    def voice_problem(self, name: str, engines: Collection[str]) -> str:
        """Why there is no voice of this name; empty where there is one, as far as can be told without its engine."""
        return voice_problem(name, [*self._palette, *self.table.voices], engines)


def load(path: Path | None, palette: Collection[str], engines: Collection[str]) -> Settings:
    """Read and check a voices.yaml; with no path, the defaults alone. Raises ConfigError naming every mistake."""
    if path is None:
        return Settings(None, VoicesFile(), CommentedMap(), palette)
    return _checked(path, read(path), palette, engines)


def change(path: Path, changes: Iterable[Change], palette: Collection[str], engines: Collection[str]) -> Edit | None:
    """Change a voices.yaml as a hand would, or make one; None where it says all of this already. Raises ConfigError where the
    result would be none that `load` takes: then nothing is written."""
    return edit(path, changes, lambda text: _checked(path, text, palette, engines))


def _figures(name: str) -> list[str]:
    """The numbers in a file's name: two names that differ in one are two stories."""
    return re.findall(r"\d+", name)


def _checked(path: Path, text: str, palette: Collection[str], engines: Collection[str]) -> Settings:
    tree = parse(path, text)
    if tree is None:
        tree = CommentedMap()
    if not isinstance(tree, Mapping):
        (line, column), problem = no_table(text)
        raise ConfigError(f"{path}:{line + 1}:{column + 1}: {problem}{excerpt(text, line, column)}")
    mistakes: list[str] = []
    plain = Plain(path).copy(tree)
    table = VoicesFile()
    try:
        table = VoicesFile.model_validate(plain)
    except ValidationError as error:
        mistakes = mistakes_of(str(path), tree, text, error)
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


@cache
def _defaults() -> VoicesFile:
    text = files("narrate").joinpath("defaults.yaml").read_text(encoding="utf-8")
    return VoicesFile.model_validate(YAML(typ="safe", pure=True).load(text))


__all__ = [
    "Change",
    "Edit",
    "Music",
    "Publication",
    "Settings",
    "SpokenCredits",
    "StaleError",
    "StorySettings",
    "change",
    "load",
    "plain",
    "plain_before",
    "redo",
    "schema",
    "undo",
]
