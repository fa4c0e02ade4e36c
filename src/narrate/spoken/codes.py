"""Figures that name and do not count: PIN 4321, Route 9W, iPhone 6s, F-150, ten-four, Python 3.11, Error 404, 60-40."""

from __future__ import annotations

import re

from narrate.spoken import numbers

_SECRET = re.compile(
    r"\b((?:PINs?|[Pp]in|[Pp]ass(?:word|code)|[Cc]odes?|[Cc]ombination|[Ee]xtension|[Ee]xt\.|[Bb]adge|[Ss]erial|[Aa]ccount"
    r"|[Ll]icen[cs]e"
    r"|[Pp]assport|[Pp]risoner|[Ii]nmate|[Cc]onvict|[Pp]olicy|[Cc]ase|[Rr]eference)"
    r"(?:\s(?:number|code|no\.))?(?:\s(?:is|was|were)|:|,)?\s)(\d{4,8})(?![\w,/]|[.:-]\d)"
)
_DIALLED = re.compile(r"\b((?:Text|[Dd]ial(?:led|ed|s)?|[Pp]unched in|[Kk]eyed in)\s)(\d{4,6})(?![\w,/]|[.:-]\d)")
_EXCHANGE = re.compile(r"\b((?:[Rr]ing|[Cc]all|[Pp]hone|[Dd]ial)(?:\sup)?\s[A-Z]\w+\s)(\d{3,4})(?![\w,/]|[.:-]\d)")
_COUNTED = re.compile(r"\s(?!was\b|is\b|has\b|does\b|works\b|opens\b|as\b)(?:[a-z]+s|people|men|women|children)\b")
_IN_YEAR = re.compile(r"\b(?:[Cc]ase|[Cc]ode|[Pp]olicy|[Rr]eference)\s$")
_LABEL = (
    "Route|Road|Highway|Gate|Seat|Room|Flat|Apartment|Apt\\.?|Bus|Unit|Suite|Block|Platform|Pier|Row|Interstate|Exit"
    "|Section|Rule|Figure|Fig\\.|Table|Appendix|Bay|Ward|Cell|Number|No\\.|Form|House|Locker|Stand|Class|Year|Grade|Dock|Hangar|Runway"
    "|Track|Aisle"
)
_LABELLED = re.compile(rf"\b((?i:{_LABEL})\s)(\d{{1,4}})([A-Z]|[a-f])\b(?![’'-]|\.\w)")
_LONG_LABELS = {"Fig.": "Figure", "fig.": "figure", "No.": "number", "no.": "number", "Apt.": "Apartment", "apt.": "apartment"}
_DEVICE = re.compile(
    r"\b((?:i(?:Phone|Pad|Mac)|Nexus|Galaxy|Pixel|Xbox|OnePlus|Moto|Kindle|Nokia|Model)\s)(\d{1,3})([a-zA-Z])\b(?![’'-]|\.\w)"
)
_TEN_FOUR = re.compile(r"(?<![\w.,/$£€-])10-4(?![\w/-]|[.,]\d)")
_TEN_CODE = re.compile(
    r"(?:(?<=\b[Yy]our\s)|(?<=\b[Mm]y\s)|(?<=\b[Cc]opy\s)|(?<=opy that,\s)|(?<=\b[Hh]ave a\s)|(?<=\b[Gg]ot a\s)|(?<=\b[Aa]\s))"
    r"10-(\d{1,2})(?=[.?!,]|\s(?:in progress|at|on|please|over|here)\b|[”\"’]|$)"
)
_GAME = re.compile(
    r"\b(?:won|win|wins|lost|lose|loses|beat|beats|beaten|led|lead|leads|score|scored|up|down|ahead|by|vote|voted)\b"
)
_AIRCRAFT = re.compile(r"\b(7\d7)-([1-9])(\d\d)\b")
_JET = re.compile(
    r"(?<=\b[Aa]\s)(7[0-8]7)(?=[.,;:!?)]|\s(?:to|from|landed|flew|roared|took|was|came|had|on|in|at|over|jet|pilot)\b)"
)
_MODEL = re.compile(r"(?<![\w-])([A-Z][A-Za-z]{0,2}|[Uu]ranium|[Pp]lutonium|[Cc]esium|[Cc]aesium)-([1-9])(\d\d)(?![\w-]|[.,]\d)")
_VERSION = re.compile(
    r"\b((?:[Vv]ersion|Python|iOS|macOS|OS X|Android|Windows|Linux|Java|PHP|Firefox|Chrome)\s\d{1,3})\.([1-9]\d)(?![\w]|\.\d)"
)
_SHARED = re.compile(r"(?<![\w.,-])([1-9]\d)[-–/]([1-9]\d)(?=\s(?:split|chance|rule|favou?rite|shot|odds|mix|partnership)\b)")
_CARTRIDGE = re.compile(r"(?<![\w,-])\.?30-06(?!\w)")
_SETS = re.compile(r"(?<![\w.,:/-])[0-7]-[0-7](?:(?:,\s|,?\sand\s)[0-7]-[0-7])+(?![\w/-])")
_AVERAGE = re.compile(r"\b((?:bat|hit|slugg|averag)\w*\s(?:a\s|only\s|about\s|over\s|of\s|for\s|was\s)?)\.([1-9])(\d\d)(?!\w)")
_TEAM = re.compile(r"(?<![\w.,])(49|76|[2-9]0)er(s?)\b")
_METRE = re.compile(r"(?<![\w/.,])(6|9|12)/8(?![\w/])")
_PRESSURE = re.compile(r"(?<![\w/.,])(1?\d\d|2[0-5]\d)/([4-9]\d|1[0-4]\d)(?![\w/])")
_BLOOD = re.compile(r"\b(?:[Pp]ressure|BP|mmHg)\b")
_TENNIS = re.compile(r"(?<![\w.,-])(15|30|40)[-–](15|30|40)(?![\w-]|[.,]\d)")
_COURT = re.compile(r"\b(?:serv\w+|deuce|advantage|set|match|umpire|racket|racquet|tennis|game|love)\b")
LOOK = re.compile(r"\d-\d|-\d\d\d|\b7[0-8]7\b|\d\d\d\d|\.\d\d|\d[A-Za-z]|/\d|\d–\d")
"""A text without these has none of the above."""


