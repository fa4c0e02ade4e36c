"""Who may talk to the studio: this computer's own page, and nobody else.

Any page that a browser shows can send requests to 127.0.0.1, and another user of the computer can connect to it. So an address
holds a random token, the Host must be ours (a name that is made to lead here is not), a browser must say that the request
comes from the page itself, and what changes anything must be JSON of a bounded size.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 64 * 1024
"""Of a request's body."""
_READS = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}
"""Of every answer, unless it has its own."""


class Guard:
    """Lets in what the page itself asks for, and takes the token from its address."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self.app, self._token = app, token.encode()
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it before anything else is looked at."""
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refused = self._refusal(scope["method"], scope["path"], headers)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message.get("headers", ())}
                more = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in given]
                message = {**message, "headers": [*message.get("headers", ()), *more]}
            await send(message)

        if refused:
            await _refuse(with_headers, *refused)
            return
        _, _, path = scope["path"].removeprefix("/").partition("/")
        await self.app({**scope, "path": f"/{path}", "raw_path": f"/{path}".encode()}, receive, with_headers)

    def _refusal(self, method: str, path: str, headers: Mapping[str, str]) -> tuple[int, str] | None:
        """The status and the reason for turning a request away; None for one that is let in."""
        if headers.get("host", "") not in self._hosts:
            return 400, "This address is not the studio's."
        if not self._from_the_page(method, path, headers):
            return 403, "Only the studio's own page may ask for this."
        token, slash, _ = path.removeprefix("/").partition("/")
        if not slash or not hmac.compare_digest(token.encode("utf-8", "replace"), self._token):
            return 404, "There is nothing here. Use the whole address that narrate studio printed."
        return None if method in _READS else _unfit_body(method, headers)

    def _from_the_page(self, method: str, path: str, headers: Mapping[str, str]) -> bool:
        """Whether a browser says that the page itself asks, or a person who typed or followed the page's address. Another port of
        127.0.0.1 is "same-site" to a browser, and is refused too."""
        if "origin" in headers and headers["origin"] not in {f"http://{host}" for host in self._hosts}:
            return False
        site = headers.get("sec-fetch-site", "same-origin")
        if site == "same-origin" or (site == "none" and method in _READS):
            return True
        opened = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        return method == "GET" and opened and path.count("/") == 2 and path.endswith("/")


def _unfit_body(method: str, headers: Mapping[str, str]) -> tuple[int, str] | None:
    length = headers.get("content-length", "0" if method == "DELETE" else "")
    if not length.isdecimal():
        return 411, "How long the request is must be said before it."
    if int(length) > MOST_BYTES:
        return 413, f"More than {MOST_BYTES // 1024} kB are not taken."
    if method != "DELETE" and headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return 415, "Only JSON is taken."
    return None


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = json.dumps({"error": "refused", "message": reason}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
