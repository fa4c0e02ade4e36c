"""Measures: units behind figures, temperatures, feet and inches, squares and cubes."""

from __future__ import annotations

import re

from narrate.spoken import numbers
from narrate.spoken.nouns import describing, modifies

_UNITS = {
    "km": "kilometre", "m": "metre", "cm": "centimetre", "mm": "millimetre", "kg": "kilogram", "kgs": "kilogram", "g": "gram",
    "mg": "milligram", "l": "litre", "ml": "millilitre", "cl": "centilitre", "ft": "foot", "yd": "yard", "yds": "yard",
    "mi": "mile",
    "lb": "pound", "lbs": "pound", "oz": "ounce", "pt": "pint", "qt": "quart", "gal": "gallon",
    "pts": "pint", "qts": "quart", "gals": "gallon",
    "hr": "hour", "hrs": "hour",
    "min": "minute", "mins": "minute", "sec": "second", "secs": "second", "yr": "year", "yrs": "year", "mo": "month",
    "mos": "month",
    "wk": "week", "wks": "week", "cwt": "hundredweight", "st": "stone", "kW": "kilowatt", "MW": "megawatt",
    "kWh": "kilowatt hour",
    "W": "watt", "V": "volt", "v": "volt",
    "kV": "kilovolt", "MHz": "megahertz", "GHz": "gigahertz", "Hz": "hertz", "kHz": "kilohertz",
    "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte", "KB": "kilobyte", "kB": "kilobyte", "cc": "C C", "hp": "horsepower",
    "HP": "horsepower", "rpm": "R P M", "psi": "P S I", "dB": "decibel", "mph": "mile per hour",
    "MPH": "mile per hour", "kt": "knot", "kts": "knot",
    "kph": "kilometre per hour",
    "km/h": "kilometre per hour", "km/hr": "kilometre per hour", "m/s": "metre per second", "mpg": "mile per gallon",
    "kcal": "kilocalorie", "cal": "calorie", "bpm": "beat per minute", "fps": "frame per second", "Mbps": "megabit per second",
    "kn": "knot", "nm": "nanometre", "µg": "microgram", "μg": "microgram", "L": "litre", "mL": "millilitre",
    "fl oz": "fluid ounce", "fl. oz": "fluid ounce", "in": "inch", "ha": "hectare",
    "doz": "dozen", "cyl": "cylinder", "tsp": "teaspoon", "tbsp": "tablespoon",
}  # fmt: skip
_LENGTHS = ("km", "m", "cm", "mm", "ft", "yd", "mi", "in")
_UNITS |= {f"sq{dot} {unit}": f"square {_UNITS[unit]}" for unit in _LENGTHS for dot in ("", ".")}
_UNITS |= {f"cu{dot} {unit}": f"cubic {_UNITS[unit]}" for unit in _LENGTHS for dot in ("", ".")}
_DOTTED_ONLY = frozenset({"in", "st", "mo", "pt", "pts", "min", "mos", "yr", "gal", "cal"})
"""Words or endings without their dot."""
_GLUED_ONLY = frozenset({"v"})
"""Words of their own where a space parts them from the figure: 3 v 2."""
_INVARIANT = frozenset(
    {"dozen", "hundredweight", "stone", "hertz", "megahertz", "gigahertz", "kilohertz", "C C", "horsepower", "R P M", "P S I"}
)
_MANY = {"foot": "feet", "inch": "inches"}
_NUMBER = rf"(?:{numbers.NUMERAL})(?:\.\d+)?"
_UNIT = "|".join(re.escape(u) for u in sorted(_UNITS, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?<![\w.,£$€])({_NUMBER})?([½¼¾⅓⅔])?(?<=[\d½¼¾⅓⅔])([\s-]?)({_UNIT})(?![\w’'²³/-])(\.(?!\d))?(?=(\s[A-Z“\"]|[”\"’)]?$)?)"
)
_TYPED_PART = re.compile(rf"(?<![\w/.,-])(?:(\d{{1,3}})[\s-])?(1/2|1/4|3/4|1/3|2/3)(?=[\s-]?(?:{_UNIT})(?![\w’'²³/-]))")
_AS_SIGN = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}
"""1 1/2 tsp. is read as 1½ tsp."""
_SCALE = re.compile(r"(?<=\bdegrees\s)([FC])\b(?:\.(?=\s[a-z]|[,;]))?")
_DEGREES = re.compile(r"(?<=[\d½])\s?°\s?([FCKfc])\b|°\s?([FCK])\b")
_WAY = re.compile(r"(?<=\d)\s?°\s?([NSEW])\b")
_LAID = re.compile(r"\b((?:[Ll]at|[Ll]ong)(?:itude|\.)\s\d[\d.]*)\s([NSEW])\b")
_ANGLE = re.compile(r"(?<![\w.])(1)\s?°")
_FEET = re.compile(r"(?<![\w.])(\d{1,2})[’'′]\s?-?(\d{1,2})(½)?[”\"″]?(?!\w)(?<=[\d½”\"″])")
_SQUARED = re.compile(r"(?<=\d)[\s-]?(sq|cu)\.?[\s-](ft|yd|in|mi|m|km|cm)\.?(?=\s[a-z])")
"""A 5,000-sq.-ft. house."""
_DEEP = re.compile(r"(?<![\w.,])(\d{1,4})[\s-]?(ft|in|m|yd|km|mi|cm|mm|yr)\.?-(?=(?:tall|long|wide|high|deep|thick|old)\b)")
"""A 6ft-tall man."""
_DOTTED_UNIT = re.compile(
    r"(?<=\d)\s?(?:m\.p\.h|k\.p\.h|c\.c|r\.p\.m|h\.p)\.(?=\s[a-z]|[,;:)])|(?<=\d)\s?(?:m\.p\.h|k\.p\.h|c\.c|r\.p\.m|h\.p)(?=\.)"
)
_TALL = re.compile(r"(?<![\w.,])(\d{1,2})\s?ft\.?\s(\d{1,2})\s?ins?\b(?:\.(?=\s[a-z]|[,;]))?")
_RANGED = re.compile(rf"(?<![\w.,/-])(\d{{1,4}})\s?[-–]\s?(?=\d{{1,4}}(?:\.\d+)?\s?(?:{_UNIT})(?![\w’'-]))")
_BEARING = re.compile(r"(?<![\w.])(\d{1,3})\s?°\s?(\d{1,2})[′’'](?:\s?(\d{1,2})[″”\"])?(?:\s?([NSEW])\b(?:\.(?=[,;]|\s[a-z]))?)?")
_COMPASS = {"N": " north", "S": " south", "E": " east", "W": " west"}
_TURN = re.compile(r"(?<![\w.])(\d{1,3})\s?°(?=\s(?:angle|turn|bend|arc|view|rotation|heat|slope|corner)s?\b)")
_SPANNED = re.compile(r"(?<![\w.,])(\d{1,3})\s?([’'′\"”″])\s?(?:([xX×]|by\b)|[-–—]|\bto\b)\s?(\d{1,3})\s?([’'′\"”″])(?!\w)")
"""5'-6' and 9'x12': two lengths of one kind."""
_SHEETS = re.compile(
    r"\s(?:[a-z]+\s)?(?:cards?|sheets?|prints?|photo\w*|boards?|rugs?|rooms?|frames?|panels?|tiles?|cells?|boxes|pads?)\b"
)
_HOURS = re.compile(r"(?<![\w.,])(\d{1,2})\s?h(?:rs?\.?)?\s?(\d{1,2})(?:\s?(?:m|mins?))?(?!\w|\.\d)")
"""1h 5m, 2h30."""
_MIXED_INCHES = re.compile(r"(?<![\w./])(\d{1,3})[\s-](\d)/(\d{1,2})[\"”″](?!\w)")
_PART_INCHES = re.compile(r"(?<![\w./-])(\d)/(\d{1,2})[\"”″](?!\w)")
_PEOPLE = re.compile(r"(?<=\d)m(?=\s(?:people|men|women|children|souls|viewers|readers|voters|copies|jobs)\b)")
_STREET = re.compile(r"\s(?:[A-Z]\w+|\d{1,3}(?:st|nd|rd|th))\s(?:St|Ave|Rd|Street|Avenue|Road)\b")
_STONE = re.compile(r"(?<![\w.,])(\d{1,2})\s?st\.?\s(?=\d{1,2}\s?(?:lbs?|pounds?)\b)|(?<![\w.,])(\d{1,2})st\b")
"""9st 4lb; by itself too where it can be no ordinal."""
_SECONDS = re.compile(r"(?<![\w.,£$€])(\d{1,3}\.\d{1,3})\s?s(?=\.?(?:[\s,;:!?)”\"]|$))")
_ARTICLE = re.compile(r"\b[Aa]n?\s$")
_CURLY_INCHES = re.compile(r"(?<![\w.,])(\d{1,3})”(?=\s[a-z])")
_INCHES = re.compile(r"(?<![\w.,])(\d{1,3})\"(?=\s[a-z])")
_FEET_ALONE = re.compile(r"(?<![\w.,])(\d{1,2})['’](?=\s(?:tall|long|wide|high|deep|of|and|by)\b|[.,;!?]?$|[.,;]\s)")
_QUOTED = re.compile(r"(?:^|[\s(])['‘]")
_PRIMES = re.compile(r"(?<![\w.,])(\d{1,3})([′″])")
_POWER = re.compile(r"(?<![\w.,])(\d{1,3}|[a-zA-Z]{1,2})([²³])(?!\w)")
_TIMES_SIGN = re.compile(
    r"(?:(?<=[\d½¼¾])\s?|(?<=\d\s[cm]m\s)|(?<=\d[cm]m\s)|(?<=\d\sin\.\s)|(?<=\d\sft\.\s)|(?<=\d\sm\s))[x×]\s?(?=\d)"
)
_TIMES = re.compile(r"(?<![\w.,])(\d{1,4})[x×](?![\w×])")
LOOK = re.compile(r"\d/\d+[\"”″]|[°′″²³×]|\d[’'”\"]|\d\s?-?[a-zA-Zµμ½¼¾⅓⅔]|[½¼¾⅓⅔]\s?[a-z]")
_SCALES = {"F": "Fahrenheit", "C": "Celsius", "K": "Kelvin"}


def powers(text: str) -> str:
    """10² → ten squared, before a raised figure is taken for the mark of a note."""
    return _POWER.sub(_power, text)


def _power(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 2) : match.start()].rstrip()
    if match[1] in _LENGTHS and before[-1:].isdigit():
        return f"{'sq' if match[2] == '²' else 'cu'} {match[1]}"
    return f"{match[1]} {'squared' if match[2] == '²' else 'cubed'}"


