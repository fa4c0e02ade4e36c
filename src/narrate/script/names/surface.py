"""One way of writing a name: how the story uses it, and whether that shows a person."""

from __future__ import annotations

from dataclasses import dataclass, field

from narrate.script.lexicon import given_names, word_class
from narrate.script.names.titles import given_part, split_title

_CRIES, _CRIES_UNKNOWN = 3, 4
"""So often at the beginning of a sentence and never within one is no name: a given name that is a common word, or any word."""

_OFTEN_NAMED, _CALLED_BY_CHANCE, _MOSTLY = 10, 0.04, 0.8
_A_PLACE, _A_PLACE_NAMED_AS_PEOPLE = 0.15, 0.4
"""Of all times that a place is named, how often at least it stands after "in" and the like: a name that nobody bears, or one
that people bear, too."""


@dataclass
class Surface:
    """One way of writing a name, and how often the story uses it so: as the subject of a verb of speech (`speaks`), of an act or
    a gesture beside a quotation, in a vocative, after a preposition of place (`locatives`) or after "the" (`articles`)."""

    text: str
    count: int = 0
    mid_sentence: int = 0
    speaks: int = 0
    tags: int = 0
    acts: int = 0
    gestures: int = 0
    vocatives: int = 0
    given: int = 0
    locatives: int = 0
    articles: int = 0
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


def is_person(surface: Surface, lower: dict[str, int], *, short: bool) -> bool:
    """Whether somebody of a `short` story says that this is their name, or what the story does with a surface shows a person."""
    return (short and surface.given > 0 and surface.core != []) or _is_shown(surface, lower, short=short)


def _is_shown(surface: Surface, lower: dict[str, int], *, short: bool) -> bool:
    """Whether what the story does with a surface shows a person; `lower` counts words in small letters. In a
    `short` story a given name that the narration uses once is somebody."""
    title, core = split_title(surface.text)
    if not core or not core[0][:1].isupper():
        return False
    if " of " in surface.text and surface.speaks == surface.count:
        return False  # "asked Dick of Belding"
    word = core[-1].lower()
    is_given_name = _is_given_name(surface)
    if title is None and len(core) == 1:
        common = lower.get(word, 0)
        if (
            common > 2 * surface.count
            and surface.articles < 0.5 * surface.count
            and min(surface.speaks, surface.mid_sentence) < 2
        ):
            return False  # a Rose who is said to speak may well be named in a book in which everybody rose
        if common > 0.5 * surface.count and surface.mid_sentence < 0.5 * surface.count and not is_given_name:
            return False
        if len(word) < 3 and not (is_given_name or surface.tags):
            return False
        cry = (common and _CRIES) if is_given_name else _CRIES_UNKNOWN
        if cry and surface.count >= cry and not (surface.mid_sentence or surface.speaks or surface.acts or surface.gestures):
            return False  # "Faith, …", "Woe!": nobody is called at the beginning of a sentence every time
    if (
        title is None
        and surface.mid_sentence == 0
        and not (surface.speaks or surface.gestures)
        and surface.vocatives < 2
        and not (is_given_name and (surface.count >= 2 or surface.acts or surface.vocatives or (short and surface.narrated)))
    ):
        return False
    if surface.locatives > (0.7 if is_given_name else 0.3) * surface.count and surface.speaks < 0.04 * surface.count + 1:
        return False
    if title is None and (_is_place(surface, is_given_name) or _is_group(surface)):
        return False
    if (
        title is None
        and not (surface.speaks or surface.acts or surface.gestures)
        and not (is_given_name and (surface.count >= 2 or surface.vocatives or (short and surface.narrated)))
        and surface.vocatives < 3
    ):
        return False
    return _evidence(surface, is_given_name=is_given_name) >= (1.4 if is_given_name else 2.2)


def _is_given_name(surface: Surface) -> bool:
    """Whether a given name comes first, or last in a name that tags show: Happy Jack."""
    core = surface.core
    first = (core[0] if len(core) == 1 else given_part(core[0])).lower().rstrip(".")
    return first in given_names() or (surface.tags > 0 and core[-1].lower() in given_names())


def _evidence(surface: Surface, *, is_given_name: bool) -> float:
    """How much of what the story does with a surface speaks for a person."""
    shown = 2 * surface.speaks + 2.4 * surface.gestures + 0.4 * (surface.tags > 0) + 0.4 * surface.acts + 1.2 * surface.vocatives
    return shown + 3 * (surface.title is not None) + 1.5 * is_given_name


def _is_group(surface: Surface) -> bool:
    """Several people: always "the Happy Family"."""
    return surface.core[-1].lower() in word_class("groups") and surface.articles >= _MOSTLY * surface.count


def _is_place(surface: Surface, is_given_name: bool) -> bool:
    """A town or a ship: often named, never said to speak nor called, and often after "in", or always "the Santa Teresa"."""
    if surface.speaks or surface.count < _OFTEN_NAMED or surface.vocatives > _CALLED_BY_CHANCE * surface.count:
        return False
    if len(surface.core) > 1 and surface.articles >= _MOSTLY * surface.count:
        return True
    return surface.locatives >= (_A_PLACE_NAMED_AS_PEOPLE if is_given_name else _A_PLACE) * surface.count
