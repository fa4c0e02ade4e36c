"""Speech that a dash opens, parted from its tags as Russian, Spanish, Italian, Polish and French print them.

A dash may be an em or en dash, a bar, two hyphens, or one hyphen that joins no words, with a space after it or none.
"""

from __future__ import annotations

import re
from functools import cache

from narrate.script.languages import language as known
from narrate.script.quotations.quotation import Quotation
from narrate.script.quotations.unmarked_tags import without_tags

_SIGN = r"(?:[—―–]|--|(?<!\w)-|-(?!\w))(?:\s*-)?"
OPENING = re.compile(r"\s*(?:[—―–]|--?(?:\s+-)?)\s*(?=[^\s\d—―–-])")
_LED_IN = re.compile(rf":\s*{_SIGN}\s*(?=[^\W\d_a-zà-ÿа-яё]|[¿¡…«“\"])")
_ASIDE = re.compile(r"\(((?:[^\W\d_]+\s+){0,2}(?:он|она|они|[A-ZА-ЯŁŚŻ]\w+)\s[^()]{1,200})\)")
_WORD = re.compile(r"[^\W\d_]+")
_LEADS_IN = re.compile(rf"[^.!?…:«»]{{2,100}}:\s*{_SIGN}")
_AND_THEN = frozenset({"и", "тут", "сказав", "говоря", "вдруг", "i", "tu"})
_LONGEST_BEAT = 250
_STOPS = '.,!?…:;»”"'
_NEAR = 120
"""Characters after a dash in which the verb of a tag stands."""
_FIRST_WORDS = 10
_ACTS_WITHIN = 5
"""Words within which a verb shows that somebody acts. Small letters after a full stop hardly ever go on speaking: there it may
stand later ("— Да? — с каким-то даже испугом посмотрела Соня")."""
_CLAUSE = re.compile(r"[.!?:;]|\s[—–-]")


def dashed(text: str, language: str) -> list[Quotation]:
    """The speech of a paragraph that opens with a dash, or in which one opens it after a colon."""
    opening = OPENING.match(text) or _LED_IN.search(text)
    if not opening:
        return []
    start = opening.start() + (opening.group()[0] == ":")
    return parted(text, Quotation(start, len(text), True), language, opening.end())


def parted(text: str, whole: Quotation, language: str, place: int | None = None) -> list[Quotation]:
    """A quotation without the tags that dashes part from it; `place` is where its words begin."""
    found: list[Quotation] = []
    start, speaking = whole.start, True
    for match in _dash(language).finditer(text, whole.start + 1 if place is None else place, whole.end):
        if speaking and _opens_tag(text, match, language):
            found.append(Quotation(start, match.start(), True))
            speaking = False
        elif not speaking and _closes_tag(text, match, language):
            start, speaking = match.start(), True
    if speaking:
        found.append(Quotation(start, whole.end, whole.closes))
    if known(language).past:
        found = [part for q in found for part in _without_asides(text, q, language)]
    return without_tags(text, [q for q in found if _says(text[q.start : q.end])], language)


def _without_asides(text: str, whole: Quotation, language: str) -> list[Quotation]:
    """Speech without what brackets in it tell: "Вот ключ! (Он вынул его.) Берите." """
    parts: list[Quotation] = []
    start = whole.start
    for aside in _ASIDE.finditer(text, whole.start, whole.end):
        if _acts(_WORD.findall(aside[1])[:_FIRST_WORDS], language):
            parts.append(Quotation(start, aside.start(), True))
            start = aside.end()
    return [*parts, Quotation(start, whole.end, whole.closes)]


def _says(part: str) -> bool:
    return bool(part.strip(" —―–-\n.,;:"))


@cache
def _dash(language: str) -> re.Pattern[str]:
    """A dash; between two words a hyphen too, if a verb of speech follows: "-Ven-dijo Ana-. Es tarde." """
    verbs = "|".join(sorted(known(language).verbs))
    return re.compile(rf"{_SIGN}|(?<=\w)-(?=(?:{verbs})\b)" if verbs else _SIGN)


