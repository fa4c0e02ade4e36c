"""The press: chapters are edited, mastered and written as soon as all their takes are there."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, wait
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.captions import FORM, captions_of, webvtt
from narrate.deliveries import delivery
from narrate.edition import Edition, Track, Transcript, no_sound
from narrate.engines import load_engine
from narrate.errors import LostTakeError
from narrate.mastering import voice_gain
from narrate.model import Chapter, Cue, Take, Voice
from narrate.produce.cuts import Cuts
from narrate.produce.editions import chapter_titles, cover_of, edition_of, file_names, part_of
from narrate.produce.layout import TEXT
from narrate.produce.lengths import chapter_length
from narrate.produce.music import TitleMusic
from narrate.produce.plan import WRITTEN_A_SECOND, Options, Plan
from narrate.produce.progress import Progress
from narrate.produce.recipes import sound_recipe, tagged, version_of
from narrate.produce.shelf import Shelf
from narrate.produce.transcripts import transcript, write_transcript
from narrate.produce.write_and_proof import prepare_and_proof, write_and_proof
from narrate.proofing import SOUNDS
from narrate.recording import RecordedCue
from narrate.takes import TakeStore, stand_in_key
from narrate.units import Decibels, Seconds, numbered, samples
from narrate.writers import Writer, load_writer
from narrate.writers.sidecars import write_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TELL_EVERY: Seconds = 20.0
"""Of sound: so often is progress told of a chapter that is being written."""


class Press:
    """Edits, masters and writes the chapters of one book as soon as all their takes are there."""

    def __init__(self, plan: Plan, options: Options, store: TakeStore, workers: Executor, progress: Progress) -> None:
        self.plan, self.options, self.store, self.progress = plan, options, store, progress
        self.workers, self.delivery = workers, delivery(options.delivery)
        self.spec = self.delivery.spec
        self.writers = [load_writer(name) for name in options.formats]
        self.versions = {writer.name: version_of(writer, plan) for writer in self.writers}
        self.rate = self.delivery.rate or max(load_engine(engine).rate for engine in plan.engines)
        """The edition's sample rate: the engines' own, unless the delivery asks for another, which costs more and adds
        nothing."""
        self.shelf = Shelf(plan.layout)
        self.shelf.sweep()
        self.imprint = replace(plan.script.imprint, cover=cover_of(plan.script))
        self.titles = chapter_titles(plan.sheet, plan.credits)
        self.names = file_names(self.titles)
        self._music = TitleMusic(plan, self.rate)
        self._cuts = Cuts(self._take, self.delivery, self.rate, self._music)
        self._stand_ins: dict[str, str] = {}
        """Cue → digest of the sound that stands in for its take."""
        self._levels: dict[Voice, float] = {}
        self._lacking: dict[int, set[str]] = {}
        self._wanting: dict[str, list[Chapter[Cue]]] = {}
        self._jobs: dict[int, Future[Track]] = {}
        self._recipes: dict[str, str] = {}
        self._preparing: list[Writer] = []
        self._lock = threading.Lock()
        self.captions: set[str] = set()
        self.troubles: list[str] = []
        """What is wrong with sound files that this render wrote."""

    def start(self, absent: set[str]) -> None:
        """Start every chapter whose takes are all there; `absent` holds the keys that are not."""
        self._preparing = [w for w in self.writers if not w.per_chapter and (absent or not self._bound(w))]
        for chapter in self.plan.parts:
            self._begin(chapter, absent)

    def _begin(self, chapter: Chapter[Cue], absent: set[str]) -> None:
        lacking = self._lacking[chapter.number] = self._keys(chapter) & absent
        for key in lacking:
            self._wanting.setdefault(key, []).append(chapter)
        if not lacking:
            self._jobs[chapter.number] = self.workers.submit(self._chapter, chapter)

    def start_again(self) -> set[str]:
        """After a LostTakeError: the keys of all takes that are damaged or gone. Their chapters are begun again when they have
        been `heard`."""
        wait(self._jobs.values())
        keys = {chapter.number: self._keys(chapter) for chapter in self.plan.parts}
        lost = {key for key in set().union(*(keys[number] for number in self._jobs)) if self._take(key) is None}
        self._levels.clear()
        self._cuts.forget_cuts()
        for chapter in self.plan.parts:
            job = self._jobs.get(chapter.number)
            if job and (keys[chapter.number] & lost or job.exception()):
                del self._jobs[chapter.number]
                self._begin(chapter, lost)
        return lost

    def _keys(self, chapter: Chapter[Cue]) -> set[str]:
        voices = {cue.voice for cue in chapter.body}
        return {cue.key for cue in chapter.body} | {cue.key for voice in voices for cue in self.plan.calibrations[voice]}

    def _take(self, key: str) -> Take | None:
        return self.store.get(stand_in_key(key) if key in self._stand_ins else key)

    def accept(self, recorded: RecordedCue) -> None:
        """A take is there; chapters that lacked nothing else are started. What was heard in it is kept, so that its chapter
        need not read it for that."""
        if recorded.stand_in:
            self._stand_ins[recorded.key] = hashlib.sha256(recorded.sound.tobytes()).hexdigest()
        else:
            self._stand_ins.pop(recorded.key, None)
        if recorded.analysis and recorded.rate == self.rate and not recorded.stand_in:
            self._cuts.keep(recorded.key, recorded.analysis)
        for chapter in self._wanting.pop(recorded.key, ()):
            lacking = self._lacking[chapter.number]
            lacking.discard(recorded.key)
            if not lacking:
                self._jobs[chapter.number] = self.workers.submit(self._chapter, chapter)

    def wait(self) -> None:
        """Let the chapters in hand be finished."""
        for job in self._jobs.values():
            job.result()

    def _gains(self, chapter: Chapter[Cue]) -> dict[Voice, float]:
        return {voice: self._level(voice) + voice.gain for voice in dict.fromkeys(cue.voice for cue in chapter.body)}

    def _level(self, voice: Voice) -> float:
        """What brings a voice to the loudness of all; known from its calibration takes, which are read once."""
        if voice not in self._levels:
            takes = [take for cue in self.plan.calibrations[voice] if (take := self._take(cue.key))]
            if len(takes) < len(self.plan.calibrations[voice]):
                raise LostTakeError(f"A take that tells how loud {voice.engine}:{voice.name} speaks is missing.")
            self._levels[voice] = voice_gain(takes, self.spec)
        return self._levels[voice]

    def _chapter(self, chapter: Chapter[Cue]) -> Track:
        """Write a chapter's captions and its own sound files, each only if it is not there already as it should be."""
        gains = self._gains(chapter)
        recipe, name = self._recipe(chapter, gains), self.names[chapter.number]
        duration, gain = self._captions(chapter, gains, recipe, f"{TEXT}/{name}.vtt")

        def sound(more: Decibels = 0.0, lower: Decibels = 0.0) -> Iterator[NDArray[np.int16]]:
            cut = self._cuts.cut(chapter, gains)
            share = chapter_length(chapter) / max(cut.duration, 1.0)
            return self._with_progress(self._cuts.mastered(cut, gain + more, lower), share)

        def timed() -> Transcript:
            return transcript(self.plan.script, chapter, self._cuts.cut(chapter, gains).marks)

        title = self.titles[chapter.number]
        track = Track(
            number=chapter.number,
            title=title,
            path=Path(name),
            duration=duration,
            rate=self.rate,
            sound=sound,
            kilobits=self.delivery.kilobits,
            transcript=timed,
            is_credits=chapter in self.plan.credits,
        )
        self._deliver(track, recipe)
        self._cuts.forget(chapter)
        self.progress.chapter(self.plan.script.title, self._head(chapter), duration)
        return track

    def _deliver(self, track: Track, recipe: str) -> None:
        """A chapter in every format. What several would encode alike is encoded once: by one of them that prepares it bare."""
        encoded: dict[str, Path] = {}
        for writer in sorted(self.writers, key=lambda writer: writer not in self._preparing):
            own = replace(track, encoded=encoded.get(writer.encoding))
            own_recipe = recipe + self.versions[writer.name]
            if writer in self._preparing:
                part = self._prepare(writer, own, own_recipe)
                if part and writer.encoding:
                    encoded.setdefault(writer.encoding, part)
            elif writer.per_chapter:
                file = f"{track.path}.{writer.extension}"
                self._write(writer, self._edition((replace(own, path=Path(file)),)), f"{writer.name}/{file}", own_recipe)

    def _with_progress(self, clips: Iterator[NDArray[np.int16]], share: float) -> Iterator[NDArray[np.int16]]:
        """The clips as they come, while progress is told how far they are; `share` is expected length against real length."""
        untold = 0
        for clip in clips:
            untold += len(clip)
            if untold >= samples(_TELL_EVERY, self.rate):
                self.progress.did(untold * share / self.rate / WRITTEN_A_SECOND)
                untold = 0
            yield clip
        self.progress.did(untold * share / self.rate / WRITTEN_A_SECOND)

    def _head(self, chapter: Chapter[Cue]) -> str:
        title = self.titles[chapter.number]
        return title if chapter in self.plan.credits else numbered(chapter.number, title)

    def _captions(self, chapter: Chapter[Cue], gains: dict[Voice, float], recipe: str, file: str) -> tuple[Seconds, Decibels]:
        """Write a chapter's captions; its length, and what brings it to the delivery's aim. If they are good no take is read."""
        head = self._head(chapter)
        caption_recipe = json.dumps([recipe, FORM, head, [[cue.speaker, cue.shown] for cue in chapter.body]])
        words = hashlib.sha256(caption_recipe.encode("utf-8", "replace")).hexdigest()[:32]
        self.captions |= {file, f"{file.removesuffix('.vtt')}.json"}
        known = self.shelf.lasting(file, words)
        if known is not None:
            return known
        cut = self._cuts.cut(chapter, gains)
        write_text(self.plan.layout.path(file), "".join(webvtt(captions_of(cut.marks, head))))
        write_transcript(self.plan.layout.path(file), transcript(self.plan.script, chapter, cut.marks))
        found = cut.duration, self._cuts.gain(cut)
        with self._lock:
            self.shelf.note(file, words, found)
        return found

    def _write(self, writer: Writer, edition: Edition, file: str, recipe: str) -> None:
        recipe = tagged(recipe, edition)
        if not self.shelf.holds(file, recipe):
            path = self.plan.layout.path(file)
            troubles = write_and_proof(writer, edition, path, self.delivery)
            with self._lock:
                self.troubles += troubles  # those of a chapter in it begin with its name, too
                if not any(trouble.startswith(str(path)) for trouble in self.troubles):
                    self.shelf.note(file, recipe)  # else it is written anew next time
        self._recipes[file] = recipe

    def _prepare(self, writer: Writer, track: Track, recipe: str) -> Path | None:
        """A chapter's part of a whole book's file, if there are parts and an interrupted render did not leave this one. The part,
        where it is as it should be."""
        part = writer.part(track.number)
        file = f"{writer.name}/{part}"
        if part and not self.shelf.holds(file, recipe):
            troubles = prepare_and_proof(writer, track, self.plan.layout.path(self._book_file(writer)), self.delivery)
            with self._lock:
                if not troubles:
                    self.shelf.note(file, recipe)
                self.troubles += troubles
            part = "" if troubles else part
        return self.plan.layout.path(file) if part else None

    def _recipe(self, chapter: Chapter[Cue], gains: dict[Voice, float]) -> str:
        return self._music.recipe(sound_recipe(chapter, gains, self._stand_ins, self.rate, self.delivery))

    def _edition(self, tracks: tuple[Track, ...]) -> Edition:
        return edition_of(self.plan, tracks, self.imprint)

    def finish(self) -> Edition:
        """Wait for every chapter and write the formats that hold the whole book; the edition as far as it got. Raises
        LostTakeError: see `start_again`."""
        edition = self._edition(tuple(self._jobs[number].result() for number in sorted(self._jobs)))
        if len(edition.tracks) == len(self.plan.parts):
            self._bind(edition)
        return edition

    @property
    def files(self) -> set[str]:
        """What the writers of this render made, by name."""
        return set(self._recipes)

    @property
    def sound_files(self) -> set[str]:
        """Those that are nothing but sound."""
        return {file for file in self._recipes if Path(file).suffix in SOUNDS}

    def _bind(self, edition: Edition) -> None:
        edition = part_of(self.plan, edition)
        for writer in self.writers:
            if not writer.per_chapter:
                file, recipe = self._book_file(writer), self._book_recipe(writer)
                if writer in self._preparing:
                    self._write(writer, edition, file, recipe)
                    bound = [other for other in self.writers if other.part(1)]
                    self.progress.did(self.plan.binding_work / len(bound) if writer in bound else 0.0)
                else:
                    self._recipes[file] = tagged(recipe, edition)

    def _book_file(self, writer: Writer) -> str:
        return f"{writer.name}/{part_of(self.plan, self._edition(())).file_name}.{writer.extension}"

    def _book_recipe(self, writer: Writer) -> str:
        return "".join(self._recipe(c, self._gains(c)) for c in self.plan.parts) + self.versions[writer.name]

    def _bound(self, writer: Writer) -> bool:
        """Whether the whole book's file is there already as it should be, all takes being there."""
        tracks = (
            Track(number=n, title=self.titles[n], path=Path(self.names[n]), duration=0.0, rate=self.rate, sound=no_sound)
            for n in (chapter.number for chapter in self.plan.parts)
        )
        try:
            recipe = tagged(self._book_recipe(writer), part_of(self.plan, self._edition(tuple(tracks))))
        except LostTakeError:
            return False
        return self.shelf.holds(self._book_file(writer), recipe)
