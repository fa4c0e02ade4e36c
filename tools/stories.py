"""Short stories to learn from: pieces of the annotated novels, each read as a story of its own, and the scenes of tools/scenes.

A scene is prose with its speaker in double square brackets before each quotation: `[[Priya]]“Kick it,” Priya says.` Those in
scenes/learned teach; those in scenes/held_back, by other writers, are for `bench/scenes.py` alone.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections import defaultdict
from pathlib import Path

import pdnc
from lessons import Lesson, studied

from narrate import readers
from narrate.errors import NarrateError
from narrate.model import Book, Segment
from narrate.script.attribute import analyse
from narrate.script.corrections import Corrections
from narrate.script.names.titles import split_title
from narrate.script.quotations.split import split

LEARNED = Path(__file__).parent / "scenes/learned"
TELLER = "narrator"
"""The speaker of a scene who says I."""
SCENE_WEIGHT = 3.0
"""Of a scene's turn, against 1 for one of a novel's piece: there are twenty times as many of those, and all of them are old."""
_LENGTHS = (4000, 7000, 10000, 13000, 16000)
_LEAST, _ENOUGH = 2000, 8
"""Characters of a piece, and its annotated turns."""
_LABEL = re.compile(r"\[\[([^\]]+)\]\]")
_CLOSES = {"“": "”", "‘": "’", '"': '"'}
Speakers = list[tuple[int, int, str]]
"""Where a quotation begins and ends, and who says it."""


def pieces(folder: Path) -> list[Lesson]:
    """A novel cut at paragraphs into pieces of several lengths; those that are long enough, and count as short stories."""
    text = (folder / "novel_text.txt").read_text(encoding="utf-8")
    speakers, aliases = pdnc.gold(folder)
    length, at, found = random.Random(folder.name), 0, list[Lesson]()
    while at < len(text) - _LEAST:
        end = text.find("\n\n", at + length.choice(_LENGTHS))
        end = len(text) if end < 0 else end
        inside = [(start - at, stop - at, who) for start, stop, who in speakers if start >= at and stop <= end]
        piece = _novel(f"{folder.name}-{len(found)}", text[at:end], inside, aliases)
        if piece and piece.analysis.context.document.is_short and sum(label is not None for label in piece.labels) >= _ENOUGH:
            piece.author = pdnc.AUTHORS[folder.name]
            found.append(studied(piece))
        at = end + 2
    return found


def scene(path: Path) -> Lesson:
    """A scene, with all its speakers known."""
    text, speakers = labelled(path)
    aliases: dict[str, set[str]] = defaultdict(set)
    for who in {who for _, _, who in speakers}:
        core = split_title(who)[1]
        for name in {who, " ".join(core), *core}:
            aliases[name.lower()].add(who)
    novel = _novel(path.stem, text, speakers, {name: owners for name, owners in aliases.items() if len(owners) == 1})
    if novel is None:
        raise ValueError(f"{path}: nobody speaks")
    teller = novel.analysis.context.roster.narrator_at(0)
    if teller is not None and TELLER in aliases:
        novel.gold_of[teller] = TELLER
    one = studied(novel)
    one.weight = SCENE_WEIGHT
    return one


def labelled(path: Path) -> tuple[str, Speakers]:
    """The text of a scene without its labels, and who says what."""
    marked, text, labels = path.read_text(encoding="utf-8"), "", list[tuple[int, str]]()
    at = 0
    for match in _LABEL.finditer(marked):
        text += marked[at : match.start()]
        labels.append((len(text), match[1]))
        at = match.end()
    text += marked[at:]
    ends = [*(start for start, _ in labels[1:]), len(text)]
    return text, [(start, _closed(text, start, end), who) for (start, who), end in zip(labels, ends, strict=True)]


def _closed(text: str, start: int, limit: int) -> int:
    """Where a quotation ends: behind its closing mark, else with its paragraph. An apostrophe stands within a word or before
    one."""
    paragraph = text.find("\n\n", start)
    end = min(limit, paragraph if paragraph > 0 else len(text))
    mark = re.escape(_CLOSES[text[start]])
    closing = re.compile(rf"(?<=[.,!?…—–-]){mark}(?!\w)" if text[start] == "‘" else mark).search(text, start + 1, end)
    return closing.end() if closing else end


def book(path: Path) -> tuple[Book[Segment], Speakers]:
    """A scene split into narration and quotations, and who says what."""
    text, speakers = labelled(path)
    return _split(text), speakers


def _split(text: str) -> Book[Segment]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "story.txt")
        path.write_text(text + "\n", encoding="utf-8")
        return split(readers.read(path))


def _novel(name: str, text: str, speakers: Speakers, aliases: dict[str, set[str]]) -> pdnc.Novel | None:
    """A text read as a story of its own, with its gold; None if nobody speaks."""
    try:
        made = _split(text)
        found = analyse(made, Corrections())
    except (NarrateError, ValueError):
        return None
    labels = pdnc.labels_of(made, found, speakers)
    return pdnc.Novel(name=name, book=made, analysis=found, labels=labels, gold_of=pdnc.match(found, labels, aliases), author="")
