"""narrate studio: a page on this computer where speakers and voices are put right by ear."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from narrate.cli.common import EngineOption, Stories, VoicesOption, chosen, settings
from narrate.cli.display import counted, say
from narrate.errors import EngineError, StoryError

_HIGHEST = 65535


def studio(
    stories: Stories = None,
    voices: VoicesOption = None,
    out: Annotated[Path, typer.Option("--out", help="Where the audiobooks go.")] = Path("output"),
    engine: EngineOption = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=_HIGHEST, help="The port of the page.", show_default="any that is free")
    ] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the page's address.")] = False,
) -> None:
    """Hear a story while you read it, and put speakers and voices right, on a page in your browser.

    The page is served by this computer to itself alone, and nothing leaves it. What you change there is written into
    voices.yaml as you would write it, and can be taken back. Ctrl-C ends the studio.

    \b
    Examples:
      narrate studio                       the stories in seeds/
      narrate studio BOOK.epub             one book
      narrate studio BOOK.epub --no-browser --port 8321
    """
    if any(str(story) == "-" for story in stories or ()):
        raise StoryError("The studio reads stories again and again, so they must be files: narrate studio STORY.txt")
    asked = settings(voices).engine  # the mistakes of voices.yaml are told here, not on a page
    _load_meanwhile(engine or asked)
    from narrate import readers
    from narrate.produce.plan import Options
    from narrate.studio.server import open_browser, serve

    found = readers.stories(chosen(stories))

    def opened(address: str) -> None:
        say(f"{counted(len(found), 'story') if len(found) == 1 else f'{len(found)} stories'} in the studio: {address}")
        say("Keep this address to yourself: it is the key to the page. Ctrl-C ends the studio.")
        if not no_browser and not open_browser(address):
            say("No browser could be opened. Open that address yourself.")

    serve(found, voices or Path("voices.yaml"), Options(out, engine=engine), port, opened)
    say("The studio is closed.")
    sys.stdout.flush()
    os._exit(0)  # a story that is being read just now would be waited for


def _load_meanwhile(asked: str) -> None:
    """Have the engine loaded by another core while this one loads the studio. What is wrong with it, whoever asks it tells."""
    from narrate.engines import PREFERRED, first_engine
    from narrate.engines.booth import Booth, lend

    with contextlib.suppress(EngineError):
        booth = Booth(first_engine(PREFERRED if asked == "auto" else [asked]))
        booth.get_ready()
        lend(booth)
