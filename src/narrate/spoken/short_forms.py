"""Short forms of common words: max. speed, temp. 40, Op. 27, ed. by Hale, 7th Cav., and what stands before a name only."""

from __future__ import annotations

import re

_DESCRIBING = {
    "max": "maximum", "avg": "average", "approx": "approximately", "misc": "miscellaneous", "assoc": "associate",
    "asst": "assistant", "esp": "especially", "temp": "temperature", "orig": "originally", "anon": "anonymous", "usu": "usually",
    "excl": "excluding", "prob": "probably", "intl": "international",
}  # fmt: skip
"""Before a word in small letters or a figure."""
_BY = {"ed": "edited", "trans": "translated", "transl": "translated", "illus": "illustrated", "arr": "arranged",
       "comp": "compiled", "eds": "edited"}  # fmt: skip
_NUMBERED = {
    "op": "opus", "opp": "opuses", "figs": "figures", "chs": "chapters", "chaps": "chapters", "secs": "sections",
    "sec": "section", "para": "paragraph", "paras": "paragraphs", "arts": "articles", "mk": "mark", "sc": "scene",
    "eq": "equation", "K": "K",
}  # fmt: skip
"""Before a figure or a Roman numeral."""
_UNITS = {
    "Inf": "Infantry", "Cav": "Cavalry", "Regt": "Regiment", "Rgt": "Regiment", "Bn": "Battalion", "Batt": "Battalion",
    "Bde": "Brigade", "Brig": "Brigade", "Div": "Division", "Sqn": "Squadron", "Plt": "Platoon", "Arty": "Artillery",
    "Bty": "Battery", "Coy": "Company", "Dist": "District", "Cir": "Circuit", "Cong": "Congress", "ed": "edition",
    "edn": "edition", "movt": "movement",
}  # fmt: skip
"""Behind an ordinal."""
_EITHER_CASE = "|".join(sorted(_DESCRIBING, key=len, reverse=True))
_WORD = re.compile(rf"\b(?i:({_EITHER_CASE}))\.(?=\s[a-z]|-[a-z]|,\s[a-z]|(?<=max\.|avg\.|rox\.|emp\.)\s\d)")
_LEAST = re.compile(
    r"\b([Mm])in\.(?=\s(?:temp|temperature|speed|age|wage|height|weight|charge|load|depth|width|length|distance|pressure|order|"
    r"deposit|sentence|size|price|rate|stay|level|value|requirement|and max|/max|of \d|\d))"
)
_MADE_BY = re.compile(rf"\b({'|'.join(_BY)})\.(?=\sby\b)", re.I)
_NUMBER = re.compile(rf"\b({'|'.join(sorted(_NUMBERED, key=len, reverse=True))})\.\s?(?=\d|[IVX]+\b|[ivx]{{2,}}\b)", re.I)
_UNIT = re.compile(rf"(\d(?:st|nd|rd|th|d)\s)({'|'.join(_UNITS)})\.(?=(\s[A-Z]|[”\"’)]?$)?)")
_COMPANY = re.compile(r"(?<!& )(?<!and )\bCo\.\s(?=(?:[B-HJ-Z]\b(?![.’'])|A,))")
_REPORTER = re.compile(r"\bF\.\s?([23])d\b")
_RULES = ((re.compile(r"\bFed\.\s?R\.\s?Civ\.\s?P\."), "Federal Rule of Civil Procedure"),
          (re.compile(r"\bFed\.\s?R\.\s?Crim\.\s?P\."), "Federal Rule of Criminal Procedure"),
          (re.compile(r"\bFed\.\s?R\.\s?Evid\."), "Federal Rule of Evidence"),
          (re.compile(r"\bF\.\s?Supp\."), "Federal Supplement"),
          (re.compile(r"\b[Ss]tat\.(?=\s(?:Ann|\d|§))"), "Statutes"))  # fmt: skip
_MANY_SECTIONS = re.compile(r"§§\s?(?=\d)")
LOOK = re.compile(rf"\b(?:{_EITHER_CASE}|min|{'|'.join({**_BY, **_NUMBERED, **_UNITS})}|Co|F|Fed)\.|§§", re.I)
"""A text without these has none of the above."""


def read(text: str) -> str:
    """Every short form in words; one that ends a sentence leaves its stop."""
    text = _MANY_SECTIONS.sub("sections ", text)
    for pattern, rule in _RULES:
        text = pattern.sub(rule, text)
    text = _REPORTER.sub(lambda m: f"F {'second' if m[1] == '2' else 'third'}", text)
    text = _UNIT.sub(lambda m: f"{m[1]}{_UNITS[m[2]]}{'.' if m[3] is not None else ''}", text)
    text = _COMPANY.sub("Company ", text)
    text = _LEAST.sub(lambda m: "Minimum" if m[1] == "M" else "minimum", text)
    text = _WORD.sub(lambda m: _as_written(m[1], _DESCRIBING[m[1].lower()]), text)
    text = _MADE_BY.sub(lambda m: _as_written(m[1], _BY[m[1].lower()]), text)
    return _NUMBER.sub(_numbered, text)


def _numbered(match: re.Match[str]) -> str:
    """Op. 27 → Opus 27; "K. 5" keeps its letter."""
    word = _NUMBERED.get(match[1]) or _NUMBERED.get(match[1].lower())
    return f"{_as_written(match[1], word)} " if word else match[0]


def _as_written(short: str, word: str) -> str:
    """With a capital where the short form has one."""
    return word[0].upper() + word[1:] if short[0].isupper() else word
