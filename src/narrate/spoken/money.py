"""Money as it is said: signs before and after, suffixes, amounts that describe a noun, pounds with shillings and pence."""

from __future__ import annotations

import re
from math import gcd

from narrate.spoken import numbers
from narrate.spoken.nouns import describing, modifies

_COINS = {
    "£": ("pound", "pounds", "penny", "pence"),
    "$": ("dollar", "dollars", "cent", "cents"),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "sen", "sen"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "₩": ("won", "won", "jeon", "jeon"),
    "₽": ("rouble", "roubles", "kopeck", "kopecks"),
    "₺": ("lira", "lira", "kurus", "kurus"),
    "₪": ("shekel", "shekels", "agora", "agorot"),
    "฿": ("baht", "baht", "satang", "satang"),
    "₴": ("hryvnia", "hryvnias", "kopeck", "kopecks"),
}
"""One and many of the coin, one and many of its small change."""
_COUNTRIES = {
    "US": "U S", "U.S.": "U S", "C": "Canadian", "CA": "Canadian", "CAD": "Canadian", "A": "Australian", "AU": "Australian",
    "NZ": "New Zealand", "HK": "Hong Kong", "S": "Singapore", "R": "", "IR": "Irish", "CN": "Chinese", "JP": "Japanese",
}  # fmt: skip
_SCALES = {
    "k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "mm": "million", "MM": "million",
    "mil": "million",
    "b": "billion", "B": "billion", "bn": "billion", "Bn": "billion", "BN": "billion", "t": "trillion", "T": "trillion",
    "tn": "trillion",
    "trn": "trillion",
}  # fmt: skip
_SIGN = "[" + "".join(_COINS) + "]"
_WORDS = "hundred|thousand|million|billion|trillion|zillion|gazillion"
_SUFFIX = "|".join(sorted(_SCALES, key=len, reverse=True))
_AMOUNT = r"\d{1,3}(?:,\d{3}){1,5}|\d{1,15}"
_SCALE = rf"(?:[\s-](?P<word>{_WORDS})(?![a-z])|\s?(?P<suffix>{_SUFFIX})(?![\w’']))?"
_BEFORE = re.compile(
    rf"(?P<minus>(?<![\w-])[-−]|(?<=[a-z]\s)–(?=\S))?(?P<land>(?<![A-Za-z.])(?:U\.S\.|"
    rf"[A-Z]{{1,3}}))?(?P<sign>{_SIGN})\s?(?P<whole>{_AMOUNT})?(?:\.(?P<part>\d{{1,4}}))?(?![\d])"
    rf"(?:\s?[–—-]\s?{_SIGN}?(?P<upto>(?:{_AMOUNT})(?:\.\d{{1,2}})?)(?!\d|-\w))?{_SCALE}(?P<hyphen>-(?=[a-z]))?"
)
_AFTER = re.compile(rf"(?<![\w.,$£])(?P<whole>{_AMOUNT})(?:[.,](?P<part>\d\d))?\s?(?P<sign>[€¥₹₩₽₺₴₪฿])(?!\s?\d)")
_CENTS = re.compile(r"(?<![\w.,])(\d{1,4})(?:\s?¢|c(?![\w.-]))")
_PENCE = re.compile(r"(?<![\w.,])(\d{1,2})p\b(?!\.\s?\d)")
_OLD = re.compile(
    r"(?:£\s?(?P<l>\d[\d,]{0,9})(?:l\.)?|"
    r"(?<![\w.,])(?P<ll>\d[\d,]{0,9})l\.),?\s(?P<s>\d\d?)s\b\.?(?:,?\s?(?P<d>\d\d?)?(?P<h>[½¼¾])?d\b\.?)?"
    r"|(?<![\w.,£])(?P<s2>\d\d?)s\b\.?,?\s?(?P<d2>\d\d?)?(?P<h2>[½¼¾])?d\b\.?"
)
_SHILLINGS = re.compile(r"(?<![\w.,’'‘£])(\d\d?)s\.(?!\w)|(?<![\w.,])(\d\d?)/-(?!\w)")
_LONE_PENCE = re.compile(r"(?<![\w.,’'])(\d\d?)?([½¼¾])?d(?:\.|(?=[\s,;:!?)”]|$))(?!\w)")
_PRICE = re.compile(
    r"(?:paid|pays?|costs?|charged?|charges|for|of|worth|at|price|only|than|gave|owed?|lent|wages?|and|or|to|from|"
    r"shillings?|pence|pounds?|penny)[.,]?\s(?:\w+\s)?$",
    re.I,
)
_NOTES = frozenset({"5", "10", "20", "50", "100"})
_ONE_NOTE = re.compile(r"\b[Aa]\s(?:crisp\s|new\s|crumpled\s|folded\s|single\s)?$")
"""a $20: a note."""
_BOTH_SCALED = re.compile(rf"({_SIGN}\s?\d[\d.,]*)({_SUFFIX})\s?[–-]\s?{_SIGN}?(\d[\d.,]*)(?=\2(?!\w))")
_BETWEEN = re.compile(r"\b[Bb]etween\s$")
_PLURAL = re.compile(
    r"\b(?:the|these|those|[Tt]he)\s(?:\d{1,2}s(?:,|\sand|\sor)\s)?$|\d0s\s(?:and|or|to)\s(?:early\s|late\s)?$|ies\s(?:and|or|to)\s(?:early\s|late\s)?$"
)
"""Before figures that are things: the 5s and 10s."""
_AGE = re.compile(r"\b(?:his|her|their|the|my|our|your|mid|early|late)[\s-]$")
_SLASHED = re.compile(r"(?<![\w/.,$£])(\d\d?)/(\d\d?)(d\b\.?)?(?![\w/])(?!\s(?:time|of|inch|cup|mile)\b)")
_PAID = re.compile(r"\b(?:paid|pays?|costs?|charged?|charges|price|spent|worth)\s(?:only\s|just\s|him\s|her\s)?$")
_PENNIES = {1: "a penny", 2: "twopence", 3: "threepence", 4: "fourpence", 5: "fivepence", 6: "sixpence", 7: "sevenpence",
            8: "eightpence", 9: "ninepence", 10: "tenpence", 11: "elevenpence"}  # fmt: skip
