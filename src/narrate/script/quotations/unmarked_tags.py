"""Tags that stand in speech without any mark: "— Oui, répondit-elle en riant, mais vite." """

from __future__ import annotations

import re
from functools import cache

from narrate.script.languages import VERBS, Language
from narrate.script.languages import language as known
from narrate.script.quotations.quotation import Quotation

_NAME = r"(?:(?:Mr|Mrs|Miss|Dr)\.?\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+)?"
_SAID = r"(?:said|asked|cried|answered|replied|added|went on|continued|whispered|murmured|shouted|exclaimed)"
_ENGLISH = re.compile(rf"(?<=[,!?…])\s+(?:(?:{_NAME}|he|she)\s+{_SAID}|{_SAID}\s+(?:{_NAME}|he|she))\b[^.,;:!?»]{{0,60}}[.,;:»]")

_STOP = re.compile(r"(?:[,;:!?…»—–]|\.(?<!\bM\.)(?<!\bMM\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bD\.)(?<!\bSr\.))")


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    if language == "en":
        return _ENGLISH
    spoken = known(language)
    return re.compile(spoken.unmarked_tag.replace(VERBS, "|".join(sorted(spoken.verbs)))) if spoken.unmarked_tag else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern; one that is empty fits nothing."""
    return re.compile(pattern or r"(?!)")


def without_tags(text: str, quotations: list[Quotation], language: str) -> list[Quotation]:
    """Speech without the tags that some books let stand in it unmarked: "—Come up, Buck Mulligan said. Come up." """
    pattern = _pattern(language)
    if pattern is None:
        return quotations
    if language == "en":
        parts = [part for whole in quotations for part in _english(text, whole, pattern)]
    else:
        parts = [part for whole in quotations for part in _parts(text, whole, pattern, known(language))]
    return [q for q in parts if text[q.start : q.end].strip(" —―–-\n»")]


def _english(text: str, whole: Quotation, pattern: re.Pattern[str]) -> list[Quotation]:
    parts: list[Quotation] = []
    start = whole.start
    for match in pattern.finditer(text, whole.start, whole.end):
        if text[match.end() - 1] == "»" or not text[match.end() : whole.end].strip(" \n»"):
            break
        parts.append(Quotation(start, match.start(), True))
        start = match.end()
    last = pattern.search(text, start, whole.end)
    end = last.start() if last else whole.end
    return [*parts, Quotation(start, end, whole.closes or last is not None)]


def _parts(text: str, whole: Quotation, pattern: re.Pattern[str], language: Language) -> list[Quotation]:
    """The speech before, between and after the tags."""
    parts: list[Quotation] = []
    start, place = whole.start, whole.start
    while match := pattern.search(text, place, whole.end):
        end, asks = _tag_end(text, match.end(), whole.end, language)
        if asks and match.group().strip().endswith(("-il", "-elle")):
            place = match.end()  # a question of the speech itself: "viendra-t-il ?"
            continue
        parts.append(Quotation(start, match.start(), True))
        start = place = end
    closes = whole.closes or start == whole.end
    return [*parts, Quotation(start, whole.end, closes)] if text[start : whole.end].strip(" \n»,.") else parts


def _tag_end(text: str, place: int, end: int, language: Language) -> tuple[int, bool]:
    """Where speech goes on after a tag, or `end`; and whether the tag ends as a question does."""
    stop = _STOP.search(text, place, end)
    tail, acts = _compiled(language.tag_goes_on), _compiled(language.tale_goes_on)
    while stop and stop.group() == "," and tail.match(text, stop.end(), end):
        stop = _STOP.search(text, stop.end(), end)
    if not stop:
        return end, False
    if stop.group() == "»":
        return stop.start(), False
    if stop.group() in ".…!" and acts.match(text, stop.end(), end):
        return end, False
    return (stop.start() if stop.group() in "—–" else stop.end()), stop.group() == "?"
