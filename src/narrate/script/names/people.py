"""The people of a story while their names are put together: who has a name is looked up, for a story may have thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from narrate.script.names.nicknames import are_variants, full_forms, pet_stems
from narrate.script.names.roster import Person


class People:
    """Everybody in the order in which they were found. First and last names stay as they are, surfaces may become more."""

    def __init__(self) -> None:
        self._all: list[Person] = []
        self._first: dict[str, list[Person]] = defaultdict(list)
        self._last: dict[str | None, list[Person]] = defaultdict(list)
        self._given: dict[tuple[str, str | None], list[Person]] = defaultdict(list)
        """By a full form of the first name, and the last name."""
        self._forms: dict[str, list[Person]] = defaultdict(list)
        self._called: dict[str, list[Person]] = defaultdict(list)
        self._stems: dict[str, list[Person]] = defaultdict(list)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def add(self, person: Person) -> None:
        """One more person, numbered as the next."""
        self._all.append(person)
        self._last[person.last].append(person)
        if person.first is not None:
            self._first[person.first].append(person)
            for form in full_forms(person.first):
                self._forms[form].append(person)
                self._given[form, person.last].append(person)
        for surface in person.surfaces:
            self._index(person, surface)

    def call(self, person: Person, surface: str) -> None:
        """One more surface of a person."""
        person.surfaces.add(surface)
        self._index(person, surface)

    def _index(self, person: Person, surface: str) -> None:
        self._called[surface].append(person)
        for stem in pet_stems(surface):
            self._stems[stem].append(person)

    def without(self, people: list[Person]) -> list[Person]:
        """All but these."""
        gone = {id(person) for person in people}
        return [person for person in self._all if id(person) not in gone]

    def of_first(self, name: str) -> list[Person]:
        """Those with this first name."""
        return self._first.get(name, [])

    def of_last(self, name: str | None) -> list[Person]:
        """Those with this last name, or of whom none is known."""
        return self._last.get(name, [])

    def variants(self, first: str) -> list[Person]:
        """Those with a first name of which this may be a form."""
        found = _once(person for form in full_forms(first) for person in self._forms.get(form, ()))
        return [person for person in found if are_variants(person.first or "", first)]

    def namesakes(self, first: str, last: str) -> list[Person]:
        """Those with a form of this first name and this last name, or with this first name alone."""
        known = (self._given.get((form, name), ()) for form in full_forms(first) for name in (last, None))
        return [p for p in _once(p for people in known for p in people) if p.last == last or p.first == first]

    def called(self, surface: str) -> list[Person]:
        """Those with this surface."""
        return _once(self._called.get(surface, ()))

    def pets(self, name: str) -> list[Person]:
        """Those with a surface that is this name with a pet's ending, or of which this name is."""
        shorter = (person for stem in pet_stems(name) for person in self._called.get(stem, ()))
        return _once([*shorter, *self._stems.get(name, ())])


def _once(people: Iterable[Person]) -> list[Person]:
    """Each of them once, in order."""
    return sorted({person.number: person for person in people}.values(), key=lambda person: person.number)
