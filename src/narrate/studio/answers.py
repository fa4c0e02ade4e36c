"""What the page is told of a story, as plain tables and lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from narrate.casting import conversations, pool_name
from narrate.config import Settings
from narrate.editing import HEAD
from narrate.engines import PALETTE
from narrate.manners import MANNERS
from narrate.model import NARRATOR, Character, Cue
from narrate.produce.lengths import speaking_length
from narrate.produce.plan import Options
from narrate.produce.stories import possible_joins
from narrate.script import reason
from narrate.studio.files import rendered
from narrate.studio.listening import gap
from narrate.studio.reading import Reading, clip_name, voice_label
from narrate.studio.verbs import PAUSES
from narrate.studio.workspace import OpenStory
from narrate.takes import TakeStore
from narrate.units import clock, duration
from narrate.writers import load_writer, writer_names

_OWN_LINE = range(40, 111)
"""Characters of a line that shows a voice well."""
_KINDS = {"heading": "h", "narration": "n", "dialogue": "d"}


def summary_of(story: OpenStory) -> dict[str, Any]:
    """What a list of stories tells of one, as far as it is known yet."""
    reading = story.reading
    known = {}
    if reading is not None:
        known = {
            "title": reading.plan.script.title,
            "author": reading.plan.script.author,
            "chapters": len(reading.first_lines),
            "doubtful": len(reading.doubtful),
            "to_record": len(reading.plan.missing),
            "number": reading.number,
            "followed": list(reading.followed),
            "rendered": rendered(reading.plan.current_layout),
        }
    about = {"id": story.number, "file": story.path.name, "title": story.path.stem, "trouble": story.trouble}
    return {**about, "deciding": story.deciding, **known}


def script_of(reading: Reading) -> dict[str, Any]:
    """The whole script: people, chapters, and the lines by column, for a novel has thousands."""
    plan = reading.plan
    number_of = {name: number for number, name in enumerate(reading.names)}
    doubtful = set(reading.doubtful)
    chapters = zip(plan.script.chapters, reading.first_lines, strict=True)
    return {
        "number": reading.number,
        "title": plan.script.title,
        "author": plan.script.author,
        "language": plan.script.language,
        "file": plan.story.name,
        "people": people_of(reading),
        "chapters": [
            {"number": c.number, "title": c.title, "first": first, "lines": len(c.body), "length": clock(plan.lengths[c.number])}
            for c, first in chapters
        ],
        "lines": {
            "who": [number_of.get(line.speaker, 0) for line in reading.lines],
            "kind": "".join(_KINDS[line.kind] for line in reading.lines),
            "text": reading.shown,
            "turn": [line.paragraph for line in reading.lines],
            "doubtful": sorted(doubtful),
            "told": [n for n, line in enumerate(reading.lines) if line.rule == "corrected"],
        },
        "warnings": list(plan.warnings),
    }


def people_of(reading: Reading) -> list[dict[str, Any]]:
    """The narrator and everybody who speaks: what they are taken for, and the voice they have."""
    plan = reading.plan
    known = {character.name: character for character in plan.script.characters}
    told = reading.settings.cast
    found = []
    for name in reading.names:
        character = known.get(name, Character(name))
        voice = plan.cast.get(name, plan.cast[NARRATOR])
        found.append(
            {
                "name": name,
                "aliases": [alias for alias in character.aliases if alias != name],
                "gender": character.gender,
                "age": character.age,
                "lines": character.lines,
                "tells": character.tells,
                "voice": voice_label(voice, plan.engine, reading.settings.names),
                "chosen": name in told,
            }
        )
    return found


def line_of(reading: Reading, line: int) -> dict[str, Any]:
    """Why somebody says a line, who else may, and how voices.yaml names it."""
    said = reading.lines[line]
    scene = reading.scene(line)
    if line not in reading.quotations:
        common = {"why": "", "near": [], "key": "", "turn": [line], "told": False}
        return {"line": line, "speaker": said.speaker, "scene": scene, **common}
    return {
        "line": line,
        "speaker": said.speaker,
        "scene": scene,
        "why": reason(said, reading.plan.script),
        "near": reading.near(line),
        "key": reading.key(line),
        "turn": reading.turn(line),
        "told": bool(reading.own_keys(line)),
        "direction": asdict(reading.direction(line)),
        "manner": said.manner,
        "manners": list(MANNERS),
    }


def sheet_of(reading: Reading, chapter: int, store: TakeStore) -> list[dict[str, Any]]:
    """What is said in a chapter (counted from 0), cue by cue, whether it is recorded, and when it is expected to be heard, in
    seconds."""
    found, at = [], HEAD
    for cue in reading.plan.sheet.chapters[chapter].body:
        found.append({**cue_json(cue), "recorded": store.has(cue.key), "at": round(at, 1)})
        at += speaking_length([cue]) + cue.pause
    return found


def cue_json(cue: Cue) -> dict[str, Any]:
    """A cue as the player wants it: the line, the name of the clip, and the seconds of silence after it."""
    return {"line": cue.line, "clip": clip_name(cue), "gap": round(gap(cue), 3)}


def cast_of(reading: Reading, settings: Settings) -> dict[str, Any]:
    """Which voices there are for whom, whom they would meet, an own line of everybody, and who may be one person."""
    plan = reading.plan
    talks = conversations(plan.script)
    labels = {name: voice_label(v, plan.engine, reading.settings.names) for name, v in plan.cast.items()}
    voices = [*dict.fromkeys([*settings.table.voices, *PALETTE])]
    people = {character.name: character for character in plan.script.characters}
    return {
        "voices": voices,
        "people": [
            {
                "name": name,
                "line": own_line(reading, name),
                "order": [*dict.fromkeys([*(own := _own_pool(people.get(name), reading)), *voices])],
                "pool": len(own),
                "meets": _meets(name, talks.get(name, Counter()), labels),
            }
            for name in reading.names
        ],
        "doubles": [asdict(join) for join in possible_joins(plan.script)],
    }


def _own_pool(character: Character | None, reading: Reading) -> list[str]:
    """The voices of somebody's own pool."""
    pool = reading.settings.pools.get(pool_name(character), ()) if character else ()
    return [*dict.fromkeys(voice_label(voice, reading.plan.engine, reading.settings.names) for voice in pool)]


