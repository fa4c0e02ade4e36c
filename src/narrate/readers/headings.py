"""Which blocks of a plain text are headings, by how they look beside the rest of the book."""

from __future__ import annotations

import re
from collections import Counter

from narrate.readers.headings_elsewhere import Counted, counted, named

PART, CHAPTER, TITLE = 1, 2, 3

_ROMAN = r"(?:(?=[IVXLCDM])M{0,4}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})|[IVXLC]+)"
"""As it should be, or as printers have it: "IIII". Words are made of M and D, numbers that are wrong hardly."""
_CARDINAL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)"
)
_WORD_NUMBER = rf"{_CARDINAL}(?:(?:-|\s+(?:and\s+)?){_CARDINAL}){{0,8}}"
_ORDINAL = (
    rf"(?:the\s+)?(?:{_CARDINAL}(?:-|\s+(?:and\s+)?)){{0,8}}(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh"
    r"|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth|hundredth|thousandth|last)"
)
_NUMBER = rf"(?:\d{{1,5}}|{_ROMAN}|{_ORDINAL}|{_WORD_NUMBER})"
_NUMBERED = re.compile(
    rf"(?P<word>part|book|volume|vol\.|chapter|chap\.|letter|stave|canto|act|scene|section|story|adventure|tale|episode)\s+{_NUMBER}"
    r"(?P<rest>\s*$|\s*[.:\-–—\]]\s*.*$|\s+(?=[A-Z\"“‘'(]).*$)",
    re.I | re.S,
)
_BARE = re.compile(rf"[\[(]?\s*(?:{_ROMAN}|(?!1[4-9]\d\d|20\d\d)\d{{1,4}})\s*[\])]?\s*\.?|[—–-]\s+{_ROMAN}\s+[—–-]")
"""Between dashes only Roman: "- 12 -" is the number of a page."""
_NAME_AND_PART = re.compile(rf"[A-Z][A-Z’' ]+\s(?:PART|BOOK|VOLUME)\s+{_NUMBER}")
_NUMBER_TITLE = re.compile(r"(?![DM]\.)(?P<number>[IVXLCDM]{1,12}\.?|\d{1,4}\.|\d{2,4})\s+[A-Z“\"‘].{0,80}")
_NAMED = re.compile(
    r"(?:prologue|epilogue|prelude|finale|preface|introduction|foreword|afterword|conclusion|interlude|postscript|contents"
    r"|appendix|author['’]s note|note|dedication|acknowledg(?:e)?ments|the end|finis)\s*[.:]?",
    re.I,
)
_WORDLESS = re.compile(r"[^\w\"“”„‘’'«»‹›「」()\[\]]+|_+")
_ONLY_STOPS = re.compile(r"[\s.,;:!?…¡¿-]*")
_DOTS = re.compile(r"\s*\.\s\.\s\.[\s.]*|\s*-{3,}\s*")
_LETTERED = re.compile(
    r"(?P<left>[^\w\"“”‘’']*)(?P<letters>[oO0]{1,5}|[xX]{1,5}|[oO](?:\s+[oO]){2,4}|[xX](?:\s+[xX]){2,4})(?P<right>[^\w\"“”‘’']*)"
)
"""Ornaments of letters: —oOo—, x x x, -o-."""
_ORNAMENT = 60
_LONGEST = 300
_SHORT = 60
_PARTS = {"part", "book", "volume", "vol."}
_SMALL = {
    "a",
    "an",
    "and",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "into",
    "is",
    "of",
    "on",
    "or",
    "the",
    "to",
    "upon",
    "with",
    "it",
    "its",
}
_QUOTED = re.compile(r"^[\"“‘«]")


class Headings:
    """Judges the blocks of one book together: what is a chapter heading depends on how the book marks its others."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = [" ".join(text.replace("_", "").split()) for text in texts]
        self._lines = [text.count("\n") + 1 for text in texts]
        self._numbered = [self._numbered_level(i) for i in range(len(texts))]
        counts = sum(level == CHAPTER for level in self._numbered)
        self._has_chapters = counts >= 1
        self._has_many = counts >= 3
        styles = Counter(_style(t) for t in self._texts if _BARE.fullmatch(t))
        self._style, count = styles.most_common(1)[0] if styles else ("", 0)
        self._part_styles = {style for style, times in styles.items() if style[0] in "—–-" and 1 < times < count}
        self._bare_counts = count >= 2
        titled = _numbered_titles(self._texts)
        goes_on = bool(titled) and not re.match(r"(?:I|1)\.", titled[0])
        self._all_titled = self._titles_are_the_rule()
        self._titled = set(titled) if len(titled) >= (3 if counts else 2) and (goes_on or not counts) else set()

    def level(self, index: int) -> int:
        """0 for no heading, or PART, CHAPTER, TITLE."""
        text = self._texts[index]
        if self._numbered[index]:
            return self._numbered[index]
        if not text or len(text) > 140 or self._lines[index] > 4:
            return 0
        if _BARE.fullmatch(text):
            return self._bare(index)
        if _NAMED.fullmatch(text) or named().fullmatch(text):
            return TITLE if re.match(r"(?:the end|finis|contents|note)", text, re.I) else CHAPTER
        if text in self._titled and self._lines[index] == 1:
            return CHAPTER
        if self._follows_heading(index) and _titles_a_number(text, self._lines[index]):
            return TITLE
        if self._all_titled and self._lines[index] == 1 and len(text) <= _SHORT and index and self._only_counts(index - 1):
            return TITLE  # in such a book "Brother Men." and "“It's mother!”" are titles too
        if _all_capitals(text) and self._lines[index] <= 2:
            return TITLE if self._has_chapters or self._bare_counts else CHAPTER
        return 0

    def _only_counts(self, index: int) -> bool:
        return self._numbered[index] == CHAPTER and is_number(self._texts[index])

    def _titles_are_the_rule(self) -> bool:
        """Whether below nearly every chapter's number stands a title."""
        below = [i + 1 for i in range(len(self._texts) - 1) if self._only_counts(i)]
        titled = sum(_titles_a_number(self._texts[i], self._lines[i]) for i in below)
        return len(below) >= 3 and titled >= 0.8 * len(below)

    def _numbered_level(self, index: int) -> int:
        text = self._texts[index]
        if len(text) > _LONGEST or self._lines[index] > 5:
            return 0
        if _NAME_AND_PART.fullmatch(text) and len(text) <= _SHORT:
            return PART
        found = _counted(text)
        if not found or (len(text) > 140 and not _mostly_capitalised(found.rest)):
            return 0
        if found.rest.rstrip().endswith((",", ";")):
            return 0
        if self._lines[index] == 1 and re.search(r"[a-z][.!?]$", found.rest) and not _title_like(found.rest.strip(" .:-–—")):
            return 0
        return PART if found.is_part else CHAPTER

    def _bare(self, index: int) -> int:
        if self._has_many or (index > 0 and self._numbered[index - 1] == CHAPTER):
            return TITLE  # a section of its chapter
        if self._bare_counts:
            style = _style(self._texts[index])
            return CHAPTER if style == self._style else PART if style in self._part_styles else 0
        return CHAPTER if self._texts[index].strip("[]. ") in {"I", "1"} else 0

    def _follows_heading(self, index: int) -> bool:
        return index > 0 and (bool(self._numbered[index - 1]) or bool(_BARE.fullmatch(self._texts[index - 1])))


