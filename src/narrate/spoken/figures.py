"""What other figures mean: minus, spaced thousands, fractions, ordinals, ranges, ratios, and plain numbers at the end."""

from __future__ import annotations

import re

from narrate.spoken import numbers
from narrate.spoken.nouns import modifies

_MINUS = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(“\"‘]))[-−–](?=\d|\.\d)")
_SPACED = re.compile(r"(?<![\w.,:/-])(?<!\d )[1-9]\d{0,2}(?: \d{3})+(?![\w]|[:/]\d|,\d| \d)")
_CHAPTER_NOUGHT = re.compile(
    r"\b(chapter|part|book|volume|episode|section|lesson|letter|day|act|scene|step|track|page)\s0+(?=[1-9])", re.I
)
_PARTS_OF = re.compile(r"(?<![\w/.,])(\d{1,3})/(\d{1,4})(?:rds?|ths?|nds?)\b")
_SUBTRACTED = re.compile(r"(?<=\d)\s[-–]\s(?=\d+\s?=)")
_MULTIPLIED = re.compile(r"(?<=\d)\s?[x×]\s?(?=\d+\s?=)")
_SCORED = re.compile(r"(?<![\w/.,])(\d{1,2}\.\d)/(10|20|100)(?![\w/])")
_PERCENTS = re.compile(r"(?<=\d)\s?%\s?[–-]\s?(?=\d+(?:\.\d+)?\s?%)")
_DRAWN_GAME = re.compile(r"(?<=\d)\s?–\s?(?=(?:all|love|nil)\b)")
_SLASHED_DATE = re.compile(r"(?<![\w/])([12]\d{3})/(0\d|1[0-2])/([0-3]\d)(?![\w/])")
_DASHED_DATE = re.compile(r"(?<![\w-])(\d{1,2})-([A-Z][a-z]{2})-(\d{4})(?![\w-])")
_ABOUT = re.compile(r"(?<![\w.,])(\d{1,3})ish\b")
_THE_YEAR = re.compile(
    r"\b([Yy]ear\s|(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil)\s(?=2[1-4]\d\d(?:[.,;:!?)”\"]|\s(?:the|a|an|he|she|it|they|we|I|and|when|on)\b|$)))"
    r"(2[1-9]|[3-9]\d)(\d\d)(?![\w-]|[.,]\d)"
)
_FOLIO = re.compile(r"\b([Ff])ol\.\s?(\d{1,3})([rv])\b")
_SIDES = {"r": "recto", "v": "verso"}
_THOUSANDS = re.compile(
    r"(?<![\w.,£$€])(\d{1,3}(?:\.\d)?)[kK](?=\s(?:people|men|women|children|souls|viewers|readers|copies|words|votes|followers|subscribers"
    r"|fans|troops|soldiers|miles|feet|steps|dollars|pounds|euros|a\s(?:year|month|week)|per\s)\b)"
)
_KAY = re.compile(r"(?<![\w.,£$€])(\d{1,3}(?:\.\d)?)k(?!\w)")
_BILLIONS = re.compile(r"(?<=\d)\s?(bn|trn)(?!\w)")
_DOTTED_THOUSANDS = re.compile(r"(?<![\w.,])(\d{1,3})\.(\d{3})\.(\d{3})(?![\w,]|\.\d)")
_SCALE_OF_MAP = re.compile(r"(?<![\w:.,])(\d{1,3}):(?=\d{1,3}(?:,\d{3})+(?!\w))")
_ODDS = re.compile(
    r"\b([Oo]dds|[Pp]rice|[Bb]et|[Bb]acked|[Ff]avou?rite)((?:\s(?:of|were|are|at|was|is|it|him|her|on))?\s)(\d{1,3})/(\d{1,2})(?![\w/])"
    r"|(?<=\b[Aa]t)(\s)(\d{1,3})/([124])(?![\w/])"
)
_COUNTED = re.compile(
    r"(?<![\w.,£$€-])([12]\d)(\d\d)(?=\s(?:men|women|people|children|soldiers|souls|troops|sheep|horses|words|miles|years)\b)"
)
_DATED = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Oo]f|[Uu]ntil|[Yy]ear|[Bb]efore|[Aa]fter|[Ff]rom|[Tt]he|[Tt]hose|[Tt]hese)\s$")
_SLASH_SIGNS = str.maketrans({"⁄": "/", "∕": "/"})
_ORDINAL = re.compile(r"(?<![\w,.])(\d{1,3}(?:,\d{3}){0,4}|\d{1,9})(?:st|nd|rd|th|d|ST|ND|RD|TH)\b")
_BETWEEN = re.compile(r"\b([Bb]etween\s\d[\d,.]*)\s?[-–]\s?(?=\d)")
_MODEL = re.compile(
    r"\b(Boeing|Airbus|Porsche|Peugeot|Fahrenheit|[Ee]rror|(?:[Ff]light|[Rr]oom|[Ss]uite|[Aa]partment|[Hh]ighway|[Rr]oute|[Ii]nterstate|[Cc]hannel)s?)"
    r"\s([1-9])(\d\d)(?=[A-Z]?\b)"
)
_HOUSE = re.compile(
    r"(?<![\w.,$£-])(?P<gap>)([1-9])(\d\d)(?=[A-Z]?\s(?:(?:[A-Z][\w’']+|\d{1,3}(?:st|nd|rd|th))\s){1,3}(?:Street|Road|Avenue|Lane|Drive|Boulevard|Place|Terrace|Square|Court)\b)"
)
_LONG_HOUSE = re.compile(
    r"(?<![\w.,$£-])([2-9]\d)([1-9]\d|0[1-9])"
    r"(?=\s(?:(?:[A-Z][\w’']+|\d{1,3}(?:st|nd|rd|th))\s){1,3}(?:Street|Road|Avenue|Lane|Drive|Boulevard|Place|Terrace|Square|Court)\b)"
)
_LETTERED = re.compile(r"(?<![\w.,])(\d{1,3})([A-Z])(?![\w’'&/-]|\.\w)")
"""Doors, forms and seats: 13A."""
_FRACTION = re.compile(r"(?<![\w/.,])(?:(\d{1,6})[\s-])?(\d{1,3})/(\d{1,4})(?![\w/])(-(?=[a-z]))?")
_FRACTION_SIGN = re.compile(rf"(?<!\d)(?:(\d{{1,6}})[\s-]?)?([{''.join(numbers.SIGNS)}])(-(?=[a-z]))?")
_RATED = re.compile(
    r"\b(?:gave|give|gives|giving|rated?|rates|scored?|scores|got|get|gets|marks?|grade|a|solid|perfect|was|is)\s(?:\w+\s){0,2}$",
    re.I,
)
_HALVED = re.compile(
    r"\s(?:cup|teaspoon|tablespoon|spoonful|glass|bottle|hour|minute|second|day|year|month|mile|inch|foot|yard|acre|pound|ounce|pint"
    r"|quart|gallon|litre|dozen|crown|penny|ton|century)\b"
)
_RATINGS = frozenset({5, 10, 20, 50, 100})
_RUN = re.compile(r"(?<=\bin\s)([2-5]\d):([0-5]\d)(?![\w:]|\.\d)")
"""What somebody ran it in, of minutes that are no hours."""
_RATIO = re.compile(r"(?<![\w:.,])(\d{1,4}):(\d{1,4})(?![\w:]|\.\d)")
_RANGE = re.compile(
    r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d{1,4})\s?[–-]\s?(\d{1,3}(?:,\d{3})+|\d{1,4})(?![\w-]|[.,]\d)(?!\s?[–-]\s?\d)"
)
_VERSION = re.compile(r"(?<![\w.,])\d{1,4}(?:\.\d{1,4}){2,5}(?![\w]|\.\d)")
_POINT = re.compile(
    r"(?<![\w.,])\.(\d{1,6})(?!\w)(?=([\s-](?:caliber|calibre|revolver|pistol|automatic|rifle|gun|Magnum|Colt|Special|"
    r"Smith|Winchester|bullets?|rounds?|handgun|shells?|cartridges?)\b)?)"
)
_BORES = {
    "22": "twenty-two",
    "25": "twenty-five",
    "30": "thirty",
    "32": "thirty-two",
    "357": "three fifty-seven",
    "38": "thirty-eight",
    "380": "three eighty",
    "44": "forty-four",
    "45": "forty-five",
    "50": "fifty",
    "303": "three oh three",
    "308": "three oh eight",
    "455": "four fifty-five",
}
_HELD = re.compile(
    r"\b(?:a|the|his|her|my|your|their|with|two|old|an|this|that|Colt|Wesson|Ruger|Webley|Beretta|Winchester)\s$", re.I
)
_NUMBER = re.compile(rf"(?<![\w.,])({numbers.NUMERAL})(?:\.(\d+))?(?![\w])")
_COSTS = re.compile(r"\b(?:costs?|paid|pays?|charged?|charges|priced?|worth)\s(?:\w+\s){0,2}$", re.I)
_PLURAL = re.compile(r"(?<![\w.,])(\d{1,2})s\b")
LOOK = re.compile(rf"[\d{''.join(numbers.SIGNS)}]")


