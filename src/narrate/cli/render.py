"""narrate render: stories to audiobooks."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrate.cli.common import EngineOption, JsonOption, Stories, VoicesOption, chosen, print_json, settings
from narrate.cli.display import complain, counted, say, show_table
from narrate.cli.plans import plan_json, show_plans
from narrate.cli.progress import bar, waiting

if TYPE_CHECKING:
    from narrate.config import Settings
    from narrate.produce.plan import Options, Plan
    from narrate.produce.render import Render


_MOST_JOBS, _FILES = 256, 40


OutOption = Annotated[Path, typer.Option("--out", help="Where the audiobooks go.")]
FormatsOption = Annotated[
    str,
    typer.Option(
        "--formats",
        help="mp3, opus, flac (a file a chapter), m4b, lpf (a file a book), epub (text and sound), or several: mp3,epub.",
    ),
]
SingleOption = Annotated[bool, typer.Option("--single", help="MP3, Opus and FLAC as one file a book, with its chapters in it.")]
DeliveryOption = Annotated[
    str, typer.Option("--delivery", help="What the files are for: listening (players, servers), acx (Audible), podcast, raw.")
]
ChaptersOption = Annotated[
    str | None, typer.Option("--chapters", help="Only these chapters, counted from 1: 3, or 2-5,9.", show_default="all")
]
JobsOption = Annotated[
    str | None,
    typer.Option("--jobs", help="Voices recorded at once, or a cluster: dask://host:port.", show_default="one a core"),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Stop where anything that voices.yaml says of a story fits nothing in it.")
]
KaraokeOption = Annotated[
    bool, typer.Option("--karaoke", help="Captions (VTT, LRC) in which each word has its time, where the engine tells it.")
]
FeedOption = Annotated[
    str | None, typer.Option("--feed-url", help="Write a podcast (feed.xml) for --out being at this address on the web.")
]
PlanOption = Annotated[bool, typer.Option("--plan", help="Show what would be done, and do nothing.")]


def render(
    stories: Stories = None,
    voices: VoicesOption = None,
    out: OutOption = Path("output"),
    formats: FormatsOption = "mp3",
    single: SingleOption = False,
    delivery: DeliveryOption = "listening",
    chapters: ChaptersOption = None,
    engine: EngineOption = None,
    jobs: JobsOption = None,
    plan: PlanOption = False,
    strict: StrictOption = False,
    karaoke: KaraokeOption = False,
    feed_url: FeedOption = None,
    json: JsonOption = False,
) -> None:
    """Read stories aloud, every character in a voice of their own.

    Shows a plan, records what is not recorded yet, and writes one MP3 a chapter into output/mp3/<Author>/<Title>/.
    Nothing is spoken twice: change voices.yaml or a story, render again, and only the difference is recorded.
    Ctrl-C keeps all that is done; the same command goes on from there.

    \b
    Examples:
      narrate render                                 every story in seeds/
      narrate render BOOK.epub --plan                what would be done
      narrate render BOOK.epub --chapters 1          the first chapter, to listen
      narrate render BOOK.epub --formats m4b         one file with chapters
      narrate render BOOK.epub --engine pyttsx3      with a small, quick voice
    """
    from narrate.deliveries import delivery as known
    from narrate.produce.plan import Options
    from narrate.writers.feed import checked_url

    started = time.monotonic()
    count, cluster = _jobs(jobs)
    options = Options(out, _formats(formats, single=single), engine, count, cluster=cluster, strict=strict, karaoke=karaoke)
    feed = checked_url(feed_url) if feed_url is not None else ""
    known(delivery).require_formats(options.formats)
    options = replace(options, delivery=known(delivery).name, chapters=_some_chapters(chapters), feed_url=feed)
    plans, options = _planned(chosen(stories), settings(voices), options, (plan, json))
    if not plan:
        _rendered(plans, options, started, json=json)


def _planned(stories: list[Path], settings: Settings, options: Options, how: tuple[bool, bool]) -> tuple[list[Plan], Options]:
    """Plans, shown, and the options with as many jobs as fit; `how` says whether they are all that is wanted, and as JSON."""
    from narrate.produce.capacity import fitting
    from narrate.produce.places import require_fitting
    from narrate.produce.render import plan as make_plan
    from narrate.readers import unreadable_files

    only_plan, json = how
    with waiting("Reading", quiet=json):
        plans = make_plan(stories, settings, options, to_render=not only_plan)
        require_fitting(plans, strict=options.strict)
    count, told = fitting(options.jobs, {voice.engine for plan in plans for voice in plan.calibrations})
    if json and only_plan:
        print_json({"books": [plan_json(plan, count) for plan in plans]})
    if not json:
        if told:
            say(f"{told}\n")
        if others := unreadable_files(stories):
            say(f"Not stories, left alone: {', '.join(path.name for path in others)}")
            print()
        show_plans(plans, count)
    return plans, replace(options, jobs=count)


def _rendered(plans: list[Plan], options: Options, started: float, *, json: bool) -> None:
    """Carry the plans out and tell what came of it."""
    from narrate.produce.plan import takes_folder
    from narrate.produce.render import Render
    from narrate.produce.shelf import locked

    sys.stdout.flush()
    with locked(options.out):
        show = bar(quiet=json)
        work = Render(options, show)
        with _interruptible(work), show:
            books = work.books(plans)
    elapsed = time.monotonic() - started
    if json:
        print_json({"books": books, "elapsed_s": round(elapsed, 3), "takes_folder": str(takes_folder(options))})
    else:
        _show_summary(books, plans, elapsed)
    if any(book["unfit"] for book in books):
        raise typer.Exit(7)
    if not all(book["done"] for book in books):
        if not json:
            complain("Not everything could be done (see the warnings above). The same command tries again what is missing.")
        raise typer.Exit(1)


def _jobs(requested: str | None) -> tuple[int, str | None]:
    """How many at once on this computer, and the cluster to record on, if one is named."""
    from narrate.errors import ConfigError

    cores = os.cpu_count() or 1
    if requested is None:
        return cores, None
    if requested.startswith("dask://"):
        return cores, requested
    if not requested.isdecimal() or not 1 <= int(requested) <= _MOST_JOBS:
        raise ConfigError(f"--jobs {requested}: a number from 1 to {_MOST_JOBS}, or dask://host:port.")
    return int(requested), None


def _some_chapters(requested: str | None) -> tuple[tuple[int, int], ...]:
    """(first, last) of every run of chapters that is asked for."""
    from narrate.errors import ConfigError

    runs = []
    for part in requested.split(",") if requested is not None else ():
        run = re.fullmatch(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?", part)
        first, last = (int(run[1]), int(run[2] or run[1])) if run else (0, 0)
        if not 1 <= first <= last:
            raise ConfigError(f"--chapters {requested}: numbers and runs of numbers counted from 1, as in 3 or 2-5,9.")
        runs.append((first, last))
    return tuple(runs)


def _formats(requested: str, *, single: bool) -> tuple[str, ...]:
    """The names of the writers, each once."""
    from narrate.errors import ConfigError, did_you_mean
    from narrate.writers import writer_names

    names = tuple(dict.fromkeys(name.strip() for name in requested.split(",") if name.strip()))
    known = writer_names()
    for name in names or ("",):
        if name not in known:
            raise ConfigError(
                f"--formats: there is no format “{name}”{did_you_mean(name, known)}; there are: {', '.join(known)}."
            )
    return tuple(dict.fromkeys(f"{name}-single" if single and f"{name}-single" in known else name for name in names))


def _show_summary(books: list[dict[str, Any]], plans: list[Plan], elapsed: float) -> None:
    """Print what was made; warnings that the plan has shown are not said twice."""
    from narrate.produce.plan import spelled
    from narrate.units import clock

    for book, plan in zip(books, plans, strict=True):
        takes = book["takes"]
        recorded = [f"{name} {count:,}" for name, count in takes["speakers"].items()]
        counts = ", ".join(recorded + [f"{takes['levels']:,} to level the voices"] * bool(takes["levels"]))
        say(f"{book['title']}: {clock(book['duration_s'])}")
        say(
            f"{counted(takes['recorded'], 'take')} recorded{f' ({counts})' if counts else ''}, "
            f"{takes['reused']:,} reused; "
            f"coverage {book['coverage']:.2%}",
            indent=2,
        )
        _show_files(book)
        for warning in book["warnings"]:
            if warning not in plan.warnings:
                say(f"warning: {warning}", indent=2)
        if book["missing"]:
            say(f"not there yet: {spelled(book['missing'])} of {book['chapters']}", indent=2)
    total = sum(book["duration_s"] for book in books)
    print(f"{clock(total)} of sound in {elapsed:.1f} seconds.")


def _show_files(book: dict[str, Any]) -> None:
    """The files of this render, under the folder that each kind of them lies in."""
    from itertools import groupby

    from narrate.units import clock

    files = [(PurePath(entry["file"]), clock(entry["duration_s"])) for entry in book["sound"] if not entry.get("earlier")]
    files += [(PurePath(file), "") for file in book["read_along"]]
    for folder, group in groupby(files, key=lambda file: file[0].parent):
        made = list(group)
        say(f"{PurePath(book['directory']) / folder}/", indent=2)
        show_table([(file.name, lasts) for file, lasts in made[:_FILES]], indent=4)
        if len(made) > _FILES:
            say(f"and {len(made) - _FILES} more", indent=4)


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
