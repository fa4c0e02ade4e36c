"""narrate review: names that may be one person's and the doubtful lines, one after another, each answered by one key."""

from __future__ import annotations

import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from narrate.cli.common import VoicesOption, one_story, settings
from narrate.cli.display import counted, say
from narrate.cli.progress import waiting

if TYPE_CHECKING:
    from narrate.config import Change, Edit
    from narrate.model import Join
    from narrate.produce.places import LocatedLine

_AROUND, _NEAR, _MOST, _WORDS = 3, 12, 9, 160
"""Lines shown before and after the one in question; lines in which its other speakers are looked for; speakers offered;
characters of a line around it."""
_ONE_HELP = "y: one person; n: two; s: skip; u: take back the last answer; q: stop"
_HELP = "y: as it is; 1-9: that person; n: type a name; s: skip; u: take back the last answer; q: stop"


@dataclass
class _Review:
    """What is asked of a story, how far one has come, and what can be taken back: of each answer, its question and the edit."""

    file: Path
    stem: str
    lines: list[LocatedLine]
    asked: list[Join | LocatedLine]
    place: int = 0
    done: list[tuple[int, Edit]] = field(default_factory=list)

    def answer(self, located: LocatedLine, name: str) -> None:
        """Write who says the line in question, and go on."""
        from narrate.config import Change

        place = settings(self.file if self.file.exists() else None).speaker_place(self.stem, located.key)
        self._write(Change(place, name), f"{located.key}: {name}")

    def join(self, pair: Join, *, one: bool) -> None:
        """Write whether two names are one person's, and go on."""
        from narrate.config import Change, apart

        said: apart.Others = pair.name
        if not one:
            story = settings(self.file if self.file.exists() else None).table.stories.get(self.stem)
            said = apart.with_other(story.apart.get(pair.other) if story else None, pair.name)
        table = "aliases" if one else "apart"
        self._write(Change(("stories", self.stem, table, pair.other), said), f"{table}: {pair.other}: {pair.name}")

    def _write(self, answer: Change, remark: str) -> None:
        from narrate.config import change
        from narrate.engines import PALETTE, engine_names

        made = change(self.file, [answer], list(PALETTE), engine_names())
        if made is not None:
            self.done.append((self.place, made))
        say(f"{self.file}: {remark}", indent=4)
        self.place += 1

    def take_back(self) -> None:
        """The file as it was before the last answer, which is asked for again."""
        from narrate.config import undo

        if not self.done:
            say("There is no answer to take back.", indent=4)
            return
        self.place, made = self.done.pop()
        undo(made)
        say(f"{self.file} is as it was before that answer.", indent=4)


def review(story: Annotated[Path, typer.Argument(help="A story.")], voices: VoicesOption = None) -> None:
    """Go through names that may be one person's, and lines whose speaker is a guess, and put each right with one key.

    Answers are written into voices.yaml, under the story, as you would write them: aliases or apart of two names, lines.
    u takes the last one back.

    \b
    Keys:
      y     it is as shown, and is not asked again;
            of two names: they are one person
      1-9   that person says it
      n     somebody else: type the name; of two names: they are two people
      s     skip    u  take back    q  stop    ?  these keys
    """
    from narrate.errors import StoryError
    from narrate.produce.places import lines_of
    from narrate.produce.plan import Options
    from narrate.produce.render import plan
    from narrate.produce.stories import possible_joins

    if str(story) == "-":
        raise StoryError("review asks at the terminal, so the story must be a file: narrate review STORY.txt")
    with waiting("Reading"):
        (planned,) = plan([one_story(story)], settings(voices), Options())
        lines = lines_of(planned)
    pairs = possible_joins(planned.script)
    doubtful = sorted((one for one in lines if one.doubtful), key=lambda one: one.line.confidence)
    questions: list[Join | LocatedLine] = [*pairs, *doubtful]
    work = _Review(voices or Path("voices.yaml"), planned.story.stem, lines, questions)
    if not questions:
        say("Every quotation has a speaker who is more than a guess.")
        return
    if pairs:
        say(f"{counted(len(pairs), 'pair')} of names that may be one person's. {_ONE_HELP}")
    say(f"{counted(len(questions) - len(pairs), 'line')} to look at. {_HELP}")
    everybody = [character.name for character in planned.script.characters]
    while work.place < len(questions) and _one(work, everybody):
        pass
    left = counted(len(questions) - len(work.done), "question" if pairs else "line")
    say(f"{counted(len(work.done), 'answer')} in {work.file}; {left} left. narrate render records what changed.")


