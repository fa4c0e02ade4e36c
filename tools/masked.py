"""Lessons without a teacher: a book read once more with half of its tags hidden, which then tell who spoke.

A turn whose tag is hidden looks like one that never had a tag; the hidden tag is its label. So annotated novels give more
turns to learn from, and books that nobody annotated give theirs too.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import pdnc

from narrate import readers
from narrate.script.attribute import decide, study
from narrate.script.corrections import Told
from narrate.script.evidence.context import Desk
from narrate.script.evidence.subjects import SPOKEN
from narrate.script.quotations.split import split

AUTHORS = {
    "11_": "Carroll",
    "1245_": "Woolf",
    "1400_": "Dickens",
    "1661_": "Doyle",
    "1695_": "Chesterton",
    "2641_": "Forster",
    "2852_": "Doyle",
}
"""LitBank's books by authors of PDNC's novels: they are held back with them."""


def load(path: Path) -> pdnc.Novel:
    """A book nobody annotated; its labels are what its own tags say, by roster number."""
    book = split(readers.read(path))
    found = study(book, Told())
    labels: list[str | None] = []
    for number in range(len(found.desk.pages.turns)):
        tag = found.desk.spoken_tag(number)
        who = None
        if tag and tag.first:
            who = found.desk.roster.teller(tag.place)
        elif tag and tag.subject == "name" and len(tag.numbers) == 1:
            who = tag.numbers[0]
        labels.append(None if who is None else str(who))
    gold = {int(label): label for label in labels if label is not None}
    return pdnc.Novel(path.stem, book, found, labels, gold, author_of(path.stem))


def author_of(stem: str) -> str:
    """The author where PDNC has novels by them, else any: so that every book is held back with some fold."""
    folds = [sorted(fold)[0] for fold in pdnc.FOLDS]
    return next((author for start, author in AUTHORS.items() if stem.startswith(start)), folds[sum(stem.encode()) % len(folds)])


def hide(novel: pdnc.Novel) -> set[int]:
    """Hide the spoken tags of half of the tagged turns, names and all, and ask the rules anew; the turns they were of."""
    desk: Desk = novel.study.desk
    hidden: set[int] = set()
    places: set[int] = set()
    for number, turn in enumerate(desk.pages.turns):
        if desk.spoken_tag(number) is None or zlib.crc32(f"{novel.name}{number}".encode()) % 2:
            continue
        hidden.add(number)
        for quote in turn.quotes:
            places |= {tag.place for tag in desk.tags[quote] if tag.kind in SPOKEN}
            desk.tags[quote] = [tag for tag in desk.tags[quote] if tag.kind not in SPOKEN]
    desk.mentions.forget(places)
    novel.study.verdicts = decide(desk, {})
    return hidden
