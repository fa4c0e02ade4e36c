"""Whole journeys through the page in a real browser, and axe over every state of it."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from narrate.produce.shelf import locked
from tests.script.identity.test_learned_joins import story
from tests.studio import browsers
from tests.studio.runs import TALE, VOICES, Studio

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
if browsers.CHROMIUM is None and os.environ.get("NARRATE_MUST_BROWSE"):
    raise RuntimeError("The tests of the page must run, and no Chromium is installed.")
pytestmark = pytest.mark.skipif(browsers.CHROMIUM is None, reason="no Chromium is installed (apt-get install chromium)")
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    with sync_api.sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Any) -> Iterator[Any]:
    running = playwright.chromium.launch(executable_path=browsers.CHROMIUM, args=["--no-sandbox"])
    yield running
    running.close()


@pytest.fixture(params=["chromium", "firefox"])
def either(request: pytest.FixtureRequest, playwright: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Each browser that is installed."""
    if request.param == "chromium":
        yield request.getfixturevalue("browser")
        return
    if reason := browsers.lacking():
        pytest.skip(reason)
    with browsers.firefox(playwright, tmp_path_factory.mktemp("f")) as running:
        yield running


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
        assert not complaints
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


def lit(page: Any) -> str:
    """The words of the lines that were lit since this was asked first; a short one is lit for half a second only."""
    if not page.evaluate("'lit' in window"):
        page.evaluate(WATCH)
    return " ".join(page.evaluate("window.lit"))


def told(page: Any, words: str) -> None:
    """The page says this, politely."""
    until(lambda: words in page.locator("#status").inner_text())


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    running = Studio(tmp_path_factory.mktemp("studio"))
    running.settled()
    yield running
    running.close()


def test_a_story_is_heard_corrected_recast_rendered_and_downloaded(either: Any, tmp_path: Path) -> None:
    with Studio(tmp_path) as studio, opened(either, studio) as page:
        clips: list[str] = []
        page.on("request", lambda request: clips.append(request.url) if request.url.endswith(".wav") else None)

        _script(page)
        lit(page)
        # A story that nobody has seen yet is read, and heard from a line on; what is heard is lit.
        row(page, "Is it still burning").locator(".from").click()
        until(lambda: "Is it still burning" in lit(page))
        until(lambda: "Bastian asked" in lit(page))
        page.get_by_role("button", name="Pause").click()
        assert page.locator("[aria-current=true]").count() == 1

        # A line found by ear is put right by a key, and is heard otherwise.
        wrong = row(page, "You hold it")
        before = wrong.locator(".who").inner_text()
        wrong.locator(".from").focus()
        clips.clear()
        page.keyboard.press("Enter")
        until(lambda: page.wait_for_timeout(20) or clips)
        first = clips[0]
        page.get_by_role("button", name="Pause").click()
        wrong.locator(".from").focus()
        page.keyboard.press("s")
        page.get_by_role("dialog").wait_for()
        name = "Bastian"
        number = 1 + next(n for n, label in enumerate(page.locator(".choices button").all_inner_texts()) if name in label)
        page.keyboard.press(str(number))
        told(page, "Saved in voices.yaml")
        assert name != before and wrong.locator(".who").inner_text() == name
        assert name.encode() in studio.voices.read_bytes()
        page.locator("#lines[aria-busy=false]").wait_for()
        line = studio.line("You hold it")
        clip = next(cue["clip"] for cue in studio.get("api/stories/0/sheet/0").json if cue["line"] == line)
        assert clip not in first
        wrong.locator(".from").click()
        until(lambda: page.wait_for_timeout(20) or any(clip in url for url in clips))

        # Another voice is chosen by listening to a scene with one and the other.
        page.goto(studio.address + "#/0/cast")
        page.get_by_role("button", name="Compare voices for Odile").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Voice B").get_by_role("combobox").select_option("old-woman")
        clips.clear()
        page.keyboard.press("a")
        until(lambda: page.wait_for_timeout(20) or clips)
        clips.clear()
        page.keyboard.press("b")
        until(lambda: page.wait_for_timeout(20) or clips)
        dialog.get_by_role("button", name="Keep B").click()
        told(page, "Odile: old-woman")
        until(lambda: page.get_by_label("Voice of Odile", exact=True).input_value() == "old-woman")

        # Two people become one.
        card = page.locator(".member", has=page.get_by_role("heading", name="Peregrine", exact=True))
        card.locator("summary").click()
        card.get_by_label("Peregrine is the same person as").select_option("Odile")
        people = page.locator(".member").count()
        card.get_by_role("button", name="Merge Peregrine").click()
        until(lambda: re.search("Peregrine is Odile|Odile is Peregrine", page.locator("#status").inner_text()))
        until(lambda: page.locator(".member").count() == people - 1)

        # All is taken back, to the byte.
        for _ in range(3):
            seen = studio.state["revision"]
            page.locator("#undo").click()
            until(lambda was=seen: studio.state["revision"] != was)
            studio.settled()
        assert studio.voices.read_bytes() == VOICES
        until(lambda: page.locator(".member").count() == people)

        # The book is rendered, its file is heard here, and downloaded.
        page.goto(studio.address + "#/0/sound")
        page.get_by_role("button", name=re.compile("^Render")).click()
        page.get_by_text("The render is finished.").wait_for(timeout=60_000)
        page.locator(".files audio").first.wait_for()
        page.evaluate("document.querySelector('.files audio').play()")
        until(lambda: page.evaluate("document.querySelector('.files audio').currentTime > 0.1"))
        until(lambda: "Odile carried the lamp" in page.locator(".heard").first.inner_text())
        with page.expect_download() as saved:
            page.locator("a[aria-label^='Download 01']").click()
        target = tmp_path / "saved.mp3"
        saved.value.save_as(target)
        assert target.read_bytes() == next((tmp_path / "output").glob("mp3/*/*/01*.mp3")).read_bytes()
        with page.expect_download() as saved:
            page.get_by_role("link", name="Download all (zip)").click()
        saved.value.save_as(tmp_path / "book.zip")
        assert shutil.unpack_archive(tmp_path / "book.zip", tmp_path / "unpacked") is None
        assert len(list((tmp_path / "unpacked").rglob("*.mp3"))) == 2


