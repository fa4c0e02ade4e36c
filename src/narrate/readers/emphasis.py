"""Which words a story prints with emphasis for their stress. Italics also mark titles, names of ships, foreign words, thoughts
and whole passages; those are not stressed when they are read aloud."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from narrate.manners import words_of
from narrate.model import Span
from narrate.readers.dictionary import known_words

ELEMENTS = frozenset({"em", "i", "strong", "emphasis"})
"""Of HTML and FictionBook."""
MOST = 3
"""Words that are stressed together: a longer run is a title, a thought, a passage."""
_MEANS_ELSE = ("lang", "xml:lang", "epub:type")
"""Attributes by which a file says that words are foreign, a title, a name."""
_MARKED = re.compile(r"([_*](?<![\w*].)[_*]?)(?=[^\W_])((?:[^_*\n]|\n(?=\S))*[^\W_][.,;:!?…]?)\1(?![\w_*])")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?…:—–(\n])[\s\"“”‘’'«»_*]*\Z")
_NEAR = 20
"""Characters before a word, which show whether a sentence begins with it."""


def is_emphasis(tag: str, attributes: Mapping[str, str | None], look: str | None) -> bool:
    """Whether an element within a paragraph prints its words with emphasis, and does not say that it means something else."""
    return (tag in ELEMENTS or look == "italic") and not any(attributes.get(name) for name in _MEANS_ELSE)


def stressed(text: str, printed: Iterable[Span], language: str) -> tuple[Span, ...]:
    """The runs of a reading text that are stressed, in order: of what markup prints with emphasis (`printed`) and of what stands
    between the marks of plain text (_so_, *so*)."""
    spans = list(printed)
    if "_" in text or "*" in text:
        spans += [Span(*found.span(2)) for found in _MARKED.finditer(text)]
    if not spans:
        return ()
    spans.sort(key=lambda span: span.start)
    judge = _Judge(text, spans, language)
    return tuple(span for span in spans if judge.is_stress(span))


class _Judge:
    """What a text prints without emphasis, by which emphasis is judged: a word that is there too is a word like any other."""

    def __init__(self, text: str, spans: list[Span], language: str) -> None:
        self._text, self._plain = text, "\n".join(_between(text, spans))
        self._runs = Counter(" ".join(words_of(text[span.start : span.end])) for span in spans)
        emphatic = {word.lower() for run in self._runs if run.count(" ") < MOST for word in run.split()}
        paragraphs = self._plain.lower().split("\n\n")  # all words of a long book at once would be a hundred megabytes
        here = {word for paragraph in paragraphs for word in emphatic.intersection(words_of(paragraph))}
        self._words = here | known_words(language, emphatic - here)
        self._names = Counter(_runs_among(self._plain, {run for run in self._runs if run.count(" ") < MOST}))

    def is_stress(self, span: Span) -> bool:
        """Whether a run of few words is stressed: nothing foreign, no title, no name but one that mostly stands in plain type."""
        words = words_of(self._text[span.start : span.end])
        if not 0 < len(words) <= MOST or not self._words.issuperset(word.lower() for word in words):
            return False
        opens = not span.start or _SENTENCE_BEFORE.search(self._text, max(0, span.start - _NEAR), span.start)
        if not any(_is_titled(word) for word in words[bool(opens) :]):
            return True
        name = " ".join(words)
        return self._names[name] > self._runs[name]


def _runs_among(text: str, runs: Collection[str]) -> Iterator[str]:
    """These runs of words each time they stand in a text, whose words are looked at once."""
    begins = {run.partition(" ")[0] for run in runs if any(map(_is_titled, run.split()))}
    for paragraph in text.split("\n\n") if begins else ():
        words = words_of(paragraph)
        for place in (place for place, word in enumerate(words) if word in begins):
            yield from (
                run
                for size in range(1, min(MOST, len(words) - place) + 1)
                if (run := " ".join(words[place : place + size])) in runs
            )


def _is_titled(word: str) -> bool:
    """Whether a word begins with a capital as names and titles do; I does so anywhere."""
    return word[:1].isupper() and not word.isupper() and not re.match(r"I['’]", word)


def _between(text: str, spans: Collection[Span]) -> Iterator[str]:
    """What stands outside of spans that are in order."""
    place = 0
    for span in spans:
        yield text[place : span.start]
        place = max(place, span.end)
    yield text[place:]