def read(text: str) -> str:
    """Every measure in words, its figure too."""
    text = _TYPED_PART.sub(lambda m: f"{m[1] or ''}{_AS_SIGN[m[2]]}", text) if "/" in text else text
    text = _DEEP.sub(lambda m: f"{describing(numbers.cardinal(int(m[1])), _UNITS[m[2]])}-", text)
    text = _SQUARED.sub(r" \1 \2", text)
    text = _DOTTED_UNIT.sub(lambda m: f" {m[0].strip().replace('.', '')}", text)
    text = _TALL.sub(lambda m: f"{numbers.cardinal(int(m[1]))} feet {numbers.cardinal(int(m[2]))} inches", text)
    text = _RANGED.sub(r"\1 to ", text)
    text = _BEARING.sub(_bearing, text)
    text = _TURN.sub(lambda m: f"{numbers.cardinal(int(m[1]))}-degree", text)
    text = _HOURS.sub(_hours, _PEOPLE.sub(" million", text))
    text = _MIXED_INCHES.sub(_mixed_inches, text)
    text = _PART_INCHES.sub(_part_inches, text)
    text = _SPANNED.sub(_spanned, text)
    text = _FEET.sub(_feet, text)
    if text.count("”") > text.count("“"):
        text = _CURLY_INCHES.sub(_inches, text)
    if text.count('"') % 2:
        text = _INCHES.sub(_inches, text)
    if not _QUOTED.search(text):
        text = _FEET_ALONE.sub(lambda m: f"{numbers.cardinal(int(m[1]))} feet", text)
    text = _PRIMES.sub(lambda m: f"{numbers.cardinal(int(m[1]))} {'feet' if m[2] == '′' else 'inches'}", text)
    text = _WAY.sub(lambda m: f" degrees{_COMPASS[m[1]]}", text)
    text = _DEGREES.sub(lambda m: f" degrees {_SCALES[(m[1] or m[2]).upper()]}", text)
    text = _SCALE.sub(lambda m: _SCALES[m[1]], text)
    text = _LAID.sub(lambda m: f"{m[1]}{_COMPASS[m[2]]}", text)
    text = _ANGLE.sub("one degree", text)
    text = _SECONDS.sub(lambda m: f"{numbers.count(m[1])} seconds", text)
    text = _STONE.sub(_stone, text)
    if "x" in text or "×" in text:
        text = _TIMES_SIGN.sub(" by ", text)
    text = _QUANTITY.sub(_quantity, text)
    if "x" in text or "×" in text:
        text = _TIMES.sub(lambda m: f"{numbers.cardinal(int(m[1]))} times", text)
    return text