def joined(text: str) -> str:
    """Before all else: 10 000 and 2⁄3 as other books write them; Chapter 01 without its nought."""
    text = text.translate(_SLASH_SIGNS) if "⁄" in text or "∕" in text else text
    text = _SCORED.sub(r"\1 out of \2", _MULTIPLIED.sub(" times ", _SUBTRACTED.sub(" minus ", text)))
    text = _ABOUT.sub(r"\1-ish", _PERCENTS.sub(" to ", _DRAWN_GAME.sub("-", text)))
    text = _BETWEEN.sub(r"\1 and ", text)
    text = _SLASHED_DATE.sub(r"\1-\2-\3", _DASHED_DATE.sub(r"\1 \2 \3", text))
    text = _THE_YEAR.sub(lambda m: m[1] + numbers.year(int(m[2] + m[3])), text)
    text = _FOLIO.sub(lambda m: f"{m[1]}olio {m[2]} {_SIDES[m[3]]}", text)
    text = _PARTS_OF.sub(r"\1/\2", text)
    text = _large(_CHAPTER_NOUGHT.sub(r"\1 ", text))
    text = _ODDS.sub(lambda m: f"{m[1]}{m[2]}{m[3]} to {m[4]}" if m[1] else f"{m[5]}{m[6]} to {m[7]}", text)
    return _SPACED.sub(lambda m: m[0].replace(" ", ","), text)