def _numbered_titles(texts: list[str]) -> list[str]:
    """Lines such as "IV. The Door"; without the dot ("IV The Door", "04 The Door") only where there are several in capitals."""
    found = [(m["number"], t) for t in texts if (m := _NUMBER_TITLE.fullmatch(t)) and not re.search(r"[a-z]\.$", t)]
    dotted = [t for number, t in found if number.endswith(".")]
    bare = [t for number, t in found if not number.endswith(".") and _title_like(t)]
    return dotted + bare if len(bare) >= 4 else dotted


def _counted(text: str) -> Counted | None:
    """A heading that counts itself, in English or another language."""
    if match := _NUMBERED.fullmatch(text):
        return Counted(match["word"].lower() in _PARTS, match["rest"])
    return counted(text) if len(text) <= _LONGEST else None


def _style(number: str) -> str:
    """How a bare number is printed: a book prints all of its own in one way."""
    return re.sub(r"\s", "", re.sub(r"[IVXLC]+", "I", re.sub(r"\d+", "1", number)))


def is_number(heading: str) -> bool:
    """Whether a heading is nothing but its number: "Chapter 3", "[IV]", "Part the Second"."""
    found = _counted(heading)
    return bool(_BARE.fullmatch(heading)) or (found is not None and not found.rest.strip(" .:"))


def is_scene_break(text: str) -> bool:
    """Whether a paragraph is nothing but a printer's ornament: signs without a word that nobody says ("…", "?!"), or letters that
    stand for one."""
    if len(text) > _ORNAMENT and not _WORDLESS.fullmatch(text):
        return False
    bare = text.replace("_", "*")
    if _DOTS.fullmatch(bare):
        return True
    if _WORDLESS.fullmatch(bare):
        return not _ONLY_STOPS.fullmatch(bare)
    match = _LETTERED.fullmatch(bare)
    if not match:
        return False
    letters = re.sub(r"\s", "", match["letters"])
    framed = bool(match["left"].strip() and match["right"].strip())
    if framed and not set(letters) <= {"X"}:
        return True
    several = len(letters) > 2 and not letters.isdigit()
    return several and (letters != letters.upper() or " " in match["letters"].strip())


def chapter_level(heading: str) -> int:
    """PART or CHAPTER for a heading that counts itself ("Book Two", "Chapter 3: The Door", "IV"), else 0."""
    text = " ".join(heading.split()).strip("_ ")
    if found := _counted(text):
        return PART if found.is_part else CHAPTER
    return CHAPTER if _BARE.fullmatch(text) or _NUMBER_TITLE.fullmatch(text) else 0


def _all_capitals(text: str) -> bool:
    if not text.isupper():
        return False
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 3 or len(text) > 60 or _QUOTED.match(text) or text.endswith((",", ";", "!", "?", "--", "—")):
        return False
    return all(c.isupper() for c in letters)


def _titles_a_number(text: str, lines: int) -> bool:
    """Whether this is a chapter's title below its number: up to two lines in title case, or four in capitals, quoted or not."""
    bare = text.strip("\"“”‘’'")
    if lines <= 4 and bare == bare.upper() and len(bare) <= 140 and re.search(r"[A-Z]{3}", bare):
        shout = bare != text and bare.endswith(("!", "?")) and len(bare.split()) < 3
        return not shout and not bare.endswith((",", ";", ":", "-", "—"))
    quoted = bare != text and len(bare.split()) >= 2 and not re.search(r"[.,!?…—-]$", bare)
    return lines <= 2 and _title_like(bare if quoted else text)


def _title_like(text: str) -> bool:
    """A short line in title case or capitals that is no sentence of the story."""
    if _QUOTED.match(text) or len(text) > 80 or text.endswith((",", ";", ":")):
        return False
    return _all_capitals(text) or (_mostly_capitalised(text) and not re.search(r"[a-z]\.$", text))


def _mostly_capitalised(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    big = [w for w in words if w.lower() not in _SMALL]
    return bool(big) and sum(w[0].isupper() for w in big) >= 0.75 * len(big)
