"""narrate voices: what can be heard, and what can be installed to be heard."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from narrate.cli.common import JsonOption, print_json
from narrate.cli.display import say, show_table
from narrate.cli.progress import waiting
from narrate.installation import how_to_add

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import TaskID

    from narrate.bank import Installed
    from narrate.bank.fetch import Tell
    from narrate.engines import VoiceEntry

app = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@app.callback()
def voices(
    context: typer.Context,
    engine: Annotated[str | None, typer.Option("--engine", help="Only this engine's.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Also the voices without a name in the palette.")] = False,
    catalogue: Annotated[bool, typer.Option("--catalogue", help="List instead the voices that can be installed.")] = False,
    json: JsonOption = False,
) -> None:
    """List the voices of every installed engine; install more.

    The names of the palette are the same for every engine. Any other voice is written engine:name, as in
    pyttsx3:gmw/en-us+Andy.

    \b
    Examples:
      narrate voices                          what can be heard now
      narrate audition woman-2 --play         hear one
      narrate voices --catalogue              what can be installed
      narrate voices install en_US-kristin-medium
    """
    if context.invoked_subcommand is None:
        _offered(json) if catalogue else _list_voices(engine, all_, json)


@app.command()
def install(
    what: Annotated[str, typer.Argument(metavar="NAME|URL|FILE", help="A voice of the catalogue, or a Piper voice.")],
    json: JsonOption = False,
) -> None:
    """Install a voice.

    By its name in the catalogue, from a web address, or from a file that is here already. A broken download is gone on
    with; every file is checked. NARRATE_VOICES_URL names another place to download from, NARRATE_VOICES another folder to
    keep voices in.

    \b
    Examples:
      narrate voices install en_US-kristin-medium
      narrate voices install ~/Downloads/my-voice.onnx
    """
    from narrate.bank import install as bank
    from narrate.engines import missing_engines

    offer = bank.find_offer(what)
    if not json:
        size = f", {offer.size / 1e6:.0f} MB" if offer.size else ""
        say(f"{offer.name} for {offer.engine}{size}")
        say(f"licence: {offer.licence}")
    with _progress() as tell:
        voice = bank.install(offer, tell)
    missing = missing_engines().get(offer.engine)
    if json:
        print_json({**_installed(voice), "missing": missing})
        return
    say(f"installed in {voice.folder}")
    say(missing or f"Hear it: narrate audition {offer.engine}:{'af_heart' if offer.engine == 'kokoro' else offer.name} --play")


@app.command()
def remove(name: Annotated[str, typer.Argument(help="An installed voice.")], json: JsonOption = False) -> None:
    """Take an installed voice away."""
    from narrate.bank import install as bank

    gone = bank.remove(name)
    if json:
        print_json(_installed(gone))
    else:
        say(f"removed {gone.folder}")


def _installed(voice: Installed) -> dict[str, Any]:
    """What JSON tells of an installed voice."""
    return {**asdict(voice), "folder": str(voice.folder)}


@app.command()
def verify(json: JsonOption = False) -> None:
    """Read every byte of the installed voices again."""
    from narrate.bank import install as bank

    checked = bank.verify()
    if json:
        print_json([asdict(voice) for voice in checked])
    else:
        for voice in checked:
            say(f"{'BROKEN' if voice.trouble else 'ok'}: {voice.engine}:{voice.name} {voice.trouble}".rstrip())
        print(f"{len(checked)} installed voices." if checked else "No voice is installed. See: narrate voices --catalogue")
    if any(voice.trouble for voice in checked):
        raise typer.Exit(6)


def _list_voices(engine: str | None, all_: bool, json: bool) -> None:
    from narrate.engines import engine_names, load_engine, missing_engines
    from narrate.engines.booth import Booth

    voices = {}
    missing = missing_engines() if engine is None else {}
    with waiting("Asking the engines", quiet=json):
        for name in [load_engine(engine).name] if engine else [n for n in engine_names() if n not in missing]:
            with Booth(name) as booth:
                voices[name] = booth.voices()
    if json:
        print_json({name: [asdict(entry) for entry in entries] for name, entries in voices.items()})
        return
    for name, entries in voices.items():
        shown = [e for e in entries if e.palette or all_]
        print(f"{name}:")
        rows = [(e.palette or "-", _kind(e), f"{name}:{e.name}", e.note) for e in shown]
        show_table(rows, ("Palette", "For", "Voice", ""), indent=2)
        if len(shown) < len(entries):
            say(f"and {len(entries) - len(shown)} more: narrate voices --engine {name} --all", indent=2)
        print()
    for name, told in missing.items():
        say(f"Another engine, not installed: {name}. To add it: {told.partition('Run: ')[2] or told}")


def _kind(entry: VoiceEntry) -> str:
    """`woman`, `old man`, `girl`: the gender and age that a voice is meant for."""
    adult = {"female": "woman", "male": "man", "unknown": "anybody"}[entry.gender]
    child = {"female": "girl", "male": "boy", "unknown": "child"}[entry.gender]
    return child if entry.age == "child" else f"old {adult}" if entry.age == "old" else adult


def _offered(json: bool) -> None:
    from narrate import bank

    here = {voice.name for voice in bank.installed()}
    if json:
        print_json([{**asdict(offer), "installed": offer.name in here} for offer in bank.catalogue()])
        return
    rows = [
        (
            offer.name,
            offer.engine,
            f"{offer.speakers} voices" if offer.speakers > 1 else offer.gender,
            f"{offer.size / 1e6:.0f} MB" if offer.parts[0].size else "",
            "here" if offer.name in here else "",
            offer.licence,
        )
        for offer in bank.catalogue()
    ]
    show_table(rows, ("Name", "Engine", "Voices", "Size", "", "Licence"))
    print("\nInstall one: narrate voices install NAME. Its engine is an extra:")
    for extra in ("kokoro", "piper"):
        say(how_to_add(extra), indent=2)


@contextmanager
def _progress() -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        rows: dict[str, TaskID] = {}

        def tell(name: str, here: int, whole: int | None) -> None:
            if name not in rows:
                rows[name] = bar.add_task(name, total=whole)
            bar.update(rows[name], completed=here, total=whole)

        yield tell