def _large(text: str) -> str:
    """20k people, 5bn years, 1.000.000, a map at 1:50,000, and 1805 men, who are no year."""
    text = _BILLIONS.sub(lambda m: " billion" if m[1] == "bn" else " trillion", text)
    text = _KAY.sub(r"\1 K", _THOUSANDS.sub(r"\1 thousand", text))
    text = _SCALE_OF_MAP.sub(r"\1 to ", _DOTTED_THOUSANDS.sub(r"\1,\2,\3", text))
    return _COUNTED.sub(_counted, text)


def _counted(match: re.Match[str]) -> str:
    """1805 men → eighteen hundred and five men."""
    if int(match[2]) == 0 or _DATED.search(match.string[max(0, match.start() - 8) : match.start()]):
        return match[0]
    return f"{numbers.cardinal(int(match[1]))} hundred and {numbers.cardinal(int(match[2]))}"


def read(text: str) -> str:
    """Every figure that is left in words."""
    if "-" in text or "−" in text or "–" in text:
        text = _MINUS.sub("minus ", text)
    text = _LONG_HOUSE.sub(
        lambda m: f"{numbers.cardinal(int(m[1]))} {'oh ' * (m[2][0] == '0')}{numbers.cardinal(int(m[2]))}", text
    )
    text = _LETTERED.sub(_lettered, _HOUSE.sub(_model, _MODEL.sub(_model, text)))
    text = _ORDINAL.sub(lambda m: numbers.ordinal(numbers.whole(m[1])), text)
    text = _FRACTION.sub(_fraction, text)
    text = _FRACTION_SIGN.sub(_fraction_sign, text)
    if ":" in text:
        text = _RATIO.sub(_ratio, _RUN.sub(r"\1 \2", text))
    text = _RANGE.sub(_range, text)
    if "." in text:
        text = _VERSION.sub(lambda m: " point ".join(numbers.cardinal(int(part)) for part in m[0].split(".")), text)
        text = _POINT.sub(_point, text)
    text = _NUMBER.sub(_number, text)
    return _PLURAL.sub(lambda m: numbers.plural(numbers.cardinal(int(m[1]))), text)


def _ratio(match: re.Match[str]) -> str:
    """10:1 → ten to one; 50:50 → fifty-fifty."""
    if match[1] == match[2] == "50":
        return "fifty-fifty"
    return f"{numbers.plain(match[1])} to {numbers.plain(match[2])}"


