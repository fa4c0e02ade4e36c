"""How plays, screenplays and transcripts say who speaks: patterns of one line, and of a whole text which of them it uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from narrate.readers import unmarked_names

Layout = Literal[
    "name: speech",
    "[name] speech",
    "NAME. speech",
    "Name. speech",
    "NAME alone",
    "Name alone",
    "Name. alone",
    "NAME speech",
    "Name speech",
]
ALONE: tuple[Layout, ...] = ("NAME alone", "Name alone", "Name. alone")
UNMARKED: tuple[Layout, ...] = ("NAME speech", "Name speech")
"""Nothing stands between the name and the words but space; see `unmarked_names`."""

_CAPITAL = "A-ZÀ-ÞА-ЯЁ"
_WORD = rf"[{_CAPITAL}][\w’'.-]*"
_TIME = (
    r"(?:\d{1,3}[.)]\s+)?"
    r"(?:[\[(]?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?[\])]?\s*(?:[-–—]\s+)?)?"
)
_ASIDE = r"(?:\s*(?:\([^()\n]{1,80}\)|\[[^\[\]\n]{1,80}\]))?"
_BRACKETED = rf"(?P<name>(?:(?<=<)\w|[{_CAPITAL}])[\w’'.-]*(?:\s(?:of|the|and|de|von|van|&|{_WORD}|\d+)){{0,3}})"
_NAME = rf"(?P<name>{_WORD}(?:\s(?:of|the|and|de|von|van|&|{_WORD}|\d+)){{0,3}})"
_SHOUTED = rf"(?:AN?\s)?[{_CAPITAL}][{_CAPITAL}’'-]+(?:\s(?:AND|OF|THE|and|of|the|&|[{_CAPITAL}’'.-]+|#?\d+)){{0,3}}(?<!\.)"
_CAPITALS = rf"(?P<name>{_SHOUTED})"
_ORDINARY = rf"(?P<name>(?:(?:\d|[IV]{{1,3}})\.?\s)?[{_CAPITAL}][\w’'-]+(?:\s(?:of|the|and|&|[{_CAPITAL}][\w’'-]*|#?\d+)){{0,3}})"
_HOW = r"(?:,\s[^:.!?()\n]{1,40})?"
MARKED: dict[Layout, re.Pattern[str]] = {
    "name: speech": re.compile(
        rf"[ \t]*(?P<tag>[*_]{{0,2}}{_TIME}<?{_NAME}>?{_ASIDE}{_HOW}(?:\s?:|\s[>|](?=\s))[*_]{{0,2}})[ \t]*(?=\S)"
    ),
    "[name] speech": re.compile(rf"[ \t]*(?P<tag>[*_]{{0,2}}{_TIME}[\[<(]{_BRACKETED}[\])>]\s?:?[*_]{{0,2}})[ \t]*(?=\S)"),
    "NAME. speech": re.compile(
        rf"[ \t]*(?P<tag>(?P<name>{_SHOUTED}|[{_CAPITAL}]){_ASIDE}(?:[.:](?:\s?--?|[—–])?|\s?[—–]|\s?--|\s-(?=\s)))[ \t]*(?=\S)"
    ),
    "Name. speech": re.compile(
        rf"[ \t]*(?P<tag>[*_]{{0,2}}{_ORDINARY}{_ASIDE}(?:\.[*_]{{0,2}}(?:\s?[—–])?|[*_]{{0,2}}\s?[—–]))[ \t]*(?=\S)"
    ),
}
CUE = re.compile(rf"[ \t]*(?P<tag>\[?{_CAPITALS}(?:\s*\((?P<how>[^()\n]{{1,40}})\))*\]?[.:]?)[ \t]*")
_NAME_ALONE, _NAME_STOP_ALONE = (
    re.compile(rf"[ \t]*(?P<tag>[*_]{{0,2}}\[?{_ORDINARY}(?:\s*\([^()\n]{{1,40}}\))*\]?{stop}[*_]{{0,2}})[ \t]*")
    for stop in (":?", r"\.")
)
SLUG = re.compile(
    r"\s*(?:\d+\s+)?(?:(?:INT|EXT|INT\./EXT|EXT\./INT|I/E|EST)[./ ]|(?:Int|Ext|Int\./Ext|Ext\./Int)\.(?= )"
    r"|(?:int|ext)\.(?= [A-Z]))\s*[A-Z0-9].{0,90}"
)
TRANSITION = re.compile(
    r"\s*(?:(?:(?:SMASH|MATCH|JUMP) )?CUT TO(?: BLACK)?|FADE (?:IN|OUT|TO(?: BLACK)?)|DISSOLVE TO|INTERCUT|BLACKOUT|CURTAIN)\W*"
)
CAST_LIST = re.compile(
    r"\W*(?:dramatis personae|persons (?:represented|(?:of|in) the play)|personages|the persons|(?:the )?cast(?: of characters)?"
    r"|(?:list of )?characters(?: in the play)?|personen|personnages|personajes|действующие лица)\W*",
    re.I,
)
HEADING = re.compile(r"\s*(?:act|scene|prologue|epilogue|induction)\b.{0,60}", re.I | re.S)
STAGE = re.compile(r"\W*(?:re-?enters?|enters?|exit|exeunt)\b.{0,200}", re.I | re.S)
DIRECTION = re.compile(r"\[[^\[\]]{1,400}\]|(?<!\w)\((?:[^()]{1,400})\)")
_LABELS = re.compile(
    r"(?:notes?|nb|warning|tip|hint|caution|important|chapter|part|day|date|time|place|sources?|title|author|translator|editor|example"
    r"|figure|table|step|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|ps|re|subject|from|to|b?cc|sent|ingredients|method|serves|isbn|language|release|updated|posted|summary|contents"
    r"|page|volume|book|act|scene|setting|https?)",
    re.I,
)
"""What stands before a colon, or is set in capitals, and is nobody."""
_EXCLAIMED = re.compile(
    r"(?:nay|aye?|no|yes|oh?|why|well|come|go|look|stay|peace|hold|farewell|adieu|amen|here|there|then|now|so|what|who|how)", re.I
)
"""What a line of a speech may begin with, and is nobody."""
_JOINING = frozenset({"of", "the", "and"})
LISTED = 60
"""Blocks that a list of characters may have."""
_FEWEST, _SHARE, _SHARE_ORDINARY = 3, 0.5, 0.7
"""So many paragraphs or lines, and such a share of them, name a speaker; where any short sentence looks like a name, more."""
_SAMPLE = 20_000
"""Lines that show how a text is laid out."""
_TITLE = 80
"""Longer first lines are no title."""
_OF_LINES, _MOST = (8, 0.15), 0.8
"""In verse a speech has many lines: so many lines, and such a share of all, name a speaker; nearly all of them more than once."""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """Where a line names its speaker: the tag's first and last character in it, where the words begin, and the name."""

    tag: tuple[int, int]
    words: int
    name: str


