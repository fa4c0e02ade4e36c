"""Before anything is spoken: what will be read, by whom, in which chapters, and what is still to record."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from narrate import cues
from narrate.config import Settings, StorySettings
from narrate.cues.staging import KnownCues, Staging
from narrate.cues.verse import verses
from narrate.deliveries import delivery
from narrate.engines import HEEDING, load_engine
from narrate.engines.booth import Booth, BoothError, borrowed, lend
from narrate.errors import ConfigError, EngineError
from narrate.mastering import CALIBRATION
from narrate.model import NARRATOR, Book, Chapter, Cue, Script, Voice
from narrate.pauses import Pauses
from narrate.produce.crediting import CreditsBuilder, credits_of
from narrate.produce.directing import acting_by_speaker, directions_of
from narrate.produce.editions import narrators_of
from narrate.produce.layout import Layout, layout_of
from narrate.produce.ledger import LEDGER, Ledger, read_ledger
from narrate.produce.lengths import chapter_length, chapter_lengths
from narrate.produce.memory import Memory
from narrate.produce.moving import RenderedBooks
from narrate.produce.plan import Options, Plan
from narrate.produce.source import StorySource
from narrate.produce.stories import (
    best_engine,
    cast_story,
    language_notes,
    misfits,
    read_story,
    warnings_of,
)
from narrate.produce.story_cache import StoryCache
from narrate.produce.wording import Wording
from narrate.takes import TakeStore, stand_in_key, take_keys, unperformed
from narrate.units import clip_bytes, safe_name

_READ_BESIDE_A_BOOTH = 8 << 20
"""Bytes of a story. While the speakers of a longer one are found, that has all the memory: it is the most that a render needs.
A book with pictures is mostly shorter."""


@dataclass(frozen=True)
class _Parts:
    """What is rendered: the wanted chapters, the spoken credits, and what their voices say to have their loudness measured."""

    requested: tuple[Chapter[Cue], ...]
    credits: tuple[Chapter[Cue], ...]
    calibrations: dict[Voice, tuple[Cue, ...]]

    def cues(self) -> Iterator[Cue]:
        """All that is to be said."""
        for said in (*self.calibrations.values(), *(chapter.body for chapter in (*self.requested, *self.credits))):
            yield from said


@dataclass(frozen=True)
class _Place:
    """Where a book belongs, where it lies if that is elsewhere, and what it was made of when it was last rendered."""

    layout: Layout
    earlier: Layout | None
    ledger: Ledger

    @property
    def now(self) -> Layout:
        """Where its files are."""
        return self.earlier or self.layout


def fingerprinted(voice: Voice) -> Voice:
    """The voice that its engine is asked the fingerprint of: how a sentence ends matters to the engines that heed it."""
    return unperformed(voice if voice.engine in HEEDING else replace(voice, ending=""))


class Planner:
    """Makes plans for one run. Asks each engine once for the fingerprint of each voice."""

    def __init__(self, settings: Settings, options: Options, store: TakeStore) -> None:
        self.settings, self.options, self.store = settings, options, store
        self._asked = options.engine or settings.engine
        self._speaking("en")
        self._booths: dict[str, Booth] = {}
        self._prints: dict[Voice, str] = {}
        self._keys: dict[Voice, Callable[[str], str]] = {}
        self._places: set[str] = set()
        self._rendered = RenderedBooks(options.out)
        self._cache: StoryCache | None = None

    def following(self, settings: Settings) -> Planner:
        """A planner for other settings of the same run, which asks the same engines and keeps what no corrected line changes;
        this one is not to be used any more."""
        other = Planner(settings, self.options, self.store)
        other._booths, other._prints = self._booths, self._prints
        other._cache = self._cache or StoryCache()
        return other

    def close(self, *, lent: bool = False) -> None:
        """End the booths that were asked, or lend them to those who record."""
        for booth in self._booths.values():
            lend(booth) if lent else booth.close()
        self._booths.clear()

    def _speaking(self, language: str) -> str:
        """The engine for stories in a language."""
        return best_engine(language) if self._asked == "auto" else load_engine(self._asked).name

    def get_ready(self) -> None:
        """Have the engine loaded that most stories are spoken by, and do not wait for it."""
        self._booth(self._speaking("en")).get_ready()

    def prepare(self, story: Path) -> None:
        """Work out ahead what a corrected line of this story will be decided by, if it is to be kept. Any thread may do that."""
        if self._cache:
            memory = Memory(self.store.folder, self._cache)
            StorySource(story, self.settings.story(story.stem, self._speaking("en")), memory).survey(memory)

    def plan(self, story: Path) -> Plan:
        """Everything up to the cue sheet, and what is still to record."""
        memory = Memory(self.store.folder, self._cache)
        script, settings, engine = self._read(story, memory)
        wording = Wording(self.store.folder, story, script.language, settings.pronounce)
        staging, script = self._staging(script, settings, wording)
        cast, remarks = self._cast(script, settings)
        sheet = cues.cue(script, cast, staging, wording.say, self._key)
        parts = self._parts(sheet, self._credits(script, settings, wording, cast[NARRATOR]))
        missing = {cue.key: cue for cue in parts.cues() if not self.store.has(cue.key)}
        place = self._place(script, story, sheet)
        outdated = place.ledger.outdated(sheet)
        lengths = dict(
            zip((c.number for c in parts.requested), chapter_lengths(parts.requested, place.ledger, outdated), strict=True)
        )
        lengths |= {chapter.number: chapter_length(chapter) for chapter in parts.credits}
        changed = self._changed((*parts.requested, *parts.credits), missing, outdated, place)
        remarks += [*filter(None, (memory.damaged, wording.damaged)), *language_notes(script, cast.values(), self._booth)]
        wording.keep(partly=bool(self._cache))
        return Plan(
            story=story,
            layout=place.layout,
            script=script,
            verse=staging.verse or frozenset(),
            sheet=sheet,
            requested=parts.requested,
            cast=cast,
            calibrations=parts.calibrations,
            engine=engine,
            missing=tuple(missing.values()),
            warnings=warnings_of(script, settings, [*remarks, *self._of_place(place)]),
            lengths=lengths,
            as_rendered=place.ledger,
            has_stand_in=lambda key: self.store.has(stand_in_key(key)),
            writing={chapter.number: lengths[chapter.number] for chapter in changed},
            options=self.options,
            names=settings.names,
            credits=parts.credits,
            music=settings.music,
            earlier=place.earlier,
        )

    def _read(self, story: Path, memory: Memory) -> tuple[Script, StorySettings, str]:
        """The script, the settings that hold for it, and the engine that speaks its language."""
        likely = self._speaking("en")
        if story.stat().st_size <= _READ_BESIDE_A_BOOTH:
            self.get_ready()  # its engine loads while the story is read
        script = read_story(story, self.settings.story(story.stem, likely), memory)
        script = replace(script, misfits=(*script.misfits, *misfits(story, script, self.settings)))
        engine = self._speaking(script.language)
        return script, self.settings.story(story.stem, engine, script.language), engine

    def _changed(
        self, chapters: Iterable[Chapter[Cue]], missing: Container[str], outdated: Container[int], place: _Place
    ) -> list[Chapter[Cue]]:
        """The chapters that are put together anew, some because they are `outdated`."""
        nothing = any(not any(place.now.folder(name).glob("*.*")) for name in self.options.formats)
        return [c for c in chapters if nothing or c.number in outdated or any(cue.key in missing for cue in c.body)]

    def _credits(self, script: Script, settings: StorySettings, wording: Wording, voice: Voice) -> tuple[Chapter[Cue], ...]:
        """The spoken credits, of a book that is rendered whole, where they are asked for or the delivery wants them."""
        credit_settings = settings.credits
        spoken = delivery(self.options.delivery).credits if credit_settings.enabled is None else credit_settings.enabled
        if not spoken or not all(self.options.wants(chapter.number) for chapter in script.chapters):
            return ()
        builder = CreditsBuilder(voice, settings.pauses["paragraph"], wording.say, self._key)
        return credits_of(script, credit_settings, narrators_of(script.imprint, voice), builder)

    def _staging(self, script: Script, settings: StorySettings, wording: Wording) -> tuple[Staging, Script]:
        """How it is to be said; the script with the directions that do not fit it."""
        directions, unfit = directions_of(script, settings)
        acted, headings = acting_by_speaker(script, settings), settings.credits.headings
        said_by = [script.text, script.emphasis, script.language, [*settings.pronounce.items()], settings.pauses]
        known = self._cache.cues.get(said_by, KnownCues) if self._cache else None
        if not (known and known.lines):
            wording.load()  # while the engine is loaded that will be asked for its voices
        staging = Staging(
            pauses=Pauses(**settings.pauses),
            directions=directions,
            acted=acted,
            cut=wording.sentences,
            headings=headings,
            heeding=HEEDING,
            verse=self._verse(script),
            known=known,
        )
        return staging, replace(script, misfits=(*script.misfits, *unfit))

    def _verse(self, script: Script) -> frozenset[int]:
        """The paragraphs that are verse."""
        if self._cache is None:
            return verses(script)
        return self._cache.verse.get([script.text, script.chapters], lambda: verses(script))

    def _requested(self, sheet: Book[Cue]) -> tuple[Chapter[Cue], ...]:
        """The chapters to render."""
        chapters = tuple(chapter for chapter in sheet.chapters if self.options.wants(chapter.number))
        if not chapters:
            raise ConfigError(f"--chapters: “{sheet.title}” has chapters 1 to {len(sheet.chapters)}, none of those asked for.")
        return chapters

    def _key(self, text: str, voice: Voice) -> str:
        keys = self._keys.get(voice)  # looked up once: a hash of a voice is one of all its fields
        if keys is None:
            keys = self._keys[voice] = take_keys(voice, self._print(voice))
        return keys(text)

    def _print(self, voice: Voice) -> str:
        """Its engine's fingerprint of a voice, however it speaks."""
        plain = fingerprinted(voice)
        if plain not in self._prints:
            self._prints[plain] = self._booth(voice.engine).fingerprint(plain)
        return self._prints[plain]

    def _check(self, voices: Iterable[Voice], settings: StorySettings) -> None:
        """Ask the engines for the fingerprints of voices. Raises ConfigError at the place that asks for one that is not there."""
        for voice in dict.fromkeys(voices):
            try:
                self._print(voice)
            except BoothError:
                raise  # it was ended from outside: no setting is wrong
            except EngineError as error:
                where = settings.places.get(voice)
                raise ConfigError(f"{where}: {error}") if where else error from None

    def _booth(self, engine: str) -> Booth:
        if engine not in self._booths:
            self._booths[engine] = borrowed(engine)
        return self._booths[engine]

    def _cast(self, script: Script, settings: StorySettings) -> tuple[dict[str, Voice], list[str]]:
        """A voice for every character, each one that its engine has, and what to tell of the casting."""
        cast, remarks = cast_story(script, settings, self._booth)
        self._check(cast.values(), settings)
        return cast, remarks

    def _parts(self, sheet: Book[Cue], credits_: tuple[Chapter[Cue], ...]) -> _Parts:
        chapters = self._requested(sheet)
        voices = dict.fromkeys(cue.voice for chapter in (*chapters, *credits_) for cue in chapter.body)
        return _Parts(chapters, credits_, {voice: self._calibration(voice) for voice in voices})

    def _calibration(self, voice: Voice) -> tuple[Cue, ...]:
        return tuple(
            Cue(key=self._key(text, voice), text=text, voice=voice, speaker=NARRATOR, pause=0.0, line=-1, shown=text)
            for text in CALIBRATION
        )

    def _place(self, script: Script, story: Path, sheet: Book[Cue]) -> _Place:
        """Where the book belongs, no two of one run in one place, and what lies there already."""
        name = safe_name(script.title, safe_name(story.stem))
        layout = layout_of(self.options.out, script, name)
        if layout.place.casefold() in self._places:
            layout = layout_of(self.options.out, script, safe_name(f"{clip_bytes(name, 80)} ({story.stem})"))
        self._places.add(layout.place.casefold())
        earlier = self._rendered.earlier(layout, story, sheet.bodies())
        return _Place(layout, earlier, read_ledger((earlier or layout).home))

    def _of_place(self, place: _Place) -> list[str]:
        """What is told of where the book lies, and of a ledger there that could not be used."""
        layout, earlier = place.layout, place.earlier
        moved = f"{earlier.home}: this book belongs in {layout.folder('<format>')} now, and is moved there." if earlier else ""
        lost = f"{place.now.home / LEDGER} was damaged; what has changed since the last render is not known."
        return [*filter(None, (moved, self._rendered.left_over(layout))), *([lost] if place.ledger.damaged else ())]
