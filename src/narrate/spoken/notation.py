"""Notations with a reading of their own: numbers of books, versions, files, powers, formulas, sharps and flats, post codes."""

from __future__ import annotations

import re

from narrate.spoken import numbers

_BOOK_NUMBER = re.compile(r"\b(IS[BS]N)(?:-1[03])?(:?\s?)(\d(?:[\s-]?\d){6,11}(?:[\s-]?[\dX]))(?![\w-])")
_VERSION = re.compile(r"\bv(?:er)?\.?\s?(?=\d{1,3}\.\d)")
_FILE = re.compile(
    r"\b([\w-]{1,40})\.(txt|html?|md|pdf|jpe?g|png|gif|docx?|xlsx?|exe|zip|csv|mp3|mp4|epub|js|py|json|xml|yaml|log|dat|bat)\b(?!\.\w)",
    re.I,
)
_WORDS_OF_FILES = {
    "zip": "zip",
    "log": "log",
    "bat": "bat",
    "mp3": "MP3",
    "mp4": "MP4",
    "json": "jason",
    "yaml": "yaml",
    "epub": "E-pub",
}
_ACCIDENTAL = re.compile(r"\b([A-G])([#♯♭])(?!\w)")
_POWER = re.compile(r"(?<![\w.,])(\d{1,6}|[a-zA-Z])\^(-?\d{1,3})(?!\w)|(?<![\w.,])(10)([⁴-⁹])(?!\w)")
_RAISED = str.maketrans("⁴⁵⁶⁷⁸⁹", "456789")
_FORMULA = re.compile(r"(?<![\w.])((?:[A-Z][a-z]?[₀-₉]*){1,6})(?![\w’'])(?<=[A-Za-z₀-₉])")
_LOWERED = re.compile(r"[₀-₉]")
_DIGIT_OF = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_ELEMENT = re.compile(r"[A-Z][a-z]?|\d+")
_SUBSTANCES = re.compile(r"\b(?:H2O2?|CO2|SO2|NO2|N2O|NH3|CH4|H2SO4)\b")
_POST_CODE = re.compile(r"\b([A-Z]{1,2})(\d{1,2})([A-Z]?)\s(\d)([A-Z]{2})\b")
_ZIP = re.compile(
    r"(?:(?<=\b[A-Z]{2}\s)|(?<=\b(?:ZIP|zip|Zip)\s)|(?<=\b(?:ZIP|zip|Zip)\scode\s))(\d{5})(?:-(\d{4}))?(?![\w,]|\.\d)"
)
_LAW = re.compile(r"\b([1-9])(0[1-9])\(([a-z])\)(?:\((\d)\))?")
_WHEELS = re.compile(r"\b([24])WD\b")
_STARS = re.compile(r"(?<![\w*])([1-5])\*(?=\s[a-z])")
_GREEK = {"π": "pi", "∞": "infinity"}
_LONE_SIGN = re.compile(r"(?<!\w)[π∞](?!\w)")
LOOK = re.compile(r"IS[BS]N|v(?:er)?\.?\s?\d+\.\d|\w\.[A-Za-z]{2}|[#♯♭^₀-₉⁴-⁹π∞]|[A-Z]\d|[A-Z][A-Z]\s\d|[Zz]ip|\d\(|\dWD|\d\*")
"""A text without these has none of the above."""


def read(text: str) -> str:
    """Every notation as it is said aloud."""
    text = _BOOK_NUMBER.sub(_book_number, text)
    text = _FILE.sub(_file, _VERSION.sub("version ", text))
    text = _ACCIDENTAL.sub(lambda m: f"{m[1]} {'flat' if m[2] == '♭' else 'sharp'}", text)
    text = _POWER.sub(_power, text)
    text = _SUBSTANCES.sub(lambda m: _formula(m[0]), text)
    if _LOWERED.search(text):
        text = _FORMULA.sub(lambda m: _formula(m[0].translate(_DIGIT_OF)) if _LOWERED.search(m[0]) else m[0], text)
    return _LONE_SIGN.sub(lambda m: _GREEK[m[0]], _places(text))


def _places(text: str) -> str:
    """Codes of post and of law, and what stands before a noun with a sign."""
    text = _POST_CODE.sub(_post_code, text)
    text = _ZIP.sub(lambda m: ", ".join(numbers.digits(part) for part in m.groups() if part), text)
    text = _LAW.sub(_law, text)
    text = _WHEELS.sub(lambda m: f"{numbers.cardinal(int(m[1]))}-wheel drive", text)
    return _STARS.sub(lambda m: f"{numbers.cardinal(int(m[1]))}-star", text)


def _book_number(match: re.Match[str]) -> str:
    """ISBN 0-306-40615-2 → digits, with a pause where a hyphen stood."""
    groups = re.split(r"[\s-]", match[3])
    return match[1] + match[2] + ", ".join(_figures(group) for group in groups)


def _figures(group: str) -> str:
    return " ".join("X" if figure == "X" else numbers.digits(figure) for figure in group)


def _file(match: re.Match[str]) -> str:
    """notes.txt → notes dot T X T."""
    ending = match[2].lower()
    return f"{match[1]} dot {_WORDS_OF_FILES[ending] if ending in _WORDS_OF_FILES else ' '.join(ending.upper())}"


def _power(match: re.Match[str]) -> str:
    """x^2 → x squared, 10⁶ → ten to the sixth."""
    base, power = match[1] or match[3], int((match[2] or match[4]).translate(_RAISED))
    words = numbers.cardinal(int(base)) if base.isdigit() else base
    if power in (2, 3):
        return f"{words} {'squared' if power == 2 else 'cubed'}"
    return f"{words} to the {numbers.ordinal(power)}" if power >= 0 else f"{words} to the minus {numbers.cardinal(-power)}"


def _formula(formula: str) -> str:
    """CO2 → C O two."""
    return " ".join(numbers.cardinal(int(part)) if part.isdigit() else part for part in _ELEMENT.findall(formula))


def _post_code(match: re.Match[str]) -> str:
    """SW1A 1AA → S W one A, one A-A."""
    area, district, letter, sector, unit = match.groups()
    first = f"{' '.join(area)} {numbers.cardinal(int(district))} {letter}".rstrip()
    return f"{first}, {numbers.cardinal(int(sector))} {'-'.join(unit)}"


def _law(match: re.Match[str]) -> str:
    """401(k) → four oh one K; 501(c)(3) → five oh one C three."""
    section = f"{numbers.cardinal(int(match[1]))} oh {numbers.cardinal(int(match[2]))} {match[3].upper()}"
    return f"{section} {numbers.cardinal(int(match[4]))}" if match[4] else section