def inline(line: str, layout: Layout, names: Collection[str] = ()) -> SpokenLine | None:
    """The speaker whom a line names before its words; where no sign marks the name, one of `names`."""
    if layout in UNMARKED:
        capitals = layout == "NAME speech"
        ways = [way for way in unmarked_names.openings(line, capitals) if proper(way.name) in names]
        way = max(ways, key=lambda way: len(way.name), default=None)
        return SpokenLine((way.start, way.end), way.words, proper(way.name)) if way else None
    match = MARKED[layout].match(line)
    if not match or _LABELS.fullmatch(match["name"].split()[0].rstrip(".")):
        return None
    if layout == "Name. speech" and _EXCLAIMED.fullmatch(match["name"]):
        return None
    return SpokenLine(match.span("tag"), match.end(), proper(match["name"]))


def cue(line: str, layout: Layout = "NAME alone") -> SpokenLine | None:
    """The speaker named by a line that holds nothing else."""
    pattern = {"NAME alone": CUE, "Name alone": _NAME_ALONE}.get(layout, _NAME_STOP_ALONE)
    match = pattern.fullmatch(line)
    if not match:
        return None
    if layout != "NAME alone" and (_LABELS.fullmatch(match["name"].split()[0]) or _EXCLAIMED.fullmatch(match["name"])):
        return None
    if SLUG.fullmatch(line) or TRANSITION.fullmatch(line) or CAST_LIST.fullmatch(line) or HEADING.fullmatch(line):
        return None
    return SpokenLine(match.span("tag"), match.end(), proper(match["name"]))


def proper(name: str) -> str:
    """LADY O’BRIEN'S MAN as Lady O’Brien's Man; what is not all in capitals stays."""
    name = " ".join(name.split()).rstrip("._")
    if any(word != word.upper() and word not in _JOINING for word in name.split()) or len(name) < 2:
        return name
    return re.sub(r"[^\W\d_]+(?:[’'](?:s|S|t|T)\b)?", lambda word: word[0] if word[0] in _JOINING else word[0].capitalize(), name)


def _several(name: str) -> list[str]:
    """Wren and Oscar, who say something together."""
    return re.split(r"\s(?:and|&)\s", name, flags=re.I)


