"""Signs: dashes and dots as pauses, signs that are words, and what cannot be said left out."""

from __future__ import annotations

import re
import unicodedata

_WORDS = {
    "&": " and ", "%": " percent", "‰": " per mille", "+": " plus ", "=": " equals ", "−": " minus ", "@": " at ",
    "°": " degrees",
    "×": " times ", "÷": " divided by ", "±": " plus or minus ", "≈": " about ", "≠": " is not ",
    "≤": " is less than or equal to ", "≥": " is greater than or equal to ",
    "√": " the square root of ", "§": " section ",
    "¶": " paragraph ",
    "£": " pounds ", "$": " dollars ", "€": " euros ", "¥": " yen ", "¢": " cents ",
}  # fmt: skip
_SIGN = re.compile(f"[{re.escape(''.join(_WORDS))}]")
_PERCENT = re.compile(r"\bper\s?cent\.(?=\s[a-z]|[,;:])|(?<=\d)\s?p\.c\.")
_ABOUT = re.compile(r"(?<![\w~])~\s?(?=[a-z])")
_COMPARED = re.compile(r"(?<=\w)\s([<>])\s(?=\w)")
_UNDERSCORE = re.compile(r"(?<=[A-Za-z\d])_(?=[A-Za-z\d])")
_GRADE = re.compile(
    r"(?:(?<=\ba\s)|(?<=\ban\s)|(?<=\bA\s)|(?<=\band\s)|(?<=\bor\s)|(?<=\bgot\s)|(?<=\bof\s))([A-F])-(?=[\s.,;:!?)”\"]|$)(?!\s(?:and|or|to)\s\w+-)"
)
_STARRED_GRADE = re.compile(r"\bA\*(?=s\b|\s(?:grade|student|pupil|level|at|in|for)\b|[.,;!?]|$)")
_ANYBODY = re.compile(r"\bs/he\b")
_EITHER = re.compile(r"(?<=[A-Za-z][a-z])/(?=[a-z]{2})")
_NOTE_MARK = re.compile(
    r"(?:(?P<space>\s)?(?:\[(?:\d{1,3}|[*†‡§]|\^[\w-]{1,20}|(?:pg|page|p)\.?\s*\w{1,7})\]|\{(?:(?:pg|page|p)\.?\s*)?\d{1,4}\})(?P<more>\s)?)|[¹²³⁰-⁹†‡]+",
    re.I,
)
_LETTER_MARK = re.compile(r"(?:^|(?<=[\w.,;:!?”\"’)]))\[[A-Z]\](?=[\s.,;:!?”\"’)]|$)")
_CUT = re.compile(r"(?<=[a-z])-(\[(?:pg|page|p)\.?\s*\w{1,7}\]|\{(?:(?:pg|page|p)\.?\s*)?\d{1,4}\})(?=[a-z])", re.I)
"""A page that ends within a word: vil-[Pg 16]lage."""
_NOTED = re.compile(r"[\[{¹²³⁰-⁹†‡]")
_ODD = re.compile(r"[^ -~‘’“”—–…]")
"""Characters that may have to be left out, or composed; most texts have none."""
_UNEVEN = re.compile(r"--|[—–―…_*#~^|\\]|\.\s?\.|\s[,.!?;:]|,\s*[,.!?;:)]|^[\s,;:]")
_UNSAID = frozenset({"So", "Sk", "Cf", "Cs", "Co", "Cn", "Cc", "Me"})


def without_note_marks(text: str) -> str:
    """The text without [12], ¹ and †, which lead to notes, and without [Pg 12] and {12}, which count pages; the space beside one
    stays. Nothing at all where it is but a mark."""
    if not _NOTED.search(text):
        return text
    text = _LETTER_MARK.sub("", _CUT.sub("", text))
    return _NOTE_MARK.sub(lambda m: " " if m["space"] or m["more"] else "", text).strip()


def graded(text: str) -> str:
    """A B- is a B minus, and an A* an A star."""
    if text.count("*") == 1:
        text = _STARRED_GRADE.sub("A star", text)
    return _GRADE.sub(r"\1 minus", text) if "-" in text else text


def in_words(text: str) -> str:
    """Signs that are words in English."""
    text = _UNDERSCORE.sub(" ", graded(text))
    if "cent." in text or "p.c." in text:
        text = _PERCENT.sub(" percent", text)
    if "~" in text:
        text = _ABOUT.sub("about ", text)
    if "<" in text or ">" in text:
        text = _COMPARED.sub(lambda m: " is less than " if m[1] == "<" else " is greater than ", text)
    if "/" in text:
        text = _ANYBODY.sub("she or he", text)
        text = _EITHER.sub(" or ", text.replace("and/or", "and or"))
    return _SIGN.sub(lambda m: _WORDS[m[0]], text)


def sayable(text: str) -> str:
    """In any language: composed, without emoji and control characters, dashes and dots as pauses, single spaces."""
    if _ODD.search(text):
        text = "".join(c for c in unicodedata.normalize("NFC", text) if not _silent(c))
    return " ".join((smoothed(text) if _UNEVEN.search(text) else text).split())


def smoothed(text: str) -> str:
    """Dashes and dots as pauses, no sign twice, none that an engine would call by its name."""
    text = re.sub(r"\s*(?:--+|[—–―])\s*(?=[\"”’»)]|$)", "", text)
    text = re.sub(r"(?<=\w\.)\s*(?:--+|[—–―])\s*(?=\w)", " ", text)
    text = re.sub(r"\s*(?:--+|[—–―])\s*", ", ", text)
    text = re.sub(r"\s*(?:…|\.(?:\s?\.){2,})\s*", _ellipsis, text)
    text = re.sub(r"[_*#~^|\\]+", "", text)
    text = re.sub(r"\s+([,.!?;:])", r"\1", text)
    text = re.sub(r"(?:,\s*){2,}", ", ", text)
    text = re.sub(r",\s*([.!?;:)])", r"\1", text)
    return re.sub(r"^[\s,;:]+", "", text)


def _silent(char: str) -> bool:
    """Emoji, marks that steer the direction of text, control characters, and accents stacked on accents."""
    if char.isascii() or char.isalnum():
        return not (char.isprintable() or char == " ")
    return unicodedata.category(char) in _UNSAID or 0x300 <= ord(char) <= 0x36F or 0xFE00 <= ord(char) <= 0xFE0F


def _ellipsis(match: re.Match[str]) -> str:
    """A trailing-off ends the sentence before a capital, and is a short pause before anything else."""
    after = match.string[match.end() : match.end() + 1]
    if not after or after in '"”’»)':
        return "."
    return ". " if after.isupper() else ", "
