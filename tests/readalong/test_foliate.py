"""foliate-js, which several reading apps are made of, opens the book in a browser and lights what it plays.

Where it lies is told by NARRATE_FOLIATE: the folder of npm's foliate-js.
"""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from narrate.writers import load_writer
from tests.readalong.books import edition
from tests.readalong.browsers import chromium

FOLIATE = os.environ.get("NARRATE_FOLIATE", "")
PAGE = """<!doctype html><meta charset="utf-8"><title>Book</title><style>foliate-view { display: block; height: 90vh }</style>
<body><script type="module">
import "./foliate/view.js"
const view = window.view = document.createElement("foliate-view")
document.body.append(view)
window.lit = []
await view.open("/book.epub")
view.mediaOverlay.addEventListener("highlight", event => window.lit.push(event.detail.text))
await view.goTo(view.book.sections.findIndex(section => section.mediaOverlay))
</script>"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    if not FOLIATE:
        pytest.skip("NARRATE_FOLIATE names no folder of foliate-js")
    (made,) = load_writer("epub").write(edition(("Chapter One", "The ferry was late. Nobody minded.")), tmp_path / "made")
    made.rename(tmp_path / "book.epub")
    (tmp_path / "foliate").symlink_to(FOLIATE)
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/index.html"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def test_foliate_lights_one_line_after_the_other(site: str) -> None:
    with chromium() as browser:
        tab = browser.new_page()
        tab.goto(site)
        tab.wait_for_function("window.view?.renderer?.getContents()[0]?.doc", timeout=60_000)
        tab.evaluate("() => { view.startMediaOverlay() }")
        tab.wait_for_function("window.lit.length >= 3", timeout=60_000)
        assert tab.evaluate("window.lit") == [f"EPUB/text/c0001.xhtml#n{number}" for number in (1, 2, 3)]
        shown = "view.renderer.getContents()[0].doc.querySelector('.-epub-media-overlay-active')"
        assert tab.evaluate(f"{shown}.textContent") == "Nobody minded."
        assert tab.evaluate(f"getComputedStyle({shown}).backgroundColor") == "rgb(255, 224, 138)"
