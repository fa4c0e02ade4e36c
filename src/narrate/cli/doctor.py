"""narrate doctor: what is installed, what is missing, what to do."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import typer

from narrate.cli.common import JsonOption, print_json
from narrate.cli.display import say
from narrate.cli.progress import waiting
from narrate.installation import checked_versions, is_checked, pip_install

_PACKAGES = (
    "pyttsx3",
    "espeakng-loader",
    "lameenc",
    "av",
    "mutagen",
    "pydub",
    "numpy",
    "nupunkt",
    "lxml",
    "selectolax",
    "pillow",
    "pypdf",
)
_EXTRAS = ("hibari-tts", "onnxruntime", "piper-tts", "kokoro-onnx", "onnx")
"""Looked at where they are installed."""


def doctor(json: JsonOption = False) -> None:
    """Check the installation.

    Every engine says a sentence, every library is there, the take store can be written; what is missing is told with the
    command that brings it.

    \b
    Example:
      narrate doctor
    """
    from narrate import __version__
    from narrate.engines import missing_engines
    from narrate.produce.plan import Options, takes_folder

    with waiting("Checking", quiet=json):
        checks = _checks(missing_engines(), takes_folder(Options()))
    if json:
        print_json(
            {
                "narrate": __version__,
                "python": sys.version.split()[0],
                "system": platform.platform(),
                "checks": checks,
            }
        )
    else:
        say(f"narrate {__version__}, Python {sys.version.split()[0]}, {platform.platform()}")
        for check in checks:
            say(f"{'ok' if check['ok'] else 'MISSING'}: {check['what']}: {check['told']}")
    if not all(check["ok"] for check in checks):
        raise typer.Exit(6)


def _checks(missing: dict[str, str], takes: Path) -> list[dict[str, Any]]:
    """Every check: what, ok and told. `missing` is why an engine cannot speak, by its name."""
    from narrate.engines import PLAIN, engine_names

    return [
        *(_engine(name) for name in engine_names() if name not in missing),
        *(
            {
                "what": f"engine {name}",
                "ok": name not in PLAIN,
                "told": f"optional, not installed. To add it: {told.partition('Run: ')[2] or told}",
            }
            for name, told in missing.items()
        ),
        *(_package(name) for name in (*_PACKAGES, *(name for name in _EXTRAS if _is_here(name)))),
        _children(),
        _store(takes),
    ]


def _engine(name: str) -> dict[str, Any]:
    from narrate.engines.booth import Booth
    from narrate.errors import EngineError
    from narrate.model import Voice

    try:
        with Booth(name) as booth:
            entries = booth.voices()
            sound, rate = booth.speak("One two three.", Voice(name, "narrator"))
        note = next((e.note for e in entries if e.palette == "narrator"), "")
        return {
            "what": f"engine {name}",
            "ok": True,
            "told": f"{len(entries)} voices, spoke {len(sound) / rate:.1f} s ({note})",
        }
    except EngineError as error:
        return {"what": f"engine {name}", "ok": False, "told": str(error)}


def _is_here(package: str) -> bool:
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


def _package(name: str) -> dict[str, Any]:
    """A library's version, and whether it is one that narrate was tried with: a newer one may do what nobody asked for."""
    checked = checked_versions(name)
    try:
        here = version(name)
    except PackageNotFoundError:
        return {"what": name, "ok": False, "told": f"run: {pip_install(name)}"}
    if is_checked(here, checked):
        return {"what": name, "ok": True, "told": f"{here} (checked: {checked})" if checked else here}
    return {"what": name, "ok": True, "told": f"{here}, WHICH IS NOT CHECKED; run: {pip_install(name + checked)}"}


def _children() -> dict[str, Any]:
    """What keeps booths, coders and cover readers from the network here."""
    import subprocess

    from narrate import sandbox

    try:
        return {"what": "no network", "ok": True, "told": f"child processes have {sandbox.probe()}, no telemetry and no home"}
    except (OSError, subprocess.SubprocessError) as error:
        return {"what": "no network", "ok": False, "told": f"a child process does not start: {error}"}


def _store(folder: Path) -> dict[str, Any]:
    import tempfile

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        return {"what": "take store", "ok": True, "told": str(folder)}
    except OSError as error:
        return {
            "what": "take store",
            "ok": False,
            "told": f"{folder}: {error.strerror}; set NARRATE_TAKES to another folder",
        }
