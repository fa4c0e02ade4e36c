"""What printed pages leave in a plain text: numbers and running heads between two lines of a sentence, words broken at line ends.

The text is put right at its own length: what stood in a sentence comes after its paragraph, and where a hyphen goes a blank
comes, so that offsets still count in the file but for the few characters that moved.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from narrate.model import Span
from narrate.readers.dictionary import known_words
from narrate.readers.headings import chapter_level
from narrate.readers.origins import moved, solid
from narrate.readers.semantics import PAGE_NUMBER, RUNNING_HEAD
from narrate.readers.structure import Part

_PLAIN = re.compile(r"\s*(\d{1,4}|[ivxlc]{1,7})\s*")
_SIGNED = re.compile(
    r"\s*(?:[\[({|<~—–-]{1,2}\s*(?:(?:page|pg|p)\.?\s*)?(\d{1,4}|[ivxlc]{1,7})\s*[\])}|>~—–-]{1,2}|(?:page|pg\.?|p\.)\s*(\d{1,4}))"
    r"(?:\s+of\s+\d+)?\s*",
    re.I,
)
_SURE = re.compile(
    r"\s*(?:[–-]{1,2}\s*\d{1,4}\s*[–-]{1,2}|\W{0,2}\s*(?:page|pg\.?|p\.)\s*\w{1,7}(?:\s+of\s+\d+)?\s*\W{0,2})\s*", re.I
)
"""What is a page's number wherever it stands, if there is more than one."""
_HEAD = re.compile(
    r"\s*(?:(\d{1,4})(?:\s{2,}|\s(?=[^a-z\n]{4,60}$))|\f\s*)?([A-Z][^\n.!?]{2,60}?)(?:(?:\s{2,}|(?<=[A-Z]{2})\s)(\d{1,4}))?\s*"
)
"""One blank parts the number from words in capitals, two from others."""
_STOPS_SHORT = re.compile(r"(?:[a-zà-ÿ,;\-\u00ad\u2010]|\bI)\s*$")
_SAYS = re.compile(r"\b(?:said|says|read|reads|was|were|is|number|numbers|no\.?|nos\.?|chapter|room|page)\s*$", re.I)
_GOES_ON = re.compile(r"\s*[a-z]")
_OFTEN = 3
_LONGEST = 70
_MAY_BE_BROKEN = re.compile(r"[-\u00ad\u2010](?<=[^\W\d_].)[ \t]*\n[ \t]*[^\W\d_]")
"""Found in a tenth of the time: a pattern that begins with one of few signs is looked for by these."""
_BROKEN = re.compile(r"(?<![\w’'-])([^\W\d_]+(?:-[^\W\d_]+)*)([-\u00ad\u2010])([ \t]*\n[ \t]*)([^\W\d_]\S*)(\s|\Z)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass
class _Pages:
    """The lines of a text, and which of them are furniture of its pages, and why."""

    lines: list[str]
    why: dict[int, str] = field(default_factory=dict)
    amid: set[int] = field(default_factory=set)


def settled(text: str, *, line_each: bool = False) -> tuple[str, list[tuple[Span, str]]]:
    """The text with its pages' numbers and running heads behind the paragraphs that they stood in, and where each of them is now,
    and what it is. `line_each` says that every line is a paragraph."""
    pages = _Pages(text.split("\n"))
    _find(pages)
    if not pages.why:
        return text, []
    made: list[str] = []
    waiting: list[tuple[str, str | None]] = []
    found: list[tuple[Span, str]] = []
    place = 0

    def put(line: str, why: str | None, joint: str = "\n") -> None:
        nonlocal place
        if made:
            made.append(joint)
            place += 1
        if why:
            found.append((Span(place + len(line) - len(line.lstrip()), place + len(line.rstrip())), why))
        made.append(line)
        place += len(line)

    joins = False
    for i, line in enumerate(pages.lines):
        if i in pages.amid:
            waiting.append((line, pages.why.get(i)))
            joins = True
            continue
        if waiting and not joins and (not line.strip() or line_each):
            for held in waiting:
                put(*held)
            waiting = []
        put(line, pages.why.get(i), " " if joins and not _is_broken(made) else "\n")
        joins = False
    for held in waiting:
        put(*held)
    return "".join(made), found


def _is_broken(lines: Sequence[str]) -> bool:
    return bool(lines) and lines[-1].rstrip()[-1:] in "-\u00ad\u2010"


def _find(pages: _Pages) -> None:
    """Which lines are furniture: numbers that count on, of which some stand amid a sentence, and heads that come again there."""
    lines = pages.lines
    filled = [i for i, line in enumerate(lines) if line.strip()]
    at = {i: n for n, i in enumerate(filled)}
    numbers = {i: n for i in filled if len(lines[i]) < _LONGEST and (n := _number(lines[i])) is not None}
    heads = _heads(lines, filled, {filled[k] for i in numbers for k in (at[i] - 1, at[i] + 1) if 0 <= k < len(filled)})
    candidates = {*numbers, *heads}
    amid: dict[int, tuple[int, int]] = {}
    prose = [i for i in filled if i not in candidates]
    for i in candidates:
        after = bisect(prose, i)
        if 0 < after < len(prose) and _parts_sentence(lines[prose[after - 1]], lines[prose[after]]):
            amid[i] = (prose[after - 1], prose[after])
    for i in _counting(numbers, amid, lines):
        pages.why[i] = PAGE_NUMBER
    for i in heads:
        if i in amid or (heads[i] and any(0 <= k < len(filled) and filled[k] in pages.why for k in (at[i] - 1, at[i] + 1))):
            pages.why[i] = RUNNING_HEAD
    for before, after in {amid[i] for i in pages.why if i in amid}:
        pages.amid.update(range(before + 1, after))


def _number(line: str) -> int | None:
    """The number that is all of a line; -1 where it is Roman."""
    found = _PLAIN.fullmatch(line) or _SIGNED.fullmatch(line)
    if not found:
        return None
    said = next(group for group in found.groups() if group)
    return int(said) if said.isdigit() else -1


def _parts_sentence(before: str, after: str) -> bool:
    prose = len(before.split()) > 2 and _STOPS_SHORT.search(before) is not None
    return prose and not _SAYS.search(before) and bool(_GOES_ON.match(after))


def rejoined(parts: Sequence[Part]) -> list[Part]:
    """The parts of a document with markup, where a page's number stands between two halves of a sentence: they are one again."""
    made: list[Part] = []
    place = 0
    while place < len(parts):
        three = parts[place - 1 : place + 2] if place else ()
        if len(three) == 3 and made and _is_page_between(made[-1], *three[1:]):
            before, number, after = made[-1], three[1], three[2]
            first = before.text.rstrip()
            broken = first.rstrip("-\u00ad\u2010") if _is_broken([first]) else first
            text = broken + after.text if broken != first else f"{first} {after.text}"
            source = before.source + moved(after.source, len(solid(broken)))
            made[-1] = replace(before, text=text, ids=before.ids + after.ids, source=source)
            made.append(replace(number, skipped=PAGE_NUMBER))
            place += 2
        else:
            made.append(parts[place])
            place += 1
    return made


def _is_page_between(before: Part, number: Part, after: Part) -> bool:
    told = all(part.kind == "paragraph" and not part.skipped for part in (before, number, after))
    return told and len(number.text) < _LONGEST and _number(number.text) is not None and _parts_sentence(before.text, after.text)


def _counting(numbers: dict[int, int], amid: dict[int, tuple[int, int]], lines: list[str]) -> set[int]:
    """Numbers amid sentences, those with the sign of a page, and the others that count on from one of them to the next."""
    signed = [i for i in numbers if _SURE.fullmatch(lines[i])]
    found = {i for i in numbers if i in amid}
    if len(signed) > 1 or any(i in amid for i in signed):
        found |= set(signed)
    order = sorted(numbers)
    for row in (order, order[::-1]):
        last: int | None = None
        for i in row:
            step = numbers[i] - numbers[last] if last is not None else 0
            if i in found or (numbers[i] > 0 and 0 < (step if row is order else -step) <= 3):
                found.add(i)
                last = i
    return found


def _heads(lines: list[str], numbers: list[int], beside: set[int]) -> dict[int, bool]:
    """Lines that may be a page's head, with a number on them or `beside` one, or coming again; and whether they come often."""
    heads: dict[int, str] = {}
    for i in numbers:
        match = _HEAD.fullmatch(lines[i]) if len(lines[i]) < _LONGEST else None
        if match and (match[1] or match[3] or match[2].isupper()) and not chapter_level(match[2]):
            heads[i] = match[2].casefold()
            if match[1] or match[3]:
                beside.add(i)
    often = Counter(heads.values())
    return {i: often[words] >= _OFTEN for i, words in heads.items() if often[words] >= _OFTEN or i in beside}


def unbroken(text: str, language: str) -> tuple[str, int]:
    """The text with the words put together that line ends broke, and how many. A hyphen goes where the word without it is one,
    here or in the language, or where its parts are none; mother-in-law keeps both."""
    if not _MAY_BE_BROKEN.search(text):
        return text, 0
    vocabulary = _Words(text, language)
    count = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal count
        first, hyphen, _, second, after = match.groups()
        if not second[0].islower():
            return match[0]
        count += 1
        keeps = hyphen == "-" and vocabulary.is_compound(first, second)
        mended = f"{first}{hyphen if keeps else ''}{second}"
        return mended + " " * (len(match[0]) - len(mended) - 1) + ("\n" if after else " ")

    return _BROKEN.sub(mend, text), count


class _Words:
    """The words of a text and of its language; the dictionary is opened when the text does not know."""

    def __init__(self, text: str, language: str) -> None:
        self._here = Counter(word.casefold() for word in _WORD.findall(_BROKEN.sub(" ", text)))
        self._language = language

    def is_compound(self, first: str, second: str) -> bool:
        """Whether the hyphen between these is the author's."""
        word = _WORD.match(second)
        rest = word[0].casefold() if word else second.casefold()
        first = first.casefold()
        if "-" in first or "-" in rest or rest.startswith(first):
            return True
        if self._here[f"{first}-{rest}"] or self._here[first + rest]:
            return self._here[f"{first}-{rest}"] > self._here[first + rest]
        dictionary_words = known_words(self._language, (first + rest, first, rest))
        return first + rest not in dictionary_words and {first, rest} <= dictionary_words | {
            w for w in (first, rest) if self._here[w]
        }
