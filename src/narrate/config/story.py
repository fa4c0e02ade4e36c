"""Everything that voices.yaml says of one story, resolved: what stands under the story itself goes before what holds for all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from narrate.config.apart import pairs_of
from narrate.config.credits import SpokenCredits, spoken_credits
from narrate.config.music import Music, music_of
from narrate.config.reading import place_of
from narrate.config.tables import (
    NarratorTable,
    PauseTable,
    Quotes,
    SeriesTable,
    StoryTable,
    VoicesFile,
    acted,
    directions,
    speakers,
)
from narrate.config.voices import VoiceResolver
from narrate.manners import Direction
from narrate.model import Gender, Voice

T = TypeVar("T")
Resolve = Callable[..., Voice]
"""A voice from what is asked for, and the place in the file that asks: `resolve(choice, "cast", name)`."""


@dataclass(frozen=True)
class Publication:
    """What is said of the book instead of what its file says; None and empty where nothing is. `series` is as "Days #2", `cover`
    a file, and `cover_at` the place that names it."""

    title: str | None = None
    author: str | None = None
    series: str | None = None
    description: str | None = None
    cover: Path | None = None
    cover_at: str = ""
    language: str | None = None
    year: int | None = None
    narrators: tuple[str, ...] = ()


@dataclass(frozen=True)
class StorySettings:
    """Everything that holds for one story. `places` maps a voice to the place in the file that asked for it, `names` a person's
    own voices to what they are called there."""

    publication: Publication
    narrator: Voice
    cast: Mapping[str, Voice]
    pools: Mapping[str, tuple[Voice, ...]]
    pauses: Mapping[str, float]
    pronounce: Mapping[str, str]
    aliases: Mapping[str, str]
    gender: Mapping[str, Gender]
    lines: Mapping[str, str]
    ignore: tuple[str, ...]
    apart: frozenset[frozenset[str]]
    """Pairs of names that are two people's."""
    narrating: str | None
    """The character who tells the story."""
    keep: tuple[str, ...]
    skip: tuple[str, ...]
    encoding: str | None
    quotes: Quotes | None
    places: Mapping[Voice, str] = field(default_factory=dict)
    names: Mapping[Voice, str] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)
    """Each regular expression of `keep` and `skip` to the place in the file where it stands."""
    file: str = "voices.yaml"
    directions: Mapping[str, Direction] = field(default_factory=dict)
    """How single lines are said, by their keys."""
    manners: Mapping[str, float] = field(default_factory=dict)
    """How much of its manners each character acts; "all" for the others."""
    credits: SpokenCredits = field(default_factory=SpokenCredits)
    music: Music | None = None


@dataclass(frozen=True)
class Source:
    """A read voices.yaml: its settings over the `defaults`, its tree, which knows lines and columns, and the voices there are."""

    table: VoicesFile
    defaults: VoicesFile
    tree: Any
    palette: Collection[str]
    file: str


def story_settings(source: Source, own: list[tuple[str, StoryTable]], engine: str, language: str = "en") -> StorySettings:
    """The settings of one story in a language, spoken by `engine` where nothing else is said. `own` are the tables that the file
    has for it, with their keys, the last the most its own."""
    table, defaults, tables = source.table, source.defaults, [table for _, table in own]
    speed = _last((t.speed for t in tables), table.speed or defaults.speed or 1.0)
    voices = VoiceResolver(table, source.palette, engine, speed)
    voices.language = language
    resolve = partial(_resolve, voices, source)
    cast, narrator = _cast(table, own, resolve)
    pools = {**defaults.pools, **table.pools}
    lines = _merged(*(t.lines for t in tables))
    return StorySettings(
        publication=_publication(source, own),
        narrator=narrator,
        cast=cast,
        pools={str(name): tuple(resolve(v, "pools", name, i) for i, v in enumerate(pool)) for name, pool in pools.items()},
        pauses=_pauses(defaults.pauses, table.pauses, *(t.pauses for t in tables)),
        pronounce=_merged(table.pronounce, *(t.pronounce for t in tables)),
        aliases=_merged(*(t.aliases for t in tables)),
        gender=_merged(*(t.gender for t in tables)),
        lines=speakers(lines),
        ignore=tuple(name for t in tables for name in t.ignore),
        apart=frozenset(pair for t in tables for pair in pairs_of(t.apart)),
        narrating=_last((t.narrator.character or None for t in tables if isinstance(t.narrator, NarratorTable)), None),
        keep=(*table.keep, *(pattern for t in tables for pattern in t.keep)),
        skip=(*table.skip, *(pattern for t in tables for pattern in t.skip)),
        encoding=_last((t.encoding or None for t in tables), None),
        quotes=_last((t.quotes or None for t in tables), None),
        places=voices.places,
        names=voices.names,
        patterns=_places(source, own),
        file=source.file,
        directions=directions(lines),
        manners=_merged(acted(table.manners), *(acted(t.manners) for t in tables)),
        credits=spoken_credits([table.credits, *(t.credits for t in tables)], [table.headings, *(t.headings for t in tables)]),
        music=_music(source, own),
    )


