"""What a person knows better: other names of one person, genders, who tells the story, and who says a line.

A correction is evidence too. The roster is corrected before anything is decided, and a line whose speaker is given
is fixed while the conversation around it is decoded.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from narrate.errors import ConfigError
from narrate.model import Gender
from narrate.script.document import Document
from narrate.script.identity.merging import merge
from narrate.script.names.roster import Person, Roster


@dataclass(frozen=True)
class Corrections:
    """All that a person has corrected in a story. `where` names the file that says it.

    `aliases` maps another name to the name its bearer goes by, `lines` the first words of a quotation to its speaker;
    `ignore` holds names that are nobody's; `narrator` is the character that tells the story.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    genders: Mapping[str, Gender] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    narrator: str | None = None
    where: str = "voices.yaml"


def apply_corrections(roster: Roster, corrections: Corrections) -> None:
    """The roster as a person has it. Does nothing the second time; asked again after names were joined."""
    for name in corrections.ignore:
        for number in _bearers(roster, name):
            roster.people[number].surfaces = set()
    for other, name in corrections.aliases.items():
        person = _called(roster, name, corrections)
        for number in _bearers(roster, other):
            if number != person.number and roster.people[number].surfaces:
                merge(roster, person.number, number)
        person.surfaces.add(other)
        roster.index()
    if corrections.narrator:
        person = _called(roster, corrections.narrator, corrections)
        if len(roster.narrators) == 1:
            for guessed in roster.narrators - {person.number}:
                merge(roster, person.number, guessed)
        roster.narrator_spans = ((0, person.number),)
    for name, gender in corrections.genders.items():
        for number in _bearers(roster, name):
            roster.people[number].gender = gender
    roster.index()


def fixed_quotations(document: Document, roster: Roster, corrections: Corrections) -> dict[int, int]:
    """Quotation → the person a correction gives it to. Raises ConfigError for a line that is not there or not the only one."""
    openings = [_letters(document.text[quote.start : quote.end]) for quote in document.quotes]
    fixed: dict[int, int] = {}
    for opening, name in corrections.lines.items():
        wanted = _letters(opening)
        found = [number for number, words in enumerate(openings) if wanted and words.startswith(wanted)]
        if len(found) != 1:
            raise ConfigError(f"{corrections.where}: lines: “{opening}” {_trouble(wanted, document, openings, len(found))}")
        fixed[found[0]] = _called(roster, name, corrections).number
    roster.index()
    return fixed


def _bearers(roster: Roster, name: str) -> tuple[int, ...]:
    low = name.casefold()
    return roster.lookup(name) or tuple(p.number for p in roster.people if p.name.casefold() == low)


def _called(roster: Roster, name: str, corrections: Corrections) -> Person:
    """The one person of this name, who from now on goes by it; a new one if there is none."""
    bearers = _bearers(roster, name)
    number = roster.most_named(bearers)
    gender: Gender = next((g for n, g in corrections.genders.items() if n.casefold() == name.casefold()), "unknown")
    person = roster.people[number] if number is not None else roster.add(name, {name}, gender)
    person.name = name
    person.surfaces.add(name)
    person.nominal = False
    roster.index()
    return person


def _trouble(wanted: str, document: Document, openings: list[str], count: int) -> str:
    if count:
        return f"begins {count} quotations of the story; give more of its words."
    close = difflib.get_close_matches(wanted, [words[: max(len(wanted), 8)] for words in openings], 1, 0.6)
    shown = next((q for q, words in zip(document.quotes, openings, strict=True) if close and words.startswith(close[0])), None)
    words = document.text[shown.start : shown.end].strip('“”‘’«»" \n') if shown else ""
    hint = f" — did you mean “{words[:60]}”?" if words else ""
    return f"begins no quotation of the story{hint}"


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