def _script(page: Any) -> None:
    page.locator(".line").first.wait_for()


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
    "script": ("#/0/script", _script),
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
    with Studio(tmp_path) as studio, opened(browser, studio) as page:
        row(page, "walked about all night").locator(".from").click()
        page.locator(".line[aria-current]").wait_for()
        assert not violations(page)
        page.get_by_role("button", name="Pause").click()
        studio.voices.write_bytes(VOICES + b"    cast: [\r\n")
        page.locator("#problem").wait_for()
        assert "voices.yaml:" in page.locator("#problem").inner_text() and not violations(page)
        studio.voices.write_bytes(VOICES)
        until(lambda: page.locator("#problem").count() == 0)
        studio.close()
        page.locator("#problem").wait_for()
        assert "does not answer" in page.locator("#problem").inner_text() and not violations(page)
        assert "You hold it" in page.locator("#lines").inner_text()
        page.complaints[:] = [one for one in page.complaints if "ERR_CONNECTION" not in one and "Failed to load" not in one]


def test_doubtful_lines_are_answered_by_the_keyboard_alone(browser: Any, tmp_path: Path) -> None:
    doubtful = 'All three looked at one another.\n\n"Somebody has been here."\n\n"Nobody has."\n\nThey listened.\n\n"There it is again."\n'
    with Studio(tmp_path, tale=f"{TALE}\n{doubtful}") as studio, opened(browser, studio, "#/0/check") as page:
        page.locator(".check h2").first.wait_for()
        left = len(studio.settled()["lines"]["doubtful"])
        assert left
        page.keyboard.press("y")
        until(lambda: len(studio.settled()["lines"]["doubtful"]) == left - 1)
        page.keyboard.press("z")
        until(lambda: len(studio.settled()["lines"]["doubtful"]) == left)
        assert studio.voices.read_bytes() == VOICES
        page.keyboard.press("?")
        page.get_by_role("dialog").get_by_label("Keys are on").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("y")
        time.sleep(0.5)
        assert studio.voices.read_bytes() == VOICES


def test_two_names_that_may_be_one_are_told_apart_once_and_for_all(browser: Any, tmp_path: Path) -> None:
    tale = f"Two Names\n\n{story(17 * 'es' + 17 * 'cs')}"
    with Studio(tmp_path, tale=tale) as studio, opened(browser, studio, "#/0/check") as page:
        asked = page.get_by_role("region", name="Who may be one person").get_by_role("listitem")
        asked.first.wait_for()
        assert re.match("(Edmund may be Mr. Calloway|Mr. Calloway may be Edmund)", asked.inner_text())
        asked.get_by_role("button", name="They are two").click()
        told(page, "Saved in voices.yaml")
        asked.wait_for(state="detached")
        page.reload()
        page.locator(".check h2").first.wait_for()
        page.wait_for_load_state("networkidle")
        assert b"apart:" in studio.voices.read_bytes() and asked.count() == 0
        page.keyboard.press("z")
        asked.first.wait_for()
        assert studio.voices.read_bytes() == VOICES


