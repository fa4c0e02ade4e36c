"""Whether a name is a man's or a woman's: its title, the pronouns after it, the list of given names, in this order of trust."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from narrate.model import Gender
from narrate.script.lexicon import given_names, kin, titles, word_class
from narrate.script.names.nicknames import full_forms
from narrate.script.names.surface import Surface
from narrate.script.names.titles import DESCRIBING, given_part, split_title

_MANY_PRONOUNS, _NEARLY_ALL = 30, 0.8
"""So many pronouns, so nearly all of one gender, and the list of given names is forgotten: a heroine may have a man's name.
With fewer, pronouns alone are noise (112 : 120 for one plain man)."""
_AS_SURNAME = 3
"""So many times as often after "Mr." as before a surname is a name a surname, whatever the list of given names says."""
_LISTED, _FULL_FORM_LISTED = 2.2, 1.1
"""What the list of given names weighs against pronouns (log odds), and what it weighs where it has no more than the full form of
a short name: Clem may be Clement or Clementina."""
_SHARE_OF_BARE = 0.5
"""Somebody whom the narration calls by a name of his, and only servants by "Mr." and this name, is called by his given name."""


class NameGenders:
    """The genders of a story's surfaces. `votes`: for each, how often the pronoun after it is (female, male)."""

    def __init__(self, surfaces: Mapping[str, Surface], votes: Mapping[str, tuple[int, int]]) -> None:
        self.found, self.votes = surfaces, votes
        self.surnames = surnames(surfaces)

    def of(self, text: str) -> Gender:
        """The gender of one surface."""
        title, core = split_title(text)
        titled = titles().get(title, "unknown") if title else "unknown"
        either = title in word_class("ranks of both")
        if titled != "unknown" and not either:
            return titled
        if sure := self._by_pronoun(text) or (self._by_pronoun(core[0]) if len(core) > 1 else None):
            return sure
        female, male = self.votes.get(text, (0, 0))
        lean = math.log((male + 0.7) / (female + 0.7)) * min(1.0, (male + female) / 6 + 0.3) * 1.3
        gender = titled if either else self._listed(title, core)
        if title is None and gender == "unknown" and self._is_mans(text, core):
            lean += 2.0
        trust = _LISTED if _is_listed(core) else _FULL_FORM_LISTED
        lean += trust if gender == "male" else -trust if gender == "female" else 0.0
        return "male" if lean > 0.6 else "female" if lean < -0.6 else "unknown"

    def by_pronouns(self, texts: list[str]) -> Gender | None:
        """The gender that nearly all of many pronouns after these surfaces have; None where they do not tell."""
        votes = [self.votes.get(text, (0, 0)) for text in texts]
        female, male = (sum(vote[n] for vote in votes) for n in (0, 1))
        if female + male < _MANY_PRONOUNS or max(female, male) < _NEARLY_ALL * (female + male):
            return None
        return "female" if female > male else "male"

    def _by_pronoun(self, text: str) -> Gender | None:
        return self.by_pronouns([text])

    def _listed(self, title: str | None, core: list[str]) -> Gender:
        """What the lists of given names and of words for kin say."""
        if title is None and len(core) == 1 and core[0] in self.surnames:
            return "unknown"
        given = given_part(core[0]).lower()
        forms = set() if _is_listed(core) else {given_names().get(form, "unknown") for form in full_forms(given)}
        gender: Gender = forms.pop() if len(forms) == 1 else given_names().get(given, "unknown")
        return kin().get(core[0].lower(), gender) if title is None and len(core) == 1 else gender

    def _is_mans(self, text: str, core: list[str]) -> bool:
        """Whether there is a Mr. Beebe, or a Mrs. Sam Clark: Sam is her husband."""
        titled = ("Mr. ", "Mr ") if len(core) == 1 else ("Mrs. ", "Mrs ")
        return any(title + text in self.found for title in titled)


def _is_listed(core: list[str]) -> bool:
    """Whether a name is a given name or a word for kin as it stands, and not only short for one."""
    return given_part(core[0]).lower() in given_names() or core[0].lower() in kin()


def surnames(surfaces: Mapping[str, Surface]) -> frozenset[str]:
    """Single names that stand far more often after a title of surnames than before a surname."""
    after: Counter[str] = Counter()
    before: Counter[str] = Counter()
    last: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for surface in surfaces.values():
        if len(surface.core) > 1:
            before[surface.core[0]] += surface.count
            last[surface.core[-1]] += surface.count
        elif surface.title is None:
            alone[surface.core[0]] += surface.count
        elif surface.title is not None and surface.title not in (word_class("first-name titles") - {"captain"}) | set(DESCRIBING):
            after[surface.core[0]] += surface.count

    def is_surname(name: str) -> bool:
        given = before[name] and last[name] <= before[name] and after[name] < _SHARE_OF_BARE * alone[name]
        return after[name] > _AS_SURNAME * max(1, before[name]) and not given

    return frozenset(name for name in after if is_surname(name))
