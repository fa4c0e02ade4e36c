"""Text as it is said: what a reader would say for what the author wrote. What is shown stays as it is written.

Engines read plain sentences well and signs badly; so signs and figures become words or pauses, and abbreviations lose the
dot that an engine would take for the end of a sentence. Words are changed in the languages of `_READERS` only; signs in all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial

from narrate.spoken import signs
from narrate.spoken.respelling import respelled


@cache
def _english() -> Callable[..., str]:
    from narrate.spoken import english  # many patterns, which are made when it is first needed

    return english.read


_READERS: dict[str, Callable[[], Callable[..., str]]] = {"en": _english}
"""By language: what gives a function of a text and whether it is a heading."""


def say(text: str, pronounce: Mapping[str, str] | None = None, *, heading: bool = False, language: str = "en") -> str:
    """The spoken form of a stretch of text: one line, single spaces, empty where there is nothing to say.

    `pronounce` maps whole words to respellings, which win over our own tables (respelling.py).
    """
    said = " ".join(text.split())
    reader = _READERS.get(language)
    read = partial(reader(), heading=heading) if reader else str
    said = respelled(said, pronounce, read) if pronounce else read(said)
    return signs.sayable(said)