def _one(work: _Review, everybody: list[str]) -> bool:
    """Show what is asked and do what a key says; whether to go on."""
    from narrate.model import Join

    found = work.asked[work.place]
    if isinstance(found, Join):
        return _pair(work, found)
    others = _others(found, work.lines, everybody)
    _show(work, found, others)
    while True:
        key = _key()
        if key in ("q", ""):
            return False
        if key == "y":
            work.answer(found, found.line.speaker)
        elif key.isdecimal() and 1 <= int(key) <= len(others):
            work.answer(found, others[int(key) - 1])
        elif key == "n" and (name := _typed()):
            work.answer(found, name)
        elif key == "s":
            work.place += 1
        elif key == "u":
            work.take_back()
        else:
            say(_HELP, indent=4)
            continue
        return True


def _pair(work: _Review, pair: Join) -> bool:
    """Show two names and do what a key says; whether to go on."""
    from narrate.units import runs, shortened

    print()
    say(f"{work.place + 1} of {len(work.asked)}: {pair.other} may be {pair.name} ({pair.chance:.0%} sure): {pair.why}")
    for name in (pair.name, pair.other):
        mine = [one for one in work.lines if one.line.speaker == name]
        where = runs(dict.fromkeys(one.place.chapter for one in mine))
        first = shortened(mine[0].line.text, _WORDS) if mine else ""
        say(f"{name}: {counted(len(mine), 'line')}, chapter {where}, the first: {first}" if mine else name, indent=2)
    say("y one person, n two, s skip, u take back, q stop")
    while True:
        key = _key()
        if key in ("q", ""):
            return False
        if key in ("y", "n"):
            work.join(pair, one=key == "y")
        elif key == "s":
            work.place += 1
        elif key == "u":
            work.take_back()
        else:
            say(_ONE_HELP, indent=4)
            continue
        return True


def _show(work: _Review, located: LocatedLine, others: list[str]) -> None:
    from narrate.units import shortened

    place = next(n for n, one in enumerate(work.lines) if one is located)
    print()
    say(f"{work.place + 1} of {len(work.asked)}, {located.place}: {located.why}")
    for one in work.lines[max(0, place - _AROUND) : place + _AROUND + 1]:
        here = one is located
        text = one.line.text if here else shortened(one.line.text, _WORDS)
        say(f"{'> ' * here}{one.line.speaker}: {text}", indent=0 if here else 2)
    choices = [f"{number} {name}" for number, name in enumerate(others, 1)]
    say(", ".join([f"y {located.line.speaker}", *choices, "n other, s skip, u take back, q stop"]))


def _others(located: LocatedLine, lines: list[LocatedLine], everybody: list[str]) -> list[str]:
    """Who else may say a line: those who speak near it, the most first, then those who say most in the story."""
    place = next(n for n, one in enumerate(lines) if one is located)
    near = [one.line.speaker for one in lines[max(0, place - _NEAR) : place + _NEAR + 1] if one.line.kind == "dialogue"]
    names = dict.fromkeys([*(name for name, _ in Counter(near).most_common()), *everybody])
    return [name for name in names if name != located.line.speaker][:_MOST]


def _key() -> str:
    """One key, in small letters; of a pipe, a line's first letter; nothing where there is no more."""
    sys.stdout.flush()
    if sys.stdin.isatty():
        return {"\x04": "", "\x1b": "q"}.get(key := _pressed(), key.casefold())
    line = sys.stdin.readline()
    return line.strip()[:1].casefold() or "?" if line else ""


def _pressed() -> str:
    """The key that is pressed, without Enter. Keys pressed ahead count too, so what waits in the terminal is not thrown away."""
    try:
        import termios
        import tty
    except ImportError:
        return typer.getchar()
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        key = os.read(terminal, 1)
        return key.decode("ascii", "replace") if key else "\x04"
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _typed() -> str:
    """A name, typed; empty to go back."""
    print("    Who says it? ", end="", flush=True)
    return sys.stdin.readline().strip()
