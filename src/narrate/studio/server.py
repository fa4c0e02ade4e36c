"""Serving the page to this computer, and to nobody else."""

from __future__ import annotations

import asyncio
import contextlib
import html
import secrets
import socket
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from narrate import sandbox
from narrate.errors import LimitError
from narrate.produce.plan import Options
from narrate.studio.api import Api
from narrate.studio.listening import Listening
from narrate.studio.rendering import Renders
from narrate.studio.security import Guard
from narrate.studio.workspace import Workspace
from narrate.units import Seconds

ADDRESS = "127.0.0.1"
"""Nobody else can connect to it, and there is no option to change that."""
_LOOK_EVERY: Seconds = 0.5
_GRACE = 3
"""Seconds that answers in hand have when the studio is ended."""


def serve(stories: Sequence[Path], voices: Path, options: Options, port: int, opened: Callable[[str], None]) -> None:
    """Serve until Ctrl-C. `opened` is told the page's address once it can be asked for. Raises LimitError where the port is
    taken."""
    listener = _listener(port)
    token = secrets.token_urlsafe(24)
    port = int(listener.getsockname()[1])
    sandbox.sweep()
    workspace = Workspace(stories, voices, options)
    listening = Listening(workspace.store)
    renders = Renders(options, voices)
    app = Guard(Api(workspace, listening, renders).app(), token, port)
    settings = uvicorn.Config(
        app, log_level="critical", access_log=False, lifespan="off", server_header=False, timeout_graceful_shutdown=_GRACE
    )

    async def run() -> None:
        watching = asyncio.create_task(_watch(workspace))
        asyncio.get_running_loop().call_soon(opened, f"http://{ADDRESS}:{port}/{token}/")
        try:
            await uvicorn.Server(settings).serve(sockets=[listener])
        finally:
            watching.cancel()
            await renders.close()

    try:
        with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
            asyncio.run(run())
    finally:
        workspace.close()
        listening.close()


async def _watch(workspace: Workspace) -> None:
    """Notice what an editor does to voices.yaml."""
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        await asyncio.to_thread(workspace.look)


def _listener(port: int) -> socket.socket:
    """A socket that says it is TCP: of another asyncio would let each answer wait 40 ms for the one before."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
    except OSError as error:
        listener.close()
        raise LimitError(f"Port {port} cannot be had ({error.strerror}). Choose another with --port, or none.") from error
    return listener


def open_browser(address: str) -> bool:
    """Open the page, by a file in a folder that only this user can enter: other users of the computer see the words of commands.
    It goes with the other temporary folders of this process, when that has ended and another runs."""
    folder = sandbox.temporary_folder()
    if folder is None:
        return False
    page = folder / "studio.html"
    told = f'<!doctype html><meta http-equiv="refresh" content="0;url={html.escape(address)}"><title>narrate</title>'
    page.write_text(told, encoding="utf-8")
    return webbrowser.open(page.as_uri())
