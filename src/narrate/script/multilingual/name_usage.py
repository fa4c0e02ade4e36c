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
    """How the story uses one name. `forms` are its spellings; `speech_tags` those with a verb whose subject it is,
    `inverted_tags` those of them that name it after the verb; `narrated` its uses in narration, `mid_sentence` those with a word
    of their sentence before them, `sentence_initial` those where any word has a capital; `paragraphs` where it stands;
    `possessed` its uses in narration after ein, sein, kein. `genders` are told by verbs."""

    forms: Counter[str] = field(default_factory=Counter)
    inverted_tags: int = 0
    speech_tags: int = 0
    vocatives: int = 0
    narrated: int = 0
    mid_sentence: int = 0
    sentence_initial: int = 0
    paragraphs: set[int] = field(default_factory=set)
    possessed: int = 0
    articles: int = 0
    locatives: int = 0
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
