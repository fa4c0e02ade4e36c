"""Before anything is spoken: what will be read, by whom, in which chapters, and what is still to record."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path

import platformdirs

from narrate import casting, cues, readers, script, spoken
from narrate.config import Settings, StorySettings
from narrate.deliveries import OWN
from narrate.engines import PREFERRED, load_engine
from narrate.engines.booth import Booth, BoothError, lend
from narrate.errors import ConfigError, DiskError, EngineError
from narrate.mastering import CALIBRATION
from narrate.model import NARRATOR, Book, Chapter, Cue, Gender, Line, Script, Voice
from narrate.pauses import Pauses
from narrate.produce.ledger import LEDGER, Ledger, Reason, read_ledger
from narrate.produce.lengths import chapter_length, chapter_lengths, speaking_length
from narrate.produce.memory import Memory
from narrate.readers.boilerplate import ReadingSettings
from narrate.takes import TakeStore, take_key
from narrate.units import Seconds, clip_bytes, printable, safe_name, shortened
from narrate.writers import load_writer

_SHOWN, _LONGEST = 3, 40
_DEFAULT_NARRATOR = "narrator"
"""The name in the palette that stands where nobody chose a narrator."""
_SPOKEN_A_SECOND = {"hibari": 130.0, "kokoro": 1.7, "piper": 11.0, "pyttsx3": 600.0, "scratch": 5000.0}
ENCODED_A_SECOND = 275.0
"""Seconds of sound that one core records and encodes in a second, on a machine of 2024."""
_BOUND_A_SECOND = 12000.0
"""Seconds of encoded sound that are bound into a whole book's file in a second."""
_SLOWEST_ENGINE = 10.0
_READ_BESIDE_A_BOOTH = 8 << 20
"""Bytes of a story. While the speakers of a longer one are found, that has all the memory: it is the most that a render needs.
A book with pictures is mostly shorter."""
_TAKE_BYTES, _SOUND_BYTES = 44_100, 8_000
"""Bytes of a second of sound: a take at 22.05 kHz, an MP3 at 64 kbit/s."""


@dataclass(frozen=True)
class Options:
    """What the command line asks for. `jobs` booths record at once, and as many chapters are written at once; `cluster` is
    where they record instead, as `dask://host:port`; `chapters` holds (first, last) numbers of those to render, all if empty;
    `delivery` says what the files are made for."""

    out: Path = Path("output")
    formats: tuple[str, ...] = ("mp3",)
    engine: str | None = None
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    takes: Path | None = None
    cluster: str | None = None
    chapters: tuple[tuple[int, int], ...] = ()
    delivery: str = OWN

    def wants(self, number: int) -> bool:
        """Whether this chapter is to be rendered."""
        return not self.chapters or any(first <= number <= last for first, last in self.chapters)


@dataclass(frozen=True)
class Plan:
    """A story ready to be recorded: the whole cue sheet, and of it the `wanted` chapters, which are rendered. `missing` holds
    their cues without a take, each key once."""

    story: Path
    folder: Path
    script: Script
    sheet: Book[Cue]
    wanted: tuple[Chapter[Cue], ...]
    cast: dict[str, Voice]
    calibrations: dict[Voice, tuple[Cue, ...]]
    engine: str
    missing: tuple[Cue, ...]
    warnings: tuple[str, ...]
    seconds: Seconds
    """Expected listening time of the wanted chapters."""
    ledger: Ledger
    reasons: Mapping[Reason, int]
    """Why the missing cues are missing."""
    to_write: int
    """How many chapters will be written."""
    writing: Seconds
    """Their expected length."""
    formats: int = 1
    """In how many formats."""
    binding: Seconds = 0.0
    """Expected time of binding chapters to whole books: one core binds, and the others wait."""
    names: Mapping[Voice, str] = field(default_factory=dict)
    """What a person calls their own voices."""

    @property
    def whole(self) -> bool:
        """Whether every chapter is wanted."""
        return len(self.wanted) == len(self.sheet.chapters)

    def cues(self) -> Iterator[Cue]:
        """Everything that is said in the wanted chapters, in order."""
        return (cue for chapter in self.wanted for cue in chapter.body)

    def calibrating(self) -> Iterator[Cue]:
        """What every voice says to have its loudness measured."""
        return chain.from_iterable(self.calibrations.values())

    @property
    def some(self) -> str:
        """Which chapters are wanted, as `chapters 2-5, 9`; empty for all."""
        return "" if self.whole else spelled(chapter.number for chapter in self.wanted)

    @property
    def engines(self) -> set[str]:
        """The engines that speak the whole book, whatever chapters are wanted."""
        return {cue.voice.engine for cue in self.sheet.bodies()}

    def takes(self) -> dict[str, str]:
        """Every take that the wanted chapters are made of, each once: key → who says it, empty for one that only sets a
        voice's level."""
        return {**{cue.key: "" for cue in self.calibrating()}, **{cue.key: cue.speaker for cue in self.cues()}}

    def lines(self) -> list[Line]:
        """The script of the wanted chapters."""
        numbers = {chapter.number for chapter in self.wanted}
        return [line for chapter in self.script.chapters if chapter.number in numbers for line in chapter.body]

    @property
    def work(self) -> Seconds:
        """Expected time of recording, encoding and binding on one core."""
        return self.speaking(self.missing) + self.formats * self.writing / ENCODED_A_SECOND + self.binding

    def speaking(self, cues: Iterable[Cue]) -> Seconds:
        """Expected time of recording cues on one core."""
        return speaking_length(cues) / _SPOKEN_A_SECOND.get(self.engine, _SLOWEST_ENGINE)

    @property
    def disk(self) -> int:
        """Bytes that the render will take: new takes and the sound files of the chapters to write."""
        return round(speaking_length(self.missing) * _TAKE_BYTES + self.writing * _SOUND_BYTES)


