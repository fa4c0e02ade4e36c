"""What the attribution ranker learns from: the rows of annotated novels, and of books with half of their tags hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import masked
import numpy as np
import pdnc
from numpy.typing import NDArray

from narrate.script.ranking.candidates import DialogueIndex
from narrate.script.ranking.features import FeatureTable, feature_table
from narrate.script.ranking.layout import Layout, continuity_matrix, layout_of, rows_of

ONLY_HALF = 0.5
MASKED_WEIGHT = 0.5
"""Of a turn whose tag was hidden, against 1 for an annotated one: it stands where an author thought a tag was needed."""
Floats = NDArray[np.float64]


@dataclass
class Lesson:
    """A novel with its rows and, for each row, whether the candidate is the gold speaker's main person."""

    novel: pdnc.Novel
    index: DialogueIndex
    table: FeatureTable
    rows: NDArray[np.float32]
    continuity: NDArray[np.float32]
    right: Floats
    layout: Layout
    weight: float = 1.0

    @property
    def starts(self) -> NDArray[np.int64]:
        return self.layout.starts

    @property
    def people(self) -> NDArray[np.int64]:
        return self.layout.people


def lesson(folder: Path) -> Lesson:
    """Study one annotated novel."""
    return studied(pdnc.load(folder))


def masked_lesson(path: Path) -> Lesson:
    """Study a novel's folder, or a book nobody annotated, with half of its tags hidden; of the books only those turns count."""
    novel = pdnc.load(path) if path.is_dir() else masked.load(path)
    hidden = masked.hide(novel)
    one = studied(novel)
    counts = {
        n
        for n, label in enumerate(novel.labels)
        if n in hidden or (path.is_dir() and novel.analysis.context.spoken_tag(n) is None)
    }
    one.right *= np.isin(one.table.turns, sorted(counts))
    one.weight = MASKED_WEIGHT
    return one


def studied(novel: pdnc.Novel) -> Lesson:
    rules = [(v.person, v.confidence) if v else None for v in novel.analysis.verdicts]
    index = DialogueIndex(novel.analysis.context, rules, {})
    table = feature_table(index)
    layout = layout_of(index, table)
    return Lesson(
        novel=novel,
        index=index,
        table=table,
        rows=rows_of(table),
        continuity=continuity_matrix(index, layout),
        right=_right(novel, table),
        layout=layout,
    )


def _right(novel: pdnc.Novel, table: FeatureTable) -> Floats:
    """A common noun ("the girl") is no right answer where the gold character has a name that speaks far more often."""
    talk = Counter(k for k in novel.analysis.context.named_speakers() if k is not None)
    people = novel.analysis.context.roster.people
    main: dict[str, int] = {}
    for number, gold in novel.gold_of.items():
        rank = (talk[number], not people[number].nominal)
        if gold not in main or rank > (talk[main[gold]], not people[main[gold]].nominal):
            main[gold] = number
    aside = {n for n, g in novel.gold_of.items() if n != main[g] and people[n].nominal and talk[n] < ONLY_HALF * talk[main[g]]}
    pairs = zip(table.turns, table.people, strict=True)
    return np.array(
        [float(novel.labels[t] is not None and novel.gold_of.get(p) == novel.labels[t] and p not in aside) for t, p in pairs]
    )
