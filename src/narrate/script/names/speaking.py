"""Words that are no names as a rule but are said to speak in this story: "said Pooh", "said Mother", "said HAL"."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from narrate.script.document import Document
from narrate.script.lexicon import ASKS, given_names, kin, never_names, plain_speech_verbs, speech_verbs, titles, word_class

_NOBODY = ("he", "she", "i", "they", "we", "it", "you", "god")
_ENOUGH = 3
"""So often is a word said to speak that is no name as a rule. A given name and a word for kin need one tag beside a quotation."""
_ENOUGH_IN_SHORT = 2
_COMMON_KIN = frozenset({"brother", "sister", "son", "daughter", "husband", "wife", "niece", "nephew", "cousin"})
"""Words for kin that are hardly used as names."""
_WORD, _PAIR, _CAPITALS = r"[A-Z][a-z]+", r"[A-Z][a-z]+\s[A-Z][a-z]+", r"[A-Z]{2,6}|(?:[A-Z]\.){2,3}"


def speaking_words(document: Document) -> frozenset[str]:
    """Lower-cased words that the lists call no names, or titles, but which this story says to speak; pairs of words ("big
    medicine") that it says to speak."""
    counts: Counter[str] = Counter()
    for match in _tagged_anywhere().finditer(document.narration):
        counts[match[match.lastindex or 0].lower()] += 1
    beside = _possible_names(beside_quotations(document, _WORD))
    counts += Counter({word: count for word, count in beside.items() if word in never_names()})
    verbs = speech_verbs() if document.is_short else plain_speech_verbs()
    parents = {word.lower() for word in beside_quotations(document, _WORD, verbs)}  # "“Blow on it,” Papa told her"
    named = beside.keys() & given_names().keys() | (parents | _acting_parents(document)) & kin().keys()
    enough = _ENOUGH_IN_SHORT if document.is_short else _ENOUGH
    spoken = {word for word, count in counts.items() if count >= enough and word not in _NOBODY}
    found = {word for word in spoken | named if word in never_names() or word in titles()}
    pairs = _possible_names(beside_quotations(document, _PAIR, verbs))
    return frozenset(found | {pair for pair, count in pairs.items() if count >= enough})


def _possible_names(words: Counter[str]) -> Counter[str]:
    """The same in small letters, but for what begins with a word that is never part of a name: "“Come in.” Then said Ben …"."""
    never = word_class("function") | word_class("openers")
    counts: Counter[str] = Counter()
    for word, count in words.items():
        first, *rest = word.lower().split()
        if first not in never:
            counts[" ".join([first, *rest])] += count
    return counts


def _acting_parents(document: Document) -> set[str]:
    """Words for kin that a short story uses as names of who does something: "Grandpa winked", "and Dad folded his paper"."""
    return {match[1].lower() for match in _acting().finditer(document.narration)} if document.is_short else set()


def capital_names(document: Document) -> tuple[str, ...]:
    """Names in capitals, "HAL", "TJ", "T.J.": shouting is not said to speak."""
    return tuple(sorted(beside_quotations(document, _CAPITALS), key=lambda name: (-len(name), name)))


def beside_quotations(document: Document, word: str, verbs: frozenset[str] = frozenset()) -> Counter[str]:
    """How often each word of this pattern is the subject of a verb right after a quotation: of a plain verb of speech, or of
    these `verbs`."""
    found: Counter[str] = Counter()
    for match in _beside(word, verbs or plain_speech_verbs()).finditer(document.text):
        if document.quoted[match.start()] and not document.quoted[match.start(match.lastgroup or 0)]:
            found[match[match.lastgroup or 0]] += 1
    return found


def _either(verbs: frozenset[str]) -> str:
    return "|".join(sorted(verbs))


@cache
def _tagged_anywhere() -> re.Pattern[str]:
    verbs = _either(plain_speech_verbs())
    one_line = r"(?![.]?[^\S\n]*\n?[^\S\n]*[A-Z])"  # a name goes on over the end of a line, not of a paragraph
    after = rf"\b(?:{verbs})\s+(?:([A-Z][a-z]+)\b{one_line}|the\s+([A-Z][a-z]+)\b(?!\.?\s+[A-Z]))"
    return re.compile(rf"{after}|(?<=[a-z,;]\s)([A-Z][a-z]+)\s+(?:{verbs})\b")


@cache
def _acting() -> re.Pattern[str]:
    words = "|".join(word.capitalize() for word in sorted(kin().keys() - _COMMON_KIN))
    none = (
        _either(word_class("function") - {"was", "had", "did", "said", "is", "has"})
        + "|tongue|ship|hen|country|figure|figures|nature|superior|language"
    )
    return re.compile(rf"(?<![\w’'.-])({words})\s(?!(?:{none})\b)[a-z]{{2,}}")


@cache
def _beside(word: str, speech_verbs: frozenset[str]) -> re.Pattern[str]:
    verbs, ends = _either(speech_verbs), r"(?![\w'’])(?!\s?[A-Z])"
    return re.compile(rf"[\"”’»']\s+(?:(?:{verbs})\s+(?P<after>{word}){ends}|(?P<before>{word})\s+(?:(?:{verbs})\b|{ASKS}))")