_PARTS = {"12": "halfpenny", "14": "farthing"}
_HALFPENNY = {"½": "halfpenny", "¼": "farthing", "¾": "three farthings"}
_SLASHED_POUNDS = re.compile(r"£(\d[\d,]*)/(\d{1,2})/(\d{1,2})(?![\d/])")
_POUNDS = re.compile(
    r"(?<![\w.,£])(\d[\d,]*)l\.(?!,?\s\d\d?s\b)(?:(?=\s(?:a|per)\s(?:year|annum|month|week|day|head)\b|\s[a-z]|[,;:])|(?P<ends>))"
)
"""20l. is twenty pounds; where the dot may be the sentence's, only beside a word for money: "it holds 20l." is litres."""
_SUM = re.compile(
    r"\b(?:debts?|sum|fortune|income|salary|rent|fine|legacy|reward|bill|pension|bribe|worth|value|loan|fee)\b", re.I
)
_COMMA = re.compile(r"(€\s?\d{1,4}),(\d\d)(?!\d)")
_RUPEES = re.compile(r"\bRs\.?\s?(\d[\d,]*)(?![\w.]\d)")
_EACH = re.compile(rf"((?:{_SIGN})\s?\d[\d,.]*)\s?/\s?(hr|hour|h|day|wk|week|mo|month|yr|year|lb|kg|head|night|person|mile)\b\.?")
_EACH_WORDS = {"hr": "hour", "h": "hour", "wk": "week", "mo": "month", "yr": "year", "lb": "pound", "kg": "kilogram"}
_FRANCS = re.compile(r"(?<![\w.,])(\d[\d,]*)\s?[Ff]rs?\.(?=\s[a-z]|[,;:)]|$)")
LOOK = re.compile(rf"{_SIGN}|¢|\d(?:p|c|[slk]|½?d)\b|/|[½¼¾]d\b|\bRs\b|\d\s?[Ff]rs?\.")
"""A text without these names no sum of money in figures."""
_RATING_BOTTOM = 10


