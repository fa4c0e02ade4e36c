"""Who leads in to speech in a short story and is never said to speak by name: "The captain stood up. “Sail ho,” he said."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from narrate.script.document import Document
from narrate.script.lexicon import nouns, plain_speech_verbs, word_class

_OWN = {"he": "his", "she": "her"}
_GENDER = {"he": "male", "she": "female"}
_TEXT = r"(?:[^.!?“”\"\n]|\n(?!\n))"
_SAID = r"[“\"](?:[^“”\"\n]|\n(?!\n)){1,400}[”\"]"


def leading_names(document: Document) -> frozenset[int]:
    """Where names stand that begin the sentence before a quotation tagged with a pronoun, or before the last of a paragraph."""
    return frozenset(found.start("name") for found in _leads(document) if found["name"] and (found["pronoun"] or _own(found)))


def leading_nouns(document: Document) -> Counter[str]:
    """The same of persons and beasts without a name, without their article, and how often: the old captain, the wolf."""
    return Counter(" ".join(found["noun"].split()) for found in _leads(document) if found["noun"] and _is_somebody(found))


def _leads(document: Document) -> Iterator[re.Match[str]]:
    return _lead().finditer(document.text) if document.is_short else iter(())


def _own(match: re.Match[str]) -> bool:
    """Whether something of the subject's own is named with it: "put a finger to her lips"."""
    own = _OWN.get(match["pronoun"], "") if match["pronoun"] else "his|her"
    return bool(own) and re.search(rf"\b(?:{own})\b", match["rest"]) is not None


def _is_somebody(match: re.Match[str]) -> bool:
    *_, head = match["noun"].split()
    pronoun = match["pronoun"]
    if not pronoun or head in word_class("things") or head in word_class("vague") or head in word_class("function"):
        return False
    if head in nouns():
        return nouns()[head] in ("unknown", _GENDER.get(pronoun, "unknown"))
    return pronoun == "it" or _own(match)


@cache
def _lead() -> re.Pattern[str]:
    acts = "|".join(sorted(word_class("acts") | word_class("gestures") | {"put", "set", "cut", "shut"}))
    verbs = "|".join(sorted(plain_speech_verbs()))
    subject = r"(?:(?:The|An?)\s(?P<noun>[a-z-]+(?:\s[a-z-]+)??)|(?P<name>[A-Z][a-z]{2,}))"
    return re.compile(
        rf"(?:^|(?<=[.!?]\s)){subject}\s(?:{acts}|[a-z]{{2,}}ed)\b(?P<rest>{_TEXT}{{0,120}})[.!?:]\s+{_SAID}"
        rf"(?:\s+(?P<pronoun>he|she|it)\s+(?:{verbs})\b|(?=\s*(?:\n\n|\Z)))",
        re.M,
    )
