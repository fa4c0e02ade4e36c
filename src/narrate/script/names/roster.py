"""The characters of a story: their names, genders and ages."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from narrate.model import Gender, Join
from narrate.script.lexicon import is_child_word, is_old_word

SOMEBODY = "Somebody"
"""The voice of whoever the story says no more of than that they speak: "someone shouted"."""
YOUNGER = "younger"
"""Among the kinds of a person: a sister who is not the Miss of her family."""


@dataclass
class Person:
    """A character while the roster is being made. `number` is the place in the roster."""

    number: int
    name: str
    surfaces: set[str] = field(default_factory=set)
    gender: Gender = "unknown"
    nominal: bool = False
    count: int = 0
    called: int = 0
    narrated: int = 0
    first: str | None = None
    last: str | None = None
    kinds: set[str] = field(default_factory=set)
    joins: list[Join] = field(default_factory=list)
    perhaps: list[Join] = field(default_factory=list)
    described: frozenset[str] = frozenset()
    """Of old, little and master, what often stands before the name."""
    gender_told: bool = False
    """Whether a person said so in voices.yaml: it outweighs every guess."""


@dataclass
class Roster:
    """Everyone who may speak. `owners` maps a lower-cased surface to the numbers of the people it may mean; `tellers` are
    (where in the text, who says I from there on)."""

    people: list[Person]
    owners: dict[str, tuple[int, ...]] = field(default_factory=dict)
    narrator_spans: tuple[tuple[int, int], ...] = ()

    @property
    def narrators(self) -> set[int]:
        """Everybody who says I for a while."""
        return {person for _, person in self.narrator_spans}

    def narrator_at(self, place: int) -> int | None:
        """Who says I at a position."""
        return (
            self.narrator_spans[max(0, bisect_right(self.narrator_spans, (place, len(self.people))) - 1)][1]
            if self.narrator_spans
            else None
        )

    def copy(self) -> Roster:
        """The same people, of whom others may be told."""
        people = [
            replace(p, surfaces={*p.surfaces}, kinds={*p.kinds}, joins=[*p.joins], perhaps=[*p.perhaps]) for p in self.people
        ]
        return Roster(people, self.owners, self.narrator_spans)

    def index(self) -> None:
        """Make `owners` anew from the people's surfaces."""
        owners: dict[str, set[int]] = {}
        for person in self.people:
            for surface in person.surfaces:
                owners.setdefault(key(surface), set()).add(person.number)
        self.owners = {surface: tuple(sorted(numbers)) for surface, numbers in owners.items()}

    def lookup(self, surface: str) -> tuple[int, ...]:
        """The people this surface may mean."""
        return self.owners.get(key(surface), ())

    def most_named(self, numbers: tuple[int, ...]) -> int | None:
        """The most often named of them."""
        return max(numbers, key=lambda n: (self.people[n].count, -n), default=None)

    def add(self, name: str, surfaces: set[str], gender: Gender, *, nominal: bool = False) -> Person:
        """A new member; call `index` after the last."""
        person = Person(len(self.people), name, {name, *surfaces}, gender, nominal)
        self.people.append(person)
        return person


def key(surface: str) -> str:
    """How surfaces are compared: lower case, single spaces, no dots."""
    return re.sub(r"[\s.]+", " ", surface).strip().lower()


def age_of(person: Person) -> str:
    """`child`, `old` or `adult`, by the common nouns among the surfaces and what stands before the name."""
    nouns = [surface.lower() for surface in person.surfaces if person.nominal or surface[0].islower()]
    words = {word for noun in nouns for word in re.findall(r"[a-z-]+", noun)} | person.described
    if any(is_old_word(word) for word in words) or "old" in words:
        return "old"
    if any(is_child_word(word) for word in words) or {"little", "master"} & words:
        return "child"
    return "adult"
