"""Text as it is said: what a reader would say for what the author wrote. What is shown stays as it is written.

Engines read plain sentences well and signs badly; so signs and figures become words or pauses, and abbreviations lose the
dot that an engine would take for the end of a sentence. Words are changed in English only; signs in every language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from narrate.spoken import numbers

_ABBREVIATIONS = {
    "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Dr.": "Doctor", "Prof.": "Professor", "Capt.": "Captain", "Col.": "Colonel",
    "Gen.": "General", "Lieut.": "Lieutenant", "Lt.": "Lieutenant", "Sgt.": "Sergeant", "Rev.": "Reverend", "Hon.": "Honourable",
    "Maj.": "Major", "Cpl.": "Corporal", "Adm.": "Admiral", "Gov.": "Governor", "Sen.": "Senator", "Supt.": "Superintendent",
    "Messrs.": "Messers", "Mme.": "Madame", "Mlle.": "Mademoiselle", "Esq.": "Esquire", "Jr.": "Junior", "Sr.": "Senior",
    "etc.": "et cetera", "&c.": "et cetera", "&c": "et cetera", "e.g.": "for example", "i.e.": "that is", "vs.": "versus",
    "viz.": "namely", "Vol.": "Volume", "vol.": "volume", "vols.": "volumes", "cf.": "compare", "approx.": "approximately",
    "Ave.": "Avenue", "Blvd.": "Boulevard", "Rd.": "Road", "Mt.": "Mount", "Ft.": "Fort", "Bros.": "Brothers", "Co.": "Company",
    "Inc.": "Incorporated", "Ltd.": "Limited", "dept.": "department", "Dept.": "Department", "lbs.": "pounds", "lb.": "pounds",
    "oz.": "ounces", "mph": "miles per hour", "a.k.a.": "also known as", "Ph.D.": "P H D", "M.D.": "M D",
}  # fmt: skip
_ABBREVIATION = re.compile(
    r"(?<![\w&])(?:" + "|".join(re.escape(a) for a in sorted(_ABBREVIATIONS, key=len, reverse=True)) + r")(?=\s|$|[.,;:?!)\"”’])"
)
_KEEPS_STOP = frozenset(
    {"etc.", "&c.", "Esq.", "Jr.", "Sr.", "Co.", "Inc.", "Ltd.", "Ave.", "Blvd.", "Rd.", "lbs.", "lb.", "oz."}
)
"""These end sentences, and then their dot is the sentence's too."""
_INTERJECTIONS = {
    "shh": "shush", "sh": "shush", "pfft": "fft", "psst": "pist", "zzz": "zuzz", "hmm": "hum", "hm": "hum", "mm": "um",
    "mmm": "um", "ugh": "uh", "tsk": "tisk", "brr": "burr", "grr": "gur",
}  # fmt: skip
_INTERJECTION = re.compile(r"\b(s+h+|p+f+t+|p+s+t+|z{2,}|h+m+|m{2,}|u+gh+|tsk|b+r{2,}|g+r{2,})\b", re.I)
_ROMAN_HEADING = re.compile(r"\b(chapter|part|book|volume|act|scene|canto|letter|section|stave)\s+([IVXLC]+)\b\.?", re.I)
_BARE_ROMAN = re.compile(r"^\W*([IVXLC]{1,7})\W*$")
_DIVISION = re.compile(r"\b([Cc]hapter|[Pp]art|[Bb]ook|[Vv]olume|[Aa]ct|[Ss]cene|[Cc]anto|World War|Type|Phase)\s+([IVXLC]+)\b")
_ROMAN = re.compile(r"[IVXLC](?<=\s.)")
_RULERS = (
    "Henry|Edward|George|Richard|William|James|Charles|Louis|Philip|Francis|Frederick|Napoleon|Nicholas|Alexander|Peter|Paul|Pius|Leo"
    "|Gregory|Clement|Innocent|Benedict|John|Elizabeth|Catherine|Mary|Ferdinand|Leopold|Otto|Rudolf|Rudolph|Gustav|Christian|Ivan|Pope"
)
_RULER = re.compile(rf"\b((?:{_RULERS})(?:\s(?:Paul|William))?)\s([IVX]{{2,5}}|V|X)(?![\w’'.])")
_MONEY = re.compile(r"([£$€])\s?(\d[\d,]{0,14})(?:\.(\d\d?))?(?!\d)(?:\s(hundred|thousand|million|billion)\b)?")
_CLOCK = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])")
_HALF_DAY = re.compile(r"(?<=\d)\s?([ap])\.?\s?m\b\.?(?=(\s+[A-Z])?)")
_DECADE = re.compile(r"(?<![\w,.])[’'‘]?(\d0|1\d\d0|20\d0)[’']?s\b")
_RANGE = re.compile(r"(?<![\w-])(\d{1,4})[–-](\d{1,4})(?![\w-])")
_ORDINAL = re.compile(r"(?<![\w,.])(\d{1,3}(?:,\d{3}){0,4}|\d{1,9})(?:st|nd|rd|th|d)\b")
_FRACTION = re.compile(r"(?<![\w/])(?:(\d{1,6})\s)?(\d{1,2})/(\d{1,3})(?![\w/])")
_FRACTION_SIGN = re.compile(rf"(?<!\d)(?:(\d{{1,6}})\s?)?([{''.join(numbers.SIGNS)}])")
_FEET = re.compile(r"(?<![\w.])(\d{1,2})[’'′]\s?(\d{1,2})[”\"″]")
_FIGURES = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?![\w])")
_DOTTED = re.compile(r"\.(?!$)|\b(?:St|Dr)\.$|№|#")
_FIGURED = re.compile(rf"[\d°{''.join(numbers.SIGNS)}]|o'clock")
"""Texts without these are as they should be (but for Roman figures); most have none, and a dozen looks cost more than one."""
_URL = re.compile(r"https?://\S+|www\.\S+")
_MAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([\w-]{1,64}(?:\.[\w-]{1,64}){1,4})\b")
_LETTERS = re.compile(r"\b(?:[A-Z]\.){2,12}(?=(\s+[a-z])?)")
_NOTE_MARK = re.compile(r"\s?\[(?:\d{1,3}|[*†‡§])\]|[¹²³⁰-⁹†‡]+")
_NOTED = re.compile(r"[\[¹²³⁰-⁹†‡]")
_SHOUT = re.compile(r"\b[A-Z][A-Z’']+\b")
_SHORT_WORDS = frozenset({
    "AM", "AN", "AND", "ARE", "AT", "BE", "BUT", "BY", "CAN", "DO", "DID", "FOR", "GET", "GO", "GOT", "HAD", "HAS", "HE",
    "HER", "HIM", "HIS", "HOW", "IF", "IN", "IS", "IT", "ITS", "ME", "MY", "NO", "NOT", "NOW", "OF", "OFF", "OH", "OK",
    "ON", "ONE", "OR", "OUR", "OUT", "RUN", "SAY", "SEE", "SHE", "SO", "THE", "TO", "TOO", "TWO", "UP", "WAS", "WE", "WHO",
    "WHY", "YES", "YET", "YOU", "DIE", "CRY", "WAR", "GOD", "MAN", "BOY", "OLD", "NEW", "BAD", "BIG", "ANY", "ALL",
})  # fmt: skip
_SIGNS = {
    "&": " and ",
    "%": " percent",
    "+": " plus ",
    "=": " equals ",
    "−": " minus ",
    "@": " at ",
    "°": " degrees",
    "§": " section ",
}
_LONG = 13
"""Figures: longer numbers are read digit by digit."""
_NEAR = 30
"""Characters: as far as the word before or after a word in capitals is looked for."""
_IPA = re.compile(r"/[^/\s()\[\]]+/")
_ODD = re.compile(r"[^ -~‘’“”—–…]")
"""Characters that may have to be left out, or composed; most texts have none."""
_UNEVEN = re.compile(r"--|[—–―…_*#~^|\\]|\.\s?\.|\s[,.!?;:]|,\s*[,.!?;:)]|^[\s,;:]")
_UNSAID = frozenset({"So", "Sk", "Cf", "Cs", "Co", "Cn", "Cc", "Me"})


