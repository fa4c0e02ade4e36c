"""What a person can do, as changes of voices.yaml: the page names a verb and people or lines of the story, never a place in
the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any, get_args

from narrate.config import Change, apart
from narrate.errors import ConfigError, did_you_mean
from narrate.model import NARRATOR
from narrate.studio import requests
from narrate.studio.journal import ABSENT, value_at
from narrate.studio.reading import Reading, voice_label
from narrate.units import printable, shortened

_SHOWN = 28
_MARKS_AROUND = re.compile(r"^[\"'“”„‟‘’‚‛«»‹›「」『』\s]+|[\"'“”„‟‘’‚‛«»‹›「」『』\s]+$")
_DIRECTIONS: dict[str, tuple[Any, ...]] = {
    "take": (None, 1), "speed": (None, 1), "gain": (None, 0), "pause": (None,), "say": (None, ""), "style": (None, ""),
}  # fmt: skip
"""What can be directed of a line, and what is as if nothing were said of it."""
PAUSES: tuple[requests.PauseKind, ...] = get_args(requests.PauseKind)


@dataclass(frozen=True)
class ChangeSet:
    """What a verb comes to: its name for people, and the changes."""

    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Target:
    """What verbs act on: a story as it is read now, and the plain settings of the file."""

    reading: Reading
    tree: Any

    @property
    def stem(self) -> str:
        """The story's name in voices.yaml."""
        return self.reading.plan.story.stem

    def place(self, *parts: str) -> tuple[str, ...]:
        """A place under the story."""
        return ("stories", self.stem, *parts)

    def table(self, name: str) -> dict[str, Any]:
        """What stands in a table of the story itself."""
        found = value_at(self.tree, self.place(name))
        return dict(found) if isinstance(found, Mapping) else {}


def changes_of(target: Target, asked: requests.Edit) -> ChangeSet:
    """The changes that a request asks for. Raises ConfigError for what cannot be done."""
    done = _changes(asked, target)
    if not done.changes:
        raise ConfigError("voices.yaml says this already.")
    return done


@singledispatch
def _changes(asked: requests.Edit, target: Target) -> ChangeSet:
    """What a verb comes to; each has a function of its own."""
    raise TypeError(asked)


@_changes.register
def _say(asked: requests.Say, target: Target) -> ChangeSet:
    """Who says a turn, or one quotation of it."""
    line, reading = _line(target, asked.line), target.reading
    name = _as_known(reading, asked.name)
    lines = [line] if asked.only else reading.turn(line)
    label = f"{_quoted(reading.lines[line].text)}: {reading.lines[line].speaker} → {name}"
    return ChangeSet(label, tuple(_speaker(target, number, name) for number in lines))


@_changes.register
def _confirm(asked: requests.Confirm, target: Target) -> ChangeSet:
    """A doubtful line is right as it is: the same name is written for it."""
    line = _line(target, asked.line)
    said = target.reading.lines[line]
    return ChangeSet(f"{_quoted(said.text)}: {said.speaker}, confirmed", (_speaker(target, line, said.speaker),))


def _speaker(target: Target, line: int, name: str) -> Change:
    key = target.reading.key(line)
    place = target.place("lines", key)
    if isinstance(value_at(target.tree, place), Mapping):
        return Change((*place, "speaker"), name)
    return Change(place, name)


@_changes.register
def _direct(asked: requests.Direct, target: Target) -> ChangeSet:
    """How one line is said: another take, faster, louder, otherwise. What is as usual is not written."""
    line, key = _line(target, asked.line), target.reading.key(_line(target, asked.line))
    told = {what: getattr(asked, what) for what in _DIRECTIONS if what in asked.model_fields_set}
    place = target.place("lines", key)
    there = value_at(target.tree, place)
    label = f"{_quoted(target.reading.lines[line].text)}: {', '.join(f'{w} {v}' for w, v in told.items())}"
    if isinstance(there, Mapping):
        return ChangeSet(label, tuple(_directed((*place, what), value, there.get(what)) for what, value in told.items()))
    given = {what: value for what, value in told.items() if value not in _DIRECTIONS[what]}
    speaker = {} if there == ABSENT else {"speaker": there}
    return ChangeSet(label, (Change(place, {**speaker, **given}),) if given else ())