def _bearing(match: re.Match[str]) -> str:
    """51°30′ N → fifty-one degrees thirty minutes north."""
    degrees, minutes, seconds, way = match.groups()
    end = f" {numbers.cardinal(int(seconds))} seconds" if seconds else ""
    words = f"{numbers.cardinal(int(degrees))} degrees {numbers.cardinal(int(minutes))} minutes{end}"
    return words + (_COMPASS[way] if way else "")


def _spanned(match: re.Match[str]) -> str:
    """5'-6' → five to six feet; a 9'x12' rug → a nine by twelve foot rug."""
    first, mark, times, second, same = match.groups()
    feet = mark in "’'′"
    if feet != (same in "’'′"):
        return match[0]
    amount = f"{numbers.cardinal(int(first))} {'by' if times else 'to'} {numbers.cardinal(int(second))}"
    describes = times and _SHEETS.match(match.string, match.end())
    if describes or modifies(match.string, match.start(), match.end()):
        return f"{amount} {'foot' if feet else 'inch'}"
    return f"{amount} {'feet' if feet else 'inches'}"


def _hours(match: re.Match[str]) -> str:
    hours, minutes = int(match[1]), int(match[2])
    words = f"{numbers.cardinal(hours)} hour{'s' * (hours != 1)}"
    return f"{words} {numbers.cardinal(minutes)} minute{'s' * (minutes != 1)}"


