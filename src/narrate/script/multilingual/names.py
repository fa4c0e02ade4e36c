"""Names as a language bends them: what is compared, and what a name tells of its bearer's gender."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from narrate.model import Gender
from narrate.script.languages import Language
from narrate.script.lexicon import given_names

FAR_MORE = 3
"""So many times as often as the next bearer of a name somebody is named whom the bare name means."""
_SHORTEST = 3
"""Letters that a name keeps when its ending is taken off."""


def stem(word: str, language: Language) -> str:
    """A name's word without its ending: one for all its cases."""
    low = word.lower().replace("ё", "е")
    for ending in language.endings:
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST:
            return low[: -len(ending)]
    return low


@dataclass(frozen=True)
class Name:
    """A name cut into its titles and the words of its own, articles and particles left out."""

    text: str
    language: Language

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The titles before it, in lower case."""
        return tuple(self._words[: self._first])

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The words of the name itself."""
        return tuple(w for w in self.text.split()[self._first :] if w not in self.language.particles)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The core without endings."""
        return tuple(stem(word, self.language) for word in self.core)

    @cached_property
    def _words(self) -> list[str]:
        return [word.lower().rstrip(".") for word in self.text.split()]

    @cached_property
    def _first(self) -> int:
        titles = self.language.titles
        return next(
            (n for n, w in enumerate(self._words[:-1]) if w not in titles and w not in self.language.particles),
            len(self._words) - 1,
        )

    @property
    def by_title(self) -> Gender:
        """The gender that the titles tell."""
        genders = [self.language.titles[title] for title in self.titles if title in self.language.titles]
        return next((gender for gender in genders if gender != "unknown"), "unknown")

    @property
    def by_list(self) -> Gender:
        """The gender that the given name tells."""
        for word in self.core:
            gender = self.language.given_names.get(word.lower()) or given_names().get(word.lower(), "unknown")
            if gender != "unknown":
                return gender
        return "unknown"

    @property
    def by_ending(self) -> Gender:
        """The gender that the ending of its words shows, the last word first."""
        for word in sorted(self.core, key=lambda w: -len(w)) if self.language.endings else self.core[:1]:
            for pattern, gender in self.language.name_genders:
                if re.fullmatch(pattern, word.lower()):
                    return gender
        return "unknown"
