"""How plays, screenplays and transcripts say who speaks: patterns of one line, and of a whole text which of them it uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Layout = Literal["name: speech", "NAME. speech", "NAME alone"]

_CAPITAL = "A-ZÀ-ÞА-ЯЁ"
_WORD = rf"[{_CAPITAL}][\w’'.-]*"
_TIME = r"(?:[\[(]?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?[\])]?\s*(?:[-–—]\s+)?)?"
_ASIDE = r"(?:\s*(?:\([^()\n]{1,80}\)|\[[^\[\]\n]{1,80}\]))?"
_NAME = rf"(?P<name>{_WORD}(?:\s(?:of|the|and|de|von|van|&|{_WORD}|\d+)){{0,3}})"
_CAPITALS = rf"(?P<name>(?:AN?\s)?[{_CAPITAL}][{_CAPITAL}’'-]+(?:\s(?:AND|OF|THE|&|[{_CAPITAL}’'.-]+|\d+)){{0,3}}(?<!\.))"
INLINE: dict[Layout, re.Pattern[str]] = {
    "name: speech": re.compile(rf"[ \t]*(?P<tag>[*_]{{0,2}}{_TIME}<?{_NAME}>?{_ASIDE}\s?:[*_]{{0,2}})[ \t]*(?=\S)"),
    "NAME. speech": re.compile(rf"[ \t]*(?P<tag>{_CAPITALS}{_ASIDE}(?:\.|:|\s?[—–]))[ \t]*(?=\S)"),
}
CUE = re.compile(rf"[ \t]*(?P<tag>{_CAPITALS}(?:\s*\((?P<how>[^()\n]{{1,40}})\))*[.:]?)[ \t]*")
SLUG = re.compile(r"\s*(?:\d+\s+)?(?:INT|EXT|INT\./EXT|EXT\./INT|I/E|EST)[./ ]\s*[A-Z0-9].{0,90}")
TRANSITION = re.compile(
    r"\s*(?:(?:(?:SMASH|MATCH|JUMP) )?CUT TO(?: BLACK)?|FADE (?:IN|OUT|TO(?: BLACK)?)|DISSOLVE TO|INTERCUT|BLACKOUT|CURTAIN)\W*"
)
CAST_LIST = re.compile(
    r"\W*(?:dramatis personae|persons (?:represented|(?:of|in) the play)|personages|the persons|(?:the )?cast(?: of characters)?"
    r"|(?:list of )?characters(?: in the play)?|personen|personnages|personajes|действующие лица)\W*",
    re.I,
)
HEADING = re.compile(r"\s*(?:act|scene|prologue|epilogue|induction)\b.{0,60}", re.I | re.S)
_STAGE = re.compile(r"\W*(?:re-?enters?|enters?|exit|exeunt)\b.{0,200}", re.I | re.S)
DIRECTION = re.compile(r"\[[^\[\]]{1,400}\]|(?<!\w)\((?:[^()]{1,400})\)")
_LABELS = re.compile(
    r"(?:notes?|nb|warning|tip|hint|caution|important|chapter|part|day|date|time|place|sources?|title|author|translator|editor|example"
    r"|figure|table|step|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|ps|re|subject|from|to|b?cc|sent|ingredients|method|serves|isbn|language|release|updated|posted|summary|contents"
    r"|page|volume|book|act|scene|setting|https?)",
    re.I,
)
"""What stands before a colon, or is set in capitals, and is nobody."""
_FEWEST, _SHARE = 3, 0.5


@dataclass(frozen=True, slots=True)
class Spoken:
    """Where a line names its speaker: the tag's first and last character in it, where the words begin, and the name."""

    tag: tuple[int, int]
    words: int
    name: str


def inline(line: str, layout: Layout) -> Spoken | None:
    """The speaker whom a line names before its words."""
    found = INLINE[layout].match(line)
    if not found or _LABELS.fullmatch(found["name"].split()[0].rstrip(".")):
        return None
    return Spoken(found.span("tag"), found.end(), proper(found["name"]))


def cue(line: str) -> Spoken | None:
    """The speaker named by a line that holds nothing else."""
    found = CUE.fullmatch(line)
    if not found or SLUG.fullmatch(line) or TRANSITION.fullmatch(line) or CAST_LIST.fullmatch(line) or HEADING.fullmatch(line):
        return None
    return Spoken(found.span("tag"), found.end(), proper(found["name"]))


def proper(name: str) -> str:
    """LADY O’BRIEN'S MAN as Lady O’Brien's Man; what is not all in capitals stays."""
    name = " ".join(name.split()).rstrip(".")
    if name != name.upper() or len(name) < 2:
        return name
    return re.sub(r"[^\W\d_]+(?:[’'](?:s|S|t|T)\b)?", lambda word: word[0].capitalize(), name)


def layout_of(texts: Sequence[str]) -> Layout | None:
    """How a text names its speakers, or None where it is prose: most of its paragraphs, or lines, do so, and the names recur."""
    told = [text for text in texts if not _is_furniture(text)]
    for layout in INLINE:
        for lines in (told, [line for text in told for line in text.split("\n")]):
            found = [s.name for line in lines if (s := inline(line.split("\n")[0], layout))]
            if _recur(found) and len(found) >= _SHARE * len(lines):
                return layout
    return "NAME alone" if _has_cues(texts) else None


def _is_furniture(text: str) -> bool:
    patterns = (HEADING, SLUG, TRANSITION, CAST_LIST, _STAGE)
    return any(pattern.fullmatch(text) for pattern in patterns) or DIRECTION.fullmatch(text.strip()) is not None


def _recur(names: Sequence[str]) -> bool:
    counts = Counter(names)
    again = sum(count for count in counts.values() if count > 1)
    return len(names) >= _FEWEST and again >= 0.6 * len(names)


def cues(texts: Sequence[str]) -> Counter[str]:
    """Who is named by a line alone with words below it, and how often."""
    found: Counter[str] = Counter()
    for text, after in zip(texts, [*texts, ""][1:], strict=True):
        first, _, rest = text.partition("\n")
        speech = rest or after
        if (
            speech
            and (DIRECTION.fullmatch(speech.strip()) or not _is_furniture(speech))
            and not cue(speech)
            and (named := cue(first))
        ):
            found[named.name] += 1
    return found


def _has_cues(texts: Sequence[str]) -> bool:
    found = cues(texts)
    told = [text for text in texts if not _is_furniture(text)]
    alone = sum(cue(text) is not None for text in told)
    others = len(told) - found.total() - min(alone, found.total())
    screen = any(SLUG.fullmatch(text.split("\n")[0]) for text in texts)
    return _recur(list(found.elements())) and len(found) > 1 and others <= found.total() * (3 if screen else 0.5)
