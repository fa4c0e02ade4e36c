"""Lessons without a teacher: a book read once more with half of its tags hidden, which then tell who spoke.

A turn whose tag is hidden looks like one that never had a tag; the hidden tag is its label. So annotated novels give more
turns to learn from, and books that nobody annotated give theirs too.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import pdnc

from narrate import readers
from narrate.script.attribute import analyse
from narrate.script.corrections import Corrections
from narrate.script.evidence.context import Context
from narrate.script.evidence.subjects import SPEECH_TAGS
from narrate.script.quotations.split import split
from narrate.script.rules import apply_rules

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
    found = analyse(book, Corrections())
    labels = [None if who is None else str(who) for who in found.context.named_speakers()]
    gold = {int(label): label for label in labels if label is not None}
    return pdnc.Novel(name=path.stem, book=book, analysis=found, labels=labels, gold_of=gold, author=author_of(path.stem))


def author_of(stem: str) -> str:
    """The author where PDNC has novels by them, else any: so that every book is held back with some fold."""
    folds = [sorted(fold)[0] for fold in pdnc.FOLDS]
    return next((author for start, author in AUTHORS.items() if stem.startswith(start)), folds[sum(stem.encode()) % len(folds)])


def hide(novel: pdnc.Novel) -> set[int]:
    """Hide the spoken tags of half of the tagged turns, names and all, and ask the rules anew; the turns they were of."""
    context: Context = novel.analysis.context
    hidden: set[int] = set()
    places: set[int] = set()
    for number, turn in enumerate(context.document.turns):
        if context.spoken_tag(number) is None or zlib.crc32(f"{novel.name}{number}".encode()) % 2:
            continue
        hidden.add(number)
        for quote in turn.quotes:
            places |= {tag.place for tag in context.tags[quote] if tag.kind in SPEECH_TAGS}
            context.tags[quote] = [tag for tag in context.tags[quote] if tag.kind not in SPEECH_TAGS]
    context.mentions.forget(places)
    novel.analysis.verdicts = apply_rules(context, {})
    return hidden