def _meets(name: str, near: Mapping[str, int], labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Voice → who has it of those that somebody talks with, the narrator included."""
    found: dict[str, list[str]] = {}
    for other in [NARRATOR, *near]:
        if other != name and other in labels:
            found.setdefault(labels[other], []).append(other)
    return found


def own_line(reading: Reading, name: str) -> int | None:
    """A line by which somebody's voice is judged: the first of a good length, else the longest."""
    kind = "narration" if name == NARRATOR else "dialogue"
    own = [n for n, line in enumerate(reading.lines) if line.speaker == name and line.kind == kind and n in reading.cues]
    good = (n for n in own if len(reading.lines[n].text) in _OWN_LINE)
    return next(good, max(own, key=lambda n: len(reading.lines[n].text), default=None))


@cache
def formats() -> list[tuple[str, str]]:
    """What a render can make, by name and in words; the usual one first."""
    labels = {name: load_writer(name).label for name in writer_names()}
    return sorted(labels.items(), key=lambda item: (item[0] not in Options.formats, item[1].casefold()))


def record_of(reading: Reading, store: TakeStore) -> dict[str, Any]:
    """What a render would record, and what of the story's sound is set by hand."""
    plan = reading.plan
    missing = [cue for cue in plan.missing if not store.has(cue.key)]
    return {
        "to_record": len(missing),
        "takes": len(plan.takes()),
        "reasons": dict(plan.reasons),
        "work": duration(plan.lasting(plan.options.jobs, missing)),
        "to_write": plan.to_write,
        "length": clock(plan.seconds),
        "folder": str(plan.layout.folder("<format>")),
        "formats": formats(),
        "pauses": {kind: reading.settings.pauses[kind] for kind in PAUSES},
        "pronounce": dict(reading.settings.pronounce),
    }
