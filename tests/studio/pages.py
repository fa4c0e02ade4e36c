"""A page of the studio in a browser, and what tests ask of it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.studio import browsers
from tests.studio.runs import Studio

if browsers.CHROMIUM is None and os.environ.get("NARRATE_MUST_BROWSE"):
    raise RuntimeError("The tests of the page must run, and no Chromium is installed.")
needs_browser = pytest.mark.skipif(browsers.CHROMIUM is None, reason="no Chromium is installed (apt-get install chromium)")
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@contextmanager
def opened(browser: Any, studio: Studio, where: str = "", **kind: Any) -> Iterator[Any]:
    """A page of the studio; ends in an error where the browser complained of anything."""
    context = (
        browser.new_context(viewport=DESK, accept_downloads=True, **kind)
        if "viewport" not in kind
        else browser.new_context(**kind)
    )
    context.set_default_timeout(45_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.goto(studio.address + where)
    page.complaints = complaints
    try:
        yield page
        assert not complaints, complaints
    finally:
        context.close()


def until(true: Callable[[], Any], within: float = 60) -> Any:
    """What a question answers as soon as that is true."""
    end = time.monotonic() + within
    while not (found := true()):
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)
    return found


def row(page: Any, words: str) -> Any:
    """The line with these words."""
    return page.locator(".line", has_text=words).first


WATCH = """() => {
  window.lit = [];
  const seen = (records) => records.forEach(({target}) => target.matches(".line[aria-current]") && lit.push(target.textContent));
  new MutationObserver(seen).observe(document.body, {subtree: true, attributes: true, attributeFilter: ["aria-current"]});
}"""


def seen_lit(page: Any) -> str:
    """The words of the lines that were lit since this was asked first; a short one is lit for half a second only."""
    if not page.evaluate("'lit' in window"):
        page.evaluate(WATCH)
    return " ".join(page.evaluate("window.lit"))


def told(page: Any, words: str) -> None:
    """The page says this, politely."""
    until(lambda: words in page.locator("#status").inner_text())


def shows_script(page: Any) -> None:
    """The script is there."""
    page.locator(".line").first.wait_for()
