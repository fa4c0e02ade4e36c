"""From a story to its script and its cast, and what a person should know of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from narrate import casting, script
from narrate.bank import installed, offers_in
from narrate.config import Settings, StorySettings
from narrate.engines import FALLBACK, PREFERRED, first_engine
from narrate.engines.booth import Booth
from narrate.errors import did_you_mean
from narrate.model import Gender, Join, Misfit, Script, Voice
from narrate.produce.directing import directions_of
from narrate.produce.memory import Memory
from narrate.produce.source import StorySource
from narrate.units import shortened

_SHOWN = 3
KOKORO_SPEAKS = frozenset({"es", "fr", "it", "pt", "ja", "zh", "hi"})
"""Languages of which Kokoro's one file has voices, besides English."""
_DEFAULT_NARRATOR = "narrator"
"""The name in the palette that stands where nobody chose a narrator."""


def best_engine(language: str = "en") -> str:
    """The first of the preferred engines that can be loaded; outside English, one of which a voice in that language is installed,
    else the first that speaks more than English."""
    return first_engine(PREFERRED if language == "en" else (*_natural(language), *PREFERRED[1:]))


def _natural(language: str) -> tuple[str, ...]:
    """The engines of which a voice of this language is installed, the fast one first; Kokoro's one file has several."""
    speaking = {voice.engine for voice in installed() if voice.language == language}
    if language in KOKORO_SPEAKS and installed("kokoro"):
        speaking.add("kokoro")
    return tuple(sorted(speaking, key=lambda engine: engine != "piper"))


def language_notes(script: Script, voices: Iterable[Voice], booth: Callable[[str], Booth]) -> Iterator[str]:
    """What is to be told of voices that speak another language than the story, and of a story that has only eSpeak NG's."""
    unique_voices = list(dict.fromkeys(voices))
    foreign: dict[str, list[str]] = {}
    for voice in unique_voices:
        spoken = booth(voice.engine).language(voice)
        if spoken != script.language:
            foreign.setdefault(spoken, []).append(f"{voice.engine}:{voice.name}")
    for spoken, names in sorted(foreign.items()):
        shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
        yield f"the story is in “{script.language}” and will be read by the rules of “{spoken}” by {shown}"
    if script.language != "en" and not foreign and all(voice.engine == FALLBACK for voice in unique_voices):
        yield f"“{script.language}” is spoken by eSpeak NG: clear, but robotic.{_how_to_better(script.language)}"


def _how_to_better(language: str) -> str:
    offers = offers_in(language)
    if not offers:
        return ""
    best = max(offers, key=lambda offer: offer.speakers)
    people = f"{best.speakers} natural voices" if best.speakers > 1 else "a natural voice"
    return f" For {people} ({best.licence.partition(':')[0]}): narrate voices install {best.name}"


def read_story(path: Path, settings: StorySettings, memory: Memory | None = None) -> Script:
    """The script of a story with everything a person has said about it; from `memory` if it was worked out before."""
    found = StorySource(path, settings, memory).script()
    people = (
        replace(
            person, perhaps=tuple(join for join in person.perhaps if frozenset((join.name, join.other)) not in settings.apart)
        )
        for person in found.characters
    )
    return replace(found, characters=tuple(people)) if settings.apart else found


def cast_story(
    script: Script, settings: StorySettings, booth: Callable[[str], Booth] | None = None
) -> tuple[dict[str, Voice], list[str]]:
    """A voice for everybody in the script. `booth` gives an engine's, to be asked what the narrator is like there;
    without it one is opened for that."""
    narrating, voice = casting.narrating_character(script, settings.narrating), settings.narrator
    gender: Gender = "unknown"
    if narrating and narrating.gender != "unknown" and voice.name == _DEFAULT_NARRATOR:
        with nullcontext(booth(voice.engine)) if booth else Booth(voice.engine) as engine:
            gender = next((entry.gender for entry in engine.voices() if entry.palette == voice.name), "unknown")
    return casting.cast(script, casting.CastingSettings(voice, settings.cast, settings.pools, settings.narrating, gender))


