"""After the sound: sidecars, and the report of what was done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from narrate import __version__, script
from narrate.model import Edition
from narrate.produce.ledger import Length, write_ledger
from narrate.produce.lengths import chapter_length
from narrate.produce.planning import Plan
from narrate.produce.press import Press
from narrate.takes import TakeStore, stand_in_key
from narrate.writers.sidecars import metadata, playlist, write_bytes, write_json, write_pieces, write_text


@dataclass
class Recording:
    """What was recorded: the keys; those that failed, and why; those for which something stands in, how it was had and why; how
    many takes were found damaged or gone, and made anew."""

    recorded: set[str] = field(default_factory=set)
    troubles: dict[str, str] = field(default_factory=dict)
    stand_ins: dict[str, str] = field(default_factory=dict)
    lost: int = 0


def report(plan: Plan, edition: Edition, press: Press, done: Recording) -> dict[str, Any]:
    """Write the small files, tidy the folder; the book's report, also written as report.json."""
    recorded, troubles = done.recorded, done.troubles
    done_all = len(edition.tracks) == len(plan.wanted)
    files = _sidecars(plan, edition, press)
    sound, troubled = _sound(edition, press), sorted(press.troubles)
    if plan.whole:
        press.shelf.clear(press.sound_files | press.captions, ["text", *(writer.name for writer in press.writers)])
    stand_ins = done.stand_ins | _left_standing(plan, press.store)
    warnings = [*plan.warnings, *troubled, *_told(plan, troubles, "was not recorded: {}")]
    warnings += _told(plan, stand_ins, "is spoken {} The next render tries again.")
    if press.shelf.damaged:
        warnings.append(press.shelf.damaged)
    if done.lost:
        warnings.append(f"{done.lost} recorded lines were damaged or gone in the take store, and are recorded anew.")
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
            "reused": len({cue.key for cue in plan.cues()} - recorded - set(troubles)),
            "failed": len(troubles),
            "stand_ins": len(stand_ins),
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
    expected = {chapter.number: chapter_length(chapter) for chapter in plan.wanted}
    lasting = {t.number: Length(round(t.duration, 3), round(expected[t.number], 3)) for t in edition.tracks}
    write_ledger(plan.folder, plan.ledger.lasting(lasting))
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


def _left_standing(plan: Plan, store: TakeStore) -> dict[str, str]:
    """What stands in for takes of chapters that are not rendered now, but may be in the book."""
    others = (cue.key for chapter in plan.sheet.chapters if chapter not in plan.wanted for cue in chapter.body)
    found = {key: store.get(stand_in_key(key)) for key in others if store.has_stand_in(key)}
    return {key: take.stand_in for key, take in found.items() if take}


def _told(plan: Plan, reasons: dict[str, str], what: str) -> list[str]:
    """Where in the story the cues with these keys stand, and why they are told."""
    return [
        f"{plan.story.name}, {chapter.title}: “{cue.shown[:60]}” {what.format(reasons[cue.key])}"
        for chapter in plan.sheet.chapters
        for cue in chapter.body
        if cue.key in reasons
    ]
