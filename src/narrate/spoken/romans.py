"""Roman numerals: chapters and acts are counted, rulers and centuries are ordinals, long ones are years."""

from __future__ import annotations

import re
import unicodedata

from narrate.spoken import numbers

DIVISIONS = "chapter|part|book|volume|vol|act|scene|canto|letter|section|stave|episode|appendix|article"
_COUNTED = (
    "Chapters?|Parts?|Books?|Volumes?|Vol\\.|Acts?|Scenes?|Cantos?|Letters?|Sections?|Staves?|Episodes?|Appendix|"
    "Articles?|Figure|Fig\\."
    "|Plate|Table|Title|Class|Level|Grade|Stage|Type|Types|Phase|Mark|Model|Room|Ward|Block|Unit|Lesson|Psalm|Sonnet|Symphony|Day"
    "|World War|Bowl|Superbowl|WrestleMania|Mk\\.|Apollo|Gemini|Saturn"
    "|Vatican|Rocky|Fantasy|Windows|Bloc|Group|Division|Corps|Legion|Adventure|"
    "Maximum|Minimum|Lecture|Movement|Rule|Case|Number|Step|Problem|Wars|Schedule|Interlude|Intermezzo|Quest|Evil|Craft|Men|Jaws|"
    r"Plan|Option|Project|Exhibit|Annex|Column|Zone|Sector|Region|Station|Tier|Category|Generation|Version|Round|Item|Clause|Amendment|"
    r"Aliens?|Terminator|Predator|Rambo|Halloween|Superman|Batman|Ghostbusters|Gremlins|Godfather|Fighter|(?:[A-Z]-[A-Z]\w+)"
)
_DIVISION = re.compile(
    rf"\b({_COUNTED}|(?:act|scene|part|chapter|book|volume|canto|page|stanza))\s([IVXLC]+|[ivxlc]{{2,7}}|i(?=[.,;:)\]]|"
    rf"$))(?!\w|-(?![a-z]{{3}}))(?![’'](?!s\b))(?:\.(?=[,;:]))?"
)
_MAY_BE_FIRST = frozenset(
    {"Chapter", "Part", "Book", "Volume", "Act", "Scene", "Canto", "World War", "Phase", "Type", "Stage", "Apollo"}
)
"""After these a lone I is one; after others it is the person speaking."""
_LISTED = re.compile(
    r"\s(?:of\s(?:the\s)?[A-Z]|of\sthe\s[a-z]|felony|offence|offense|misdemeanou?r|listed|drug|device|railroad|antigen|errors?|diabetes)\b"
)
"""Behind the first of articles and classes."""
_SURE = frozenset({"Chapter", "Act", "Canto", "Volume", "World War", "Apollo"})
_NEVER = frozenset({"mild", "mix", "did", "dim", "civil", "vivid", "livid", "ill", "lid", "C", "L", "ic"})
_PRONOUN = re.compile(
    r"\s(?!of\b|is\b|was\b|and\b|to\b|in\b|ends\b|begins\b|opens\b|closes\b|the\b|he\b|she\b|they\b|it\b|we\b|by\b|on\b|"
    r"at\b|when\b|there\b)\w"
)
_ARTICLE = re.compile(r"(?:\b(?:the|a|an|this|that|every|each|no|first|last|only|same|[Tt]he)\s)$")
_RULERS = (
    "Henry|Edward|George|Richard|William|James|Charles|Louis|Philip|Francis|Frederick|Napoleon|Nicholas|Alexander|Peter|"
    "Paul|Pius|Leo"
    "|Gregory|Clement|Innocent|Benedict|John|Elizabeth|Catherine|Mary|Ferdinand|Leopold|Otto|Rudolf|Rudolph|Gustav|"
    "Christian|Ivan|Pope"
    "|Alfonso|Umberto|Victor|Haakon|Olaf|Urban|Julius|Boniface|Margrethe|Carlos|Felipe|Wilhelm|Friedrich|Ludwig|Ramses|"
    "Rameses|Justinian"
)
_RULER = re.compile(
    rf"\b((?:{_RULERS})(?:\s(?:Paul|William|Emmanuel))?)\s(?:the\s)?([IVX]{{2,6}}|V|X)(?!\w|-(?![a-z]{{3}}))(?!\.\s?[A-Z]\w)(?![’'](?!s\b))(?:\.(?=\s[a-z]|[,;:]))?"
)
_TITLES_OF_RULERS = "King|Queen|Emperor|Empress|Pope|Tsar|Czar|Kaiser|Sultan|Shah|Prince"
_FIRST = re.compile(
    rf"\b((?:{_TITLES_OF_RULERS})\s[A-Z]\w+)\sI(?=[’']s\b|[,.;:!?)]|\s(?:of|was|is|and|in|had|to|on|at)\b|$)"
    r"|\b([A-Z][a-z]{2,})\sI(?=\sof\s(?:the\s)?[A-Z])"
    rf"|^[“\"‘]?((?:{_RULERS}))\sI(?=\s(?:was|had|became|reigned|ruled|succeeded|died|abdicated|ascended)\b(?!\s\w+ing\b))"
    rf"|\b((?:{_RULERS}))\sI(?=[’']s\b|\sof\s[A-Z]|,\s(?:who|whose|then|and|or|the|[A-Z][a-z]+\s[IVX]+)\b|[.!?]?[”\"’)]?$)"
)
_ELEVENS = re.compile(r"(?:(?<=[sn][td]\s)|(?<=rd\s))(XI|XV)\b(?!\s[A-Z])")
"""The teams of a school: the 1st XI."""
_WAR = re.compile(r"\bWW\s(?=I{1,2}\b)")
_NAMED = re.compile(
    r"\b([A-Z][a-zà-ÿ]{2,})\s(I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XI?V|XI?X|XVI{1,3}|XX[IV]{1,4})(?![\w-])(?!\.\w)(?![’'](?!s\b))"
)
_HEIR = re.compile(r"(?<=[a-z.]\s)([A-Z][a-z]{2,}),\s(II|III|IV)(?=[.,;:!?)]|\s[a-z]|$)")
"""John Hale, III."""
_NO_NAMES = frozenset(
    {"The", "His", "Her", "Its", "Our", "And", "But", "For", "With", "Their", "Your", "See", "Size", "Part", "Then"}
)
_CENTURY = re.compile(
    r"\b([IVX]{1,6})(?=(?:th|st|nd|rd)?[\s-](?:century|centuries|cent\.|c\.|Olympiad|Olympic|Winter\sGames|Summer\sGames|Reich|arrondissement|[Dd]ynasty|Legion|Congress))"
    r"(?:th|st|nd|rd)?"
)
_ORDINAL = re.compile(r"\b([IVX]{2,7})(?:th|nd|rd|st)\b(?![\s-](?:century|centuries|cent\.|c\.))")
_YEAR = re.compile(r"\b(M[DCLXVIM]{3,14})\b")
_PAGES = re.compile(r"\b(pages?)\s([ivxlc]{1,7})(?:\s?[–-]\s?([ivxlc]{1,7}))?\b")
_LONE = re.compile(
    r"(?<![\w.’'-])(I{3}|VI{2,3}|XI{2,3}|X[IVX]{2,5}|LX{1,3}(?:I{1,3}|IV|VI{0,3}|IX)?|XL(?:I{1,3}|IV|VI{0,3}|IX)|XC(?:I{1,3}|IV|VI{0,3}|IX)?|i{2,3}|iv|vii{1,2}|ix|xii{1,2}|xiv|xvi{0,3}|xix|xx[iv]{0,4})(?![\w’'-]|\.\w)"
    r"(?:\.(?=[,;:)]))?"
)
BEFORE_ONE = frozenset(
    f"Chapter Part Book Volume Act Scene Canto War Phase Type Stage Apollo Article Title Class Section Level "
    f"{f'{_RULERS}|{_TITLES_OF_RULERS}'.replace('|', ' ')}".split()
)
"""Words behind which a lone I may be a number."""
_SIGNS = re.compile(r"[Ⅰ-ⅿ]+")
LOOK = re.compile(r"[IVXLC](?<=\s.)|\bM[DCLXM]|[IVX]{3}|[ivxlc](?<=[ets]\s.)|[IVX]t?[hnr]")
"""A text without these has none of the above."""