def _directed(place: tuple[str, ...], value: Any, before: Any) -> Change:
    usual = value in _DIRECTIONS[place[-1]]
    return Change(place, remove=True) if usual and before is not None else Change(place, value)


@_changes.register
def _forget(asked: requests.Forget, target: Target) -> ChangeSet:
    """What was said of a line goes; narrate decides again."""
    line = _line(target, asked.line)
    keys = [key for key in target.reading.own_keys(line) if key in target.table("lines")]
    label = f"{_quoted(target.reading.lines[line].text)}: decided by narrate"
    return ChangeSet(label, tuple(Change(target.place("lines", key), remove=True) for key in keys))


@_changes.register
def _rename(asked: requests.Rename, target: Target) -> ChangeSet:
    """Another name for somebody, everywhere in the story's part of the file."""
    who, name = _person(target, asked.who), asked.name
    if other := _bearer(target.reading, name, who):
        same = other.casefold() == name.casefold()
        taken = f"There is somebody called {other} already" if same else f"{name} is another name of {other}"
        raise ConfigError(f"{taken}. To make them one person, merge {who} and {other}.")
    return ChangeSet(f"{who} is called {name}", tuple(_renamed(target, who, name)))


@_changes.register
def _merge(asked: requests.Merge, target: Target) -> ChangeSet:
    """Two people are one, who keeps the second's name, voice and gender."""
    who, into = _person(target, asked.who), _person(target, asked.into)
    if who == into:
        raise ConfigError(f"{who} is one person already.")
    return ChangeSet(f"{who} is {into}", tuple(_renamed(target, who, into)))


def _renamed(target: Target, who: str, name: str) -> Iterator[Change]:
    """An alias, and every entry of the story that speaks of somebody by their old name."""
    aliases = target.table("aliases")
    for other, meant in aliases.items():
        if meant == who:
            gone = other == name
            yield Change(target.place("aliases", other), remove=True) if gone else Change(target.place("aliases", other), name)
    if who not in aliases and (who not in aliases.values() or who.casefold() in target.reading.plan.script.text.casefold()):
        yield Change(target.place("aliases", who), name)
    for key, said in target.table("lines").items():
        if said == who:
            yield Change(target.place("lines", key), name)
        elif isinstance(said, Mapping) and said.get("speaker") == who:
            yield Change(target.place("lines", key, "speaker"), name)
    for table in ("cast", "gender"):
        entries = target.table(table)
        if who in entries:
            yield Change(target.place(table, who), remove=True)
            if name not in entries:
                yield Change(target.place(table, name), entries[who])
    before = target.table("apart")
    after = apart.renamed(before, who, name)
    yield from (Change(target.place("apart", gone), remove=True) for gone in before if gone not in after)
    yield from (Change(target.place("apart", one), said) for one, said in after.items() if before.get(one) != said)
    if value_at(target.tree, target.place("narrator", "character")) == who:
        yield Change(target.place("narrator", "character"), name)


@_changes.register
def _apart(asked: requests.Apart, target: Target) -> ChangeSet:
    """Two names that may seem one person's are two people's."""
    who, other = _person(target, asked.who), _person(target, asked.other)
    if who == other:
        raise ConfigError(f"{who} is one person.")
    told = target.table("apart")
    said = () if frozenset((who, other)) in apart.pairs_of(told) else apart.with_other(told.get(who), other)
    return ChangeSet(f"{who} is not {other}", (Change(target.place("apart", who), said),) if said else ())


@_changes.register
def _nobody(asked: requests.Nobody, target: Target) -> ChangeSet:
    """A name that is nobody's: a place, a horse, a book."""
    who = _person(target, asked.who)
    ignored = value_at(target.tree, target.place("ignore"))
    listed = list(ignored) if isinstance(ignored, list) else []
    label = f"{who} is nobody"
    return ChangeSet(label, () if who in listed else (Change(target.place("ignore"), [*listed, who]),))


@_changes.register
def _gender(asked: requests.Gender, target: Target) -> ChangeSet:
    who = _person(target, asked.who)
    return ChangeSet(f"{who} is {asked.gender}", (Change(target.place("gender", who), asked.gender),))


