"""Sounds that people make, stammers and drawn-out words, so that engines say them and do not spell them."""

from __future__ import annotations

import re

from narrate.spoken.abbreviations import TITLES
from narrate.spoken.tables import words

_SOUNDS = {
    "sh": "shush", "psh": "pish", "tsh": "tish", "ksh": "kish", "fsh": "fish", "pft": "puft", "pf": "puff", "fft": "fut",
    "ft": "fut",
    "pst": "pist", "st": "sist", "hst": "hist", "z": "zuzz", "zt": "zut", "bz": "buzz", "bzt": "buzzt", "hm": "hum", "m": "um",
    "mhm": "um-hum", "mhmh": "um-hum", "hmph": "humph", "mph": "umph", "mf": "umph", "hmf": "humph", "mrph": "murf",
    "mrmph": "murmf",
    "hrmph": "hurumph", "hrm": "hurm", "tch": "tut", "tsk": "tisk", "tk": "tick", "tt": "tut", "br": "burr", "gr": "gur",
    "gh": "guh",
    "ugh": "uh", "urgh": "urg", "ngh": "nung", "nh": "nuh", "hngh": "hung", "ng": "nung", "nf": "nuff", "s": "hiss", "hs": "hiss",
    "f": "fuff", "n": "nun", "r": "rur", "pht": "fut", "phbt": "fupt", "pbt": "pubt", "thbt": "thupt", "pbft": "puft", "k": "kuk",
    "argh": "arg", "rgh": "arg", "ah": "ah", "oh": "oh", "uh": "uh", "eh": "eh", "aw": "aw", "ew": "ew", "wh": "whuh",
    "vr": "vur",
}  # fmt: skip
"""By their letters without repetitions. Written so that eSpeak NG and hibari say them."""
_KEPT = words(
    "ft lb lbs mph kph rpm nth km kg cm ml mg kw hr hrs yr yrs vs mr mrs ms dr st lt sgt cpl pvt pfc msgr mlle mme "
    "mt rd blvd ltd co jr sr tv phd pp nd rd th ch cwm crwth cwt tbsp tsp bbl dj pj pjs md ms mss xxx www http "
    "https html ps pm bc dvd cd pc gps ng ssr txt pls thx btw tbh str mp sc pvc qt qty bldg hwy pkwy rte mtg ctrl"
) | {title.rstrip(".").lower() for title in TITLES if title != "MM."}
_CONSONANTS = re.compile(
    r"(?<![\w.@/])(?<!\w[’'])(?=[A-Za-z]{2})((?:[Mm]{2,}|[Uu]h)-?[Hh][Mm]+|[Mm]+-?[Hh]m+|"
    r"[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz]{2,24})(?![\w@/]|[’'](?!\s|$)|\.[A-Za-z])"
)
_DRAWN = re.compile(r"\b(?=\w{0,30}?([A-Za-z])\1\1)[A-Za-z’']{3,60}\b")
_ROLLED = re.compile(r"\b[A-Za-z]{1,2}([a-z])(?:-\1){1,9}(?![\w-])")
_LETTERWISE = re.compile(r"(?<![\w-])[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z](?:-[b-df-hj-np-tv-z]){2,9}(?![\w-])")
_OF_NAMES = frozenset("BDFGHJKLNPQRSTVWYZ")
_NAMED = re.compile(r"\b(?:the|an?)\s$", re.I)
_RUN = re.compile(r"([a-z])\1{2,}", re.I)
_SQUEEZED = re.compile(r"([A-Za-z])\1+", re.I)
_DRAWN_WORDS = words(
    "no so oh ah uh eh yes yeah hello hey hi what help me you he she we be the stop why way my now not go please "
    "wait gone long why very ever never really real right god mom mum dad sir yo ow aw ew wow bye ha ho he hm ugh "
    "argh is it his her man men pretty baby come on back big bad huge hurt run fun gun mine time late please quit "
    "cut out loud down town boy toy joy say day okay are love one done none gone some home dude bro bruh nah yah "
    "yup nope sure more for far care there where here goal close hold cold gold "
    "home alone gross holy woah whoa hope open over roll blood"
)
_DOUBLED = words(
    "too good look cool school food moon soon room book feel free see sweet need keep meet sleep week wee well all "
    "call hiss eek meek geez eep tell hell shell kill will still ball fall off miss kiss less boo moo zoo woo "
    "freedom boooom boom "
    "zoom doom ooh aah"
)  # fmt: skip
_SQUEEZED_WORDS = {_SQUEEZED.sub(r"\1", word): word for word in sorted(_DOUBLED)}
_STAMMER = re.compile(r"(?<![\w’'-])((?:[A-Za-z]{1,3}(?:-|—|–|…\s?|\.\.\.\s?)){1,5})(?=([A-Za-z]{2,}|I\b))")
_ROMAN = re.compile(r"(?:[IVXLCDM]+|[ivxlcdm]+)(?![a-zA-Z])")
_PIECE = re.compile(r"[A-Za-z]+")
_NO_STAMMERS = frozenset(
    {"d-day", "b-boy", "g-girl", "s-shaped", "t-tests", "v-victory", "c-class", "s-class", "s-curve", "b-ball"}
)
_SYLLABLES = {
    "b": "buh", "c": "kuh", "d": "duh", "f": "fuh", "g": "guh", "h": "huh", "j": "juh", "k": "kuh", "l": "luh",
    "m": "muh", "n": "nuh",
    "p": "puh", "q": "kwuh", "qu": "kwuh", "r": "ruh", "s": "suh", "t": "tuh", "v": "vuh", "w": "wuh", "y": "yuh",
    "z": "zuh", "th": "thuh",
    "sh": "shuh", "ch": "chuh", "wh": "wuh", "ph": "fuh", "kn": "nuh", "wr": "ruh", "x": "zuh", "gn": "nuh", "ps": "suh",
    "a": "ah", "e": "uh",
    "o": "oh", "u": "uh", "st": "stuh", "sp": "spuh", "sk": "skuh", "sc": "skuh", "sw": "swuh", "sl": "sluh", "sm": "smuh",
    "sn": "snuh", "bl": "bluh", "br": "bruh", "cl": "kluh", "cr": "kruh", "dr": "druh", "fl": "fluh", "fr": "fruh", "gl": "gluh",
    "gr": "gruh", "pl": "pluh", "pr": "pruh", "tr": "truh", "tw": "twuh", "sch": "skuh", "str": "struh", "scr": "skruh",
    "spr": "spruh", "thr": "thruh", "squ": "skwuh",
}  # fmt: skip
_HARD_G = re.compile(r"g(?:et|irl|ive|ift|ear|iggl)", re.I)
_SAID_AS = (
    (re.compile(r"who(?:\b|m|se|le|[’'])", re.I), "huh"),
    (re.compile(r"(?:hono|hour|heir|honest)", re.I), "uh"),
    (re.compile(r"wr", re.I), "ruh"),
    (re.compile(r"kn|gn|pn", re.I), "nuh"),
    (re.compile(r"sh", re.I), "shuh"),
    (re.compile(r"ch", re.I), "chuh"),
    (re.compile(r"th", re.I), "thuh"),
    (re.compile(r"ph", re.I), "fuh"),
    (re.compile(r"c[eiy]", re.I), "suh"),
    (re.compile(r"g[ei]", re.I), "juh"),
    (re.compile(r"ps[aey]", re.I), "suh"),
    (re.compile(r"on(?:e|ce)\b", re.I), "wuh"),
)
"""How a word begins whose first letter says something else."""
LOOK = re.compile(r"\b[A-Za-z]{1,3}(?:-|—|–|…|\.\.\.)\s?[A-Za-z]")


