"""Where the quotations of a paragraph begin and end, in the convention of the book."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

from narrate.script.languages import language as known
from narrate.script.lexicon import plain_speech_verbs
from narrate.script.quotations.dashes import OPENING as DASH
from narrate.script.quotations.dashes import dashed, english_dashed, is_said, parted
from narrate.script.quotations.double import double
from narrate.script.quotations.marks import paired
from narrate.script.quotations.quotation import Quotation
from narrate.script.quotations.single import SPACED, single
from narrate.script.quotations.unmarked_tags import without_tags

Convention = Literal["double", "single", "guillemets", "inward", "low", "corner", "dash", "none"]
"""`guillemets` are «…», `inward` are »…«, `low` „…“."""

_DASH_START = re.compile(r"^\s*(?:[—―–]|--|- )\s*(?=\S)")
_OPENS = r"(?:^|[\s(\[—–-]){}(?=[^\W\d_]|[¿¡…])"
_CLOSES = r"(?<=[^\s(\[]){}(?=$|[\s.,;:!?)\]—–-])"
_OUTWARD = re.compile(_OPENS.format("«") + "|" + _CLOSES.format("»") + r"|^\s*«|»\s*$")
_INWARD = re.compile(_OPENS.format("»") + "|" + _CLOSES.format("«") + r"|^\s*»|«\s*$")
_MARKED = ("«»", "“”", "„“", '""')
_PAIRS = ("«»", "»«", "„“", "„”", "“”", '""', "「」")
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 60
_OTHER_MARK = re.compile('[«»„“"「]')
"""What a book of another convention puts around speech here and there; speech only beside its verb."""


def convention(paragraphs: Iterable[str], language: str = "en") -> Convention:
    """The marks this book puts around speech, by counting paragraphs that look like it."""
    dash = _DASH_START if language == "en" else DASH
    votes: dict[Convention, int] = dict.fromkeys(("double", "single", "guillemets", "low", "corner", "dash"), 0)
    outward = 0
    for text in paragraphs:
        if "«" in text or "»" in text:
            votes["guillemets"] += "«" in text or bool(re.search(r"»\w", text))
            outward += len(_OUTWARD.findall(text)) - len(_INWARD.findall(text))
        votes["low"] += "„" in text
        votes["corner"] += "「" in text
        votes["double"] += bool(re.search(r"“|(?:^|[\s(—–-])\"[\w…'‘—-]|\w[,.!?]\"|^\"\s+\w|[,.!?]\s\"(?:\s|$)", text))
        votes["single"] += bool(re.search(r"(?:^|[\s(—–-])[‘'][’']?[A-Z…][^‘']*[,.!?—][’'](?!\w)", text) or SPACED.search(text))
        votes["dash"] += bool(dash.match(text))
    best = _most(votes)
    if (
        language != "en"
        and not known(language).dashes_within_marks
        and votes["dash"] > votes["guillemets"]
        and best == "guillemets"
    ):
        best = "dash"
    return "inward" if best == "guillemets" and outward < 0 else best


def _most(votes: dict[Convention, int]) -> Convention:
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


def quotations(text: str, marks: Convention, language: str = "en") -> list[Quotation]:
    """The quotations of one paragraph, in order, not overlapping."""
    found = _in_convention(text, marks, language)
    if marks in ("none", "dash") or not _OTHER_MARK.search(text):
        return found
    said = _is_said if language == "en" else is_said
    others = (q for pair in _PAIRS if pair[0] in text for q in paired(text, *pair) if said(text, q, language))
    apart = [q for q in others if not _overlaps(q, found)]
    return sorted([*found, *apart], key=lambda q: q.start) if apart else found


def _overlaps(quotation: Quotation, found: list[Quotation]) -> bool:
    """Whether a quotation shares text with one of those found, which are in order."""
    first = bisect_right(found, quotation.start, key=lambda one: one.end)
    return first < len(found) and found[first].start < quotation.end


def _is_said(text: str, quotation: Quotation, _: str) -> bool:
    """Whether an English verb of speech stands right behind a quotation that ends as speech does, or before it."""
    inner = text[quotation.start + 1 : quotation.end - 1]
    after = _WORD.findall(re.split(r"[.!?;:—]", text[quotation.end : quotation.end + _NEAR])[0])[:3]
    before = text[max(0, quotation.start - _NEAR) : quotation.start].rstrip()
    led = _WORD.findall(re.split(r"[.!?;:]", before[:-1])[-1])[-3:] if before[-1:] in (",", ":") else []
    verbs = plain_speech_verbs()
    ended = inner.rstrip()[-1:] in (",", ".", "!", "?", "…", "—")
    return ended and bool(verbs & set(after) or (verbs & set(led) and inner.lstrip()[:1].isupper()))


def _in_convention(text: str, marks: Convention, language: str) -> list[Quotation]:
    if marks == "single":
        return single(text)
    if marks == "dash":
        return english_dashed(text) if language == "en" else _in_book_of_dashes(text, language)
    if marks == "guillemets":
        return _guillemets(text, language)
    if marks == "inward":
        return paired(text, "»", "«")
    if marks == "low":
        return paired(text, "„", '“”"')
    if marks == "corner":
        return paired(text, "「『", "」』")
    return double(text) if marks == "double" else []


def _guillemets(text: str, language: str) -> list[Quotation]:
    if language == "en" and "«" not in text and _DASH_START.match(text):
        return english_dashed(text)
    if language == "en":
        return without_tags(text, paired(text, "«", "»"), "en")
    opening = DASH.match(text)
    if opening and text[opening.end()] != "«":
        return dashed(text, language)
    return [part for q in paired(text, "«", "»") for part in parted(text, q, language)]


def _in_book_of_dashes(text: str, language: str) -> list[Quotation]:
    """In a book of dashes, quotation marks are for thoughts, letters and irony: speech only after a colon or beside its verb."""
    if found := dashed(text, language):
        return found
    for pair in _MARKED:
        if pair[0] in text and (found := _speech_within(text, pair, language)):
            return [part for q in found for part in parted(text, q, language)]
    return []


def _speech_within(text: str, pair: Sequence[str], language: str) -> list[Quotation]:
    return [q for q in paired(text, pair[0], pair[1]) if is_said(text, q, language)]
