"""voices.yaml and the defaults, resolved once into frozen settings; mistakes are told with file, line and column.

All mistakes of a file are told together, and nothing is rendered until there are none.
"""

from __future__ import annotations

import fnmatch
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from narrate.errors import ConfigError, did_you_mean
from narrate.model import Gender, Voice

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
MAX_ALIASES = 100
MAX_NODES = 50_000

Speed = Annotated[float, Field(ge=0.4, le=3.0)]
Pitch = Annotated[float, Field(ge=-12, le=12)]
Gain = Annotated[float, Field(ge=-30, le=20)]
Timbre = Annotated[float, Field(ge=0.8, le=1.25)]
Range = Annotated[float, Field(ge=0, le=2)]
Pause = Annotated[float, Field(ge=0, le=30)]


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}; put a backslash before signs that mean themselves") from None
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


Quotes = Literal["double", "single", "guillemets", "low", "corner", "dash"]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


class VoiceTable(_Table):
    """A voice tuned: which one, and how it differs."""

    voice: str = Field(description="A name of the palette, one of your own voices, or engine:name.")
    speed: Speed = Field(default=1.0, description="× the engine's ordinary pace.")
    pitch: Pitch = Field(default=0.0, description="Semitones up or down.")
    gain: Gain = Field(default=0.0, description="dB louder or softer than the other voices.")
    timbre: Timbre = Field(default=1.0, description="× the length of the vocal tract: above 1 a larger person (hibari only).")
    range: Range = Field(default=1.0, description="× the liveliness of intonation; 0 is flat (hibari only).")


VoiceWish = str | VoiceTable


class TellerTable(_Table):
    """The narrator of one story: a voice, and the character who says I, if one does."""

    character: str | None = Field(default=None, description="The character who tells the story.")
    voice: str | None = Field(default=None, description="As under voices; without it the narrator's voice of every story.")
    speed: Speed = 1.0
    pitch: Pitch = 0.0
    gain: Gain = 0.0
    timbre: Timbre = 1.0
    range: Range = 1.0

    def wish(self, ordinary: VoiceWish) -> VoiceWish:
        """The voice that is meant: this table's own, or the ordinary one tuned."""
        base = ordinary if isinstance(ordinary, VoiceTable) else VoiceTable(voice=ordinary)
        if self.voice is not None:
            base = VoiceTable(voice=self.voice)
        return VoiceTable(
            voice=base.voice,
            speed=base.speed * self.speed,
            pitch=base.pitch + self.pitch,
            gain=base.gain + self.gain,
            timbre=base.timbre * self.timbre,
            range=base.range * self.range,
        )


class PauseTable(_Table):
    """Seconds of quiet."""

    sentence: Pause | None = None
    paragraph: Pause | None = None
    speaker: Pause | None = None
    scene: Pause | None = None
    heading: Pause | None = None


class StoryTable(_Table):
    """What holds for one story only."""

    title: str | None = None
    author: str | None = None
    narrator: str | TellerTable | None = None
    cast: dict[str, VoiceWish] = {}
    ignore: list[str] = Field(default=[], description="Names that are nobody's: places, horses, books.")
    aliases: dict[str, str] = Field(default={}, description="Other name → the name this person goes by.")
    gender: dict[str, Literal["female", "male", "unknown"]] = {}
    lines: dict[str, str] = Field(default={}, description="The line's first words → who says it.")
    keep: list[Pattern] = Field(
        default=[], description="What to read all the same: reasons such as teaser, or regular expressions."
    )
    skip: list[Pattern] = Field(default=[], description="Paragraphs with these words (regular expressions) are not read aloud.")
    encoding: str | None = Field(default=None, description="The file's encoding, where what is found is wrong: cp1251.")
    pauses: PauseTable | None = None
    pronounce: dict[str, str] = {}
    speed: Speed | None = None
    quotes: Quotes | None = None


