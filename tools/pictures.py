"""Makes the pictures of the studio in docs/images anew: each page, light, dark and on a small screen, with the stories in seeds/.

python tools/pictures.py [FOLDER]
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))
from tests.studio import browsers
from tests.studio.runs import Studio

LINE = "You always know what I want."
KINDS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1200, "height": 768}},
    "dark": {"viewport": {"width": 1200, "height": 768}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}},
}


def _who(page: Any) -> None:
    page.locator(".line", has_text=LINE).first.locator(".who").click()


def _compare(page: Any) -> None:
    page.get_by_role("button", name="Compare voices for Maria").click()


STATES: dict[str, tuple[str, str, Callable[[Any], None] | None]] = {
    "script": ("#/0/script", ".line", None),
    "check": ("#/0/check", ".asked", None),
    "cast": ("#/0/cast", ".member", None),
    "sound": ("#/0/sound", ".numbers", None),
    "stories": ("#/", ".story", None),
    "who": ("#/0/script", ".line", _who),
    "compare": ("#/0/cast", ".member", _compare),
}
"""The page's address, what is there when it is ready, and what is done then."""


def main() -> None:
    """Write the pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT / "docs" / "images"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(PROJECT / "seeds", folder / "seeds")
        shutil.copy(PROJECT / "voices.yaml", folder)
        (folder / "lamp.txt").touch()  # so that no other story is written there
        os.environ["NARRATE_TAKES"] = str(folder / "takes")
        with Studio(folder, "seeds", "--engine", "scratch") as studio, sync_playwright() as playwright:
            studio.settled()
            browser = playwright.chromium.launch(executable_path=browsers.CHROMIUM, args=["--no-sandbox"])
            for kind, options in KINDS.items():
                page = browser.new_context(**options).new_page()
                page.goto(studio.address)
                _heard(page)
                for state in STATES:
                    if kind == "light" or state not in ("who", "compare"):
                        _keep(_taken(page, state), target / f"studio-{state}-{kind}.png")
            browser.close()


def _heard(page: Any) -> None:
    """A line is heard, and paused."""
    page.evaluate("location.hash = '#/0/script'")
    page.locator(".line", has_text=LINE).first.locator(".from").click()
    page.locator(".line[aria-current]", has_text=LINE).wait_for()
    page.get_by_role("button", name="Pause").click()


def _taken(page: Any, state: str) -> bytes:
    where, ready, then = STATES[state]
    page.evaluate(f"location.hash = '{where}'")
    page.locator(ready).first.wait_for()
    page.wait_for_timeout(700)
    if state == "script":
        page.locator(".line[aria-current]").evaluate("(line) => line.scrollIntoView({block: 'center'})")
    if then:
        then(page)
    page.wait_for_timeout(500)
    if not then:
        page.evaluate("document.activeElement.blur()")
    picture: bytes = page.screenshot()
    page.keyboard.press("Escape")
    return picture


def _keep(picture: bytes, path: Path) -> None:
    """As small as 256 colours make it."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