def say(text: str, pronounce: Mapping[str, str] | None = None, *, heading: bool = False, language: str = "en") -> str:
    """The spoken form of a stretch of text: one line, single spaces, never empty where there is a word to say.

    `pronounce` maps whole words to respellings; longer entries win, and case counts when an entry has a capital. A respelling
    between slashes is IPA: the word then becomes `[word](/aɪpiːeɪ/)`, which an engine that takes no IPA reads as the word.
    """
    said = " ".join(text.split())
    if pronounce:
        said = _respell(said, tuple(sorted(pronounce.items())))
    if language == "en":
        said = _english(said, heading=heading)
    if _ODD.search(said):
        said = "".join(c for c in unicodedata.normalize("NFC", said) if not _silent(c))
    return " ".join((_smoothed(said) if _UNEVEN.search(said) else said).split())


def _smoothed(said: str) -> str:
    """Dashes and dots as pauses, no sign twice, none that an engine would call by its name."""
    said = re.sub(r"\s*(?:--+|[—–―])\s*(?=[\"”’»)]|$)", "", said)
    said = re.sub(r"\s*(?:--+|[—–―])\s*", ", ", said)
    said = re.sub(r"\s*(?:…|\.(?:\s?\.){2,})\s*", _ellipsis, said)
    said = re.sub(r"[_*#~^|\\]+", "", said)
    said = re.sub(r"\s+([,.!?;:])", r"\1", said)
    said = re.sub(r"(?:,\s*){2,}", ", ", said)
    said = re.sub(r",\s*([.!?;:)])", r"\1", said)
    return re.sub(r"^[\s,;:]+", "", said)


