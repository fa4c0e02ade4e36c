"""How a line can be said: the manners there are, how loud each is, and what a person may direct."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Literal, get_args

from narrate.units import Decibels, Seconds

Manner = Literal[
    "plain",
    "whisper",
    "murmur",
    "small",
    "shout",
    "exclaim",
    "angry",
    "cold",
    "glad",
    "sad",
    "sob",
    "laugh",
    "thought",
    "writing",
    "reading",
    "telephone",
    "radio",
]
MANNERS: tuple[Manner, ...] = get_args(Manner)
LOUDER: dict[Manner, Decibels] = {
    "whisper": -2.5,
    "murmur": -1.5,
    "small": -1.5,
    "shout": 1.5,
    "exclaim": 0.5,
    "angry": 0.5,
    "sad": -0.5,
    "sob": -0.5,
    "thought": -1.0,
}
"""LU above the same voice's plain speech; of the others none. Little, for who listens on a train must not turn a knob: that a
line is whispered is told by its sound."""
ACTING: dict[Manner, int] = {"whisper": 3, "sob": 2, "shout": 2}
"""Of each manner, 1 for others: changes when it is acted otherwise, and only such takes are recorded again."""
PERFORMING = {"kokoro": 3, "piper": 3, "pyttsx3": 2}
"""Of an engine, 1 for others: changes when it speaks acted lines and further takes otherwise; only those are recorded again."""
EVERYBODY = "all"
"""For whom `manners:` in voices.yaml holds where it does not name a character."""


@dataclass(frozen=True, slots=True)
class Direction:
    """What a person directs of one line: a further `take`, a factor of `speed`, `gain` in dB, the `pause` after it, what to
    `say` instead of its words, and the `style` (a manner) in which it is said, whatever the text tells of that."""

    take: int = 1
    speed: float = 1.0
    gain: Decibels = 0.0
    pause: Seconds | None = None
    say: str = ""
    style: Manner | None = None


ENDINGS = 1
"""Changes when endings are spoken otherwise, by the engines that heed them."""
_CLOSING = "\"'”’»«›‹„)]}_* \t\n"
_TRAILS = ("…", "...")
_BREAKS = ("—", "–", "--")
_AUXILIARY = (
    r"(?:am|is|are|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|may|might|must|need|dare|ought)(?:n['’]t)?"
    r"|can['’]?t|won['’]t|shan['’]t|ain['’]t"
)
_CLAUSE_END = re.compile(r"[,;:—–]")
_ASKS_WHETHER = re.compile(rf"\W*(?:(?:and|but|so|then|oh|well)\W+)?(?:{_AUXILIARY})\b", re.I)
_ASKS_WHAT = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.I)
_OFFERS = re.compile(rf"\bor\b|[,;]\s*(?:{_AUXILIARY}) (?:not )?(?:i|you|he|she|it|we|they|there)\W*$", re.I)
"""A choice (tea or coffee), a question that only wants to be agreed to (isn't it): these fall."""
_SHORT = 5
"""Letters: what is no longer is said in half a second, too fast to be heard well."""


def ending_of(text: str) -> str:
    """How a sentence ends, as an engine may let it be heard: "trails", "breaks", "strong", "short", "asks" (yes or no), several
    with spaces between them; empty for most."""
    bare = text.rstrip(_CLOSING)
    few = len(list(islice(filter(str.isalpha, bare), _SHORT + 1)))  # asked of every sentence of a book
    trails, breaks = bare.endswith(_TRAILS), bare.endswith(_BREAKS)
    loud = bare.endswith("!") or (few > 3 and bare.isupper() and all(sign.isupper() for sign in bare if sign.isalpha()))
    asks = bare.endswith("?") and _asks_whether(bare)
    if few > _SHORT and not (trails or breaks or loud or asks):
        return ""
    marks = {"trails": trails, "breaks": breaks, "strong": loud, "short": few <= _SHORT, "asks": asks}
    return " ".join(name for name, is_so in marks.items() if is_so)


def _asks_whether(question: str) -> bool:
    """Whether yes or no is the answer: an auxiliary begins it, or it has no word that asks for anything else."""
    if _OFFERS.search(question):
        return False
    return not _ASKS_WHAT.search(question) or any(map(_ASKS_WHETHER.match, _CLAUSE_END.split(question)))


CONTINUING = 3
"""Changes when what goes on in the midst of a sentence is spoken otherwise: only such takes are recorded again."""
STRESS = 1
"""Changes when stress is spoken otherwise: only takes with stressed words are recorded again."""
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text, as they are counted in `Voice.stressed`."""
    return _WORD.findall(text)


def stressed_of(printed: str, spoken: str, runs: Iterable[tuple[int, int]]) -> str:
    """Which words of what is spoken are stressed: their numbers from 0, with spaces between them. `runs` are the places in what
    is shown that are printed so. None where the words are not spoken one by one as they are shown; no run that is all of them."""
    words = [word.span() for word in _WORD.finditer(printed)]
    if len(words_of(spoken)) != len(words):
        return ""
    stressed: list[int] = []
    for start, end in runs:
        within = [n for n, (first, last) in enumerate(words) if first < end and last > start]
        stressed += within if len(within) < len(words) else []
    return " ".join(map(str, stressed))
