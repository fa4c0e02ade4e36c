"""One file from the network: resumed where it broke off, checked against its sum, complete or absent."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from narrate.bank import Part, sum_of
from narrate.errors import DiskError, EngineError
from narrate.units import Seconds

Tell = Callable[[str, int, int | None], None]
"""A file's name, the bytes of it that are here, and how many there will be."""
_TRIES = 5
_PAUSES: tuple[Seconds, ...] = (0.2, 0.5, 1.0, 2.0)
_TIMEOUT: Seconds = 30.0
_CHUNK = 1 << 18
_MOST = 4 << 30
"""Bytes: no voice is larger."""


class _BrokenError(Exception):
    """The connection failed or ended early; what came is kept."""


class _WrongError(Exception):
    """What came is not the file."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to web addresses only, and never from a protected to an open one."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """The request to go on with."""
        if urlsplit(newurl).scheme not in ("http", "https") or (
            req.full_url.startswith("https:") and not newurl.startswith("https:")
        ):
            raise EngineError(f"{req.full_url} sends on to {newurl}, which is not followed.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(part: Part, folder: Path, tell: Tell) -> str:
    """Bring one file into a folder; its sha256.

    What is there under `NAME.part` from a broken try is gone on with. Raises EngineError, or DiskError when the disk is full.
    """
    began, goal = folder / f"{part.name}.part", folder / part.name
    trouble = ""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSES[min(attempt, len(_PAUSES)) - 1])
        try:
            _go_on(part, began, tell)
            digest = _checked(part, began)
            began.replace(goal)
            return digest
        except _WrongError as error:
            trouble = str(error)
            began.unlink(missing_ok=True)
        except _BrokenError as error:
            trouble = str(error)
        except OSError as error:
            raise DiskError(
                f"{began}: {error.strerror or error}. Make room and run the command again; it goes on from there."
            ) from error
    raise EngineError(f"{part.url}: {trouble}. Nothing was installed; run the command again to go on.")


def _go_on(part: Part, began: Path, tell: Tell) -> None:
    have = began.stat().st_size if began.exists() else 0
    if part.size is not None and have >= part.size:
        return
    request = urllib.request.Request(part.url, headers={"User-Agent": "narrate", **({"Range": f"bytes={have}-"} if have else {})})
    try:
        with urllib.request.build_opener(_Redirects).open(request, timeout=_TIMEOUT) as answer:
            if have and answer.status != 206:
                have = 0
            length = answer.headers.get("Content-Length")
            whole = part.size or (have + int(length) if length and length.isdigit() else None)
            with began.open("ab" if have else "wb") as file:
                _copy(answer, file, have, whole, lambda here: tell(part.name, here, whole))
    except urllib.error.HTTPError as error:
        if error.code == 416:
            raise _WrongError("the server has less of it than is here") from error
        if error.code < 500 and error.code not in (408, 429):
            raise EngineError(f"{part.url}: the server says {error.code} {error.reason}.") from error
        raise _BrokenError(f"the server says {error.code} {error.reason}") from error
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
        raise _BrokenError(f"the connection failed ({getattr(error, 'reason', None) or error})") from error


def _copy(answer: IO[bytes], file: IO[bytes], have: int, whole: int | None, tell: Callable[[int], None]) -> None:
    while chunk := answer.read(_CHUNK):
        file.write(chunk)
        have += len(chunk)
        tell(have)
        if have > (whole or _MOST):
            raise _WrongError("more came than the file is long")
    if whole is not None and have < whole:
        raise _BrokenError(f"the connection ended after {have:,} of {whole:,} bytes")


def _checked(part: Part, file: Path) -> str:
    digest = sum_of(file)
    if part.sha256 is not None and digest != part.sha256:
        raise _WrongError(f"what came is not {part.name}: its sum is {digest[:12]}…, not {part.sha256[:12]}…")
    return digest
