"""Whether words in quotation marks are said by somebody, or only held up: a term, a title, a sign."""

from __future__ import annotations

import re
from functools import cache

from narrate.script.languages import language as known
from narrate.script.lexicon import speech_verbs, word_class
from narrate.script.quotations.quotation import Quotation

_INNER_STOP = re.compile(r"[.,!?;:…—–-][\"”’'»“」』_)]*\s*$")
_LEAD_IN = re.compile(r"(?:[:,—–]|--)\s*$")
_MAX_TERM_WORDS = 6
_NEAR = 200
"""Characters: further off nothing tells whether a quotation is speech. (A paragraph may be millions long.)"""
_NEARER = 80
"""Characters that hold the few last words before a quotation."""
_FITTED_IN = re.compile(r"^[^“”\"‘«»]*\b(?:to|with|from|in|by|for|into|upon|than|have|had|been|be|was|were|is|are)\s+$")
_TERM_LEAD = re.compile(
    r"\b(?:the|a|an|of|in|on|by|as|called|named|termed|entitled|styled|word|words|his|her|their|its|my|your|our|this|that|these|those|some)\s+$"
    r"|\b(?:call|name|dub|term|style)(?:s|ed|d|bed|ing)?\s+(?:it|him|her|them|me|us|you|\w+self|\w+selves)\s+$"
    r"|\bas\s+(?:\w+\s+){1,2}(?:puts?|calls|called|said|says?)(?:\s+it)?,\s+$",
    re.I,
)
_SO_CALLED = re.compile(
    r"\s+as\s+(?:\w+\s+){1,4}?(?:call|put|style|term|name|say|said|describe|know)(?:s|d|ed|ing|n)?\b(?!\s*[,:]?\s*[“\"])"
)
"""“Friends,” as they say; her “palace,” as she liked to call it."""

_NEW_SENTENCE = re.compile(r"[.,;!?]?\s*(?:$|[A-Z—–-])")
_SAYS = r"(?:said|says|saying|read|reads|reading|bore|announced|proclaimed|declared|warned|stated|spelled|spelt|showed)"
_MARKED = (
    r"(?:marked|labell?ed|lettered|painted|stamped|printed|engraved|inscribed|stencill?ed|carved|embroidered|scrawled|chalked"
    r"|(?:was|were)\s+written)"
)
_WORKS = r"(?:song|book|novel|poem|film|movie|ship|boat|play|opera|article|magazine|newspaper|phrase|term|inn|pub|painting|album)"
_OF_WORKS = re.compile(rf"\b{_WORKS}\s+$|\bso-called\s+$|\b(?:supposed|alleged)\s+$")
_MENTIONED = re.compile(
    r"\s+(?:means?|meant|refers?|stands?\s+for|(?:is|was|are|were)\s+(?:an?|not\s+an?|the\s+(?:name|title|word)|playing|written|painted|sung))\b"
)
_WRITTEN_IT = re.compile(r"\b(?:it|which)\s+(?:said|says|read|reads)[,:]?\s+$", re.I)


def is_speech(text: str, quotation: Quotation, language: str = "en") -> bool:
    """Whether somebody says these words, or they are only a term, a title or a word held up with tweezers.

    A term stands inside a sentence of narration: few words, no stop before the closing mark, nothing that
    leads in to speech before it.
    """
    inner = text[quotation.start + 1 : quotation.end - (1 if quotation.closes else 0)].strip()
    if not any(c.isalnum() for c in inner):
        return inner != "" and quotation.start == 0
    before, after = text[max(0, quotation.start - _NEAR) : quotation.start], text[quotation.end : quotation.end + _NEAR]
    few = quotation.closes and len(inner.split()) <= _MAX_TERM_WORDS and inner[-1:] not in "!?"
    tagged = _tagged_after(after, language)
    if language == "en" and (_is_writing(before, inner) or (few and not tagged and _is_mentioned(before, inner, after))):
        return False
    if few and not tagged and _TERM_LEAD.search(before, max(0, len(before) - _NEARER)):
        return False  # printers put a comma or a stop inside the marks of a mere word: a “side porch,” as it was called
    if quotation.closes and inner[:1].islower() and not tagged and _FITTED_IN.match(text, 0, quotation.start):
        return False  # words fitted into the narrator's own sentence: asked to “guide their feet along the paths of usefulness.”
    if not quotation.closes or quotation.start == 0 or _INNER_STOP.search(inner):
        return True
    if re.search(r"[,.!?…—-][\"”’'»]\s*$", before):
        return True
    if len(inner.split()) > _MAX_TERM_WORDS or _LEAD_IN.search(before) or not before.strip():
        return True
    last = re.search(r"([a-z]+)\s*$", before.lower())
    if last and last.group(1) in speech_verbs() and last.group(1) not in {"called", "calls", "put", "went", "came", "read"}:
        return True
    if re.search(r"[.!?…][\"”’')\]]*\s*$", before):
        return (inner[:1].isupper() and bool(_NEW_SENTENCE.match(after))) or _tagged_after(after.lstrip(", "), language)
    return False


def _tagged_after(after: str, language: str) -> bool:
    if language != "en":
        word = re.match(r"[\s,]*(\w+)", after)
        return word is not None and word.group(1) in known(language).verbs
    match = re.match(r"\s*(?:(?:he|she|I|they|[A-Z]\w+)\s+)?([a-z]+)", after)
    return match is not None and match.group(1) in speech_verbs()


@cache
def _pattern() -> re.Pattern[str]:
    """A thing with writing on it, and that it says something; or that something is painted on it."""
    things = "|".join(sorted(word_class("things with writing")))
    return re.compile(
        rf"\b(?:{things})s?\b(?:(?!\b(?:and|but|he|she|I|they|we|who)\b)[^.!?“”\",;:]){{0,60}}\b{_SAYS}(?:\s+(?:only|simply|just|still|the\s+words?))?[,:]?\s+$"
        rf"|\b(?:headline|caption|inscription|legend)s?\s+(?:was|were)[,:]?\s+$|\b(?:{things})s?\s*:\s*$"
        rf"|\b{_MARKED}\b(?:\s+with)?(?:\s+the\s+(?:words?|legend|name|letters?))?[,:]?\s+$|\b(?:the|this)\s+(?:legend|inscription)[,:]?\s+$",
        re.I,
    )


def _is_writing(before: str, inner: str) -> bool:
    """A sign, a label or a headline is read by the narrator: The sign on the gate said "No Entry"."""
    if not (written := _pattern().search(before, _last_clause(before))):
        return len(inner.split()) <= _MAX_TERM_WORDS and inner[-1:] not in ",!?" and _WRITTEN_IT.search(before) is not None
    return not re.search(r"\b(?:he|she|I|they|we)\s+\w+\W*$", before[written.start() :])


def _last_clause(before: str) -> int:
    """Where the words begin that no stop parts from the end; a comma or a colon at the very end parts nothing."""
    words = before.rstrip()
    words = words[:-1] if words.endswith((",", ":")) else words
    return max(map(words.rfind, '.!?“”",;:')) + 1


def _is_mentioned(before: str, inner: str, after: str) -> bool:
    """A title after what it names, a word that the sentence is about."""
    if _OF_WORKS.search(before) or _SO_CALLED.match(after):
        return True
    opens = not before.strip() or re.search(r"[.!?…][\"”’')\]]*\s*$", before)
    return bool(opens and inner[-1:] not in ",.;" and _MENTIONED.match(after))
