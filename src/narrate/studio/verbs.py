"""What a person can do, as changes of voices.yaml: the page names a verb and people or lines of the story, never a place in
the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from narrate.config import Change, apart
from narrate.errors import ConfigError, did_you_mean
from narrate.model import NARRATOR
from narrate.studio.journal import ABSENT, value_at
from narrate.studio.reading import Reading, voice_label
from narrate.units import printable, shortened

_LONGEST_NAME, _SHOWN = 80, 28
_MARKS_AROUND = re.compile(r"^[\"'“”„‟‘’‚‛«»‹›「」『』\s]+|[\"'“”„‟‘’‚‛«»‹›「」『』\s]+$")
_DIRECTIONS: dict[str, tuple[Any, ...]] = {
    "take": (None, 1), "speed": (None, 1), "gain": (None, 0), "pause": (None,), "say": (None, ""), "style": (None, ""),
}  # fmt: skip
"""What can be directed of a line, and what is as if nothing were said of it."""
PAUSES = ("sentence", "paragraph", "speaker", "tag", "scene", "heading")


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


def changes_of(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """The changes that a request asks for. Raises ConfigError for what cannot be done."""
    verb = _VERBS.get(str(request.get("do")))
    if verb is None:
        raise ConfigError(f"There is nothing called “{request.get('do')}” to do.")
    done = verb(target, request)
    if not done.changes:
        raise ConfigError("voices.yaml says this already.")
    return done


def _say(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """Who says a turn, or one quotation of it."""
    line, name = _line(target, request), _new_name(request, "name")
    reading = target.reading
    lines = [line] if request.get("only") else reading.turn(line)
    label = f"{_quoted(reading.lines[line].text)}: {reading.lines[line].speaker} → {name}"
    return ChangeSet(label, tuple(_speaker(target, number, name) for number in lines))


def _confirm(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """A doubtful line is right as it is: the same name is written for it."""
    line = _line(target, request)
    said = target.reading.lines[line]
    return ChangeSet(f"{_quoted(said.text)}: {said.speaker}, confirmed", (_speaker(target, line, said.speaker),))


def _speaker(target: Target, line: int, name: str) -> Change:
    key = target.reading.key(line)
    place = target.place("lines", key)
    if isinstance(value_at(target.tree, place), Mapping):
        return Change((*place, "speaker"), name)
    return Change(place, name)


def _direct(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """How one line is said: another take, faster, louder, otherwise. What is as usual is not written."""
    line, key = _line(target, request), target.reading.key(_line(target, request))
    told = {what: request[what] for what in _DIRECTIONS if what in request}
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


def _forget(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """What was said of a line goes; narrate decides again."""
    line = _line(target, request)
    keys = [key for key in target.reading.own_keys(line) if key in target.table("lines")]
    label = f"{_quoted(target.reading.lines[line].text)}: decided by narrate"
    return ChangeSet(label, tuple(Change(target.place("lines", key), remove=True) for key in keys))


def _rename(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """Another name for somebody, everywhere in the story's part of the file."""
    who, name = _person(target, request, "who"), _new_name(request, "name")
    if name in target.reading.names:
        raise ConfigError(f"There is a {name} already. To make them one person, merge them.")
    return ChangeSet(f"{who} is called {name}", tuple(_renamed(target, who, name)))