def modern(text: str) -> str:
    """Signs for roman numerals (Ⅳ) as the letters they are made of."""
    text = _WAR.sub("World War ", text) if "WW" in text else text
    return _SIGNS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)


def ordinals(text: str) -> str:
    """XXth → twentieth, before its letters are taken for a shout."""
    return _ORDINAL.sub(lambda m: numbers.ordinal(numbers.roman(m[1])) if numbers.roman(m[1]) else m[0], text)


def read(text: str) -> str:
    """Each roman numeral in the midst of a text as what it means there."""
    text = _CENTURY.sub(_century, text)
    text = _PAGES.sub(_pages, text)
    text = _DIVISION.sub(_division, text)
    text = _FIRST.sub(_first, text)
    text = _ELEVENS.sub(lambda m: numbers.cardinal(numbers.roman(m[1])), text)
    text = _RULER.sub(_ruled, text)
    text = _HEIR.sub(_ruled, text)
    text = _NAMED.sub(lambda m: m[0] if m[1] in _NO_NAMES else _ruled(m), text)
    text = _YEAR.sub(lambda m: numbers.plain(str(numbers.roman(m[1]))) if numbers.roman(m[1]) > 1000 else m[0], text)
    return _LONE.sub(lambda m: numbers.cardinal(numbers.roman(m[1])) if numbers.roman(m[1]) else m[0], text)


def _first(match: re.Match[str]) -> str:
    """Charles I was beheaded → Charles the first was beheaded."""
    return f"{match[0].removesuffix(' I')} the first"


def _century(match: re.Match[str]) -> str:
    value = numbers.roman(match[1])
    return numbers.ordinal(value) if value else match[0]


def _pages(match: re.Match[str]) -> str:
    first, last = numbers.roman(match[2]), numbers.roman(match[3] or "")
    if not first or (match[3] and not last) or (match[2] == "i" and not match[3]):
        return match[0]
    return f"{match[1]} {numbers.cardinal(first)}" + (f" to {numbers.cardinal(last)}" if last else "")


def _ruled(match: re.Match[str]) -> str:
    value = numbers.roman(match[2])
    return f"{match[1]} the {numbers.ordinal(value)}" if value else match[0]


def _division(match: re.Match[str]) -> str:
    """Chapter IV → Chapter four; but "the part I played" and "Section C" stay."""
    value = numbers.roman(match[2])
    if not value or match[2] in _NEVER:
        return match[0]
    if match[2] == "I" and _is_pronoun(match):
        return match[0]
    return f"{match[1]} {numbers.cardinal(value)}"


def _is_pronoun(match: re.Match[str]) -> bool:
    """Whether the I after a division's name is somebody: "the part I played", "that Book I read"."""
    if match[1] not in _MAY_BE_FIRST:
        return match[1] not in {"Article", "Title", "Class", "Section", "Level"} or not _LISTED.match(match.string, match.end())
    if _LISTED.match(match.string, match.end()):
        return False
    before = match.string[max(0, match.start() - 6) : match.start()]
    if match[1] in _SURE:
        return match[1] != "World War" and _ARTICLE.search(before) is not None
    return bool(_PRONOUN.match(match.string, match.end()) or _ARTICLE.search(before))
