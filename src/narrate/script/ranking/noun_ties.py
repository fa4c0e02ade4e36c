"""What a story ties to the common nouns that it says to speak: "Mr. Hale, the porter", "the porter Hale"."""

from __future__ import annotations

import re
from functools import cache

from narrate.script.evidence.context import Context

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_BESIDE = 40
"""Characters between a name and a noun that stand for one person."""
_IS_THE = re.compile(r"(?:,|\s+(?:was|is|were|being|as)|\s*\()\s*(?:the|an?|his|her|our|my|their)\s+(?:[\w’'-]+\s+){0,3}", re.I)
_CALLED = re.compile(r",?\s+(?:[\w’'-]+\s+)?")


class NounTies:
    """Looked up for the nouns of a book's tags alone, and in one reading of its text."""

    def __init__(self, context: Context) -> None:
        self._context = context
        people = context.roster.people
        nouns = {people[n].name for tags in context.tags for tag in tags for n in tag.referents if people[n].nominal}
        self._places: dict[str, list[tuple[int, int]]] = {head_of(noun): [] for noun in nouns}
        for word in _WORD.finditer(context.document.text):
            if (places := self._places.get(word.group().lower())) is not None:
                places.append(word.span())
        self.people = cache(self._set_beside)

    def times(self, noun: str) -> int:
        """How often the story has a noun with all that stands before it: "genial passenger"."""
        text = self._context.document.text
        places = self._places.get(head_of(noun), ())
        return sum(text[max(0, end - len(noun)) : end].lower() == noun.lower() for _, end in places)

    def _set_beside(self, head: str) -> frozenset[int]:
        """The people whose name stands beside a noun as another word for them."""
        text, found = self._context.document.text, set[int]()
        for start, end in self._places.get(head, ()):
            for name in self._context.mentions.within(max(0, start - 2 * _BESIDE), end + _BESIDE):
                is_the = name.end <= start and _IS_THE.fullmatch(text, name.end, start)
                if name.named and (is_the or (end <= name.start and _CALLED.fullmatch(text, end, name.start))):
                    found.update(name.referents)
        return frozenset(found)


def head_of(noun: str) -> str:
    """A noun, in small letters, without what stands before it."""
    return noun.split()[-1].lower()
