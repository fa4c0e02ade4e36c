"""What a story shows of each name in all its forms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from narrate.model import Gender


class NameKey(NamedTuple):
    """One name in all its forms: the gender its titles tell, whether they are a married woman's, its words without endings."""

    gender: Gender
    married: bool
    stems: tuple[str, ...]


@dataclass
class NameUsage:
    """What the story shows of one name. `forms` are its spellings, `said` tags with a verb that name it after it, `spoke` all
    such, `told` its uses in narration, `inside` those with a word of their sentence before them, `opening` those where any word
    has a capital, `paragraphs` where it stands, `owned` those in narration after ein, sein, kein; `genders` are told by verbs.
    """

    forms: Counter[str] = field(default_factory=Counter)
    said: int = 0
    spoke: int = 0
    called: int = 0
    told: int = 0
    inside: int = 0
    opening: int = 0
    paragraphs: set[int] = field(default_factory=set)
    owned: int = 0
    article: int = 0
    place: int = 0
    genders: Counter[Gender] = field(default_factory=Counter)
    subjects: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """How often it stands in the story."""
        return self.forms.total()

    @property
    def name(self) -> str:
        """The form to call its bearer by: as a subject if there is one."""
        forms = self.subjects or self.forms
        return max(forms, key=lambda form: (forms[form], -len(form), form))
