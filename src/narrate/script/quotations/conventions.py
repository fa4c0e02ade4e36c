"""Where the quotations of a paragraph begin and end, in the convention of the book."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Convention = Literal["double", "single", "guillemets", "low", "corner", "dash", "none"]

_DOUBLE_OPEN, _DOUBLE_CLOSE = '“"«„', '”"»“'
_SINGLE_OPEN = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–\-_“\"*]))[‘'](?=[\w“\"_….—–(-])")
_APOSTROPHE_WORD = re.compile(
    r"[’'](?:tis|twas|twere|twill|twould|em|un|ud|ere|eard|ow|im|is|er|ave|ad|as|e|n|til|till|cause|bout|gainst|mongst|neath|pon|fore"
    r"|round|cross|way|ome|ouse|ad|ope|and|all|alf|ead|eart|ell|elp|undred|old|orse|ard|ate|appen|it|ole|twixt|s|d|ll|\d\ds?)\b",
    re.I,
)
_DASH_START = re.compile(r"^\s*(?:[—―–]|--|- )\s*(?=\S)")
_ELIDED = frozenset({"o", "th", "an", "wi", "i", "ol", "t", "d"})
_WORD_BEFORE_MARK = re.compile(r"[\w,;:.!?…]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """From the opening mark to past the closing one, in characters of the paragraph.

    `closes` is false when the paragraph ends inside the quotation.
    """

    start: int
    end: int
    closes: bool


def convention(paragraphs: Iterable[str]) -> Convention:
    """The marks this book puts around speech, by counting paragraphs that look like it."""
    votes: dict[Convention, int] = dict.fromkeys(("double", "single", "guillemets", "low", "corner", "dash"), 0)
    for text in paragraphs:
        votes["guillemets"] += "«" in text or bool(re.search(r"»\w", text))
        votes["low"] += "„" in text
        votes["corner"] += "「" in text
        votes["double"] += bool(re.search(r"“|(?:^|[\s(—–-])\"[\w…'‘—-]|\w[,.!?]\"", text))
        votes["single"] += bool(re.search(r"(?:^|[\s(—–-])[‘'][A-Z…][^‘']*[,.!?—][’'](?!\w)", text))
        votes["dash"] += bool(_DASH_START.match(text))
    best = max(votes, key=lambda name: votes[name])
    if best == "dash" and votes["guillemets"] > 0.1 * votes["dash"]:
        best = "guillemets"  # French: the mark opens a conversation, dashes carry it on
    if best == "dash" and max(votes["double"], votes["single"]) > 0.5 * votes["dash"]:
        best = "double" if votes["double"] >= votes["single"] else "single"
    if best == "single" and votes["double"] > 0.6 * votes["single"]:
        best = "double"
    if best == "double" and votes["low"] > 0.5 * votes["double"]:
        best = "low"
    return best if votes[best] else "none"


def quotations(text: str, marks: Convention) -> list[Quotation]:
    """The quotations of one paragraph, in order, not overlapping."""
    if marks == "single":
        return _single(text)
    if marks == "dash":
        return _dashed(text)
    if marks == "guillemets":
        return _dashed(text) if _DASH_START.match(text) and "«" not in text else _without_tags(text, _paired(text, "«", "»"))
    if marks == "low":
        return _paired(text, "„", "“”")
    if marks == "corner":
        return _paired(text, "「『", "」』")
    return _double(text) if marks == "double" else []


def _double(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    start: int | None = None
    for match in re.finditer('[“”"]', text):
        mark, place = match.group(), match.start()
        if start is None:
            if mark == "”" and found and not _opens_word(text, place):
                continue
            start = place
        elif mark == "“" and text[start] != '"':
            continue
        else:
            found.append(Quotation(start, place + 1, True))
            start = None
    if start is not None and text[start + 1 :].strip():
        found.append(Quotation(start, len(text), False))
    return found


def _opens_word(text: str, place: int) -> bool:
    return (place == 0 or text[place - 1].isspace()) and place + 1 < len(text) and not text[place + 1].isspace()


def _paired(text: str, opening: str, closing: str) -> list[Quotation]:
    found: list[Quotation] = []
    start: int | None = None
    for place, mark in enumerate(text):
        if start is None and mark in opening:
            start = place
        elif start is not None and mark in closing and mark != text[start]:
            found.append(Quotation(start, place + 1, True))
            start = None
    if start is not None:
        found.append(Quotation(start, len(text), False))
    return found


def _single(text: str) -> list[Quotation]:
    """Single marks, told from apostrophes by what stands on both sides of them."""
    found: list[Quotation] = []
    place = 0
    while match := _SINGLE_OPEN.search(text, place):
        start = match.start()
        if _APOSTROPHE_WORD.match(text, start) and not re.match(r"[‘'][A-Z]", text[start : start + 2]):
            place = start + 1
            continue
        end = _single_close(text, start + 1)
        if end is None:
            rest = text[start + 1 :]
            if not rest.strip() or (start > 0 and not re.search(r"[.!?—,]", rest)):
                break
            found.append(Quotation(start, len(text), False))
            break
        found.append(Quotation(start, end + 1, True))
        place = end + 1
    return found


def _single_close(text: str, start: int) -> int | None:
    """The closing mark: after a stop and before a space for certain, after a word only if nothing better follows."""
    weak: int | None = None
    depth_open = start
    for match in re.finditer(r"[’'‘]", text[start:]):
        place = start + match.start()
        before, after = text[place - 1], text[place + 1 : place + 2]
        if match.group() == "‘" or (
            place > depth_open and _SINGLE_OPEN.match(text, place) and not _APOSTROPHE_WORD.match(text, place)
        ):
            if weak is not None:
                return weak
            continue
        if after.isalnum():
            continue
        if before in '.,!?;:…—–-_)”"*':
            if before in "-–" and weak is None and after.isalpha():
                continue
            return place
        if before.isspace() or not _WORD_BEFORE_MARK.match(before):
            continue
        word = re.search(r"[\w’']+$", text[max(0, place - 15) : place])
        elided = word is not None and (word.group().lower() in _ELIDED or word.group().lower().endswith("in"))
        plural = before == "s" and bool(re.match(r"\s+[a-z]", text[place + 1 : place + 4]))
        if weak is None and not elided and not plural:
            weak = place
    return weak


_DASH = re.compile(r"\s*(?:[—―–]|--)\s*")
_TAG_START = re.compile(
    r"(?:[a-zà-ÿ]+\s+(?:he|she|I|they|[A-ZÀ-Þ]\w+|the|el|la|él|ella|il|elle|on)\b|(?:he|she|I|they|[A-ZÀ-Þ]\w+|il|elle)\s+\w+(?:ed|id|t)\b"
    r"|(?:dijo|respondió|preguntó|exclamó|contestó|dit|répondit|demanda|сказал|спросил|ответил)\w*\b)"
)


def _dashed(text: str) -> list[Quotation]:
    """A paragraph that begins with a dash is speech; a dash before a tag begins narration, the next one speech again."""
    opening = _DASH_START.match(text)
    if not opening:
        return []
    found: list[Quotation] = []
    start = opening.start()
    speaking = True
    for match in _DASH.finditer(text, opening.end()):
        if speaking and _TAG_START.match(text, match.end()):
            found.append(Quotation(start, match.start(), True))
            speaking = False
        elif not speaking:
            start, speaking = match.start(), True
    if speaking:
        found.append(Quotation(start, len(text), True))
    return _without_tags(text, [q for q in found if text[q.start : q.end].strip(" —―–-")])


_NAME = r"(?:(?:Mr|Mrs|Miss|Dr)\.?\s+)?[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+)?"
_SAID = r"(?:said|asked|cried|answered|replied|added|went on|continued|whispered|murmured|shouted|exclaimed)"
_DIT = r"(?:dit|répondit|demanda|s[’']écria|reprit|fit|murmura|cria|ajouta|répliqua|continua)"
_INNER_TAG = re.compile(
    rf"(?<=[,!?…])\s+(?:(?:{_NAME}|he|she)\s+{_SAID}|{_SAID}\s+(?:{_NAME}|he|she)|{_DIT}(?:-(?:il|elle)|\s+{_NAME}))\b"
    rf"[^.,;:!?»]{{0,60}}[.,;:»]"
)


def _without_tags(text: str, found: list[Quotation]) -> list[Quotation]:
    """Speech without the tags that these conventions let stand in it unmarked: "—Come up, Buck Mulligan said. Come up." """
    parts: list[Quotation] = []
    for whole in found:
        start = whole.start
        for match in _INNER_TAG.finditer(text, whole.start, whole.end):
            if text[match.end() - 1] == "»" or not text[match.end() : whole.end].strip(" \n»"):
                break
            parts.append(Quotation(start, match.start(), True))
            start = match.end()
        last = _INNER_TAG.search(text, start, whole.end)
        end = last.start() if last else whole.end
        parts.append(Quotation(start, end, whole.closes or last is not None))
    return [q for q in parts if text[q.start : q.end].strip(" —―–-\n")]
