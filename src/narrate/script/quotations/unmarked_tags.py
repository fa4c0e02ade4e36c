"""Tags that stand in speech without any mark: "— Oui, répondit-elle en riant, mais vite." """

from __future__ import annotations

import re
from functools import cache

from narrate.script.languages import VERBS
from narrate.script.languages import language as known
from narrate.script.quotations.quotation import Quotation

_NAME = r"(?:(?:Mr|Mrs|Miss|Dr)\.?\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+)?"
_SAID = r"(?:said|asked|cried|answered|replied|added|went on|continued|whispered|murmured|shouted|exclaimed)"
_ENGLISH = re.compile(rf"(?<=[,!?…])\s+(?:(?:{_NAME}|he|she)\s+{_SAID}|{_SAID}\s+(?:{_NAME}|he|she))\b[^.,;:!?»]{{0,60}}[.,;:»]")

_TAIL_WORDS = (
    "en|quand|fort|avec|sans|qui|dont|tout|toute|les|comme|pendant|tandis|debout|pâle|rouge|toujours|puis|au|toda?|"
    r"non\s+sans|et\s+(?:en|dont|qui|se|il|elle|le|la|\w+ant)|ne\s+pouvant|du\s+ton|un\s+peu|très|de\s+pé|"
    r"(?:sur|dans)\s+l[ae]|l[ae]\s+\w+\s+(?:dans|sur|à|vers)|à\s+(?:voix|demi|mi|part|son|sa)|"
    r"[a-zà-ÿ]+(?:ant|ées?|és?|ndo|ment)"
)
_TAILS = re.compile(rf"\s*(?:(?:{_TAIL_WORDS})\b|lorsqu|d[’']une?\b|(?:sur|dans)\s+l[’']|et\s+[ls][’'])")
"""What goes on with the tag after a comma: "dit-elle, en riant"."""
_STOP = re.compile(r"(?:[,;:!?…»—–]|\.(?<!\bM\.)(?<!\bMM\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bD\.)(?<!\bSr\.))")
_ACTS = re.compile(
    r"[\s.]*(?:(?:Et|Puis|Alors|Mais)(?:\s+|,\s+))*(?:[Ii]l|[Ee]lle)\s+(?:(?:se|s[’']|ne|le|la|lui|y|en|l[’'])\s*)*"
    r"(?!(?:a|va|y|vit|sait|dit|fait|faut|est|peut|doit|suit|suffit)\b)[a-zà-ÿ]+(?<!r)(?:a|it|ut|int|ait)\b"
)
"""A sentence after the tag that goes on telling: "— Non, dit-il. Et il sortit." """


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    if language == "en":
        return _ENGLISH
    spoken = known(language)
    return re.compile(spoken.unmarked_tag.replace(VERBS, "|".join(sorted(spoken.verbs)))) if spoken.unmarked_tag else None


def without_tags(text: str, found: list[Quotation], language: str) -> list[Quotation]:
    """Speech without the tags that some books let stand in it unmarked: "—Come up, Buck Mulligan said. Come up." """
    pattern = _pattern(language)
    if pattern is None:
        return found
    cut = _english if language == "en" else _parts
    parts = [part for whole in found for part in cut(text, whole, pattern)]
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


def _parts(text: str, whole: Quotation, pattern: re.Pattern[str]) -> list[Quotation]:
    """The speech before, between and after the tags."""
    parts: list[Quotation] = []
    start, place = whole.start, whole.start
    while match := pattern.search(text, place, whole.end):
        end, asks = _tag_end(text, match.end(), whole.end)
        if asks and match.group().strip().endswith(("-il", "-elle")):
            place = match.end()  # a question of the speech itself: "viendra-t-il ?"
            continue
        parts.append(Quotation(start, match.start(), True))
        start = place = end
    closes = whole.closes or start == whole.end
    return [*parts, Quotation(start, whole.end, closes)] if text[start : whole.end].strip(" \n»,.") else parts


def _tag_end(text: str, place: int, end: int) -> tuple[int, bool]:
    """Where speech goes on after a tag, or `end`; and whether the tag ends as a question does."""
    stop = _STOP.search(text, place, end)
    while stop and stop.group() == "," and _TAILS.match(text, stop.end(), end):
        stop = _STOP.search(text, stop.end(), end)
    if not stop:
        return end, False
    if stop.group() == "»":
        return stop.start(), False
    if stop.group() in ".…!" and _ACTS.match(text, stop.end(), end):
        return end, False
    return (stop.start() if stop.group() in "—–" else stop.end()), stop.group() == "?"