def read(text: str) -> str:
    """Every one in words, before figures are taken for amounts, years and ranges."""
    text = _EXCHANGE.sub(lambda m: f"{m[1]}{numbers.digits(m[2])}", text)
    text = _SECRET.sub(_secret, _DIALLED.sub(lambda m: f"{m[1]}{numbers.digits(m[2])}", text))
    text = _LABELLED.sub(_labelled, _DEVICE.sub(_labelled, text))
    if "10-" in text:
        text = _TEN_CODE.sub(lambda m: f"ten-{_spoken_code(m[1])}", text)
        text = text if _GAME.search(text) else _TEN_FOUR.sub("ten-four", text)
    text = _JET.sub(lambda m: _paired(m[1][0], m[1][1:]), text)
    text = _AIRCRAFT.sub(lambda m: f"{_paired(m[1][0], m[1][1:])} {_paired(m[2], m[3])}", text)
    text = _MODEL.sub(lambda m: f"{m[1]}-{_paired(m[2], m[3])}", _CARTRIDGE.sub("thirty ought six", text))
    text = _VERSION.sub(lambda m: f"{m[1]} point {numbers.cardinal(int(m[2]))}", text)
    text = _AVERAGE.sub(lambda m: f"{m[1]}{_paired(m[2], m[3])}", text)
    text = _TEAM.sub(_team, _METRE.sub(lambda m: f"{numbers.cardinal(int(m[1]))} eight", text))
    if _BLOOD.search(text):
        text = _PRESSURE.sub(r"\1 over \2", text)
    if _COURT.search(text):
        text = _TENNIS.sub(r"\1 \2", text)
    return _SETS.sub(_sets, _SHARED.sub(_shared, text))


def _secret(match: re.Match[str]) -> str:
    """PIN 4321 → PIN four three two one; "code 1984 words" counts, and a case of 1984 is of that year."""
    year = len(match[2]) == len("1984") and match[2][:2] in ("18", "19", "20") and _IN_YEAR.search(match[1])
    return match[0] if year or _COUNTED.match(match.string, match.end()) else f"{match[1]}{numbers.digits(match[2])}"


def _labelled(match: re.Match[str]) -> str:
    """Route 9W → Route nine W; an A alone is an article to engines."""
    letter = match[3].upper()
    plain = numbers.plain(match[2])
    if len(match[2]) == len("221") and match[2][0] != "0":
        plain = _paired(match[2][0], match[2][1:])
    label = _LONG_LABELS.get(match[1].strip(), match[1].strip())
    return f"{label} {plain}{'-' if letter == 'A' else ' '}{letter}"


def _spoken_code(figures: str) -> str:
    return numbers.digits(figures) if figures[0] == "0" else numbers.cardinal(int(figures))


def _paired(first: str, rest: str) -> str:
    """1, 50 → one fifty; 1, 05 → one oh five; 1, 00 → one hundred."""
    tail = "hundred" if rest == "00" else f"{'oh ' if rest[0] == '0' else ''}{numbers.cardinal(int(rest))}"
    return f"{numbers.cardinal(int(first))} {tail}"


def _team(match: re.Match[str]) -> str:
    """49ers → forty-niners."""
    said = numbers.cardinal(int(match[1]))
    return f"{said.removesuffix('y') + 'ie' * said.endswith('y')}{'r' if said[-1] in 'ey' else 'er'}{match[2]}"


def _sets(match: re.Match[str]) -> str:
    """6-4, 6-3 → six four, six three; ranges never fall."""
    falls = any(pair[0] > pair[2] for pair in re.findall(r"\d-\d", match[0]))
    return match[0].replace("-0", " love").replace("-", " ") if falls else match[0]


def _shared(match: re.Match[str]) -> str:
    """a 60-40 split → a sixty-forty split."""
    first, second = int(match[1]), int(match[2])
    return f"{numbers.cardinal(first)}-{numbers.cardinal(second)}" if first + second == 100 else match[0]
