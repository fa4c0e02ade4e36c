"""The manner of every quotation, by its tag's verb, what stands beside that, and what the sentence before tells of a voice."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from narrate.manners import MANNERS, Manner
from narrate.model import Mode
from narrate.script.document import Quote, Turn
from narrate.script.evidence.context import Context
from narrate.script.evidence.modes import modes, spoken_tag
from narrate.script.evidence.subjects import Tag
from narrate.script.manners.wording import Wording, wording

_LASTING: frozenset[Manner] = frozenset({"whisper", "murmur", "small", "shout", "cold", "telephone", "radio"})
"""What holds for all that is said in a turn; a laugh, a sob or an exclamation is over after the sentence it is told of."""
_BY_MODE: dict[Mode, Manner] = {"thought": "thought", "writing": "writing"}
_WEAK: frozenset[Manner] = frozenset({"exclaim"})
"""A verb of these gives way to the adverb beside it: "cried angrily"."""
_SHORT = 60
"""Characters of a tag between two parts of one sentence; in a longer one more happens."""
_GOES_ON = re.compile(r"[,;:—–-]\s*$")


@dataclass(frozen=True, slots=True)
class MannerEvidence:
    """A manner, and the story's words that tell it."""

    manner: Manner = "plain"
    evidence: str = ""


PLAIN = MannerEvidence()


def manners(context: Context, language: str) -> list[MannerEvidence]:
    """How every quotation of a book is said."""
    words = wording(language)
    own = [_manner_of(context, words, q) if words else PLAIN for q in range(len(context.document.quotes))]
    how = modes(context)
    for turn in context.document.turns:
        _spread(context, turn, own)
    return [
        MannerEvidence(_BY_MODE[mode], told.evidence or mode)
        if mode in _BY_MODE and told.manner in ("plain", "reading")
        else told
        for told, mode in zip(own, how, strict=True)
    ]


def _spread(context: Context, turn: Turn, own: list[MannerEvidence]) -> None:
    """Through a turn, in place: what lasts holds for its other quotations too, anything for the rest of its own sentence."""
    quotes, text = context.document.quotes, context.document.text
    lasting = PLAIN
    for q in turn.quotes:
        if own[q] != PLAIN:
            lasting = own[q] if own[q].manner in _LASTING else PLAIN
            continue
        before = own[q - 1] if q > turn.first else PLAIN
        between = text[quotes[q - 1].end : quotes[q].start] if q > turn.first else ""
        same_sentence = len(between) < _SHORT and bool(_GOES_ON.search(between))
        own[q] = before if same_sentence and before != PLAIN else lasting


def _manner_of(context: Context, wording: Wording, q: int) -> MannerEvidence:
    """By the quotation's own tag, else by the sentence before it; without a tag also by the one behind it."""
    tag = spoken_tag(context, q)
    if tag is not None and not (_gives_name(context, wording, tag, q)):
        start, end = _clause(context, tag)
        if start <= tag.place < end:
            by_tag = _by_tag(context.document.text[start:end], tag, tag.place - start, wording)
            return by_tag if by_tag != PLAIN else _by_lead(context, q, wording)
    by_lead = _by_lead(context, q, wording)
    return by_lead if by_lead != PLAIN or tag is not None else _by_next(context, q, wording)


def _gives_name(context: Context, wording: Wording, tag: Tag, q: int) -> bool:
    """Whether a tag says how something is called: "they called him “the Count”"; "“The Count,” they called him"."""
    start, end = _clause(context, tag)
    lead = context.document.text[start : min(end, context.document.quotes[q].start)]
    return bool(wording.naming.search(lead) or wording.named.search(context.document.text, start, end))


def _clause(context: Context, tag: Tag) -> tuple[int, int]:
    """The sentence of narration that a tag stands in, as far as quotations leave of it."""
    document = context.document
    first, last = document.paragraphs[document.paragraph(tag.place)]
    before = [q.end for q in _near(context, tag.place) if q.end <= tag.place]
    after = [q.start for q in _near(context, tag.place) if q.start >= tag.place]
    start, stop = max([first, *before]), min([last, *after])
    ends = document.sentence_ends
    place = bisect_right(ends, tag.place)
    return max([start, *ends[max(0, place - 1) : place]]), min([stop, *ends[place : place + 1]])


