"""A studio of its own for a test: the real command, a made-up story, a small voices.yaml."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

TALE = """The Lamp on the Stairs

Chapter 1

Odile carried the lamp up the stairs. Bastian and Peregrine waited for her on the landing, and the old caretaker slept below.

"Is it still burning?" Bastian asked.

"It is," said Odile. "I would not come up in the dark."

"Then hold it higher."

"You hold it."

Peregrine laughed. "They quarrel over a lamp," he said to nobody.

Chapter 2

In the morning the lamp was cold. Odile sat by the window with Bastian.

"Did you sleep?" she asked.

"A little," he said. "The caretaker walked about all night long, up and down and up again."

"I heard him too."

"Good morning," said Peregrine at the door. "Good morning to both of you, and to the lamp as well."
"""
VOICES = b"# mine\r\nengine: scratch   # a hum\r\nstories:\r\n  lamp:\r\n    title: The Lamp on the Stairs\r\n"


class Answer:
    """A status, the headers in small letters, and the body."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status = answer.status
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        self.body = answer.read()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Studio:
    """`narrate studio` as a child, and requests to it as its page sends them."""

    def __init__(self, folder: Path, *words: str, voices: bytes = VOICES, tale: str = TALE, within: Sequence[str] = ()) -> None:
        self.folder = folder
        self.voices = folder / "voices.yaml"
        if not (folder / "lamp.txt").exists():
            (folder / "lamp.txt").write_text(tale, encoding="utf-8")
            self.voices.write_bytes(voices)
        environment = {**os.environ, "NARRATE_TAKES": str(folder / "takes"), "PYTHONUNBUFFERED": "1"}
        command = [*within, sys.executable, "-m", "narrate", "studio", "--no-browser", *(words or ("lamp.txt",))]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self.process.stdout is not None
        told = self.process.stdout.readline()
        found = re.search(r"http://\S+", told)
        assert found, told + self.process.stdout.read()
        self.address = found[0]
        parts = urlsplit(self.address)
        self.port = int(parts.port or 0)
        self.token = parts.path.strip("/")

    def raw(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        """A request to a path from the root, with exactly these headers and a Host."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            given = {"Host": f"127.0.0.1:{self.port}", **(headers or {})}
            if body is not None:
                given = {"Content-Length": str(len(body)), "Content-Type": "application/json", **given}
            for name, value in given.items():
                line.putheader(name, value)
            line.endheaders(body)
            return Answer(line.getresponse())
        finally:
            line.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.raw("GET", f"/{self.token}/{path}", headers={n.replace("_", "-"): v for n, v in headers.items()})

    def post(self, path: str, asked: Any, **headers: str) -> Answer:
        names = {n.replace("_", "-"): v for n, v in headers.items()}
        return self.raw("POST", f"/{self.token}/{path}", json.dumps(asked).encode(), names)

    def delete(self, path: str) -> Answer:
        return self.raw("DELETE", f"/{self.token}/{path}")

    @property
    def state(self) -> Any:
        return self.get("api/state").json

    def settled(self, story: int = 0, within: float = 120) -> Any:
        """The script, once it is as the file says."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            answer = self.get(f"api/stories/{story}/script")
            if answer.status == 200 and not self.state["stories"][story]["deciding"]:
                return self.get(f"api/stories/{story}/script").json
            time.sleep(0.05)
        raise AssertionError(answer.body)

    def does(self, what: str, **asked: Any) -> Answer:
        """An edit of the story, seen as it is now."""
        self.settled()
        answer = self.post("api/stories/0/edits", {"do": what, **asked}, If_Match=self.state["revision"])
        if answer.status == 200:
            self.settled()
        return answer

    def undo(self, again: bool = False) -> Answer:
        answer = self.post(f"api/{'redo' if again else 'undo'}", {}, If_Match=self.state["revision"])
        if answer.status == 200:
            self.settled()
        return answer

    def line(self, words: str) -> int:
        """The number of the first line with these words."""
        return next(n for n, text in enumerate(self.settled()["lines"]["text"]) if words in text)

    def speaker(self, words: str) -> str:
        script = self.settled()
        return str(script["people"][script["lines"]["who"][self.line(words)]]["name"])

    def __enter__(self) -> Studio:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> int:
        """End it as Ctrl-C does; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            code = self.process.wait(15)
        finally:
            self.process.kill()
            self.process.wait()
            if self.process.stdout:
                self.process.stdout.close()
        return code
