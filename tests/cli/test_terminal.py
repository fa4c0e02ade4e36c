"""What people see in a terminal of 80 and of 120 columns: no line is wider, and no word is broken."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

pytest.importorskip("termios", reason="pseudo-terminals are POSIX's")
import fcntl
import pty
import termios

from narrate.cli import display

STORY = (
    "CHAPTER I. THE REMARKABLY LONG TITLE OF A CHAPTER ABOUT THE LIGHTHOUSE KEEPER\n\nOctavia opened the door of the lantern room.\n\n"
    "“Come in before the weather does,” said Octavia. “It is warm, and somebody has left us a kettle and a great deal of bread.”\n\n"
    "“Thank you kindly,” said Bartholomew.\n\n“And who is that?”\n\nCHAPTER II\n\nNobody spoke.\n"
)
VOICES = "engine: scratch\nvoices:\n  grandmother-of-the-lighthouse: {voice: old-woman, speed: 0.9, pitch: -1}\ncast: {Octavia: grandmother-of-the-lighthouse}\n"
JOURNEY = (
    ("render", "story.txt", "--plan"),
    ("render", "story.txt"),
    ("render", "story.txt", "--chapters", "1", "--formats", "m4b"),
    ("cast", "story.txt"),
    ("cast", "story.txt", "--write"),
    ("audition", "old-man", "--engine", "scratch"),
    ("script", "story.txt", "--why"),
    ("script", "story.txt", "--doubtful"),
    ("voices", "--engine", "scratch"),
    ("voices", "--catalogue"),
    ("takes",),
    ("takes", "--prune", "--dry-run"),
    ("render", "story.txt", "--delivery", "acx", "--out", "for-audible"),
    ("proof", "output"),
    ("proof", "for-audible/story"),
    ("render", "--engine", "skratch", "story.txt"),
    ("render", "https://example.org/a/story/with/a/long/name.txt"),
    ("render", "--help"),
    ("--help",),
    ("audition", "--help"),
)
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def seen(folder: Path, columns: int, words: tuple[str, ...], answer: BinaryIO | None = None) -> list[str]:
    """The lines that a command leaves in a terminal; its standard output may go into a file instead."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES")} | {"TERM": "xterm"}
    command = [sys.executable, "-m", "narrate", *words]
    process = subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=answer or theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    output = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # the last writer is gone
            break
        if not piece:
            break
        output += piece
    os.close(ours)
    process.wait()
    text = _ESCAPES.sub("", output.decode()).replace("\r\n", "\n")
    return [line.rsplit("\r", 1)[-1] for line in text.split("\n")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("j")
    (made / "story.txt").write_text(STORY, encoding="utf-8")
    (made / "voices.yaml").write_text(VOICES, encoding="utf-8")
    return made


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_broken(
    columns: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NARRATE_TAKES", str(folder / "takes"))
    for words in JOURNEY if columns == 80 else JOURNEY[::3]:  # what differs is where lines break
        lines = seen(folder, columns, words)
        assert "Traceback" not in "\n".join(lines)
        assert [line for line in lines if len(line) > columns] == [], words
        told = " ".join("\n".join(lines).split())
        for word in ("grandmother-of-the-lighthouse", "Bartholomew", "lighthouse"):
            broken = [word[:cut] for cut in range(4, len(word)) if re.search(rf"(?<!\w){word[:cut]} ", told)]
            assert broken == [], (words, broken)


def test_a_wait_is_told_though_the_answer_goes_into_a_file(folder: Path) -> None:
    for words, told in ((("script", "story.txt"), "Reading …"), (("voices", "--engine", "scratch"), "Asking the engines …")):
        with (folder / "answer").open("wb") as answer:
            assert told in "\n".join(seen(folder, 80, words, answer))
        assert (folder / "answer").read_text(encoding="utf-8").strip() and told not in (folder / "answer").read_text(
            encoding="utf-8"
        )


def test_a_table_that_is_too_wide_keeps_its_words_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "columns", lambda *_: 80)
    heads = ("File", "Lasts", "Peak dB", "RMS dB", "Floor dB", "Loudness LUFS", "True peak dB", "Spread LU", "")
    rows = [("02 - CHAPTER II. THE LETTER FROM HOME.mp3", "0:21", *["-12.4"] * 3, "-19.5", "-12.4", "12.1", "WRONG")]
    drawn = display.table(rows, heads)
    assert max(map(len, drawn.split("\n"))) <= 80
    assert {word for cell in (*heads, *rows[0]) for word in cell.split()} <= set(drawn.split())
    assert "02 - CHAPTER II. " in drawn  # heads are broken rather than names
