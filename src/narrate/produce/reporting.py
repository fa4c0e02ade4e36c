"""After the sound: sidecars, and the report of what was done."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from narrate import __version__, script
from narrate.edition import Edition
from narrate.produce.captioning import Captioner
from narrate.produce.feeds import write_feed
from narrate.produce.layout import TEXT, Layout
from narrate.produce.ledger import Length, write_ledger
from narrate.produce.lengths import chapter_length
from narrate.produce.plan import Plan, contents
from narrate.produce.press import Press
from narrate.produce.stories import possible_joins
from narrate.proofing import REPORT, place_of
from narrate.readalong.transcript import Shown, page
from narrate.takes import TakeStore, stand_in_key
from narrate.units import numbered
from narrate.writers.manifest import MANIFEST, manifest
from narrate.writers.sidecars import metadata, playlist, write_bytes, write_json, write_pieces, write_text


@dataclass
class Recording:
    """What was recorded: the keys; those that failed, and why; those for which something stands in, how it was had and why; how
    many takes were found damaged or gone, and made anew."""

    recorded: set[str] = field(default_factory=set)
    troubles: dict[str, str] = field(default_factory=dict)
    stand_ins: dict[str, str] = field(default_factory=dict)
    lost: int = 0


def report(plan: Plan, edition: Edition, press: Press, recording: Recording) -> dict[str, Any]:
    """Write the small files, tidy the folder; the book's report, also written as report.json. `done` in it says that all that
    was asked for is there, `complete` that the whole book is."""
    files = _sidecars(plan, edition, press)
    captioner = Captioner(plan.layout, edition, press.names, press.writers, press.options.karaoke)
    files |= captioner.write_beside(press.sound_files)
    troubled = sorted(press.troubles)
    if plan.whole:
        press.shelf.clear(press.files | press.captions | files, [TEXT, *(writer.name for writer in press.writers)])
    stand_ins = recording.stand_ins | _left_standing(plan, press.store)
    covered = script.coverage(plan.script)
    everything = len(edition.tracks) == len(plan.parts) and not recording.troubles and not troubled and covered == 1
    missing = _missing(plan, edition, press)
    lines = _lines_with(plan, recording.troubles, "was not recorded: {}")
    lines += _lines_with(plan, stand_ins, "is spoken {} The next render tries again.")
    content = {
        **_of_story(plan),
        "delivery": press.delivery.name,
        "duration_s": round(sum(track.duration for track in edition.tracks), 3),
        "coverage": round(covered, 6),
        "takes": {**_takes(plan, recording), "stand_ins": len(stand_ins)},
        "files": sorted(map(plan.layout.below_root, (*press.files, *press.captions, *files))),
        "sound": _sound(plan, edition, press) + _earlier(plan, press),
        "read_along": sorted(map(plan.layout.below_root, press.files - press.sound_files)),
        "skipped": [{"start": s.at.start, "end": s.at.end, "reason": s.reason} for s in plan.script.skipped],
        "unfit": troubled,
        "done": everything,
        "complete": everything and not missing,
        "missing": missing,
        "warnings": [*plan.warnings, *troubled, *lines, *_of_state(press, recording.lost, covered)],
        "narrate": __version__,
    }
    write_json(plan.layout.home / REPORT, content)
    expected = {chapter.number: chapter_length(chapter) for chapter in plan.parts}
    lasting = {t.number: Length(round(t.duration, 3), round(expected[t.number], 3)) for t in edition.tracks}
    write_ledger(plan.layout.home, plan.ledger.lasting(lasting))
    return content


def _of_story(plan: Plan) -> dict[str, Any]:
    return {
        "story": str(plan.story),
        "title": plan.script.title,
        "directory": str(plan.layout.root),
        "place": plan.layout.place,
        "chapters": len(plan.sheet.chapters),
        "contents": contents(plan.script),
        "lines": sum(1 for _ in plan.script.bodies()),
        "characters": [
            {"name": c.name, "lines": c.lines, "gender": c.gender, "age": c.age, "voice": plan.cast[c.name].name}
            for c in plan.script.characters
        ],
        "perhaps_one": [asdict(join) for join in possible_joins(plan.script)],
        "engine": plan.engine,
    }


def _takes(plan: Plan, recording: Recording) -> dict[str, Any]:
    """How the takes of the wanted chapters came to be: recorded, reused and failed are all of them. Those that only set a
    voice's level are nobody's."""
    takes = plan.takes()
    speakers = Counter(takes[key] for key in recording.recorded if takes[key])
    return {
        "in_all": len(takes),
        "recorded": len(recording.recorded),
        "reused": len(takes.keys() - recording.recorded - set(recording.troubles)),
        "failed": len(recording.troubles),
        "levels": sum(not takes[key] for key in recording.recorded),
        "speakers": dict(sorted(speakers.items())),
    }


def _of_state(press: Press, lost: int, covered: float) -> list[str]:
    warnings = [press.shelf.damaged] if press.shelf.damaged else []
    if lost:
        warnings.append(f"{lost} recorded lines were damaged or gone in the take store, and are recorded anew.")
    if covered < 1:
        warnings.append(f"Only {covered:.2%} of the story is narrated or listed as skipped.")
    return warnings


def _missing(plan: Plan, edition: Edition, press: Press) -> list[int]:
    """The numbers of the chapters that are not there as they should be in every format of this render."""
    here = {track.number for track in edition.tracks}
    outdated = plan.ledger.outdated(plan.sheet)
    bound = any(not writer.per_chapter for writer in press.writers)
    files = {
        chapter.number: [f"{writer.name}/{press.names[chapter.number]}.{writer.extension}" for writer in press.writers]
        for chapter in plan.sheet.chapters
    }
    return [
        number
        for number, names in files.items()
        if number not in here and (bound or number in outdated or not all(plan.layout.path(name).is_file() for name in names))
    ]


def _earlier(plan: Plan, press: Press) -> list[dict[str, Any]]:
    """The sound files that an earlier render for the same delivery made and that are still there."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        before = json.loads((plan.layout.home / REPORT).read_text(encoding="utf-8"))
        here = {plan.layout.below_root(file) for file in press.sound_files}
        if before["delivery"] == press.delivery.name:
            known = [_moved(entry, plan.layout, place_of(before)) for entry in before["sound"]]
            return [e for e in known if e["file"] not in here and (plan.layout.root / e["file"]).is_file()]
    return []