def spelled(numbers: Iterable[int]) -> str:
    """Chapters in words and runs of figures: `chapter 3`, `chapters 2-5, 9`; very many are only counted."""
    runs: list[list[int]] = []
    numbers = list(numbers)
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    if len(told) > _LONGEST:
        return f"{len(numbers)} of chapters {numbers[0]}-{numbers[-1]}"
    return f"chapter{'' if told.isdecimal() else 's'} {told}"


def takes_folder(options: Options) -> Path:
    """--takes, else NARRATE_TAKES, else the user's cache folder."""
    named = os.environ.get("NARRATE_TAKES")
    try:
        return options.takes or (Path(named) if named else platformdirs.user_cache_path("narrate") / "takes")
    except RuntimeError:
        raise DiskError("This user has no home to keep takes in. Set NARRATE_TAKES to a folder.") from None


def best_engine(language: str = "en") -> str:
    """The first of the preferred engines that can be loaded; outside English, of those that speak more than that."""
    for name in PREFERRED if language == "en" else PREFERRED[1:]:
        try:
            return load_engine(name).name
        except EngineError:
            continue
    raise EngineError("No speech engine is installed. Install narrate again.")


def read_story(path: Path, settings: StorySettings, memory: Memory | None = None) -> Script:
    """The script of a story with everything a person has said about it; from `memory` if it was worked out before."""
    manuscript = readers.read(path, ReadingSettings(settings.keep, settings.skip, settings.encoding, settings.patterns))
    title, author = settings.title or manuscript.title, settings.author or manuscript.author
    if len(manuscript.chapters) == 1 and manuscript.chapters[0].title == manuscript.title:
        manuscript = replace(manuscript, chapters=(replace(manuscript.chapters[0], title=title),))
    manuscript = replace(manuscript, title=printable(title) or path.stem, author=printable(author))
    told = script.Corrections(
        settings.aliases, settings.gender, settings.lines, settings.ignore, settings.narrating, settings.file
    )

    def work_out() -> Script:
        return script.read_through(manuscript, settings.quotes, told)

    return memory.script(manuscript, settings.quotes, told, work_out) if memory else work_out()


def cast_story(
    found: Script, settings: StorySettings, booth: Callable[[str], Booth] = Booth
) -> tuple[dict[str, Voice], list[str]]:
    """A voice for everybody in the script. `booth` gives an engine's, to be asked what the narrator is like there."""
    teller, voice = casting.teller_of(found, settings.narrating), settings.narrator
    gender: Gender = "unknown"
    if teller and teller.gender != "unknown" and voice.name == _DEFAULT_NARRATOR:
        gender = next((entry.gender for entry in booth(voice.engine).voices() if entry.palette == voice.name), "unknown")
    return casting.cast(found, casting.Casting(voice, settings.cast, settings.pools, settings.narrating, gender))