def layout_of(texts: Sequence[str]) -> Layout | None:
    """How a text names its speakers, or None where it is prose: most of its paragraphs, or lines, do so, and the names recur."""
    story_lines = [text for text in _untitled(texts) if not _is_furniture(text)]
    lines = [line for text in story_lines for line in text.split("\n")][:_SAMPLE]
    for layout in MARKED:
        for parts in (story_lines, lines):
            found = [s.name for part in parts if (s := inline(part.split("\n")[0], layout))]
            share = _SHARE if layout in ("name: speech", "NAME. speech") else _SHARE_ORDINARY
            if _recur(found) and len(found) >= share * len(parts):
                return layout
    found = [s.name for line in lines if (s := inline(line, "Name. speech"))]
    if len(found) >= max(_OF_LINES[0], _OF_LINES[1] * len(lines)) and _recur(found, _MOST):
        return "Name. speech"
    alone = next((layout for layout in ALONE if _has_cues(texts, layout)), None)
    if alone:
        return alone
    firsts = [text.split("\n")[0] for text in story_lines]
    are_marked_so = unmarked_names.are_marked_so
    return next((one for one in UNMARKED if any(are_marked_so(rows, one == "NAME speech") for rows in (firsts, lines))), None)


def _untitled(texts: Sequence[str]) -> Sequence[str]:
    """Without a first line that is a title and names nobody."""
    first = texts[0] if texts else ""
    titled = len(first) < _TITLE and not re.search(r"[.!?…:”\"]\W*$", first) and not any(inline(first, one) for one in MARKED)
    return texts[1:] if titled else texts


def named_once_more(texts: Sequence[str], layout: Layout) -> frozenset[str]:
    """The names that lines of a layout give to speakers: of those before a stop, which may end any short sentence, the ones
    that are given again, or that are the beginning of somebody's who enters."""
    if layout in ALONE:
        return frozenset(cues(texts, layout))
    if layout in UNMARKED:
        lines = [line for text in texts for line in text.split("\n")]
        return frozenset(proper(name) for name in unmarked_names.names(lines, layout == "NAME speech"))
    counts = Counter(s.name for text in texts for line in text.split("\n") if (s := inline(line, layout)))
    whole = spelled_out(texts, counts)
    kept = {name for name, count in counts.items() if layout != "Name. speech" or count > 1 or name in whole or name[0].isdigit()}
    return frozenset(kept)


def spelled_out(texts: Sequence[str], names: Iterable[str]) -> dict[str, str]:
    """Shortened names, "Ham", with the only name of a list of characters or of who enters that begins so: "Hamlet"."""
    entered = {proper(word) for text in texts if STAGE.fullmatch(text) for word in re.findall(rf"[{_CAPITAL}][\w’'-]+", text)}
    listed = list(texts)
    for place, text in enumerate(texts):
        if CAST_LIST.fullmatch(text.split("\n")[0]):
            entries = "\n".join(listed[place : place + LISTED])
            entered |= {proper(word) for word in re.findall(rf"^\W*([{_CAPITAL}][\w’'-]+)", entries, re.M)}
            break
    found = {}
    for name in names:
        longer = [word for word in entered if word.casefold().startswith(name.casefold()) and len(word) > len(name)]
        if len(longer) == 1 and name not in entered:
            found[name] = longer[0]
    return found


def _is_furniture(text: str) -> bool:
    patterns = (HEADING, SLUG, TRANSITION, CAST_LIST, STAGE)
    return any(pattern.fullmatch(text) for pattern in patterns) or DIRECTION.fullmatch(text.strip()) is not None


def _recur(names: Sequence[str], share: float = 0.6) -> bool:
    counts = Counter(names)
    again = sum(count for name, count in counts.items() if count > 1 or set(_several(name)) & counts.keys() - {name})
    return len(names) >= _FEWEST and again >= share * len(names)


def cues(texts: Sequence[str], layout: Layout = "NAME alone") -> Counter[str]:
    """Who is named by a line alone with words below it, and how often."""
    found: Counter[str] = Counter()
    for text, after in zip(texts, [*texts, ""][1:], strict=True):
        first, _, rest = text.partition("\n")
        speech = rest or after
        if (
            speech
            and (DIRECTION.fullmatch(speech.strip()) or not _is_furniture(speech))
            and not cue(speech, layout)
            and (named := cue(first, layout))
        ):
            found[named.name] += 1
    return found


def _has_cues(texts: Sequence[str], layout: Layout) -> bool:
    found = cues(texts, layout)
    lines = [text for text in texts if not _is_furniture(text)]
    alone = sum(cue(text, layout) is not None for text in lines)
    others = len(lines) - found.total() - min(alone, found.total())
    screen = any(SLUG.fullmatch(text.split("\n")[0]) for text in texts)
    most = 3 if screen else 0.5 if layout == "NAME alone" else 0.3
    return _recur(list(found.elements()), 0.3 if screen else 0.6) and len(found) > 1 and others <= found.total() * most
