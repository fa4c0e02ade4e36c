"""How a name is built: titles, then a given name, then a surname."""

from __future__ import annotations

import re
from functools import cache

from narrate.model import Gender
from narrate.script.lexicon import given_names, titles

_WRITTEN_OUT = {
    "doctor": "dr",
    "mister": "mr",
    "mistah": "mr",
    "mistuh": "mr",
    "missis": "mrs",
    "missus": "mrs",
    "mis": "mrs",
    "marse": "master",
    "mars": "master",
    "massa": "master",
    "capt": "captain",
    "col": "colonel",
    "gen": "general",
    "prof": "professor",
    "rev": "reverend",
    "lieut": "lieutenant",
    "lt": "lieutenant",
    "maj": "major",
    "adm": "admiral",
    "cmdr": "commander",
    "cdr": "commander",
    "cpl": "corporal",
    "pvt": "private",
    "pfc": "private",
    "msgr": "monsignor",
    "gov": "governor",
    "sen": "senator",
    "supt": "superintendent",
    "insp": "inspector",
    "det": "detective",
    "fr": "father",
    "sgt": "sergeant",
    "sergt": "sergeant",
}
"""Forms of one title."""
NOBILIARY = r"(?:de la|de|du|des|del|della|di|von der|von|van der|van den|van|la|le|ten|zu)"
"""Small words between a title, or a given name, and a surname."""
_NOBILIARY_WORDS = frozenset(re.findall(r"[a-z]+", NOBILIARY))
DESCRIBING = ("old", "young", "little", "poor")
"""Words before a name that are no titles, though they stand where one would."""
MARRIED = frozenset({"mrs", "madame", "mme", "signora", "frau", "señora"})
NOBLE = frozenset({"sir", "lord"})
_RANKED = NOBLE | frozenset({"general", "captain", "colonel", "major", "admiral"})
_SAINT = re.compile(r"\bSt\.? (?=\w)")


@cache
def split_title(name: str) -> tuple[str | None, list[str]]:
    """`Miss Jane Bennet` → ("miss", ["Jane", "Bennet"]); a title alone is a name. "Doctor" is given as "dr"; "St. John" is one
    word."""
    words = _SAINT.sub("St.\N{NO-BREAK SPACE}", " ".join(name.split())).split(" ")  # names may stand over the end of a line
    title = None
    while len(words) > 1 and (bare := listed(words[0])) in titles():
        title = title if title not in (None, *DESCRIBING) else bare
        words = words[1:]
    if len(words) == 1 and re.fullmatch(r"[A-ZÀ-Þ]\w+-(?:the|of|la|le|de)-[A-ZÀ-Þ]\w+", words[0]):
        return _WRITTEN_OUT.get(title or "", title), [words[0].split("-")[0], words[0].split("-")[-1]]
    while title and len(words) > 1 and words[0] in _NOBILIARY_WORDS:
        words = words[1:]  # "Mrs. de Vere"
    cut = next((n for n, word in enumerate(words) if n and word in ("of", "the")), len(words))
    return _WRITTEN_OUT.get(title or "", title), words[:cut]


def given_part(name: str) -> str:
    """What of a first name is in lists: the John of St. John."""
    return name.split("\N{NO-BREAK SPACE}")[-1]


def name_gender(text: str) -> Gender:
    """What the title, else the given name, tells."""
    title, core = split_title(text)
    by_title = titles().get(title, "unknown") if title else "unknown"
    return by_title if by_title != "unknown" else given_names().get(given_part(core[0]).lower(), "unknown") if core else "unknown"


def listed(word: str) -> str:
    """The word as the lists have it."""
    return word.lower().rstrip(".'’")


def rank_apart(title: str, other: str) -> bool:
    """Whether two titles of one family are two people's: Sir Thomas is no Mr. Bertram, the admiral no Mr. Crawford."""
    return (title in _RANKED and other == "mr") or (title == "mr" and other in _RANKED)
