"""narrate render: stories to audiobooks."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrate.cli.common import (
    EngineOption,
    JsonOption,
    Stories,
    VoicesOption,
    chosen,
    print_json,
    settings,
    table,
)
from narrate.cli.progress import bar

if TYPE_CHECKING:
    from narrate.produce import Plan, Render


_MOST_JOBS = 256


def render(
    stories: Stories = None,
    voices: VoicesOption = None,
    out: Annotated[Path, typer.Option("--out", help="Where the audiobooks go.")] = Path("output"),
    formats: Annotated[
        str, typer.Option("--formats", help="mp3 (a file a chapter), m4b (a file a book), or both: mp3,m4b.")
    ] = "mp3",
    single: Annotated[bool, typer.Option("--single", help="MP3 as one file a book, with its chapters in it.")] = False,
    delivery: Annotated[
        str, typer.Option("--delivery", help="What the files are for: own (players, servers) or acx (Audible).")
    ] = "own",
    chapters: Annotated[
        str | None,
        typer.Option("--chapters", help="Only these chapters, counted from 1: 3, or 2-5,9.", show_default="all"),
    ] = None,
    engine: EngineOption = None,
    jobs: Annotated[
        str | None,
        typer.Option("--jobs", help="Voices recorded at once, or a cluster: dask://host:port.", show_default="one a core"),
    ] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Show what would be done, and do nothing.")] = False,
    json: JsonOption = False,
) -> None:
    """Read stories aloud, every character in a voice of their own.

    Shows a plan, records what is not recorded yet, and writes one MP3 a chapter into output/<Title>/mp3/.
    Nothing is spoken twice: change voices.yaml or a story, render again, and only the difference is recorded.
    Ctrl-C keeps all that is done; the same command goes on from there.
    """
    from narrate.deliveries import delivery as known
    from narrate.produce import Options, Render, fitting, takes_folder
    from narrate.produce import plan as make_plan
    from narrate.produce.shelf import held
    from narrate.readers import unreadable_files
    from narrate.units import printable

    started = time.monotonic()
    wanted = _formats(formats, single=single)
    count, cluster = _jobs(jobs)
    some = _some_chapters(chapters, wanted)
    made_for = known(delivery).name
    options = Options(out, wanted, engine, count, cluster=cluster, chapters=some, delivery=made_for)
    named = chosen(stories)
    plans = make_plan(named, settings(voices), options, to_render=not plan)
    count, told = fitting(count, {voice.engine for p in plans for voice in p.calibrations})
    options = replace(options, jobs=count)
    if told and not json:
        print(f"{told}\n")
    if not json and (others := unreadable_files(named)):
        print(f"Not stories, left alone: {', '.join(printable(path.name) for path in others)}\n")
    if plan:
        if json:
            print_json({"books": [_plan_json(p, options.jobs) for p in plans]})
        else:
            print(_plan_text(plans, options.jobs))
        return
    if not json:
        print(_plan_text(plans, options.jobs), flush=True)
    with held(out):
        show = bar(quiet=json)
        work = Render(options, show)
        with _interruptible(work), show:
            books = work.books(plans)
    elapsed = time.monotonic() - started
    if json:
        print_json({"books": books, "elapsed_s": round(elapsed, 3), "takes_folder": str(takes_folder(options))})
    else:
        print(_summary(books, elapsed))
    if not all(book["complete"] for book in books):
        raise typer.Exit(1)


def _jobs(asked: str | None) -> tuple[int, str | None]:
    """How many at once on this computer, and the cluster to record on, if one is named."""
    from narrate.errors import ConfigError

    cores = os.cpu_count() or 1
    if asked is None:
        return cores, None
    if asked.startswith("dask://"):
        return cores, asked
    if not asked.isdecimal() or not 1 <= int(asked) <= _MOST_JOBS:
        raise ConfigError(f"--jobs {asked}: a number from 1 to {_MOST_JOBS}, or dask://host:port.")
    return int(asked), None


def _some_chapters(asked: str | None, formats: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """(first, last) of every run of chapters that is asked for."""
    from narrate.errors import ConfigError
    from narrate.writers import load_writer

    runs = []
    for part in asked.split(",") if asked is not None else ():
        run = re.fullmatch(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?", part)
        first, last = (int(run[1]), int(run[2] or run[1])) if run else (0, 0)
        if not 1 <= first <= last:
            raise ConfigError(f"--chapters {asked}: numbers and runs of numbers counted from 1, as in 3 or 2-5,9.")
        runs.append((first, last))
    bound = [name for name in formats if runs and not load_writer(name).per_chapter]
    if bound:
        raise ConfigError(f"--chapters: {bound[0]} is one file of all chapters. Use --formats mp3 without --single.")
    return tuple(runs)


def _formats(asked: str, *, single: bool) -> tuple[str, ...]:
    """The names of the writers, each once."""
    from narrate.errors import ConfigError, did_you_mean
    from narrate.writers import writer_names

    wanted = tuple(dict.fromkeys(name.strip() for name in asked.split(",") if name.strip()))
    known = writer_names()
    for name in wanted or ("",):
        if name not in known:
            raise ConfigError(
                f"--formats: there is no format “{name}”{did_you_mean(name, known)}; there are: {', '.join(known)}."
            )
    return tuple(dict.fromkeys("mp3-single" if single and name == "mp3" else name for name in wanted))


def _plan_json(plan: Plan, jobs: int) -> dict[str, Any]:
    return {
        "story": str(plan.story),
        "title": plan.script.title,
        "directory": str(plan.folder),
        "engine": plan.engine,
        "chapters": [chapter.title for chapter in plan.sheet.chapters],
        "lines": sum(1 for _ in plan.script.bodies()),
        "cast": {name: f"{voice.engine}:{voice.name}" for name, voice in plan.cast.items()},
        "takes": {
            "to_record": len(plan.missing),
            "in_all": len({cue.key for cue in plan.cues()}),
            "why": dict(plan.reasons),
        },
        "chapters_to_write": plan.to_write,
        "expected_s": round(plan.seconds, 1),
        "expected_work_s": round(plan.work / jobs, 1),
        "expected_bytes": plan.disk,
        "warnings": list(plan.warnings),
    }


def _plan_text(plans: list[Plan], jobs: int) -> str:
    from narrate.units import clock

    parts = []
    better = _better(plans)
    for plan in plans:
        script = plan.script
        chapters = len(plan.sheet.chapters)
        cues = len({cue.key for cue in plan.cues()})
        lines = sum(1 for _ in script.bodies())
        parts.append(
            f"{script.title}{f', by {script.author}' if script.author else ''}  ({plan.story})\n"
            f"  {chapters} chapter{'s' * (chapters != 1)}, {lines} line{'s' * (lines != 1)}, "
            f"about {clock(plan.seconds)} of listening; engine: {plan.engine}\n"
            f"  to record: {len(plan.missing)} of {cues + len(list(plan.calibrating()))} takes{_why(plan)}; "
            f"to write: {plan.to_write} of {len(plan.wanted)} chapter{'s' * (len(plan.wanted) != 1)}"
            + (f"; about {clock(plan.work / jobs)} of work and {plan.disk / 1e6:,.0f} MB" if plan.to_write else "")
        )
        if better:
            parts.append(f"  a more natural voice: {better}")
        narrator = plan.cast["Narrator"]
        rows = [("  Narrator", "", narrator.name)]
        rows += [(f"  {c.name}", f"{c.lines} line{'s' * (c.lines != 1)}", plan.cast[c.name].name) for c in script.characters]
        parts.append(table(rows, ("  Character", "Says", "Voice")))
        parts += [
            f"  not read aloud: {' '.join(s.text.split())[:60]} ({s.reason})"
            for s in script.skipped
            if "scene break" not in s.reason
        ][:8]
        parts += [f"  note: {warning}" for warning in plan.warnings]
        parts.append("")
    return "\n".join(parts)


def _better(plans: list[Plan]) -> str:
    """How to get a better engine than the plans have, if there is one that is not installed."""
    from narrate.engines import PREFERRED, missing_engines

    best = PREFERRED[0]
    if all(plan.engine == best for plan in plans) or any(plan.engine == "scratch" for plan in plans):
        return ""
    told = missing_engines().get(best, "")
    return told.partition("Run: ")[2]


def _why(plan: Plan) -> str:
    return f" ({', '.join(f'{count} {reason}' for reason, count in plan.reasons.items())})" if plan.reasons else ""


def _summary(books: list[dict[str, Any]], elapsed: float) -> str:
    from narrate.units import clock

    parts = []
    for book in books:
        takes = book["takes"]
        speakers = ", ".join(f"{name} {count}" for name, count in takes["speakers"].items())
        parts.append(
            f"{book['title']}: {clock(book['duration_s'])} in {book['directory']}/\n"
            f"  {takes['recorded']} takes recorded{f' ({speakers})' if speakers else ''}, {takes['reused']} reused; "
            f"coverage {book['coverage']:.2%}"
        )
        parts += [f"  {entry['file']}  {clock(entry['duration_s'])}" for entry in book["sound"][:40]]
        parts += [f"  warning: {warning}" for warning in book["warnings"]]
    total = sum(book["duration_s"] for book in books)
    parts.append(f"{clock(total)} of sound in {elapsed:.1f} seconds.")
    return "\n".join(parts)


class _interruptible:  # noqa: N801 - reads as a statement
    """Ctrl-C, or another signal to end, once: finish what is in hand; twice: stop now."""

    def __init__(self, work: Render) -> None:
        self.work = work
        numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
        found = {number: signal.getsignal(number) for number in numbers}
        self.before = {number: handler for number, handler in found.items() if handler is not signal.SIG_IGN}

    def __enter__(self) -> None:
        def first(*_: object) -> None:
            self.work.stop()
            for number in self.before:
                signal.signal(number, second)
            with contextlib.suppress(OSError):  # of a terminal that is gone
                print("\nFinishing what is in hand; press Ctrl-C again to stop at once.", file=sys.stderr)

        def second(*_: object) -> None:
            from narrate.engines.booth import close_all

            close_all()
            os._exit(130)

        for number in self.before:
            signal.signal(number, first)

    def __exit__(self, *_: object) -> None:
        for number, before in self.before.items():
            signal.signal(number, before)
