"""One way of writing a name: how the story uses it, and whether that shows a person."""

from __future__ import annotations

from dataclasses import dataclass, field

from narrate.script.lexicon import given_names
from narrate.script.names.titles import given_part, split_title

_CRIES, _CRIES_UNKNOWN = 3, 4
"""So often at the beginning of a sentence and never within one is no name: a given name that is a common word, or any word."""

_OFTEN_NAMED, _CALLED_BY_CHANCE, _MOSTLY = 10, 0.04, 0.8
_A_PLACE, _A_PLACE_NAMED_AS_PEOPLE = 0.15, 0.4
"""Of all times that a place is named, how often at least it stands after "in" and the like: a name that nobody bears, or one
that people bear, too."""


@dataclass
class Surface:
    """One way of writing a name, and how the story uses it."""

    text: str
    count: int = 0
    inside: int = 0
    said: int = 0
    tags: int = 0
    acts: int = 0
    gestures: int = 0
    called: int = 0
    place: int = 0
    article: int = 0
    narrated: int = 0
    at: list[int] = field(default_factory=list)

    @property
    def title(self) -> str | None:
        """The leading title, lower-cased and without its dot."""
        return split_title(self.text)[0]

    @property
    def core(self) -> list[str]:
        """The words after the titles."""
        return split_title(self.text)[1]


def is_person(seen: Surface, lower: dict[str, int], *, short: bool) -> bool:
    """Whether what the story does with a surface shows a person; `lower` counts words in small letters. In a
    `short` story a given name that the narration uses once is somebody."""
    title, core = split_title(seen.text)
    if not core or not core[0][:1].isupper():
        return False
    if " of " in seen.text and seen.said == seen.count:
        return False  # "asked Dick of Belding"
    known = (core[0] if len(core) == 1 else given_part(core[0])).lower().rstrip(".") in given_names()
    word = core[-1].lower()
    if title is None and len(core) == 1:
        common = lower.get(word, 0)
        if common > 2 * seen.count and seen.article < 0.5 * seen.count and min(seen.said, seen.inside) < 2:
            return False  # a Rose who is said to speak may well be named in a book in which everybody rose
        if common > 0.5 * seen.count and seen.inside < 0.5 * seen.count and not known:
            return False
        if len(word) < 3 and not (known or seen.tags):
            return False
        cry = (common and _CRIES) if known else _CRIES_UNKNOWN
        if cry and seen.count >= cry and not (seen.inside or seen.said or seen.acts or seen.gestures):
            return False  # "Faith, …", "Woe!": nobody is called at the beginning of a sentence every time
    if (
        title is None
        and seen.inside == 0
        and not (seen.said or seen.gestures)
        and seen.called < 2
        and not (known and (seen.count >= 2 or seen.acts or seen.called or (short and seen.narrated)))
    ):
        return False
    if seen.place > (0.7 if known else 0.3) * seen.count and seen.said < 0.04 * seen.count + 1:
        return False
    if title is None and _is_place(seen, known):
        return False
    if (
        title is None
        and not (seen.said or seen.acts or seen.gestures)
        and not (known and (seen.count >= 2 or seen.called or (short and seen.narrated)))
        and seen.called < 3
    ):
        return False
    return _evidence(seen, known=known) >= (1.4 if known else 2.2)


def _evidence(seen: Surface, *, known: bool) -> float:
    """How much of what the story does with a surface speaks for a person."""
    shown = 2 * seen.said + 2.4 * seen.gestures + 0.4 * (seen.tags > 0) + 0.4 * seen.acts + 1.2 * seen.called
    return shown + 3 * (seen.title is not None) + 1.5 * known


def _is_place(seen: Surface, known: bool) -> bool:
    """A town or a ship: often named, never said to speak nor called, and often after "in", or always "the Santa Teresa"."""
    if seen.said or seen.count < _OFTEN_NAMED or seen.called > _CALLED_BY_CHANCE * seen.count:
        return False
    if len(seen.core) > 1 and seen.article >= _MOSTLY * seen.count:
        return True
    return seen.place >= (_A_PLACE_NAMED_AS_PEOPLE if known else _A_PLACE) * seen.count