class VoicesFile(_Table):
    """The whole of voices.yaml."""

    engine: str = "auto"
    narrator: VoiceWish = "narrator"
    voices: dict[str, VoiceTable] = Field(default={}, description="Your own voices, tuned and named.")
    cast: dict[str, VoiceWish] = Field(default={}, description="Characters with the same voice in every story.")
    pools: dict[Literal["female", "male", "unknown", "child", "girl", "boy", "old-woman", "old-man"], list[VoiceWish]] = {}
    pauses: PauseTable | None = None
    pronounce: dict[str, str] = Field(default={}, description="Word → how it is said.")
    speed: Speed | None = None
    keep: list[Pattern] = []
    skip: list[Pattern] = []
    stories: dict[str, StoryTable] = Field(default={}, description="A story by its file's stem, or a glob.")


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
            wheres.setdefault(resolved, _place(self._tree, where, self._name))
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
    text = _read(path)
    tree = _parse(path, text)
    if tree is None:
        tree = CommentedMap()
    if not isinstance(tree, Mapping):
        raise ConfigError(f"{path}:1:1: a table of settings is expected, such as “narrator: narrator”.")
    mistakes: list[str] = []
    plain = _Plain(path).copy(tree)
    table = VoicesFile()
    try:
        table = VoicesFile.model_validate(plain)
    except ValidationError as error:
        mistakes = _told(str(path), tree, text, error)
    mistakes += _unknown_voices(str(path), tree, text, plain, [palette, engines])
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


