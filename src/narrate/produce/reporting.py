"""After the sound: sidecars, and the report of what was done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from narrate import __version__, script
from narrate.model import Edition
from narrate.produce.ledger import write_ledger
from narrate.produce.planning import Plan
from narrate.produce.press import Press
from narrate.writers.sidecars import metadata, playlist, write_bytes, write_json, write_pieces, write_text


@dataclass(frozen=True)
class Recording:
    """What was recorded: the keys, those that failed and why, and those that took another way than usual."""

    recorded: tuple[str, ...]
    troubles: dict[str, str]
    helped: dict[str, str]


def report(plan: Plan, edition: Edition, press: Press, done: Recording) -> dict[str, Any]:
    """Write the small files, tidy the folder; the book's report, also written as report.json."""
    recorded, troubles = done.recorded, done.troubles
    done_all = len(edition.tracks) == len(plan.wanted)
    files = _sidecars(plan, edition, press)
    sound, troubled = _sound(edition, press), sorted(press.troubles)
    if plan.whole:
        press.shelf.clear(press.sound_files | press.captions, ["text", *(writer.name for writer in press.writers)])
    warnings = [*plan.warnings, *troubled, *_told(plan, troubles, "was not recorded: "), *_told(plan, done.helped, "was ")]
    covered = script.coverage(plan.script)
    if covered < 1:
        warnings.append(f"Only {covered:.2%} of the story is narrated or listed as skipped.")
    lines = {cue.key: cue.speaker for cue in plan.cues()}
    made = {
        "story": str(plan.story),
        "title": plan.script.title,
        "directory": str(plan.folder),
        "chapters": len(plan.sheet.chapters),
        "lines": sum(1 for _ in plan.script.bodies()),
        "characters": [
            {
                "name": c.name,
                "lines": c.lines,
                "gender": c.gender,
                "age": c.age,
                "voice": plan.cast[c.name].name,
            }
            for c in plan.script.characters
        ],
        "engine": plan.engine,
        "delivery": press.delivery.name,
        "duration_s": round(sum(track.duration for track in edition.tracks), 3),
        "coverage": round(covered, 6),
        "takes": {
            "recorded": len(recorded),
            "reused": len({cue.key for cue in plan.cues()} - set(recorded) - set(troubles)),
            "failed": len(troubles),
            "helped": len(done.helped),
            "speakers": dict(sorted(Counter(lines[key] for key in recorded if key in lines).items())),
        },
        "files": sorted([*press.sound_files, *press.captions, *files]),
        "sound": sound,
        "skipped": [{"start": s.at.start, "end": s.at.end, "reason": s.reason} for s in plan.script.skipped],
        "complete": done_all and not troubles and not troubled and covered == 1,
        "warnings": warnings,
        "narrate": __version__,
    }
    write_json(plan.folder / "report.json", made)
    write_ledger(plan.folder, plan.ledger)
    return made


def _sidecars(plan: Plan, edition: Edition, press: Press) -> list[str]:
    whole = len(edition.tracks) == edition.chapters
    written = [write_pieces(plan.folder / "text" / "script.json", partial(script.as_text, plan.script))]
    for writer in press.writers if whole else ():
        written.append(write_json(plan.folder / writer.name / "metadata.json", metadata(edition)))
        if edition.imprint.cover:
            written.append(write_bytes(plan.folder / writer.name / "cover.jpg", edition.imprint.cover))
        if writer.per_chapter:
            names = [f"{press.names[t.number - 1]}.{writer.extension}" for t in edition.tracks]
            written.append(write_text(plan.folder / writer.name / f"{edition.file_name}.m3u8", playlist(edition, names)))
    return [str(path.relative_to(plan.folder)) for path in written] + ["report.json"]


def _sound(edition: Edition, press: Press) -> list[dict[str, Any]]:
    """Each sound file with the length it should have, and a whole book's with its chapters."""
    chapters = {press.names[track.number - 1]: track for track in edition.tracks}
    entries: list[dict[str, Any]] = []
    for file in sorted(press.sound_files):
        one = chapters.get(Path(file).stem)
        tracks = (one,) if one else edition.tracks
        entry: dict[str, Any] = {"file": file, "duration_s": round(sum(track.duration for track in tracks), 3)}
        if one is None:
            entry["chapters"] = [track.title for track in tracks]
        entries.append(entry)
    return entries


def _told(plan: Plan, reasons: dict[str, str], what: str) -> list[str]:
    """Where in the story the cues with these keys stand, and why they are told."""
    return [
        f"{plan.story.name}, {chapter.title}: “{cue.shown[:60]}” {what}{reasons[cue.key]}"
        for chapter in plan.wanted
        for cue in chapter.body
        if cue.key in reasons
    ]
