"""What narrate's processes do, as the system sees it: no packet leaves the machine, no file is left where none belongs."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from narrate import sandbox
from narrate.engines.kokoro import PARTS
from tests import books, tiny
from tests.conftest import PROJECT
from tests.studio.runs import TALE, Studio

_CALLS = "%network,open,openat,openat2,creat,mkdir,mkdirat,mknodat,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
_PATHS = re.compile(r'"((?:[^"\\]|\\.)*)"')
_HARMLESS = re.compile(r"/dev/(null|tty)$|/proc/(self|\d+)/|.*/__pycache__(/|$)")
"""What holds nothing, a child's own settings, and what Python itself compiles beside a module it has no compiled form of."""
needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None and not os.environ.get("NARRATE_MUST_TRACE"), reason="strace is not installed"
)


def strace(folder: Path) -> list[str]:
    return ["strace", "-f", "-qq", "-y", "-s", "4096", "--seccomp-bpf", "-e", f"trace={_CALLS}", "-o", str(folder / "calls")]


def places(folder: Path) -> dict[str, str]:
    """Where a traced narrate may write, and a home, where it may not."""
    for name in ("home", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    return {"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "NARRATE_TAKES": str(folder / "takes")}


def calls_of(folder: Path) -> list[str]:
    assert not [*(folder / "home").rglob("*")], "the home has new files"
    assert not [*(folder / "tmp").rglob("*")], "temporary files are left"
    return [line.split(" ", 1)[1].lstrip() for line in (folder / "calls").read_text(errors="replace").splitlines()]


def traced(folder: Path, *words: str) -> list[str]:
    """The system calls that went well, or opened a socket, of `narrate WORDS` in a folder, all its processes together."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")} | places(folder)
    command = [*strace(folder), sys.executable, "-m", "narrate", *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return calls_of(folder)


def strays(calls: list[str], folder: Path) -> list[str]:
    """The calls that reach for a network, or that write to a file outside these places."""
    allowed = tuple(f"{folder / name}" for name in ("out", "takes", "voices", "tmp"))
    found = []
    for call in calls:
        name = call.partition("(")[0]
        if re.search(r"\bAF_INET6?\b|\bAF_NETLINK\b", call):
            found.append(call)
        writes = not name.startswith("open") or re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE", call)
        if "= -1" in call or not writes or name in ("socket", "connect", "socketpair", "bind", "sendto"):
            continue
        for path in _PATHS.findall(call):
            whole = os.path.normpath(folder / path)
            if not whole.startswith(allowed) and not _HARMLESS.match(whole):
                found.append(call)
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book with a cover, and a voice for each engine that brings none."""
    voices = tmp_path / "voices"
    tiny.piper(voices / "piper/one", "one")
    tiny.shelve(voices / "piper/one", "piper")
    tiny.kokoro(voices / "kokoro/kokoro-int8", sorted({style for part in PARTS.values() for style in part.style.split("+")}))
    tiny.shelve(voices / "kokoro/kokoro-int8", "kokoro")
    monkeypatch.setenv("NARRATE_VOICES", str(voices))
    shutil.copy(PROJECT / "voices.yaml", tmp_path)
    picture = io.BytesIO()
    Image.new("RGB", (50, 80), (9, 9, 90)).save(picture, "PNG")
    made = books.epub(
        {"one": "<h2>Chapter 1</h2><p>“Is the lamp lit?” asked Vera.</p><p>“Not yet,” said Pavel.</p>"},
        meta='<dc:title>Lamp</dc:title><meta name="cover" content="pic"/>',
        items='<item id="pic" href="c.png" media-type="image/png"/>',
        more={"OPS/c.png": picture.getvalue()},
    )
    (tmp_path / "lamp.epub").write_bytes(made)
    return tmp_path


@needs_strace
@pytest.mark.parametrize("engine", ["scratch", "pyttsx3", "hibari", "piper", "kokoro"])
def test_a_render_opens_no_socket_and_writes_where_it_says(folder: Path, engine: str) -> None:
    calls = traced(folder, "render", "lamp.epub", "--engine", engine, "--formats", "mp3,m4b", "--out", "out", "--jobs", "2")
    assert sum("execve" not in call and "out/" in call for call in calls) > 4, "the trace holds the writing of the book"
    assert not strays(calls, folder)
    assert [*folder.glob("out/m4b/*/*/*.m4b")] and [*folder.glob("out/m4b/*/*/cover.jpg")]


@needs_strace
@pytest.mark.parametrize(
    "words",
    [
        ["render", "lamp.epub", "--plan"],
        ["doctor"],
        ["voices"],
        ["audition", "narrator", "--out", "out"],
        ["script", "lamp.epub"],
        ["cast", "lamp.epub"],
    ],
    ids=lambda words: " ".join(words[:1]),
)
def test_no_other_command_does(folder: Path, words: list[str]) -> None:
    assert not strays(traced(folder, *words), folder)


@needs_strace
def test_the_studio_has_one_socket_on_this_machine_whatever_its_stories_are_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    for name, place in places(tmp_path).items():
        monkeypatch.setenv(name, place)
    names = [b"la\nmp.txt", b"l\xff\xfemp.txt", b"--out", b"<img src=x onerror=alert(1)>.txt"]
    for name in names:
        (tmp_path / os.fsdecode(name)).write_text(TALE, encoding="utf-8")
    (tmp_path / "voices.yaml").write_bytes(b"engine: scratch\n")
    with Studio(tmp_path, "--", *map(os.fsdecode, names), within=[*strace(tmp_path), "-D"]) as studio:
        for number in range(len(names)):
            studio.settled(number)
            edit = {"do": "say", "line": 3, "name": "Peregrine"}
            assert studio.post(f"api/stories/{number}/edits", edit, If_Match=studio.state["revision"]).status == 200
        assert studio.get(f"api/stories/1/clips/{studio.get('api/stories/1/sheet/0').json[0]['clip']}.wav").status == 200
    calls = calls_of(tmp_path)
    reaching = [call for call in calls if re.search(r"\bAF_INET6?\b|\bAF_NETLINK\b", call)]
    assert len([call for call in reaching if call.startswith("socket(")]) == 1
    assert not [call for call in reaching if not call.startswith("socket(") and "127.0.0.1" not in call]
    files = [call for call in calls if call.startswith(("open", "creat", "mk", "rename", "link", "symlink"))]
    named = [path for call in strays(files, tmp_path) for path in _PATHS.findall(call) if path.startswith("/")]
    assert not [path for path in named if not path.startswith(str(tmp_path)) and not _HARMLESS.match(path)]


def test_a_child_can_open_no_socket_of_any_kind_and_resolve_no_name() -> None:
    code = (
        "from narrate import sandbox\nheld = sandbox.enter()\nimport socket\nopened = 0\n"
        "for kind in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):\n"
        "    try: opened += bool(socket.socket(kind))\n"
        "    except OSError: pass\n"
        "try: opened += bool(socket.getaddrinfo('example.org', 80))\n"
        "except OSError: pass\n"
        "print(opened, held)"
    )
    users = [[], ["setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"]]
    for user in users[: 1 + (os.getuid() == 0 and shutil.which("setpriv") is not None)]:
        told = subprocess.run([*user, sys.executable, "-c", code], cwd="/", capture_output=True, text=True, check=False)
        if user and told.returncode:
            continue  # that user may not even read this Python
        assert told.stdout.startswith("0 "), told.stdout + told.stderr


def test_a_child_whose_caller_ended_before_it_could_be_watched_ends_too() -> None:
    with_caller = {**os.environ, "NARRATE_CALLER": "1"}
    command = sandbox.foreign(sys.executable, "-c", "print('went on')")
    done = subprocess.run(command, env=with_caller, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == (("", 1) if sys.platform == "linux" else ("went on\n", 0))
    own = subprocess.run(command, env=sandbox.environment(), capture_output=True, text=True, check=False)
    assert own.stdout == "went on\n"


@needs_strace
@pytest.mark.skipif(shutil.which("ebook-convert") is None, reason="calibre is not installed")
def test_calibre_has_no_network_and_leaves_nothing(folder: Path) -> None:
    kept = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CALIBRE_CONFIG_DIRECTORY": str(folder / "settings")}
    subprocess.run(["ebook-convert", "lamp.epub", "lamp.azw3"], cwd=folder, env=kept, capture_output=True, check=True)
    before = {*folder.iterdir()}
    calls = traced(folder, "script", "lamp.azw3")
    assert any("book.epub" in call for call in calls), "the trace holds what calibre does"
    found = strays(calls, folder)
    assert not [call for call in found if '"/' in call or "AF_" in call], "names without a folder are in calibre's own"
    assert {*folder.iterdir()} - before <= {folder / name for name in ("takes", "home", "tmp", "calls")}


def test_where_neither_namespace_nor_filter_can_be_had_pythons_own_sockets_are_refused() -> None:
    code = (
        "from narrate import sandbox\nsandbox._own_network = sandbox._no_sockets = lambda: False\nsandbox.enter()\n"
        "import socket\n"
        "try: socket.socket()\n"
        "except PermissionError: print('refused')"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "refused\n"


def test_temporary_folders_of_the_dead_are_swept_and_of_the_living_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = sandbox.temporary_folder()
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True)
    (tmp_path / f"narrate-{dead.stdout.strip()}-x").mkdir()
    (tmp_path / "narrate-x").mkdir()
    sandbox.sweep()
    assert own and sorted(tmp_path.iterdir()) == sorted([own, tmp_path / "narrate-x"])
