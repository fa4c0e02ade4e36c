"""A plan as people see it, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from narrate.cli.display import counted, say, show_table

if TYPE_CHECKING:
    from narrate.model import Voice
    from narrate.produce.plan import Plan

_SKIPS = 8
_WORDS = 60
_CHAPTERS = 60
"""Chapters that are named."""


def voice_name(voice: Voice, engine: str, names: Mapping[Voice, str]) -> str:
    """A voice as a person knows it: by its own name in voices.yaml where it has one, with the engine where that is another,
    and with everything that is not as the engine has it."""
    name = voice.name if voice.engine == engine else f"{voice.engine}:{voice.name}"
    own = names.get(voice)
    settings = [
        f"{what} {value:g}"
        for what, value, usual in (
            ("speed", voice.speed, 1), ("pitch", voice.pitch, 0), ("gain", voice.gain, 0), ("timbre", voice.timbre, 1),
            ("range", voice.range, 1),
        )
        if value != usual
    ]  # fmt: skip
    return ", ".join([f"{own} ({name})" if own else name, *settings])


def plan_json(plan: Plan, jobs: int) -> dict[str, Any]:
    """The plan for other programs; everything but `chapters` and `contents` of the whole book counts the wanted chapters."""
    from narrate.produce.plan import contents

    takes, missing = plan.takes(), {cue.key for cue in plan.missing}
    return {
        "story": str(plan.story),
        "title": plan.script.title,
        "directory": str(plan.layout.root),
        "place": plan.layout.place,
        "engine": plan.engine,
        "chapters": [chapter.title for chapter in plan.sheet.chapters],
        "contents": contents(plan.script),
        "wanted": [chapter.number for chapter in plan.requested],
        "lines": len(plan.lines()),
        "cast": {name: f"{voice.engine}:{voice.name}" for name, voice in plan.cast.items()},
        "voices": {name: voice_name(voice, plan.engine, plan.names) for name, voice in plan.cast.items()},
        "takes": {
            "to_record": len(missing),
            "kept": len(takes) - len(missing),
            "in_all": len(takes),
            "why": dict(plan.reasons),
            "speakers": {
                who or "(levels)": {"to_record": new, "kept": all_ - new, "in_all": all_}
                for who, (new, all_) in _by_speaker(plan).items()
            },
        },
        "chapters_to_write": plan.to_write,
        "expected_s": round(plan.seconds, 1),
        "expected_work_s": round(plan.lasting(jobs), 1),
        "expected_bytes": plan.disk,
        "warnings": list(plan.warnings),
    }


def show_plans(plans: list[Plan], jobs: int) -> None:
    """Print what would be done."""
    from narrate.units import shortened

    better = _better(plans)
    for plan in plans:
        _show_head(plan, jobs)
        _show_chapters(plan)
        if better:
            say(f"a more natural voice: {better}", indent=2)
        _show_cast(plan)
        for skip in [s for s in plan.script.skipped if "scene break" not in s.reason][:_SKIPS]:
            say(f"not read aloud: {shortened(skip.text, _WORDS)} ({skip.reason})", indent=2)
        for warning in plan.warnings:
            say(f"note: {warning}", indent=2)
        print()


def _show_head(plan: Plan, jobs: int) -> None:
    from narrate.units import duration

    script, chapters = plan.script, counted(len(plan.sheet.chapters), "chapter")
    if not plan.whole:
        chapters = f"{counted(len(plan.requested), 'chapter')} of {len(plan.sheet.chapters)} ({plan.some})"
    say(f"{script.title}{f', by {script.author}' if script.author else ''}  ({plan.story})")
    say(
        f"{chapters}, {counted(len(plan.lines()), 'line')}, about {duration(plan.seconds)} of listening; engine: {plan.engine}",
        indent=2,
    )
    takes, new = len(plan.takes()), len(plan.missing)
    levels = len({cue.key for cue in plan.calibrating()})
    samples = f"; {levels:,} of all only level the voices" if levels else ""
    say(f"to record: {new:,} of {counted(takes, 'take')}{_why(plan)}, {takes - new:,} kept{samples}", indent=2)
    if plan.to_write:
        work = f"; about {duration(plan.lasting(jobs))} of work and {plan.disk / 1e6:,.0f} MB"
    else:
        work = ""
    say(f"to write: {plan.to_write} of {counted(len(plan.requested), 'chapter')}{work}", indent=2)


def _show_chapters(plan: Plan) -> None:
    """The wanted chapters with their numbers; the only one of a story needs none."""
    from narrate.units import numbered

    if len(plan.sheet.chapters) > 1:
        shown = "; ".join(numbered(chapter.number, chapter.title) for chapter in plan.requested[:_CHAPTERS])
        more = len(plan.requested) - _CHAPTERS
        say(f"chapters: {shown}{f'; and {more:,} more' if more > 0 else ''}", indent=2)


def _show_cast(plan: Plan) -> None:
    """Who speaks in the wanted chapters: lines there, takes to record of all, voice."""
    lines = Counter(line.speaker for line in plan.lines())
    takes = _by_speaker(plan)
    rows = []
    for name in plan.cast:
        if lines[name] or name == "Narrator":
            new, all_ = takes.get(name, (0, 0))
            rows.append((name, f"{lines[name]:,}", f"{new:,} of {all_:,}", voice_name(plan.cast[name], plan.engine, plan.names)))
    show_table(rows, ("Character", "Lines", "To record", "Voice"), indent=2)


def _by_speaker(plan: Plan) -> dict[str, tuple[int, int]]:
    """For every speaker, how many takes are to record, and of how many; "" for those that set a voice's level."""
    takes, missing = plan.takes(), {cue.key for cue in plan.missing}
    new = Counter(who for key, who in takes.items() if key in missing)
    return {who: (new[who], count) for who, count in Counter(takes.values()).items()}


def _better(plans: list[Plan]) -> str:
    """How to get a better engine than the plans have, if there is one that is not installed."""
    from narrate.engines import PREFERRED, missing_engines

    best = PREFERRED[0]
    english = [plan for plan in plans if plan.script.language == "en"]
    if all(plan.engine == best for plan in english) or any(plan.engine == "scratch" for plan in plans):
        return ""
    hint = missing_engines().get(best, "")
    return hint.partition("Run: ")[2]


def _why(plan: Plan) -> str:
    return f" ({', '.join(f'{count:,} {reason}' for reason, count in plan.reasons.items())})" if plan.reasons else ""