@_changes.register
def _voice(asked: requests.Voice, target: Target) -> ChangeSet:
    """The voice of somebody, or of the narrator; without one, that which the pools give."""
    who = _person(target, asked.who)
    place = target.place("cast", who)
    if who == NARRATOR:
        place = target.place("narrator")
        if isinstance(value_at(target.tree, place), Mapping):
            place = (*place, "voice")
    if not asked.voice:
        there = value_at(target.tree, place) != ABSENT
        return ChangeSet(f"{who}: the voice that narrate chooses", (Change(place, remove=True),) if there else ())
    return ChangeSet(f"{who}: {asked.voice}", (Change(place, asked.voice),))


@_changes.register
def _hold(asked: requests.Hold, target: Target) -> ChangeSet:
    """Everybody keeps the voice they have now, whatever else is changed; or some people those voices that are asked for."""
    reading, told = target.reading, target.table("cast")
    if asked.voices is not None:
        held = {name: voice for name, voice in asked.voices.items() if name in reading.names[1:]}
        label = f"{shortened(', '.join(held), _SHOWN)}: the voice of before"
    else:
        voices = {n: voice_label(v, reading.plan.engine, reading.settings.names) for n, v in reading.plan.cast.items()}
        held = {name: voice for name, voice in voices.items() if name in reading.names[1:] and name not in told}
        label = "everybody keeps their voice"
    return ChangeSet(label, tuple(Change(target.place("cast", name), voice) for name, voice in held.items()))


@_changes.register
def _teller(asked: requests.Teller, target: Target) -> ChangeSet:
    """Who says I in the narration."""
    who = _person(target, asked.who)
    place = target.place("narrator")
    now = value_at(target.tree, place)
    if isinstance(now, str) and now != ABSENT:
        return ChangeSet(f"{who} tells the story", (Change(place, {"character": who, "voice": now}),))
    return ChangeSet(f"{who} tells the story", (Change((*place, "character"), who),))


@_changes.register
def _pronounce(asked: requests.Pronounce, target: Target) -> ChangeSet:
    """How a word is said, in this story or in all of them."""
    word = asked.word
    place = ("pronounce", word) if asked.everywhere else target.place("pronounce", word)
    if asked.said:
        return ChangeSet(f"{word} is said {asked.said}", (Change(place, asked.said),))
    there = value_at(target.tree, place) != ABSENT
    return ChangeSet(f"{word} is said as narrate says it", (Change(place, remove=True),) if there else ())


@_changes.register
def _pause(asked: requests.SetPause, target: Target) -> ChangeSet:
    label = f"pause, {asked.kind}: {asked.seconds:g} s"
    return ChangeSet(label, (Change(target.place("pauses", asked.kind), asked.seconds),))


def _bearer(reading: Reading, name: str, who: str) -> str:
    """Who else goes by a name already, or by one that differs in capitals alone; empty where nobody does."""
    if name in reading.names and name != who:
        return name
    names = [(known, known) for known in reading.names] + [*reading.settings.aliases.items()]
    names += [(alias, person.name) for person in reading.plan.script.characters for alias in person.aliases]
    bearers = {bearer for other, bearer in names if other.casefold() == name.casefold() and bearer in reading.names}
    return "" if who in bearers else min(bearers, default="")


def _as_known(reading: Reading, name: str) -> str:
    """A name as the story's people have it, whose capitals may be others."""
    same = (known for known in reading.names if known.casefold() == name.casefold())
    return name if name in reading.names else next(same, name)


def _quoted(text: str) -> str:
    """The first words of a line between quotation marks, whichever the story has, and whether or not its last one is shown."""
    return f"“{shortened(_MARKS_AROUND.sub('', text) or text, _SHOWN)}”"


def _line(target: Target, line: int) -> int:
    """A quotation's number."""
    if line not in target.reading.quotations:
        raise ConfigError("Only what is said between quotation marks has a speaker to choose.")
    return line


def _person(target: Target, name: str) -> str:
    """Somebody of the story."""
    known = target.reading.names
    if name not in known:
        raise ConfigError(f"“{shortened(printable(name), _SHOWN)}” is nobody in this story{did_you_mean(name, known, '.')}")
    return name
