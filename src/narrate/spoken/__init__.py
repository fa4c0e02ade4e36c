"""Text as it is said: what a reader would say for what the author wrote. What is shown stays as it is written.

Engines read plain sentences well and signs badly; so signs and figures become words or pauses, and abbreviations lose the
dot that an engine would take for the end of a sentence. Words are changed in English and in the languages that have a file in
`languages`; signs in all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial

from narrate.spoken import signs
from narrate.spoken.respelling import respelled


@cache
def _english() -> Callable[..., str]:
    from narrate.spoken import english  # many patterns, which are made when it is first needed

    return english.read


def _reader(language: str) -> Callable[..., str] | None:
    """What reads a language: a function of a text and whether it is a heading."""
    if language in _READERS:
        return _READERS[language]()
    from narrate.spoken import languages

    if languages.wording(language) is None:
        return None
    from narrate.spoken.languages import reader

    return lambda text, heading: reader.read(text, language, heading)


_READERS: dict[str, Callable[[], Callable[..., str]]] = {"en": _english}
"""Languages with a reader of their own."""


def sentence_end(language: str) -> re.Pattern[str] | None:
    """What ends a sentence of a language; None for English and for those of which nothing is known."""
    if language == "en":
        return None
    from narrate.spoken.languages import reader

    return reader.sentence_end(language)


def say(text: str, pronounce: Mapping[str, str] | None = None, *, heading: bool = False, language: str = "en") -> str:
    """The spoken form of a stretch of text: one line, single spaces, empty where there is nothing to say.

    `pronounce` maps whole words to respellings, which win over our own tables (respelling.py).
    """
    said = " ".join(text.split())
    reader = _reader(language)
    read = partial(reader, heading=heading) if reader else str
    said = respelled(said, pronounce, read) if pronounce else read(said)
    return signs.sayable(said)