def first_person_notes(script: Script, settings: StorySettings) -> list[str]:
    """Who was taken for “I”, as far as that is not what a person has said."""
    tellers = [c for c in script.characters if c.tells]
    if not tellers or settings.narrating:
        return []
    who = " and ".join(f"{c.name}{'' if c.gender == 'unknown' else f' ({c.gender})'}" for c in tellers)
    return [f"“I” in the narration is taken for {who}. Another: narrator: {{character: NAME}} under the story in voices.yaml"]


def possible_joins(script: Script) -> list[Join]:
    """Characters who may be one person, though not surely enough to be given one voice; each pair once, the likeliest first."""
    pairs = {frozenset((join.name, join.other)): join for c in script.characters for join in c.perhaps}
    return sorted(pairs.values(), key=lambda join: (-join.chance, join.name, join.other))


def join_note(join: Join) -> str:
    """One line on two who may be one person, and what to write if they are."""
    remark = f"{join.name} and {join.other} may be one person ({join.chance:.0%}): {join.why}."
    return f"{remark} If so, write aliases: {{{join.other}: {join.name}}} under the story in voices.yaml"


def doubt_notes(book: Script) -> list[str]:
    """How many speakers are uncertain, and the least certain."""
    unsure = script.doubtful(book)
    if not unsure:
        return []
    chapters = {id(line): chapter.number for chapter in book.chapters for line in chapter.body}
    shown = "; ".join(f"{line.speaker}, chapter {chapters[id(line)]}: {shortened(line.text, 40)}" for line in unsure[:_SHOWN])
    total = sum(line.kind == "dialogue" for line in book.bodies())
    return [f"{len(unsure)} of {total} quotations are worth a look (narrate script --doubtful lists them), such as {shown}"]


def misfits(story: Path, script: Script, settings: Settings) -> Iterator[Misfit]:
    """The parts of voices.yaml that seem to be meant for this story and fit nothing in it."""
    if section := settings.misspelt_section(story):
        yield Misfit(section)
    table = settings.table.stories.get(story.stem)
    names = [name for character in script.characters for name in (character.name, *character.aliases)]
    for name in table.cast if table else ():
        if not has_character(name, script):
            known = name.casefold() in script.text.casefold()
            problem = f"{'says nothing' if known else 'is nobody'} in this story{did_you_mean(name, names, '.')}"
            yield Misfit(f"{settings.path}: cast: “{name}” {problem}")


def misfit_note(misfit: Misfit) -> str:
    """A correction that does not fit in one line, with the entries that would."""
    return " ".join([misfit.message, "; ".join(entry for entry, _ in misfit.candidates)]).strip()


def misfit_notes(story: Path, script: Script, settings: Settings, story_settings: StorySettings) -> list[str]:
    """Everything that voices.yaml says of a story and that fits nothing in it, in one line each; `story_settings`
    hold for it."""
    return [
        misfit_note(m) for m in (*script.misfits, *misfits(story, script, settings), *directions_of(script, story_settings)[1])
    ]


def warnings_of(script: Script, settings: StorySettings, remarks: Iterable[str]) -> tuple[str, ...]:
    """What a person should know before they render a story; `remarks` is what is known of its cast and its place."""
    misfitting = map(misfit_note, script.misfits)
    return (*misfitting, *doubt_notes(script), *first_person_notes(script, settings), *remarks, *notes(script))


def notes(script: Script) -> list[str]:
    """What readers noted of the file, but for its quotation marks."""
    return [note for note in script.notes if not note.startswith("quotation marks")]


def has_character(name: str, script: Script) -> bool:
    """Whether a character has this name, among others."""
    return any(name.casefold() in (n.casefold() for n in (c.name, *c.aliases)) for c in script.characters)
