"""A hostile book is only text, and a foreign page gets nothing."""

from __future__ import annotations

import http.server
import socketserver
import threading
import time
from pathlib import Path
from typing import Any

from tests.studio import browsers
from tests.studio.pages import needs_browser, opened, shows_script
from tests.studio.runs import TALE, VOICES, Studio

pytestmark = needs_browser


HOSTILE = TALE.replace("Peregrine", "Peregrine <img src=x onerror=alert(1)>").replace(
    "cold.", "cold </p><script>alert(2)</script>."
)


def test_a_hostile_book_is_only_text(browser: Any, tmp_path: Path) -> None:
    voices = VOICES.replace(b"The Lamp on the Stairs", b"'<img src=x onerror=alert(3)><script>alert(4)</script>'")
    with Studio(tmp_path, voices=voices, tale=HOSTILE) as studio, opened(browser, studio) as page:
        shows_script(page)
        for where in ("check", "cast", "sound", "script"):
            page.evaluate(f"location.hash = '#/0/{where}'")
            page.locator("#main h1").first.wait_for(state="attached")
            time.sleep(0.3)
        assert "<script>alert(4)</script>" in page.title()
        assert page.locator("#main img, #bar img, main script").count() == 0
        assert "onerror=alert(1)" in page.locator("#lines").inner_text()


def test_a_foreign_page_of_the_same_browser_gets_nothing(playwright: Any, studio: Studio) -> None:
    """A name that is made to lead here, and a page of another port of this computer that knows even the token."""
    with socketserver.TCPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        rules = "--host-resolver-rules=MAP evil.test 127.0.0.1"
        running = playwright.chromium.launch(executable_path=browsers.CHROMIUM, args=["--no-sandbox", rules])
        page = running.new_page()
        answer = page.goto(studio.address.replace("127.0.0.1", "evil.test"))
        assert answer.status == 400
        page.goto(f"http://127.0.0.1:{other.server_address[1]}/none")
        reads = "(address) => fetch(address + 'api/state').then((a) => a.text(), () => 'refused')"
        writes = """(address) => fetch(address + 'api/undo', {method: 'POST', body: '{}', mode: 'no-cors'}).then(() => 'sent', () => 'refused')"""
        before = studio.voices.read_bytes()
        assert page.evaluate(reads, studio.address) == "refused"
        page.evaluate(writes, studio.address)
        assert studio.voices.read_bytes() == before
        running.close()
        other.shutdown()


def test_nothing_is_loaded_from_elsewhere(browser: Any, studio: Studio) -> None:
    with opened(browser, studio, "#/0/script") as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.reload()
        shows_script(page)
        assert asked and all(url.startswith(studio.address) for url in asked)
