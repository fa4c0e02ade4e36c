"""Kin and ranks by names: "her mother" is Mrs. Hartley where she is Nora Hartley, "her ladyship" the Lady."""

from __future__ import annotations

from collections.abc import Mapping

from narrate.script.evidence.mentions import PRONOUN_GENDER, Mentions
from narrate.script.names.roster import Roster
from narrate.script.names.titles import MARRIED, split_title

_NEAR = 8
"""Names in narration before "her mother" among which the one is whose mother it is."""
_WOMEN = MARRIED | {"lady"}
_TITLES = {"mother": _WOMEN, "wife": _WOMEN, "husband": frozenset({"mr"})}
"""The titles by which a family knows these kin; a father is too often not the only Mr."""
_RANKS = {"ladyship": frozenset({"lady", "countess", "baroness"}), "lordship": frozenset({"lord", "sir"})}
_SPOUSE = {"wife": frozenset({"mr"}), "husband": _WOMEN}
"""The titles by which the family knows whose wife or husband they are."""


class Kinship:
    """The families of a story."""

    def __init__(self, roster: Roster, mentions: Mentions) -> None:
        self.mentions, self.people = mentions, roster.people
        self.families: list[set[str]] = []
        self.heads: dict[str, dict[str, set[int]]] = {}
        """By surname and title, who is known by nothing more: whom "Mrs. Hartley" means."""
        for person in roster.people:
            names = [split_title(surface) for surface in person.surfaces if surface[0].isupper()]
            self.families.append({core[-1] for title, core in names if title or len(core) > 1})
            for title, core in names:
                if title and len(core) == 1:
                    self.heads.setdefault(core[0], {}).setdefault(title, set()).add(person.number)

    def meant(self, surface: str, place: int) -> int | None:
        """Whom "her mother" or "his wife" at a place of the narration means, by the family of who was named last before it."""
        words = surface.lower().split()
        relation, gender = words[-1], PRONOUN_GENDER.get(words[0])
        if relation in _RANKS:
            return self._of_rank(_RANKS[relation], place)
        if relation not in _TITLES or gender is None:
            return None
        for mention in self.mentions.names_before(place, _NEAR):
            for number in mention.referents:
                if self.people[number].gender == gender and (kin := self._of(number, relation)) is not None:
                    return kin
        return None

    def _of_rank(self, titles: frozenset[str], place: int) -> int | None:
        """The last named of those who have such a title, else the only one."""
        ranked = {person for heads in self.heads.values() for person in _titled(heads, titles)}
        near = (n for mention in self.mentions.names_before(place, _NEAR) for n in mention.referents if n in ranked)
        return next(near, ranked.pop() if len(ranked) == 1 else None)

    def _of(self, owner: int, relation: str) -> int | None:
        families = [self.heads[name] for name in self.families[owner] if name in self.heads]
        if relation in _SPOUSE:
            families = [heads for heads in families if owner in _titled(heads, _SPOUSE[relation])]
        found = set[int]().union(*(_titled(heads, _TITLES[relation]) for heads in families))
        return found.pop() if len(found) == 1 and owner not in found else None


def _titled(heads: Mapping[str, set[int]], titles: frozenset[str]) -> set[int]:
    return {person for title, people in heads.items() if title in titles for person in people}