class Planner:
    """Makes plans for one run. Asks each engine once for the fingerprint of each voice."""

    def __init__(self, settings: Settings, options: Options, store: TakeStore) -> None:
        self.settings, self.options, self.store = settings, options, store
        self._asked = options.engine or settings.engine
        self._speaking("en")
        self._booths: dict[str, Booth] = {}
        self._prints: dict[Voice, str] = {}
        self._folders: set[str] = set()

    def close(self, *, lent: bool = False) -> None:
        """End the booths that were asked, or lend them to those who record."""
        for booth in self._booths.values():
            lend(booth) if lent else booth.close()
        self._booths.clear()

    def _speaking(self, language: str) -> str:
        """The engine for stories in a language."""
        return best_engine(language) if self._asked == "auto" else load_engine(self._asked).name

    def plan(self, story: Path) -> Plan:
        """Everything up to the cue sheet, and what is still to record."""
        likely = self._speaking("en")
        if story.stat().st_size <= _READ_BESIDE_A_BOOTH:
            self._booth(likely).get_ready()  # its engine loads while the story is read
        settings = self.settings.story(story.stem, likely)
        memory = Memory(self.store.folder)
        found = read_story(story, settings, memory)
        engine = self._speaking(found.language)
        settings = self.settings.story(story.stem, engine)
        voices, remarks = cast_story(found, settings, self._booth)
        if memory.damaged:
            remarks.append(memory.damaged)
        for voice in dict.fromkeys(voices.values()):
            self._check(voice, settings)
        say = partial(self._say, settings, found.language)
        sheet = cues.cue(found, voices, Pauses(**settings.pauses), say, self._key)
        wanted = self._wanted(sheet)
        cues_wanted = [cue for chapter in wanted for cue in chapter.body]
        calibrations = {v: self._calibration(v) for v in dict.fromkeys(c.voice for c in cues_wanted)}
        calibrating = list(chain.from_iterable(calibrations.values()))
        missing = {c.key: c for c in [*calibrating, *cues_wanted] if not self.store.has(c.key)}
        unused = [name for name in settings.cast if not _is_in(name, found)]
        remarks += [
            f"voices.yaml casts {name}, who says nothing in this story."
            for name in unused
            if name in self._story_cast(story.stem)
        ]
        folder = self.options.out / self._folder(found.title, story.stem)
        before = read_ledger(folder)
        if before.damaged:
            remarks.append(f"{folder / LEDGER} was damaged; what has changed since the last render is not known.")
        now = before.rendered(sheet, wanted, calibrating)
        lengths = dict(zip((c.number for c in wanted), chapter_lengths(wanted, before, now), strict=True))
        nothing = any(not any((folder / name).glob("*.*")) for name in self.options.formats)
        changed = [c for c in wanted if nothing or before.differs(now, c.number) or any(cue.key in missing for cue in c.body)]
        warnings = (*_low_confidence(found), *said_by_i(found, settings), *remarks, *_notes(found))
        return Plan(
            story, folder, found, sheet, wanted, voices, calibrations, engine,
            tuple(missing.values()), warnings, sum(lengths.values()),
            now, before.reasons(missing.values(), self.store.has_stand_in), len(changed),
            sum(lengths[chapter.number] for chapter in changed), len(self.options.formats),
            self._binding(wanted) if changed else 0.0, settings.names,
        )  # fmt: skip

    def _binding(self, wanted: Iterable[Chapter[Cue]]) -> Seconds:
        bound = sum(bool(load_writer(name).part(1)) for name in self.options.formats)
        return bound * self.options.jobs * sum(map(chapter_length, wanted)) / _BOUND_A_SECOND

    def _wanted(self, sheet: Book[Cue]) -> tuple[Chapter[Cue], ...]:
        """The chapters to render."""
        wanted = tuple(chapter for chapter in sheet.chapters if self.options.wants(chapter.number))
        if not wanted:
            raise ConfigError(f"--chapters: “{sheet.title}” has chapters 1 to {len(sheet.chapters)}, none of those asked for.")
        return wanted

    def _story_cast(self, stem: str) -> set[str]:
        table = self.settings.table.stories.get(stem)
        return set(table.cast) if table else set()

    def _say(self, settings: StorySettings, language: str, text: str, heading: bool) -> str:
        return spoken.say(text, settings.pronounce, heading=heading, language=language)

    def _key(self, text: str, voice: Voice) -> str:
        return take_key(text, voice, self._prints[voice])

    def _check(self, voice: Voice, settings: StorySettings) -> None:
        if voice not in self._prints:
            try:
                self._prints[voice] = self._booth(voice.engine).fingerprint(replace(voice, gain=0.0))
            except BoothError:  # it died: no setting is to blame
                raise
            except EngineError as error:
                where = settings.wheres.get(voice)
                raise ConfigError(f"{where}: {error}") if where else error from None

    def _booth(self, engine: str) -> Booth:
        return self._booths.setdefault(engine, Booth(engine))

    def _calibration(self, voice: Voice) -> tuple[Cue, ...]:
        return tuple(Cue(self._key(text, voice), text, voice, NARRATOR, 0.0, -1, text) for text in CALIBRATION)

    def _folder(self, title: str, stem: str) -> str:
        name = safe_name(title, safe_name(stem))
        if name.casefold() in self._folders:
            name = safe_name(f"{clip_bytes(name, 80)} ({stem})")
        self._folders.add(name.casefold())
        return name


def _is_in(name: str, found: Script) -> bool:
    return any(name.casefold() in (n.casefold() for n in (c.name, *c.aliases)) for c in found.characters)


def _low_confidence(found: Script) -> list[str]:
    unsure = script.doubtful(found)
    if not unsure:
        return []
    shown = "; ".join(f"{line.speaker}: {shortened(line.text, 40)}" for line in unsure[:_SHOWN])
    total = sum(line.kind == "dialogue" for line in found.bodies())
    return [f"{len(unsure)} of {total} quotations are worth a look (narrate script --doubtful lists them), such as {shown}"]


def said_by_i(found: Script, settings: StorySettings) -> list[str]:
    """Who was taken for “I”, as far as that is not what a person has said."""
    tellers = [c for c in found.characters if c.tells]
    if not tellers or settings.narrating:
        return []
    who = " and ".join(f"{c.name}{'' if c.gender == 'unknown' else f' ({c.gender})'}" for c in tellers)
    return [f"“I” in the narration is taken for {who}. Another: narrator: {{character: NAME}} under the story in voices.yaml"]


def _notes(found: Script) -> list[str]:
    return [note for note in found.notes if not note.startswith("quotation marks")]
