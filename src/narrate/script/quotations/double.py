"""Double marks, straight and curly: told from inch marks, and mended where one is missing."""

from __future__ import annotations

import re
from functools import cache

from narrate.script.lexicon import plain_speech_verbs
from narrate.script.quotations.quotation import Quotation

_MARK = re.compile('[“”"]')
_WHO = r"(?:he|she|I|they|we|it|(?:the|an?|his|her|my)\s+\w+|(?:Mr|Mrs|Miss|Ms|Dr)\.?\s+[A-Z]\w+|[A-Z]\w+(?:\s+[A-Z]\w+)?)"
_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[^\W\d_a-z])")
_LONGEST = 400
"""Characters in which a tag is looked for within speech that does not close."""


def double(text: str) -> list[Quotation]:
    """Quotations in “…” or "…"; where the book is at odds with itself, a mark closes what is open."""
    places = _marks(text)
    found: list[Quotation] = []
    start: int | None = None
    if places and _opening_is_missing(text, places):
        found.append(Quotation(0, places[0] + 1, True, mended=True))
        places = places[1:]
    for place in places:
        mark = text[place]
        if start is None:
            if found and _only_closes(text, place) and (begins := _last_sentence(text, found[-1].end, place)):
                found.append(Quotation(begins, place + 1, True, mended=True))
                continue
            if mark == "”" and found and not _opens_word(text, place):
                continue
            start = place
        elif _opens_word(text, place) and mark != "”" and (tag := _tag_within(text, start, place)):
            found.append(Quotation(start, tag, True, mended=True))
            start = place
        elif mark == "“" and text[start] != '"':
            continue
        else:
            found.append(Quotation(start, place + 1, True))
            start = None
    if start is not None and text[start + 1 :].strip():
        found.append(Quotation(start, len(text), False))
    return found


def _marks(text: str) -> list[int]:
    """Where the marks are, those left out that say inches: after a figure, and nothing is open or the next mark closes."""
    places = [m.start() for m in _MARK.finditer(text)]
    kept: list[int] = []
    is_open = False
    for place, later in zip(places, [*places[1:], -1], strict=False):
        figure = (
            text[place] != "“" and place > 0 and text[place - 1].isdigit() and text[place + 1 : place + 2] not in ("-", "—", "–")
        )
        if figure and (not is_open or (later > 0 and not _opens_word(text, later))):
            continue
        kept.append(place)
        is_open = text[place] == "“" or (text[place] == '"' and not is_open)
    return kept


def _opening_is_missing(text: str, places: list[int]) -> bool:
    """Whether the first mark closes what nothing opens: Come in,” said Tom."""
    first = places[0]
    mark, after = text[first], text[first + 1 : first + 2]
    if first == 0 or text[first - 1] not in ",.!?…" or not (after == "" or after.isspace()):
        return False
    if mark == '"':
        return len(places) % 2 == 1
    return mark == "”" and (len(places) == 1 or text[places[1]] != "”")


def _only_closes(text: str, place: int) -> bool:
    """Whether a mark stands as a closing one does: after a stop, before a space."""
    return text[place] != "“" and text[place - 1] in ",.!?…" and text[place + 1 : place + 2] in ("", " ", "\n")


def _last_sentence(text: str, start: int, end: int) -> int | None:
    """Where the last sentence between a quotation and a mark that nothing opens begins, if there is more than one."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, max(start, end - _LONGEST), end)]
    return ends[-1] if ends else None


def _opens_word(text: str, place: int) -> bool:
    return (place == 0 or text[place - 1].isspace()) and place + 1 < len(text) and not text[place + 1].isspace()


def _tag_within(text: str, start: int, place: int) -> int | None:
    """Where speech ends whose mark is missing: before the tag in “Come in, said Tom. “It is cold.”"""
    if place - start > _LONGEST or not re.search(r"[.,]\s+$", text[place - 4 : place]):
        return None
    tag = _tag().search(text[start:place])
    return start + tag.start() + 1 if tag else None


@cache
def _tag() -> re.Pattern[str]:
    verbs = "|".join(sorted(plain_speech_verbs()))
    return re.compile(rf"[,.!?…]\s(?=(?:(?:{verbs})\s+{_WHO}|{_WHO}\s+(?:{verbs}))\b[^“”\"]{{0,80}}$)")
