"""The render child: plans and renders one story, and writes what happens to standard output, a line of JSON each."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Any

from narrate import sandbox
from narrate.errors import InterruptedRenderError, LockedError, NarrateError

STOPPED = "Stopped. Everything recorded so far is kept: Render goes on from there."


class _JsonProgress:
    """Progress as lines of JSON."""

    def begin(self, work: float) -> None:
        _tell(work=work)

    def did(self, work: float) -> None:
        _tell(did=work)

    def chapter(self, book: str, title: str, sound: float) -> None:
        _tell(chapter=title)


def main(request: dict[str, Any]) -> int:
    """Render what is asked for; the exit code."""
    from narrate.config import load
    from narrate.engines import PALETTE, engine_names
    from narrate.produce.places import require_fitting
    from narrate.produce.plan import Options
    from narrate.produce.render import Render, plan
    from narrate.produce.shelf import locked

    options = Options(Path(request["out"]), tuple(request["formats"]), request["engine"], takes=Path(request["takes"]))
    try:
        settings = load(Path(request["voices"]) if request["voices"] else None, list(PALETTE), engine_names())
        plans = plan([Path(request["story"])], settings, options, to_render=True)
        require_fitting(plans, strict=False)
        with locked(options.out):
            work = Render(options, _JsonProgress())
            signal.signal(signal.SIGINT, lambda *_: work.stop())
            (book,) = work.books(plans)
    except InterruptedRenderError:
        _tell(message=STOPPED)
        return InterruptedRenderError.exit_code
    except LockedError:
        _tell(message=held(options.out))
        return LockedError.exit_code
    except NarrateError as error:
        _tell(message=str(error))
        return error.exit_code
    if not book["done"]:
        _tell(message="Not everything could be done. " + " ".join(book["warnings"][-3:]))
    return 0 if book["done"] else 1


def held(out: Path) -> str:
    """What is told where another render holds the folder."""
    from narrate.produce.shelf import holder

    return f"{out}: another render holds this folder ({holder(out) or 'which has just ended'}). Wait for it."


def _tell(**what: object) -> None:
    print(json.dumps(what), flush=True)  # noqa: T201 - the studio reads it


if __name__ == "__main__":
    sandbox.enter(with_caller=True)
    sys.exit(main(json.loads(sys.argv[1])))
