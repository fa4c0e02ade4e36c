"""What the page asks for, route by route. Everything that takes time is done in threads, so that answers do not wait for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar

from anyio import sleep
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from narrate import config
from narrate.config import StaleError
from narrate.errors import ConfigError, DiskError, EngineError, LockedError, NarrateError, StoryError
from narrate.model import NARRATOR
from narrate.produce.shelf import holder
from narrate.studio import answers, requests, tryouts
from narrate.studio.files import finished, zipped
from narrate.studio.json_answer import JsonAnswer
from narrate.studio.listening import Listening
from narrate.studio.page import page_files
from narrate.studio.reading import Reading
from narrate.studio.rendering import Renders
from narrate.studio.verbs import Target, changes_of
from narrate.studio.workspace import OpenStory, Workspace
from narrate.units import safe_name
from narrate.writers import writer_names

T = TypeVar("T")
_STATUS = {StaleError: 412, ConfigError: 422, StoryError: 422, LockedError: 423, EngineError: 503, DiskError: 507}
_PATIENCE, _LOOKS = 1.0, 50
"""Seconds that a page waits at once for a story that is being read, and how often it is looked for in them."""
_SENTENCES = {"Not Found": "There is nothing here.", "Method Not Allowed": "That cannot be done here."}
"""For what Starlette says by itself."""
_FOREVER = {"cache-control": "private, max-age=31536000, immutable"}


class Api:
    """The routes over one workspace."""

    def __init__(self, workspace: Workspace, listening: Listening, renders: Renders) -> None:
        self.workspace, self.listening, self.renders = workspace, listening, renders
        self.tryouts = tryouts.Tryouts(listening.fingerprint)

    def app(self) -> Starlette:
        """The application, without its guard."""
        story = "/api/stories/{story:number}"
        routes = [
            Route("/", self.page),
            Route("/{name:str}", self.page),
            Route("/api/state", self.state),
            Route(f"{story}/script", self.script),
            Route(f"{story}/lines/{{line:number}}", self.line),
            Route(f"{story}/sheet/{{chapter:number}}", self.sheet),
            Route(f"{story}/cast", self.cast),
            Route(f"{story}/record", self.record),
            Route(f"{story}/clips/{{name:str}}.wav", self.clip),
            Route(f"{story}/tryouts", self.try_out, methods=["POST"]),
            Route(f"{story}/edits", self.edit, methods=["POST"]),
            Route(f"{story}/files/{{number:number}}", self.file),
            Route(f"{story}/book.zip", self.archive),
            Route("/api/undo", self.undo, methods=["POST"]),
            Route("/api/redo", self.undo, methods=["POST"]),
            Route("/api/restore", self.restore, methods=["POST"]),
            Route("/api/settings", self.settings),
            Route("/api/renders", self.begin, methods=["POST"]),
            Route("/api/renders", self.stop, methods=["DELETE"]),
        ]
        handlers: Any = {NarrateError: _failed, HTTPException: _refused, Exception: _broken}
        return Starlette(routes=routes, exception_handlers=handlers)

    async def page(self, request: Request) -> Response:
        """The page and its parts."""
        found = page_files().get(request.path_params.get("name", "index.html"))
        if found is None:
            raise HTTPException(404, "There is nothing here.")
        return Response(found[0], media_type=found[1])

    async def state(self, request: Request) -> Response:
        """What changes by itself; asked for again and again, so it is small."""
        space = self.workspace
        undo, redo = space.journal.done[-1:], space.journal.undone[-1:]
        return JsonAnswer(
            {
                "revision": space.revision,
                "voices": str(space.voices),
                "problem": space.problem,
                "undo": undo[0].label if undo else "",
                "redo": redo[0].label if redo else "",
                "stories": [answers.summary_of(story) for story in space.stories],
                "lost": [entry.label for entry in space.lost],
                "render": self.renders.last.as_json() if self.renders.last else None,
                "elsewhere": "" if self.renders.running else holder(space.options.out),
            }
        )

    async def script(self, request: Request) -> Response:
        """The whole script; 304 where the page has it, 202 while the story is still being read after a little."""
        story = self._story(request.path_params["story"])
        if not await self._read(story):
            return JsonAnswer(answers.summary_of(story), 202)
        reading = self._reading(request)
        self.listening.warm(reading.plan.cast[NARRATOR])
        mark = f'"{reading.number}-{hashlib.sha256(str(id(reading)).encode()).hexdigest()[:12]}"'
        if request.headers.get("if-none-match") == mark:
            return Response(status_code=304, headers={"etag": mark})
        answer = await _json(lambda: answers.script_of(reading))
        answer.headers["etag"] = mark
        return answer

    async def line(self, request: Request) -> Response:
        """Why somebody says a line."""
        reading, line = self._reading(request), request.path_params["line"]
        if line >= len(reading.lines):
            raise HTTPException(404, "There is no such line.")
        return await _json(lambda: answers.line_of(reading, line))

    async def sheet(self, request: Request) -> Response:
        """What is said in a chapter."""
        reading, chapter = self._reading(request), request.path_params["chapter"]
        if chapter >= len(reading.first_lines):
            raise HTTPException(404, "There is no such chapter.")
        return await _json(lambda: answers.sheet_of(reading, chapter, self.workspace.store))

    async def cast(self, request: Request) -> Response:
        """Voices, and who may be one person."""
        reading = self._reading(request)
        return await _json(lambda: answers.cast_of(reading, self.workspace.settings))

    async def record(self, request: Request) -> Response:
        """What a render would do, and what the last one made."""
        reading = self._reading(request)

        def told() -> dict[str, Any]:
            files = finished(reading.plan.current_layout)
            names = {one.name: number for number, one in enumerate(files)}
            listed = [
                {
                    "number": number, "name": one.name, "sound": one.is_sound, "book": one.is_book, "seconds": one.seconds,
                    "bytes": one.path.stat().st_size, "captions": names.get(one.captions),
                    "mark": str(one.path.stat().st_mtime_ns),
                }
                for number, one in enumerate(files)
            ]  # fmt: skip
            return {**answers.record_of(reading, self.workspace.store), "files": listed}

        return await _json(told)

    async def clip(self, request: Request) -> Response:
        """The sound of a cue of the current sheet, or of something that is tried out."""
        reading, name = self._reading(request), request.path_params["name"]
        cue = self.tryouts.cue(name) or reading.clips.get(name)
        if cue is None:
            raise HTTPException(404, "This is not said any more.")
        path = await run_sync(self.listening.clip, name, cue)
        return FileResponse(path, media_type="audio/wav", headers=_FOREVER)

    async def try_out(self, request: Request) -> Response:
        """Clips of lines in a voice, or with a pronunciation, that voices.yaml does not have."""
        reading, asked = self._reading(request), await _asked(request)
        wanted = requests.tryout_of(asked)
        return await _json(lambda: self.tryouts.make(reading, self.workspace.settings, wanted))

    async def edit(self, request: Request) -> Response:
        """Do something to the story: an edit of voices.yaml."""
        reading, asked, seen = self._reading(request), await _asked(request), _seen(request)
        wanted = requests.edit_of(asked)

        def done() -> dict[str, Any]:
            made = changes_of(Target(reading, config.plain(self.workspace.voices)), wanted)
            self.workspace.change(made, seen)
            return {"revision": self.workspace.revision, "label": made.label}

        return await _json(done)

    async def undo(self, request: Request) -> Response:
        """Take back, or do again."""
        await _asked(request)
        seen, again = _seen(request), request.url.path.endswith("redo")

        def done() -> dict[str, Any]:
            return {"label": self.workspace.undo(seen, again=again), "revision": self.workspace.revision}

        return await _json(done)

    async def restore(self, request: Request) -> Response:
        """Make again what another program has written over."""
        await _asked(request)
        seen = _seen(request)

        def done() -> dict[str, Any]:
            return {"label": self.workspace.restore(seen), "revision": self.workspace.revision}

        return await _json(done)

    async def settings(self, request: Request) -> Response:
        """The text of voices.yaml."""
        path = self.workspace.voices
        return await _json(lambda: {"text": path.read_text(encoding="utf-8-sig", errors="replace") if path.exists() else ""})

    async def begin(self, request: Request) -> Response:
        """Begin a render."""
        asked = requests.checked(requests.BeginRender, await _asked(request))
        story = self._story(asked.story)
        formats = tuple(name for name in writer_names() if name in asked.formats)
        await self.renders.begin(story.number, story.path, self.workspace.revision, formats or ("mp3",))
        return JsonAnswer({}, 202)

    async def stop(self, request: Request) -> Response:
        """Stop it."""
        self.renders.stop()
        return JsonAnswer({}, 202)

    async def file(self, request: Request) -> Response:
        """A finished file."""
        reading, number = self._reading(request), request.path_params["number"]
        files = await run_sync(finished, reading.plan.current_layout)
        if number >= len(files):
            raise HTTPException(404, "There is no such file.")
        one = files[number]
        kept = "attachment" if one.is_only_saved or "save" in request.query_params else "inline"
        return FileResponse(one.path, media_type=one.kind, filename=one.path.name, content_disposition_type=kept)

    async def archive(self, request: Request) -> Response:
        """The whole book in one file."""
        reading = self._reading(request)
        files = await run_sync(finished, reading.plan.current_layout)
        if not files:
            raise HTTPException(404, "Nothing is rendered yet.")
        name = safe_name(reading.plan.script.title).encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
        headers = {"content-disposition": f'attachment; filename="{name}.zip"'}
        return StreamingResponse(zipped(files), media_type="application/zip", headers=headers)

    def _story(self, number: int) -> OpenStory:
        try:
            return self.workspace.open(number)
        except IndexError:
            raise HTTPException(404, "There is no such story.") from None

    async def _read(self, story: OpenStory) -> bool:
        """Whether a story was read, when that has been waited for as long as no page minds: a known one is there by then."""
        for _ in range(_LOOKS):
            if story.reading is not None or not story.deciding:
                break
            await sleep(_PATIENCE / _LOOKS)
        return story.reading is not None

    def _reading(self, request: Request) -> Reading:
        """The story as it was read last; while it never was, that is told."""
        story = self._story(request.path_params["story"])
        if story.reading is None:
            raise HTTPException(409, story.trouble or "This story is being read.")
        return story.reading


async def _json(work: Callable[[], Any]) -> Response:
    return JsonAnswer(await run_sync(work))


async def _asked(request: Request) -> dict[str, Any]:
    """The table that a request's body is."""
    try:
        asked = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise HTTPException(400, "The request is no JSON.") from None
    if not isinstance(asked, dict):
        raise HTTPException(400, "The request is no table.")
    return asked


def _seen(request: Request) -> str:
    """Which voices.yaml the page has seen."""
    seen = request.headers.get("if-match", "")
    if not seen:
        raise HTTPException(428, "Say which voices.yaml the page has seen (If-Match).")
    return seen


async def _failed(request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
    return JsonAnswer({"error": type(error).__name__, "message": str(error)}, status)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JsonAnswer({"error": "refused", "message": _SENTENCES.get(error.detail, error.detail)}, error.status_code)


async def _broken(request: Request, error: Exception) -> Response:
    message = f"The studio failed in a way that nobody foresaw ({type(error).__name__}: {str(error)[:200]})."
    return JsonAnswer({"error": "fault", "message": message}, 500)
