"""The table `apart` of a story: names that may seem one person's and are two people's. A name stands before one or several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Others = str | Sequence[str]
"""What stands behind a name."""


def pairs_of(table: Mapping[str, Others]) -> Iterator[frozenset[str]]:
    """The pairs that a table tells apart."""
    return (frozenset((name, other)) for name, said in table.items() for other in _listed(said))


def with_other(others: Others | None, other: str) -> Others:
    """What stands behind a name (None: nothing yet), and one more."""
    if not others:
        return other
    return others if other in _listed(others) else [*_listed(others), other]


def without_pair(table: Mapping[str, Others], one: str, other: str) -> dict[str, Others]:
    """The table without a pair, and without names behind which nothing is left."""
    gone = frozenset((one, other))
    remaining = {name: [each for each in _listed(said) if frozenset((name, each)) != gone] for name, said in table.items()}
    return {name: (left[0] if len(left) == 1 else left) for name, left in remaining.items() if left}


def renamed(table: Mapping[str, Others], who: str, name: str) -> dict[str, Others]:
    """The table when somebody gets another name; who is the same person as another is not told apart from them any more."""
    made: dict[str, Others] = {}
    for one, said in without_pair(table, who, name).items():
        for other in _listed(said):
            before, behind = (name if each == who else each for each in (one, other))
            made[before] = with_other(made.get(before), behind)
    return made


def _listed(others: Others | None) -> list[str]:
    return [others] if isinstance(others, str) else list(others or ())