def _rewritten(text: str) -> str:
    """£3/10/6, 200l. a year, Rs. 500 and 10 frs. as other books write them."""
    text = _BOTH_SCALED.sub(r"\1–\3", _COMMA.sub(r"\1.\2", text))
    text = _SLASHED_POUNDS.sub(r"£\1 \2s. \3d.", text)
    text = _POUNDS.sub(_pounds, _EACH.sub(_each, text))
    return _FRANCS.sub(r"\1 francs", _RUPEES.sub(r"\1 rupees", text))


def read(text: str) -> str:
    """Every sum of money in words."""
    text = _rewritten(text)
    text = _OLD.sub(_old, text)
    text = _BEFORE.sub(_before, text)
    text = _AFTER.sub(lambda m: _sum(m["sign"], m["whole"], m["part"]), text)
    text = _CENTS.sub(_cents, text)
    text = _PENCE.sub(lambda m: _small(int(m[1]), "£"), text)
    text = _SHILLINGS.sub(_lone_shillings, text)
    text = _LONE_PENCE.sub(_lone_pence, text)
    return _SLASHED.sub(_slashed, text)


def _each(match: re.Match[str]) -> str:
    """$3/hr → $3 an hour."""
    word = _EACH_WORDS.get(match[2], match[2])
    ends = "." if match[0].endswith(".") and match.end() == len(match.string) else ""
    return f"{match[1]} a{'n' * (word == 'hour')} {word}{ends}"


def _pounds(match: re.Match[str]) -> str:
    if match["ends"] is None:
        return f"£{match[1]}"
    before = match.string[max(0, match.start() - 60) : match.start()]
    return f"£{match[1]}." if _PRICE.search(before) or _SUM.search(before) else match[0]


def _small(amount: int, sign: str) -> str:
    one, many = _COINS[sign][2:]
    return f"{numbers.cardinal(amount)} {one if amount == 1 else many}"


def _cents(match: re.Match[str]) -> str:
    if modifies(match.string, match.start(), match.end()):
        return describing(numbers.cardinal(int(match[1])), "cent")
    return _small(int(match[1]), "$")


def _before(match: re.Match[str]) -> str:
    if not (match["whole"] or match["part"]):
        return match[0]
    scale = match["word"] or _SCALES.get(match["suffix"] or "", "")
    minus = "minus " if match["minus"] else ""
    land, sign = match["land"] or "", match["sign"]
    if land and land not in _COUNTRIES:
        return match[0]
    unit, units = _COINS[sign][:2]
    where = f"{_COUNTRIES[land]} " if land and _COUNTRIES[land] else ""
    rest = "" if match["hyphen"] is None else match["hyphen"]
    figures = (match["whole"] or "0") + (f".{match['part']}" if match["part"] else "")
    if match["upto"]:
        joint = "and" if _BETWEEN.search(match.string[max(0, match.start() - 9) : match.start()]) else "to"
        coin = unit if not rest and modifies(match.string, match.start(), match.end()) else units
        return f"{minus}{_scaled(figures, '')} {joint} {_scaled(match['upto'], scale)} {where}{coin}{rest}"
    plain = scale or not match["part"] or len(match["part"]) > 2
    if plain and (rest or modifies(match.string, match.start(), match.end())):
        joint = "-" if re.match(r"an?-", match.string[match.end() :]) else " "
        return f"{minus}{describing(_scaled(figures, scale), where + unit)}{joint if rest else ''}"
    if plain and figures in _NOTES and _ONE_NOTE.search(match.string[max(0, match.start() - 14) : match.start()]):
        return _scaled(figures, "")
    if plain:
        return f"{minus}{_scaled(figures, scale)} {where}{unit if figures == '1' and not scale else units}"
    words = _sum(sign, match["whole"] or "0", match["part"], where)
    if modifies(match.string, match.start(), match.end()):
        words = words.replace(f" {units} ", f" {unit} ")
    return minus + words


def _scaled(figures: str, scale: str) -> str:
    if scale and "." in figures:
        figures = figures.rstrip("0").rstrip(".")
    return f"{numbers.count(figures)} {scale}".rstrip()