def _model(match: re.Match[str]) -> str:
    """Boeing 747 → Boeing seven forty-seven; 221B Baker Street → two twenty-one B."""
    head, rest = numbers.cardinal(int(match[2])), int(match[3])
    tail = "hundred" if not rest else f"{'oh ' if rest < 10 else ''}{numbers.cardinal(rest)}"
    letter = match.string[match.end() : match.end() + 1]
    return f"{match[1]} {head} {tail}".lstrip() + (" " if letter.isupper() and letter != "A" else "-" if letter == "A" else "")


def _lettered(match: re.Match[str]) -> str:
    """13A → thirteen-A: alone the letter is an article to engines."""
    return f"{numbers.cardinal(int(match[1]))}{'-' if match[2] == 'A' else ' '}{match[2]}"


def _fraction(match: re.Match[str]) -> str:
    whole, top, bottom, hyphen = match[1], int(match[2]), int(match[3]), match[4] or ""
    if not whole and bottom in _RATINGS and top <= bottom and _rated(match):
        return f"{numbers.cardinal(top)} out of {numbers.cardinal(bottom)}"
    if bottom == 0 or top >= bottom:
        return match[0].replace("/", " ")
    if whole:
        return f"{numbers.mixed(int(whole), top, bottom)}{hyphen}"
    return _part(match, top, bottom, hyphen)


def _part(match: re.Match[str], top: int, bottom: int, hyphen: str) -> str:
    """½-inch → half-inch; ½ an hour → half an hour; 1/2 cup → half a cup; a lone ½ → one half."""
    if (top, bottom) != (1, 2):
        said = numbers.fraction(top, bottom)
        if top > 1 and not hyphen and modifies(match.string, match.start(), match.end()):
            return said.replace(" quarters", " quarter").replace(" ", "-")
        held = top == 1 and re.search(r"\b[Aa]\s$", match.string[max(0, match.start() - 3) : match.start()])
        return f"{said.removeprefix('one ') if held else said}{hyphen}"
    after = match.string[match.end() : match.end() + 16]
    if hyphen or re.match(r"\s(?:an?|the|of|his|her|my|your|their|our|its)\b", after):
        return f"half{hyphen}"
    return f"half a{'n' if after[1:2] in 'aeio' or after[1:5] == 'hour' else ''}" if _HALVED.match(after) else "one half"


def _rated(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 24) : match.start()]
    return int(match[3]) >= 10 and bool(_RATED.search(before))


def _fraction_sign(match: re.Match[str]) -> str:
    top, bottom = numbers.SIGNS[match[2]]
    hyphen = match[3] or ""
    if match[1]:
        return f"{numbers.mixed(int(match[1]), top, bottom)}{hyphen}"
    return _part(match, top, bottom, hyphen)


def _range(match: re.Match[str]) -> str:
    """1914–18 → nineteen fourteen to eighteen; won 3-2 → three two is left to the ear as three to two."""
    if match[2] == "0":  # a score
        return f"{'nil' if match[1] == '0' else numbers.plain(match[1])} nil"
    return f"{_either(match[1])} to {_either(match[2])}"


def _either(figures: str) -> str:
    return numbers.count(figures) if "," in figures else numbers.plain(figures)


def _point(match: re.Match[str]) -> str:
    """a .45 → a forty-five; .5 → point five."""
    held = match[2] or _HELD.search(match.string[max(0, match.start() - 12) : match.start()])
    bore = _BORES.get(match[1])
    return bore if held and bore else f"point {numbers.digits(match[1])}"


def _number(match: re.Match[str]) -> str:
    if match[2] == "00":
        return numbers.plain(match[1].replace(",", ""))  # a price or a score: twelve
    if match[2]:
        if len(match[2]) == 2 and _COSTS.search(match.string[max(0, match.start() - 24) : match.start()]):
            return f"{numbers.plain(match[1].replace(',', ''))} {'oh ' * (match[2] < '10')}{numbers.cardinal(int(match[2]))}"
        head = numbers.plain(match[1]) if match[1][0] == "0" else numbers.count(match[1])
        return f"{head} point {numbers.digits(match[2])}"
    figures = match[1].replace(",", "")
    return numbers.cardinal(int(figures)) if "," in match[1] and len(figures) < numbers.LONG else numbers.plain(figures)