def stammers(text: str) -> str:
    """W-what? → Wuh-what? Whole words said twice (no-no, I-I) stay. Gr-r-r is one sound: Grrr."""
    text = _LETTERWISE.sub(_joined, text)
    text = _ROLLED.sub(lambda m: m[0].replace("-", ""), text)
    return _STAMMER.sub(_stammer, text)


def _joined(match: re.Match[str]) -> str:
    """B-r-r → Brr, P-s-s-t → Psst; letters that are spelled out are all different."""
    whole = match[0].replace("-", "")
    if len(set(whole.lower())) == 1 and whole[0] in "bdgkptBDGKPT":
        return "-".join(_SYLLABLES[letter.lower()] for letter in whole)
    return whole if _SQUEEZED.search(whole) else match[0]


def sounds(text: str) -> str:
    """Interjections without a vowel as words that sound like them."""
    return _CONSONANTS.sub(_sound, text)


def drawn(text: str) -> str:
    """Nooooo → No, Freeeedom → Freedom."""
    return _DRAWN.sub(_undrawn, text)


def _stammer(match: re.Match[str]) -> str:
    word, low = match[2], match[2].lower()
    found = list(_PIECE.finditer(match[1]))
    while found and not _begins(found[0][0].lower(), low):
        del found[0]  # I… d-didn't
    pieces = [piece[0] for piece in found]
    if not pieces or f"{pieces[0]}-{_whole(match)}".lower() in _NO_STAMMERS or "H-Hour" in match[0] + word.title():
        return match[0]
    syllables = []
    for piece in pieces:
        syllable = _syllable(piece.lower(), low)
        if syllable is None:
            return match[0]
        syllables.append(syllable.capitalize() if piece[0].isupper() and syllable != "I" else syllable)
    return match[1][: found[0].start()] + "-".join([*syllables, ""])


