"""Whatever the story, the system or a person does to a command, it ends with a line, an exit code that is documented, and nothing
left running."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.runs import narrate
from tests.conftest import PROJECT, helpers, running

PAGE = (PROJECT / "docs/reference/exit-codes.md").read_text(encoding="utf-8")
CODES = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
NARRATE = [sys.executable, "-m", "narrate"]
RENDER = [*NARRATE, "render", "lamp.txt", "--engine", "scratch", "--formats", "mp3,m4b"]
ALL = "NARRATE_FAULTS" in os.environ
"""Whether each circumstance is tried by itself too, which takes minutes (`just faults`)."""
STORY = "CHAPTER I\n\n“Is the lamp lit?” asked Vera.\n\n“Not yet,” said Pavel.\n\nCHAPTER II\n\nIt burned.\n"
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can change who runs, and mount")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lamp.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def shell(folder: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A shell's command, in which "$@" is a render."""
    done = subprocess.run(
        ["sh", "-c", script, "sh", *RENDER],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    assert done.returncode in CODES, (done.returncode, done.stderr)
    return done


ODD: list[tuple[str, int | None]] = [
    ('env -u HOME -u LANG -u LC_ALL TMPDIR=/nowhere PYTHONIOENCODING=ascii "$@" <&- >&- 2>&-', 0),
    ('LC_ALL=C LANG=C "$@" | true', 0),
    ('"$@" > /dev/full', 5),
    ('ulimit -n 64; "$@"', 0),
    ('ulimit -n 20; "$@"', None),
    ('ulimit -v 200000; "$@"', None),
    ('"$@" --out /proc/nowhere', 5),
    ('NARRATE_TAKES=/proc/nowhere "$@"', 5),
    # one by one
    ('"$@"', 0),
    ('env -u NARRATE_TAKES -u XDG_CACHE_HOME HOME=/proc/nowhere "$@"', 5),
    ('env -u HOME -u LANG -u LC_ALL "$@"', 0),
    ('LC_ALL=C LANG=C "$@"', 0),
    ('LC_ALL=tlh_QX.KOI8 "$@"', 0),
    ('PYTHONIOENCODING=ascii "$@"', 0),
    ('"$@" >&-', 0),
    ('"$@" 2>&-', 0),
    ('"$@" <&- >&- 2>&-', 0),
    ('"$@" | true', 0),
    ('ulimit -v 600000; "$@"', None),
    ('ulimit -u 1; "$@"', None),
    ('ulimit -f 8; "$@"', None),
    ('ulimit -s 200; "$@"', None),
    ('ulimit -t 1; "$@" || true', None),
    ('TMPDIR=/nowhere "$@"', 0),
    ('NARRATE_TAKES="$PWD/lamp.txt" "$@"', 5),
]


@pytest.mark.parametrize(("script", "code"), ODD if ALL else ODD[:8])
def test_an_odd_environment_is_survived_or_told(folder: Path, script: str, code: int | None) -> None:
    done = shell(folder, script)
    assert code is None or done.returncode == code, done.stderr
    assert done.returncode in (0, 1) or len(done.stderr.strip().splitlines()) == 1, done.stderr


PLACES = [
    "mount -t tmpfs -o size=4k none /dev/shm; head -c 9999 /dev/zero > /dev/shm/full 2> /dev/null",
    "mkdir out takes; mount -t tmpfs -o size=8k none takes",
    "mkdir out takes; mount -t tmpfs -o ro none out",
    "chmod 777 .; set -- setpriv --reuid=12345 --regid=12345 --clear-groups env -u HOME \"$@\"",
    "mount -t tmpfs -o mode=0 none /dev/shm",
    "mkdir out takes; mount -t tmpfs -o size=8k none out",
    "mkdir out takes; mount -t tmpfs -o ro none takes",
    "mount -t tmpfs -o size=4k none /tmp; head -c 9999 /dev/zero > /tmp/full 2> /dev/null",
]  # fmt: skip


@as_root
@pytest.mark.parametrize("before", PLACES if ALL else PLACES[:4])
def test_full_and_missing_places_and_a_user_without_a_home_are_told(folder: Path, before: str) -> None:
    if subprocess.run(["unshare", "-m", "true"], check=False).returncode:
        pytest.skip("this system lets nobody mount")
    script = f'{before}\n"$@" --out out'
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", *RENDER],
        cwd=folder,
        env={**os.environ, "NARRATE_TAKES": str(folder / "takes")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if "setpriv" in before and done.returncode in (126, 127):
        pytest.skip("that user may not run this Python")
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 5), done.stderr
    assert not done.returncode or (len(done.stderr.strip().splitlines()) == 1 and "cannot be written" in done.stderr)


def test_what_is_no_file_is_no_story(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    (folder / "empty").mkdir()
    with socket.socket(socket.AF_UNIX) as bound:
        os.chdir(folder)
        bound.bind("socket")
        for story in ("pipe", "socket", "/dev/zero", "empty", "nothing.txt", "loop", "a" * 300, "a/" * 3000):
            for command in ("render", "script", "cast") if story == "pipe" else ("render",):
                done = narrate(folder, command, story, code=3)
                assert len(done.stderr.splitlines()) == 1 and story[:200] in done.stderr, (story, command, done.stderr)


def test_a_story_may_have_any_name(folder: Path) -> None:
    """A line break, bytes that are no UTF-8, a name like an option, marks that a shell or a pattern would heed."""
    for name in (
        b"la\nmp.txt",
        b"l\xff\xfemp.txt",
        b"--out",
        b"[*]?.txt",
        b"~root",
        b"%s{}.txt",
        b" .txt",
        "\u202elamp.txt".encode(),
    ):
        (folder / os.fsdecode(name)).write_text(STORY, encoding="utf-8")
        narrate(folder, "render", "--engine", "scratch", "--formats", "mp3", "--out", "out", "--", os.fsdecode(name))
        json.loads(narrate(folder, "script", "--json", "--", os.fsdecode(name)).stdout)
    assert len([*(folder / "out/text").glob("*/*/report.json")]) == 8, "a folder for each"


@pytest.mark.parametrize("place", ["pipe", "device", "folder", "full", "steps"])
def test_settings_without_end_are_refused_at_once(folder: Path, place: str) -> None:
    file = folder / "voices.yaml"
    if place == "pipe":
        os.mkfifo(file)
    elif place == "device":
        file.symlink_to("/dev/zero")
    elif place == "folder":
        file.mkdir()
    else:
        file.write_text("skip: x" * 200_000 if place == "full" else 'skip: ["(?:(?:(?:a?){1000}){1000}){1000}"]\n')
    began = time.process_time()
    done = narrate(folder, "cast", "lamp.txt", code=2)
    assert "voices.yaml" in done.stderr and time.process_time() - began < 2


def test_standard_input_without_end_is_refused(folder: Path) -> None:
    done = subprocess.run(
        "yes word | " + " ".join([*NARRATE, "script", "-"]), shell=True, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 3 and "more than a story has" in done.stderr and "Traceback" not in done.stderr


def test_what_nobody_foresaw_is_one_line_and_a_report(folder: Path) -> None:
    code = (
        "import sys; sys.argv = ['narrate', 'doctor']; import narrate.cli.app as a; from narrate.cli import main\n"
        "def broken(): raise KeyError('a lamp')\na.app = broken\nmain()"
    )
    temporary = folder / "tmp"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(temporary)}, capture_output=True, text=True, check=False
    )
    [line] = done.stderr.splitlines()
    [report] = temporary.iterdir()
    assert done.returncode == 8 and "KeyError: 'a lamp'" in line and str(report) in line
    assert "Traceback" in report.read_text() and "onnxruntime" in report.read_text()


@pytest.fixture
def rendering(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A render that takes a while."""
    lines = "".join(f"“This is line {n} of the long night,” said Vera.\n\nShe wrote {n} words.\n\n" for n in range(300))
    (folder / "lamp.txt").write_text(lines, encoding="utf-8")
    command = [*NARRATE, "render", "lamp.txt", "--engine", "pyttsx3", "--formats", "mp3,m4b"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as render:
        deadline = time.monotonic() + 60
        while not [*Path(os.environ["NARRATE_TAKES"]).glob("*/*.take")] and time.monotonic() < deadline:
            time.sleep(0.05)
        yield render
        render.kill()


def gone(children: list[int]) -> bool:
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline and any(map(running, children)):
        time.sleep(0.02)
    return not any(map(running, children))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_signal_to_end_is_as_ctrl_c(rendering: subprocess.Popen[str], number: int) -> None:
    children = helpers(rendering.pid)
    assert children
    rendering.send_signal(number)
    _, told = rendering.communicate(timeout=60)
    assert rendering.returncode == 130 and "run the same command again" in told and "Traceback" not in told
    assert gone(children)


def test_a_render_that_is_killed_leaves_nothing_running_and_no_temporary_file(
    rendering: subprocess.Popen[str], folder: Path
) -> None:
    children = helpers(rendering.pid)
    rendering.kill()
    rendering.wait()
    assert gone(children)
    (folder / "lamp.txt").write_text(STORY, encoding="utf-8")
    subprocess.run(RENDER, cwd=folder, check=True, capture_output=True)
    places = [Path(os.environ["NARRATE_TAKES"]), folder]
    assert not [p for place in places for p in place.rglob("*") if p.suffix in (".part", ".tmp") or p.parent.name == "tmp"]
    assert not [*Path(os.environ.get("TMPDIR", "/tmp")).glob(f"narrate-{rendering.pid}-*")]


def test_a_suspended_coder_or_booth_is_a_time_out(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import numpy as np

    from narrate import coder
    from narrate.engines import booth as booths
    from narrate.model import Voice

    sound = (np.sin(np.arange(60_000) / 20) * 9000).astype(np.int16)
    coder.write("aac", tmp_path / "a", [sound], 22050, 64)
    monkeypatch.setattr(coder, "PATIENCE", 0.5)
    os.kill(coder._idle[0]._process.pid, signal.SIGSTOP)
    with pytest.raises(ChildProcessError, match=r"took nothing|did not answer"):
        coder.write("aac", tmp_path / "b", [sound] * 40, 22050, 64)
    monkeypatch.setattr(booths, "patience", lambda text: 0.5)
    with booths.Booth("scratch") as booth:
        booth.fingerprint(Voice("scratch", "narrator"))
        assert booth._process
        os.kill(booth._process.pid, signal.SIGSTOP)
        with pytest.raises(booths.EngineHungError):
            booth.speak("Hello.", Voice("scratch", "narrator"))


def test_a_coder_that_is_killed_again_and_again_is_not_the_disks_fault(folder: Path) -> None:
    code = (
        "import os, narrate.coder as c; from narrate.cli import main; import sys\n"
        "class Dying(c.Coder):\n"
        "    def _answer(self):\n"
        "        self._process.kill(); return b''\n"
        "c.Coder = Dying\nsys.argv = ['narrate', *sys.argv[1:]]\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code, *RENDER[3:]], cwd=folder, capture_output=True, text=True, check=False)
    [line] = done.stderr.splitlines()
    assert done.returncode == 8 and "killed by SIGKILL" in line and "3 tries" in line and "space" not in line