def _opens_tag(text: str, dash: re.Match[str], language: str) -> bool:
    """Whether a dash within speech begins narration."""
    before = text[: dash.start()].rstrip()[-1:] if dash.start() < 3 else text[dash.start() - 3 : dash.start()].rstrip()[-1:]
    after = text[dash.end() : dash.end() + _NEAR]
    rest = after.lstrip()
    parted = after[:1].isspace()
    spaced = text[dash.start() - 1].isspace()
    clause = _CLAUSE.split(rest, maxsplit=1)[0]
    words = _WORD.findall(clause)[:_FIRST_WORDS]
    if not words:
        return False
    if rest[0].islower():
        if not known(language).past and not parted and (spaced or (before in ".!?…" and dash.group() != "-")):
            return True  # the raya: none after it
        if any(word in known(language).verbs for word in words):
            return True
        return (
            before in _STOPS
            and words[0] not in known(language).goes_on
            and _acts(words, language, _FIRST_WORDS if before in ".!?…" else _ACTS_WITHIN)
            and (before != "," or _acts(words[:1], language) or _is_short(text, dash, language))
        )
    if before not in ".!?…" or words[0].lower() in known(language).goes_on - {"тут"}:
        return False
    return _acts(words, language) or _LEADS_IN.match(rest) is not None


def _acts(words: list[str], language: str, within: int = _ACTS_WITHIN) -> bool:
    """Whether somebody did something, by the ending of a verb among the first words."""
    past = known(language).past
    near = words if words[0].lower() in _AND_THEN else words[:within]
    return bool(past) and any(re.fullmatch(past, word) for word in near)


def _is_short(text: str, dash: re.Match[str], language: str) -> bool:
    """Whether narration that no verb of speech begins ends soon: at the next dash after a stop, or with the paragraph."""
    rest = text[dash.end() : dash.end() + _LONGEST_BEAT + 1]
    if len(rest) <= _LONGEST_BEAT:
        return True
    return any(
        _closes_tag(text, later, language) for later in _dash(language).finditer(text, dash.end(), dash.end() + _LONGEST_BEAT)
    )


def _closes_tag(text: str, dash: re.Match[str], language: str) -> bool:
    """Whether a dash within narration begins speech again."""
    if not known(language).stop_ends_tag:
        return text[dash.end() : dash.end() + 1] != "" and not (
            text[dash.start() - 1].isspace() and text[dash.end()].isalpha() and known(language).raya
        )
    return text[max(0, dash.start() - 3) : dash.start()].rstrip()[-1:] in _STOPS


def is_said(text: str, quotation: Quotation, language: str) -> bool:
    """Whether marks in a book of dashes hold speech: after a colon, or beside a verb of speech."""
    before = text[max(0, quotation.start - _NEAR) : quotation.start].rstrip()
    after = text[quotation.end : quotation.end + _NEAR]
    words = _WORD.findall(re.split(r"[.!?;:]", after)[0])[:3]
    if known(language).past and not quotation.closes:
        return False  # a letter
    if any(word in known(language).verbs for word in words):
        return True
    inner = text[quotation.start : quotation.end].strip('«»“”„" ')
    if known(language).past and len(parted(text, quotation, language)) != 1:
        return True
    led = any(word in known(language).verbs for word in _WORD.findall(re.split(r"[.!?;]", before)[-1]))
    return led and before.endswith(":") and inner[:1].isupper()


_ENGLISH_DASH = re.compile(r"\s*(?:[—―–]|--)\s*")
_ENGLISH_OPENING = re.compile(r"^\s*(?:[—―–]|--|- )\s*(?=\S)")
_ENGLISH_TAG = re.compile(r"(?:[a-zà-ÿ]+\s+(?:he|she|I|they|[A-ZÀ-Þ]\w+|the)\b|(?:he|she|I|they|[A-ZÀ-Þ]\w+)\s+\w+(?:ed|id|t)\b)")


def english_dashed(text: str) -> list[Quotation]:
    """A paragraph that begins with a dash is speech; a dash before a tag begins narration, the next one speech again."""
    opening = _ENGLISH_OPENING.match(text)
    if not opening:
        return []
    found: list[Quotation] = []
    start = opening.start()
    speaking = True
    for match in _ENGLISH_DASH.finditer(text, opening.end()):
        if speaking and _ENGLISH_TAG.match(text, match.end()):
            found.append(Quotation(start, match.start(), True))
            speaking = False
        elif not speaking:
            start, speaking = match.start(), True
    if speaking:
        found.append(Quotation(start, len(text), True))
    return without_tags(text, [q for q in found if text[q.start : q.end].strip(" —―–-")], "en")
