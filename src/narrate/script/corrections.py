"""What a person knows better: other names of one person, genders, who tells the story, and who says a line.

A correction is evidence too. The roster is corrected before anything is decided, and a line whose speaker is given
is fixed while the conversation around it is decoded.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from narrate.model import Gender, Misfit
from narrate.script.document import Document
from narrate.script.identity.merging import merge
from narrate.script.keys import LineKeys
from narrate.script.names.roster import Person, Roster

_MOST_SHOWN = 12


@dataclass(frozen=True)
class Corrections:
    """All that a person has corrected in a story. `where` names the file that says it.

    `aliases` maps another name to the name its bearer goes by, `lines` the key of a quotation (see keys.py) to its speaker;
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
                merge(roster, person.number, number, f"{corrections.where} says so")
        person.surfaces.add(other)
        roster.index()
    if corrections.narrator:
        person = _called(roster, corrections.narrator, corrections)
        if len(roster.narrators) == 1:
            for guessed in roster.narrators - {person.number}:
                merge(roster, person.number, guessed, f"{corrections.where} says so")
        roster.narrator_spans = ((0, person.number),)
    for name, gender in corrections.genders.items():
        for number in _bearers(roster, name):
            roster.people[number].gender, roster.people[number].gender_told = gender, True
    roster.index()


def corrected_people(roster: Roster, corrections: Corrections) -> set[int]:
    """Everybody whom the corrections name: nothing is guessed of them."""
    named = {
        *corrections.lines.values(),
        *corrections.aliases,
        *corrections.aliases.values(),
        corrections.narrator or "",
        *corrections.genders,
    }
    return {number for name in named for number in _bearers(roster, name)}


def fixed_quotations(document: Document, roster: Roster, corrections: Corrections) -> tuple[dict[int, int], tuple[Misfit, ...]]:
    """Quotation → the person a correction gives it to; and the corrections that fit no line, or not one alone."""
    if not corrections.lines:
        return {}, ()
    named, misfits = named_lines(document_keys(document), [quote.segment for quote in document.quotes], corrections)
    fixed = {quote: _called(roster, name, corrections).number for quote, name in named.items()}
    roster.index()
    return fixed, misfits


def named_lines(keys: LineKeys, segments: Sequence[int], corrections: Corrections) -> tuple[dict[int, str], tuple[Misfit, ...]]:
    """Quotation → who a correction says speaks it; and the corrections that fit no line, or not one alone. `segments` holds
    each quotation's place in the book."""
    named: dict[int, str] = {}
    misfits: list[Misfit] = []
    for key, name in corrections.lines.items():
        found = keys.fitting(key)
        if len(found) == 1:
            named[found[0]] = name
        else:
            misfits.append(_misfit((key, name), found, keys, segments, corrections.where))
    return named, tuple(misfits)


def document_keys(document: Document) -> LineKeys:
    """The quotations of a document by their keys."""
    texts: list[tuple[str, bool]] = []
    place = 0
    for quote in document.quotes:
        texts += [(document.text[place : quote.start], False), (document.text[quote.start : quote.end], True)]
        place = quote.end
    return LineKeys(texts)


def unknown_names(document: Document, roster: Roster, corrections: Corrections) -> tuple[Misfit, ...]:
    """The names in corrections that nobody of this story has and that do not stand in it; asked before they make somebody new.
    A new name is meant where two corrections give it: an alias's or the narrator's, or that of a gender and a line."""
    given = {*corrections.aliases.values(), *filter(None, [corrections.narrator])}
    spoken, gendered = set(corrections.lines.values()), set(corrections.genders)
    requested = [("lines", name) for name in spoken - given - gendered]
    requested += [("gender", name) for name in gendered - given - spoken]
    requested += [*(("aliases", name) for name in corrections.aliases), *(("ignore", name) for name in corrections.ignore)]
    text = document.text.casefold() if requested else ""
    lacking = [(table, n) for table, n in dict.fromkeys(requested) if not _bearers(roster, n) and n.casefold() not in text]
    names_in_use = sorted({surface for person in roster.people for surface in (person.name, *person.surfaces)})
    misfits = [nobody(table, name, names_in_use, corrections.where) for table, name in sorted(lacking)]
    close = [(n, close) for n in sorted(given) if not _bearers(roster, n) and (close := _like(n, names_in_use, 0.8))]
    return (
        *misfits,
        *(nobody("aliases" if n != corrections.narrator else "narrator", n, [c], corrections.where) for n, c in close),
    )


def nobody(table: str, name: str, names: list[str], where: str) -> Misfit:
    """The misfit of a name that nobody in a story has; `names` are those that somebody has."""
    close = _like(name, names, 0.6)
    hint = f" — did you mean “{close}”?" if close else "."
    made = " They are a new character now." if table == "lines" else ""
    return Misfit(f"{where}: {table}: “{name}” is nobody in this story{hint}{made}")


def _like(name: str, names: list[str], least: float) -> str:
    return next(iter(difflib.get_close_matches(name, names, 1, least)), "")


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


def _misfit(entry: tuple[str, str], candidates: list[int], keys: LineKeys, segments: Sequence[int], where: str) -> Misfit:
    """A correction whose key fits several quotations, or none."""
    key, name = entry
    ambiguous = bool(candidates)
    if ambiguous:
        problem = f"{where}: lines: “{key}” fits {len(candidates)} quotations of the story. Name the one that is meant:"
    else:
        candidates = keys.like(key)
        hint = " — did you mean:" if candidates else "."
        problem = f"{where}: lines: “{key}” fits no quotation of the story, and was left aside{hint}"
    pasted = tuple((f"{json.dumps(keys.key(n), ensure_ascii=False)}: {name}", segments[n]) for n in candidates[:_MOST_SHOWN])
    return Misfit(problem, pasted, ambiguous)
