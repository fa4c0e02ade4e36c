"""Attribution tags and action beats: who the narration around a quotation names as its speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from narrate.model import Gender
from narrate.script.lexicon import kin, nouns, signs, speech_infinitives, speech_verbs
from narrate.script.mentions import PRONOUN_GENDER, SUBJECTS, Mentions
from narrate.script.pages import SENTENCE_END, Mention, Pages
from narrate.script.roster import Roster

TagKind = Literal["verb-subject", "subject-verb", "before", "colon", "lead", "colon-lead", "beat-after", "beat-before"]
ORDER: tuple[TagKind, ...] = (
    "verb-subject",
    "subject-verb",
    "before",
    "colon",
    "lead",
    "colon-lead",
    "beat-after",
    "beat-before",
)
"""Surest first."""
SPOKEN: frozenset[TagKind] = frozenset({"verb-subject", "subject-verb", "before", "colon"})
"""The kinds with a verb of speech."""

_DETERMINER = r"(?:the|a|an|his|her|my|our|their|your|another|one|that|this|some)"
_NOUN_END = (
    r"(?=\s*(?:[,.;:!?\"“”’)…]|--|—|–|$)|\s+(?:[a-z]+(?:ly|ing|ed)|said|and|in|with|who|to|at|from|as|of|on|was|had|rather|quite|very|for|over"
    r"|is|has|then|again|came|went|told|spoke|began|sang|cut|put|gave|rang|by|when|while|before|after)\b)"
)
_ENDS = re.compile(_NOUN_END)
_NOUN_PHRASE = re.compile(
    rf"({_DETERMINER})\s+((?:[\w'’-]+\s+){{0,3}}?)([\w'’-]+?)(['’]s\s+(?:voice|mother|father|wife|husband|sister|brother|friend))?{_NOUN_END}",
    re.I,
)
_VERB_SUBJECT = re.compile(
    r"(?P<verb>\s*(?:(?:and|then|again|[a-z]+ly)\s+)*([a-z]+)(?:\s+(?:out|on|up|in|forth|back|again|at\s+last|then|now|[a-z]+ly))?\s+)"
    r"(?:(?:(?:poor|old|young|little|dear|good|honest|the|this|that)\s+)+(?=[A-Z]))?"
)
_SOMEBODY = re.compile(
    r"(?:the\s+other|the\s+latter|the\s+former|an?other|a\s+third|one\s+of\s+them|some(?:one|body)"
    r"|(?:a|an|the|his|her|another)\s+(?:[\w’'-]+,?\s+){0,3}?voice)\b",
    re.I,
)
"""Somebody of whom the words say no more."""
_VOICE = re.compile(r"(?:a|an|another)\s+(?:[\w'’-]+,?\s+){0,4}?(woman|man|girl|boy|child)[’']s\s+voice\b", re.I)
_WAS_REPLY = re.compile(
    r"(?:was|were)\s+(?:all\s+|therefore\s+|now\s+)?"
    r"(?P<name>(?:his|her|my)\b|[A-Z][\w.]*(?:\s+[A-Z][\w.]*){0,2}?(?:[’']|\s)s)\s+(?:[\w-]+\s+){0,3}?"
    r"(?P<reply>reply|answer|response|remark|comment|exclamation|explanation|question|greeting|rejoinder|retort|thought|cry|verdict"
    r"|observation|consolation|speech|address|words)\b"
)
_VOICE_OF = re.compile(r"[a-z]+\s+(?:in\s+|out\s+)?(?:the|a)\s+(?:[a-z]+,?\s+){0,3}?voice\s+of\s+")
_CLAUSE = re.compile(
    r"[;:]|--|—|,\s+(?:and|but|while|when|then|so|for|until|till)\s+(?:then\s+)?(?=(?:the\s+)?[A-Z]|he\b|she\b|I\b|they\b)"
)
_CLAUSE_OPENS = re.compile(
    r"(?:[,;:—]|--|\b(?:and|but|then|so|when|while|as|until|till|for|that))\s+(?:(?:poor|old|young|little|dear)\s+)?$"
)
_GOES_ON = re.compile(r"[\s,;—-]*(?:and|but|while|then)\b")
_WORD = re.compile(r"\b[a-z]+\b")
_PAST = re.compile(r"\s+(?:[a-z]+ly\s+)?([a-z]+ed|broke|flung|put|threw|spat|shot|went)\b")
_BESIDE = re.compile(r"\s+(?:[a-z]+ly\s+|at\s+(?:once|last)\s+|then\s+|thus\s+|here\s+|now\s+|only\s+|had\s+)?")
_AND = re.compile(r"\band\s+(?:[a-z]+ly\s+|then\s+)?\Z")
_WHO = re.compile(r",?\s+who\b")
_FIRST_TOLD = re.compile(
    r"\W*(?:when|as|after|while|before|if|though|although|since|until|till|because|once|on|in|at|with|without|having|seeing)\b"
    r"[^;:]*?,\s+",
    re.I,
)
"""A clause before the one that says who speaks: "When they had gone, Ben …"."""
_HELPED = re.compile(
    r"\b(?:would|could|did|to|might|must|should|not|only|never)\s+(?:only\s+|not\s+|often\s+|then\s+|always\s+)?$"
)
_FAR, _LONG = 40, 1000
"""Characters: what helps a verb stands so near before it; a first clause is not longer. (A paragraph may be millions long.)"""


@dataclass(frozen=True, slots=True)
class Tag:
    """One sign of who speaks. `numbers` are the people a name may mean; empty for pronouns and unknown nouns.

    `gender` is the pronoun's or the noun's; `first` marks "I"; `surface` is in the story's words.
    """

    kind: TagKind
    subject: Literal["name", "pronoun", "noun"]
    numbers: tuple[int, ...]
    gender: Gender
    first: bool
    verb: str
    surface: str
    place: int


class TagReader:
    """Reads the tags of every quotation of a book."""

    def __init__(self, pages: Pages, roster: Roster, mentions: Mentions) -> None:
        self.pages, self.roster, self.mentions = pages, roster, mentions

    def read(self) -> list[list[Tag]]:
        """For each quotation its tags, surest first."""
        tags: list[list[Tag]] = [[] for _ in self.pages.quotes]
        for number, turn in enumerate(self.pages.turns):
            start, end = self.pages.paragraphs[turn.paragraph]
            for q in turn.quotes:
                quote = self.pages.quotes[q]
                stop = self.pages.quotes[q + 1].start if q < turn.last else end
                begin = self.pages.quotes[q - 1].end if q > turn.first else start
                found = self._after(quote.end, stop)
                if self.pages.text[begin : quote.start].strip():
                    leads = self._before(begin, quote.start, "before", "lead")
                    if any(tag.kind in SPOKEN for tag in leads) and _GOES_ON.match(self.pages.text, quote.end, stop):
                        found = []  # "Ben said, “Look,” and Ann asked him why": what follows is the story's next step
                    found += leads
                elif q == turn.first and turn.paragraph and self._is_lead_in(turn.paragraph - 1, number):
                    found += self._before(*self.pages.paragraphs[turn.paragraph - 1], "colon", "colon-lead")
                elif q == turn.first and turn.paragraph and self._breaks_off(turn.paragraph - 1):
                    leads = self._before(*self.pages.paragraphs[turn.paragraph - 1], "colon", "colon-lead")
                    found += [tag for tag in leads if tag.kind in SPOKEN]
                tags[q] = sorted(found, key=lambda tag: ORDER.index(tag.kind))
        return tags

    def _is_lead_in(self, paragraph: int, turn: int) -> bool:
        if turn and self.pages.turns[turn - 1].paragraph == paragraph:
            start = self.pages.quotes[self.pages.turns[turn - 1].last].end
        else:
            start = self.pages.paragraphs[paragraph][0]
        tail = self.pages.text[start : self.pages.paragraphs[paragraph][1]].rstrip()
        return tail.endswith((":", ":--", ":—", "--", "—", ","))

    def _breaks_off(self, paragraph: int) -> bool:
        """Whether a paragraph of narration ends without a mark: "and then Syme said", its colon lost."""
        tail = self.pages.text[slice(*self.pages.paragraphs[paragraph])].rstrip()
        return tail[-1:].islower() and bool(self.pages.narration[self.pages.paragraphs[paragraph][1] - 1].strip())

    def _after(self, start: int, stop: int) -> list[Tag]:
        text = self.pages.text
        if not text[start:stop].strip():
            return []
        end = SENTENCE_END.search(text, start, stop)
        stop = end.start() + 1 if end else stop
        clause = text[start:stop]
        lead = start + len(clause) - len(clause.lstrip(" \n\t,;-—–"))
        people = [m for m in self.mentions.within(start, stop) if not m.quoted]
        lower = text[lead : lead + 1].islower()
        match = _VERB_SUBJECT.match(text, lead, stop)
        if match and lower and self._is_speech(match, people):
            places = (match.end("verb"), match.end(), lead + len(match.group().rstrip()) + 1)
            for place in places:
                hit = next((m for m in people if m.start == place and (m.named or m.surface in SUBJECTS)), None)
                if hit:
                    return [self._tag("verb-subject", hit, match[2])]
            for place in places[:2]:
                noun = self._noun("verb-subject", place, stop, match[2])
                if noun:
                    return [noun]
        reply = _WAS_REPLY.match(text, lead, stop)
        hit = next((m for m in people if reply and m.start == reply.start("name")), None)
        if reply and hit:
            return [self._tag("verb-subject", hit, reply["reply"])]
        voice = _VOICE_OF.match(text, lead, stop)
        hit = next((m for m in people if voice and m.named and m.start == voice.end()), None)
        if hit:
            return [self._tag("verb-subject", hit, "said")]
        return self._subject_verb(start, lead, stop, people)

    @staticmethod
    def _is_speech(match: re.Match[str], people: list[Mention]) -> bool:
        """A verb of speech; or any verb before a name right after a quotation: "“Charlotte!” flashed Lucy"."""
        verb = match[2]
        named = any(m.named and m.start == match.end() and m.surface[0].isupper() for m in people)
        return verb in speech_verbs() or (verb.endswith("ed") and named and match.end("verb") == match.end())

    def _subject_verb(self, start: int, lead: int, stop: int, people: list[Mention]) -> list[Tag]:
        subjects = [m for m in people if m.named or m.surface in SUBJECTS]
        first = subjects[0] if subjects else None
        verbs = self._verbs(start, stop)
        noun = self._noun("beat-after", lead, stop, "")
        if noun and (first is None or first.start >= noun.place):
            verb = next((v for v in verbs if v[0] >= noun.place), None)
            if verb and verb[0] - noun.place < 45:
                found = self._noun("subject-verb", lead, stop, verb[1], verb[0])
                return [found] if found else []
        unknown = self._noun("subject-verb", lead, stop, verbs[0][1], verbs[0][0]) if verbs and not noun else None
        if unknown and (first is None or first.start > verbs[0][0]):
            return [unknown]
        if first is not None:
            verb = next((v for v in verbs if v[0] >= first.end), None)
            if verb and verb[0] - first.end < 45 and first.start - lead < 25:
                return [self._tag("subject-verb", first, verb[1])]
            if first.start == lead and (acts := self._carries_on(start, first)):
                return [self._tag("subject-verb", first, acts)]
            if first.start - lead < 30 and not (noun and noun.place < first.start):
                return [self._tag("beat-after", first, "")]
        return [noun] if noun else []

    def _verbs(self, start: int, stop: int) -> list[tuple[int, str]]:
        """Where the verbs of speech are, and in which form a tag uses them."""
        text, found = self.pages.text, []
        for match in _WORD.finditer(text, start, stop):
            word = match.group()
            if word in speech_verbs():
                found.append((match.start(), word))
            elif word in speech_infinitives() and _HELPED.search(text, max(start, match.start() - _FAR), match.start()):
                found.append((match.start(), speech_infinitives()[word]))
        return found

    def _carries_on(self, quoted: int, subject: Mention) -> str | None:
        """The verb of a subject that goes on with the quotation's own sentence: whatever it is, it stands for speaking.
        "“Had you ever let her—” she flashed out"; "“No, at home,” Katharine hazarded"."""
        text = self.pages.text
        comma = text[max(0, quoted - 4) : quoted].rstrip("\"”’'»_").endswith(",")
        verb = _PAST.match(text, subject.end)
        return verb[1] if verb and (comma or text[subject.start].islower()) else None

    def _before(self, begin: int, end: int, spoken: TagKind, silent: TagKind) -> list[Tag]:
        text = self.pages.text
        tail = text[begin:end].rstrip()
        last = begin
        for match in SENTENCE_END.finditer(text, begin, end):
            if match.end() < end and text[match.end() : end].strip():
                last = match.end()
        sentence = text[last:end]
        direct = tail.endswith((",", ":", ";", "--", "-", "—", "–")) or tail[-1:] not in ".!?;\"')_…”’"
        people = [m for m in self.mentions.within(last, end) if not m.quoted and (m.named or m.surface in SUBJECTS)]
        verbs = self._verbs(last, end)
        start = last + len(sentence) - len(sentence.lstrip())
        if direct and verbs:
            return self._lead_clause(start, verbs[-1], people, end, spoken)
        kind: TagKind = silent if direct else "beat-before"
        if people:
            return [self._tag(kind, people[0], "")]
        noun = self._noun(kind, start, end, "")
        return [noun] if noun else []

    def _lead_clause(self, start: int, verb: tuple[int, str], people: list[Mention], end: int, kind: TagKind) -> list[Tag]:
        before = [m for m in people if m.end <= verb[0]]
        opening = self._noun(kind, start, end, verb[1], verb[0])
        if opening and not (before and before[0].start <= opening.place):
            return [opening]
        text = self.pages.text
        beside = [m for m in before if self._heads_clause(start, m) and _BESIDE.fullmatch(text, m.end, verb[0])]
        beside += [m for m in before if self._is_who(m, before, verb[0])]
        if beside:
            return [self._tag(kind, beside[-1], verb[1])]
        cut = max((m.end() for m in _CLAUSE.finditer(text[start : verb[0]])), default=0)
        near = (m.start for m in before if m.start < start + _LONG)
        cut = max(cut, next((place - start for place in near if _FIRST_TOLD.fullmatch(text, start, place)), 0))
        nearest = [m for m in before if m.start >= start + cut]
        if nearest or before:
            return [self._tag(kind, (nearest or before)[0], verb[1])]
        after = [m for m in people if verb[0] <= m.start < verb[0] + 18]
        if after:
            return [self._tag(kind, after[0], verb[1])]
        return []

    def _is_who(self, mention: Mention, others: list[Mention], verb: int) -> bool:
        """Whether a mention is the "who" of the verb: "She met Ben, who, coming nearer, said"."""
        who = _WHO.match(self.pages.text, mention.end, verb)
        if not who or any(who.end() <= m.start for m in others):
            return False
        return not _AND.search(self.pages.text, who.end(), verb)

    def _heads_clause(self, start: int, mention: Mention) -> bool:
        """Whether nothing but a comma or a joining word stands before a mention: "When she had gone, Ben said"."""
        return mention.start == start or bool(_CLAUSE_OPENS.search(self.pages.text[start : mention.start]))

    def _tag(self, kind: TagKind, mention: Mention, verb: str) -> Tag:
        if mention.named:
            return Tag(kind, "name", mention.numbers, "unknown", False, verb, mention.surface, mention.start)
        gender = PRONOUN_GENDER.get(mention.surface, "unknown")
        return Tag(kind, "pronoun", (), gender, mention.surface in ("i", "my"), verb, mention.surface, mention.start)

    def _noun(self, kind: TagKind, start: int, stop: int, verb: str, verb_at: int | None = None) -> Tag | None:
        """The common-noun subject that begins exactly here: "the old man", "his mother", "the agonized Harriet".

        A noun that is no word for a person counts only beside its verb ("the passenger said", `verb_at`).
        """
        voice = _VOICE.match(self.pages.text, start, stop)
        if voice and verb:
            # a voice without a body is somebody of its own
            surface = f"a {voice.group(1).lower()}’s voice"
            return Tag(kind, *self._known(surface), nouns()[voice.group(1).lower()], False, verb, surface, voice.start())
        somebody = _SOMEBODY.match(self.pages.text, start, stop)
        if somebody and (kind == "verb-subject" or _ENDS.match(self.pages.text, somebody.end(), stop)):
            surface = " ".join(somebody.group().split())
            gender = PRONOUN_GENDER.get(surface.split()[0].lower(), "unknown")
            return Tag(kind, "noun", (), gender, False, verb, surface, somebody.start())
        match = _person_phrase().match(self.pages.text, start, stop) or _NOUN_PHRASE.match(self.pages.text, start, stop)
        if not match:
            return None
        surface = " ".join(match.group().split())
        inside = (m for m in self.mentions.within(start, match.end()) if m.named and m.surface[0].isupper() and not m.quoted)
        name = next(inside, None)
        if name is not None and name.end >= match.end():
            return self._tag(kind, name, verb)
        words = surface.lower().split()
        numbers = self.roster.who(surface)
        if numbers:
            return Tag(kind, "name", numbers, "unknown", False, verb, surface, match.start())
        if words[-1] not in nouns() and words[-1] not in kin():
            beside = verb_at is None or _BESIDE.fullmatch(self.pages.text, match.end(), verb_at)
            if not verb or not beside or words[-1] in signs("things") or set(words) & signs("function"):
                return None
        elif words[-1] in signs("things") or set(words) & signs("function"):
            return None
        return Tag(kind, "noun", (), nouns().get(words[-1], "unknown"), False, verb, surface, match.start())

    def _known(self, surface: str) -> tuple[Literal["name", "noun"], tuple[int, ...]]:
        numbers = self.roster.who(surface)
        return ("name" if numbers else "noun"), numbers


@cache
def _person_phrase() -> re.Pattern[str]:
    """A determiner, at most three words, and a noun for a person that no other such noun follows."""
    heads = "|".join(sorted({re.escape(word) for word in (*nouns(), *kin())}, key=len, reverse=True))
    middle = rf"(?:(?!{_DETERMINER}\s|(?:{heads})\b)[\w'’-]+\s+){{0,3}}?"
    return re.compile(rf"{_DETERMINER}\s+{middle}(?:{heads})\b(?!['’-])(?!\s+(?:{heads})\b)", re.I)