def _read(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}.") from error
    if len(raw) > MAX_BYTES:
        raise ConfigError(f"{path}: {len(raw):,} bytes is more than a voices.yaml has.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError(f"{path}:{line}: not UTF-8; save the file as UTF-8.") from error


def _parse(path: Path, text: str) -> Any:
    """The tree with its line numbers. Depth and aliases are counted first: both can be bombs."""
    depth = 0
    for mark in re.finditer(r"[\[\]{}]|^ +", text, re.M):
        deep = len(mark[0]) > 4 * MAX_DEPTH
        depth += (mark[0] in "[{") - (mark[0] in "]}")
        if depth > MAX_DEPTH or deep:
            raise ConfigError(f"{path}:{text.count(chr(10), 0, mark.start()) + 1}: nested too deeply.")
    if len(re.findall(r"(?:^|[\s\[,{:])\*\w", text)) > MAX_ALIASES:
        raise ConfigError(f"{path}: too many aliases (*name).")
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    try:
        return yaml.load(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark
        where = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        problem = " ".join((error.problem or "cannot be read").split())
        raise ConfigError(
            f"{path}{where}: {problem}{_excerpt(text, mark.line if mark else None, mark.column if mark else 0)}"
        ) from None
    except (YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read as YAML: {' '.join(str(error).split())[:200]}") from None


class _Plain:
    """Copies a YAML tree into plain dicts and lists; a tree that aliases blow up is refused."""

    def __init__(self, path: Path) -> None:
        self._path, self._left = path, MAX_NODES

    def copy(self, tree: Any) -> Any:
        """The same values without their places."""
        self._left -= 1
        if self._left < 0:
            raise ConfigError(f"{self._path}: too many settings, or aliases (*name) that repeat themselves.")
        if isinstance(tree, Mapping):
            return {str(key): self.copy(value) for key, value in tree.items()}
        if isinstance(tree, list):
            return [self.copy(value) for value in tree]
        return str(tree) if isinstance(tree, str) else tree


def _told(path: str, tree: Any, text: str, error: ValidationError) -> list[str]:
    """Pydantic's findings in plain words, each with its place; unions tell only their likeliest branch."""
    told: dict[str, str] = {}
    for found in error.errors():
        loc = [part for part in found["loc"] if part not in ("str", "VoiceTable", "TellerTable", "[key]")]
        where = _place(tree, tuple(loc), path, key=found["type"] == "extra_forbidden" or "[key]" in found["loc"])
        dotted = ".".join(str(part) for part in loc)
        if found["type"] == "extra_forbidden":
            message = f"unknown setting{did_you_mean(str(loc[-1]), _siblings(loc))}"
        elif "[key]" in found["loc"]:
            message = f"not a name that is known here{did_you_mean(str(loc[-1]), _siblings(loc))}"
        elif found["type"] == "literal_error":
            message = f"expected one of {found.get('ctx', {}).get('expected', '')}"
        elif found["type"] == "missing":
            message = "this setting is missing"
        else:
            message = re.sub(r"^Input should be", "should be", found["msg"])
        if isinstance(found["input"], dict) and "str" in found["loc"]:
            continue
        told.setdefault(where, _mistake(where, dotted, message, text))
    return list(told.values()) or [f"{path}: {error}"]


def _siblings(loc: list[Any]) -> list[str]:
    tables: dict[str, type[BaseModel]] = {
        "pauses": PauseTable,
        "voices": VoiceTable,
        "cast": VoiceTable,
        "narrator": VoiceTable,
    }
    if len(loc) == 1:
        return list(VoicesFile.model_fields)
    if loc[0] == "stories" and len(loc) == 3:
        return list(StoryTable.model_fields)
    if loc[0] == "pools":
        return ["female", "male", "unknown", "child", "girl", "boy", "old-woman", "old-man"]
    if loc[0] == "stories":
        tables["narrator"] = TellerTable
    table = next((tables[part] for part in reversed(loc[:-1]) if part in tables), None)
    return list(table.model_fields) if table else []


def _unknown_voices(path: str, tree: Any, text: str, plain: dict[str, Any], known: list[Collection[str]]) -> list[str]:
    """Every voice and engine that is asked for and does not exist; `known` holds the palette and the engines."""
    palette, engines = known
    own = plain.get("voices")
    names = [*palette, *(own if isinstance(own, dict) else ())]
    mistakes: list[str] = []
    for place, name in _wishes(plain):
        engine, colon, _ = name.partition(":")
        if (colon and engine in engines) or (not colon and name in names):
            continue
        problem = (
            f"there is no engine “{engine}”{did_you_mean(engine, engines)}"
            if colon
            else f"there is no voice “{name}”{did_you_mean(name, names)} (see: narrate voices)"
        )
        mistakes.append(_mistake(_place(tree, place, path), ".".join(str(part) for part in place), problem, text))
    asked = plain.get("engine", "auto")
    if isinstance(asked, str) and asked not in ("auto", *engines):
        problem = f"there is no engine “{asked}”{did_you_mean(asked, ['auto', *engines])}"
        mistakes.append(_mistake(_place(tree, ("engine",), path), "engine", problem, text))
    return mistakes


def _wishes(plain: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """Every place of the file that names a voice, with the name; what has the wrong shape is left to the model."""
    found: list[tuple[tuple[str | int, ...], Any]] = [(("narrator",), plain.get("narrator"))]
    for table in ("voices", "cast"):
        found += [((table, name), wish) for name, wish in _items(plain.get(table))]
    for name, pool in _items(plain.get("pools")):
        found += [(("pools", name, i), wish) for i, wish in enumerate(pool if isinstance(pool, list) else ())]
    for key, story in _items(plain.get("stories")):
        found += [(("stories", key, "cast", name), wish) for name, wish in _items(dict(_items(story)).get("cast"))]
        found.append((("stories", key, "narrator"), dict(_items(story)).get("narrator")))
    tables = [((*place, "voice"), wish.get("voice")) for place, wish in found if isinstance(wish, dict)]
    return [(place, wish) for place, wish in [*found, *tables] if isinstance(wish, str)]


def _items(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _mistake(where: str, dotted: str, problem: str, text: str) -> str:
    line, column = (int(number) for number in where.rsplit(":", 2)[1:])
    return f"{where}: {dotted}: {problem}{_excerpt(text, line - 1, column - 1)}"


def _place(tree: Any, loc: tuple[str | int, ...], path: str, *, key: bool = False) -> str:
    """`voices.yaml:12:5` of a setting: where its value stands, or its key."""
    line = column = 0
    node: Any = tree
    for depth, part in enumerate(loc):
        if not hasattr(node, "lc"):
            break
        try:
            if isinstance(node, CommentedMap):
                real = next((k for k in node if str(k) == str(part)), None)
                if real is None:
                    break
                last = depth == len(loc) - 1
                line, column = node.lc.key(real) if last and key else node.lc.value(real)
                node = node[real]
            elif isinstance(node, CommentedSeq) and isinstance(part, int):
                line, column = node.lc.item(part)
                node = node[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return f"{path}:{line + 1}:{column + 1}"


def _excerpt(text: str, line: int | None, column: int) -> str:
    lines = text.splitlines()
    if line is None or not 0 <= line < len(lines):
        return ""
    shown = "".join(c if c.isprintable() else " " for c in lines[line])[:160]
    return f"\n    {line + 1:4} | {shown}" + (f"\n         | {' ' * column}^" if column < 160 else "")