def _resolve(voices: VoiceResolver, source: Source, choice: Any, *where: str | int) -> Voice:
    return voices.resolve_at(choice, source.tree, where, source.file)


def _cast(table: VoicesFile, own: list[tuple[str, StoryTable]], resolve: Resolve) -> tuple[dict[str, Voice], Voice]:
    """The voices by character, and the narrator's."""
    cast = {name: resolve(choice, "cast", name) for name, choice in table.cast.items()}
    narrator = resolve(table.narrator, "narrator")
    for key, story in own:
        cast |= {name: resolve(choice, "stories", key, "cast", name) for name, choice in story.cast.items()}
        if isinstance(story.narrator, str):
            narrator = resolve(story.narrator, "stories", key, "narrator")
        elif story.narrator and story.narrator.model_fields_set - {"character"}:
            narrator = resolve(story.narrator.choice(table.narrator), "stories", key, "narrator")
    return cast, narrator


def _publication(source: Source, own: list[tuple[str, StoryTable]]) -> Publication:
    told: dict[str, Any] = {}
    for key, table in own:
        for name in ("title", "author", "description", "language", "year"):
            told[name] = getattr(table, name) or told.get(name)
        if table.series:
            told["series"] = _series(table.series)
        if table.narrators:
            told["narrators"] = tuple(table.narrators)
        if table.cover:
            told["cover"] = Path(source.file).parent / table.cover
            told["cover_at"] = place_of(source.tree, ("stories", key, "cover"), source.file)
    return Publication(**told)


def _music(source: Source, own: list[tuple[str, StoryTable]]) -> Music | None:
    found = None
    tables: list[tuple[tuple[str, ...], VoicesFile | StoryTable]] = [((), source.table)]
    for path, table in [*tables, *((("stories", key), story) for key, story in own)]:
        if table.music is not None:
            where = place_of(source.tree, (*path, "music"), source.file)
            found = music_of(table.music, Path(source.file).parent, where)
    return found


def _series(series: str | SeriesTable) -> str:
    if isinstance(series, str):
        return series
    return series.name if series.number is None else f"{series.name} #{series.number:g}"


def _places(source: Source, own: list[tuple[str, StoryTable]]) -> dict[str, str]:
    tables: list[tuple[tuple[str, ...], VoicesFile | StoryTable]] = [((), source.table)]
    tables += [(("stories", key), table) for key, table in own]
    return {
        pattern: place_of(source.tree, (*path, setting, number), source.file)
        for path, table in tables
        for setting, patterns in (("keep", table.keep), ("skip", table.skip))
        for number, pattern in enumerate(patterns)
    }


def _last(values: Iterable[T | None], otherwise: T) -> T:
    """The last value that is given."""
    present = [value for value in values if value is not None]
    return present[-1] if present else otherwise


def _merged(*tables: Mapping[str, T]) -> dict[str, T]:
    return {name: value for table in tables for name, value in table.items()}


def _pauses(*tables: PauseTable | None) -> dict[str, float]:
    return _merged(*(table.model_dump(exclude_none=True) for table in tables if table is not None))
