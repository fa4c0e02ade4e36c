"""Voices are installed over a network that drops, cuts short, garbles and sends elsewhere; and from files."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from narrate import bank
from narrate.bank import Offer, Part, fetch
from narrate.bank import install as banking
from narrate.errors import ConfigError, DiskError, EngineError
from tests import tiny

MODEL = b"\x08" + bytes(range(256)) * 4000


class _Server(BaseHTTPRequestHandler):
    """Serves MODEL under every name; `manners` says, request by request, what goes wrong."""

    manners: ClassVar[list[str]] = []
    asked: ClassVar[list[str | None]] = []
    elsewhere = ""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        manner = self.manners.pop(0) if self.manners else "well"
        span = self.headers.get("Range")
        self.asked.append(span)
        start = int(span.removeprefix("bytes=").rstrip("-")) if span else 0
        if manner == "redirect":
            self.send_response(302)
            self.send_header("Location", self.elsewhere)
            self.end_headers()
            return
        if manner in ("404", "503"):
            self.send_error(int(manner))
            return
        body = MODEL[start:] if manner != "no ranges" else MODEL
        if manner == "garble":
            body = body[:-9] + b"different"
        if manner == "longer":
            body += b"more"
        self.send_response(206 if span and manner != "no ranges" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if manner == "drop":
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            self.connection.close()
            return
        self.wfile.write(body)


@pytest.fixture
def address() -> Iterator[str]:
    _Server.manners, _Server.asked, _Server.elsewhere = [], [], ""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NARRATE_VOICES", str(tmp_path / "bank"))
    monkeypatch.setattr(fetch, "_PAUSES", (0.0,))
    return tmp_path / "bank"


def offer(address: str, known: bool = True) -> Offer:
    part = Part("v.onnx", f"{address}/v.onnx", *((len(MODEL), hashlib.sha256(MODEL).hexdigest()) if known else (None, None)))
    return Offer(name="v", engine="piper", language="en", speakers=1, gender="female", licence="public domain", parts=(part,))


def install(wanted: Offer) -> list[tuple[str, int, int | None]]:
    told: list[tuple[str, int, int | None]] = []
    banking.install(wanted, lambda *what: told.append(what))
    return told


@pytest.mark.parametrize(
    "manners",
    [
        ["well"],
        ["drop", "drop", "well"],
        ["503", "well"],
        ["garble", "well"],
        ["longer", "well"],
        ["drop", "no ranges"],
        ["drop", "garble", "well"],
    ],
    ids=" ".join,
)
def test_what_arrives_is_the_file(address: str, shelf: Path, manners: list[str]) -> None:
    _Server.manners = list(manners)
    told = install(offer(address))
    assert (shelf / "piper/v/v.onnx").read_bytes() == MODEL
    assert told[-1] == ("v.onnx", len(MODEL), len(MODEL))
    assert [v.name for v in bank.installed()] == ["v"]
    assert [p.name for p in shelf.iterdir()] == ["piper"], "nothing half-done stays behind"


def test_a_dropped_download_goes_on_where_it_broke(address: str) -> None:
    _Server.manners = ["drop", "well"]
    install(offer(address))
    assert _Server.asked == [None, f"bytes={len(MODEL) // 2}-"]


def test_a_download_that_fails_is_gone_on_with_by_the_next_command(address: str, shelf: Path) -> None:
    _Server.manners = ["drop"] + ["503"] * 4
    with pytest.raises(EngineError, match="Nothing was installed; run the command again to go on"):
        install(offer(address))
    assert bank.installed() == ()
    _Server.asked.clear()
    install(offer(address))
    assert _Server.asked == [f"bytes={len(MODEL) // 2}-"]
    assert (shelf / "piper/v/v.onnx").read_bytes() == MODEL


def test_what_is_garbled_every_time_is_not_installed(address: str, shelf: Path) -> None:
    _Server.manners = ["garble"] * 9
    with pytest.raises(EngineError, match="its sum is"):
        install(offer(address))
    assert bank.installed() == () and not list(shelf.rglob("v.onnx"))


def test_redirects_are_followed_to_the_web_and_nowhere_else(address: str) -> None:
    _Server.manners, _Server.elsewhere = ["redirect"], f"{address}/other.onnx"
    install(offer(address))
    _Server.manners, _Server.elsewhere = ["redirect"], "file:///etc/passwd"
    with pytest.raises(EngineError, match=r"not (allowed|followed)"):
        install(offer(address))


def test_a_missing_file_is_told_at_once(address: str) -> None:
    _Server.manners = ["404"]
    with pytest.raises(EngineError, match="404"):
        install(offer(address))
    assert len(_Server.asked) == 1


def test_a_web_page_is_no_voice(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bank.test_install.MODEL", b"<html>Please log in</html>")
    with pytest.raises(EngineError, match="no ONNX model"):
        install(offer(address, known=False))
    assert bank.installed() == ()


def test_a_full_disk_is_told_before_anything_is_fetched(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
    with pytest.raises(DiskError, match="NARRATE_VOICES"):
        install(offer(address))
    assert _Server.asked == []


def test_a_mirror_takes_the_place_of_every_source(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NARRATE_VOICES_URL", f"{address}/mirror/")
    found = banking.find_offer("emma")
    assert [part.url for part in found.parts] == [f"{address}/mirror/bf_emma.int8.onnx"]
    with pytest.raises(EngineError, match="Nothing was installed"):
        install(found)
    monkeypatch.setenv("NARRATE_VOICES_URL", "file:///tmp")
    with pytest.raises(ConfigError, match="no web address"):
        banking.find_offer("emma")


def test_a_piper_voice_is_installed_from_a_file_with_its_settings_beside_it(tmp_path: Path, shelf: Path) -> None:
    model = tiny.piper(tmp_path, "mine")
    voice = banking.install(banking.find_offer(str(model)), lambda *_: None)
    assert (voice.name, voice.engine, voice.licence) == ("mine", "piper", banking.UNKNOWN)
    assert [(c.name, c.trouble) for c in banking.verify()] == [("mine", "")]
    (shelf / "piper/mine/mine.onnx").write_bytes(b"\x08")
    assert banking.verify()[0].trouble == "mine.onnx has changed since it was installed"
    (shelf / "piper/mine/mine.onnx").unlink()
    assert banking.verify()[0].trouble == "mine.onnx is missing"
    banking.remove("mine")
    assert bank.installed() == ()
    with pytest.raises(ConfigError, match="no installed voice"):
        banking.remove("mine")


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("en_US-normann-medium", "did you mean “en_US-norman-medium”"),
        ("ftp://x/y.onnx", "begins with http"),
        ("https://x/y.zip", "begins with http"),
        ("https://x/.onnx", "begins with http"),
    ],
)
def test_what_cannot_be_a_voice_is_told(what: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        banking.find_offer(what)


def test_a_file_that_is_no_voice_is_told(tmp_path: Path) -> None:
    lone = tmp_path / "lone.onnx"
    lone.write_bytes(b"\x08")
    with pytest.raises(ConfigError, match="beside it"):
        banking.find_offer(str(lone))


def test_the_catalogue_is_whole() -> None:
    names = [voice.name for voice in bank.catalogue()]
    assert len(names) == len(set(names))
    for voice in bank.catalogue():
        assert voice.engine in ("piper", "kokoro", "hibari") and voice.licence and voice.parts
        assert all(part.url.startswith("https://") and part.url.endswith(f"/{part.name}") for part in voice.parts)
        assert voice.parts[0].sha256 and len(voice.parts[0].sha256) == 64
