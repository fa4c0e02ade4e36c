"""What every format says of a book, whatever its own tags are called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from narrate.edition import Edition
from narrate.model import Imprint

GENRE = "Audiobook"
SYNTHETIC = "synthetic voice"
BETWEEN = "; "
"""Between people in one tag: servers take “Homer, Virgil” for one person who is called Virgil Homer."""
_SHORT = 255
"""Characters that some players show of a description (`desc` of an M4B)."""


def authors_of(author: str, imprint: Imprint) -> tuple[str, ...]:
    """The authors one by one, of an anthology its editors; `author` is all that is known where the imprint names nobody."""
    return imprint.names_of("aut") or imprint.names_of("edt") or ((author,) if author else ())


@dataclass(frozen=True)
class Credits:
    """Everything that is told of an edition as a whole. Texts are empty where nothing is known."""

    edition: Edition

    @property
    def authors(self) -> tuple[str, ...]:
        """One by one; of an anthology its editors."""
        return authors_of(self.edition.author, self.edition.imprint)

    @property
    def author(self) -> str:
        """The authors in one tag."""
        return BETWEEN.join(self.authors)

    @property
    def narrator(self) -> str:
        """The narrators in one tag."""
        return BETWEEN.join(self.edition.narrators)

    @property
    def author_sort(self) -> str:
        """The authors as lists are sorted by them, where the book's file tells that of all."""
        sorts = {person.name: person.sort for person in self.edition.imprint.people}
        sort_names = [sorts.get(name, "") for name in self.authors]
        return BETWEEN.join(sort_names) if all(sort_names) else ""

    @property
    def title_sort(self) -> str:
        """ "Series 2 - Title" in a series, so that lists keep its order; else as the book's file tells."""
        series, number = self.edition.imprint.part_of
        return f"{series} {number} - {self.edition.title}" if number else self.edition.imprint.title_sort

    @property
    def synthetic(self) -> str:
        """The mark by which machines know synthetic speech."""
        return f"synthetic; engine={', '.join(self.edition.engines)}"

    @property
    def description(self) -> str:
        """The book's own, and after it what read it; nothing for a book without one."""
        own = self.edition.imprint.description
        return f"{own}\n\nRead by a {SYNTHETIC}: narrate, {', '.join(self.edition.engines)}." if own else ""

    @property
    def summary(self) -> str:
        """The description's beginning, whole words, at most 255 characters."""
        own = " ".join(self.description.split())
        return own if len(own) <= _SHORT else own[: _SHORT - 1].rpartition(" ")[0] + "…"

    @cached_property
    def extra_tags(self) -> dict[str, str]:
        """What formats have no tag of their own for, under the names by which servers look for it."""
        imprint = self.edition.imprint
        series, number = imprint.part_of
        tags = {
            "SERIES": series,
            "SERIES-PART": number,
            "SUBTITLE": imprint.subtitle,
            "ISBN": imprint.isbn,
            "TRANSLATOR": BETWEEN.join(imprint.names_of("trl")),
            "SUBJECTS": BETWEEN.join(imprint.subjects),
            "AI_NARRATION": self.synthetic,
        }
        return {name: text for name, text in tags.items() if text}