def test_two_tabs_and_an_editor_see_each_other(browser: Any, studio: Studio) -> None:
    with opened(browser, studio, "#/0/cast") as one, opened(browser, studio, "#/0/script") as other:
        label = one.get_by_label("Voice of Bastian", exact=True)
        label.select_option("old-man")
        until(lambda: other.get_by_label("Voice of Bastian", exact=True).input_value() == "old-man")
        studio.voices.write_bytes(studio.voices.read_bytes().replace(b"old-man", b"man-3"))
        until(lambda: label.input_value() == "man-3")
        until(lambda: other.get_by_label("Voice of Bastian", exact=True).input_value() == "man-3")
        # An editor that has not seen what was done here saves over it; it is told, and put back by a key.
        studio.voices.write_bytes(VOICES)
        until(lambda: label.input_value() not in ("man-3", "old-man"))
        one.get_by_label("Voice of Odile", exact=True).select_option("old-man")
        until(lambda: other.get_by_label("Voice of Odile", exact=True).input_value() == "old-man")
        studio.voices.write_bytes(VOICES)
        told(one, "Another program has saved voices.yaml without what was done here: Odile: old-man.")
        one.get_by_role("button", name="Put it back").click()
        until(lambda: one.get_by_label("Voice of Odile", exact=True).input_value() == "old-man")
        until(lambda: not other.locator("#notice").is_visible())
        studio.voices.write_bytes(VOICES)
        until(lambda: studio.settled() and studio.state["lost"])


def test_what_is_typed_and_where_one_was_outlive_a_reload(browser: Any, tmp_path: Path) -> None:
    with Studio(tmp_path) as studio, opened(browser, studio) as page:
        _script(page)
        for _ in range(6):
            page.keyboard.press("j")
        words = page.locator(".line:focus-within .words").inner_text()
        row(page, "You hold it").locator(".who").click()
        page.get_by_label("Somebody else").fill("The caretak")
        page.reload()
        _script(page)
        page.keyboard.press("j")
        assert page.locator(".line:focus-within .words").inner_text() == words
        row(page, "You hold it").locator(".who").click()
        page.get_by_label("Somebody else").press("End")
        page.keyboard.type("er")
        page.keyboard.press("Enter")
        told(page, "The caretaker")
        studio.settled()
        assert studio.speaker("You hold it") == "The caretaker"
        page.evaluate("location.hash = '#/0/sound'")
        page.get_by_label("Word", exact=True).fill("Odile")
        page.get_by_label("Is said", exact=True).fill("oh-deel")
        page.reload()
        until(lambda: page.get_by_label("Is said", exact=True).input_value() == "oh-deel")
        page.get_by_role("button", name="Keep", exact=True).click()
        told(page, "Odile is said oh-deel")
        # A render in a terminal beside: it is told, this one waits, and its files are shown when it is done.
        with locked(tmp_path / "output"):
            until(lambda: page.get_by_role("button", name=re.compile("^Render")).is_disabled())
            assert str(os.getpid()) in page.get_by_label("Render", exact=True).first.inner_text()
            page.get_by_label("after a sentence").fill("0.8")
            page.get_by_label("after a sentence").press("Tab")
            told(page, "pause, sentence: 0.8 s")
        environment = {**os.environ, "NARRATE_TAKES": str(tmp_path / "takes")}
        subprocess.run(
            [sys.executable, "-m", "narrate", "render", "lamp.txt"],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
        )
        page.locator(".files audio").first.wait_for()


HOSTILE = TALE.replace("Peregrine", "Peregrine <img src=x onerror=alert(1)>").replace(
    "cold.", "cold </p><script>alert(2)</script>."
)


def test_a_hostile_book_is_only_text(browser: Any, tmp_path: Path) -> None:
    voices = VOICES.replace(b"The Lamp on the Stairs", b"'<img src=x onerror=alert(3)><script>alert(4)</script>'")
    with Studio(tmp_path, voices=voices, tale=HOSTILE) as studio, opened(browser, studio) as page:
        _script(page)
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
        _script(page)
        assert asked and all(url.startswith(studio.address) for url in asked)
