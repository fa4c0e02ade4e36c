"""axe over every state of the page."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tests.studio.pages import PHONE, needs_browser, opened, row, shows_script, until
from tests.studio.runs import TALE, VOICES, Studio

pytestmark = needs_browser


def _chooser(page: Any) -> None:
    row(page, "You hold it").locator(".who").click()
    page.get_by_role("dialog").locator("summary").click()


def _compare(page: Any) -> None:
    page.get_by_role("button", name="Compare voices for Odile").click()
    page.get_by_role("dialog").wait_for()


def _member(page: Any) -> None:
    page.locator(".member summary").first.click()


def _help(page: Any) -> None:
    page.locator("#help").click()


STATES: dict[str, tuple[str, Callable[[Any], None]]] = {
    "stories": ("#/", lambda page: page.locator(".story").first.wait_for()),
    "script": ("#/0/script", shows_script),
    "chooser": ("#/0/script", _chooser),
    "check": ("#/0/check", lambda page: page.locator(".check h2").first.wait_for()),
    "cast": ("#/0/cast", _member),
    "compare": ("#/0/cast", _compare),
    "sound": ("#/0/sound", lambda page: page.locator(".numbers").wait_for()),
    "help": ("#/0/script", _help),
}
KINDS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": PHONE},
    "right to left, zoomed": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
}


COVERED = """document.querySelector(".side").getBoundingClientRect().top < document.getElementById("bar").offsetHeight"""
TOO_WIDE = """[...document.querySelectorAll("html, dialog, .card, #bar, #player")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.outerHTML.slice(0, 100))"""


def violations(page: Any) -> list[str]:
    """What axe finds, in short."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}" for one in found for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_any_state(browser: Any, studio: Studio, kind: str) -> None:
    with opened(browser, studio, **KINDS[kind]) as page:
        page.locator("#main > *").first.wait_for()
        if "left" in kind:
            page.evaluate("document.documentElement.dir = 'rtl'")
        for name, (where, reach) in STATES.items():
            page.evaluate(f"location.hash = '{where}'")
            reach(page)
            assert not violations(page), (kind, name)
            wide = page.evaluate(TOO_WIDE)
            assert not wide, (kind, name, wide)
            page.keyboard.press("Escape")


def test_axe_finds_nothing_while_a_line_is_heard_or_something_is_wrong(browser: Any, tmp_path: Path) -> None:
    long = f'{TALE}\n"{60 * "It was a long night. "}That is all," said Peregrine.\n'
    with Studio(tmp_path, tale=long) as studio, opened(browser, studio) as page:
        row(page, "walked about all night").locator(".from").click()
        page.locator(".line[aria-current]").wait_for()
        assert not violations(page)
        page.get_by_role("button", name="Pause").click()
        row(page, "That is all").locator(".who").click()
        page.get_by_role("dialog").wait_for()
        assert not violations(page)
        page.keyboard.press("Escape")
        studio.voices.write_bytes(VOICES + b"    cast: [\r\n")
        page.locator("#problem").wait_for()
        assert "voices.yaml:" in page.locator("#problem").inner_text() and not violations(page)
        page.evaluate("window.scrollTo(0, 9999)")
        until(lambda: page.evaluate(COVERED) is False)
        studio.voices.write_bytes(VOICES)
        until(lambda: page.locator("#problem").count() == 0)
        studio.close()
        page.locator("#problem").wait_for()
        assert "does not answer" in page.locator("#problem").inner_text() and not violations(page)
        assert "You hold it" in page.locator("#lines").inner_text()
        page.complaints[:] = [one for one in page.complaints if "ERR_CONNECTION" not in one and "Failed to load" not in one]