def _english(said: str, *, heading: bool) -> str:
    said = _URL.sub("a web address", said)
    if "@" in said:
        said = _MAIL.sub(lambda m: f"{m[1]} at {m[2].replace('.', ' dot ')}", said)
    if _NOTED.search(said):
        said = _NOTE_MARK.sub("", said) or said
    if heading:
        said = _ROMAN_HEADING.sub(lambda m: f"{m[1]} {numbers.cardinal(numbers.roman(m[2]))}", said)
        said = _BARE_ROMAN.sub(lambda m: numbers.cardinal(numbers.roman(m[1])), said)
        said = said.title() if said.isupper() else said
    said = _abbreviations(said)
    said = _figures(said)
    said = _SHOUT.sub(lambda m: _calmed(m, said), said)
    said = _INTERJECTION.sub(_interjection, said)
    return re.sub(f"[{re.escape(''.join(_SIGNS))}]", lambda m: _SIGNS[m[0]], said)


def _abbreviations(said: str) -> str:
    if _DOTTED.search(said):
        said = _dotted(said)
    said = _ABBREVIATION.sub(lambda m: _ended(_ABBREVIATIONS[m[0]], m) if m[0] in _KEEPS_STOP else _ABBREVIATIONS[m[0]], said)
    if "." not in said[:-1]:
        return said
    said = _LETTERS.sub(_spelled, said)
    return re.sub(r"\b([A-Z])\.\s?(?=[A-Z]\.?\s|[A-Z][a-z])", r"\1 ", said)


def _dotted(said: str) -> str:
    """What else is written with a dot."""
    said = re.sub(r"\bSt\.\s(?=[A-Z])", "Saint ", said)
    said = re.sub(r"(?<=[a-z]\s)St\.(?=$|[\s,;:!?”\"’)])", lambda m: _ended("Street", m), said)
    said = re.sub(r"(?<=[a-z]\s)Dr\.(?=$|[,;:!?”\"’)]|\s[a-z])", lambda m: _ended("Drive", m), said)
    said = re.sub(r"\b(?:No|Nos)\.\s?(?=\d)|№\s?|#(?=\d)", "number ", said)
    said = re.sub(r"\bpp\.\s?(?=\d)", "pages ", said)
    return re.sub(r"\bp\.\s?(?=\d)", "page ", said)


def _spelled(match: re.Match[str]) -> str:
    """U.S.A. → U S A, with a stop where it ends the text."""
    letters = " ".join(match[0].replace(".", " ").split())
    return letters if match[1] or match.end() < len(match.string) else f"{letters}."


def _ended(word: str, match: re.Match[str]) -> str:
    """The word, with a stop where its dot ended the sentence too."""
    after = match.string[match.end() : match.end() + 3]
    return f"{word}." if match[0].endswith(".") and (not after or re.match(r"\s[A-Z“\"]|[”\"’)]$", after)) else word


def _figures(said: str) -> str:
    if _ROMAN.search(said):
        said = _DIVISION.sub(lambda m: f"{m[1]} {numbers.cardinal(numbers.roman(m[2]))}" if numbers.roman(m[2]) else m[0], said)
        said = _RULER.sub(lambda m: f"{m[1]} the {numbers.ordinal(numbers.roman(m[2]))}" if numbers.roman(m[2]) else m[0], said)
    if not _FIGURED.search(said):
        return said
    said = _MONEY.sub(_money, said)
    said = _FEET.sub(lambda m: f"{numbers.cardinal(int(m[1]))} foot {numbers.cardinal(int(m[2]))}", said)
    said = _HALF_DAY.sub(_half_day, said)
    said = _CLOCK.sub(lambda m: numbers.clock(int(m[1]), int(m[2])), said)
    said = re.sub(r"\s*o'clock(?=\s?[ap]\.?\s?m\b)", "", said)
    said = _DECADE.sub(lambda m: numbers.decade(int(m[1])), said)
    said = _ORDINAL.sub(lambda m: numbers.ordinal(int(m[1].replace(",", ""))), said)
    said = _FRACTION.sub(_fraction, said)
    said = _FRACTION_SIGN.sub(_fraction_sign, said)
    said = _RANGE.sub(_range, said)
    said = re.sub(r"°\s?([FC])\b", lambda m: " degrees " + {"F": "Fahrenheit", "C": "Celsius"}[m[1]], said)
    return _FIGURES.sub(_number, said)


