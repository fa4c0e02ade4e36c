"""Who is let in: one test for each guard of studio/security.py, which fails when that guard is taken out."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from narrate.studio.security import MOST_BYTES
from tests.studio.runs import Studio


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    running = Studio(tmp_path_factory.mktemp("studio"))
    yield running
    running.close()


def test_the_page_itself_is_let_in(studio: Studio) -> None:
    assert studio.get("", Sec_Fetch_Site="none").status == 200
    assert studio.get("api/state", Sec_Fetch_Site="same-origin").status == 200
    for host in ("localhost", "[::1]"):
        assert studio.get("api/state", Host=f"{host}:{studio.port}").status == 200


def test_no_other_computer_can_connect(studio: Studio) -> None:
    own = socket.gethostbyname(socket.gethostname())
    with socket.socket() as other:
        other.settimeout(2)
        there = own if not own.startswith("127.") else "127.0.0.2"
        assert other.connect_ex((there, studio.port)) != 0


@pytest.mark.parametrize("host", ["evil.test", "evil.test:{port}", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_name_that_is_made_to_lead_here_is_refused(studio: Studio, host: str) -> None:
    assert studio.get("api/state", Host=host.format(port=studio.port)).status == 400


@pytest.mark.parametrize("token", ["", "x", "{token}x", "%2e%2e", "ü"])
def test_without_the_token_there_is_nothing(studio: Studio, token: str) -> None:
    wrong = token.format(token=studio.token).encode().decode("latin-1")
    assert studio.raw("GET", f"/{wrong}/api/state".replace("ü", "%C3%BC").replace("Ã¼", "%C3%BC")).status == 404
    assert studio.raw("GET", "/").status == 404
    assert studio.raw("GET", f"/{studio.token}").status == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_of_the_browser_is_refused(studio: Studio, site: str) -> None:
    assert studio.get("api/state", Sec_Fetch_Site=site).status == 403
    sound = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "audio"}
    assert studio.get("api/stories/0/files/0", **sound).status == 403
    frame = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}
    assert studio.get("", **frame).status == 403


def test_a_link_opens_the_page_and_nothing_else(studio: Studio) -> None:
    followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert studio.get("", **followed).status == 200
    assert studio.get("api/state", **followed).status == 403


def test_a_foreign_origin_changes_nothing(studio: Studio) -> None:
    before = studio.voices.read_bytes()
    for origin in ("http://evil.test", f"http://127.0.0.1:{studio.port + 1}", "null"):
        assert studio.post("api/undo", {}, Origin=origin, If_Match="x").status == 403
    assert studio.post("api/undo", {}, Sec_Fetch_Site="none", If_Match="x").status == 403
    assert studio.voices.read_bytes() == before


def test_only_small_json_is_taken(studio: Studio) -> None:
    path = f"/{studio.token}/api/undo"
    assert studio.raw("POST", path, b"{}", {"Content-Type": "text/plain", "If-Match": "x"}).status == 415
    assert studio.raw("POST", path, b"{}", {"Content-Type": "application/x-www-form-urlencoded"}).status == 415
    assert studio.raw("POST", path, b" " * (MOST_BYTES + 1)).status == 413
    assert studio.raw("POST", path, None, {"Transfer-Encoding": "chunked", "Content-Type": "application/json"}).status == 411
    assert studio.post("api/undo", [], If_Match="x").status == 400
    assert studio.raw("POST", path, b"{", {"If-Match": "x"}).status == 400


POLICY = {
    *(f"{what} 'none'" for what in ("default-src", "base-uri", "form-action", "frame-ancestors", "trusted-types")),
    *(f"{what}-src 'self'" for what in ("script", "style", "img", "media", "connect")),
    "require-trusted-types-for 'script'",
}


def test_every_answer_says_what_a_browser_may_do_with_it(studio: Studio) -> None:
    for path in ("", "app.js", "api/state", "api/none", "studio.css"):
        headers = studio.get(path).headers
        assert set(headers["content-security-policy"].split("; ")) == POLICY
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
    refused = studio.raw("GET", "/").headers
    assert "default-src 'none'" in refused["content-security-policy"]
    assert studio.get("app.js").headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "path",
    [
        "../voices.yaml",
        "..%2fvoices.yaml",
        "%2e%2e/%2e%2e/etc/passwd",
        "static/app.js",
        "api/../../x",
        "app.js%00",
        "voices.yaml",
    ],
)
def test_no_address_leads_out_of_the_page(studio: Studio, path: str) -> None:
    assert studio.raw("GET", f"/{studio.token}/{path}").status == 404


def test_files_go_by_number_and_lie_in_the_books_folder(studio: Studio, tmp_path: Path) -> None:
    from narrate.produce.layout import Layout
    from narrate.studio.files import finished

    (tmp_path / "secret.json").write_text("{}")
    layout = Layout(tmp_path / "out", "Ann/Door", "Door")
    for folder in (layout.folder("mp3"), layout.home, tmp_path / "out/mp3/Ann/Other"):
        folder.mkdir(parents=True)
    layout.path("mp3/a.mp3").write_bytes(b"sound")
    layout.path("mp3/b.mp3").symlink_to(tmp_path / "secret.json")
    (tmp_path / "out/mp3/Ann/Other/c.mp3").write_bytes(b"another's")
    (layout.home / "report.json").write_text(
        '{"sound": [{"file": "mp3/Ann/Door/a.mp3", "duration_s": 1}, {"file": "mp3/Ann/Door/b.mp3"}, {"file": "../secret.json"}],'
        ' "files": ["/etc/passwd", "../secret.json", "mp3/Ann/Door/none.mp3", "mp3/Ann/Door/a.mp3", "mp3/Ann/Other/c.mp3"]}'
    )
    assert [one.name for one in finished(layout)] == ["mp3/Ann/Door/a.mp3"]
    assert studio.get("api/stories/0/files/-1").status == 404
    assert studio.get("api/stories/7/script").status == 404
    for story, status in ((-1, 404), (1, 404), ("0", 422), ("../lamp.txt", 422), (None, 422)):
        assert studio.post("api/renders", {"story": story}).status == status


def test_only_the_current_sheets_text_is_spoken(studio: Studio) -> None:
    studio.settled()
    assert studio.get(f"api/stories/0/clips/{'0' * 32}.wav").status == 404
    assert studio.get("api/stories/0/clips/..%2f..%2fx.wav").status == 404
    line = studio.line("still burning")
    for asked in (
        {"word": "zzz", "said": "anything at all"},
        {"lines": [10**6], "voice": "man-1"},
        {"lines": [line], "voice": "nobody:x"},
    ):
        assert studio.post("api/stories/0/tryouts", {"who": "Bastian", **asked}).status == 422


def test_edits_name_a_verb_and_never_a_place_in_the_file(studio: Studio) -> None:
    studio.settled()
    before = studio.voices.read_bytes()
    for asked in (
        {"do": "write", "place": ["engine"], "value": "x"}, {"do": "gender", "who": "Nobody Atall", "gender": "male"},
        {"do": "say", "line": 10**9, "name": "Odile"}, {"do": "say", "line": 0, "name": "Odile"}, {"do": "pause", "kind": "engine", "seconds": 1},
        {"do": "rename", "who": "Odile", "name": "x" * 200}, {"do": "voice", "who": "Odile", "voice": "no-such-voice"}, {},
    ):  # fmt: skip
        answer = studio.post("api/stories/0/edits", asked, If_Match=studio.state["revision"])
        assert answer.status == 422 and answer.json["message"], asked
    assert studio.post("api/stories/0/edits", {"do": "gender"}).status == 428
    assert studio.voices.read_bytes() == before


def test_the_address_stands_in_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    from narrate.studio.server import open_browser

    given: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: bool(given.append(address)) or True)
    assert open_browser("http://127.0.0.1:1/secret/")
    page = Path(url2pathname(urlsplit(given[0]).path))
    assert "secret" not in given[0] and "http://127.0.0.1:1/secret/" in page.read_text(encoding="utf-8")
    assert page.parent.stat().st_mode & 0o077 == 0