def _sum(sign: str, whole: str, part: str | None, where: str = "") -> str:
    """£3.50 → three pounds fifty; $0.50 → fifty cents."""
    unit, units, cent, cents = _COINS[sign]
    amount, small = numbers.whole(whole), int(part.ljust(2, "0")) if part else 0
    if not amount and small:
        return f"{numbers.cardinal(small)} {cent if small == 1 else cents}"
    words = f"{numbers.cardinal(amount)} {where}{unit if amount == 1 else units}"
    if 0 < small < 10:
        return f"{words} and {numbers.cardinal(small)} {cent if small == 1 else cents}"
    return f"{words} {numbers.cardinal(small)}" if small else words


def _old(match: re.Match[str]) -> str:
    """£5 10s. 6d. → five pounds ten shillings and sixpence."""
    pounds = numbers.whole(match["l"] or match["ll"] or "0")
    shillings = int(match["s"] or match["s2"])
    pence = _pennies(match["d"] or match["d2"], match["h"] or match["h2"])
    words = [f"{numbers.cardinal(pounds)} pound{'s' * (pounds != 1)}"] if pounds else []
    if shillings:
        words.append(_shillings(shillings))
    if pence:
        words += ["and", pence] if words else [pence]
    return _stopped(" ".join(words), match)


def _shillings(count: int) -> str:
    return f"{numbers.cardinal(count)} shilling{'s' * (count != 1)}"


def _pennies(pence: str | None, part: str | None) -> str:
    count = int(pence or 0)
    words = _PENNIES.get(count, f"{numbers.cardinal(count)} pence") if count else ""
    if not part:
        return words
    small = _HALFPENNY[part]
    return f"{words} {small}" if words else small if part == "¾" else f"a {small}"


def _lone_shillings(match: re.Match[str]) -> str:
    """10s. → ten shillings; but "in his 20s." and "the 60s." are ages and decades."""
    count = int(match[1] or match[2])
    before = f" {match.string[max(0, match.start() - 16) : match.start()]}"
    each = re.compile(r"\s(?:a|per|the)\s(?:week|year|month|day|night|dozen|pair|head|hour|quarter)\b").match(
        match.string, match.end()
    )
    if (
        match[1]
        and not each
        and not (before.lower().endswith(" a ") and modifies(match.string, match.start(), match.end()))
        and (_PLURAL.search(before) or _AGE.search(before) or (count % 10 == 0 and not _PRICE.search(before)))
    ):
        return match[0]
    if modifies(match.string, match.start(), match.end()):
        return f"{numbers.cardinal(count)}-shilling"
    return _stopped(_shillings(count), match)


def _lone_pence(match: re.Match[str]) -> str:
    """6d. → sixpence; "the 2d door" and "the 42d Regiment" are ordinals, and D of a name is none."""
    if not match[1] and not match[2]:
        return match[0]
    count = int(match[1] or 0)
    is_ordinal = count % 10 in (2, 3) and count not in (12, 13) and not match[2]
    if is_ordinal and (not match[0].endswith(".") or count > 11):
        return match[0]
    words = _pennies(match[1], match[2])
    if modifies(match.string, match.start(), match.end()):
        return words.removeprefix("a ").replace("pence", "penny")
    return _stopped(words, match)


def _slashed(match: re.Match[str]) -> str:
    """12/6 → twelve and six: shillings and pence, where it can be no fraction in its lowest terms."""
    shillings, pence = int(match[1]), int(match[2])
    if match[3]:
        part = _PARTS.get(match[1] + match[2])
        return f"a {part}" if part else f"{numbers.cardinal(shillings)} and {_pennies(match[2], None)}"
    lowest = gcd(shillings, pence) == 1 and shillings < pence
    paid = _PAID.search(match.string[max(0, match.start() - 16) : match.start()]) and pence in (6, 7, 9, 11)
    if paid:
        return f"{numbers.cardinal(shillings)} and {numbers.cardinal(pence)}"
    if match[0] == "24/7" or lowest or pence > 11 or pence == _RATING_BOTTOM or not shillings or not pence or shillings == pence:
        return match[0]
    return f"{numbers.cardinal(shillings)} and {numbers.cardinal(pence)}"


def _stopped(words: str, match: re.Match[str]) -> str:
    """With a stop where the last dot ended the sentence too."""
    after = match.string[match.end() : match.end() + 2]
    ends = match[0].endswith(".") and (not after or after[0] in '”"’)' or (after[0] == " " and after[1:].isupper()))
    return f"{words}." if ends else words
