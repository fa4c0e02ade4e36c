"""Words that are printed with a dash or with stars for letters: d—n, h—l, f***, b*tch; and names of one letter: Mr. D——."""

from __future__ import annotations

import re

_WORDS = [
    "damn",
    "damned",
    "damnation",
    "hell",
    "god",
    "lord",
    "devil",
    "bloody",
    "bastard",
    "bastards",
    "bitch",
    "bitches",
    "shit",
    "shits",
    "shitty",
    "bullshit",
    "ass",
    "asshole",
    "assholes",
    "arse",
    "arsehole",
    "fuck",
    "fucks",
    "fucked",
    "fucker",
    "fuckers",
    "fucking",
    "motherfucker",
    "motherfuckers",
    "motherfucking",
    "goddamn",
    "goddamned",
    "piss",
    "pissed",
    "crap",
    "bugger",
    "buggers",
    "bollocks",
    "cunt",
    "cunts",
    "cock",
    "cocks",
    "dick",
    "dicks",
    "prick",
    "pricks",
    "pussy",
    "whore",
    "whores",
    "slut",
    "sluts",
    "wanker",
    "wankers",
    "twat",
    "twats",
    "christ",
    "jesus",
]
"""The likelier word first."""
_DASHED = re.compile(r"\b([A-Za-z]{1,2})(?:[—–]+|-{2,})([a-z]{1,5})\b(?![’'])")
_TRAILING = re.compile(r"\b([dD])(?:——|—|-{2,4})(?=\s(?:it|you|him|her|them|me|us|your|his|the|all)\b)")
_STARRED = re.compile(r"(?<![\w*])([A-Za-z]{1,8})(\*{1,8})([a-z]{0,8})(?![\w*])")
_PIOUS = {"G-d": "God", "L-rd": "Lord"}
_HALLOWED = re.compile(r"\b(?:G-d|L-rd)\b")
_INITIALED = re.compile(r"\b([A-Z])(?:[—–]+|-{2,})(?:([a-z]{1,3})\b|(?=\s[a-z]|[’']s\b))")
_TITLE = (
    r"\b(?:Mr|Mrs|Ms|Mr\.|Mrs\.|Ms\.|Dr|Dr\.|Miss|Lord|Lady|Sir|Captain|Capt\.|Colonel|Col\.|Major|General|Lieutenant|Lieut\.|Lt\.|Count"
    r"|Countess|Baron|Baroness|Duke|Duchess|Earl|Prince|Princess|Marquis|Father|Sister|Brother|Monsieur|Madame|Mademoiselle"
    r"|Professor|Judge)\s"
)
_TITLED = re.compile(rf"{_TITLE}(?:of\s)?$")
_PLACED = re.compile(rf"(?:{_TITLE}(?:of\s)?|\b(?:of|to|at|in|from|near|town|village)\s)$")
_NO_NAMES = frozenset("AIO")
LOOK = re.compile(r"[—–*]|--|\b(?:G-d|L-rd)\b")
"""A text without these has none of the above."""


def read(text: str) -> str:
    """Each such word whole, each such name as its letter."""
    text = _HALLOWED.sub(lambda m: _PIOUS[m[0]], text)
    text = _STARRED.sub(lambda m: _word(m, len(m[0])), text)
    text = _TRAILING.sub(lambda m: "damn" if m[1] == "d" else "Damn", text)
    return _INITIALED.sub(_initialed, _DASHED.sub(_dashed, text))


def _dashed(match: re.Match[str]) -> str:
    """d—n → damn; but Lord D—n is a name."""
    if match[1][0].isupper() and _TITLED.search(match.string[max(0, match.start() - 16) : match.start()]):
        return match[0]
    return _word(match, None)


def _word(match: re.Match[str], length: int | None) -> str:
    """The word with these letters at its ends, and of this length where stars count its letters."""
    first, last = match[1], match[match.lastindex or 1]
    if length is not None and not last and len(match[2]) < 2 and len(first) < 4:
        return match[0]  # the mark of a note
    for word in _WORDS:
        fits = word.startswith(first.lower()) and word.endswith(last) and len(word) > len(first) + len(last)
        if fits and (length is None or len(word) == length):
            return word.upper() if len(first) > 1 and first.isupper() else word.capitalize() if first[0].isupper() else word
    return match[0]


def _initialed(match: re.Match[str]) -> str:
    """Mr. D—— came → Mr. D came."""
    named = _PLACED.search(match.string[max(0, match.start() - 16) : match.start()])
    return match[1] if named and match[1] not in _NO_NAMES else match[0]
