"""The annotated novels (PDNC's layout): texts, gold speakers, and whom our roster's people are among the gold characters.

Only training and the benches read this; the package never does.
"""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from narrate import readers
from narrate.model import Book, Segment
from narrate.script.analysis import Analysis
from narrate.script.attribute import analyse
from narrate.script.corrections import Corrections
from narrate.script.evidence.subjects import SPEECH_TAGS
from narrate.script.names.titles import split_title
from narrate.script.quotations.split import split

csv.field_size_limit(10**9)

AUTHORS = {
    "AHandfulOfDust": "Waugh",
    "APassageToIndia": "Forster",
    "ARoomWithAView": "Forster",
    "AlicesAdventuresInWonderland": "Carroll",
    "HardTimes": "Dickens",
    "MansfieldPark": "Austen",
    "NightAndDay": "Woolf",
    "NorthangerAbbey": "Austen",
    "Persuasion": "Austen",
    "SenseAndSensibility": "Austen",
    "TheGambler": "Dostoyevsky",
    "TheManWhoWasThursday": "Chesterton",
    "TheSignOfTheFour": "Doyle",
    "TheSportOfTheGods": "Dunbar",
    "WhereAngelsFearToTread": "Forster",
    "WinnieThePooh": "Milne",
}
FOLDS = (
    {"Austen"},
    {"Forster"},
    {"Dickens", "Milne"},
    {"Waugh", "Carroll"},
    {"Woolf", "Dunbar"},
    {"Dostoyevsky", "Chesterton"},
    {"Doyle"},
)
"""Author-disjoint: a novel is always predicted by weights that saw no book of its author."""
_NOBODY = {"_unknowable", "_group", "unknowable"}


@dataclass
class Novel:
    """A novel studied without its gold, and the gold laid beside it. `labels[turn]` is a gold speaker or None;
    `gold_of[person]` is the gold speaker a roster number stands for."""

    name: str
    book: Book[Segment]
    analysis: Analysis
    labels: list[str | None]
    gold_of: dict[int, str]
    author: str


def load(folder: Path) -> Novel:
    """Read, study and label one novel."""
    book = split(readers.read(folder / "novel_text.txt"))
    found = analyse(book, Corrections())
    speakers, aliases = gold(folder)
    labels = labels_of(book, found, speakers)
    return Novel(
        name=folder.name,
        book=book,
        analysis=found,
        labels=labels,
        gold_of=match(found, labels, aliases),
        author=AUTHORS[folder.name],
    )


def gold(folder: Path) -> tuple[list[tuple[int, int, str]], dict[str, set[str]]]:
    main: dict[str, str] = {}
    aliases: dict[str, set[str]] = defaultdict(set)
    with (folder / "character_info.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["Main Name"].strip()
            main[name.lower()] = name
            for alias in {*ast.literal_eval(row["Aliases"]), name}:
                aliases[alias.strip().lower()].add(name)
    speakers = []
    with (folder / "quotation_info.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            said = row["speaker"].strip()
            owners = aliases.get(said.lower(), set())
            who = main.get(said.lower()) or (next(iter(sorted(owners))) if owners else said)
            speakers += [(a, b, who) for a, b in ast.literal_eval(row["quoteByteSpans"])]
    return sorted(speakers), aliases


def labels_of(book: Book[Segment], found: Analysis, speakers: list[tuple[int, int, str]]) -> list[str | None]:
    segments = list(book.bodies())
    votes: list[Counter[str]] = [Counter() for _ in found.context.document.turns]
    spans = sorted(
        (
            segments[found.context.document.quotes[q].segment].at.start,
            segments[found.context.document.quotes[q].segment].at.end,
            n,
        )
        for n, turn in enumerate(found.context.document.turns)
        for q in turn.quotes
    )
    place = 0
    for start, end, who in speakers:
        while place and spans[place - 1][1] > start:
            place -= 1
        while place < len(spans) and spans[place][1] <= start:
            place += 1
        at = place
        while at < len(spans) and spans[at][0] < end:
            votes[spans[at][2]][who] += min(end, spans[at][1]) - max(start, spans[at][0])
            at += 1
    return [None if not v or v.most_common(1)[0][0].lower() in _NOBODY else v.most_common(1)[0][0] for v in votes]


def match(found: Analysis, labels: list[str | None], aliases: dict[str, set[str]]) -> dict[int, str]:
    """By name first, then by whom the gold has where tags name the person. For labels only."""
    roster = found.context.roster
    explicit: dict[int, Counter[str]] = defaultdict(Counter)
    for number, label in enumerate(labels):
        tag = found.context.spoken_tag(number)
        if label is None or tag is None:
            continue
        narrator = roster.narrator_at(tag.place)
        if tag.first_person and narrator is not None:
            explicit[narrator][label] += 1
        elif tag.subject == "name" and tag.kind in SPEECH_TAGS and len(tag.referents) == 1:
            explicit[tag.referents[0]][label] += 1
    bare: dict[str, set[str]] = defaultdict(set)
    for alias, owners in aliases.items():
        core = split_title(re.sub(r"^(?:the|a|an) ", "", alias))[1]
        if core:
            bare[core[-1]] |= owners
            bare[" ".join(core)] |= owners
    matched: dict[int, str] = {}
    for person in roster.people:
        votes: Counter[str] = Counter()
        for who, count in explicit[person.number].items():
            votes[who] += min(20.0, count)  # type: ignore[assignment]
        for surface in person.surfaces:
            weight = 6.0 if surface == person.name else 3.0
            owners = aliases.get(surface.lower(), set())
            if not owners and not person.nominal:
                core = split_title(surface)[1]
                owners, weight = bare.get(" ".join(core).lower(), set()), weight / 3
            for owner in owners:
                votes[owner] += weight / len(owners)  # type: ignore[assignment]
        if votes:
            matched[person.number] = max(votes, key=lambda who: (votes[who], who))
    return matched