def _mixed_inches(match: re.Match[str]) -> str:
    amount = numbers.mixed(int(match[1]), int(match[2]), int(match[3]))
    noun = re.compile(r"\s[a-z]+s\b").match(match.string, match.end())
    return f"{amount} {'inch' if noun or modifies(match.string, match.start(), match.end()) else 'inches'}"


def _part_inches(match: re.Match[str]) -> str:
    """a 3/16" bolt → a three sixteenths inch bolt."""
    part = numbers.fraction(int(match[1]), int(match[2]))
    return f"{part} inch" if modifies(match.string, match.start(), match.end()) else f"{part} of an inch"


def _stone(match: re.Match[str]) -> str:
    count = int(match[1] or match[2])
    if match[2] and count % 10 == 1 and count != 11:
        return match[0]
    return f"{numbers.cardinal(count)} stone{' ' if match[1] else ''}"


def _inches(match: re.Match[str]) -> str:
    """a 12" ruler → a twelve-inch ruler."""
    amount = numbers.cardinal(int(match[1]))
    if modifies(match.string, match.start(), match.end()) or _is_one_thing(match, match[1]):
        return describing(amount, "inch")
    return f"{amount} {'inch' if match[1] == '1' else 'inches'}"


def _feet(match: re.Match[str]) -> str:
    if int(match[2]) > 11:
        return match[0]
    inches = numbers.mixed(int(match[2]), 1, 2) if match[3] else numbers.cardinal(int(match[2]))
    return f"{numbers.cardinal(int(match[1]))} foot {inches}"


def _quantity(match: re.Match[str]) -> str:
    figures, part, joint, unit, dot = match.groups()[:5]
    if unit in _DOTTED_ONLY and not dot:
        return match[0]
    if unit == "W" and dot and _STREET.match(match.string, match.end()):
        return match[0]
    if (unit in {"m", "l", "g", "W", "V"} and joint == "-") or (unit in _GLUED_ONLY and joint):
        return match[0]
    if unit == "st" and not joint and (figures or "").endswith("1"):
        return match[0]  # he came 1st.
    one = _UNITS[unit]
    amount = _amount(figures, part)
    ends = "." if dot and match[6] is not None else ""
    if (not ends and modifies(match.string, match.start(), match.end())) or (not part and _is_one_thing(match, figures)):
        return f"{describing(amount, one)}{ends}"
    is_one = (figures == "1" and not part) or (not figures and part is not None)
    of = " of a" if not figures and part not in (None, "½") else " a" if not figures and part else ""
    return f"{'half' if of == ' a' else amount}{of} {one if is_one else _many(one)}{ends}"


def _is_one_thing(match: re.Match[str], figures: str | None) -> bool:
    """Whether a quantity stands for a thing: "a 9mm", "a 4" one"."""
    article = _ARTICLE.search(match.string[max(0, match.start() - 4) : match.start()])
    return article is not None and figures not in (None, "1")


def _amount(figures: str | None, part: str | None) -> str:
    if part:
        top, bottom = numbers.SIGNS[part]
        return numbers.mixed(numbers.whole(figures), top, bottom) if figures else numbers.fraction(top, bottom)
    return numbers.count(figures or "0")


def _many(unit: str) -> str:
    head, space, tail = unit.partition(" per ")
    if head in _INVARIANT:
        return unit
    stem, gap, last = head.rpartition(" ")
    return f"{stem}{gap}{_MANY.get(last, f'{last}s')}{space}{tail}"