def _begins(piece: str, word: str) -> bool:
    """Whether it is the beginning of the word and no word itself."""
    return (
        word.startswith(piece)
        and piece != word
        and (len(piece) == 1 or not re.search("[aeiouy]", piece) or piece in {"qu", "squ"})
    )


def _whole(match: re.Match[str]) -> str:
    found = _PIECE.match(match.string, match.end())
    return found[0] if found else ""


def _syllable(piece: str, word: str) -> str | None:
    if piece == "th" or (piece == "t" and word.startswith("th")):
        return "thuh"  # "the-" spoils the word behind it for hibari
    if piece == "i" and re.match(r"i(?:\b|[’'])", word):
        return "I"
    if len(piece) == 1 and not _HARD_G.match(word):
        for pattern, syllable in _SAID_AS:
            if pattern.match(word):
                return syllable
    return _SYLLABLES.get(piece)


def _sound(match: re.Match[str]) -> str:
    low = match[1].lower().replace("-", "")
    if match[1][-1] == "s" and match[1][:-1].isupper() and len(match[1]) > 2:
        return match[0]  # TVs
    squeezed = _SQUEEZED.sub(r"\1", low)
    is_long = squeezed != low
    if match[1] == "MM" and match.string.startswith(".", match.end()):
        return match[0]  # Messieurs
    if (
        len(set(match[1])) == 1
        and match[1][0] in _OF_NAMES
        and (match[1] == "SS" or _NAMED.search(match.string[max(0, match.start() - 6) : match.start()]))
    ):
        return " ".join(match[1])  # a ship, the TT
    if low in _KEPT or (low == "mm" and match.string[: match.start()].rstrip()[-1:].isdigit()):
        return match[0]
    sound = _SOUNDS.get(squeezed)
    if sound and (is_long or len(squeezed) > 2):
        return sound if match[1].isupper() is False or is_long or squeezed in _SOUNDS else match[0]
    if squeezed in {"sh", "hm", "pf"} and not match[1].isupper():
        return _SOUNDS[squeezed]
    follows = match.string[match.end() : match.end() + 1]
    alone = match.start() < 2 and match.string[match.end() :].strip("”\"’') ") == "."
    if match[1].isupper() or len(low) < 3 or not (is_long or alone or (follows and follows in "!…—-")):
        return match[0]
    return _vowelled(squeezed)


def _vowelled(sound: str) -> str:
    """Any other sound with a vowel behind its first letters: grk → gruk."""
    for length in (3, 2):
        if sound[:length] in _SYLLABLES and len(sound) > length:
            return f"{sound[:length]}u{sound[length:]}"
    return f"{sound[0]}u{sound[1:]}"


def _undrawn(match: re.Match[str]) -> str:
    """The word that is drawn out: with single letters or double ones, as the word is known to be written."""
    word = match[0]
    if _ROMAN.match(word.removesuffix("th")):
        return word
    once = _SQUEEZED.sub(lambda m: m[1], word)
    twice = _RUN.sub(r"\1\1", word)
    low = once.lower()
    if twice.lower() in _DOUBLED:
        return f"{twice[0]}{twice[1:].lower()}" if not once[1:].isupper() else twice
    if low in _DRAWN_WORDS or low in _SOUNDS or len(set(low)) == 1:
        return once if len(once) > 1 else word
    known = _SQUEEZED_WORDS.get(low)
    if known:
        return known.capitalize() if word[0].isupper() else known
    return _RUN.sub(_shortened, word)


def _shortened(match: re.Match[str]) -> str:
    """Of a run of letters two where English doubles them, else one."""
    inside = match.start() > 0 and (match[1].lower() in "eolsfz" or match.end() < len(match.string))
    return match[1] * 2 if inside and match[1].lower() not in "aiuhwyjkvxq" else match[1]
