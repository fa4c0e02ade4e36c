"""Which blocks of a plain text are headings, by how they look beside the rest of the book."""

from __future__ import annotations

import re

PART, CHAPTER, TITLE = 1, 2, 3

_ROMAN = r"[IVXLC]+|[ivxlc]+"
_WORD_NUMBER = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_ORDINAL = r"(?:the\s+)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last)"
_NUMBER = rf"(?:\d{{1,3}}|{_ROMAN}|{_WORD_NUMBER}|{_ORDINAL})"
_NUMBERED = re.compile(
    rf"(?P<word>part|book|volume|vol\.|chapter|chap\.|letter|stave|canto|act|scene|section|story)\s+{_NUMBER}"
    r"(?P<rest>\s*$|\s*[.:\-–—\]]\s*.*$|\s+(?=[A-Z\"“‘'(]).*$)",
    re.I | re.S,
)
_BARE = re.compile(r"[\[(]?\s*(?:[IVXLC]{1,7}|\d{1,3})\s*[\])]?\s*\.?")
_NUMBER_TITLE = re.compile(r"(?:[IVXLC]{1,7}|\d{1,3})\.\s+[A-Z“\"‘].{0,80}")
_NAMED = re.compile(
    r"(?:prologue|epilogue|preface|introduction|foreword|afterword|conclusion|interlude|postscript|contents|appendix"
    r"|author['’]s note|note|dedication|acknowledg(?:e)?ments|the end|finis)\s*[.:]?",
    re.I,
)
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
    "its",
}
_QUOTED = re.compile(r"^[\"“‘«]")


class Headings:
    """Judges the blocks of one book together: what is a chapter heading depends on how the book marks its others."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = [" ".join(text.split()).strip("_ ") for text in texts]
        self._first = [text.strip().split("\n")[0].strip("_ ") for text in texts]
        self._lines = [text.count("\n") + 1 for text in texts]
        self._numbered = [self._numbered_level(i) for i in range(len(texts))]
        counts = sum(level == CHAPTER for level in self._numbered)
        self._has_chapters = counts >= 1
        self._bare_counts = sum(bool(_BARE.fullmatch(t)) for t in self._texts) >= 2
        self._titled_counts = sum(bool(_NUMBER_TITLE.fullmatch(t)) for t in self._texts) >= 2

    def level(self, index: int) -> int:
        """0 for no heading, or PART, CHAPTER, TITLE."""
        text = self._texts[index]
        if not text or len(text) > 140 or self._lines[index] > 4:
            return 0
        if self._numbered[index]:
            return self._numbered[index]
        if _BARE.fullmatch(text):
            return self._bare(index)
        if _NAMED.fullmatch(text):
            return TITLE if re.match(r"(?:the end|finis|contents|note)", text, re.I) else CHAPTER
        if self._titled_counts and not self._has_chapters and _NUMBER_TITLE.fullmatch(text) and self._lines[index] == 1:
            return CHAPTER
        if self._follows_heading(index) and _title_like(text) and self._lines[index] <= 2:
            return TITLE
        if _all_capitals(text) and self._lines[index] <= 2:
            return TITLE if self._has_chapters or self._bare_counts else CHAPTER
        return 0

    def _numbered_level(self, index: int) -> int:
        match = _NUMBERED.fullmatch(self._texts[index])
        if not match or len(self._texts[index]) > 140 or self._lines[index] > 4:
            return 0
        if match["rest"].rstrip().endswith((",", ";")):
            return 0
        if (
            self._lines[index] == 1
            and re.search(r"[a-z][.!?]$", match["rest"])
            and not _title_like(match["rest"].strip(" .:-–—"))
        ):
            return 0
        return PART if match["word"].lower() in _PARTS else CHAPTER

    def _bare(self, index: int) -> int:
        if index > 0 and self._numbered[index - 1] == CHAPTER:
            return TITLE
        return CHAPTER if self._bare_counts or self._texts[index].strip("[]. ") in {"I", "1"} else 0

    def _follows_heading(self, index: int) -> bool:
        return index > 0 and (bool(self._numbered[index - 1]) or bool(_BARE.fullmatch(self._texts[index - 1])))


def _all_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 3 or len(text) > 60 or _QUOTED.match(text) or text.endswith((",", ";", "!", "?", "--", "—")):
        return False
    return all(c.isupper() for c in letters)


def _title_like(text: str) -> bool:
    """A short line in title case or capitals that is no sentence of the story."""
    if _QUOTED.match(text) or len(text) > 80 or text.endswith((",", ";", ":")):
        return False
    if _all_capitals(text):
        return True
    words = re.findall(r"[^\W\d_][\w'’]*", text)
    big = [w for w in words if w.lower() not in _SMALL]
    return bool(big) and sum(w[0].isupper() for w in big) >= 0.75 * len(big) and not re.search(r"[a-z]\.$", text)
