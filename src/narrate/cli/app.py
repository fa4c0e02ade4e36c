"""The command line: one file a command, each a thin skin over a function."""

from __future__ import annotations

from typing import Annotated

import typer

from narrate import __version__
from narrate.cli import audition, cast, doctor, find, proof, render, review, script, studio, takes, voices

app = typer.Typer(
    name="narrate",
    help="Turn stories into full-cast audiobooks, offline.\n\n"
    "narrate render      reads seeds/ and writes output/: MP3 chapters, every character in a voice of their own.\n\n"
    "narrate cast        shows who was found and which voice each will get; voices.yaml changes it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("render")(render.render)
app.command("script")(script.script)
app.command("find", short_help="Find lines: when each is heard, who says it, and its key.")(find.find)
app.command("review", short_help="Put doubtful names and lines right, one key each.")(review.review)
app.command("studio", short_help="Hear and correct a story on a page in your browser.")(studio.studio)
app.command("cast", short_help="Show who was found, and the voice each will get.")(cast.cast)
app.add_typer(voices.app, name="voices")
app.command("audition")(audition.audition)
app.command("proof")(proof.proof)
app.command("takes")(takes.takes)
app.command("doctor")(doctor.doctor)


def _version(requested: bool) -> None:
    if requested:
        print(f"narrate {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Options before the command."""