def _near(context: Context, place: int) -> list[Quote]:
    quotes = context.document.quotes
    at = bisect_right(context.document.quote_starts, place)
    return list(quotes[max(0, at - 2) : at + 2])


def _by_tag(clause: str, tag: Tag, place: int, wording: Wording) -> MannerEvidence:
    """By the verb, unless the adverb beside it or the voice tells more."""
    verb, start, end = _core(clause, tag, place, wording)
    by_verb = MannerEvidence(wording.verbs[verb], verb) if verb in wording.verbs else PLAIN
    if by_verb.manner not in _WEAK and by_verb != PLAIN:
        return by_verb
    words = re.finditer(r"[a-z]+", clause[start:end]) if end - start < _SHORT else ()
    inside = next((word for word in words if word.group() in wording.adverbs), None)
    beside = wording.beside.match(clause, end)
    if inside:
        evidence = MannerEvidence(wording.adverbs[inside.group()], inside.group())
        return evidence if not wording.denies(clause, start + inside.start()) else by_verb
    voiced = _by_voice(wording, clause, whole=True)
    if beside and not wording.denies(clause, beside.start("adverb")):
        word = beside["adverb"]
        return voiced if voiced.manner in ("telephone", "radio") else MannerEvidence(wording.adverbs[word], word)
    return voiced if voiced != PLAIN else by_verb


def _core(clause: str, tag: Tag, place: int, wording: Wording) -> tuple[str, int, int]:
    """The verb of a tag, and from where to where verb and subject stand; of one without a verb, one that tells a manner."""
    subject = place + len(tag.surface)
    verbs = [(m.group(), m.start(), m.end()) for m in re.finditer(r"[^\W\d_]+", clause)]
    candidates = [tag.verb] if tag.verb else [word for word, _, _ in verbs if word in wording.verbs]
    at = min((v for v in verbs if v[0] in candidates), key=lambda v: abs(v[1] - place), default=("", place, subject))
    return at[0], min(at[1], place), max(at[2], subject)


def _by_lead(context: Context, q: int, wording: Wording) -> MannerEvidence:
    """By what the sentence before a quotation in its paragraph tells of a voice."""
    document = context.document
    quote = document.quotes[q]
    first, _ = document.paragraphs[quote.paragraph]
    if q and document.quotes[q - 1].paragraph == quote.paragraph:
        first = max(first, document.quotes[q - 1].end)
    ends = [end for end in document.sentence_ends[: bisect_right(document.sentence_ends, quote.start)][-2:] if end > first]
    start = ends[0] if len(ends) > 1 else first
    lead = document.text[start : quote.start]
    return _by_voice(wording, lead, whole=bool(_GOES_ON.search(lead)))


def _by_next(context: Context, q: int, wording: Wording) -> MannerEvidence:
    """By the sentence right behind a quotation, if it tells of the voice: "“Go.” His voice was low."."""
    document = context.document
    _, last = document.paragraphs[document.quotes[q].paragraph]
    following = document.quotes[q + 1].start if q + 1 < len(document.quotes) else last
    match = wording.behind.match(document.text, document.quotes[q].end, min(last, following))
    return PLAIN if match is None else _evidence(match)


def _by_voice(wording: Wording, text: str, *, whole: bool) -> MannerEvidence:
    """What the text tells of a voice; in a tag (`whole`) also by what it is said with."""
    match = (wording.in_tag if whole else wording.in_sentence).search(text)
    if match is None or wording.denies(text, match.start()) or wording.into.search(text):
        return PLAIN
    return _evidence(match)


def _evidence(match: re.Match[str]) -> MannerEvidence:
    manner = next(manner for manner in MANNERS if match.groupdict().get(manner))
    return MannerEvidence(manner, " ".join(match.group().split()))