def _money(match: re.Match[str]) -> str:
    small = match[3].ljust(2, "0") if match[3] and not match[4] else match[3]
    return numbers.money(match[1], match[2].rstrip(","), small, match[4]) + "," * match[2].endswith(",")


def _half_day(match: re.Match[str]) -> str:
    """p.m. → p m, with a stop where it ends the sentence."""
    ends = match[0].endswith(".") and (match[2] or match.end() == len(match.string))
    return f" {match[1]} m{'.' if ends else ''}"


def _fraction(match: re.Match[str]) -> str:
    whole, top, bottom = match[1], int(match[2]), int(match[3])
    if bottom == 0 or top >= bottom:
        return match[0].replace("/", " ")
    return numbers.mixed(int(whole), top, bottom) if whole else numbers.fraction(top, bottom)


def _fraction_sign(match: re.Match[str]) -> str:
    top, bottom = numbers.SIGNS[match[2]]
    return numbers.mixed(int(match[1]), top, bottom) if match[1] else numbers.fraction(top, bottom)


def _range(match: re.Match[str]) -> str:
    """1914–18 → nineteen fourteen to eighteen; 555-1234 is a telephone number."""
    first, last = match[1], match[2]
    if len(first) == 3 and len(last) == 4:
        return f"{numbers.digits(first)}, {numbers.digits(last)}"
    return f"{_plain(first)} to {_plain(last)}"


def _number(match: re.Match[str]) -> str:
    if match[2]:
        return f"{_plain(match[1].replace(',', ''))} point {numbers.digits(match[2])}"
    figures = match[1].replace(",", "")
    return numbers.cardinal(int(figures)) if "," in match[1] and len(figures) < _LONG else _plain(figures)


def _plain(figures: str) -> str:
    """A number without commas: with leading noughts or very long, digit by digit; of four figures mostly a year."""
    if (len(figures) > 1 and figures[0] == "0") or len(figures) >= _LONG:
        return numbers.digits(figures)
    number = int(figures)
    return numbers.year(number) if len(figures) == 4 and 1050 <= number < 2100 else numbers.cardinal(number)


def _calmed(match: re.Match[str], said: str) -> str:
    """A word in capitals that is a word, not an abbreviation, in small letters: engines spell capitals."""
    word = match[0]
    bare = re.sub(r"[’']", "", word)
    beside = re.search(r"\b[A-Z]{2,}[,!?]?\s$", said[max(0, match.start() - _NEAR) : match.start()]) or re.match(
        r"[,!?]?\s[A-Z]{2,}\b", said[match.end() : match.end() + _NEAR]
    )
    if bare in _SHORT_WORDS or (len(bare) > 3 and re.search(r"[AEIOUY]", bare)) or (beside and re.search(r"[AEIOUY]", bare)):
        return word[0] + word[1:].lower() if _begins_sentence(said, match.start()) else word.lower()
    return word


def _begins_sentence(said: str, place: int) -> bool:
    return place == 0 or bool(re.search(r"(?:[.!?…]\s*|[“\"‘])$", said[max(0, place - 4) : place]))


def _silent(char: str) -> bool:
    """Emoji, marks that steer the direction of text, control characters, and accents stacked on accents."""
    if char.isascii() or char.isalnum():
        return not (char.isprintable() or char == " ")
    return unicodedata.category(char) in _UNSAID or 0x300 <= ord(char) <= 0x36F


def _ellipsis(match: re.Match[str]) -> str:
    """A trailing-off ends the sentence before a capital, and is a short pause before anything else."""
    after = match.string[match.end() : match.end() + 1]
    if not after or after in '"”’»)':
        return "."
    return ". " if after.isupper() else ", "


def _interjection(match: re.Match[str]) -> str:
    squeezed = re.sub(r"(.)\1+", r"\1", match[0].lower())
    for word in (match[0].lower(), squeezed, squeezed + squeezed[-1]):
        if word in _INTERJECTIONS:
            return _INTERJECTIONS[word]
    return match[0]


@cache
def _respellings(entries: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    words = sorted((word for word, _ in entries), key=len, reverse=True)
    parts = [re.escape(w) if w != w.lower() else f"(?i:{re.escape(w)})" for w in words]
    table = dict(entries)
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)"), table


def _respell(text: str, entries: tuple[tuple[str, str], ...]) -> str:
    pattern, table = _respellings(entries)

    def said(match: re.Match[str]) -> str:
        known = table.get(match[0], table.get(match[0].lower(), match[0]))
        return f"[{match[0]}]({known})" if _IPA.fullmatch(known) else known

    return pattern.sub(said, text)
