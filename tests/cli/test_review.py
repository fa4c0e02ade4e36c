"""narrate review in a terminal: one key an answer, written as a hand would, and every answer can be taken back."""

from __future__ import annotations

import os
import select
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.runs import narrate

pytest.importorskip("termios", reason="pseudo-terminals are POSIX's")
import fcntl
import pty
import termios

TALE = (
    "“Yes.”\n\nThe clock ticked.\n\nRain fell.\n\n“Never.”\n\nAnn and Tom sat in the hall. Maria was there.\n\nThe door was open.\n\n"
    "“Come in,” said Maria.\n\n“Here I am,” said Tom. “It rains,” said Ann.\n"
)
VOICES = b"# mine\r\nengine: scratch   # hum\r\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NARRATE_TAKES", str(tmp_path / "takes"))
    (tmp_path / "tale.txt").write_text(TALE, encoding="utf-8")
    (tmp_path / "voices.yaml").write_bytes(VOICES)
    return tmp_path


class Terminal:
    """`narrate review tale.txt` in a pseudo-terminal."""

    def __init__(self, folder: Path) -> None:
        self.own, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        words = [sys.executable, "-m", "narrate", "review", "tale.txt"]
        self.process = subprocess.Popen(
            words, cwd=folder, stdin=other, stdout=other, stderr=other, env={**os.environ, "TERM": "xterm"}
        )
        os.close(other)
        self.told = ""

    def until(self, words: str, *, within: float = 30) -> str:
        """What is printed up to these words."""
        end = time.monotonic() + within
        while words not in self.told:
            if time.monotonic() > end or not select.select([self.own], [], [], 20)[0]:
                self.process.kill()
                self.process.wait()
                raise AssertionError(self.told)
            self.told += os.read(self.own, 4096).decode("utf-8", "replace")
        before, _, self.told = self.told.partition(words)
        return before

    def press(self, keys: str) -> None:
        os.write(self.own, keys.encode())

    def ended(self) -> int:
        code = self.process.wait(60)
        os.close(self.own)
        return code


def test_lines_are_answered_by_a_key_and_every_answer_is_taken_back_byte_for_byte(folder: Path) -> None:
    voices = folder / "voices.yaml"
    terminal = Terminal(folder)
    shown = terminal.until("1 of 2,")
    assert "2 lines to look at" in shown
    asked = terminal.until("q stop")
    assert "chapter 1, about 0:0" in asked and "Rain fell." in asked and "> " in asked
    terminal.press("y")
    terminal.until("2 of 2")
    terminal.until("q stop")
    once = voices.read_bytes()
    assert (
        once.startswith(VOICES + b"stories:\r\n  tale:\r\n    lines:\r\n      ") and once.count(b"\r\n") == once.count(b"\n") == 6
    )
    terminal.press("n")
    terminal.until("Who says it?")
    terminal.press("Maria\r")
    terminal.until("2 answers in voices.yaml; 0 lines left")
    assert terminal.ended() == 0
    assert voices.read_bytes().startswith(once) and voices.read_bytes().endswith(b": Maria\r\n")
    told = narrate(folder, "script", "tale.txt", "--why").stdout
    assert told.count("corrected, 100% sure") == 2


def test_taken_back_answers_leave_the_bytes_as_they_were(folder: Path) -> None:
    voices = folder / "voices.yaml"
    terminal = Terminal(folder)
    for key, then in (
        ("1", "2 of 2"),
        ("u", "1 of 2"),
        ("u", "no answer to take back"),
        ("?", "q: stop"),
        ("s", "2 of 2"),
        ("1", "1 line left"),  # the one that was skipped
    ):
        if key != "s":
            terminal.until("q stop")
        terminal.press(key)
        terminal.until(then)
        if key == "u":
            assert voices.read_bytes() == VOICES
    assert terminal.ended() == 0 and voices.read_bytes().count(b"\n") == 6


def test_an_edit_made_meanwhile_is_not_lost(folder: Path) -> None:
    terminal = Terminal(folder)
    terminal.until("1 of 2,")
    terminal.until("q stop")
    terminal.press("y")
    terminal.until("2 of 2")
    terminal.until("q stop")
    changed = (folder / "voices.yaml").read_bytes() + b"# by another hand\r\n"
    (folder / "voices.yaml").write_bytes(changed)
    terminal.press("u")
    terminal.until("changed by somebody else")
    assert terminal.ended() == 2 and (folder / "voices.yaml").read_bytes() == changed


def test_of_a_pipe_it_takes_a_line_for_a_key(folder: Path) -> None:
    told = narrate(folder, "review", "tale.txt", given=b"y\nq\n").stdout
    assert "1 answer in voices.yaml; 1 line left" in told
    assert "must be a file" in narrate(folder, "review", "-", code=3).stderr


def test_two_names_are_one_person_or_two_by_one_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from narrate.model import Join
    from narrate.produce import stories

    asked = [Join("Maria", "Ann", "they never speak to each other", 0.4)]
    monkeypatch.setattr(stories, "possible_joins", lambda found: asked)
    voices = folder / "voices.yaml"
    told = narrate(folder, "review", "tale.txt", given=b"x\nu\ny\nu\nn\nq\n").stdout
    assert "1 pair of names that may be one person's." in told and "2 lines to look at" in told
    assert "1 of 3: Ann may be Maria (40% sure): they never speak to each other" in told
    assert "There is no answer to take back." in told and "aliases: Ann: Maria" in told and "as it was before" in told
    assert voices.read_bytes() == VOICES + b"stories:\r\n  tale:\r\n    apart:\r\n      Ann: Maria\r\n"
    assert "1 answer in voices.yaml; 2 questions left" in told
    voices.write_bytes(VOICES + b"stories:\r\n  tale:\r\n    apart: {Ann: Bea}\r\n")
    narrate(folder, "review", "tale.txt", given=b"n\nq\n")
    assert voices.read_bytes().endswith(b"apart: {Ann: [Bea, Maria]}\r\n")
    voices.write_bytes(VOICES)
    narrate(folder, "review", "tale.txt", given=b"y\n")
    assert voices.read_bytes() == VOICES + b"stories:\r\n  tale:\r\n    aliases:\r\n      Ann: Maria\r\n"


def test_two_that_are_told_apart_are_not_asked_about_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from narrate.cli.common import settings
    from narrate.model import Join
    from narrate.produce import stories
    from narrate.produce.source import StorySource

    monkeypatch.chdir(folder)
    real = StorySource.script

    def doubting(*given: object) -> object:
        found = real(*given)
        first, *others = found.characters
        joins = tuple(Join(first.name, other.name, "both are tall", 0.4) for other in others)
        return replace(found, characters=(replace(first, perhaps=joins), *others))

    monkeypatch.setattr(StorySource, "script", doubting)

    def pairs() -> list[str]:
        found = stories.read_story(folder / "tale.txt", settings(None).story("tale", "scratch"))
        return [join.other for join in stories.possible_joins(found)]

    before = pairs()
    first = stories.read_story(folder / "tale.txt", settings(None).story("tale", "scratch")).characters[0].name
    assert before
    (folder / "voices.yaml").write_text(f"stories: {{tale: {{apart: {{{first}: {before[0]}}}}}}}\n", encoding="utf-8")
    assert pairs() == before[1:]
