"""The browsers that are installed here, and a sound device for the one that plays nothing without."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FIREFOX = shutil.which("firefox-esr")


def lacking() -> str:
    """Why Firefox cannot be tested; empty where it can."""
    if FIREFOX is None:
        return "no Firefox is installed (apt-get install firefox-esr)"
    if shutil.which("pulseaudio") is None and not Path("/dev/snd").exists():
        return "Firefox plays nothing without a sound device (apt-get install pulseaudio)"
    return ""


@contextmanager
def firefox(playwright: Any, folder: Path) -> Iterator[Any]:
    """The system's Firefox, as it is."""
    with _silent_device(folder) as environment:
        running = playwright.firefox.launch(channel="moz-firefox", executable_path=FIREFOX, env=environment)
        try:
            yield running
        finally:
            running.close()


@contextmanager
def _silent_device(folder: Path) -> Iterator[dict[str, str]]:
    """The environment in which sound goes nowhere, at the pace at which it would be heard."""
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
    program, socket = shutil.which("pulseaudio"), folder / "silence"
    if program is None:
        yield environment
        return
    loads = ("module-null-sink", f"module-native-protocol-unix auth-anonymous=1 socket={socket}")
    words = [program, "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=true", *(f"--load={one}" for one in loads)]
    running = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 10
        while not socket.exists() and time.monotonic() < end:
            time.sleep(0.05)
        yield {**environment, "PULSE_SERVER": f"unix:{socket}"}
    finally:
        running.terminate()
        running.wait(10)