def _moved(entry: dict[str, Any], layout: Layout, place: str) -> dict[str, Any]:
    """The entry of an earlier render, for a book that lay at a place then."""
    before = Layout(layout.root, place, "")
    here: dict[str, Any] = {
        name: layout.below_root(before.name_of(layout.root / entry[name])) for name in ("file", "captions") if name in entry
    }
    return {**entry, **here, "earlier": True}


def _sidecars(plan: Plan, edition: Edition, press: Press) -> set[str]:
    text = plan.layout.folder(TEXT)
    written = [write_pieces(text / "script.json", partial(script.as_text, plan.script))]
    for writer in press.writers if len(edition.tracks) == edition.chapters else ():
        folder = plan.layout.folder(writer.name)
        written.append(write_json(folder / "metadata.json", metadata(edition, writer.chapters(edition))))
        if edition.imprint.cover:
            written.append(write_bytes(folder / "cover.jpg", edition.imprint.cover))
        if press.options.feed_url:
            bare = [press.names[track.number] for track in edition.tracks]
            written += write_feed(plan.layout, edition, writer, bare, press.options.feed_url)
        if writer.per_chapter:
            written += _of_chapters(folder, text, edition, [press.names[t.number] for t in edition.tracks], writer.extension)
    return {*map(plan.layout.name_of, written), f"{TEXT}/{REPORT}"}


def _of_chapters(folder: Path, text: Path, edition: Edition, bare: list[str], extension: str) -> Iterator[Path]:
    """What lies beside a file for each chapter; `bare` are their names without endings."""
    names = [f"{name}.{extension}" for name in bare]
    yield write_text(folder / f"{edition.file_name}.m3u8", playlist(edition, names))
    yield write_json(folder / MANIFEST, manifest(edition, names, contents=False))
    records = [text / f"{name}.json" for name in bare]
    if all(record.is_file() for record in records):
        shown = [Shown(t.title, name, record) for t, name, record in zip(edition.tracks, names, records, strict=True)]
        yield write_pieces(folder / f"{edition.file_name}.html", partial(page, edition, shown))


def _sound(plan: Plan, edition: Edition, press: Press) -> list[dict[str, Any]]:
    """Each sound file with the length it should have, and a whole book's with its chapters."""
    chapters = {press.names[track.number]: track for track in edition.tracks}
    entries: list[dict[str, Any]] = []
    for file in sorted(press.sound_files):
        one = chapters.get(Path(file).stem)
        tracks = (one,) if one else edition.tracks
        below = plan.layout.below_root(file)
        entry: dict[str, Any] = {"file": below, "duration_s": round(sum(track.duration for track in tracks), 3)}
        entry["captions"] = str(Path(below).with_suffix(".vtt"))
        if one and not one.is_credits:
            entry["chapter"] = one.number
        if one is None:
            entry["chapters"] = [track.title for track in tracks]
        entries.append(entry)
    return entries


def _left_standing(plan: Plan, store: TakeStore) -> dict[str, str]:
    """What stands in for takes of chapters that are not rendered now, but may be in the book."""
    others = (cue.key for chapter in plan.sheet.chapters if chapter not in plan.requested for cue in chapter.body)
    found = {key: store.get(stand_in_key(key)) for key in others if store.has_stand_in(key)}
    return {key: take.stand_in for key, take in found.items() if take}


def _lines_with(plan: Plan, reasons: dict[str, str], what: str) -> list[str]:
    """Where in the story the cues with these keys stand, and why they are told."""
    titles = {chapter.number: f"chapter {numbered(chapter.number, chapter.title)}" for chapter in plan.sheet.chapters}
    titles |= {chapter.number: chapter.title for chapter in plan.credits}
    return [
        f"{plan.story.name}, {titles[chapter.number]}: “{cue.shown[:60]}” {what.format(reasons[cue.key])}"
        for chapter in (*plan.sheet.chapters, *plan.credits)
        for cue in chapter.body
        if cue.key in reasons
    ]