def _merge(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """Two people are one, who keeps the second's name, voice and gender."""
    who, into = _person(target, request, "who"), _person(target, request, "into")
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


def _apart(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """Two names that may seem one person's are two people's."""
    who, other = _person(target, request, "who"), _person(target, request, "other")
    if who == other:
        raise ConfigError(f"{who} is one person.")
    told = target.table("apart")
    said = () if frozenset((who, other)) in apart.pairs_of(told) else apart.with_other(told.get(who), other)
    return ChangeSet(f"{who} is not {other}", (Change(target.place("apart", who), said),) if said else ())


def _nobody(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """A name that is nobody's: a place, a horse, a book."""
    who = _person(target, request, "who")
    ignored = value_at(target.tree, target.place("ignore"))
    listed = list(ignored) if isinstance(ignored, list) else []
    label = f"{who} is nobody"
    return ChangeSet(label, () if who in listed else (Change(target.place("ignore"), [*listed, who]),))


def _gender(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    who, gender = _person(target, request, "who"), str(request.get("gender"))
    if gender not in ("female", "male", "unknown"):
        raise ConfigError("A gender is female, male or unknown.")
    return ChangeSet(f"{who} is {gender}", (Change(target.place("gender", who), gender),))


def _voice(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """The voice of somebody, or of the narrator; without one, that which the pools give."""
    who, voice = _person(target, request, "who"), request.get("voice")
    place = target.place("cast", who)
    if who == NARRATOR:
        place = target.place("narrator")
        if isinstance(value_at(target.tree, place), Mapping):
            place = (*place, "voice")
    if not voice:
        there = value_at(target.tree, place) != ABSENT
        return ChangeSet(f"{who}: the voice that narrate chooses", (Change(place, remove=True),) if there else ())
    return ChangeSet(f"{who}: {voice}", (Change(place, str(voice)),))


def _hold(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """Everybody keeps the voice they have now, whatever else is changed; or some people those voices that are asked for."""
    reading, told = target.reading, target.table("cast")
    asked_for = request.get("voices")
    if isinstance(asked_for, Mapping):
        held = {name: str(voice) for name, voice in asked_for.items() if name in reading.names[1:]}
        label = f"{shortened(', '.join(held), _SHOWN)}: the voice of before"
    else:
        voices = {n: voice_label(v, reading.plan.engine, reading.settings.names) for n, v in reading.plan.cast.items()}
        held = {name: voice for name, voice in voices.items() if name in reading.names[1:] and name not in told}
        label = "everybody keeps their voice"
    return ChangeSet(label, tuple(Change(target.place("cast", name), voice) for name, voice in held.items()))


def _teller(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """Who says I in the narration."""
    who = _person(target, request, "who")
    place = target.place("narrator")
    now = value_at(target.tree, place)
    if isinstance(now, str) and now != ABSENT:
        return ChangeSet(f"{who} tells the story", (Change(place, {"character": who, "voice": now}),))
    return ChangeSet(f"{who} tells the story", (Change((*place, "character"), who),))


def _pronounce(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    """How a word is said, in this story or in all of them."""
    word, said = _text(request, "word"), str(request.get("said") or "").strip()[: 2 * _LONGEST_NAME]
    place = ("pronounce", word) if request.get("everywhere") else target.place("pronounce", word)
    if said:
        return ChangeSet(f"{word} is said {said}", (Change(place, said),))
    there = value_at(target.tree, place) != ABSENT
    return ChangeSet(f"{word} is said as narrate says it", (Change(place, remove=True),) if there else ())


def _pause(target: Target, request: Mapping[str, Any]) -> ChangeSet:
    kind, seconds = str(request.get("kind")), request.get("seconds")
    if kind not in PAUSES or not isinstance(seconds, int | float):
        raise ConfigError(f"A pause is one of {', '.join(PAUSES)}, in seconds.")
    rounded = round(float(seconds), 2)
    value = int(rounded) if rounded.is_integer() else rounded
    return ChangeSet(f"pause, {kind}: {value:g} s", (Change(target.place("pauses", kind), value),))


_VERBS: dict[str, Callable[[Target, Mapping[str, Any]], ChangeSet]] = {
    "say": _say,
    "confirm": _confirm,
    "direct": _direct,
    "forget": _forget,
    "rename": _rename,
    "merge": _merge,
    "apart": _apart,
    "nobody": _nobody,
    "gender": _gender,
    "voice": _voice,
    "hold": _hold,
    "teller": _teller,
    "pronounce": _pronounce,
    "pause": _pause,
}


def _quoted(text: str) -> str:
    """The first words of a line between quotation marks, whichever the story has, and whether or not its last one is shown."""
    return f"“{shortened(_MARKS_AROUND.sub('', text) or text, _SHOWN)}”"


def _line(target: Target, request: Mapping[str, Any]) -> int:
    """A quotation's number."""
    line = request.get("line")
    if not isinstance(line, int) or line not in target.reading.quotations:
        raise ConfigError("Only what is said between quotation marks has a speaker to choose.")
    return line


def _person(target: Target, request: Mapping[str, Any], what: str) -> str:
    """Somebody of the story."""
    name, known = str(request.get(what)), target.reading.names
    if name not in known:
        raise ConfigError(f"{name} is nobody in this story{did_you_mean(name, known, '.')}")
    return name


def _new_name(request: Mapping[str, Any], what: str) -> str:
    return _text(request, what)


def _text(request: Mapping[str, Any], what: str) -> str:
    """A name or word that was typed, on one line and not long."""
    text = printable(str(request.get(what) or ""))
    if not text or len(text) > _LONGEST_NAME:
        raise ConfigError(f"A {what} has 1 to {_LONGEST_NAME} characters.")
    return text
