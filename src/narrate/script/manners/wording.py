"""The words of a language that tell how something is said, as patterns."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from narrate.manners import MANNERS, Manner
from narrate.script.lexicon import manner_words

_WHOSE = r"(?:[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Yy]our|[Ii]ts|the|[A-Z][\w’'-]*[’']s)"
_ARTICLE = rf"(?:an?|that|the|such\s+an?|{_WHOSE})"
_MORE = r"(?:(?!voice\b|tone\b)[a-z][a-z’-]*,?\s+(?:and\s+|but\s+)?){0,3}?"
_VOICE = r"(?:voice|voices|tone|tones|accent|accents|manner)"
_IS = r"(?:was|is|had\s+become|became|grew|sounded|came|seemed|went|sank|fell|dropped|rose|had\s+sunk|had\s+dropped)"
_STAYS = r"(?:is|was|sounded|sounds|came|remained|stayed)"
"""What a voice does that was so already when the words before were said; one that sank is so from then on."""
_NEAR = 30
"""Characters before a word in which it is denied."""
_FILLER = (
    r"(?:[\s,]+(?:very|rather|quite|so|too|more|most|almost|somewhat|a\s+little|half|again|then|at\s+last|at\s+once|and|but|still|now|back"
    r"|[a-z]+ly|(?:to|at|after)\s+(?:him|her|me|us|them|himself|herself|myself|themselves|(?:the|his|her|my)\s+[a-z]+|(?:[A-Z][\w’'.-]*\s?){1,3})))*"
)
"""What may stand between a verb of speech and the adverb that is its own."""


@dataclass(frozen=True)
class Wording:
    """`verbs` and `adverbs` map a word to its manner. `beside` finds an adverb right behind a tag; `in_tag` what a tag tells of a
    voice, `in_sentence` what any sentence does, and `behind` what a sentence does of the words before it, each with its manner's
    name as the group's. `denied` ends in a word that takes back what follows; `hung_up` ends a call; `into` is said by whoever
    holds the telephone here; `naming` and `named` are how something is called, not that anybody calls."""

    verbs: dict[str, Manner]
    adverbs: dict[str, Manner]
    beside: re.Pattern[str]
    in_tag: re.Pattern[str]
    in_sentence: re.Pattern[str]
    behind: re.Pattern[str]
    denied: re.Pattern[str]
    hung_up: re.Pattern[str]
    into: re.Pattern[str]
    naming: re.Pattern[str]
    named: re.Pattern[str]

    def denies(self, text: str, place: int) -> bool:
        """Whether what stands at a place is denied by what stands before it: "not unkindly", "without raising his voice"."""
        return bool(self.denied.search(text, max(0, place - _NEAR), place))


@cache
def wording(language: str) -> Wording | None:
    """The wording of a language; None where we have none."""
    lists = manner_words(language)
    if not lists:
        return None
    adverbs = {word: manner for manner in MANNERS for word in lists.get(f"adverbs {manner}", ())}
    in_tag = "|".join(f"(?P<{manner}>{found})" for manner in MANNERS if (found := _voice_pattern(lists, manner)))
    in_sentence = "|".join(f"(?P<{manner}>{found})" for manner in MANNERS if (found := _is(lists, manner)))
    behind = "|".join(f"(?P<{manner}>{found})" for manner in MANNERS if (found := _was(lists, manner)))
    return Wording(
        verbs={word: manner for manner in MANNERS for word in lists.get(f"verbs {manner}", ())},
        adverbs=adverbs,
        beside=re.compile(
            rf"{_FILLER}[\s,]+(?P<adverb>{_any(adverbs)})\b(?![-’'])(?!\s+(?:out|with\s+(?:joy|delight|rage|anger|fury|laughter|excitement))\b)"
        ),
        in_tag=re.compile(in_tag),
        in_sentence=re.compile(in_sentence),
        behind=re.compile(rf"\s*(?:{behind})"),
        denied=re.compile(rf"\b{_any(lists['not'])}\s+(?:[a-z’-]+\s+){{0,2}}$"),
        hung_up=re.compile(rf"\b{_any(lists['hung up'])}\b"),
        into=re.compile(rf"\b{_any(lists['into it'])}\b"),
        naming=re.compile(rf"\b{_any(lists['naming'])}\s+(?:[\w’']+\s+){{0,3}}$"),
        named=re.compile(rf"\b{_any(lists['naming'])}\s+{_any(lists['named'])}\b"),
    )


def _voice_pattern(lists: dict[str, frozenset[str]], manner: Manner) -> str:
    """What in a tag tells of a voice: "in a low, quiet voice", "with a sob", "under her breath"; and what does anywhere."""
    voices, sounds = lists.get(f"voices {manner}"), lists.get(f"sounds {manner}")
    parts = [rf"\bin\s+(?:{_ARTICLE}\s+)?{_MORE}{_any(voices)},?\s+{_MORE}{_VOICE}\b"] if voices else []
    parts += [rf"\b(?:in|with|giving|came)\s+(?:an?|the)\s+{_MORE}(?:{_any(sounds)})\b"] if sounds else []
    feelings = lists.get(f"feelings {manner}")
    parts += [rf"\b(?:with|{_VOICE}\s+of)\s+{_MORE}{_any(feelings)}\b"] if feelings else []
    return "|".join([*parts, _is(lists, manner)]).strip("|")


def _is(lists: dict[str, frozenset[str]], manner: Manner) -> str:
    """What tells of a voice in a sentence of its own: "Her voice was low", "He lowered his voice"."""
    voices, sounds = lists.get(f"voices {manner}"), lists.get(f"sounds {manner}")
    phrases = lists.get(f"phrases {manner}")
    parts = [rf"\bvoice\s+{_IS}\s+(?:very|quite|rather|so|too|as)?\s*{_any(voices)}\b"] if voices else []
    by = r"(?:(?:almost|to|into|only|barely)\s+)*"
    parts += [rf"\bvoices?\s+(?:{_IS}\s+)?{by}an?\s+{_MORE}(?:{_any(sounds)})\b"] if sounds else []
    parts += [rf"\b{_any(phrases)}(?!\w)"] if phrases else []
    return "|".join(parts)


def _was(lists: dict[str, frozenset[str]], manner: Manner) -> str:
    """What a sentence tells of the voice that spoke before it: "His voice was low", "Her voice shook"."""
    voices, sounds = lists.get(f"voices {manner}"), lists.get(f"sounds {manner}")
    so = r"(?:(?:very|quite|rather|so|too|suddenly|almost|barely|only|little\s+more\s+than)\s+)*"
    parts = [rf"{_WHOSE}\s+(?:voice|tone)\s+{_STAYS}\s+{so}{_any(voices)}\b"] if voices else []
    parts += [rf"{_WHOSE}\s+voice\s+{_STAYS}\s+{so}an?\s+{_MORE}(?:{_any(sounds)})\b"] if sounds else []
    shaking = {phrase for phrase in lists.get(f"phrases {manner}", ()) if phrase.startswith("X_voice_")}
    parts += [_any(shaking)] if shaking else []
    return "|".join(parts)


def _any(words: Collection[str]) -> str:
    """Words as alternatives, the longest first; "_" is a space and "X" whose it is."""
    made = (word.replace("_X_", f"_{_WHOSE}_").replace("X_", f"{_WHOSE}_").replace("_", r"\s+") for word in words)
    return "(?:" + "|".join(sorted(made, key=lambda word: (-len(word), word))) + ")"
